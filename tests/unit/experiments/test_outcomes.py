"""Shares, days of exit and paired effects from tables made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from interregnum.experiments.outcomes import march_endings, outcome_table, paired_survival

RUNS = pd.DataFrame(
    {
        "run": [0, 1, 2, 3, 4],
        "outcome": ["removed", "survives", "removed", "removed", "survives"],
        "day": pd.array([1, None, 10, 30, None], dtype="Int64"),
        "mode": pd.array([5, None, 5, 4, None], dtype="Int8"),
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
    assert sum(row.runs for row in table.modes) == 3
    assert [row.runs for row in table.modes] == [1, 1, 1]


def test_days_of_exit_are_those_of_the_removed() -> None:
    days = outcome_table(RUNS, EVENTS, "Capital").exit_days
    assert days is not None
    assert (days.low, days.median, days.high) == pytest.approx((2.8, 10.0, 26.0))


def test_without_removals_there_is_no_day_of_exit() -> None:
    safe = RUNS.assign(outcome="survives")
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
