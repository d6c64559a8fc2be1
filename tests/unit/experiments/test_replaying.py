"""What is observed against what was drawn: bands, scores, misses and weights."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.replaying import compared, replay, scored
from interregnum.experiments.spoken_rows import Drawn, Spoken
from interregnum.scenario.load import load_scenario

NAN = float("nan")


def number(values: list[float], low: float, high: float) -> Spoken:
    return Spoken((0,), "hour", "h", low, high, np.array(values))


def event(values: list[float]) -> Spoken:
    return Spoken((0,), "it happens", "", 1.0, 1.0, np.array(values))


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (5.0, 5.0, "inside"),
        (-3.0, 1.0, "inside"),
        (9.0, 30.0, "inside"),
        (-3.0, 0.5, "below"),
        (9.5, 30.0, "above"),
    ],
)
def test_a_range_misses_only_if_all_of_it_lies_outside_the_band(
    low: float, high: float, verdict: str
) -> None:
    found = scored(number([float(k) for k in range(1, 11)], low, high), np.ones(10))
    assert found.band == (1.0, 5.0, 9.0)
    assert found.verdict == verdict


def test_the_middle_of_a_range_is_scored_by_crps() -> None:
    found = scored(number([0.0, 1.0, NAN], 1.0, 3.0), np.ones(3))
    assert found.score == pytest.approx(0.5 * 2.0 + 0.5 * 1.0 - 0.25)
    assert found.share == pytest.approx(2.0 / 3.0)
    assert found.scored_by == "CRPS"


def test_what_happened_is_scored_by_the_log_of_its_chance() -> None:
    found = scored(event([1.0, 1.0, 0.0, 0.0]), np.ones(4))
    assert (found.share, found.band, found.scored_by) == (0.5, None, "log")
    assert found.score == pytest.approx(log(2.0))
    assert found.verdict == "inside"


def test_what_no_run_draws_is_an_unlikely_miss_with_a_finite_score() -> None:
    found = scored(event([0.0] * 99), np.ones(99))
    assert found.verdict == "unlikely"
    assert found.score == pytest.approx(log(200.0))


def test_weights_move_band_share_and_score() -> None:
    weights = np.array([0.0, 0.0, 1.0, 1.0])
    heavy = scored(number([1.0, 2.0, 8.0, 9.0], 8.5, 8.5), weights)
    assert heavy.band == (8.0, 8.0, 9.0)
    assert heavy.score == pytest.approx(0.25)
    likely = scored(event([0.0, 0.0, 1.0, 1.0]), weights)
    assert likely.share == 1.0
    # Two effective runs, both with it.
    assert likely.score == pytest.approx(-log(2.5 / 3.0))


@pytest.mark.parametrize("weights", [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
def test_where_no_run_says_a_word_there_is_no_score(weights: list[float]) -> None:
    found = scored(number([1.0, 2.0, NAN], 1.0, 1.0), np.array(weights))
    assert (found.band, found.score, found.verdict) == (None, None, "no run")


def test_values_of_fewer_runs_belong_to_the_first_ones() -> None:
    found = scored(number([3.0, 5.0], 3.0, 3.0), np.array([1.0, 0.0, 1.0, 1.0]))
    assert found.band == (3.0, 3.0, 3.0)
    assert found.score == 0.0


def march(run: int, late: float) -> list[list[Any]]:
    def line(time: float, name: str, place: str) -> list[Any]:
        return [run, int(time // 24), time % 24, place, name, 0.95]

    return [
        line(31.5 + late, "place_taken", "Rostov-on-Don"),
        line(40.0 + late, "place_taken", "Yelets"),
        line(44.5 + late, "deal", "Yelets"),
    ]


@pytest.fixture
def drawn() -> Drawn:
    runs = pd.DataFrame({"run": [0, 1, 2], "outcome": ["survives"] * 3, "day": [NAN] * 3})
    headings = ["run", "day", "hour", "place", "event", "size"]
    events = pd.DataFrame([*march(0, 0.0), *march(1, -6.0)], columns=headings)
    deaths = np.array([[0.0, 20.0], [0.0, 400.0], [0.0, 900.0]])
    return Drawn(runs, events, np.zeros((3, 2)), deaths)


def test_forward_tests_every_row_after_the_onset(drawn: Drawn) -> None:
    scenario = load_scenario("mutiny-2023", environment={})
    found = compared(scenario, drawn, None)
    assert (found.mode, found.runs, found.effective, found.used) == ("forward", 3, 3.0, ())
    kinds = [scenario.timeline[one.rows[0]].kind for one in found.scored]
    assert kinds == ["capture", "capture", "movement", "movement", "deal", "deal", "losses"]
    first = found.scored[0]
    assert first.share == pytest.approx(2.0 / 3.0)
    assert first.score == pytest.approx(-log(2.5 / 4.0))


def test_condition_does_not_test_the_rows_that_it_used(drawn: Drawn) -> None:
    from interregnum.experiments.conditioning import run_weights

    scenario = load_scenario("mutiny-2023", environment={})
    found = compared(scenario, drawn, run_weights(drawn.runs, drawn.events, scenario))
    assert found.mode == "condition"
    assert [scenario.timeline[number].kind for number in found.used] == [
        "capture",
        "movement",
        "deal",
    ]
    assert [scenario.timeline[one.rows[0]].kind for one in found.scored] == ["losses"]
    # The run that went as the record says weighs most, so its deaths are the band's middle.
    assert found.scored[0].band == (20.0, 20.0, 400.0)
    assert 1.0 < found.effective < 2.0


def test_a_case_without_a_timeline_is_refused() -> None:
    with pytest.raises(ScenarioError, match="has no timeline"):
        replay(load_scenario("quiet-personalist", environment={}), runs=2, seed=0)


def test_an_imposed_end_is_refused() -> None:
    scenario = load_scenario("mutiny-2023", [("mutiny.end", "defeat")], environment={})
    with pytest.raises(ScenarioError, match="by_rule"):
        replay(scenario, runs=2, seed=0)


def test_runs_are_those_of_the_study_whatever_the_mode_and_the_contrast() -> None:
    settings = [("horizon", 3)]
    plain = load_scenario("mutiny-2023", settings, environment={})
    other = load_scenario("mutiny-2023", [*settings, ("mode", "replay")], environment={})
    first, second = (replay(s, runs=12, seed=3, workers=1) for s in (plain, other))
    assert first == second
    assert [one.mode for one in first] == ["forward", "condition"]
    assert (first[0].runs, first[0].followed) == (12, 12)
