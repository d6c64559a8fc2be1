"""A service turns when it is scheduled, or when its leader expects to win all the way."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.kernels.random import PURPOSE_LEADER_SIGNAL, Address, draw_normal
from interregnum.mechanisms.mutiny_onset import Params, Reads, chance_of_all, rule
from workspaces import empty_game, gaussian_belief, road_of

STRENGTHS = st.floats(-0.5, 1.5)
MEANS = st.floats(0.0, 1.0)
DAYS = st.integers(0, 700)


def reads_of(mean: float = 0.5, **changed: Any) -> Reads:
    reads = Reads(
        happens=0.0,
        onset_day=0.0,
        onset_hour=21.0,
        armed=1.0,
        called=0.0,
        service=20000.0,
        strength=0.5,
        threshold=0.2,
        cost_units=0.6,
        precision=40.0,
        spread=0.7,
        belief=gaussian_belief(mean, 12.0),
        game=empty_game([], []),
        road=road_of([9000.0, 2000.0, 30000.0]),
    )
    return reads._replace(**changed)


@given(DAYS, STRENGTHS)
@settings(max_examples=20)
def test_nothing_begins_uncalled_and_unscheduled(day: int, strength: float) -> None:
    out = rule(reads_of(strength=strength), Params(), Address(7, 0, day))
    assert (out.began, out.on_road, out.column, out.absent) == (0.0, 0.0, 0.0, 0.0)


@given(DAYS, DAYS, st.floats(0.0, 23.0))
@settings(max_examples=20)
def test_the_scheduled_onset_falls_on_its_day_and_hour(day: int, onset: int, hour: float) -> None:
    reads = reads_of(happens=1.0, onset_day=float(onset), onset_hour=hour)
    out = rule(reads, Params(), Address(7, 0, day))
    assert out.began == (1.0 if day == onset else 0.0)
    if day == onset:
        assert out.hour == pytest.approx(24.0 * day + hour)
        assert (out.on_road, out.column, out.place) == (1.0, reads.service, 0.0)
        assert out.absent == pytest.approx(reads.service / reads.road.totals[1])


@given(DAYS)
@settings(max_examples=10)
def test_a_service_that_is_no_more_cannot_turn(day: int) -> None:
    reads = reads_of(happens=1.0, onset_day=float(day), called=1.0, service=0.0)
    assert rule(reads, Params(), Address(7, 0, day)).began == 0.0


@given(MEANS, STRENGTHS, st.integers(0, 1000))
@settings(max_examples=30)
def test_a_called_leader_dares_exactly_when_the_chance_is_worth_it(
    mean: float, strength: float, run: int
) -> None:
    at = Address(7, run, 40)
    reads = reads_of(mean, called=1.0, strength=strength)
    out = rule(reads, Params(), at)
    signal = strength + draw_normal(at, 0, PURPOSE_LEADER_SIGNAL) / sqrt(reads.precision)
    assert out.signal == signal
    chance = chance_of_all(reads, Params(), signal)
    assert 0.0 <= chance <= 1.0
    assert out.began == (1.0 if chance >= Params().start_bound else 0.0)


@given(MEANS, STRENGTHS, st.floats(0.0, 0.5))
@settings(max_examples=30)
def test_a_signal_of_strength_lowers_the_chance(mean: float, signal: float, more: float) -> None:
    reads = reads_of(mean)
    weak = chance_of_all(reads, Params(), signal)
    assert chance_of_all(reads, Params(), signal + more) <= weak + 1e-12


@given(MEANS, STRENGTHS, st.floats(1.0, 2.0), st.floats(1.0, 3.0))
@settings(max_examples=30)
def test_a_larger_or_better_column_has_no_smaller_chance(
    mean: float, signal: float, quality: float, size: float
) -> None:
    base = chance_of_all(reads_of(mean), Params(), signal)
    better = Params(quality_ratio=quality)
    assert chance_of_all(reads_of(mean), better, signal) >= base - 1e-12
    assert chance_of_all(reads_of(mean, service=20000.0 * size), Params(), signal) >= base - 1e-12


@given(MEANS, STRENGTHS)
@settings(max_examples=20)
def test_a_longer_road_is_no_easier(mean: float, signal: float) -> None:
    short = reads_of(mean, road=road_of([9000.0]))
    long = reads_of(mean, road=road_of([9000.0, 9000.0]))
    assert chance_of_all(long, Params(), signal) <= chance_of_all(short, Params(), signal) + 1e-12


@given(DAYS, STRENGTHS)
@settings(max_examples=20)
def test_a_closed_armed_channel_lets_nobody_turn(day: int, strength: float) -> None:
    reads = reads_of(happens=1.0, onset_day=float(day), called=1.0, armed=0.0, strength=strength)
    out = rule(reads, Params(start_bound=0.1), Address(7, 0, day))
    assert (out.began, out.on_road, out.scheduled, out.absent) == (0.0, 0.0, 0.0, 0.0)


def test_only_the_scheduled_column_is_known_as_such() -> None:
    at = Address(7, 0, 5)
    by_rule = rule(reads_of(0.0, called=1.0, strength=-0.5), Params(), at)
    assert (by_rule.began, by_rule.scheduled) == (1.0, 0.0)
    planned = rule(reads_of(happens=1.0, onset_day=5.0), Params(), at)
    assert (planned.began, planned.scheduled) == (1.0, 1.0)


@given(st.integers(0, 100), st.booleans(), st.booleans())
@settings(max_examples=30)
def test_nobody_turns_by_rule_before_a_column_whose_march_is_imposed(
    day: int, happens: bool, by_deal: bool
) -> None:
    garrisons = [9000.0, 2000.0, 30000.0]
    forced = road_of(garrisons, deal=0.0) if by_deal else road_of(garrisons, imposed=[1.0] * 3)
    willing = reads_of(0.0, called=1.0, strength=-0.5, onset_day=50.0, happens=float(happens))
    at = Address(7, 0, day)
    assert rule(willing, Params(), at).began == 1.0
    closed = happens and day < 50
    assert rule(willing._replace(road=forced), Params(), at).began == (0.0 if closed else 1.0)
