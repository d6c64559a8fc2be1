"""Shock to expressed support, and its half-life."""

from __future__ import annotations

from math import inf, isnan

import numpy as np
import pytest

from interregnum.experiments.support import support_of


def pair(shock: float, half_life: float, days: int = 400) -> tuple[list[float], list[float]]:
    """Return a path with a shock from day 2 that decays after the week, and one without."""
    since = np.maximum(np.arange(days) - 8.0, 0.0)
    return list(0.8 + shock * 0.5 ** (since / half_life)), [0.8] * days


def test_a_shock_that_decays_has_its_own_half_life() -> None:
    ups, plains = zip(*(pair(-0.04, 100.0), pair(-0.04, 100.0)), strict=True)
    found = support_of(ups, plains)
    assert found.shock == pytest.approx(-0.04)
    assert found.half_life in (100.0, 101.0)
    assert found.moved == 1.0


def test_a_shock_that_stays_has_no_half_life_in_sight() -> None:
    ups, plains = zip(*(pair(-0.04, 1e9), pair(-0.04, 1e9)), strict=True)
    assert support_of(ups, plains).half_life == inf


def test_a_small_shock_has_no_half_life() -> None:
    ups, plains = zip(*(pair(0.001, 10.0), pair(-0.001, 10.0)), strict=True)
    found = support_of(ups, plains)
    assert found.moved == 0.0
    assert isnan(found.half_life)


def test_rulers_who_fell_in_the_week_are_left_out() -> None:
    (with_it, without_it), gone = pair(-0.02, 50.0), [0.8] * 4 + [np.nan] * 396
    found = support_of([with_it, gone, with_it], [without_it] * 3)
    assert found.runs == 2
    assert isnan(support_of([gone, gone], [without_it] * 2).shock)
