"""A ruler enters: laws that hold for every draw and every parameter."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.formulae.belief import FORM, GAUSSIAN, MEAN, PRECISION
from interregnum.kernels.random import Address
from interregnum.mechanisms.start import Params, Reads, Writes, frailty_spread, rule
from workspaces import gaussian_belief, road_of

PRECISIONS = st.floats(4.0, 30.0)
SPREADS = st.floats(0.08, 0.2)
PARAMS = st.builds(
    Params, PRECISIONS, st.floats(0.15, 0.75), st.floats(0.0, 1.0), st.floats(-0.2, 0.6)
)
RUNS = st.integers(0, 2**32 - 1)


def entered(
    params: Params, spread: float, at: Address, sanctions: float = 0.0, shock: float = 0.05
) -> tuple[Reads, Writes]:
    road = road_of([9000.0, 30000.0])
    reads = Reads(spread, sanctions, shock, gaussian_belief(0.0, 1.0), road)
    return reads, rule(reads, params, at)


@given(PRECISIONS, SPREADS)
def test_frailty_and_wandering_add_up_to_what_the_public_expects(
    precision: float, spread: float
) -> None:
    variance = frailty_spread(precision, spread) ** 2
    assert variance >= 0.01 - 1e-15
    if 1.0 / precision - spread**2 > 0.01:
        assert variance + spread**2 == pytest.approx(1.0 / precision, rel=1e-12)
    else:
        assert variance == pytest.approx(0.01, rel=1e-12)


@given(PARAMS, SPREADS, RUNS)
def test_the_public_believes_in_the_type_and_the_overestimation(
    params: Params, spread: float, run: int
) -> None:
    reads, out = entered(params, spread, Address(7, run, -1))
    assert reads.belief.summary[FORM] == GAUSSIAN
    assert reads.belief.summary[MEAN] == out.anchor == out.mean
    assert reads.belief.summary[PRECISION] == params.public_precision
    bought = params.credibility * params.full_overestimation
    assert out.anchor == pytest.approx(params.type_mean + bought, rel=1e-14)
    assert out.service == reads.road.totals[2]


@given(PARAMS, SPREADS)
def test_without_overestimation_the_anchor_is_the_type_mean(params: Params, spread: float) -> None:
    for rational in (params._replace(credibility=0.0), params._replace(full_overestimation=0.0)):
        assert entered(rational, spread, Address(7, 0, -1))[1].anchor == params.type_mean


@given(PARAMS, SPREADS, RUNS)
def test_what_the_public_believes_does_not_move_the_ruler(
    params: Params, spread: float, run: int
) -> None:
    at = Address(7, run, -1)
    other = params._replace(credibility=1.0, full_overestimation=0.6)
    first, second = entered(params, spread, at)[1], entered(other, spread, at)[1]
    assert (first.run_mean, first.strength) == (second.run_mean, second.strength)


@given(PARAMS, SPREADS, RUNS, st.floats(0.0, 0.15))
def test_sanctions_lower_strength_and_belief_alike_but_not_the_rulers_own_mean(
    params: Params, spread: float, run: int, shock: float
) -> None:
    at = Address(7, run, -1)
    free = entered(params, spread, at, 0.0, shock)[1]
    reads, out = entered(params, spread, at, 1.0, shock)
    assert out.run_mean == free.run_mean
    assert free.strength - out.strength == pytest.approx(shock, abs=1e-14)
    assert free.anchor - out.anchor == pytest.approx(shock, abs=1e-14)
    assert reads.belief.summary[MEAN] == out.anchor == out.mean


@given(PARAMS, SPREADS, RUNS)
@settings(max_examples=30)
def test_the_same_address_gives_the_same_ruler(params: Params, spread: float, run: int) -> None:
    at = Address(7, run, -1)
    assert entered(params, spread, at)[1] == entered(params, spread, at)[1]
    assert entered(params, spread, at)[1] != entered(params, spread, Address(8, run, -1))[1]


@given(PARAMS, SPREADS, RUNS)
@settings(max_examples=30)
def test_rulers_stand_within_nine_deviations(params: Params, spread: float, run: int) -> None:
    out = entered(params, spread, Address(7, run, -1))[1]
    frailty = frailty_spread(params.public_precision, spread)
    assert abs(out.run_mean - params.type_mean) < 9.0 * frailty
    assert abs(out.strength - out.run_mean) < 9.0 * sqrt(spread**2)
