"""Weights of runs by the marked rows of a timeline."""

from __future__ import annotations

from math import exp
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.errors import ScenarioError
from interregnum.experiments.conditioning import (
    TIME_ERROR,
    effective_size,
    run_weights,
    weighted_shares,
)
from interregnum.intervals import wilson
from interregnum.scenario.load import load_scenario
from interregnum.scenario.schema import Scenario

# Hours after midnight of the start day of the marked rows: 07:30, 16:00 and 20:30 of the next day.
ROSTOV, YELETS, DEAL = 31.5, 40.0, 44.5
HEADINGS = ["run", "day", "hour", "place", "event", "size"]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("mutiny-2023", [("mode", "condition")], environment={})


def line(run: int, time: float, event: str, place: str | None = None, size: float = 0.5) -> Any:
    return [run, int(time // 24), time % 24, place, event, size]


def march(run: int, ease: float = 0.95, late: float = 0.0, end: str = "deal") -> list[Any]:
    """Return the events of a run that goes as the record says, but for what is asked."""
    return [
        [run, 0, 21.417, None, "mutiny_begins", 2e4],
        line(run, ROSTOV + late, "place_taken", "Rostov-on-Don", ease),
        line(run, 36.0, "place_taken", "Voronezh"),
        line(run, YELETS, "place_taken", "Yelets"),
        line(run, DEAL, end, "Yelets"),
    ]


def weights_of(scenario: Scenario, *runs: list[Any]) -> list[float]:
    events = pd.DataFrame([row for run in runs for row in run], columns=HEADINGS)
    numbers = pd.DataFrame({"run": range(len(runs))})
    return run_weights(numbers, events, scenario).tolist()


def test_a_run_like_the_record_has_the_greatest_weight(scenario: Scenario) -> None:
    found = weights_of(scenario, march(0), march(1, late=6.0), march(2, late=-12.0))
    assert found == pytest.approx([1.0, exp(-0.5), exp(-2.0)], rel=1e-9)
    assert TIME_ERROR == 6.0


def test_the_ease_has_half_its_range_as_error(scenario: Scenario) -> None:
    found = weights_of(scenario, march(0), march(1, ease=1.0), march(2, ease=0.85))
    assert found == pytest.approx([1.0, exp(-0.5), exp(-2.0)], rel=1e-9)


@pytest.mark.parametrize("end", ["surrender", "beaten"])
def test_another_end_of_the_column_has_no_weight(scenario: Scenario, end: str) -> None:
    assert weights_of(scenario, march(0), march(1, end=end)) == [1.0, 0.0]


def test_a_place_not_taken_has_no_weight(scenario: Scenario) -> None:
    short = [row for row in march(1) if row[3] != "Rostov-on-Don"]
    held = [row if row[3] != "Yelets" else [*row[:4], "place_held", 0.0] for row in march(2)]
    assert weights_of(scenario, march(0), short, held) == [1.0, 0.0, 0.0]


def test_the_first_column_counts_not_a_later_one(scenario: Scenario) -> None:
    beaten = [*march(1, end="beaten"), line(1, DEAL, "deal", "Yelets")]
    beaten[4][2] -= 1.0
    again = [*march(2), line(2, 900.0, "place_taken", "Rostov-on-Don", 0.1)]
    taken = [*march(3)[:4], line(3, 42.0, "place_taken", "Moscow"), line(3, DEAL, "deal")]
    assert weights_of(scenario, march(0), beaten, again, taken) == [1.0, 0.0, 1.0, 0.0]


def test_weights_stay_with_their_runs(scenario: Scenario) -> None:
    events = pd.DataFrame([*march(8), *march(5, late=6.0)], columns=HEADINGS)
    runs = pd.DataFrame({"run": [5, 6, 8]}, index=[10, 20, 30])
    found = run_weights(runs, events, scenario)
    assert found.index.tolist() == [10, 20, 30]
    assert found.tolist() == pytest.approx([exp(-0.5), 0.0, 1.0])


def test_far_away_runs_still_compare(scenario: Scenario) -> None:
    """A likelihood of e-5000 is below every float; what counts is the ratio."""
    found = weights_of(scenario, march(0, late=600.0), march(1, late=600.06))
    assert found == pytest.approx([1.0, exp(-0.5 * (100.01**2 - 100.0**2))], rel=1e-6)


def test_where_nothing_agrees_nothing_weighs(scenario: Scenario) -> None:
    found = weights_of(scenario, march(0, end="beaten"), [])
    assert found == [0.0, 0.0]
    runs = pd.Series(["a", "b"])
    with pytest.raises(ScenarioError, match="none of 2 runs agrees with the marked rows"):
        weighted_shares(runs, pd.Series(found))


def test_an_empty_log_weighs_nothing(scenario: Scenario) -> None:
    runs = pd.DataFrame({"run": [0, 1]})
    assert run_weights(runs, pd.DataFrame(columns=HEADINGS), scenario).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("case", ["synthetic", "mutiny-2023"])
def test_without_rows_or_a_mutiny_there_is_nothing_to_condition_on(case: str) -> None:
    other = load_scenario(case, [("mutiny.happens", case == "synthetic")], environment={})
    with pytest.raises(ScenarioError, match=f"scenario {case}: nothing to condition on"):
        run_weights(pd.DataFrame({"run": [0]}), pd.DataFrame(columns=HEADINGS), other)


@given(st.integers(1, 40), st.floats(1e-3, 1e3))
def test_equal_weights_are_as_many_runs_as_there_are(count: int, weight: float) -> None:
    assert effective_size([weight] * count) == pytest.approx(count)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30), st.floats(0.1, 10.0))
def test_the_effective_size_is_between_one_and_all(weights: list[float], scale: float) -> None:
    size = effective_size(weights)
    if max(weights) > 1e-6:
        assert 1.0 - 1e-9 <= size <= len(weights) + 1e-9
        assert effective_size([scale * w for w in weights]) == pytest.approx(size)


def test_equal_weights_give_plain_shares() -> None:
    labels = pd.Series(["survives"] * 6 + ["removed"] * 4)
    shares = {share.name: share for share in weighted_shares(labels, pd.Series([0.5] * 10))}
    plain = wilson(4, 10)
    assert shares["removed"].runs == 4
    assert (shares["removed"].share, shares["removed"].low, shares["removed"].high) == (
        pytest.approx(plain.estimate),
        pytest.approx(plain.low),
        pytest.approx(plain.high),
    )
    assert sum(share.share for share in shares.values()) == pytest.approx(1.0)


def test_a_run_without_weight_says_nothing() -> None:
    labels = pd.Series(["a", "b", "c"])
    shares = {s.name: s for s in weighted_shares(labels, pd.Series([3.0, 1.0, 0.0]))}
    assert (shares["a"].share, shares["b"].share, shares["c"].share) == (0.75, 0.25, 0.0)
    assert shares["c"].runs == 0
    # An effective size of 1.6 leaves hardly anything excluded.
    assert shares["a"].high - shares["a"].low > 0.7
