"""A crisis day opens an opportunity with its probability, and never closes one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import PURPOSE_INITIATOR, PURPOSE_OPENING, Address, draw_uniform
from interregnum.mechanisms.opening import CITIZENS, INSIDERS, Params, Reads, Writes, rule

ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 2**32 - 1), st.integers(0, 3650))
FLAGS = st.sampled_from([0.0, 1.0])
PARAMS = st.builds(Params, st.floats(0.2, 0.7))
SHARES = st.floats(0.0, 1.0)
REASONS = ("began", "marching", "survived", "front_breaks", "election")


def reads_of(**changed: Any) -> Reads:
    reads = Reads(
        opened=0.0,
        initiator=0.0,
        began=0.0,
        marching=0.0,
        survived=0.0,
        front_breaks=0.0,
        election=0.0,
        citizen_share=0.4,
        organisation=0.5,
        unarmed=1.0,
    )
    return reads._replace(**changed)


@given(PARAMS, ADDRESSES, SHARES, SHARES)
def test_a_quiet_day_opens_nothing(
    params: Params, at: Address, share: float, organisation: float
) -> None:
    reads = reads_of(citizen_share=share, organisation=organisation)
    assert rule(reads, params, at) == (0.0, 0.0)


@given(
    PARAMS,
    ADDRESSES,
    st.lists(FLAGS, min_size=len(REASONS), max_size=len(REASONS)),
    st.sampled_from([CITIZENS, INSIDERS]),
    FLAGS,
)
def test_an_open_opportunity_stays_as_it_is(
    params: Params, at: Address, reasons: list[float], who: float, unarmed: float
) -> None:
    flags = dict(zip(REASONS, reasons, strict=True))
    reads = reads_of(opened=1.0, initiator=who, unarmed=unarmed, **flags)
    assert rule(reads, params, at) == (1.0, who)


@given(PARAMS, ADDRESSES, SHARES, SHARES, st.sampled_from(REASONS))
def test_each_reason_opens_by_the_same_draws(
    params: Params, at: Address, share: float, organisation: float, reason: str
) -> None:
    own = reads_of(citizen_share=share, organisation=organisation)
    out = rule(own._replace(**{reason: 1.0}), params, at)
    citizens = draw_uniform(at, 1, PURPOSE_INITIATOR) < share
    chance = params.open_probability + (0.3 * (organisation - 0.5) if citizens else 0.0)
    if draw_uniform(at, 0, PURPOSE_OPENING) < chance:
        assert out == (1.0, CITIZENS if citizens else INSIDERS)
    else:
        assert out == (0.0, 0.0)
    assert out == rule(own._replace(**dict.fromkeys(REASONS, 1.0)), params, at)


@given(ADDRESSES, st.floats(0.2, 0.7), st.floats(0.2, 0.7))
def test_a_likelier_opening_keeps_those_that_were(at: Address, one: float, other: float) -> None:
    reads = reads_of(began=1.0)
    rare = rule(reads, Params(min(one, other)), at)
    often = rule(reads, Params(max(one, other)), at)
    assert rare.opened <= often.opened


@given(PARAMS, ADDRESSES, SHARES, SHARES)
def test_organisation_opens_days_for_citizens_only(
    params: Params, at: Address, one: float, other: float
) -> None:
    outs: list[Writes] = [
        rule(reads_of(began=1.0, organisation=organisation), params, at)
        for organisation in sorted((one, other))
    ]
    assert outs[0].opened <= outs[1].opened
    if outs[0].opened < outs[1].opened:
        assert outs[1].initiator == CITIZENS


@pytest.mark.parametrize(("probability", "organisation", "opens"), [(1.0, 1.0, 1.0), (0.0, 0.0, 0)])
@given(at=ADDRESSES)
def test_the_chance_stays_a_probability(
    probability: float, organisation: float, opens: float, at: Address
) -> None:
    reads = reads_of(began=1.0, citizen_share=1.0, organisation=organisation)
    assert rule(reads, Params(probability), at).opened == opens


@given(PARAMS, ADDRESSES, SHARES)
def test_without_the_unarmed_channel_only_the_citizens_days_are_lost(
    params: Params, at: Address, share: float
) -> None:
    both = rule(reads_of(election=1.0, citizen_share=share), params, at)
    without = rule(reads_of(election=1.0, citizen_share=share, unarmed=0.0), params, at)
    assert without == ((0.0, 0.0) if both.initiator == CITIZENS else both)


@given(ADDRESSES)
def test_citizens_share_decides_the_initiator_at_its_ends(at: Address) -> None:
    always = Params(1.0)
    everyone = reads_of(began=1.0, citizen_share=1.0)
    assert rule(everyone, always, at).initiator == CITIZENS
    assert rule(everyone._replace(citizen_share=0.0), always, at).initiator == INSIDERS
