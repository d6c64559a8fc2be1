"""Democracy after coups counts state-years that began under autocracy and were seen to the end."""

from __future__ import annotations

from datetime import date

import pandas as pd

from interregnum.evidence.effects.democracy import FAMILY, cases_of
from made_tables import counts, found, rows

UNTIL = date(1989, 12, 31)


def states(column: str, **given: str) -> pd.DataFrame:
    """Return state-years from 1950 on: a letter a year, 0, 1 or . for not known."""
    lines = [
        (int(gw[1:]), 1950 + place, None if mark == "." else int(mark))
        for gw, marks in given.items()
        for place, mark in enumerate(marks)
    ]
    return rows(f"gw year {column}", *lines)


COUPS = rows(
    "gw year coup latest",
    (1, 1952, 2, "1952-05-01"),
    (2, 1952, 1, "1952-05-01"),
    (2, 1952, 2, "1952-06-01"),
    (3, 1953, 1, "1953-05-01"),
    (4, 1951, 2, "1951-05-01"),
    (9, 1990, 1, "1990-05-01"),
)


def test_each_state_year_has_one_arm_and_the_window_looks_ahead() -> None:
    regimes = states("democracy", g1="0000110", g3="0000000")
    cases = cases_of(regimes, COUPS, UNTIL, 2, "democracy")
    by_case = cases.set_index(["gw", "year"])
    # The coup of 1952: democracy came in 1954, the last year of its window.
    assert by_case.loc[(1, 1952)].tolist() == ["successful_coup", True]
    assert by_case.loc[(1, 1951)].tolist() == ["no_coup", False]
    assert by_case.loc[(3, 1953)].tolist() == ["failed_coup", False]


def test_a_success_in_a_year_outweighs_a_failure_in_it() -> None:
    cases = cases_of(states("democracy", g2="0000000"), COUPS, UNTIL, 2, "democracy")
    assert cases.set_index("year").loc[1952, "arm"] == "successful_coup"


def test_a_state_year_that_began_as_a_democracy_is_no_case() -> None:
    cases = cases_of(states("democracy", g4="1000000"), COUPS, UNTIL, 2, "democracy")
    assert 1951 not in set(cases["year"])


def test_windows_not_seen_to_the_end_are_left_out_whatever_came_in_them() -> None:
    regimes = states("democracy", g1="000011")
    years = set(cases_of(regimes, COUPS, UNTIL, 2, "democracy")["year"])
    # 1954 began under autocracy and became a democracy, but 1956 is not there.
    assert years == {1951, 1952, 1953}
    unseen = states("democracy", g1="000.11")
    assert set(cases_of(unseen, COUPS, UNTIL, 2, "democracy")["year"]) == set()


def test_what_comes_after_the_last_day_changes_nothing() -> None:
    regimes = states("democracy", g1="0000110", g3="0000000")
    later = states("democracy", g1="0000111", g3="0000001")
    early = date(1955, 12, 31)
    first = cases_of(regimes, COUPS, early, 2, "democracy")
    second = cases_of(later, COUPS, early, 2, "democracy")
    pd.testing.assert_frame_equal(first, second)


def test_years_after_the_list_of_coups_ends_are_not_years_without_a_coup() -> None:
    short = COUPS[COUPS["year"] <= 1952]
    cases = cases_of(states("democracy", g1="0000000"), short, UNTIL, 1, "democracy")
    assert cases["year"].max() == 1952


def test_only_sovereign_states_count() -> None:
    regimes = states("competition", g1="0000000").assign(sovereign=0)
    assert len(cases_of(regimes, COUPS, UNTIL, 1, "competition")) == 0


def test_the_family_counts_and_contrasts_its_arms() -> None:
    regimes = states("democracy", g1="0000110", g2="0000000", g3="0000000")
    frames = {
        "bmr": regimes,
        "lied": regimes.rename(columns={"democracy": "competition"}),
        "powell_thyne.events": COUPS,
    }
    effects = found(FAMILY, frames)
    assert counts(effects["democracy.within_2y.successful_coup"]) == (1, 2)
    assert counts(effects["democracy.within_2y.failed_coup"]) == (0, 1)
    contrast = effects["democracy.within_2y_difference.successful_coup_less_failed_coup"]
    assert contrast.estimate == 0.5
    assert counts(effects["democracy.within_5y.no_coup.lied"]) == (1, 3)
