"""The reliability figure: written as asked, with every model and a line of just forecasts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from interregnum.report import reliability_plots
from interregnum.report.reliability_plots import draw_reliability


def plain() -> dict[str, Any]:
    rows = [
        {"model": model, "forecast": x, "observed": x, "low": x / 2, "high": x * 2, "n": 100}
        for model in ("climatology", "trees")
        for x in (0.1, 0.2, 0.4)
    ]
    return {
        "interregnum": "0",
        "target": "exit",
        "step": "year",
        "base_rate": 0.2,
        "first_origin": "1960-01-01",
        "until": "1989-12-31",
        "forecasts": 600,
        "reliability": rows,
    }


def test_the_same_numbers_give_the_same_file(tmp_path: Path) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        draw_reliability(plain(), file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_each_model_has_a_panel_with_its_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Figure] = []
    monkeypatch.setattr(reliability_plots, "write_figure", lambda figure, *_: drawn.append(figure))
    draw_reliability(plain(), tmp_path / "figure.png")
    panels = drawn[0].axes
    assert [panel.get_title() for panel in panels] == ["climatology", "trees"]
    points = panels[1].containers[0].lines[0].get_xydata()
    assert points.tolist() == [[0.1, 0.1], [0.2, 0.2], [0.4, 0.4]]
    assert panels[0].get_xlabel() == "chance that was forecast"
    assert panels[0].get_ylabel() == "share that came true"
