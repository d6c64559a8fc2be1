"""Sides settle when their hopes fit into the prize; persons are lost only to fire."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.control import find_control, side_in_control
from interregnum.formulae.factions import SHARED, SIDES, Factions
from interregnum.formulae.lanchester import battle_outcome
from interregnum.formulae.melee import fight_a_day
from interregnum.kernels.random import Address
from interregnum.mechanisms.contest import Params, Reads, Writes, rule
from sides import assert_same_compiled, copied, regions_of, sides_of

HERE = Address(7, 0, 40)
CALM = Params(optimism_spread=0.05, total_cost=0.6)
GRIM = Params(optimism_spread=0.05, total_cost=-0.5)  # nobody ever settles
STRENGTHS = st.lists(st.floats(0.0, 3e5), min_size=SIDES, max_size=SIDES)
TEN = [0.1] * 10


def reads_of(**changed: Any) -> Reads:
    values = dict.fromkeys(Reads._fields, 0.0) | {
        "formed": 1.0,
        "week": 1.0,
        "holder": -1.0,
        "held_by": -1.0,
        "armed_weight": 1.0,
        "recognition_effect": 0.2,
        "factions": sides_of(resource=[1.0, 1.0, 0.0, 0.0, 0.0]),
        "regions": regions_of(TEN, [1.0, *[0.0] * 9]),
    }
    return Reads(**(values | changed))  # type: ignore[arg-type]


def next_day(reads: Reads, out: Writes) -> Reads:
    """Return what the rule reads a day later."""
    day = reads.day + 1.0
    week = 1.0 if day % 7.0 == 0.0 else 0.0
    kept = {f: getattr(out, f) for f in Writes._fields if f in Reads._fields}
    return reads._replace(**kept, day=day, week=week)


def contest_of(reads: Reads, params: Params, days: int, run: int = 0) -> list[Writes]:
    """Return the days of a contest."""
    found = []
    for day in range(days):
        out = rule(reads, params, Address(7, run, day))
        found.append(out)
        reads = next_day(reads, out)
    return found


@given(STRENGTHS, st.floats(3e-4, 3e-3))
def test_persons_are_lost_only_as_deaths(strengths: list[float], attrition: float) -> None:
    sides = list(strengths)
    deaths = sum(fight_a_day(sides, attrition) for _ in range(7))
    assert min(sides) >= 0.0
    assert all(after <= before for after, before in zip(sides, strengths, strict=True))
    assert sum(sides) + deaths == pytest.approx(sum(strengths))


def test_two_sides_fight_by_the_square_law() -> None:
    sides = [0.0, 1000.0, 0.0, 800.0, 0.0]
    for _ in range(100000):
        fight_a_day(sides, 1e-4)
        if sides[3] < 1e-6:
            break
    expected = battle_outcome(1000.0, 800.0, 1e-4, 1e-4).survivors
    assert sides[1] == pytest.approx(expected, rel=1e-3)


def test_equal_sides_lose_equally_however_many_they_are() -> None:
    sides = [500.0] * 5
    assert fight_a_day(sides, 0.01) == pytest.approx(25.0)
    assert sides == pytest.approx([495.0] * 5)


def test_a_side_alone_has_nobody_to_fire_at() -> None:
    sides = [0.0, 0.0, 700.0, 0.0, 0.0]
    assert fight_a_day(sides, 0.01) == 0.0


@given(st.lists(st.floats(0.01, 5.0), min_size=5, max_size=5), st.floats(0.5, 2.0))
def test_chances_are_the_ratio_form(resources: list[float], decisiveness: float) -> None:
    reads = reads_of(factions=sides_of(resource=resources))
    rule(reads, GRIM._replace(decisiveness=decisiveness), HERE)
    powers = [r**decisiveness for r in resources]
    expected = [p / sum(powers) for p in powers]
    assert reads.factions.chance == pytest.approx(expected)


def test_the_one_viable_side_takes_power_and_what_it_is_given() -> None:
    sides = sides_of(resource=[0.1, 9.0, 0.1, 0.0, 0.0], armed=[0.0, 2e5, 0.0, 0.0, 0.0])
    sides = sides._replace(elite=[0.6, 0.4, 0.0, 0.0, 0.0])
    reads = reads_of(factions=sides, day=14.0)
    out = rule(reads, CALM, HERE)
    assert (out.settled, out.settles, out.settled_day, out.holder) == (1.0, 1.0, 14.0, 1.0)
    assert sides.party == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert out.armed_part == pytest.approx(2.0 / 9.0)
    assert out.elite_part == 0.4
    # The incumbent is not viable: its regions follow at the weekly rate.
    assert reads.regions.holder == [1.0] + [0.0] * 9
    assert (out.capital, out.held_by) == (1.0, -1.0)


def test_those_who_settle_hand_over_their_regions_at_once() -> None:
    reads = reads_of()
    out = rule(reads, CALM, HERE)
    assert out.settles == 1.0
    assert set(reads.regions.holder) == {out.holder}
    assert (out.capital, out.held_by, out.days_held) == (out.holder, out.holder, 1.0)


def test_without_a_majority_power_is_shared_and_counted_together() -> None:
    sides = sides_of(resource=[1.0, 1.0, 1.0, 0.0, 0.1], elite=[0.5, 0.25, 0.25, 0.0, 0.0])
    reads = reads_of(factions=sides, regions=regions_of(TEN, [2.0, *[0.0] * 5, *[4.0] * 4]))
    out = rule(reads, CALM, HERE)
    assert out.holder == SHARED
    assert sides.party == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert out.elite_part == 1.0
    assert (out.held_by, out.capital) == (SHARED, 2.0)


def test_the_winner_is_drawn_by_chance_among_the_viable() -> None:
    runs = 3000
    wins = 0
    for run in range(runs):
        reads = reads_of(factions=sides_of(resource=[2.0, 1.0, 0.0, 0.0, 0.0]))
        wins += rule(reads, CALM, Address(7, run, 40)).holder == 0.0
    assert abs(wins / runs - 2.0 / 3.0) < 4.0 * math.sqrt(2.0 / 9.0 / runs)


@pytest.mark.parametrize("k", range(SIDES))
def test_sides_that_are_alike_win_equally_often(k: int) -> None:
    runs = 1500
    other = (k + 1) % SIDES
    wins = 0
    for run in range(runs):
        resource = [0.0] * SIDES
        resource[k] = resource[other] = 1.3
        reads = reads_of(factions=sides_of(resource=resource))
        wins += rule(reads, CALM, Address(7, run, 40)).holder == k
    assert abs(wins / runs - 0.5) < 4.0 * math.sqrt(0.25 / runs)


def test_hopes_settle_as_often_as_their_law_says() -> None:
    """Two sides settle at once iff ε_1 + ε_2 <= c_tot: with sd s √2."""
    runs, params = 3000, Params(optimism_spread=0.2, total_cost=0.1)
    settled = sum(rule(reads_of(), params, Address(7, run, 0)).settles for run in range(runs))
    expected = 0.5 * (1.0 + math.erf(0.1 / (0.2 * 2.0)))
    assert abs(settled / runs - expected) < 4.0 * math.sqrt(0.25 / runs)


def test_optimism_keeps_its_spread_while_nobody_falls() -> None:
    values = []
    for run in range(1500):
        sides = sides_of(resource=[1.0] * 5)
        contest_of(reads_of(factions=sides), GRIM._replace(optimism_spread=0.2), 29, run)
        values.append(sides.optimism[1])
    variance = sum(x * x for x in values) / len(values)
    assert abs(variance / 0.04 - 1.0) < 4.0 * math.sqrt(2.0 / len(values))


def test_fighting_lowers_optimism() -> None:
    def spread(left: float) -> float:
        total = 0.0
        for run in range(400):
            sides = sides_of(resource=[1.0] * 5, armed=[left] * 5, armed_start=[1.0] * 5)
            rule(reads_of(factions=sides, day=7.0), GRIM, Address(7, run, 7))
            total += sides.optimism[0] ** 2
        return total

    assert spread(0.5) < spread(1.0)


def test_a_week_without_settlement_is_fought_day_by_day() -> None:
    sides = sides_of(resource=[1.0, 1.0, 0.0, 0.0, 0.0], armed=[1e5, 8e4, 0.0, 0.0, 0.0])
    days = contest_of(reads_of(factions=sides), GRIM, 15)
    assert [day.begins for day in days] == [1.0] + [0.0] * 14
    assert all(day.fighting == 1.0 and day.deaths > 0.0 for day in days)
    assert sum(day.deaths for day in days) + sum(sides.armed) == pytest.approx(1.8e5)
    assert days[-1].deaths_year == pytest.approx(sum(day.deaths for day in days))
    assert days[-1].deaths_worst == days[-1].deaths_year


def test_the_worst_year_is_kept_when_a_new_one_begins() -> None:
    reads = reads_of(day=365.0, week=0.0, deaths_year=300.0, deaths_worst=300.0)
    out = rule(reads, GRIM, HERE)
    assert (out.deaths_year, out.deaths_worst) == (0.0, 300.0)


def test_unarmed_sides_contest_without_deaths() -> None:
    days = contest_of(reads_of(), GRIM, 15)
    assert sum(day.deaths + day.fighting for day in days) == 0.0


@pytest.mark.parametrize("settled", [False, True])
def test_regions_change_hands_at_their_weekly_rate(settled: bool) -> None:
    shares = [1.0 / 400.0] * 400
    moved = 0
    for run in range(10):
        sides = sides_of(resource=[0.0, 1.0, 0.0, 0.0, 0.0])
        if settled:
            sides = sides._replace(party=[0.0, 1.0, 0.0, 0.0, 0.0])
        reads = reads_of(factions=sides, regions=regions_of(shares, [0.0] * 400))
        if settled:
            reads = reads._replace(settled=1.0, holder=1.0)
        rule(reads, GRIM._replace(region_rate=0.2), Address(7, run, 40))
        moved += reads.regions.holder.count(1.0)
    assert abs(moved / 4000 - 0.2) < 4.0 * math.sqrt(0.16 / 4000)


def test_days_in_control_go_on_while_the_same_side_is() -> None:
    reads = reads_of(regions=regions_of(TEN, [3.0] * 10), week=0.0, held_by=3.0, days_held=41.0)
    assert rule(reads, CALM, HERE).days_held == 42.0
    assert rule(reads._replace(held_by=-1.0), CALM, HERE).days_held == 0.0


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.integers(0, 9))
def test_control_is_the_capital_and_sixty_percent(holders: list[int], capital: int) -> None:
    sides: Factions = sides_of()
    regions = regions_of(TEN, [float(h) for h in holders], capital)
    find_control(sides, regions)
    assert sum(sides.control) == pytest.approx(1.0)
    held = holders.count(holders[capital]) >= 6
    assert side_in_control(sides, regions, -1.0) == (holders[capital] if held else -1.0)


def test_without_factions_nothing_happens() -> None:
    reads = reads_of(formed=0.0)
    before = copied(reads, False)
    out = rule(reads, CALM, HERE)
    assert reads == before
    assert (out.settled, out.holder, out.held_by, out.days_held) == (0.0, -1.0, -1.0, 0.0)


def test_those_who_have_nothing_settle_nothing() -> None:
    out = rule(reads_of(factions=sides_of()), CALM, HERE)
    assert (out.settled, out.holder) == (0.0, -1.0)


def test_the_compiled_rule_is_the_same() -> None:
    cases: list[tuple[Any, Any, Address]] = []
    for run in range(12):
        armed = [1e5, 5e4 * (run % 3), 2e4, 0.0, 1e3]
        sides = sides_of(resource=[1.0, 0.5, 0.4, 0.7, 0.01 * run], armed=armed)
        regions = regions_of(TEN, [float(i % 5) for i in range(10)], 3)
        reads = reads_of(factions=sides, regions=regions, day=7.0 * (run % 2))
        cases.append((reads, Params(optimism_spread=0.3, total_cost=0.1), Address(7, run, 40)))
    ruled = cases[0][0]._replace(settled=1.0, holder=5.0)
    ruled = ruled._replace(factions=sides_of(party=[1.0, 1.0, 0.0, 0.0, 0.0]))
    assert_same_compiled(rule, [*cases, (ruled, Params(region_rate=0.3), HERE)])
