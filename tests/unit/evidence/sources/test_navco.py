"""Campaigns: what goes on has not ended, and what is missing is no number."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.navco import (
    load_campaign_attributes,
    load_campaign_years,
    load_campaigns,
)
from written_data import shuffled, written

LIST = "navco/navco_1.3_campaigns_1900_2019.csv"
ATTRIBUTES = "navco/navco_1.2_campaigns_1946_2014.csv"
YEARS = "navco/navco_2.0_campaign_years_1945_2006.csv"
CAMPAIGNS = """\
NAVCOID,CAMPAIGN,LOCATION,BYEAR,EYEAR,TARGET,SUCCESS,LIMITED,FAILURE,ONGOING,VIOL,NONVIOL,FSELFDET,REGCHANGE,SECESSION,OTHER
1,Going on,Yugoslavia,1985,1999,x,0,0,1,1,0,1,0,1,0,0
2,Untold,France,1940,1944,x,0,0,0,0,1,0,1,0,0,0
3,Won,Iran,1977,1979,x,1,0,0,0,0,1,0,1,0,0
3,Half won,Atlantis,1960,1962,x,0,1,0,0,1,0,0,0,1,0
"""
PEAKS = CAMPAIGNS.replace(
    "OTHER\n", "OTHER,PARTICIPATION,REGVIOL,DEFECT,VIOLENTFLANK,REGAID,STATESUP\n"
)
PEAKS = PEAKS.replace("0,1,0,0\n", "0,1,0,0,10000,1,0,,0,1\n").replace(
    "1,0,0,0\n", "1,0,0,0,-99,1,0,,0,1\n"
)
PEAKS = PEAKS.replace("0,0,1,0\n", "0,0,1,0,,1,-99,1,0,1\n")
CAMPAIGN_YEARS = """\
campaign,location,year,cyear,lccode,camp_size,repression,sec_defect,state_defect,success,progress,id,prim_method
First,Hungary,1956,0,265,-99,3,1,-99,0,2,7,1
First,Hungary,1957,2,310,2,3,,0,1,4,7,1
Second,Vietnam,1960,1,817,5,0,0,0,0,0,9,0
"""


def test_a_campaign_that_goes_on_has_not_ended(tmp_path: Path) -> None:
    table = load_campaigns(written(tmp_path, LIST, CAMPAIGNS))
    ended = dict(zip(table.frame["CAMPAIGN"], table.frame["ended"], strict=True))
    assert ended == {"Going on": False, "Untold": True, "Won": True, "Half won": True}
    assert "1 rows: ended with no outcome told (counted: no success)" in table.reports[0].notes
    assert table.vintage == "1.3"


def test_places_get_codes_and_unknown_ones_are_told(tmp_path: Path) -> None:
    table = load_campaigns(written(tmp_path, LIST, CAMPAIGNS))
    gw = dict(zip(table.frame["LOCATION"], table.frame["gw"].fillna(0), strict=True))
    assert gw == {"Yugoslavia": 345, "France": 220, "Iran": 630, "Atlantis": 0}
    assert "1 rows: unknown places, without a code: Atlantis" in table.reports[0].notes


def test_shuffled_rows_give_the_same_table(tmp_path: Path) -> None:
    pd.testing.assert_frame_equal(
        load_campaigns(written(tmp_path / "a", LIST, CAMPAIGNS)).frame,
        load_campaigns(written(tmp_path / "b", LIST, shuffled(CAMPAIGNS))).frame,
    )


def test_attributes_that_are_not_told_are_missing(tmp_path: Path) -> None:
    frame = load_campaign_attributes(written(tmp_path, ATTRIBUTES, PEAKS)).frame
    frame = frame.set_index("CAMPAIGN")
    assert frame["PARTICIPATION"].isna().to_dict() == {
        "Untold": True,
        "Half won": True,
        "Won": False,
        "Going on": False,
    }
    assert frame["DEFECT"].isna().sum() == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("1977,1979,x,1,0,0,0,0,1", "1977,1979,x,1,0,0,0,1,1", "either violent or nonviolent"),
        ("1977,1979,x,1,0,0,0", "1977,1979,x,1,1,0,0", "a campaign has one outcome"),
        ("1977,1979,x,1,0,0,0", "1977,1979,x,1,0,0,1", "cannot win and go on"),
        ("1977,1979", "1977,1976", "it ends before it begins"),
        ("1977,1979,x,1", "1977,1979,x,2", "SUCCESS is .*2"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(ScenarioError, match=words):
        load_campaigns(written(tmp_path, LIST, CAMPAIGNS.replace(old, new)))


def test_in_campaign_years_minus_99_is_missing(tmp_path: Path) -> None:
    frame = load_campaign_years(written(tmp_path, YEARS, CAMPAIGN_YEARS)).frame
    assert frame["camp_size"].isna().tolist() == [True, False, False]
    assert frame["state_defect"].isna().tolist() == [True, False, False]
    assert frame["sec_defect"].isna().tolist() == [False, True, False]
    assert frame["ended"].tolist() == [False, True, False]


def test_the_place_is_believed_where_its_code_contradicts_it(tmp_path: Path) -> None:
    table = load_campaign_years(written(tmp_path, YEARS, CAMPAIGN_YEARS))
    assert table.frame["gw"].tolist() == [310, 310, 817]
    assert table.frame["lccode"].tolist() == [265, 310, 817]
    assert "1 rows: Hungary has the code 265; the place is believed" in table.reports[0].notes


def test_a_campaign_year_met_twice_is_refused(tmp_path: Path) -> None:
    wrong = CAMPAIGN_YEARS.replace("Hungary,1957", "Hungary,1956")
    with pytest.raises(ScenarioError, match="a campaign has one row a year"):
        load_campaign_years(written(tmp_path, YEARS, wrong))
