"""Fighting after a breakdown counts where there was peace before, and only what begins later."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.evidence.effects.conflict import FAMILY, cases_of, civil_years
from made_tables import counts, found, rows

UNTIL = date(1989, 12, 31)


def autocracy(gw: int, years: range, fell: dict[int, int]) -> pd.DataFrame:
    """Return state-years; ``fell`` gives years of breakdown with their code of violence."""
    lines = [
        (gw, year, int(year in fell), 2 if year in fell else 0, fell.get(year, 0)) for year in years
    ]
    return rows("gw year gwf_fail gwf_fail_subsregime gwf_fail_violent", *lines)


REGIMES = pd.concat(
    [
        autocracy(2, range(1950, 1960), {1952: 1}),
        autocracy(20, range(1950, 1960), {1955: 4}),
        autocracy(40, range(1950, 1953), {}),
    ],
    ignore_index=True,
)
CONFLICTS = rows(
    "gw year type_of_conflict intensity_level conflict_id",
    (2, 1954, "intrastate", 1, 1),
    (2, 1955, "intrastate", 2, 1),
    (20, 1955, "II", 2, 2),
    (20, 1956, "II", 1, 2),
    (40, 1951, "interstate", 2, 3),
)


def test_wars_between_states_are_not_civil_and_intensity_is_asked_for() -> None:
    every = civil_years(CONFLICTS, UNTIL, 1)
    assert every.values.tolist() == [[2, 1954], [2, 1955], [20, 1955], [20, 1956]]
    assert civil_years(CONFLICTS, UNTIL, 2).values.tolist() == [[2, 1955], [20, 1955]]
    assert civil_years(CONFLICTS, date(1954, 6, 1), 1).values.tolist() == [[2, 1954]]


def test_a_breakdown_in_peace_is_followed_for_the_window_alone() -> None:
    fights = civil_years(CONFLICTS, UNTIL, 1)
    within_1 = cases_of(REGIMES, fights, UNTIL, (1, 1)).set_index(["gw", "year"])
    within_2 = cases_of(REGIMES, fights, UNTIL, (1, 2)).set_index(["gw", "year"])
    assert within_1.loc[(2, 1952), ["fell", "began"]].tolist() == [True, False]
    assert within_2.loc[(2, 1952), ["fell", "began"]].tolist() == [True, True]


def test_a_state_already_at_war_cannot_begin_one() -> None:
    fights = civil_years(CONFLICTS, UNTIL, 1)
    cases = cases_of(REGIMES, fights, UNTIL, (1, 1)).set_index(["gw", "year"])
    assert (20, 1955) not in cases.index
    assert (2, 1954) not in cases.index
    same = cases_of(REGIMES, fights, UNTIL, (0, 0)).set_index(["gw", "year"])
    assert same.loc[(20, 1955), ["fell", "bloody", "began"]].tolist() == [True, True, True]


def test_windows_that_end_after_the_last_day_are_left_out() -> None:
    fights = civil_years(CONFLICTS, UNTIL, 1)
    cases = cases_of(REGIMES, fights, date(1956, 12, 31), (1, 5))
    assert cases["year"].max() == 1951


def test_a_state_that_ceased_is_left_out() -> None:
    gone = autocracy(2, range(1950, 1953), {1952: 1}).assign(gwf_fail_subsregime=3)
    assert len(cases_of(gone, civil_years(CONFLICTS, UNTIL, 1), UNTIL, (1, 1))) == 0


def test_the_family_sets_breakdowns_beside_other_years() -> None:
    effects = found(FAMILY, {"gwf": REGIMES, "ucdp_acd": CONFLICTS}, date(1956, 12, 31))
    assert counts(effects["conflict.conflict_within_2y.breakdown"]) == (1, 1)
    # At peace, without a breakdown, to 1954: 2 in 1950, 1951, 1953; 20 in 1950-54; 40 in 1950-52.
    assert counts(effects["conflict.conflict_within_2y.no_breakdown"]) == (3, 11)
    ratio = effects["conflict.conflict_within_2y_ratio"]
    assert ratio.estimate == pytest.approx(11 / 3)
    assert counts(effects["conflict.conflict_same_year.breakdown"]) == (1, 2)
