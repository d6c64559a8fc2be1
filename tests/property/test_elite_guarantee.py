"""Elites stay while promises are worth something."""

from itertools import pairwise
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from interregnum.formulae.attempt_rate import drifted_rate
from interregnum.kernels.random import Address
from interregnum.mechanisms.elite_guarantee import (
    Params,
    Reads,
    Writes,
    exit_hazard,
    rule,
    share_of_first,
)
from workspaces import gaussian_belief

SHARES = st.floats(0.0, 1.0)
RATES = st.floats(0.0, 20.0)
TODAY = Address(7, 0, 30)
DEFAULTS = Params()
WEIGHTS = st.lists(st.floats(0.01, 1.0), min_size=6, max_size=6).map(
    lambda w: [x / sum(w) for x in w]
)


def reviewed(params: Params = DEFAULTS, at: Address = TODAY, **changed: float) -> Writes:
    reads = Reads(
        legitimacy=0.6,
        legitimacy_rest=0.6,
        median_cost=0.7,
        attempt_rate=0.5,
        period_drift=0.0,
        year=2023.5,
        excitation=0.0,
        relative=1.0,
        threshold=0.2,
        hazard_start=0.05,
        pyramids_gone=0.0,
        purges=0.0,
        near=0.0,
        belief=gaussian_belief(0.5, 12.0),
    )
    return rule(reads._replace(**changed), params, at)


def pyramids(weights: list[float]) -> Params:
    return Params()._replace(**{f"pyramid_{i + 1}": w for i, w in enumerate(weights)})


@given(RATES, RATES, SHARES)
def test_the_hazard_is_a_probability_that_rises_with_the_rate(
    one: float, other: float, chance: float
) -> None:
    low, high = sorted((exit_hazard(one, chance), exit_hazard(other, chance)))
    assert 0.0 <= low <= high <= 1.0
    assert (exit_hazard(max(one, other), chance)) == high
    assert exit_hazard(one, 0.0) == exit_hazard(0.0, chance) == 0.0


@given(WEIGHTS)
def test_pyramids_add_up_to_all_elites(weights: list[float]) -> None:
    params = pyramids(weights)
    shares = [share_of_first(params, float(n)) for n in range(7)]
    assert shares[0] == 0.0
    assert shares[6] == pytest.approx(1.0, abs=1e-12)
    steps = [b - a for a, b in pairwise(shares)]
    assert steps == pytest.approx(weights, abs=1e-12)


@given(st.floats(-0.5, 3.0))
def test_at_the_start_only_the_median_cost_counts(effect: float) -> None:
    out = reviewed(Params(hazard_effect=effect), Address(7, 0, -1))
    assert out.cost == pytest.approx(float(ndtri(0.7)), abs=1e-12)
    assert out.exit_hazard == out.exit_hazard_start
    assert out.pay == out.pay_start
    assert out.deserted == out.deserts == 0.0


@given(SHARES, SHARES, st.floats(0.0, 3.0))
def test_a_likelier_fall_makes_loyalty_dearer_and_leaving_cheaper(
    one: float, other: float, effect: float
) -> None:
    params = Params(hazard_effect=effect, revenue_share=1.0)
    low, high = min(one, other), max(one, other)
    calm, shaken = reviewed(params, threshold=low), reviewed(params, threshold=high)
    assert shaken.exit_hazard >= calm.exit_hazard
    assert shaken.pay >= calm.pay - 1e-15
    assert shaken.cost <= calm.cost + 1e-12


@given(st.floats(0.0, 5.0), st.floats(0.0, 0.5))
def test_each_purge_makes_leaving_dearer_by_the_same(purges: float, effect: float) -> None:
    params = Params(purge_effect=effect)
    difference = reviewed(params, purges=purges).cost - reviewed(params).cost
    assert difference == pytest.approx(effect * purges, abs=1e-12)


@given(SHARES, SHARES, st.floats(0.0, 0.5))
def test_the_end_of_a_term_makes_leaving_cheaper_and_touches_nothing_else(
    threshold: float, deserted: float, effect: float
) -> None:
    params = Params(lame_duck_effect=effect)
    far = reviewed(params, threshold=threshold, pyramids_gone=floor(5.0 * deserted))
    near = reviewed(params, threshold=threshold, pyramids_gone=floor(5.0 * deserted), near=1.0)
    assert far.cost - near.cost == pytest.approx(effect, abs=1e-12)
    assert near._replace(cost=far.cost) == far


@given(st.floats(-1.0, 1.0), st.floats(1946.0, 2050.0), SHARES)
def test_the_expected_exit_counts_attempts_at_the_rate_of_the_year(
    drift: float, year: float, threshold: float
) -> None:
    drifted = reviewed(period_drift=drift, year=year, threshold=threshold)
    rate = drifted_rate(0.5, drift, year)
    assert drifted == reviewed(attempt_rate=rate, period_drift=0.0, threshold=threshold)


@given(st.floats(0.0, 1.0), st.floats(0.0, 4.0))
def test_legitimacy_keeps_elites(level: float, effect: float) -> None:
    params = Params(legitimacy_effect=effect)
    difference = reviewed(params, legitimacy=level).cost - reviewed(params).cost
    assert difference == pytest.approx(effect * (level - 0.6), abs=1e-12)


@given(st.floats(0.0, 6.0), st.floats(0.0, 1.0), SHARES)
def test_the_guarantor_fails_exactly_when_loyalty_costs_more_than_there_is(
    excitation: float, threshold: float, revenue: float
) -> None:
    params = Params(revenue_share=revenue)
    out = reviewed(params, excitation=excitation, threshold=threshold, pyramids_gone=2.0)
    fails = out.pay > revenue
    assert out.deserts == (1.0 if fails else 0.0)
    assert out.pyramids_gone == (3.0 if fails else 2.0)
    assert out.deserted == pytest.approx(share_of_first(params, out.pyramids_gone))


def test_after_the_last_pyramid_nobody_is_left_to_desert() -> None:
    out = reviewed(Params(revenue_share=0.0), pyramids_gone=6.0)
    assert (out.pyramids_gone, out.deserts) == (6.0, 0.0)
    assert out.deserted == pytest.approx(1.0, abs=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(0, 3650))
def test_no_draw_enters(run: int, day: int) -> None:
    assert reviewed(at=Address(7, run, day)) == reviewed()
