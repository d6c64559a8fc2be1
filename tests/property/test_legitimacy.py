"""Legitimacy: within its bounds, drawn to its rest, moved by failed attempts and the front."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import PURPOSE_RALLY, Address, draw_uniform
from interregnum.mechanisms.legitimacy import (
    Params,
    Reads,
    expressed_support,
    legitimacy_after,
    rule,
)

SHARES = st.floats(0.0, 1.0)
PARAMS = st.builds(
    Params,
    rest=st.floats(0.4, 0.8),
    return_rate=st.floats(0.5, 20.0),
    coup_cost=st.floats(0.0, 0.06),
    mass_cost=st.floats(0.0, 0.04),
    front_cost=st.floats(0.0, 0.2),
    rally_gain=st.floats(0.0, 0.1),
    rally_probability=st.floats(0.0, 0.6),
    falsification=st.floats(0.0, 0.9),
)
FLAGS = st.sampled_from([0.0, 1.0])
ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 1000), st.integers(0, 3650))


READS = st.builds(Reads, SHARES, FLAGS, FLAGS, FLAGS, FLAGS, SHARES, SHARES)


@given(PARAMS, READS, ADDRESSES)
def test_legitimacy_and_support_are_shares(params: Params, reads: Reads, at: Address) -> None:
    out = rule(reads, params, at)
    assert 0.0 <= out.level <= 1.0
    assert out.level - 1e-15 <= out.expressed <= 1.0


@given(PARAMS, ADDRESSES)
def test_at_rest_nothing_moves_without_an_event(params: Params, at: Address) -> None:
    out = rule(Reads(params.rest, 0.0, 0.0, 0.0, 0.0, 0.1, 0.1), params, at)
    assert out.level == params.rest


@given(PARAMS, SHARES)
def test_legitimacy_returns_towards_its_rest(params: Params, level: float) -> None:
    after = legitimacy_after(level, params.rest, params.return_rate, 0.0)
    assert abs(after - params.rest) <= abs(level - params.rest)
    assert (after - level) * (params.rest - level) >= 0.0


@given(PARAMS, ADDRESSES, st.sampled_from([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]))
def test_a_failed_attempt_costs_what_is_declared_unless_people_rally(
    params: Params, at: Address, kind: tuple[float, float, float]
) -> None:
    out = rule(Reads(params.rest, *kind, 0.0, 0.1, 0.1), params, at)
    cost = params.mass_cost if kind[2] else params.coup_cost
    rallies = draw_uniform(at, 0, PURPOSE_RALLY) < params.rally_probability
    gain = params.rally_gain if rallies else 0.0
    assert out.level - params.rest == pytest.approx(gain - cost, abs=1e-12)


@given(PARAMS, ADDRESSES)
def test_a_coup_and_a_mutiny_on_one_day_count_once(params: Params, at: Address) -> None:
    one = rule(Reads(0.6, 1.0, 0.0, 0.0, 0.0, 0.1, 0.1), params, at)
    both = rule(Reads(0.6, 1.0, 1.0, 0.0, 0.0, 0.1, 0.1), params, at)
    assert one == both


@given(PARAMS, ADDRESSES)
def test_a_broken_front_costs_what_is_declared_and_rallies_nobody(
    params: Params, at: Address
) -> None:
    out = rule(Reads(params.rest, 0.0, 0.0, 0.0, 1.0, 0.1, 0.1), params, at)
    assert params.rest - out.level == pytest.approx(params.front_cost, abs=1e-15)


@given(PARAMS, ADDRESSES)
def test_a_broken_front_and_a_failed_coup_add_up(params: Params, at: Address) -> None:
    coup = Reads(params.rest, 1.0, 0.0, 0.0, 0.0, 0.1, 0.1)
    both = rule(coup._replace(front_breaks=1.0), params, at).level
    assert rule(coup, params, at).level - both == pytest.approx(params.front_cost, abs=1e-14)


@given(PARAMS)
def test_the_opening_sets_legitimacy_at_rest(params: Params) -> None:
    reads = Reads(0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)
    assert rule(reads, params, Address(7, 0, -1)).level == params.rest


@given(SHARES, st.floats(0.0, 0.9), st.floats(0.0, 0.99), SHARES, SHARES)
def test_fear_falls_as_an_exit_looks_likelier(
    level: float, falsification: float, start: float, one: float, other: float
) -> None:
    low, high = min(one, other), max(one, other)
    calm = expressed_support(level, falsification, low, start)
    shaken = expressed_support(level, falsification, high, start)
    assert shaken <= calm + 1e-15


@given(SHARES, st.floats(0.0, 0.9), st.floats(0.0, 0.99))
def test_at_the_start_the_dissatisfied_hide_by_the_declared_share(
    level: float, falsification: float, start: float
) -> None:
    shown = expressed_support(level, falsification, start, start)
    assert shown == pytest.approx(level + (1.0 - level) * falsification, abs=1e-14)
    assert expressed_support(level, 0.0, start, start) == pytest.approx(level, abs=1e-12)
