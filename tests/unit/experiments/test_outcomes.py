"""Shares, days of exit and paired effects from tables made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.outcomes import (
    ExitDays,
    march_endings,
    outcome_table,
    paired_survival,
)

RUNS = pd.DataFrame(
    {
        "run": [0, 1, 2, 3, 4],
        "outcome": ["militarised", "survives", "insider", "democracy", "regular_exit"],
        "day": pd.array([1, None, 10, 30, 60], dtype="Int64"),
        "mode": pd.array([5, None, 5, 4, None], dtype="Int8"),
        "violence": pd.array([2, None, 1, 1, None], dtype="Int8"),
        "result.exit": [None, None, None, None, "death"],
        "result.contested": [False, True, False, False, False],
        "tau": [1.0, 2.0, 3.0, 4.0, 4.0],
    }
)
EVENTS = pd.DataFrame(
    [
        (0, "mutiny_begins", None),
        (0, "place_taken", "Capital"),
        (1, "mutiny_begins", None),
        (1, "place_taken", "Hub"),
        (1, "deal", "Hub"),
        (2, "mutiny_begins", None),
        (2, "surrender", "Hub"),
        (3, "mutiny_begins", None),
    ],
    columns=["run", "event", "place"],
)


def test_each_column_has_one_ending() -> None:
    endings = march_endings(RUNS, EVENTS, "Capital")
    assert endings.tolist() == ["capital_taken", "deal", "surrender", "on_road", "none"]


def test_shares_add_up_to_one() -> None:
    table = outcome_table(RUNS, EVENTS, "Capital")
    assert sum(row.share for row in table.outcomes) == pytest.approx(1.0)
    assert sum(row.share for row in table.endings) == pytest.approx(1.0)
    assert sum(row.runs for row in table.modes) == table.removed.runs == 3
    assert sum(row.runs for row in table.violence) == 3
    assert [row.runs for row in table.modes] == [1, 1, 1]


def test_days_of_exit_are_those_of_the_removed() -> None:
    days = outcome_table(RUNS, EVENTS, "Capital").exit_days
    assert days is not None
    assert (days.low, days.median, days.high) == pytest.approx((2.8, 10.0, 26.0))


def test_without_removals_there_is_no_day_of_exit() -> None:
    safe = RUNS.assign(outcome="survives", mode=pd.array([None] * 5, dtype="Int8"))
    assert outcome_table(safe, EVENTS, "Capital").exit_days is None


def test_every_run_falls_into_one_bin_and_the_last_edge_is_inside() -> None:
    bins = paired_survival(RUNS, RUNS.assign(outcome="survives"), "tau", [1.0, 2.5, 4.0])
    assert [b.runs for b in bins] == [2, 3]
    assert [b.centre for b in bins] == [1.5, 4.0]
    assert bins[1].survival.estimate == pytest.approx(1 / 3)
    assert bins[1].effect.estimate == pytest.approx(-2 / 3)
    assert all(b.effect.low <= b.effect.estimate <= b.effect.high for b in bins)


def test_empty_bins_are_left_out() -> None:
    bins = paired_survival(RUNS, RUNS, "tau", [1.0, 5.0, 9.0])
    assert len(bins) == 1
    assert bins[0].effect.estimate == 0.0


def test_regular_exits_are_told_apart_and_are_no_removals() -> None:
    table = outcome_table(RUNS, EVENTS, "Capital")
    assert {row.name: row.runs for row in table.regular}["death or illness"] == 1
    assert table.contested.runs == 1
    assert {row.name: row.runs for row in table.outcomes}["regular_exit"] == 1


def test_equal_weights_change_no_share() -> None:
    plain = outcome_table(RUNS, EVENTS, "Capital")
    weighted = outcome_table(RUNS, EVENTS, "Capital", [0.25] * 5)
    assert weighted.effective == pytest.approx(5.0)
    for one, other in zip(plain.outcomes, weighted.outcomes, strict=True):
        assert other[2:] == pytest.approx(one[2:])


def test_weights_count_runs_by_their_likelihood() -> None:
    table = outcome_table(RUNS, EVENTS, "Capital", [0.0, 3.0, 0.0, 1.0, 0.0])
    shares = {row.name: row.share for row in table.outcomes}
    assert shares["survives"] == pytest.approx(0.75)
    assert table.effective == pytest.approx(1.6)
    assert table.exit_days == ExitDays(30.0, 30.0, 30.0)


def test_runs_that_came_nowhere_near_are_refused() -> None:
    with pytest.raises(ScenarioError, match="more runs"):
        outcome_table(RUNS, EVENTS, "Capital", [0.0] * 5)
