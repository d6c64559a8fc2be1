"""When to stop: errors over replicates, goals, and how many replicates the next round has."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from interregnum.errors import UsageError
from interregnum.experiments.stopping import (
    SHARE,
    Reached,
    goal_from,
    mean_of,
    next_replicates,
    student_score,
    values_of,
)

RUNS = pd.DataFrame(
    {
        "outcome": ["survives", "democracy", "regular_exit", "survives"],
        "day": pd.array([None, 3, 8, None], dtype="Int64"),
        "result.contested": [False, False, False, True],
    }
)


@pytest.mark.parametrize(
    ("quantity", "values"),
    [
        ("survives", [1, 0, 0, 1]),
        ("removed", [0, 1, 0, 0]),
        ("contested", [0, 0, 0, 1]),
        ("exit_day", [6, 3, 6, 6]),
    ],
)
def test_quantities_of_runs(quantity: str, values: list[float]) -> None:
    assert values_of(RUNS, quantity, horizon=6).tolist() == values
    floats = RUNS.assign(day=RUNS["day"].astype("float64"))
    assert values_of(floats, quantity, horizon=6).tolist() == values


@pytest.mark.parametrize("freedom", [7, 8, 15, 30, 1000])
def test_students_score_is_that_of_an_independent_library(freedom: int) -> None:
    assert student_score(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=5e-4)


def test_intervals_over_replicates_hold_the_truth_though_points_share_their_seeds() -> None:
    draw = np.random.default_rng(1)
    hits = 0
    for _ in range(1000):
        # One draw a replicate, seen through different thresholds: fully dependent points.
        values = (draw.random((20, 1)) < np.array([[0.2, 0.5, 0.8]])).astype(float)
        mean = mean_of(values, SHARE)
        assert mean.low is not None
        assert mean.high is not None
        hits += mean.low <= 0.5 <= mean.high
    assert 925 <= hits <= 985


def test_what_was_never_seen_keeps_an_error() -> None:
    mean = mean_of(np.zeros((16, 10)), SHARE)
    assert mean.estimate == 0.0
    assert mean.error == pytest.approx(np.sqrt(2 / 164 * 162 / 164 / 160))
    assert mean.low == 0.0


def test_few_replicates_do_not_pretend() -> None:
    values = np.array([[0.0, 1.0]])
    assert mean_of(values) == (0.5, None, None, None)
    assert mean_of(np.repeat(values, 7, axis=0)).low is None
    assert mean_of(np.repeat(values, 8, axis=0)).low is not None


@pytest.mark.parametrize("text", ["survivs:0.1", "survives", "survives:x", "survives:0", ":1"])
def test_a_goal_without_quantity_or_error_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--until"):
        goal_from(text)


def test_rounds_grow_by_what_is_missing_and_stop() -> None:
    def reached(error: float) -> list[Reached]:
        return [Reached("survives", 0.01, error, "a"), Reached("exit_day", 5.0, 1.0, "a")]

    assert next_replicates(100, reached(0.01), most=10_000) == 100
    assert next_replicates(100, reached(0.012), most=10_000) == 159
    assert next_replicates(100, reached(1.0), most=10_000) == 400
    assert next_replicates(100, reached(1.0), most=150) == 150
    assert next_replicates(100, reached(1.0), most=50) == 100
    assert next_replicates(100, [], most=50) == 100
