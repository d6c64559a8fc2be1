"""Rows of a panel against a record made by hand: who is at risk, what came, what is missing."""

from __future__ import annotations

import numpy as np
import pytest

from forecast_record import FIRST, LAST, dated, day, days, small_record
from interregnum.errors import UsageError
from interregnum.evidence.forecast.features import COVARIATES
from interregnum.evidence.forecast.known import Cases, Known, View, as_known
from interregnum.evidence.forecast.panel import Panel, build_panel, origins_between
from interregnum.evidence.forecast.risk import NO_RULER, NOT_CODED, UNDATED, at_risk


def panel(target: str, step: str, until: str = "1989-12-31", **tables: Known) -> Panel:
    return build_panel(
        {**small_record(), **tables},
        COVARIATES,
        target=target,
        step=step,
        origins=origins_between(step, 1955, day(until)),
        until=day(until),
    )


def came(made: Panel) -> list[tuple[int, str]]:
    rows = np.flatnonzero(made.happened)
    return [(int(made.country[row]), str(made.origin[row])) for row in rows]


def test_exits_fall_into_the_month_in_which_they_came() -> None:
    assert came(panel("exit", "month")) == [
        (1, "1961-03-01"),
        (3, "1970-02-01"),
        (1, "1975-06-01"),
    ]


def test_exits_fall_into_the_year_in_which_they_came() -> None:
    assert came(panel("exit", "year")) == [(1, "1961-01-01"), (3, "1970-01-01"), (1, "1975-01-01")]


def test_an_attempt_on_the_first_or_last_day_of_a_window_counts_once() -> None:
    assert came(panel("attempt", "month")) == [
        (1, "1960-07-01"),
        (3, "1970-02-01"),
        (1, "1974-12-01"),
    ]


def test_nobody_is_at_risk_after_the_regime_broke_down() -> None:
    made = panel("exit", "year")
    assert made.origin[made.country == 3].max() == day("1970-01-01")


def test_outcomes_after_the_last_day_are_not_read() -> None:
    made = panel("exit", "month", "1975-05-31")
    assert came(made) == [(1, "1961-03-01"), (3, "1970-02-01")]
    assert made.window_end.max() == day("1975-06-01")
    assert np.isinf(made.wait[(made.country == 1) & (made.origin >= day("1962-01-01"))]).all()


def test_the_wait_is_counted_from_the_origin() -> None:
    made = panel("exit", "year")
    row = np.flatnonzero((made.country == 1) & (made.origin == day("1960-01-01")))[0]
    assert made.wait[row] == pytest.approx(434 / 365.25)


def test_a_country_without_ruler_or_regime_is_listed_with_its_spell() -> None:
    whole = small_record()["rulers"]
    kept = whole["country"] != 2
    rulers = Known(
        {name: values[kept] for name, values in whole.columns.items()},
        whole.since[kept],
        {name: values[kept] for name, values in whole.later.items()},
        whole.covers,
    )
    absent = {(row.country, row.why): row for row in panel("exit", "year", rulers=rulers).absent}
    assert absent[2, NO_RULER][1:4] == ("1955-01-01", "1989-01-01", 35)
    assert absent[4, NOT_CODED].origins == 35
    assert absent[3, NOT_CODED][1:4] == ("1971-01-01", "1989-01-01", 19)


def test_an_attempt_without_a_day_makes_its_months_unknown_and_its_year_known() -> None:
    attempts = dated([2], days("1965-12-31"), days("1965-01-01"))
    monthly = panel("attempt", "month", attempts=attempts)
    absent = [row for row in monthly.absent if row.why == UNDATED]
    assert [tuple(row[:4]) for row in absent] == [(2, "1965-01-01", "1965-12-01", 12)]
    assert came(panel("attempt", "year", attempts=attempts)) == [(2, "1965-01-01")]


def test_a_source_that_ends_early_leaves_its_later_windows_out_and_says_so() -> None:
    whole = small_record()["attempts"]
    ended = Known(whole.columns, whole.since, {}, (FIRST, day("1980-06-30")))
    made = panel("attempt", "year", attempts=ended)
    assert made.origin.max() == day("1979-01-01")
    told = {row.why for row in made.absent} - {NOT_CODED}
    assert told == {"outcomes are covered to 1980-06-30"}


def test_a_regime_source_that_ends_early_knows_nobody_afterwards() -> None:
    whole = small_record()["regimes"]
    ended = Known(whole.columns, whole.since, whole.later, (FIRST, day("1980-12-31")))
    made = panel("exit", "year", regimes=ended)
    assert made.origin.max() == day("1981-01-01")
    assert "regimes are covered to 1980-12-31" in {row.why for row in made.absent}


def test_of_two_open_spells_the_later_counts() -> None:
    tables = small_record()
    view = as_known(tables, day("1961-03-11"))
    rulers = view["rulers"]
    both = View(
        view.day,
        {
            **view.tables,
            "rulers": Known(
                {**rulers.columns, "end": np.full(len(rulers), np.datetime64("NaT"))},
                rulers.since,
                {},
                rulers.covers,
            ),
        },
    )
    cases = at_risk(both).cases
    assert cases.ruler[cases.country == 1].tolist() == [1]


def test_covariates_are_the_known_numbers() -> None:
    made = panel("exit", "year")
    row = np.flatnonzero((made.country == 1) & (made.origin == day("1962-01-01")))[0]
    found = dict(zip(made.names, made.values[row].tolist(), strict=True))
    years = float((day("1962-01-01") - day("1961-03-10")).astype(int)) / 365.25
    expected = {
        "tenure": np.log1p(years),
        "age": 52.0,
        "irregular_entry": 1.0,
        "personal": 1.0,
        "party": 0.0,
        "attempts_year": 0.0,
        "attempts_five_years": 1.0,
        "since_attempt": np.log1p(549 / 365.25),
        "exits_five_years": 1.0,
        "attempts_everywhere": 0.0,
        "attempts_near": 0.0,
        "polyarchy": 0.11,
        "polyarchy_change": 0.03,
        "conflict": 0.0,
        "campaigns": 0.0,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def value(name: str, text: str, country: int) -> float:
    view = as_known(small_record(), day(text))
    cases = at_risk(view).cases
    found: float = COVARIATES[name](view, cases)[cases.country == country][0]
    return found


def test_an_attempt_next_door_counts_and_one_far_away_or_at_home_does_not() -> None:
    # 10 degrees on the equator are 1,112 km.
    assert [value("attempts_near", "1961-01-01", country) for country in (1, 2, 3)] == [0, 1, 0]


def test_conflict_of_the_year_before_counts_and_an_uncovered_year_is_unknown() -> None:
    assert value("conflict", "1970-01-01", 3) == 2
    assert value("conflict", "1970-01-01", 1) == 0
    assert np.isnan(value("conflict", "1950-06-01", 1))


def test_a_campaign_runs_from_its_first_year_to_its_last() -> None:
    years = [f"{year}-01-01" for year in range(1960, 1965)]
    assert [value("campaigns", text, 2) for text in years] == [0, 1, 1, 1, 0]


def test_protest_is_unknown_before_the_source_begins() -> None:
    assert np.isnan(value("protests", "1950-06-01", 1))
    assert value("protests", "1981-01-01", 2) == pytest.approx(np.log(3))


def test_months_and_years_whose_window_ends_too_late_are_left_out() -> None:
    assert str(origins_between("month", 1989, day("1989-12-30"))[-1]) == "1989-11-01"
    assert str(origins_between("month", 1989, LAST)[-1]) == "1989-12-01"


@pytest.mark.parametrize(("step", "year"), [("week", 1960), ("year", 1990)])
def test_a_step_that_is_none_or_does_not_fit_is_refused(step: str, year: int) -> None:
    with pytest.raises(UsageError):
        origins_between(step, year, LAST)


def test_an_unknown_target_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean exit"):
        panel("exits", "year")


def test_no_case_is_there_twice() -> None:
    cases: Cases = at_risk(as_known(small_record(), day("1960-01-01"))).cases
    assert len(set(cases.country.tolist())) == len(cases)


def told_of_exits() -> Known:
    """Return the rulers with the way in which each left: 1975 and 1970 against the rules."""
    rulers = small_record()["rulers"]
    ways = np.array([0.0, 1.0, np.nan, np.nan, 1.0])
    later = {**rulers.later, "irregular_exit": rulers.later["end"]}
    return Known({**rulers.columns, "irregular_exit": ways}, rulers.since, later, rulers.covers)


def test_an_orderly_exit_is_no_irregular_one() -> None:
    made = panel("irregular_exit", "year", rulers=told_of_exits())
    assert came(made) == [(3, "1970-01-01"), (1, "1975-01-01")]


def test_how_a_ruler_will_leave_is_not_known_before_he_has_left() -> None:
    seen = as_known({"rulers": told_of_exits()}, day("1970-02-14"))["rulers"]
    assert np.isnan(seen["irregular_exit"][-1])
    assert as_known({"rulers": told_of_exits()}, day("1970-02-15"))["rulers"]["irregular_exit"][-1]


def test_the_end_of_a_regime_falls_into_its_year() -> None:
    assert came(panel("breakdown", "year")) == [(3, "1970-01-01")]
