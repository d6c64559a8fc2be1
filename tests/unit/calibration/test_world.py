"""Every family of evidence computes on a world, unchanged, and finds there what was laid."""

from __future__ import annotations

from datetime import date

import pytest

from interregnum.calibration.chain import Shape
from interregnum.calibration.world import World, world_of
from interregnum.effects import Effect
from interregnum.evidence.effects import (
    after_failure,
    attempts,
    breakdown,
    campaign_totals,
    campaign_years,
    campaigns,
    conflict,
    regular_exits,
    wars,
)
from interregnum.evidence.families import Family
from made_pools import random_pool

UNTIL = date(1989, 12, 31)
TYPES = ("personal", "military", "party", "monarchy")
SEEN = ("gwf", "archigos", "powell_thyne.events", "cline_coups", "navco.attributes", "ucdp_acd")


def made(seed: int = 7) -> World:
    pools = {name: random_pool(60, number, name) for number, name in enumerate(TYPES)}
    return world_of(pools, Shape(countries=30), seed)


@pytest.fixture(scope="module")
def world() -> World:
    return made()


def found(family: Family, world: World) -> dict[str, Effect]:
    return {effect.name: effect for effect in family.compute(world, UNTIL, 2, 1)}


@pytest.mark.parametrize(
    "family",
    [
        module.FAMILY
        for module in (
            attempts,
            breakdown,
            campaign_totals,
            campaign_years,
            campaigns,
            conflict,
            regular_exits,
            wars,
        )
    ],
    ids=lambda family: family.name,
)
def test_a_family_computes_unchanged(family: Family, world: World) -> None:
    effects = found(family, world)
    assert effects
    if family.name != "wars":  # there is none in a world
        assert any(effect.n > 0 for effect in effects.values())


def test_what_follows_failures_is_counted(world: World) -> None:
    effects = found(after_failure.FAMILY, world)
    rulers = world.table("archigos").frame
    ways = (
        effects["after_failure.any_exit_rate.year_1"],
        effects["after_failure.any_exit_rate.none"],
    )
    assert all(effect.events for effect in ways)
    assert sum(effect.events or 0 for effect in ways) <= (rulers["exit"] != "Still in Office").sum()


def test_every_breakdown_stands_in_the_record_once(world: World) -> None:
    frame = world.table("gwf").frame
    ends = [r for r in world.history.regimes if r.end is not None]
    lasting = [
        r
        for r in ends
        if (date(1946, 1, 1).toordinal() + (r.end or 0))
        >= date(date.fromordinal(date(1946, 1, 1).toordinal() + r.start).year + 1, 1, 1).toordinal()
    ]
    assert 20 < len(lasting) < len(ends)  # some regimes saw no first of January
    assert int(frame["gwf_fail"].sum()) == len(lasting)
    told = found(breakdown.FAMILY, world)
    assert told["breakdown.rate.all"].events == len(lasting)
    assert told["breakdown.rate.all"].n == len(frame)
    democracies = sum(r.successor == 1 for r in lasting)
    assert told["breakdown.successor.democracy.all"].events == democracies


def test_every_ruler_who_fell_to_insiders_is_a_success_of_the_list(world: World) -> None:
    won = world.table("powell_thyne.events").frame["coup"] == 2
    fell = world.table("archigos").frame["exit"] == "Irregular"
    # Crowds brought the others down; the made rulers who fell to them are democracies' (mode 4).
    crowds = sum(part.fall <= world.history.last_day and spell_mode(world, part) == 4
                 for part in world.history.segments)  # fmt: skip
    assert int(won.sum()) + crowds == int(fell.sum())


def spell_mode(world: World, part: object) -> int:
    row, kind = part.row, part.regime_type  # type: ignore[attr-defined]
    return int(world.pools[kind].spells["mode"].iloc[row])


def test_the_same_seed_writes_the_same_tables(world: World) -> None:
    again, other = made(), made(8)
    for name in SEEN:
        assert again.table(name).frame.equals(world.table(name).frame)
    assert not other.table("gwf").frame.equals(world.table("gwf").frame)


def test_no_country_bears_the_code_of_a_real_one(world: World) -> None:
    from interregnum.evidence.state_names import GW_NAMES

    for name in SEEN:
        assert set(world.table(name).frame["gw"]).isdisjoint(GW_NAMES)
