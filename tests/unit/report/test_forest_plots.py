"""A forest plot shows every effect once, in its unit, with its numbers beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.effects import Effect, Grade, Scale
from interregnum.report.forest_plots import forest_figure


def effect(name: str, scale: Scale, values: tuple[float, float, float], n: int = 10) -> Effect:
    return Effect(
        name=name,
        estimate=values[0],
        low=values[1],
        high=values[2],
        n=n,
        definition="d",
        source="s",
        vintage="v",
        period="1950-1989",
        scale=scale,
        grade=Grade.PROXY,
        caveat="c",
    )


NAN = float("nan")
EFFECTS = [
    effect("f.share.a", Scale.SHARE, (0.5, 0.4, 0.6)),
    effect("f.share.none", Scale.SHARE, (NAN, NAN, NAN), 0),
    effect("f.difference.sure", Scale.DIFFERENCE, (0.2, 0.1, 0.3)),
    effect("f.difference.open", Scale.DIFFERENCE, (0.1, -0.1, 0.3)),
    effect("f.ratio.wide", Scale.RATIO, (2.0, 0.0, 900.0)),
    effect("f.rate", Scale.RATE, (0.01, 0.0, 0.02)),
]


def test_each_effect_is_named_with_its_numbers_and_each_unit_has_a_panel() -> None:
    figure = forest_figure(EFFECTS, title="t", provenance="p").figure
    told = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "share · a" in told
    assert "50.0 (40.0 to 60.0), n 10" in told
    assert "not known, n 0" in told
    units = [axes.get_xlabel() for axes in figure.axes if axes.get_xlabel()]
    assert units == [
        "share of cases [%]",
        "events a year",
        "ratio (logarithmic axis)",
        "difference of shares [points]",
    ]


def test_a_contrast_that_leaves_out_no_effect_is_filled_in_another_colour() -> None:
    figure = forest_figure(EFFECTS, title="t", provenance="p").figure
    axes = next(axes for axes in figure.axes if "points" in axes.get_xlabel())
    points = [line for line in axes.lines if line.get_marker() == "o"]
    faces = [str(point.get_markerfacecolor()) for point in points]
    colours = {str(point.get_color()) for point in points}
    assert faces[1] == "white" != faces[0]
    assert len(colours) == 2


def test_an_effect_without_a_case_has_no_point() -> None:
    figure = forest_figure(EFFECTS, title="t", provenance="p").figure
    axes = next(axes for axes in figure.axes if "share of cases" in axes.get_xlabel())
    assert len([line for line in axes.lines if line.get_marker() == "o"]) == 1


def test_names_lie_inside_the_sheet() -> None:
    long = effect("f." + "a_very_long_name_" * 5, Scale.SHARE, (0.5, 0.4, 0.6), 1234567)
    figure = forest_figure([long, *EFFECTS], title="t", provenance="p").figure
    figure.draw_without_rendering()
    sheet = figure.bbox
    for axes in figure.axes:
        for text in axes.texts:
            box = text.get_window_extent()
            assert box.x0 >= sheet.x0
            assert box.x1 <= sheet.x1


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_same_effects_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    files = [tmp_path / f"{name}{suffix}" for name in ("a", "b")]
    for file in files:
        forest_figure(EFFECTS, title="t", provenance="p").write([file])
    assert files[0].read_bytes() == files[1].read_bytes()
