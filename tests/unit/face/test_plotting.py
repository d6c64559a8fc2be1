"""Each kind of figure of real studies: two arms, one arm, one run, no mutiny, no series."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from drawn import assert_whole
from interregnum.errors import ScenarioError, StudyError, UsageError
from interregnum.experiments.sign import Cell
from interregnum.face.figure_parts import HEADINGS, ending_text, marked_moments, moments_of
from interregnum.face.plotting import sign_drawing
from interregnum.intervals import Interval

KINDS = ("outcomes", "fans", "incidence", "timeline", "march", "map")


@pytest.fixture(scope="module")
def study() -> ir.Study:
    return ir.load("mutiny-2023", {"horizon": 300}).run(runs=25, seed=3)


def test_every_kind_has_a_heading_and_a_method(study: ir.Study) -> None:
    assert {*KINDS, "sign"} == set(HEADINGS)
    assert all(callable(getattr(study.plot, kind)) for kind in HEADINGS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_study_of_two_arms_is_drawn(kind: str, study: ir.Study, tmp_path: Path) -> None:
    drawing = getattr(study.plot, kind)()
    text = assert_whole(drawing, tmp_path)
    assert drawing.provenance == study.provenance
    assert HEADINGS[kind] in text
    assert getattr(study.plot, kind)(tmp_path / "again.svg").svg() == drawing.svg()
    assert (tmp_path / "again.svg").read_bytes() == drawing.svg()


def test_one_arm_one_run_and_one_day_are_drawn(tmp_path: Path) -> None:
    case = ir.load("mutiny-2023", {"horizon": 1})
    plain = ir.Case(case.scenario.model_copy(update={"contrast": None}))
    study = plain.run(runs=1, seed=2)
    for kind in KINDS:
        text = assert_whole(getattr(study.plot, kind)(), tmp_path)
        assert "no mutiny" not in text
    assert "The study has one run." in assert_whole(study.plot.timeline(), tmp_path)


def test_a_case_without_columns_has_no_march_but_its_other_figures(tmp_path: Path) -> None:
    settings = {"horizon": 40, "mutiny.happens": False, "channels.armed": False}
    study = ir.load("mutiny-2023", settings).run(runs=6, seed=2)
    with pytest.raises(ScenarioError, match="no column set out"):
        study.plot.march()
    with pytest.raises(ScenarioError, match="schedules no mutiny"):
        study.plot.sign()
    assert "no march" in assert_whole(study.plot.map(), tmp_path)
    for kind in ("outcomes", "fans", "incidence", "timeline"):
        assert_whole(getattr(study.plot, kind)(), tmp_path)


def test_without_series_daily_figures_say_how_to_get_them(tmp_path: Path) -> None:
    study = ir.load("mutiny-2023", {"horizon": 5}).run(runs=3, seed=1, series=False)
    for kind in ("fans", "timeline"):
        with pytest.raises(ScenarioError, match="--series all"):
            getattr(study.plot, kind)(tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()
    for kind in ("outcomes", "incidence", "march", "map"):
        getattr(study.plot, kind)(tmp_path / f"{kind}.png")
    text = assert_whole(study.plot.map(), tmp_path)
    assert "population [persons]" in text
    # A comment in SVG has no two hyphens in a row, and lines are wrapped.
    assert "series all to see them" in text


@pytest.mark.parametrize(
    "name",
    [
        "quiet-personalist",
        "front-break",
        "kornilov-1917",
        "moscow-1991",
        "egypt-2011",
    ],
)
def test_a_case_without_regions_has_no_map(name: str) -> None:
    study = ir.load(name).run(runs=2, seed=1)
    with pytest.raises(ScenarioError, match=f"{name}: has no table of regions.*add the block"):
        study.plot.map()


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("crisis_peak", "when a column had come farthest"),
        ("horizon", "at the end of day 299"),
        ("month_24", "two years after a removal"),
    ],
)
def test_the_map_shows_control_and_turnout(
    study: ir.Study, moment: str, told: str, tmp_path: Path
) -> None:
    text = assert_whole(study.plot.map(moment=moment), tmp_path)
    assert told in text
    assert "persons who came out" in text
    assert ("<!-- a column -->" in text) == (moment == "crisis_peak")
    assert "series all to see them" not in text


def test_a_moment_that_is_not_counted_is_refused(study: ir.Study) -> None:
    with pytest.raises(UsageError, match="did you mean horizon"):
        study.plot.map(moment="horizn")


def test_recorded_events_are_marked_beside_known_days(study: ir.Study) -> None:
    moments = marked_moments(study)
    assert [(m.text, m.share) for m in moments[:2]] == [("mutiny begins", None), ("election", None)]
    (removed,) = [m for m in moments if m.text == "ruler removed"]
    events = study.events
    days = events[events["event"] == "removed"].sort_values("day")["day"].tolist()
    assert removed.day == days[(len(days) - 1) // 2]
    assert removed.share == pytest.approx(len(days) / len(study))


def test_borders_of_a_users_own_are_drawn(study: ir.Study, tmp_path: Path) -> None:
    regions = study.case.scenario.regions
    assert regions is not None
    features = []
    for row in regions.rows:
        x, y = row.longitude, row.latitude
        ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y]]
        features.append(
            {
                "type": "Feature",
                "properties": {"iso_3166_2": row.iso_3166_2},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    path = tmp_path / "borders.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert "borders.geojson" in assert_whole(study.plot.map(outlines=path), tmp_path)
    path.write_text(json.dumps({"features": features[1:]}))
    with pytest.raises(StudyError, match=regions.rows[0].iso_3166_2):
        study.plot.map(outlines=path)


def test_weighted_runs_say_so(tmp_path: Path) -> None:
    case = ir.load("mutiny-2023", {"horizon": 3, "mode": "condition"})
    study = case.run(runs=60, seed=2)
    for kind in ("outcomes", "incidence", "march"):
        assert "weighted" in assert_whole(getattr(study.plot, kind)(), tmp_path)
    for kind in ("fans", "timeline"):
        assert "unweighted" in assert_whole(getattr(study.plot, kind)(), tmp_path)


def test_the_sign_is_drawn_of_its_twelve_ensembles(tmp_path: Path) -> None:
    study = ir.load("mutiny-2023", {"horizon": 3}).run(runs=4, seed=1)
    told: list[str] = []
    text = assert_whole(study.plot.sign(runs=5, progress=told.append), tmp_path)
    assert len(told) == 6
    assert "12 ensembles of 5 runs" in text


def test_the_sign_figure_carries_the_verdict(tmp_path: Path) -> None:
    cell = Cell("focal", "o = 0", (0.5, 2.0), 10, Interval(-0.2, -0.3, -0.1))
    text = assert_whole(sign_drawing([cell], 730, "t", "from there"), tmp_path)
    assert "The sign does not turn" in text


def test_a_wrong_format_is_refused(study: ir.Study, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        study.plot.outcomes(tmp_path / "a.pdf")


def test_days_known_beforehand_are_marked(study: ir.Study) -> None:
    assert [m.text for m in moments_of(study)] == ["mutiny begins", "election"]
    assert ending_text("regular_exit", 5) == "regular exit, day 5"
