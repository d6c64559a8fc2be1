"""Two countries and three rulers, written down in the record's columns cell by cell."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.calibration.chain import NOT_YET, History, Regime, Ruler, Segment, Shape
from interregnum.calibration.world import World
from interregnum.errors import UsageError
from made_pools import COUP, pool

# Country 1001: A rules from 1 May 1950 and falls on 10 June 1953, when B takes over and stays.
# Country 1002: C rules from 1 January 1951 until he dies on 1 January 1952, D from then on.
SHAPE = Shape(countries=2)


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1946, 1, 1)).days


FALL = day("1953-06-10")
HISTORY = History(
    day("1989-12-31"),
    [
        Regime(0, "military", day("1950-05-01"), FALL, 5, 2, 2),
        Regime(0, "personal", FALL, None, 0, 0, 0),
        Regime(1, "party", day("1951-01-01"), None, 0, 0, 0),
    ],
    [
        Ruler(0, day("1950-05-01"), FALL, "Irregular", 47.9, "Regular"),
        Ruler(0, FALL, None, "Still in Office", 50.0, "Irregular"),
        Ruler(1, day("1951-01-01"), day("1952-01-01"), "Natural Death", 70.0, "Regular"),
        Ruler(1, day("1952-01-01"), None, "Still in Office", 40.0, "Regular"),
    ],
    [
        Segment(0, "military", 0, day("1950-05-01"), FALL),
        Segment(0, "personal", 0, FALL, NOT_YET),
        Segment(1, "party", 0, day("1951-01-01"), NOT_YET),
        Segment(1, "party", 1, day("1952-01-01"), NOT_YET),
    ],
    {"military": 1, "personal": 1, "party": 2},
    {"military": 0, "personal": 0, "party": 0},
)


def on(text: str, start: str) -> int:
    """Return the day of a spell, its first full one being 0."""
    return day(text) - day(start) - 1


A = "1950-05-01"
D = "1952-01-01"
FELL = {**COUP, "day": on("1953-06-10", A), "deaths_worst_year": 3650.0, "settled_day": 730.0}
POOLS = {
    "military": pool(
        FELL,
        events=[
            (0, on("1951-03-01", A), "plot_found_out", 1.0),
            (0, on("1951-03-05", A), "plot_found_out", 1.0),
            (0, on("1951-04-01", A), "plot_found_out", 1.0),
            (0, on("1952-02-01", A), "insiders_acted", 0.3),
            (0, on("1952-02-06", A), "insiders_acted", 0.3),
            (0, on("1952-02-08", A), "insiders_acted", 0.3),
            (0, on("1953-01-10", A), "crowd", 2e4),
            (0, on("1953-01-10", A), "units_aside", 0.05),
            (0, on("1953-02-10", A), "crowd", 4e5),
            (0, on("1953-02-10", A), "units_aside", 0.1),
            (0, on("1953-06-05", A), "insiders_acted", 0.2),
            (0, on("1953-06-10", A), "insiders_acted", 0.9),
            (0, on("1953-06-15", A), "fighting_begins", 1.0),
        ],
    ),
    "personal": pool({}),
    "party": pool(
        {"day": 364, "outcome": "regular_exit", "exit": "death"},
        {"state_pay": False, "nonviolence": 0.3},
        events=[
            (1, on("1960-01-01", D), "crowd", 5e3),
            (1, on("1960-01-01", D), "units_aside", 0.0),
            (1, on("1960-12-30", D), "crowd", 3e3),
            (1, on("1960-12-30", D), "units_aside", 0.0),
            (1, on("1961-12-30", D), "crowd", 2e3),
            (1, on("1961-12-30", D), "units_aside", 0.0),
            (1, on("1962-05-05", D), "mutiny_begins", 2e4),
            (1, on("1962-05-07", D), "beaten", 0.0),
            (1, on("1989-12-01", D), "crowd", 2e3),
            (1, on("1989-12-01", D), "units_aside", 0.0),
        ],
    ),
}


@pytest.fixture(scope="module")
def world() -> World:
    return World(POOLS, HISTORY, SHAPE)


def cells(frame: pd.DataFrame, names: str) -> list[tuple[object, ...]]:
    """Return rows of a frame, days as text."""
    some = frame[names.split()].copy()
    for name in some.select_dtypes("datetime"):
        some[name] = some[name].dt.strftime("%Y-%m-%d").fillna("")
    return list(some.itertuples(index=False, name=None))


def test_a_regime_has_a_row_in_each_year_that_it_began_in_power(world: World) -> None:
    frame = world.table("gwf").frame
    names = "gw year regime_group gwf_duration gwf_fail gwf_fail_type gwf_fail_violent"
    names += " gwf_fail_subsregime date"
    fell = (1001, 1953, "military", 3, 1, 5, 2, 2, "1953-06-10")
    quiet = [(1001, year, "military", year - 1950, 0, 0, 0, 0, "") for year in (1951, 1952)]
    later = [(1001, year, "personal", year - 1953, 0, 0, 0, 0, "") for year in range(1954, 1990)]
    party = [(1002, year, "party", year - 1951, 0, 0, 0, 0, "") for year in range(1952, 1990)]
    assert cells(frame, names) == [*quiet, fell, *later, *party]
    assert frame.groupby("regime_group")["censored"].first().to_dict() == {
        "military": False,
        "personal": True,
        "party": True,
    }
    assert frame["gwf_casename"].nunique() == 3


def test_a_ruler_has_one_row_from_entry_to_exit(world: World) -> None:
    names = "gw startdate enddate entry exit yrborn"
    still = "Still in Office"
    assert cells(world.table("archigos").frame, names) == [
        (1001, "1950-05-01", "1953-06-10", "Regular", "Irregular", 1903),
        (1001, "1953-06-10", "1989-12-31", "Irregular", still, 1903),
        (1002, "1951-01-01", "1952-01-01", "Regular", "Natural Death", 1881),
        (1002, "1952-01-01", "1989-12-31", "Regular", still, 1912),
    ]


def test_a_state_is_independent_from_its_first_regime_on(world: World) -> None:
    assert cells(world.table("gw_states").frame, "gw startdate enddate") == [
        (1001, "1950-05-01", "1989-12-31"),
        (1002, "1951-01-01", "1989-12-31"),
    ]


def test_attempts_within_a_week_are_one_and_the_one_that_won_counts(world: World) -> None:
    assert cells(world.table("powell_thyne.events").frame, "gw date coup") == [
        (1001, "1952-02-01", 1),
        (1001, "1952-02-08", 1),
        (1001, "1953-06-10", 2),
    ]


def test_the_wider_list_has_plots_and_columns_of_others_too(world: World) -> None:
    assert cells(world.table("cline_coups").frame, "gw date event_type military rebel") == [
        (1001, "1951-03-01", "conspiracy", 1, 0),
        (1001, "1951-04-01", "conspiracy", 1, 0),
        (1001, "1952-02-01", "attempted", 1, 0),
        (1001, "1952-02-08", "attempted", 1, 0),
        (1001, "1953-06-10", "coup", 1, 0),
        (1002, "1962-05-05", "attempted", 0, 1),
    ]


def test_crowds_less_than_a_year_apart_are_one_campaign(world: World) -> None:
    names = "gw BYEAR EYEAR SUCCESS ONGOING VIOL PARTICIPATION DEFECT DURATION"
    frame = world.table("navco.attributes").frame
    assert cells(frame, names) == [
        (1001, 1953, 1953, 1, 0, 0, 4e5, 1, 32.0),
        (1002, 1960, 1960, 0, 0, 1, 5e3, 0, 365.0),
        (1002, 1961, 1961, 0, 0, 1, 2e3, 0, 1.0),
        (1002, 1989, 1989, 0, 1, 1, 2e3, 0, 1.0),
    ]
    assert frame["PERCENTAGEPOPULARPARTICIPATION"].tolist() == [0.04, 5e-4, 2e-4, 2e-4]
    assert frame["REGVIOL"].isna().all()
    assert len(world.table("navco.campaigns").frame) == 4


def test_a_campaign_has_a_row_in_each_of_its_years(world: World) -> None:
    names = "gw year cyear success sec_defect prim_method"
    assert cells(world.table("navco.campaign_years").frame, names) == [
        (1001, 1953, 2, 1, 1, 1),
        (1002, 1960, 2, 0, 0, 0),
        (1002, 1961, 2, 0, 0, 0),
        (1002, 1989, 0, 0, 0, 0),
    ]


def test_deaths_of_a_contest_are_laid_evenly_over_its_days(world: World) -> None:
    # 3,650 in the worst year, ten a day: 200 days of 1953, the whole of 1954, 161 days of 1955.
    assert cells(world.table("ucdp_acd").frame, "gw year intensity_level type_of_conflict") == [
        (1001, 1953, 2, "intrastate"),
        (1001, 1954, 2, "intrastate"),
        (1001, 1955, 2, "intrastate"),
    ]


def test_a_world_knows_its_tables_and_makes_each_once(world: World) -> None:
    assert world.table("gwf") is world.table("gwf")
    assert len(world.table("cow_wars").frame) == 0
    with pytest.raises(UsageError, match="no table vdem"):
        world.table("vdem")
