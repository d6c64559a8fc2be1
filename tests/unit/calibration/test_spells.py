"""Pools of rulers out of the engine: addressed, complete and cut at the map's thresholds."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.event_map import KEPT, LEAST_CROWD, LEAST_INSIDERS
from interregnum.calibration.spells import (
    BATCH,
    POPULATION,
    SCENARIOS,
    STATE_PAY_SHARE,
    Pool,
    pool_of,
)
from interregnum.errors import UsageError
from interregnum.scenario.load import load_scenario

GIVEN = {"start.type_mean": 0.35, "opportunity.attempt_rate": 1.0}
FEW = BATCH + 6


@pytest.fixture(scope="module")
def pool() -> Pool:
    return pool_of("military", FEW, 3, GIVEN)


def test_threads_change_nothing_and_the_first_of_many_are_those_of_few(pool: Pool) -> None:
    again = pool_of("military", FEW, 3, GIVEN, workers=2)
    assert again.spells.equals(pool.spells)
    assert again.events.equals(pool.events)
    fewer = pool_of("military", 5, 3, GIVEN)
    assert fewer.spells.equals(pool.spells.head(5))


def test_a_ruler_leaves_in_one_way_or_stays(pool: Pool) -> None:
    spells = pool.spells
    assert spells["run"].tolist() == list(range(FEW))
    regular = spells["exit"] != ""
    assert not (regular & spells["removed"]).any()
    assert ((spells["outcome"] == "regular_exit") == regular).all()
    stays = ~regular & ~spells["removed"]
    assert (spells.loc[stays, "day"] == pool.horizon).all()
    assert (spells.loc[spells["removed"] & ~spells["contested"], "mode"] > 0).all()
    assert spells["removed"].any()


def test_countries_differ_in_size_and_in_who_pays_the_service(pool: Pool) -> None:
    assert pool.spells["population"].between(*POPULATION).all()
    assert pool.spells["population"].nunique() == FEW
    # Four standard errors of a share of a quarter.
    room = 4.0 * (STATE_PAY_SHARE * (1.0 - STATE_PAY_SHARE) / FEW) ** 0.5
    assert abs(pool.spells["state_pay"].mean() - STATE_PAY_SHARE) < room
    assert pool.spells["arms"].min() < 0.1 < 0.9 < pool.spells["arms"].max()
    violence = 1.0 - pool.spells["nonviolence"]
    assert (violence <= pool.spells["arms"]).all()


def test_the_log_holds_what_the_map_needs_and_no_more(pool: Pool) -> None:
    events = pool.events
    assert set(events["event"]) <= set(KEPT)
    assert (events.loc[events["event"] == "insiders_acted", "size"] >= LEAST_INSIDERS).all()
    assert (events.loc[events["event"] == "crowd", "size"] >= LEAST_CROWD).all()
    crowds = np.flatnonzero(events["event"] == "crowd")
    assert len(crowds) > 0
    assert (events["event"].to_numpy()[crowds + 1] == "units_aside").all()
    assert (events["event"] == "units_aside").sum() == len(crowds)
    assert events["run"].is_monotonic_increasing


def test_types_share_no_draw(pool: Pool) -> None:
    party = pool_of("party", 5, 3, GIVEN)
    assert not np.isin(party.spells["population"], pool.spells["population"]).any()


def test_what_is_not_known_is_named() -> None:
    with pytest.raises(UsageError, match="theocracy is no type"):
        pool_of("theocracy", 1, 1, {})
    with pytest.raises(UsageError, match=r"start\.type_men is no parameter.*type_mean"):
        pool_of("party", 1, 1, {"start.type_men": 0.5})
    with pytest.raises(UsageError, match="0 rulers are no pool"):
        pool_of("party", 0, 1, {})


@pytest.mark.parametrize("name", SCENARIOS.values())
def test_a_type_of_the_library_is_followed_for_thirty_years(name: str) -> None:
    scenario = load_scenario(name, environment={})
    assert scenario.horizon.value == 10957
    assert scenario.war == "none"
    assert scenario.elections == (name != "synthetic-monarchy")
    assert scenario.mutiny.happens is False
