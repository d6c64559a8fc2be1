"""Rulers with a month of exit, and regimes with the month written first."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.reign import load_leaders, load_regimes
from written_data import shuffled, written

LEADERS = "reign/reign_leaders_1950_2021.csv"
REGIMES = "reign/reign_regimes_1789_2021.csv"
RULERS = """\
stateabb,ccode,leadid,leader,sdate,smonth,syear,emonth,eyear,birthyear,gender,militarycareer
GMY,255,x3,Third,1,9,1990,,,1930,1,0.0
BOL,145,x1,First,11,4,1952,4,1952,1914,1,0.5
BOL,145,x2,Second,16,4,1952,,1956,-99,-99,-99.0
"""
RULE = """\
cowcode,gwf_country,gwf_casename,gwf_startdate,gwf_enddate,gwf_regimetype
331,San Marino,San Marino1/1/1700,10/8/1600,12/31/2020,parliamentary
40,Cuba,Cuba12298,10/10/1940,3/10/1952,presidential
40,Cuba,Cuba19063,3/10/1952,1/1/1959,military personal
"""


def test_exits_are_known_to_the_month_or_the_year_or_not_yet(tmp_path: Path) -> None:
    table = load_leaders(written(tmp_path, LEADERS, RULERS))
    frame = table.frame
    assert frame["leader"].tolist() == ["First", "Second", "Third"]
    assert frame["gw"].tolist() == [145, 145, 260]
    assert frame["end_earliest"].tolist()[:2] == [
        pd.Timestamp("1952-04-01"),
        pd.Timestamp("1956-01-01"),
    ]
    assert frame["end_latest"].tolist()[:2] == [
        pd.Timestamp("1952-04-30"),
        pd.Timestamp("1956-12-31"),
    ]
    assert frame["censored"].tolist() == [False, False, True]
    assert "1 rows: in office when the data end" in table.reports[0].notes


def test_minus_99_is_no_age_and_no_career(tmp_path: Path) -> None:
    frame = load_leaders(written(tmp_path, LEADERS, RULERS)).frame
    for column in ("birthyear", "gender", "militarycareer"):
        assert frame[column].isna().tolist() == [False, True, False]
    assert frame["militarycareer"].iloc[0] == 0.5


def test_shuffled_rows_give_the_same_tables(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    pd.testing.assert_frame_equal(
        load_leaders(written(one, LEADERS, RULERS)).frame,
        load_leaders(written(other, LEADERS, shuffled(RULERS))).frame,
    )
    pd.testing.assert_frame_equal(
        load_regimes(written(one, REGIMES, RULE)).frame,
        load_regimes(written(other, REGIMES, shuffled(RULE))).frame,
    )


def test_regimes_have_groups_days_and_an_open_end(tmp_path: Path) -> None:
    table = load_regimes(written(tmp_path, REGIMES, RULE))
    frame = table.frame.set_index("gwf_casename")
    assert frame.loc["Cuba19063", "gwf_startdate"] == pd.Timestamp("1952-03-10")
    assert frame["regime_group"].fillna("none").to_dict() == {
        "Cuba12298": "none",
        "Cuba19063": "military",
        "San Marino1/1/1700": "none",
    }
    assert frame["censored"].to_dict() == {
        "Cuba12298": False,
        "Cuba19063": False,
        "San Marino1/1/1700": True,
    }
    assert "before 1678" in table.reports[0].notes[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("11,4,1952,4,1952", "11,4,1952,3,1952", "the exit precedes the entry"),
        ("11,4,1952,4,1952", "11,4,1952,14,1952", "no year has that month"),
        ("11,4,1952,4,1952", "11,4,1952,4,", "a month of exit without its year"),
        (",1,0.5", ",7,0.5", "gender is .*7"),
    ],
)
def test_a_ruler_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load_leaders(written(tmp_path, LEADERS, RULERS.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("presidential", "presidental", "gwf_regimetype is 'presidental'"),
        ("3/10/1952,1/1/1959", "3/10/1952,1/1/1949", "the end precedes the beginning"),
        ("3/10/1952,1/1/1959", "13/10/1952,1/1/1959", "gwf_startdate is no day"),
        ("3/10/1952,1/1/1959", "10/10/1940,1/1/1959", "two regimes begin on the same day"),
    ],
)
def test_a_regime_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load_regimes(written(tmp_path, REGIMES, RULE.replace(old, new)))
