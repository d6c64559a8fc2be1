"""Nobody who dies is left out, and none is counted twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.casualties import Params, Reads, Writes, is_crisis, rule

HERE = Address(7, 0, 3)
DEATHS = st.integers(0, 10_000).map(float)
FLAGS = st.sampled_from([0.0, 1.0])
QUIET = Reads(*[0.0] * len(Reads._fields))
MARKS = (
    "campaign",
    "campaign_before",
    "began",
    "on_road",
    "on_road_before",
    "attack",
    "removed",
)
DAYS = st.lists(st.tuples(FLAGS, DEATHS, DEATHS, DEATHS), min_size=1, max_size=30)


def days_of(days: list[tuple[float, float, float, float]]) -> list[Writes]:
    """Return the counts of days, each with a campaign or none, and its deaths."""
    outs: list[Writes] = []
    reads = QUIET
    for campaign, *deaths in days:
        before: dict[str, Any] = {}
        if outs:
            last = outs[-1]
            before = {
                "crisis": last.crisis,
                "total": last.total,
                "crisis_before": last.crisis_on,
                "campaign_before": reads.campaign,
            }
        causes = dict(zip(Reads._fields[:3], deaths, strict=True))
        reads = QUIET._replace(campaign=campaign, **causes, **before)
        outs.append(rule(reads, Params(), HERE))
    return outs


@given(DAYS)
def test_every_death_is_counted_once(days: list[tuple[float, float, float, float]]) -> None:
    outs = days_of(days)
    assert [out.today for out in outs] == [sum(day[1:]) for day in days]
    assert outs[-1].total == sum(sum(day[1:]) for day in days)


@given(DAYS)
def test_a_crisis_never_has_more_deaths_than_all_days(
    days: list[tuple[float, float, float, float]],
) -> None:
    for out in days_of(days):
        assert 0.0 <= out.crisis <= out.total


def test_a_crisis_counts_from_its_first_day_and_stands_until_the_next() -> None:
    campaign = [0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0]
    outs = days_of([(on, 1.0, 2.0, 0.0) for on in campaign])
    # The day after a campaign's last still belongs to it; two quiet days; then a new one.
    assert [out.crisis for out in outs] == [0.0, 3.0, 6.0, 9.0, 9.0, 9.0, 3.0]
    assert [out.crisis_on for out in outs] == [0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0]
    assert outs[-1].total == 21.0


@pytest.mark.parametrize("mark", MARKS)
def test_each_mark_of_a_crisis_counts(mark: str) -> None:
    reads = QUIET._replace(crowd_deaths=5.0, crisis=2.0)
    assert not is_crisis(reads)
    assert rule(reads, Params(), HERE) == Writes(5.0, 2.0, 5.0, 0.0)
    marked = reads._replace(**{mark: 0.3})
    assert rule(marked, Params(), HERE) == Writes(5.0, 5.0, 5.0, 1.0)
    going_on = marked._replace(crisis_before=1.0)
    assert rule(going_on, Params(), HERE).crisis == 7.0


def test_after_a_removal_the_crisis_goes_on() -> None:
    reads = QUIET._replace(removed=1.0, crisis_before=1.0, crisis=40.0, total=50.0)
    out = rule(reads._replace(contest_deaths=900.0), Params(), HERE)
    assert out == Writes(900.0, 940.0, 950.0, 1.0)


def test_the_compiled_rule_is_the_same() -> None:
    machine = compiled(rule, Target.CPU)
    for mark in MARKS:
        reads = QUIET._replace(mutiny_deaths=3.0, crisis=2.0, total=9.0, **{mark: 1.0})
        assert Writes(*machine(reads, Params(), HERE)) == rule(reads, Params(), HERE)
