"""Elections, concession and reversal come at their rates, and leave what they should."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.factions import SHARED
from interregnum.kernels.random import Address
from interregnum.mechanisms.new_rule import Params, Reads, election_rate, rule
from sides import assert_same_compiled, copied, regions_of, sides_of

HERE = Address(7, 0, 40)
STABLE = Params(reversal_rate=0.0)
SURE = 1e9  # a rate at which something happens every day
OVERTHROWN = Params(reversal_rate=SURE)
ELECTED = Params(SURE, SURE, SURE, 1.0, 0.0)


def reads_of(holder: float = 3.0, **changed: Any) -> Reads:
    """Return D in power and in control of everything for 200 days."""
    side = int(holder)
    party = [1.0 if k == side else 0.0 for k in range(5)]
    sides = sides_of(
        armed=[0.0, 3e5, 0.0, 0.0, 0.0],
        elite=[0.6, 0.4, 0.0, 0.0, 0.0],
        mobilised=[0.0, 0.0, 0.2, 0.4, 0.0],
        party=party if holder < SHARED else [0.0, 1.0, 0.0, 1.0, 0.0],
    )
    values = dict.fromkeys(Reads._fields, 0.0) | {
        "day": 300.0,
        "settled": 1.0,
        "holder": holder,
        "held_by": holder,
        "days_held": 200.0,
        "elected_day": -1.0,
        "reversal_day": -1.0,
        "armed_weight": 1.0,
        "elite_weight": 1.0,
        "factions": sides,
        "regions": regions_of([0.5, 0.3, 0.2], [min(holder, 3.0)] * 3, 2),
    }
    return Reads(**(values | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("holder", "rate"), [(0, 0.55), (1, 0.55), (2, 0.05), (3, 1.0), (4, 0.55), (5, 0.55)]
)
def test_rulers_call_elections_at_the_rate_of_their_kind(holder: int, rate: float) -> None:
    assert election_rate(Params(), float(holder), 0.4) == pytest.approx(rate)
    days, elections = 20000, 0
    for day in range(days):
        elections += rule(reads_of(float(holder)), STABLE, Address(7, 0, day)).election > 0.0
    chance = 1.0 - math.exp(-rate / 365.0)
    assert abs(elections / days - chance) < 4.0 * math.sqrt(chance / days)


@pytest.mark.parametrize("holder", [0.0, 1.0, 4.0, 5.0])
def test_only_the_street_of_democrats_presses_others_to_call_an_election(holder: float) -> None:
    """λ_ins (1 - .4) + λ_D .4 with .2 of the pool out for N, who do not press (D015)."""
    days, own, street = 4000, 20.0, 400.0
    params = STABLE._replace(election_rate_insiders=own, election_rate_democrats=street)
    called = [rule(reads_of(holder), params, Address(7, 0, day)).election for day in range(days)]
    chance = 1.0 - math.exp(-(0.6 * own + 0.4 * street) / 365.0)
    with_nationalists = 1.0 - math.exp(-(0.4 * own + 0.6 * street) / 365.0)
    scatter = 4.0 * math.sqrt(0.25 / days)
    assert with_nationalists - chance > 2.0 * scatter  # the count tells the two apart
    assert abs(sum(called) / days - chance) < scatter


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.01, 1.0), st.floats(0.5, 2.0))
def test_pressure_leads_from_the_insiders_own_rate_to_the_streets(
    one: float, other: float, own: float, street: float
) -> None:
    params = Params(election_rate_insiders=own, election_rate_democrats=street)
    assert election_rate(params, 1.0, 0.0) == own
    assert election_rate(params, 1.0, 1.0) == street
    ends = sorted((own, street))
    low, high = (election_rate(params, 1.0, p) for p in sorted((one, other)))
    assert ends[0] - 1e-12 <= low <= ends[1] + 1e-12
    # Where the street's own leaders would wait longer than insiders, pressure slows them down.
    assert (high - low) * (street - own) >= -1e-12
    for ruler in (2.0, 3.0):
        assert election_rate(params, ruler, one) == election_rate(params, ruler, other)


def test_losers_concede_as_often_as_they_are_said_to() -> None:
    runs, params = 2000, ELECTED._replace(concession=0.7)
    conceded = sum(rule(reads_of(), params, Address(7, run, 40)).conceded for run in range(runs))
    assert abs(conceded / runs - 0.7) < 4.0 * math.sqrt(0.21 / runs)


def test_reversals_come_at_their_rate() -> None:
    days, rate = 20000, 0.5
    params = STABLE._replace(reversal_rate=rate)
    count = sum(rule(reads_of(), params, Address(7, 1, day)).reversal for day in range(days))
    chance = 1.0 - math.exp(-rate / 365.0)
    assert abs(count / days - chance) < 4.0 * math.sqrt(chance / days)


def test_a_reversal_makes_insiders_rulers_of_all_that_was_held() -> None:
    reads = reads_of()
    out = rule(reads, OVERTHROWN, HERE)
    assert (out.reversal, out.reversal_day, out.holder) == (1.0, 300.0, 1.0)
    assert reads.factions.party == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert reads.regions.holder == [1.0, 1.0, 1.0]
    assert out.armed_part == pytest.approx(3.0 / 3.4)
    assert out.elite_part == 0.4
    # Nobody has been in control for longer than the new ruler, who came today.
    assert (out.held_by, out.days_held, out.capital) == (1.0, 1.0, 1.0)


def test_a_coup_among_insiders_changes_nothing_about_control() -> None:
    out = rule(reads_of(1.0), OVERTHROWN, HERE)
    assert (out.reversal, out.held_by, out.days_held) == (1.0, 1.0, 200.0)


def test_regions_of_those_who_do_not_rule_stay_theirs_in_a_reversal() -> None:
    reads = reads_of(regions=regions_of([0.5, 0.3, 0.2], [4.0, 3.0, 3.0], 2))
    out = rule(reads, OVERTHROWN, HERE)
    assert reads.regions.holder == [4.0, 1.0, 1.0]
    assert (out.held_by, out.days_held) == (-1.0, 0.0)


@pytest.mark.parametrize(("elected", "stands"), [(119.0, 1.0), (120.0, 0.0), (299.0, 0.0)])
def test_a_reversal_within_180_days_undoes_an_election(elected: float, stands: float) -> None:
    out = rule(reads_of(elected_day=elected, conceded=1.0), OVERTHROWN, HERE)
    assert out.conceded == stands


def test_after_a_conceded_election_no_other_is_drawn() -> None:
    out = rule(reads_of(elected_day=200.0, conceded=1.0), ELECTED, HERE)
    assert (out.election, out.elected_day, out.conceded) == (0.0, 200.0, 1.0)


def test_an_election_that_nobody_concedes_may_be_repeated() -> None:
    first = rule(reads_of(), ELECTED._replace(concession=0.0), HERE)
    assert (first.election, first.elected_day, first.conceded) == (1.0, 300.0, 0.0)
    later = reads_of(day=301.0, elected_day=first.elected_day, conceded=first.conceded)
    second = rule(later, ELECTED, HERE)
    assert (second.election, second.elected_day, second.conceded) == (1.0, 301.0, 1.0)


@pytest.mark.parametrize(("holder", "called"), [(0, 0), (1, 1), (2, 0), (3, 0), (4, 0), (5, 1)])
def test_only_insiders_who_call_an_election_free_prisoners_by_it(holder: int, called: int) -> None:
    out = rule(reads_of(float(holder)), ELECTED, HERE)
    assert (out.election, out.called, out.amnesty) == (1.0, called, called)


@pytest.mark.parametrize(("holder", "freed"), [(1, 0.0), (2, 0.0), (3, 1.0)])
def test_prisoners_are_freed_on_the_day_that_democrats_take_power(
    holder: int, freed: float
) -> None:
    assert rule(reads_of(float(holder), settles=1.0), STABLE, HERE).amnesty == freed


def test_nobody_is_overthrown_on_the_day_of_the_settlement() -> None:
    assert rule(reads_of(settles=1.0), OVERTHROWN, HERE).reversal == 0.0


def test_before_a_settlement_nothing_happens() -> None:
    reads = reads_of(-1.0, settled=0.0)
    before = copied(reads, False)
    out = rule(reads, ELECTED._replace(reversal_rate=SURE), HERE)
    assert reads == before
    assert (out.election, out.reversal, out.amnesty, out.days_held) == (0.0, 0.0, 0.0, 200.0)


def test_the_compiled_rule_is_the_same() -> None:
    cases: list[tuple[Any, Any, Address]] = []
    for holder in (1.0, 2.0, 3.0, 5.0):
        for params in (OVERTHROWN, ELECTED, Params(100.0, 50.0, 50.0, 0.5, 50.0)):
            cases += [(reads_of(holder), params, Address(7, run, 40)) for run in range(4)]
    assert_same_compiled(rule, cases)
