"""The front: an exact war of attrition, one break, and nothing without a war."""

from math import cosh, exp, log, sinh, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.formulae.march import Road
from interregnum.kernels.random import PURPOSE_FRONT_BREAK, Address, draw_uniform
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.front import Armies, Params, Reads, armies_after, rule, share_lost
from workspaces import road_of

PERSONS = st.floats(1e3, 1e6)
RATES = st.floats(0.00002, 0.002)
JOINING = st.floats(0.0, 1200.0)
ARMY = 300000.0
ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 1000), st.integers(0, 3650))
PARAMS = st.builds(
    Params,
    break_rate=st.floats(0.05, 0.5),
    opponent_ratio=st.floats(0.5, 1.5),
    attrition=RATES,
    reinforcement=st.floats(0.0, 600.0),
    break_share=st.floats(0.3, 0.7),
    break_desertion=st.floats(0.05, 0.2),
    external_support=st.floats(0.0, 1.0),
)
HAZARD, LANCHESTER = 1.0, 2.0


def front_road(plain: bool = True) -> Road:
    road: Any = road_of([9000.0, 30000.0])
    totals = [2.0, 359000.0, 20000.0, ARMY, -1.0]
    road = road._replace(totals=totals)
    return road if plain else Road(*(np.array(values, dtype=np.float64) for values in road))


def reads_of(mode: float = LANCHESTER, own: float = ARMY, other: float = ARMY) -> Reads:
    return Reads(mode, 1.0, front_road(), own, other, 0.0, 0.0, 0.0, 0.0)


SPANS = st.tuples(st.floats(0.0, 400.0), st.floats(0.0, 400.0))


@given(st.tuples(PERSONS, PERSONS), st.tuples(JOINING, JOINING), RATES, SPANS)
def test_two_spans_make_one(
    armies: tuple[float, float],
    reinforced: tuple[float, float],
    rate: float,
    spans: tuple[float, float],
) -> None:
    joining = Armies(*reinforced)
    halfway = armies_after(Armies(*armies), joining, rate, spans[0])
    composed = armies_after(halfway, joining, rate, spans[1])
    whole = armies_after(Armies(*armies), joining, rate, spans[0] + spans[1])
    assert composed == pytest.approx(whole, rel=1e-9, abs=1e-4)


@given(PERSONS, PERSONS, RATES, st.floats(0.0, 400.0))
def test_without_reinforcement_it_is_lanchesters_square_law(
    own: float, other: float, rate: float, days: float
) -> None:
    after = armies_after(Armies(own, other), Armies(0.0, 0.0), rate, days)
    c, s = cosh(rate * days), sinh(rate * days)
    assert after == pytest.approx((own * c - other * s, other * c - own * s), rel=1e-9, abs=1e-4)


def test_lanchesters_published_case_is_met() -> None:
    """1000 against 800 at .01: 600 survive at t = 109.8612 = 100 log 3."""
    days = 100.0 * log(3.0)
    after = armies_after(Armies(1000.0, 800.0), Armies(0.0, 0.0), 0.01, days)
    assert after == pytest.approx((sqrt(1000.0**2 - 800.0**2), 0.0), abs=1e-9)


@given(PERSONS, PERSONS, JOINING, JOINING, RATES)
def test_a_day_solves_the_differential_equations(
    own: float, other: float, ours: float, theirs: float, rate: float
) -> None:
    """By its Taylor series to the fifth order."""
    a, b = own, other
    terms_a, terms_b = own, other
    for order in range(1, 6):
        a, b = (
            ((ours if order == 1 else 0.0) - rate * b) / order,
            ((theirs if order == 1 else 0.0) - rate * a) / order,
        )
        terms_a, terms_b = terms_a + a, terms_b + b
    after = armies_after(Armies(own, other), Armies(ours, theirs), rate, 1.0)
    assert after == pytest.approx((terms_a, terms_b), rel=1e-10, abs=1e-6)


@given(PERSONS, PERSONS, JOINING, st.floats(0.0, 400.0))
def test_without_attrition_armies_only_grow(
    own: float, other: float, ours: float, days: float
) -> None:
    after = armies_after(Armies(own, other), Armies(ours, 0.0), 0.0, days)
    assert after == pytest.approx((own + ours * days, other), rel=1e-12)


@given(PARAMS, ADDRESSES, st.sampled_from([(0.0, 1.0), (1.0, 0.0), (2.0, 0.0)]))
def test_without_a_war_or_arms_nothing_happens(
    params: Params, at: Address, closed: tuple[float, float]
) -> None:
    reads = reads_of(own=0.0, other=0.0)._replace(war=closed[0], armed=closed[1])
    for day in (-1, at.day):
        assert rule(reads, params, Address(7, at.run, day)) == (0.0,) * 6


@given(PARAMS, st.sampled_from([HAZARD, LANCHESTER]))
def test_the_opening_draws_up_the_armies(params: Params, mode: float) -> None:
    out = rule(reads_of(mode, 0.0, 0.0), params, Address(7, 0, -1))
    assert out == (ARMY, ARMY * params.opponent_ratio, 0.0, 0.0, 0.0, 0.0)


@given(PARAMS, ADDRESSES, PERSONS, PERSONS)
def test_in_mode_hazard_armies_stand_and_the_break_follows_its_draw(
    params: Params, at: Address, own: float, other: float
) -> None:
    out = rule(reads_of(HAZARD, own, other), params, at)
    assert (out.own, out.other) == (own, other)
    assert out.losses == pytest.approx(min(params.attrition * other / own, 1.0), rel=1e-14)
    drawn = draw_uniform(at, 0, PURPOSE_FRONT_BREAK) < 1.0 - exp(-params.break_rate / 365.0)
    assert out.breaks == out.broken == (1.0 if drawn else 0.0)
    assert out.army_at_break == (own if drawn else 0.0)


@pytest.mark.parametrize("params", [Params(), Params(break_rate=0.5)])
def test_in_mode_hazard_the_front_breaks_as_often_as_declared(params: Params) -> None:
    days = 100_000
    breaks = sum(rule(reads_of(HAZARD), params, Address(7, run, 3)).breaks for run in range(days))
    expected = days * (1.0 - exp(-params.break_rate / 365.0))
    assert abs(breaks - expected) < 4.0 * sqrt(expected)


@given(PARAMS, ADDRESSES, PERSONS, PERSONS, st.floats(0.0, 0.3))
def test_in_mode_lanchester_the_front_breaks_by_strength_or_desertion(
    params: Params, at: Address, own: float, other: float, desertion: float
) -> None:
    out = rule(reads_of(own=own, other=other)._replace(desertion=desertion), params, at)
    weak = out.own < params.break_share * ARMY or desertion > params.break_desertion
    assert out.breaks == out.broken == (1.0 if weak else 0.0)
    assert out.army_at_break == (out.own if weak else 0.0)
    assert min(out.own, out.other) >= 0.0
    assert 0.0 <= out.losses <= 1.0


@given(PARAMS, ADDRESSES)
def test_men_are_conserved_through_losses_and_reinforcement(params: Params, at: Address) -> None:
    out = rule(reads_of(), params, at)
    assert out.own == pytest.approx(ARMY * (1.0 - out.losses) + params.reinforcement, rel=1e-12)
    assert share_lost(ARMY, params.reinforcement, out.own) == out.losses


@given(PARAMS, ADDRESSES)
def test_foreign_arms_act_on_the_opponent_in_mode_lanchester_only(
    params: Params, at: Address
) -> None:
    alone = params._replace(external_support=0.0, reinforcement=300.0)
    armed = alone._replace(external_support=1.0)
    assert rule(reads_of(HAZARD), alone, at) == rule(reads_of(HAZARD), armed, at)
    without, with_arms = rule(reads_of(), alone, at), rule(reads_of(), armed, at)
    assert with_arms.other - without.other == pytest.approx(300.0, rel=1e-3)
    assert with_arms.own < without.own


@given(PARAMS, ADDRESSES, PERSONS, st.floats(0.0, 0.5), st.sampled_from([HAZARD, LANCHESTER]))
def test_a_front_breaks_once_and_loses_only_those_who_come_home(
    params: Params, at: Address, held: float, share: float, mode: float
) -> None:
    reads = reads_of(mode, held, ARMY)._replace(
        broken=1.0, army_at_break=held, home=share * held, desertion=1.0
    )
    out = rule(reads, params, at)
    assert out.own == held - share * held
    assert (out.breaks, out.broken, out.losses) == (0.0, 1.0, 0.0)
    assert (out.other, out.army_at_break) == (ARMY, held)


@given(PARAMS, ADDRESSES, st.sampled_from([0.0, HAZARD, LANCHESTER]), st.floats(0.0, 6e5))
@settings(max_examples=30)
def test_the_compiled_rule_gives_the_same_bits(
    params: Params, at: Address, mode: float, own: float
) -> None:
    fast = compiled(rule, Target.CPU)
    reads = reads_of(mode, own, ARMY)
    assert tuple(fast(reads._replace(road=front_road(False)), params, at)) == tuple(
        rule(reads, params, at)
    )
