"""Cumulative incidence: an empirical share that only rises and ends at the outcome's share."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interregnum.experiments.incidence import cumulative_incidence
from interregnum.intervals import wilson

RUNS = pd.DataFrame(
    {
        "outcome": ["survives", "insider", "insider", "democracy", "regular_exit"],
        "day": pd.array([None, 0, 3, 1, 3], dtype="Int64"),
    }
)


def test_the_share_is_that_of_runs_ended_by_each_day() -> None:
    found = {row.cause: row for row in cumulative_incidence(RUNS, 5)}
    assert sorted(found) == ["democracy", "insider", "regular_exit"]
    insider = found["insider"]
    assert insider.days.tolist() == [0, 1, 2, 3, 4, 5]
    assert insider.share.tolist() == pytest.approx([0.0, 0.2, 0.2, 0.2, 0.4, 0.4])
    assert insider.runs == 2


def test_causes_and_survival_make_one() -> None:
    ends = sum(float(row.share[-1]) for row in cumulative_incidence(RUNS, 5))
    assert ends == pytest.approx(1.0 - 0.2)


def test_bands_are_the_intervals_of_each_day_and_nest() -> None:
    row = cumulative_incidence(RUNS, 5)[0]
    (low_half, high_half), (low, high) = row.bands
    expected = wilson(1, 5, 0.90)
    assert (low[-1], high[-1]) == pytest.approx((expected.low, expected.high))
    assert np.all(low <= low_half)
    assert np.all(high_half <= high)
    assert np.all(low <= row.share + 1e-12)
    assert np.all(row.share <= high)


def test_weights_count_runs_by_how_well_they_agree() -> None:
    found = {r.cause: r for r in cumulative_incidence(RUNS, 5, [0.0, 3.0, 1.0, 0.0, 0.0])}
    assert list(found) == ["insider"]
    assert found["insider"].share.tolist() == pytest.approx([0.0, 0.75, 0.75, 0.75, 1.0, 1.0])


def test_nobody_ends_where_all_survive() -> None:
    assert cumulative_incidence(RUNS[:1], 5) == ()
