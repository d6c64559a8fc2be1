"""Opportunities: at most one a day, of one kind, at the declared hazard."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.mechanisms.opportunity import (
    CITIZENS,
    INSIDERS,
    Params,
    Reads,
    daily_probability,
    excitation_after,
    rule,
    share_of_service,
)
from workspaces import road_of

ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 2**32 - 1), st.integers(0, 3650))
FLAGS = st.sampled_from([0.0, 1.0])
PARAMS = st.builds(
    Params,
    attempt_rate=st.floats(0.3, 1.5),
    citizen_share=st.floats(0.2, 0.6),
    period_drift=st.just(0.0),
    plot_probability=st.floats(0.1, 0.6),
    excitation_jump=st.floats(0.0, 6.0),
    excitation_half_life=st.floats(20.0, 180.0),
    plot_deterrence=st.floats(0.0, 1.0),
)


def reads_of(**changed: Any) -> Reads:
    reads = Reads(
        relative=1.0,
        excitation=0.0,
        caution=0.0,
        failed_coup=0.0,
        failed_mutiny=0.0,
        survived_mass=0.0,
        service=20000.0,
        weight_elites=0.3,
        weight_units=0.45,
        year=2023.5,
        armed=1.0,
        unarmed=1.0,
        road=road_of([9000.0, 30000.0]),
    )
    return reads._replace(**changed)


@given(st.floats(0.0, 20.0), st.floats(20.0, 180.0))
def test_excitation_halves_in_its_half_life(excitation: float, half_life: float) -> None:
    after = excitation_after(excitation, False, 2.0, half_life, half_life)
    assert after == pytest.approx(0.5 * excitation, rel=1e-12)


@given(st.floats(0.0, 20.0), st.floats(20.0, 180.0), st.floats(0.0, 90.0), st.floats(0.0, 90.0))
def test_the_decay_of_excitation_composes(
    excitation: float, half_life: float, one: float, two: float
) -> None:
    halfway = excitation_after(excitation, False, 2.0, half_life, one)
    whole = excitation_after(excitation, False, 2.0, half_life, one + two)
    assert excitation_after(halfway, False, 2.0, half_life, two) == pytest.approx(whole, rel=1e-12)


@given(PARAMS, ADDRESSES)
def test_a_plot_found_out_takes_hazard_away_for_a_while(params: Params, at: Address) -> None:
    certain = params._replace(plot_probability=1.0, citizen_share=0.0)
    found = rule(reads_of(relative=1e6), certain, at)
    assert (found.plot, found.caution) == (1.0, params.plot_deterrence)
    after = rule(reads_of(caution=found.caution), params, at)
    left = 1.0 - params.plot_deterrence * 0.5 ** (1.0 / 365.0)
    assert after.hazard == pytest.approx(params.attempt_rate * left, rel=1e-12, abs=1e-15)
    if after.plot == 0.0:
        assert after.caution < found.caution or found.caution == 0.0


@given(PARAMS, FLAGS, FLAGS, FLAGS, ADDRESSES)
def test_each_day_of_failure_excites_once(
    params: Params, coup: float, mutiny: float, mass: float, at: Address
) -> None:
    out = rule(reads_of(failed_coup=coup, failed_mutiny=mutiny, survived_mass=mass), params, at)
    jump = params.excitation_jump if coup + mutiny + mass > 0.0 else 0.0
    assert out.excitation == pytest.approx(jump, abs=1e-15)
    assert out.hazard == pytest.approx(params.attempt_rate * (1.0 + jump), rel=1e-14)


@given(st.floats(0.0, 1e4), st.floats(0.0, 1e4))
def test_the_daily_probability_is_one_and_rises(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    assert 0.0 <= daily_probability(low) <= daily_probability(high) <= 1.0
    assert daily_probability(low) <= low / 365.0 + 1e-15


@given(PARAMS, ADDRESSES, st.floats(0.0, 1000.0))
@settings(max_examples=200)
def test_a_day_has_one_opportunity_of_one_kind_at_most(
    params: Params, at: Address, relative: float
) -> None:
    out = rule(reads_of(relative=relative), params, at)
    assert out.opened + out.plot + out.called <= 1.0
    assert (out.initiator != 0.0) == (out.opened + out.plot + out.called == 1.0)
    if out.plot or out.called:
        assert out.initiator == INSIDERS
    assert out.initiator in (0.0, CITIZENS, INSIDERS)


@given(PARAMS, ADDRESSES)
def test_without_a_chance_nothing_arises(params: Params, at: Address) -> None:
    out = rule(reads_of(relative=0.0), params, at)
    assert (out.hazard, out.opened, out.plot, out.called) == (0.0, 0.0, 0.0, 0.0)


@given(st.floats(0.0, 20000.0), st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_the_services_part_is_its_share_of_the_units(
    service: float, elites: float, units: float
) -> None:
    reads = reads_of(service=service, weight_elites=elites, weight_units=units)
    share = share_of_service(reads)
    assert 0.0 <= share <= units / (elites + units)
    assert share * (elites + units) * reads.road.totals[1] == pytest.approx(units * service)


@given(PARAMS, ADDRESSES)
def test_a_service_that_is_no_more_is_never_called(params: Params, at: Address) -> None:
    assert rule(reads_of(relative=1e6, service=0.0), params, at).called == 0.0


@given(st.floats(0.3, 1.5), st.floats(-1.0, 1.0), st.floats(1946.0, 2050.0), ADDRESSES)
def test_the_rate_is_that_of_1989_and_drifts_by_25_years(
    rate: float, drift: float, year: float, at: Address
) -> None:
    params = Params(attempt_rate=rate, period_drift=drift)
    then = rule(reads_of(year=year), params, at).hazard
    assert rule(reads_of(year=1989.0), params, at).hazard == rate
    assert rule(reads_of(year=year + 25.0), params, at).hazard == pytest.approx(then * exp(drift))


@given(PARAMS, ADDRESSES, st.floats(0.0, 1000.0))
@settings(max_examples=200)
def test_without_the_unarmed_channel_only_citizens_lose_their_days(
    params: Params, at: Address, relative: float
) -> None:
    both = rule(reads_of(relative=relative), params, at)
    without = rule(reads_of(relative=relative, unarmed=0.0), params, at)
    if both.initiator == CITIZENS:
        assert without == both._replace(opened=0.0, initiator=0.0)
    else:
        assert without == both


@given(PARAMS, ADDRESSES, st.floats(0.0, 1000.0))
@settings(max_examples=200)
def test_without_the_armed_channel_nobody_calls_the_service(
    params: Params, at: Address, relative: float
) -> None:
    both = rule(reads_of(relative=relative), params, at)
    without = rule(reads_of(relative=relative, armed=0.0), params, at)
    assert without.called == 0.0
    if both.called == 0.0:
        assert without == both
    else:
        assert without == both._replace(opened=1.0, called=0.0)


@given(ADDRESSES)
def test_the_length_of_the_road_does_not_touch_the_draw(at: Address) -> None:
    longer = reads_of(relative=300.0, road=road_of([1.0] * 5))
    first, second = rule(reads_of(relative=300.0), Params(), at), rule(longer, Params(), at)
    assert (first.initiator, first.plot) == (second.initiator, second.plot)
