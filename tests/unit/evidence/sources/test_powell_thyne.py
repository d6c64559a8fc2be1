"""Coups in both of the authors' forms: the same events, and nothing that the codebook lacks."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.powell_thyne import load_country_years, load_events
from written_data import shuffled, written

NAME = "powell_thyne/powell_thyne_coups_final.txt"
YEARS = "powell_thyne/powell_thyne_ccode_year.txt"
EVENTS = """\
country\tccode\tccode_gw\tccode_polity\tyear\tmonth\tday\tcoup\tversion
Sudan\t625\t\t\t1985\t4\t6\t2\tV2030.01.01
Bolivia\t145\t\t\t1981\t5\t11\t1\tV2030.01.01
Bolivia\t145\t\t\t1981\t8\t3\t2\tV2030.01.01
Yemen\t679\t\t\t1994\t5\t5\t1\tV2030.01.01
"""
COUNTRY_YEARS = """\
ccode\tabbrev\tcountry\tyear\tccode_gw\tccode_polity\tcoup1\tcoup2\tcoup3\tcoup4\tdate1\tdate2\tdate3\tdate4\tversion
145\tBOL\tBolivia\t1980\t\t\t0\t0\t0\t0\t\t\t\t\tV2030.01.01
145\tBOL\tBolivia\t1981\t\t\t1\t2\t0\t0\t11may1981\t03aug1981\t\t\tV2030.01.01
625\tSUD\tSudan\t1985\t\t\t2\t0\t0\t0\t06apr1985\t\t\t\tV2030.01.01
679\tYEM\tYemen\t1994\t\t\t1\t0\t0\t0\t05may1994\t\t\t\tV2030.01.01
"""
SHARED = ["country", "ccode", "year", "month", "day", "coup", "gw", "date", "earliest", "latest"]


def test_the_list_of_events_is_read_in_the_order_of_days(tmp_path: Path) -> None:
    table = load_events(written(tmp_path, NAME, EVENTS))
    assert table.frame["coup"].tolist() == [1, 2, 2, 1]
    assert table.frame["gw"].tolist() == [145, 145, 625, 678]  # the Yemen of 1990 has 678
    assert table.frame["date"].iloc[2] == pd.Timestamp("1985-04-06")
    assert table.vintage == "2030.01.01"
    assert (table.reports[0].rows_read, table.reports[0].left_out) == (4, {})


def test_shuffled_rows_give_the_same_table(tmp_path: Path) -> None:
    one = load_events(written(tmp_path / "a", NAME, EVENTS)).frame
    other = load_events(written(tmp_path / "b", NAME, shuffled(EVENTS))).frame
    pd.testing.assert_frame_equal(one, other)


def test_both_forms_of_the_authors_tell_the_same_events(tmp_path: Path) -> None:
    events = load_events(written(tmp_path / "a", NAME, EVENTS)).frame[SHARED]
    years = load_events(written(tmp_path / "b", YEARS, COUNTRY_YEARS)).frame[SHARED]
    pd.testing.assert_frame_equal(events, years)


def test_country_years_count_attempts_and_keep_years_without_any(tmp_path: Path) -> None:
    frame = load_country_years(written(tmp_path, YEARS, COUNTRY_YEARS)).frame
    assert frame[["ccode", "year"]].iloc[0].tolist() == [145, 1980]
    assert frame["attempts"].tolist() == [0, 2, 1, 1]
    assert frame["successes"].tolist() == [0, 1, 1, 0]
    assert frame["failures"].tolist() == [0, 1, 0, 1]


def test_the_list_of_events_does_not_stand_for_country_years(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no file for country_years"):
        load_country_years(written(tmp_path, NAME, EVENTS))


def test_an_event_met_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    twice = EVENTS + EVENTS.splitlines()[1] + "\n"
    table = load_events(written(tmp_path, NAME, twice))
    assert len(table.frame) == 4
    assert table.reports[0].left_out == {"repeats another row in every column": 1}


def test_the_authors_own_code_of_gleditsch_and_ward_is_believed(tmp_path: Path) -> None:
    told = EVENTS.replace("Yemen\t679\t\t", "Yemen\t679\t680\t")
    assert load_events(written(tmp_path, NAME, told)).frame["gw"].tolist()[-1] == 680


def test_an_event_on_day_00_is_kept_without_a_day(tmp_path: Path) -> None:
    frame = load_events(written(tmp_path, NAME, EVENTS.replace("\t4\t6\t2", "\t4\t0\t2"))).frame
    row = frame[frame["ccode"] == 625].iloc[0]
    assert pd.isna(row["date"])
    assert row["latest"] == pd.Timestamp("1985-04-30")


@pytest.mark.parametrize("code", ["3", "0", ""])
def test_an_outcome_that_the_codebook_lacks_is_refused(tmp_path: Path, code: str) -> None:
    wrong = EVENTS.replace("\t5\t11\t1\t", f"\t5\t11\t{code}\t")
    with pytest.raises(ScenarioError, match=r"coup.*row 2 |row 2 under the header"):
        load_events(written(tmp_path, NAME, wrong))


def test_two_rows_of_one_country_and_year_are_refused(tmp_path: Path) -> None:
    wrong = COUNTRY_YEARS.replace("Bolivia\t1980", "Bolivia\t1981")
    with pytest.raises(ScenarioError, match="a country has one row a year"):
        load_country_years(written(tmp_path, YEARS, wrong))
