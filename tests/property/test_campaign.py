"""Citizens come back every week until they win or nobody comes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.campaign import CITIZENS, Params, Reads, Writes, rule

HERE = Address(7, 0, 3)
AGES = st.integers(0, 400).map(float)
SHARES = st.floats(0.0, 1.0)


def reads_of(**changed: Any) -> Reads:
    quiet = Reads(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, armed=1.0, unarmed=1.0)
    return quiet._replace(**changed)


def days_of(turnouts: list[float]) -> list[Writes]:
    """Return the days of a campaign that citizens begin, with a turnout for each solve."""
    out = rule(reads_of(began=1.0, by=CITIZENS, came=turnouts[0]), Params(), HERE)
    days, solves = [out], 1
    while out.on > 0.0 and len(days) < 500:
        came = 0.0
        if out.opened > 0.0:
            came = turnouts[solves] if solves < len(turnouts) else 0.0
            solves += 1
        out = rule(
            reads_of(
                began=out.opened,
                by=out.initiator,
                on=out.on,
                age=out.age,
                quiet=out.quiet,
                turnout=out.turnout,
                came=came,
            ),
            Params(),
            HERE,
        )
        days.append(out)
    return days


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_without_citizens_nothing_begins(opened: float, initiator: float) -> None:
    out = rule(reads_of(opened=opened, initiator=initiator), Params(), HERE)
    assert (out.on, out.age, out.turnout, out.ended) == (0.0, 0.0, 0.0, 0.0)
    assert (out.opened, out.initiator) == (opened, initiator)


def test_insiders_begin_no_campaign() -> None:
    assert rule(reads_of(began=1.0, by=2.0), Params(), HERE).on == 0.0


def test_citizens_come_back_every_seventh_day() -> None:
    days = days_of([0.5] * 6)
    due = [k + 1 for k, day in enumerate(days) if day.opened > 0.0]
    assert due[:5] == [7, 14, 21, 28, 35]
    assert all(days[k - 1].initiator == CITIZENS for k in due)


def test_a_campaign_to_which_nobody_comes_ends_after_thirty_days() -> None:
    days = days_of([0.0])
    assert len(days) == 30
    assert days[-1].ended == 1.0
    assert [day.opened for day in days].count(1.0) == 4


@given(st.lists(st.floats(0.1, 1.0), min_size=1, max_size=8))
def test_a_campaign_lasts_a_month_beyond_its_last_crowd(turnouts: list[float]) -> None:
    days = days_of(turnouts)
    # The last crowd counts until the solve after it, a week later, to which nobody comes.
    assert len(days) == 7 * len(turnouts) + 30
    assert days[-1].turnout == 0.0


@given(AGES, SHARES, SHARES)
def test_an_opportunity_that_is_open_already_stays_whose_it_is(
    age: float, turnout: float, quiet: float
) -> None:
    reads = reads_of(on=1.0, age=age, turnout=turnout, quiet=quiet, opened=1.0, initiator=2.0)
    out = rule(reads, Params(), HERE)
    assert (out.opened, out.initiator) == (1.0, 2.0)


@pytest.mark.parametrize(("share", "quiet"), [(0.0009, 1.0), (0.0011, 0.0)])
def test_a_thousandth_of_the_population_counts_as_somebody(share: float, quiet: float) -> None:
    params = Params(mobilisable_share=0.01)
    out = rule(reads_of(on=1.0, age=3.0, turnout=share / 0.01), params, HERE)
    assert out.quiet == quiet


@given(AGES, SHARES, SHARES)
def test_where_the_unarmed_channel_is_closed_no_campaign_is_on(
    age: float, turnout: float, opened: float
) -> None:
    closed = {"began": 1.0, "by": CITIZENS, "came": 0.8, "unarmed": 0.0, "opened": opened}
    assert rule(reads_of(**closed), Params(), HERE)[:4] == (0.0, 0.0, 0.0, 0.0)
    assert rule(reads_of(**closed), Params(), HERE).ended == 0.0
    out = rule(reads_of(**closed, on=1.0, age=age, turnout=turnout), Params(), HERE)
    assert out == Writes(0.0, 0.0, 0.0, 0.0, opened, 0.0, 1.0, 1.0)


@given(SHARES, st.floats(0.3, 1.0))
def test_arms_make_a_crowd_look_violent(arms: float, per_arms: float) -> None:
    params = Params(violence_per_arms=per_arms)
    out = rule(reads_of(arms=arms), params, HERE)
    assert out.nonviolence == pytest.approx(1.0 - per_arms * arms, abs=1e-15)
    assert rule(reads_of(arms=arms, armed=0.0), params, HERE).nonviolence == 1.0


@given(st.sampled_from([0.0, 1.0]), AGES, SHARES, SHARES, SHARES)
def test_arms_change_nothing_about_the_campaign_itself(
    on: float, age: float, came: float, turnout: float, arms: float
) -> None:
    reads = reads_of(began=1.0, by=CITIZENS, on=on, age=age, came=came, turnout=turnout)
    assert rule(reads, Params(), HERE)[:-1] == rule(reads._replace(arms=arms), Params(), HERE)[:-1]
    assert rule(reads, Params(), HERE).nonviolence == 1.0


def test_the_compiled_rule_is_the_same() -> None:
    machine = compiled(rule, Target.CPU)
    for reads in (
        reads_of(began=1.0, by=CITIZENS, came=0.3, arms=0.4),
        reads_of(on=1.0, age=6.0, turnout=0.2),
        reads_of(on=1.0, age=12.0, quiet=29.0),
        reads_of(on=1.0, age=12.0, unarmed=0.0),
    ):
        assert Writes(*machine(reads, Params(), HERE)) == rule(reads, Params(), HERE)
