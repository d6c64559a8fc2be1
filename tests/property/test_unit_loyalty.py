"""Units' cost of standing aside: neutral at the start, moved by crowds and danger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from interregnum.kernels.random import Address
from interregnum.mechanisms.unit_loyalty import Params, Reads, crowd_effect, rule

SHARES = st.floats(0.0, 1.0)
COSTS = st.floats(0.45, 0.8)
PARAMS = st.builds(
    Params,
    st.floats(-0.5, 3.0),
    st.floats(0.0, 1.5),
    st.floats(0.0, 1.5),
    st.floats(0.0, 1.0),
    counterbalance=st.just(0.0),
)
HERE = Address(7, 0, 0)


@given(PARAMS, COSTS, SHARES, SHARES)
def test_without_crowds_or_danger_the_median_cost_stands(
    params: Params, median: float, pay: float, nonviolence: float
) -> None:
    cost = rule(Reads(median, pay, pay, 0.0, nonviolence), params, HERE).cost
    assert cost == pytest.approx(float(ndtri(median)), abs=1e-12)


@given(PARAMS, COSTS, SHARES, SHARES, SHARES)
def test_every_term_enters_as_declared(
    params: Params, median: float, pay: float, start: float, turnout: float
) -> None:
    counterbalanced = params._replace(counterbalance=1.0)
    reads = Reads(median, pay, start, turnout, 0.25)
    expected = (
        float(ndtri(median))
        - params.hazard_effect * (pay - start)
        - params.nonviolent_effect * 0.25 * turnout
        + params.violent_effect * 0.75 * turnout
    )
    assert rule(reads, params, HERE).cost == pytest.approx(expected, abs=1e-12)
    guarded = rule(reads, counterbalanced, HERE).cost
    assert guarded == pytest.approx(expected + params.counterbalance_effect, abs=1e-12)


@given(PARAMS, SHARES, SHARES)
def test_a_peaceful_crowd_lowers_the_cost_and_a_violent_one_raises_it(
    params: Params, turnout: float, nonviolence: float
) -> None:
    assert crowd_effect(params, turnout, 1.0) >= 0.0
    assert crowd_effect(params, turnout, 0.0) <= 0.0
    mixed = crowd_effect(params, turnout, nonviolence)
    assert mixed <= crowd_effect(params, turnout, 1.0) + 1e-15
    assert crowd_effect(params, 0.0, nonviolence) == 0.0


@given(COSTS, SHARES, SHARES, SHARES)
def test_arms_make_the_same_crowd_less_persuasive(
    median: float, turnout: float, one: float, other: float
) -> None:
    peaceful, violent = max(one, other), min(one, other)
    reads = Reads(median, 0.2, 0.2, turnout, peaceful)
    armed = reads._replace(nonviolence=violent)
    assert rule(reads, Params(), HERE).cost <= rule(armed, Params(), HERE).cost


def test_a_crowd_that_is_as_violent_as_peaceful_effects_balance_moves_nobody() -> None:
    params = Params(nonviolent_effect=0.5, violent_effect=0.3)
    assert crowd_effect(params, 1.0, 0.375) == pytest.approx(0.0, abs=1e-15)


def test_unarmed_citizens_leave_the_cost_as_without_arms_to_the_last_bit() -> None:
    params = Params()
    for turnout in (0.0, 0.1, 0.37, 1.0):
        cost = rule(Reads(0.75, 0.21, 0.2, turnout, 1.0), params, HERE).cost
        base = rule(Reads(0.75, 0.21, 0.2, 0.0, 1.0), params, HERE).cost
        assert cost == base - params.nonviolent_effect * turnout
