"""From cases made by hand to tables that know when each value became known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from forecast_record import day
from interregnum.errors import ScenarioError
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.forecast import happenings, spells
from interregnum.evidence.forecast.inputs import OPTIONAL, nothing
from interregnum.evidence.forecast.known import NEVER


def case(vintage: str = "1", **columns: list[Any]) -> CaseTable:
    frame = pd.DataFrame(columns)
    for name in frame.columns:
        if "date" in name or name in ("latest", "earliest", "end_earliest", "end_latest"):
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
        elif name in ("gw", "year", "BYEAR", "EYEAR", "born", "birthyear", "intensity_level"):
            frame[name] = frame[name].astype("Int64")
    return CaseTable("case", frame, (), vintage)


def archigos() -> CaseTable:
    return case(
        gw=[70, 70, None],
        startdate=["1950-01-01", "1960-05-05", "1960-01-01"],
        enddate=["1960-05-05", "1989-12-31", "1961-01-01"],
        censored=[False, True, False],
        entry=["Irregular", "Regular", "Regular"],
        born=[1900, None, 1910],
    )


def test_a_ruler_still_in_office_has_no_end() -> None:
    notes: list[str] = []
    rulers = spells.archigos(archigos(), notes)
    assert rulers["end"][0] == day("1960-05-05")
    assert np.isnat(rulers["end"][1])
    assert rulers.later["end"].tolist() == [day("1960-05-05").item(), NEVER.item()]
    assert rulers.covers[1] == day("1989-12-31")
    assert rulers["irregular_entry"].tolist() == [1, 0]
    assert np.isnan(rulers["born"][1])
    assert notes == ["rulers: 1 rows without a country's code left out"]


def test_a_reign_ends_when_the_successor_enters_in_its_last_month() -> None:
    rulers = spells.reign(
        case(
            gw=[70, 70, 70],
            latest=["1950-01-01", "1960-05-12", "1970-02-02"],
            end_earliest=["1960-05-01", "1970-01-01", None],
            end_latest=["1960-05-31", "1970-01-31", None],
            censored=[False, False, True],
            birthyear=[1900, 1901, None],
        ),
        [],
    )
    assert rulers["end"][:2].tolist() == [day("1960-05-12").item(), day("1970-01-31").item()]
    assert np.isnat(rulers["end"][2])


def gwf() -> CaseTable:
    return case(
        gw=[70, 70, 90, 91],
        gwf_casename=["Mexico 15-51", "Mexico 15-51", "Guatemala 50-NA", "Honduras 33-56"],
        gwf_startdate=["1915-01-01", "1915-01-01", "1950-03-01", "1933-01-01"],
        gwf_enddate=["1951-06-01", "1951-06-01", "1952-12-31", "1950-09-09"],
        date=[None, "1951-06-01", None, None],
        year=[1950, 1951, 1952, 1950],
        regime_group=["party", "party", "military", "personal"],
    )


def test_a_regime_has_one_row_and_an_end_of_its_own_day() -> None:
    regimes = spells.gwf(gwf(), [])
    assert regimes["country"].tolist() == [70, 90, 91]
    assert regimes["end"][0] == day("1951-06-01")
    assert np.isnat(regimes["end"][1])
    assert (regimes["party"][0], regimes["military"][1], regimes["personal"][2]) == (1, 1, 1)
    assert set(regimes.columns) == {"country", "start", "end", *spells.GROUPS}


def test_a_spell_that_stops_before_the_data_has_ended_without_a_breakdown() -> None:
    assert spells.gwf(gwf(), [])["end"][2] == day("1950-09-09")


def test_reigns_regimes_that_are_no_autocracies_are_left_out() -> None:
    regimes = spells.reign_regimes(
        case(
            gw=[70, 90],
            gwf_startdate=["1950-01-01", "1950-01-01"],
            gwf_enddate=["1960-01-01", "2020-12-31"],
            regime_group=["party", None],
            censored=[False, True],
        ),
        [],
    )
    assert regimes["country"].tolist() == [70]
    assert regimes.covers[1] == day("2020-12-31")


def attempts(vintage: str) -> CaseTable:
    return case(
        vintage,
        gw=[70, 90],
        earliest=["1950-01-01", "1960-06-06"],
        latest=["1950-12-31", "1960-06-06"],
        year=[1950, 1960],
        event_type=["conspiracy", "attempted"],
    )


def test_an_attempt_is_known_from_the_last_day_on_which_it_may_have_been() -> None:
    known = happenings.attempts(attempts("1"), [])
    assert known.since.tolist() == [day("1950-12-31").item(), day("1960-06-06").item()]
    assert known["earliest"][0] == day("1950-01-01")


@pytest.mark.parametrize(
    ("vintage", "last"),
    [("2.1.2", "1960-12-31"), ("1960.09.08", "1960-09-08"), ("2023.09.08", "1960-12-31")],
)
def test_a_list_of_attempts_covers_its_last_year_or_ends_with_its_version(
    vintage: str, last: str
) -> None:
    assert happenings.attempts(attempts(vintage), []).covers[1] == day(last)


def test_a_plot_found_out_is_no_attempt() -> None:
    assert happenings.cline(attempts("1"), [])["country"].tolist() == [90]


def test_states_in_the_list_on_its_last_day_are_still_there() -> None:
    states = spells.states(
        case(
            gw=[70, 817],
            startdate=["1821-01-01", "1954-05-01"],
            enddate=["2017-12-31", "1975-04-30"],
        )
    )
    assert np.isnat(states["end"][0])
    assert states["end"][1] == day("1975-04-30")


def test_a_years_measure_is_known_when_the_year_is_over() -> None:
    known = happenings.democracy(
        case(gw=[70, 70, None], year=[1950, 1951, 1950], v2x_polyarchy=[0.1, 0.2, 0.9])
    )
    assert known.since.tolist() == [day("1950-12-31").item(), day("1951-12-31").item()]


def test_the_worst_conflict_inside_a_country_counts() -> None:
    known = happenings.conflicts(
        case(
            gw=[70, 70, 70],
            year=[1950, 1950, 1950],
            type_of_conflict=["intrastate", "II", "interstate"],
            intensity_level=[1, 2, 2],
        )
    )
    assert (len(known), known["intensity"][0]) == (1, 2)


def test_a_campaign_that_goes_on_has_no_last_year() -> None:
    known = happenings.campaigns(
        case(gw=[70, 90], BYEAR=[1950, 1951], EYEAR=[1952, 2019], ended=[True, False])
    )
    assert known["last"][0] == 1952
    assert np.isnan(known["last"][1])
    assert known.later["last"][0] == day("1952-12-31")


def test_protests_without_a_day_are_left_out() -> None:
    known = happenings.protests(case(gw=[70, 70], date=["1990-02-02", None], year=[1990, 1990]))
    assert known["date"].tolist() == [day("1990-02-02").item()]
    assert known.covers[0] == day("1990-01-01")


def test_a_file_without_any_country_is_refused() -> None:
    empty = archigos()
    frame = empty.frame[empty.frame["gw"].isna()]
    with pytest.raises(ScenarioError, match="rulers hold no country's code"):
        spells.archigos(CaseTable("archigos", frame, (), "1"), [])


@pytest.mark.parametrize("name", list(OPTIONAL))
def test_a_source_that_is_not_there_covers_nothing(name: str) -> None:
    empty = nothing(OPTIONAL[name].columns)
    assert len(empty) == 0
    assert empty.covers[1] < day("1000-01-01")
