"""Elections come round at equal distances, and are near on the half year before them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.kernels.random import PURPOSE_ELECTION_DATE, Address, draw_uniform
from interregnum.mechanisms.election import Params, Reads, Writes, first_election, rule

RUNS = st.integers(0, 2**32 - 1)
PERIODS = st.floats(4.0, 6.0)
YEARS = 13


def calendar_of(
    params: Params, run: int, elections: float = 1.0, unarmed: float = 1.0
) -> list[Writes]:
    """Return what stands on each day, the opening first."""
    out = rule(Reads(0.0, elections, unarmed), params, Address(7, run, -1))
    days = [out]
    for day in range(YEARS * 365):
        out = rule(Reads(out.next_day, elections, unarmed), params, Address(7, run, day))
        days.append(out)
    return days


def dates_of(days: list[Writes]) -> list[int]:
    return [day - 1 for day, out in enumerate(days) if out.held > 0.0]


@given(RUNS, PERIODS, st.sampled_from([(0.0, 1.0), (1.0, 0.0), (0.0, 0.0)]))
@settings(max_examples=10)
def test_a_closed_channel_has_no_election(
    run: int, period: float, channels: tuple[float, float]
) -> None:
    days = calendar_of(Params(period), run, *channels)
    assert set(days) == {Writes(0.0, 0.0, 0.0)}


@given(RUNS, PERIODS)
@settings(max_examples=20)
def test_the_first_falls_within_a_period_and_the_others_follow_at_its_distance(
    run: int, period: float
) -> None:
    dates = dates_of(calendar_of(Params(period), run))
    u = draw_uniform(Address(7, run, -1), 0, PURPOSE_ELECTION_DATE)
    assert dates[0] == int(u * period * 365.25)
    assert 0 <= dates[0] < period * 365.25
    assert all(abs(b - a - period * 365.25) <= 0.5 for a, b in pairwise(dates))
    assert len(dates) >= YEARS // 6


@given(RUNS, PERIODS, st.integers(0, 3652))
@settings(max_examples=20)
def test_a_known_date_is_kept(run: int, period: float, first: int) -> None:
    params = Params(period, float(first))
    assert dates_of(calendar_of(params, run))[0] == first
    assert first_election(params, 0.1) == first_election(params, 0.9)


@given(RUNS, PERIODS)
@settings(max_examples=20)
def test_an_election_is_near_on_its_day_and_on_180_days_before(run: int, period: float) -> None:
    days = calendar_of(Params(period), run)
    dates = [*dates_of(days), int(days[-1].next_day)]
    near = {day - 1 for day, out in enumerate(days) if out.near > 0.0}
    inside = {d for date in dates for d in range(date - 180, date + 1)}
    assert near == inside & set(range(YEARS * 365))
    assert days[0].near == days[0].held == 0.0


@given(RUNS, PERIODS)
@settings(max_examples=10)
def test_the_next_day_lies_ahead_and_changes_on_election_days_only(run: int, period: float) -> None:
    days = calendar_of(Params(period), run)
    for day, (before, after) in enumerate(pairwise(days)):
        assert after.next_day > day or (after.next_day == before.next_day and not after.held)
        assert (after.next_day != before.next_day) == (after.held > 0.0)
        assert after.held == (1.0 if before.next_day == day else 0.0)
