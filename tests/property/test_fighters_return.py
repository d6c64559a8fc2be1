"""Returning fighters: nobody is lost or invented, and all who return do so in time."""

from itertools import pairwise
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.fighters_return import (
    Params,
    Reads,
    Writes,
    join_rate,
    pool_after,
    rule,
)

ARMIES = st.floats(1e3, 1e6)


@st.composite
def allocations(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """Return four shares that sum to 1."""
    weights = [draw(st.floats(0.01, 1.0)) for _ in range(4)]
    whole = sum(weights)
    return (weights[0] / whole, weights[1] / whole, weights[2] / whole, weights[3] / whole)


@st.composite
def parameters(draw: st.DrawFn) -> Params:
    return Params(
        draw(st.floats(0.1, 0.5)),
        draw(st.floats(0.1, 0.8)),
        draw(st.floats(14.0, 180.0)),
        draw(st.floats(0.5, 2.0)),
        draw(st.floats(0.0, 0.04)),
        draw(st.floats(0.0, 0.01)),
        draw(st.floats(0.0, 1.0)),
        *draw(allocations()),
    )


def start(army: float) -> Reads:
    return Reads(1.0, army, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def days_later(reads: Reads, params: Params, days: int) -> list[Writes]:
    """Return what each of these days leaves."""
    path = []
    for day in range(days):
        out = rule(reads, params, Address(7, 0, day))
        reads = Reads(reads.broken, reads.army, *out)
        path.append(out)
    return path


@given(parameters(), ARMIES, st.integers(0, 3650))
def test_while_the_front_stands_nobody_comes(params: Params, army: float, day: int) -> None:
    reads = start(army)._replace(broken=0.0, pool=3.0, nationalist=2.0)
    assert rule(reads, params, Address(7, 0, day)) == tuple(reads)[2:]


@given(parameters(), ARMIES)
@settings(max_examples=30)
def test_exactly_the_declared_share_returns_evenly_and_in_time(params: Params, army: float) -> None:
    whole = params.share_returning * army
    path = days_later(start(army), params, 200)
    for day, out in enumerate(path, 1):
        even = whole * min(day / params.return_days, 1.0)
        assert out.home == pytest.approx(even, rel=1e-12)
    assert path[-1].home == whole


@given(parameters(), ARMIES)
@settings(max_examples=30)
def test_armed_returners_are_conserved(params: Params, army: float) -> None:
    for out in days_later(start(army), params, 300):
        groups = out.nationalist + out.democratic + out.incumbent
        armed = params.armed_share * out.home
        assert groups + out.pool + out.demobilised == pytest.approx(armed, rel=1e-11)


@given(parameters(), ARMIES)
@settings(max_examples=30)
def test_nobody_leaves_a_side(params: Params, army: float) -> None:
    path = [Writes(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), *days_later(start(army), params, 250)]
    for before, after in pairwise(path):
        assert after.nationalist >= before.nationalist
        assert after.democratic >= before.democratic
        assert after.incumbent >= before.incumbent
        assert after.demobilised >= before.demobilised
        assert after.pool >= 0.0


@given(parameters(), ARMIES)
@settings(max_examples=30)
def test_sides_are_chosen_as_declared(params: Params, army: float) -> None:
    out = days_later(start(army), params, 250)[-1]
    armed = params.armed_share * out.home
    assert out.incumbent == pytest.approx(armed * params.share_incumbent, rel=1e-11)
    odds = params.share_nationalist / params.share_democratic
    assert out.nationalist == pytest.approx(out.democratic * odds, rel=1e-10)


@given(parameters(), ARMIES)
@settings(max_examples=30)
def test_those_of_no_side_leave_by_the_exact_law(params: Params, army: float) -> None:
    """With a whole number of days of return, daily steps are the law in continuous time."""
    params = params._replace(return_days=50.0)
    rate = (params.demobilisation_rate + join_rate(params)) / 365.0
    daily = params.share_returning * army * params.armed_share * params.share_rest / 50.0
    path = days_later(start(army), params, 250)
    assert path[49].pool == pytest.approx(daily * (1.0 - exp(-50.0 * rate)) / rate, rel=1e-9)
    assert path[249].pool == pytest.approx(path[49].pool * exp(-200.0 * rate), rel=1e-9)
    demobilised = path[249].demobilised - path[49].demobilised
    gone = path[49].pool - path[249].pool
    assert demobilised == pytest.approx(
        gone * params.demobilisation_rate / (365.0 * rate), rel=1e-7
    )


@given(
    st.floats(0.0, 1e6), st.floats(0.0, 1e4), st.floats(0.0, 0.01), st.integers(0, 200),
    st.integers(0, 200),
)  # fmt: skip
def test_two_spans_make_one(
    pool: float, arriving: float, rate: float, first: int, second: int
) -> None:
    halfway = pool_after(pool, arriving, rate, first)
    composed = pool_after(halfway, arriving, rate, second)
    # At tiny rates (1 - e^-x)/x cancels: it is good to about 1e-16/x.
    tolerance = 1e-9 + (1e-14 / rate if rate > 0.0 else 0.0)
    whole = pool_after(pool, arriving, rate, first + second)
    assert composed == pytest.approx(whole, rel=tolerance, abs=1e-6)


@given(parameters(), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_pay_keeps_men_from_joining(params: Params, one: float, other: float) -> None:
    params = params._replace(join_unpaid=0.02, join_paid=0.005)
    fewer, more = min(one, other), max(one, other)
    unpaid = join_rate(params._replace(paid_share=fewer))
    assert join_rate(params._replace(paid_share=more)) <= unpaid + 1e-15


@given(parameters(), ARMIES)
@settings(max_examples=20)
def test_with_nobody_to_join_those_of_no_side_only_demobilise(params: Params, army: float) -> None:
    alone = params._replace(
        share_nationalist=0.0, share_democratic=0.0, share_incumbent=0.25, share_rest=0.75
    )
    out = days_later(start(army), alone, 100)[-1]
    assert out.nationalist == out.democratic == 0.0
    armed = alone.armed_share * out.home
    assert out.pool + out.demobilised == pytest.approx(0.75 * armed, rel=1e-11)


@given(parameters(), ARMIES, st.floats(0.0, 1e5))
@settings(max_examples=20)
def test_the_compiled_rule_gives_the_same_bits(params: Params, army: float, pool: float) -> None:
    fast = compiled(rule, Target.CPU)
    reads = start(army)._replace(pool=pool)
    at = Address(7, 0, 3)
    assert tuple(fast(reads, params, at)) == tuple(rule(reads, params, at))
