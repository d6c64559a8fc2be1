"""A crisis day opens an opportunity with its probability, and never closes one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import PURPOSE_INITIATOR, PURPOSE_OPENING, Address, draw_uniform
from interregnum.mechanisms.opening import CITIZENS, INSIDERS, Params, Reads, rule

ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 2**32 - 1), st.integers(0, 3650))
FLAGS = st.sampled_from([0.0, 1.0])
PARAMS = st.builds(Params, st.floats(0.2, 0.7))
SHARES = st.floats(0.0, 1.0)


@given(PARAMS, ADDRESSES, SHARES)
def test_a_quiet_day_opens_nothing(params: Params, at: Address, share: float) -> None:
    assert rule(Reads(0.0, 0.0, 0.0, 0.0, 0.0, share), params, at) == (0.0, 0.0)


@given(PARAMS, ADDRESSES, FLAGS, FLAGS, FLAGS, st.sampled_from([CITIZENS, INSIDERS]))
def test_an_open_opportunity_stays_as_it_is(
    params: Params, at: Address, began: float, marching: float, survived: float, who: float
) -> None:
    assert rule(Reads(1.0, who, began, marching, survived, 0.4), params, at) == (1.0, who)


@given(
    PARAMS, ADDRESSES, SHARES, st.sampled_from([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)])
)
def test_each_reason_opens_by_the_same_draw(
    params: Params, at: Address, share: float, reason: tuple[float, float, float]
) -> None:
    out = rule(Reads(0.0, 0.0, *reason, share), params, at)
    opens = draw_uniform(at, 0, PURPOSE_OPENING) < params.open_probability
    assert out.opened == (1.0 if opens else 0.0)
    if opens:
        citizens = draw_uniform(at, 1, PURPOSE_INITIATOR) < share
        assert out.initiator == (CITIZENS if citizens else INSIDERS)
    assert out == rule(Reads(0.0, 0.0, 1.0, 1.0, 1.0, share), params, at)


@given(ADDRESSES, st.floats(0.2, 0.7), st.floats(0.2, 0.7))
def test_a_likelier_opening_keeps_those_that_were(at: Address, one: float, other: float) -> None:
    reads = Reads(0.0, 0.0, 1.0, 0.0, 0.0, 0.4)
    rare = rule(reads, Params(min(one, other)), at)
    often = rule(reads, Params(max(one, other)), at)
    assert rare.opened <= often.opened


@given(ADDRESSES)
def test_citizens_share_decides_the_initiator_at_its_ends(at: Address) -> None:
    always = Params(1.0)
    assert rule(Reads(0.0, 0.0, 1.0, 0.0, 0.0, 1.0), always, at).initiator == CITIZENS
    assert rule(Reads(0.0, 0.0, 1.0, 0.0, 0.0, 0.0), always, at).initiator == INSIDERS
