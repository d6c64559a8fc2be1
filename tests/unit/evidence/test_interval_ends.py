"""Intervals hold their estimates, and what would overturn a contrast is as published."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interregnum.evidence.interval_ends import bias_factor, divided, ends, square_and_add
from interregnum.intervals import wilson


def test_the_published_bias_factor_is_found() -> None:
    """VanderWeele and Ding 2017: a risk ratio of 3.9 (1.8 to 8.7) needs 3.0 at its bound."""
    assert bias_factor(1.8, 8.7) == pytest.approx(3.0, abs=0.005)
    assert bias_factor(3.9, 3.9) == pytest.approx(7.26, abs=0.005)


def test_a_protective_ratio_counts_like_its_inverse() -> None:
    assert bias_factor(0.1, 0.5) == pytest.approx(bias_factor(2.0, 10.0))


@pytest.mark.parametrize(("low", "high"), [(0.9, 1.1), (1.0, 2.0), (0.5, 1.0)])
def test_an_interval_that_holds_one_needs_no_confounder(low: float, high: float) -> None:
    assert bias_factor(low, high) == 1.0


def test_no_factor_is_told_where_none_is_known() -> None:
    assert bias_factor(math.nan, 2.0) is None
    assert bias_factor(-0.5, 0.0) is None


def test_newcombes_published_interval_is_found() -> None:
    """Newcombe 1998, method 10, 56/70 less 48/80: 0.0524 to 0.3339."""
    low, high = square_and_add(wilson(56, 70), wilson(48, 80))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_percentiles_hold_the_estimate_and_forget_what_is_no_number() -> None:
    draws = np.array([np.nan, *np.linspace(0.0, 1.0, 101)])
    assert ends(draws, 0.5) == pytest.approx((0.025, 0.975))
    assert ends(draws, 2.0)[1] == 2.0


def test_no_interval_is_told_where_most_draws_are_no_number() -> None:
    low, high = ends(np.array([np.nan, np.nan, np.nan, 1.0]), 1.0)
    assert math.isnan(low)
    assert math.isnan(high)


def test_nothing_is_divided_by_nought() -> None:
    quotients = divided(np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    assert quotients[0] == 0.5
    assert np.isnan(quotients[1])
