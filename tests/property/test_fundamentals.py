"""Strength wanders: the exact transition composes; lost forces, fronts and sanctions lower it."""

from math import exp, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.fundamentals import (
    Params,
    Reads,
    mean_strength,
    rule,
    strength_after,
)

STRENGTHS = st.floats(-1.0, 2.0)
DAYS = st.floats(0.0, 3650.0)
PARAMS = st.builds(
    Params,
    st.floats(0.5, 2.0),
    st.floats(0.08, 0.2),
    st.floats(0.05, 0.4),
    st.floats(0.0, 0.15),
)
SHARES = st.floats(0.0, 1.0)
FLAGS = st.sampled_from([0.0, 1.0])
ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 1000), st.integers(0, 3650))


def quiet(
    strength: float = 0.5, mean: float = 0.5, lost: float = 0.0, absent: float = 0.0
) -> Reads:
    """Return reads in peace and without sanctions."""
    return Reads(strength, mean, lost, absent, 0.0, 0.0, 0.0)


def spread_after(params: Params, days: float) -> float:
    """Return the standard deviation of the transition: its response to the noise."""
    moved = strength_after(0.0, 0.0, days, params, 1.0)
    return moved - strength_after(0.0, 0.0, days, params, 0.0)


@given(STRENGTHS, STRENGTHS, DAYS, DAYS, PARAMS)
def test_two_spans_make_one(
    strength: float, mean: float, first: float, second: float, params: Params
) -> None:
    """In the mean and in the variance: exact for an Ornstein-Uhlenbeck transition."""
    halfway = strength_after(strength, mean, first, params, 0.0)
    composed = strength_after(halfway, mean, second, params, 0.0)
    whole = strength_after(strength, mean, first + second, params, 0.0)
    assert composed == pytest.approx(whole, abs=1e-13)
    kept = exp(-params.reversion_rate * second / 365.0)
    variance = (kept * spread_after(params, first)) ** 2 + spread_after(params, second) ** 2
    assert variance == pytest.approx(spread_after(params, first + second) ** 2, abs=1e-15)


@given(STRENGTHS, STRENGTHS, PARAMS, st.floats(-4.0, 4.0))
def test_no_time_changes_nothing(
    strength: float, mean: float, params: Params, noise: float
) -> None:
    assert strength_after(strength, mean, 0.0, params, noise) == pytest.approx(strength, abs=1e-15)


@given(PARAMS, DAYS)
def test_the_stationary_spread_is_kept_by_every_span(params: Params, days: float) -> None:
    kept = strength_after(1.0, 0.0, days, params, 0.0)
    after = sqrt((kept * params.spread) ** 2 + spread_after(params, days) ** 2)
    assert after == pytest.approx(params.spread, rel=1e-12)


@given(STRENGTHS, STRENGTHS, PARAMS)
def test_in_the_long_run_only_the_mean_and_the_spread_remain(
    strength: float, mean: float, params: Params
) -> None:
    forever = 40.0 * 365.0
    assert strength_after(strength, mean, forever, params, 0.0) == pytest.approx(mean, abs=1e-8)
    assert spread_after(params, forever) == pytest.approx(params.spread, rel=1e-12)


@given(SHARES, SHARES, st.integers(0, 3650))
def test_the_loyal_share_is_what_is_neither_lost_nor_absent(
    lost: float, absent: float, day: int
) -> None:
    out = rule(quiet(lost=lost, absent=absent), Params(), Address(7, 0, day))
    assert 0.0 <= out.loyal <= 1.0
    assert out.loyal == pytest.approx(max(1.0 - lost - absent, 0.0), abs=1e-15)


@given(STRENGTHS, st.floats(0.0, 1.5), SHARES, SHARES, st.integers(0, 3650))
def test_lost_forces_never_strengthen_a_regime(
    strength: float, mean: float, fewer: float, more: float, day: int
) -> None:
    fewer, more = min(fewer, more), max(fewer, more)
    at = Address(7, 3, day)
    whole = rule(quiet(strength, mean, fewer), Params(), at)
    broken = rule(quiet(strength, mean, more), Params(), at)
    assert broken.strength <= whole.strength + 1e-15


@given(st.integers(0, 2**32 - 1), st.integers(0, 3650))
def test_days_and_runs_have_noise_of_their_own(run: int, day: int) -> None:
    reads = quiet()
    here = rule(reads, Params(), Address(7, run, day))
    assert here == rule(reads, Params(), Address(7, run, day))
    assert here != rule(reads, Params(), Address(7, run, day + 1))
    assert here != rule(reads, Params(), Address(7, (run + 1) % 2**32, day))


@given(STRENGTHS, STRENGTHS, SHARES, PARAMS)
def test_the_mean_falls_by_what_the_front_and_sanctions_cost(
    strength: float, mean: float, loyal: float, params: Params
) -> None:
    peace = quiet(strength, mean)
    assert mean_strength(peace, params, loyal) == mean * loyal
    broken = mean_strength(peace._replace(broken=1.0), params, loyal)
    assert mean * loyal - broken == pytest.approx(params.front_shock, abs=1e-15)
    both = mean_strength(peace._replace(broken=1.0, sanctions=1.0), params, loyal)
    assert broken - both == pytest.approx(params.sanctions_shock, abs=1e-15)


@given(STRENGTHS, STRENGTHS, PARAMS, ADDRESSES)
def test_half_the_shock_falls_off_strength_on_the_day_of_the_break_only(
    strength: float, mean: float, params: Params, at: Address
) -> None:
    after = quiet(strength, mean)._replace(broken=1.0)
    later = rule(after, params, at)
    today = rule(after._replace(breaks=1.0), params, at)
    assert later.strength - today.strength == pytest.approx(params.front_shock / 2.0, abs=1e-14)
    assert later.loyal == today.loyal


@given(STRENGTHS, PARAMS)
def test_the_whole_shock_is_paid_in_the_long_run(mean: float, params: Params) -> None:
    reads = quiet(mean, mean)._replace(broken=1.0)
    low = mean_strength(reads, params, 1.0)
    forever = strength_after(mean - params.front_shock / 2.0, low, 40.0 * 365.0, params, 0.0)
    assert mean - forever == pytest.approx(params.front_shock, abs=1e-8)


@given(st.builds(Reads, STRENGTHS, STRENGTHS, SHARES, SHARES, FLAGS, FLAGS, FLAGS), ADDRESSES)
@settings(max_examples=20)
def test_the_compiled_rule_gives_the_same_bits(reads: Reads, at: Address) -> None:
    fast = compiled(rule, Target.CPU)
    assert tuple(fast(reads, Params(), at)) == tuple(rule(reads, Params(), at))
