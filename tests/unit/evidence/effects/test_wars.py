"""Rulers after wars are those who held office when the war's last year began."""

from __future__ import annotations

from datetime import date

import pandas as pd

from interregnum.evidence.effects.war_cases import (
    attempt_years,
    calm_years,
    rulers_of,
    war_ends,
)
from interregnum.evidence.effects.wars import FAMILY
from interregnum.evidence.rulers import spells
from made_tables import MadeTables, counts, found, rows

UNTIL = date(1989, 12, 31)
WARS = rows(
    "gw outcome start_year end_year warnum",
    (2, 1, 1951, 1953, 1),
    (20, 2, 1951, 1953, 1),
    (40, 6, 1955, 1956, 2),
    (41, 4, 1955, 1956, 2),
    (42, 8, 1955, 1955, 2),
    (43, None, 1955, 1955, 2),
    (20, 1, 1960, 1995, 3),
)
STATES = rows(
    "gw startdate enddate",
    (2, "1950-01-01", "2020-12-31"),
    (20, "1952-06-01", "1958-03-01"),
)
LEADERS = rows(
    "gw leader startdate enddate exit yrborn",
    (2, "a", "1950-05-01", "1980-01-01", "Natural Death", 1900),
    (20, "b", "1950-05-01", "1953-12-31", "Irregular", 1900),
    (20, "c", "1953-12-31", "1955-07-01", "Regular", 1900),
    (40, "d", "1950-01-01", "1957-02-01", "Foreign", 1900),
)


def test_a_war_ends_as_its_state_fared() -> None:
    ends = war_ends(WARS, UNTIL)
    assert ends.values.tolist() == [[2, 1953, "won"], [20, 1953, "lost"], [40, 1956, "drawn"]]


def test_a_war_that_ends_later_is_not_yet_over() -> None:
    assert war_ends(WARS, date(1953, 1, 1))["gw"].tolist() == [2, 20]
    assert war_ends(WARS, date(1952, 12, 31)).empty


def test_calm_years_are_those_of_a_state_without_a_war_of_its_own() -> None:
    calm = calm_years(WARS, STATES, date(1958, 12, 31))
    own = {gw: calm.loc[calm["gw"] == gw, "year"].tolist() for gw in (2, 20)}
    assert own == {2: [1950, 1954, 1955, 1956, 1957, 1958], 20: [1954, 1955, 1956, 1957, 1958]}


def test_the_ruler_is_the_one_of_new_years_day() -> None:
    table = MadeTables({"archigos": LEADERS}).table("archigos")
    ruled = rulers_of(spells(table, UNTIL), war_ends(WARS, UNTIL))
    assert ruled[["gw", "leader"]].values.tolist() == [[2, "a"], [20, "b"], [40, "d"]]


def test_an_attempt_of_unknown_day_counts_only_if_it_surely_came() -> None:
    events = rows("gw year latest", (2, 1954, "1954-12-31"), (20, 1955, "1955-01-05"))
    assert attempt_years(events, date(1954, 12, 30)).empty
    assert attempt_years(events, date(1954, 12, 31)).values.tolist() == [[2, 1954]]


def test_the_family_counts_exits_and_attempts_by_outcome() -> None:
    regimes = rows("gw year", (20, 1953), (40, 1956), (2, 1955))
    coups = rows("gw year coup latest", (20, 1954, 1, "1954-03-01"), (2, 1960, 2, "1960-01-01"))
    plots = coups.assign(military=[1, 1], event_type=["attempted", "conspiracy"])
    frames = {
        "cow_wars": WARS,
        "archigos": pd.concat(
            [
                LEADERS,
                rows(
                    "gw leader startdate enddate exit yrborn",
                    (2, "z", "1980-01-01", "1989-12-31", "Still in Office", 1930),
                ),
            ],
            ignore_index=True,
        ),
        "gwf": regimes,
        "powell_thyne.events": coups,
        "cline_coups": plots,
        "gw_states": STATES,
    }
    effects = found(FAMILY, frames)
    assert counts(effects["wars.removal.within_1y.lost"]) == (1, 1)
    assert counts(effects["wars.removal.within_10y.won"]) == (0, 1)
    assert counts(effects["wars.irregular.within_2y.drawn"]) == (1, 1)
    assert counts(effects["wars.removal.autocrats.within_1y.won"]) == (0, 0)
    assert counts(effects["wars.removal.autocrats.within_5y.lost"]) == (1, 1)
    assert counts(effects["wars.attempt.within_2y.lost"]) == (1, 1)
    assert counts(effects["wars.army_attempt.within_2y.lost"]) == (1, 1)
    assert counts(effects["wars.attempt.within_2y.won"]) == (0, 1)
    contrast = effects["wars.removal.within_1y_difference.lost_less_won"]
    assert contrast.estimate == 1.0
    assert contrast.low < 1.0


def test_a_ruler_still_in_office_when_the_data_end_is_not_followed_beyond() -> None:
    """With a later last day the same data tell no more than they hold."""
    table = pd.concat(
        [LEADERS.iloc[:1].assign(enddate=pd.Timestamp(1955, 6, 1), exit="Still in Office")]
    )
    frames = {
        "cow_wars": WARS,
        "archigos": table,
        "gwf": rows("gw year", (2, 1953)),
        "powell_thyne.events": rows("gw year coup latest", (2, 1951, 1, "1951-03-01")),
        "cline_coups": rows("gw year coup latest", (2, 1951, 1, "1951-03-01")).assign(
            military=1, event_type="coup"
        ),
        "gw_states": STATES,
    }
    effects = found(FAMILY, frames, date(2015, 12, 31))
    assert counts(effects["wars.removal.within_2y.won"]) == (0, 1)
    assert counts(effects["wars.removal.within_5y.won"]) == (0, 0)
    assert counts(effects["wars.attempt.within_2y.won"]) == (0, 0)
