"""The two clocks: which days need attention, and when the column arrives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.engine.calendar import (
    REVIEW_DAYS,
    AftermathReads,
    DaybookReads,
    DayReads,
    MarchReads,
    Params,
    aftermath_rule,
    day_rule,
    daybook_rule,
    march_rule,
)
from interregnum.formulae.belief import mean_of
from interregnum.formulae.diffusion import diffuse
from interregnum.kernels.random import Address
from workspaces import gaussian_belief, road_of

QUIET = DayReads(*[0.0] * len(DayReads._fields))
REASONS = [f for f in DayReads._fields if f not in ("happens", "onset_day")]
DAYS = st.integers(0, 3650)


def today(reads: DayReads, day: int) -> tuple[float, float]:
    out = day_rule(reads, Params(), Address(7, 0, day))
    return out.event, out.review


@given(st.integers(1, 3650))
def test_a_quiet_day_needs_a_review_every_thirty_days_and_nothing_else(day: int) -> None:
    assert today(QUIET, day) == (0.0, 1.0 if day % int(REVIEW_DAYS) == 0 else 0.0)


def test_the_first_day_is_an_event_day() -> None:
    assert today(QUIET, 0) == (1.0, 1.0)


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_makes_an_event_day(reason: str) -> None:
    assert today(QUIET._replace(**{reason: 1.0}), 17) == (1.0, 1.0)


@given(DAYS, DAYS)
def test_the_onset_falls_on_its_day_if_it_happens(day: int, onset: int) -> None:
    planned = QUIET._replace(happens=1.0, onset_day=float(onset))
    assert today(planned, day)[0] == (1.0 if day in (0, onset) else 0.0)
    off = planned._replace(happens=0.0)
    assert today(off, day)[0] == (1.0 if day == 0 else 0.0)


@given(DAYS, st.floats(0.0, 23.99), st.floats(20.0, 80.0))
def test_a_place_is_due_when_it_is_reached_before_midnight(
    day: int, hour: float, speed: float
) -> None:
    road = road_of([9000.0, 9000.0])
    now = 24.0 * day + hour
    due = march_rule(MarchReads(1.0, 0.0, now, speed, road), Params(), Address(7, 0, day)).due
    assert due == (1.0 if now + 200.0 / speed < 24.0 * (day + 1.0) else 0.0)


def test_no_place_is_due_without_a_column_or_beyond_the_road() -> None:
    road, at = road_of([9000.0]), Address(7, 0, 0)
    assert march_rule(MarchReads(0.0, 0.0, 0.0, 50.0, road), Params(), at).due == 0.0
    assert march_rule(MarchReads(1.0, 1.0, 0.0, 50.0, road), Params(), at).due == 0.0


def test_a_place_not_reached_today_is_reached_tomorrow() -> None:
    road = road_of([9000.0])
    reads = MarchReads(1.0, 0.0, 23.0, 50.0, road)
    days = [march_rule(reads, Params(), Address(7, 0, day)).due for day in (0, 1)]
    assert days == [0.0, 1.0]


@given(st.floats(-1.0, 2.0), st.floats(-1.0, 2.0), st.floats(0.3, 30.0))
def test_between_reviews_the_mean_believed_decays_to_the_anchor(
    mean: float, anchor: float, rate: float
) -> None:
    for _ in range(365):
        reads = DaybookReads(0.0, mean, 0.1, anchor, rate, 0.2, gaussian_belief(0.5, 12.0))
        before, mean = mean, daybook_rule(reads, Params(), Address(7, 0, 1)).mean
        assert abs(mean - anchor) <= abs(before - anchor) + 1e-12
    diffused = gaussian_belief(before, 12.0)
    diffuse(diffused, anchor, rate, 12.0, 1.0)
    assert mean == pytest.approx(mean_of(diffused), abs=1e-9)


def test_a_review_writes_down_the_belief_itself() -> None:
    belief = gaussian_belief(0.5, 12.0)
    reads = DaybookReads(1.0, 9.0, 9.0, 9.0, 3.0, 0.5, belief)
    assert daybook_rule(reads, Params(), Address(7, 0, 1)) == pytest.approx((0.5, 0.5))


def test_the_aftermath_has_weeks_months_and_one_last_day() -> None:
    day, seen = -1.0, []
    for _ in range(913):
        out = aftermath_rule(AftermathReads(day, 913.0), Params(), Address(7, 0, 1))
        day = out.day
        seen.append(out)
    assert [out.day for out in seen] == list(range(913))
    assert [out.day for out in seen if out.week > 0.0] == list(range(0, 913, 7))
    assert [out.day for out in seen if out.month > 0.0] == list(range(0, 913, 30))
    assert [out.day for out in seen if out.last > 0.0] == [912.0]
