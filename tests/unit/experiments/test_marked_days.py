"""Marked days are medians of runs that have the event, and days that many runs share."""

from __future__ import annotations

import pandas as pd
import pytest

from interregnum.experiments.marked_days import MarkedDay, common_days, median_day


def events(*lines: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=["run", "day", "event"])


LINES = events((0, 5, "a"), (0, 2, "a"), (1, 9, "a"), (2, 4, "a"), (2, 1, "b"))


def test_the_first_coming_in_each_run_counts() -> None:
    assert median_day(LINES, ["a"], 4) == MarkedDay(4.0, 0.75)
    assert median_day(LINES, ["b", "a"], 4) == MarkedDay(2.0, 0.75)


def test_a_weighted_run_moves_the_median() -> None:
    found = median_day(LINES, ["a"], 4, [1.0, 8.0, 1.0, 0.0])
    assert found is not None
    assert (found.day, found.share) == (9.0, pytest.approx(1.0))


def test_rare_events_are_not_marked() -> None:
    assert median_day(LINES, ["b"], 100) is None
    assert median_day(LINES, ["never"], 4) is None
    assert common_days(LINES, ["a"], 100) == []


def test_days_that_runs_share_are_found_each_once() -> None:
    lines = events((0, 3, "a"), (0, 3, "a"), (1, 3, "a"), (2, 8, "a"))
    assert common_days(lines, ["a"], 4) == [MarkedDay(3.0, 0.5), MarkedDay(8.0, 0.25)]
