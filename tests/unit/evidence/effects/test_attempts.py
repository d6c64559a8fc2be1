"""Attempts a state-year and their success, by list, by challenger and after a failure."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.effects import Effect
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.effects.attempts import FAMILY
from interregnum.evidence.effects.state_years import state_years
from made_rulers import coups, tables
from made_tables import counts, found, rows


@pytest.fixture(scope="module")
def effects() -> dict[str, Effect]:
    """Return the family over the two states, with two more coups against C and one on an islet."""
    more = [(20, "1953-01-10", 1), (20, "1953-06-01", 2), (55, "1979-03-13", 2)]
    return found(FAMILY, tables() | {"powell_thyne.events": coups(*more)})


def test_a_state_counts_for_the_days_on_which_it_was_independent() -> None:
    spells = rows(
        "gw startdate enddate", (2, "1949-05-01", "1950-12-31"), (2, "1960-07-01", "1961-01-01")
    )
    years = state_years(CaseTable("made", spells, (), "made"), 1950, pd.Timestamp("1989-12-31"))
    assert years["year"].tolist() == [1950, 1960, 1961]
    assert (years["exposure"] * 365.25).round(6).tolist() == [365.0, 184.0, 1.0]


def test_rates_leave_out_attempts_in_states_that_the_list_does_not_hold(
    effects: dict[str, Effect],
) -> None:
    rate = effects["attempts.rate.powell_thyne"]
    assert counts(rate) == (5, 80)
    assert rate.estimate == pytest.approx(5 / 80, rel=1e-3)
    assert counts(effects["attempts.success.powell_thyne"]) == (3, 6)
    assert counts(effects["attempts.rate.powell_thyne.1950s"]) == (5, 20)


def test_plots_are_no_attempts(effects: dict[str, Effect]) -> None:
    assert counts(effects["attempts.success.cline"]) == (1, 2)
    assert counts(effects["attempts.thwarted_share"]) == (1, 3)
    assert counts(effects["attempts.challenger_share.military"]) == (2, 2)
    assert counts(effects["attempts.success.rebel"]) == (0, 0)


def test_success_within_a_year_of_a_failure_is_told_by_the_same_ruler(
    effects: dict[str, Effect],
) -> None:
    # Of five in autocracies, C's second came five months after his first had failed; A's third
    # came three years after, which is neither within a year nor without one in five.
    assert counts(effects["attempts.success.within_year_of_failure"]) == (1, 1)
    assert counts(effects["attempts.success.without_failure_in_five_years"]) == (0, 3)


def test_a_first_year_without_the_decade_s_end_is_told_as_such() -> None:
    early = found(FAMILY, tables(), date(1955, 12, 31))
    assert early["attempts.rate.powell_thyne.1950s"].period == "1950-1955"
