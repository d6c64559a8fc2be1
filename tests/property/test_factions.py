"""Sides form out of what the fall has left: nobody appears twice, and nobody is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.factions import DEMOCRATS, INCUMBENT, INSIDERS, NATIONALISTS, REGIONAL
from interregnum.formulae.march import Road
from interregnum.formulae.resources import ResourceLaw, armed_part_of_rulers, resource_of
from interregnum.kernels.random import Address
from interregnum.mechanisms.factions import COUP, UPRISING, Params, Reads, rule
from sides import assert_same_compiled, copied, regions_of, sides_of

HERE = Address(7, 0, 40)
SHARES = st.floats(0.0, 1.0)
NOMINAL = 100000.0
SERVICE = 20000.0


def reads_of(**changed: Any) -> Reads:
    """Return a coup without any column, by default one that nobody joined."""
    road = Road([1.0] * 2, [5000.0] * 2, [0.0] * 2, [0.0] * 2, [0.0] * 2, [])
    road = road._replace(totals=[2.0, NOMINAL, SERVICE, 50000.0, -1.0])
    sides = sides_of(choice=[3.0] * 20, party=[1.0] * 5, optimism=[9.0] * 5)
    values = dict.fromkeys(Reads._fields, 0.0) | {
        "week": 1.0,
        "capital": -1.0,
        "mode": COUP,
        "service": SERVICE,
        "nonviolence": 1.0,
        "share_democratic": 0.2,
        "share_nationalist": 0.2,
        "mobilisable": 0.01,
        "violence_per_arms": 0.8,
        "armed": 1.0,
        "population": 1e7,
        "road": road,
        "factions": sides,
        "regions": regions_of([0.3, 0.3, 0.4], [4.0, 4.0, 4.0], 1),
    }
    return Reads(**(values | changed))  # type: ignore[arg-type]


def column_in_capital(**changed: Any) -> Reads:
    """Return a fall to the column, which has passed both places with half its people."""
    held = {"mode": 5.0, "column": SERVICE / 2.0, "place": 2.0, "absent": 0.3, "lost": 0.1}
    return reads_of(**(held | changed))


@given(SHARES, SHARES, SHARES, st.sampled_from([4.0, 5.0, 6.0]))
def test_nobody_is_armed_who_was_not_in_the_forces(
    acting: float, lost: float, regional: float, mode: float
) -> None:
    reads = reads_of(share_units=acting, lost=lost, mode=mode)
    rule(reads, Params(regional_share=0.3 * regional), HERE)
    aside = acting * (1.0 - lost) * NOMINAL if mode == UPRISING else 0.0
    expected = (1.0 - lost) * NOMINAL - aside
    assert sum(reads.factions.armed) == pytest.approx(expected, abs=1e-6)
    assert min(reads.factions.armed) >= 0.0
    assert reads.factions.armed == reads.factions.armed_start


def test_a_coup_takes_the_units_that_acted_and_the_capital() -> None:
    reads = reads_of(share_units=0.25, share_elites=0.4)
    out = rule(reads, Params(regional_share=0.2), HERE)
    assert reads.factions.armed == [60000.0, 25000.0, 0.0, 0.0, 15000.0]
    assert reads.factions.elite == [0.6, 0.4, 0.0, 0.0, 0.0]
    assert reads.regions.holder == [INCUMBENT, INSIDERS, INCUMBENT]
    assert (out.formed, out.capital) == (1.0, INSIDERS)


@pytest.mark.parametrize(("democratic", "winner"), [(0.3, 3), (0.2, 3), (0.1, 2)])
def test_a_crowd_gives_the_capital_to_the_larger_movement(democratic: float, winner: int) -> None:
    reads = reads_of(
        mode=UPRISING, share_units=1.0, share_citizens=0.5, share_democratic=democratic
    )
    out = rule(reads, Params(), HERE)
    assert out.capital == winner
    assert sum(reads.factions.mobilised) == pytest.approx(0.5)
    assert sum(reads.factions.armed) == 0.0


@pytest.mark.parametrize(("on", "left"), [(0.0, 0.0), (1.0, 0.3)])
def test_a_coup_leaves_in_the_streets_only_those_of_a_campaign(on: float, left: float) -> None:
    reads = reads_of(share_citizens=0.9, campaign_on=on, campaign_turnout=0.3)
    rule(reads, Params(), HERE)
    assert sum(reads.factions.mobilised) == pytest.approx(left)


def test_a_column_that_wins_is_the_nationalists_and_garrisons_aside_are_regional() -> None:
    reads = column_in_capital()
    out = rule(reads, Params(regional_share=0.0), HERE)
    armed = reads.factions.armed
    assert out.capital == NATIONALISTS
    assert armed[NATIONALISTS] == SERVICE / 2.0
    # Of the three tenths absent two are the service itself.
    assert armed[REGIONAL] == pytest.approx(10000.0)
    assert armed[INCUMBENT] == pytest.approx(60000.0)
    assert armed[INSIDERS] == 0.0


def test_a_column_that_failed_long_ago_counts_for_nothing() -> None:
    reads = reads_of(column=9000.0, place=1.0)
    rule(reads, Params(), HERE)
    assert reads.factions.armed[NATIONALISTS] == 0.0
    assert reads.factions.armed[REGIONAL] == 10000.0


def test_what_the_run_before_left_in_the_tables_is_forgotten() -> None:
    reads = reads_of()
    rule(reads, Params(), HERE)
    sides = reads.factions
    assert set(sides.choice) == set(sides.party) == set(sides.optimism) == {0.0}
    assert sum(sides.control) == pytest.approx(1.0)


def test_an_army_at_war_takes_no_part_unless_it_is_the_one_that_marched() -> None:
    reads = reads_of(war=1.0)
    rule(reads, Params(regional_share=0.0), HERE)
    assert reads.factions.armed[INCUMBENT] == NOMINAL - 50000.0
    marched = column_in_capital(war=1.0)
    marched.road.totals[2] = 50000.0
    marched = marched._replace(service=50000.0, absent=0.5, lost=0.1)
    rule(marched, Params(regional_share=0.0), HERE)
    assert marched.factions.armed[INCUMBENT] == pytest.approx(40000.0)
    assert marched.factions.armed[REGIONAL] == 0.0


def test_arms_draw_on_the_pool_and_only_while_their_channel_is_open() -> None:
    params = Params(arms_democrats=0.02)
    reads = reads_of()
    rule(reads, params, HERE)
    assert reads.factions.armed[DEMOCRATS] == pytest.approx(0.02 * 0.01 * 1e7)
    closed = reads_of(armed=0.0)
    rule(closed, params, HERE)
    assert closed.factions.armed[DEMOCRATS] == 0.0


def test_resources_follow_the_formula_by_hand() -> None:
    reads = reads_of(
        mode=UPRISING, share_citizens=0.6, share_elites=0.5, nonviolence=0.9, democratic=30000.0
    )
    params = Params(external_democrats=0.5, preparation_democrats=0.8, taint=0.4)
    rule(reads, params, HERE)
    means = 0.3 + 0.3 * (1.0 - 0.4 * 0.5) * 0.9
    assert reads.factions.resource[DEMOCRATS] == pytest.approx(means * 0.8 * 1.5)
    assert reads.factions.resource[INSIDERS] == pytest.approx(0.5 * 0.6)


def test_returners_are_counted_once_and_may_leave_again() -> None:
    reads = reads_of(nationalist=5000.0)
    out = rule(reads, Params(), HERE)
    assert out.nationalist_counted == 5000.0
    later = reads._replace(formed=1.0, nationalist_counted=5000.0, nationalist=7000.0)
    assert rule(later, Params(), HERE).nationalist_counted == 7000.0
    assert later.factions.armed[NATIONALISTS] == 7000.0
    gone = later._replace(nationalist_counted=7000.0, nationalist=1000.0)
    rule(gone, Params(), HERE)
    assert gone.factions.armed[NATIONALISTS] == 1000.0


def test_between_weeks_nothing_changes() -> None:
    reads = reads_of(formed=1.0, week=0.0, capital=3.0, nationalist=5000.0)
    before = copied(reads, False)
    out = rule(reads, Params(), HERE)
    assert reads == before
    assert out == (1.0, 3.0, 0.0, 0.0, 0.0)


@given(SHARES, SHARES, SHARES, st.floats(0.2, 1.0), SHARES)
def test_what_multiplies_all_means_leaves_the_armed_part_alone(
    armed: float, elite: float, external: float, preparation: float, recognised: float
) -> None:
    sides = sides_of(
        armed=[1e5 * armed + 1.0, 0.0, 0.0, 0.0, 0.0],
        elite=[elite, 0.0, 0.0, 0.0, 0.0],
        external=[external] * 5,
        preparation=[preparation] * 5,
        recognised=[recognised] * 5,
        party=[1.0, 0.0, 0.0, 0.0, 0.0],
    )
    law = ResourceLaw(1.0, 1.0, 1.0, 0.5, 0.3)
    sides.resource[0] = resource_of(sides, 0, law, 1.0)
    means = armed + 1e-5
    assert armed_part_of_rulers(sides, 1.0, 0.5) == pytest.approx(means / (means + elite))


def test_the_compiled_rule_is_the_same() -> None:
    params = Params(arms_nationalists=0.1, external_democrats=0.4)
    cases = [
        (reads_of(share_units=0.3, share_citizens=0.7, mode=mode), params, HERE)
        for mode in (4.0, 5.0)
    ]
    cases.append((column_in_capital(), params, HERE))
    cases.append((column_in_capital(formed=1.0, nationalist=77.0), params, HERE))
    assert_same_compiled(rule, cases)
