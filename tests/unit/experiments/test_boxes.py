"""Boxes hold what their limits say, and chance explains idle limits."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.experiments.boxes import (
    Restriction,
    check_table,
    in_box,
    quasi_p_values,
    share_of,
    stats_libraries,
    without_limit,
)

X = np.arange(10.0)
WORDS = np.array(["a", "b"] * 5)


def test_shares_are_counts_over_counts() -> None:
    share = share_of({"x": X}, X >= 5.0, (Restriction("x", low=4.0, high=7.0),))
    assert (share.runs, share.interest, share.all_runs, share.all_interest) == (4, 3, 10, 5)
    assert (share.coverage, share.density, share.mass) == (0.6, 0.75, 0.4)
    assert share.informedness == pytest.approx(0.6 - 1 / 5)


def test_an_empty_box_and_an_outcome_that_never_comes_have_no_share() -> None:
    share = share_of({"x": X}, X > 99.0, (Restriction("x", low=99.0),))
    assert (share.coverage, share.density) == (0.0, 0.0)
    assert share_of({"x": X}, X >= 0.0, ()).informedness == 1.0


def test_an_idle_limit_is_doubtful_and_a_needed_one_is_not() -> None:
    idle = np.tile([0.0, 1.0], 5)
    box = (Restriction("x", low=5.0), Restriction("idle", high=0.5))
    doubts = {d.name: d.quasi_p for d in quasi_p_values({"x": X, "idle": idle}, X >= 5.0, box)}
    # Without the idle limit all 5 are of interest, so 2 of 2 are as sure; without x 2 of 5 are.
    assert doubts["idle"] == 1.0
    assert doubts["x"] == pytest.approx((2 / 5) ** 2)


def test_words_are_let_go_at_once() -> None:
    box = (Restriction("s", among=("a",)), Restriction("x", 1.0, 2.0))
    assert without_limit(box, "s", "among") == (box[1],)
    assert without_limit(box, "x", "low") == (box[0], Restriction("x", high=2.0))
    assert in_box({"s": WORDS, "x": X}, box).tolist() == [False, False, True] + 7 * [False]


@pytest.mark.parametrize(
    ("columns", "interest", "said"),
    [
        ({"x": X[:5]}, X > 3.0, "x has 5 rows"),
        ({"x": np.full(10, np.nan)}, X > 3.0, "x is not a number"),
        ({"x": X}, X > 99.0, "0 of 10 runs"),
        ({"x": X}, X >= 0.0, "10 of 10 runs"),
        ({}, X > 3.0, "no parameter differs"),
    ],
)
def test_a_table_in_which_nothing_can_be_found_is_refused(
    columns: dict[str, np.ndarray], interest: np.ndarray, said: str
) -> None:
    with pytest.raises(ScenarioError, match=said):
        check_table(columns, interest)


def test_a_missing_library_is_named_with_the_extra_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(UsageError, match=r"interregnum\[stats\]"):
        stats_libraries()
