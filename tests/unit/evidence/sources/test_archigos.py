"""Rulers: who is still in office is censored, and nobody's spell is counted twice."""
# ruff: noqa: E501 - rows stand as their authors write them

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.archigos import load
from written_data import shuffled, written

NAME = "archigos/archigos_4.1_to_1989.csv"
TEXT = """\
obsid,ccode,idacr,leader,startdate,enddate,entry,exit,exitcode,prevtimesinoffice,posttenurefate,gender,yrborn,yrdied
PAN-1941-2,95,PAN,Second,1941-10-09,1945-06-15,Irregular,Regular,Regular,0,OK,M,1899,1969
PAN-1941-1,95,PAN,First,1941-10-09,1941-10-09,Regular,Regular,Regular,0,OK,M,1895,1961
YUG-1945,345,YUG,Third,1945-03-07,1980-05-04,Irregular,Natural Death,Regular,1,OK,M,-999,1980
CUB-1959,40,CUB,Fourth,1959-01-02,1989-12-31,Irregular,Still in Office,Still in Office,0,,M,1926,2016
"""


def test_spells_are_ordered_by_state_and_day_with_what_is_added(tmp_path: Path) -> None:
    frame = load(written(tmp_path, NAME, TEXT)).frame
    assert frame["leader"].tolist() == ["Fourth", "First", "Second", "Third"]
    assert frame["censored"].tolist() == [True, False, False, False]
    assert frame["year"].tolist() == [1959, 1941, 1941, 1945]
    assert frame["previous_times"].tolist() == [0, 0, 0, 1]
    assert frame["born"].fillna(0).tolist() == [1926, 1895, 1899, 0]
    assert frame["enddate"].iloc[0] == pd.Timestamp("1989-12-31")


def test_shuffled_rows_give_the_same_table(tmp_path: Path) -> None:
    one = load(written(tmp_path / "a", NAME, TEXT)).frame
    pd.testing.assert_frame_equal(one, load(written(tmp_path / "b", NAME, shuffled(TEXT))).frame)


def test_the_authors_stata_file_gives_the_same_table(tmp_path: Path) -> None:
    one = load(written(tmp_path / "a", NAME, TEXT)).frame
    folder = written(tmp_path / "b", "archigos/note.md", "")
    rows = pd.read_csv(tmp_path / "a" / NAME).fillna({"posttenurefate": ""})
    path = tmp_path / "b" / "archigos" / "Archigos_4.1_stata14.dta"
    rows.to_stata(path, write_index=False, version=118)
    pd.testing.assert_frame_equal(one, load(folder).frame)


def test_the_yearly_file_is_folded_back_into_spells(tmp_path: Path) -> None:
    header, *rows = TEXT.splitlines()
    yearly = [f"{row},{year}" for row in rows for year in (1, 2)]
    text = "\n".join([f"{header},year", *yearly, ""]).replace(",", "\t")
    table = load(written(tmp_path, "archigos/arch_annual.txt", text))
    assert len(table.frame) == 4
    assert table.reports[0].left_out == {"the same spell in a later year": 4}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("PAN-1941-1", "PAN-1941-2", "two rows share an obsid.*"),
        ("95,PAN,First", "95,PAN,Second", "the same ruler enters twice"),
        ("1945-06-15", "1941-06-15", "the exit precedes the entry"),
        ("Natural Death", "Vanished", "exit is 'Vanished' in row 3"),
        ("1945-03-07", "1945-03-00", "startdate is no day"),
        ("1945-03-07", "", "the day of entry is missing"),
        ("1980-05-04", "", "the day of exit is missing"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load(written(tmp_path, NAME, TEXT.replace(old, new)))


def test_a_ruler_in_office_without_an_end_is_censored_on_the_last_day(tmp_path: Path) -> None:
    frame = load(written(tmp_path, NAME, TEXT.replace("1989-12-31", ""))).frame
    assert frame["enddate"].iloc[0] == pd.Timestamp("1980-05-04")
