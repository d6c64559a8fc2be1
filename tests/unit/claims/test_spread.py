"""Probabilities of bands, from draws and from intervals, against counts and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interregnum.claims.spread import LEVELS, chances_in, spread_of
from interregnum.effects import Scale
from made_claims import made_effect


def quantiles(draws: np.ndarray) -> list[float]:
    return [float(x) for x in np.quantile(draws, np.linspace(0.0, 1.0, LEVELS))]


def test_quantiles_give_the_share_of_the_draws() -> None:
    draws = np.random.default_rng(1).normal(0.1, 0.05, 4000)
    spread = spread_of(made_effect(estimate=0.1, low=0.0, high=0.2), quantiles(draws))
    chances = chances_in(spread, (0.0, 1, 0.05))
    assert spread.basis == "draws"
    assert chances.plus == pytest.approx(float((draws > 0.05).mean()), abs=0.003)
    assert chances.minus == pytest.approx(float((draws < -0.05).mean()), abs=0.003)
    assert sum(chances) == pytest.approx(1.0)


def test_the_direction_swaps_the_sides() -> None:
    draws = np.random.default_rng(1).normal(0.1, 0.05, 4000)
    spread = spread_of(made_effect(estimate=0.1, low=0.0, high=0.2), quantiles(draws))
    plus, zero, minus = chances_in(spread, (0.0, 1, 0.05))
    assert chances_in(spread, (0.0, -1, 0.05)) == pytest.approx((minus, zero, plus))


def test_ties_on_the_edge_of_the_band_are_inside_it() -> None:
    spread = spread_of(made_effect(estimate=0.05, low=0.0, high=0.2), [0.05] * LEVELS)
    assert chances_in(spread, (0.0, 1, 0.05)) == (0.0, 1.0, 0.0)


def test_without_draws_the_interval_is_kept() -> None:
    effect = made_effect(estimate=0.2, low=0.1, high=0.4)
    spread = spread_of(effect, None)
    assert spread.basis == "interval"
    assert spread.at_most(0.1) == pytest.approx(0.025)
    assert spread.at_most(0.4) == pytest.approx(0.975)
    assert spread.at_most(0.2) == pytest.approx(0.5)


def test_a_ratio_is_judged_by_its_logarithm() -> None:
    effect = made_effect(estimate=2.0, low=1.0, high=4.0, scale=Scale.RATIO)
    chances = chances_in(spread_of(effect, None), (0.0, 1, math.log(1.25)))
    assert chances.minus == pytest.approx(
        chances_in(spread_of(effect, None), (0.0, -1, math.log(1.25))).plus
    )
    assert spread_of(effect, None).at_most(0.0) == pytest.approx(0.025)


def test_a_ratio_of_no_events_lies_below_everything() -> None:
    effect = made_effect(estimate=1.0, low=0.0, high=2.0, scale=Scale.RATIO)
    spread = spread_of(effect, [0.0] * 200 + [1.0] * 201)
    assert spread.less(-5.0) == pytest.approx(0.5, abs=0.01)


def test_a_confounder_takes_from_the_size_on_both_sides() -> None:
    effect = made_effect(estimate=0.2, low=0.1, high=0.3)
    spread = spread_of(effect, None)
    bare, shifted = (chances_in(spread, (0.0, 1, 0.05), shift) for shift in (0.0, 0.05))
    assert shifted.plus < bare.plus
    assert shifted.minus <= bare.minus
    assert shifted.plus == pytest.approx(chances_in(spread, (0.0, 1, 0.10)).plus)
