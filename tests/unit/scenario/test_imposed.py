"""What a scenario imposes on its column: by replay of marked rows, or by an imposed end."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.imposed import Imposed, imposed_steps, marked_rows
from interregnum.scenario.load import load_scenario

DEAL = (
    "  - {time: 2001-01-02T06:30, kind: deal, place: Seat, event: end, source: a, role: observed}\n"
)
CAPTURE = (
    "  - {time: 2001-01-01T12:00, kind: capture, place: South, event: fall, low: 0.6, high: 0.8, "
    'unit: "1", source: a, role: imposed}\n'
)
IMPOSED_DEAL = DEAL.replace("observed", "imposed")
BY_RULE = Imposed((0.0, 0.0), (-1.0, -1.0), -1)


def with_rows(path: Path, *rows: str) -> None:
    """Put rows in the place of the deal that the small case observes."""
    text = path.read_text()
    assert DEAL in text
    path.write_text(text.replace(DEAL, "".join(rows)))


def test_a_forward_run_imposes_nothing_whatever_is_marked(small_path: Path) -> None:
    assert imposed_steps(load_scenario(small_path)) == BY_RULE
    with_rows(small_path, CAPTURE, IMPOSED_DEAL)
    assert imposed_steps(load_scenario(small_path)) == BY_RULE
    assert imposed_steps(load_scenario(small_path, [("mode", "condition")])) == BY_RULE


def test_replay_takes_what_is_marked_and_ends_by_the_deal(small_path: Path) -> None:
    with_rows(small_path, CAPTURE, IMPOSED_DEAL)
    scenario = load_scenario(small_path, [("mode", "replay")])
    assert imposed_steps(scenario) == Imposed((1.0, 0.0), (pytest.approx(0.7), -1.0), 0)
    assert [(m.number, m.place) for m in marked_rows(scenario)] == [(1, 0), (2, -1)]


def test_replay_without_a_deal_goes_on_by_rule(small_path: Path) -> None:
    with_rows(small_path, CAPTURE, DEAL)
    steps = imposed_steps(load_scenario(small_path, [("mode", "replay")]))
    assert (steps.places, steps.deal_place) == ((1.0, 0.0), -1)


def test_places_passed_on_the_way_are_taken_with_ease_by_rule(small_path: Path) -> None:
    movement = CAPTURE.replace("capture", "movement").replace("South", "Seat")
    with_rows(small_path, movement)
    steps = imposed_steps(load_scenario(small_path, [("mode", "replay")]))
    assert steps == Imposed((1.0, 1.0), (-1.0, -1.0), -1)


@pytest.mark.parametrize(
    ("end", "places", "deal"),
    [("stand_down", (1.0, 0.0), 0), ("defeat", (1.0, 2.0), -1), ("win", (1.0, 1.0), -1)],
)
def test_an_imposed_end_decides_at_the_capital(
    small_path: Path, end: str, places: tuple[float, float], deal: int
) -> None:
    scenario = load_scenario(small_path, [("mutiny.end", end)])
    assert imposed_steps(scenario) == Imposed(places, (-1.0, -1.0), deal)


@pytest.mark.parametrize(
    ("rows", "at", "rule"),
    [
        ((IMPOSED_DEAL,), "timeline[1].role", "after an imposed capture or movement"),
        ((CAPTURE, IMPOSED_DEAL, IMPOSED_DEAL), "timeline[3].role", "has ended by the deal above"),
        (
            (CAPTURE.replace("South", "Seat"), IMPOSED_DEAL),
            "timeline[2].role",
            "takes the capital",
        ),
        ((CAPTURE.replace("South", "Soth"),), "timeline[1].place", "did you mean South?"),
        (
            (CAPTURE.replace("South", "Seat"), CAPTURE),
            "timeline[2].place",
            "a row above imposes Seat",
        ),
        ((CAPTURE.replace("high: 0.8", "high: 1.8"),), "timeline[1].high", "numbers in [0, 1]"),
        ((CAPTURE.replace("low: 0.6", "low: -0.6"),), "timeline[1].low", "numbers in [0, 1]"),
        ((CAPTURE.replace('"1"', "km"),), "timeline[1].unit", 'unit must be "1"'),
        ((CAPTURE.replace("capture", "signal"),), "timeline[1].role", "only the onset and rows of"),
    ],
)
def test_what_cannot_be_imposed_is_refused_in_every_mode(
    small_path: Path, rows: tuple[str, ...], at: str, rule: str
) -> None:
    with_rows(small_path, *rows)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(small_path)
    assert f": {at}" in str(caught.value)
    assert rule in str(caught.value)


@pytest.mark.parametrize("mode", ["replay", "condition"])
def test_a_mode_that_uses_marked_rows_needs_some_after_the_onset(
    small_path: Path, mode: str
) -> None:
    with pytest.raises(ScenarioError, match=f'mode = "{mode}": {mode} needs a row of kind'):
        load_scenario(small_path, [("mode", mode)])
    with_rows(small_path, CAPTURE.replace("T12:00", "T06:30"))
    assert load_scenario(small_path).mode == "forward"
    load_scenario(small_path, [("mode", mode)])
    settings = [("mode", mode), ("mutiny.onset_day", 1)]
    with pytest.raises(ScenarioError, match=r"timeline\[1\]\.time.*before the onset"):
        load_scenario(small_path, settings)


@pytest.mark.parametrize("mode", ["replay", "condition"])
def test_an_imposed_end_is_a_contrast_of_forward_runs(small_path: Path, mode: str) -> None:
    with_rows(small_path, CAPTURE)
    with pytest.raises(ScenarioError, match="takes the march from the timeline; write by_rule"):
        load_scenario(small_path, [("mode", mode), ("mutiny.end", "win")])


def test_a_stand_down_needs_a_place_on_the_way(small_path: Path) -> None:
    text = small_path.read_text()
    start, end = text.index("  - name: South"), text.index("  - name: Seat")
    small_path.write_text(text[:start] + text[end:])
    assert imposed_steps(load_scenario(small_path, [("mutiny.end", "win")])).places == (1.0,)
    with pytest.raises(ScenarioError, match=r"mutiny\.end.*needs a place before the capital"):
        load_scenario(small_path, [("mutiny.end", "stand_down")])
