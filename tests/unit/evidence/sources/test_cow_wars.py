"""Wars: pairs of states and states in wars give the same cases."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.cow_wars import CHANGED_SIDES, LOST, WON, load
from written_data import shuffled, written

PAIRS = """\
warnum,ccode1,ccode2,year,cowinterongoing,cowinteronset,sidea1,sidea2,initiator1,initiator2,outcome1,outcome2,batdeath1,batdeath2,resume
10.0,300.0,325.0,1848.0,1.0,1.0,1.0,2.0,0.0,1.0,1.0,2.0,3927.0,3400.0,0.0
10.0,325.0,300.0,1848.0,1.0,1.0,2.0,1.0,1.0,0.0,2.0,1.0,3400.0,3927.0,0.0
10.0,300.0,325.0,1849.0,1.0,1.0,1.0,2.0,0.0,1.0,,,3927.0,3400.0,1.0
10.0,325.0,300.0,1849.0,1.0,1.0,2.0,1.0,1.0,0.0,,,3400.0,3927.0,1.0
108.0,255.0,220.0,1919.0,1.0,1.0,1.0,2.0,0.0,1.0,8.0,1.0,10.0,20.0,0.0
108.0,220.0,255.0,1919.0,1.0,1.0,2.0,1.0,1.0,0.0,1.0,8.0,20.0,10.0,0.0
108.0,255.0,365.0,1920.0,1.0,1.0,2.0,1.0,0.0,0.0,1.0,2.0,30.0,40.0,0.0
108.0,365.0,255.0,1920.0,1.0,1.0,1.0,2.0,0.0,0.0,2.0,1.0,40.0,30.0,0.0
"""
STATES = """\
WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,BatDeath,Version
10,One,1,300,Austria,1,3,24,1848,8,9,1848,3,12,1849,3,30,1849,-8,2,2,1,-8,3927,4
10,One,1,325,Italy,2,3,24,1848,8,9,1848,3,12,1849,3,-9,1849,-8,2,1,2,-8,3400,4
108,Two,1,255,Prussia,1,1,1,1919,6,1,1919,-8,-8,-8,-8,-8,-8,-8,2,2,8,-8,10,4
108,Two,1,220,France,2,1,1,1919,6,1,1919,-8,-8,-8,-8,-8,-8,-8,2,1,1,-8,20,4
108,Two,1,255,Prussia,2,1,1,1920,6,1,1920,-8,-8,-8,-8,-8,-8,-8,2,2,1,-8,30,4
108,Two,1,365,Russia,1,1,1,1920,6,1,1920,-8,-8,-8,-8,-8,-8,-8,2,2,2,-8,40,4
"""
USUAL = "cow_wars/cow_war_inter_to_1989.csv"
OWN = "cow_wars/Inter-StateWarData_v4.0.csv"
SHARED = ["warnum", "ccode", "side", "outcome", "initiator", "batdeath", "start_year", "end_year"]


def test_both_forms_give_the_same_cases(tmp_path: Path) -> None:
    pairs = load(written(tmp_path / "a", USUAL, shuffled(PAIRS))).frame[[*SHARED, "gw", "year"]]
    states = load(written(tmp_path / "b", OWN, STATES)).frame[[*SHARED, "gw", "year"]]
    pd.testing.assert_frame_equal(pairs, states)


def test_a_state_that_changed_sides_fought_twice(tmp_path: Path) -> None:
    frame = load(written(tmp_path, USUAL, PAIRS)).frame
    prussia = frame[frame["ccode"] == 255]
    assert prussia["outcome"].tolist() == [CHANGED_SIDES, WON]
    assert frame[frame["ccode"] == 325]["outcome"].tolist() == [LOST]


def test_the_last_day_is_that_of_the_resumed_war_where_it_is_known(tmp_path: Path) -> None:
    table = load(written(tmp_path, OWN, STATES.replace("\n", "\r")))
    ends = table.frame.set_index(["warnum", "ccode"])
    assert ends.loc[(10, 300), "date"].iloc[0] == pd.Timestamp("1849-03-30")
    assert pd.isna(ends.loc[(10, 325), "date"].iloc[0])
    assert ends.loc[(10, 325), "latest"].iloc[0] == pd.Timestamp("1849-03-31")


def test_pairs_know_years_only(tmp_path: Path) -> None:
    table = load(written(tmp_path, USUAL, PAIRS))
    assert table.frame["date"].isna().all()
    assert table.frame["latest"].iloc[0] == pd.Timestamp("1849-12-31")
    assert table.reports[0].left_out == {
        "a further year or opponent of the same state in the war": 2
    }


def test_an_earlier_part_on_the_same_side_is_folded_into_the_last(tmp_path: Path) -> None:
    again = "108,Two,1,220,France,2,1,1,1918,2,1,1918" + ",-8" * 6 + ",-8,2,1,4,-8,20,4\n"
    table = load(written(tmp_path, OWN, STATES + again))
    france = table.frame[table.frame["ccode"] == 220]
    assert france[["start_year", "end_year", "outcome"]].to_numpy().tolist() == [[1918, 1919, 1]]
    assert len(table.reports[0].left_out) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("8.0,1.0,10.0", "9.0,1.0,10.0", "outcome is .*9"),
        ("2.0,0.0,1.0,,,3927", "2.0,0.0,1.0,3.0,,3927", "ends in one way"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load(written(tmp_path, USUAL, PAIRS.replace(old, new)))


@pytest.mark.parametrize(("told", "deaths"), [('"3,927"', 3927), ("-9", None), ("3927", 3927)])
def test_deaths_are_read_with_and_without_grouped_thousands(
    tmp_path: Path, told: str, deaths: int | None
) -> None:
    frame = load(written(tmp_path, OWN, STATES.replace("1,-8,3927,4", f"1,-8,{told},4"))).frame
    found = frame.set_index(["warnum", "ccode"]).loc[(10, 300), "batdeath"].iloc[0]
    assert (None if pd.isna(found) else int(found)) == deaths


def test_deaths_that_are_no_whole_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"BatDeath 39,27.*not a whole number"):
        load(written(tmp_path, OWN, STATES.replace("1,-8,3927,4", '1,-8,"39,27",4')))
