"""Autocratic regimes: the authors' text and the cut table alike, and ends that contradict."""
# ruff: noqa: E501 - rows stand as their authors write them

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.gwf import load
from written_data import shuffled, written

CUT = """\
gwf_cowcode,year,gwf_country,gwf_casename,gwf_startdate,gwf_enddate,gwf_spell,gwf_duration,gwf_fail,gwf_fail_subsregime,gwf_fail_type,gwf_fail_violent,gwf_regimetype,gwf_party,gwf_personal,gwf_military,gwf_monarch,GWn
40.0,1958,Cuba,Cuba 52-59,1952-03-10,1959-01-01,7.0,6.0,0.0,0.0,0.0,0.0,personal,0.0,1.0,0.0,0.0,40.0
40.0,1959,Cuba,Cuba 52-59,1952-03-10,1959-01-01,7.0,7.0,1.0,2.0,6.0,4.0,personal,0.0,1.0,0.0,0.0,40.0
40.0,1960,Cuba,Cuba 59-,1959-01-01,1989-12-31,51.0,1.0,0.0,0.0,0.0,0.0,party-personal,1.0,0.0,0.0,0.0,40.0
630.0,1980,Iran,Iran 79-,1979-01-16,1989-12-31,31.0,1.0,0.0,0.0,0.0,0.0,,1.0,0.0,0.0,0.0,630.0
90.0,1971,Guatemala,Guatemala 70-85,1970-07-01,1985-12-08,15.0,1.0,0.0,0.0,0.0,0.0,indirect military,0.0,0.0,1.0,0.0,90.0
"""
AUTHORS = """\
cowcode\tyear\tgwf_country\tgwf_casename\tgwf_startdate\tgwf_enddate\tgwf_spell\tgwf_duration\tgwf_fail\tgwf_fail_subsregime\tgwf_fail_type\tgwf_fail_violent\tgwf_regimetype\tgwf_party\tgwf_personal\tgwf_military\tgwf_monarch
40\t1958\tCuba\tCuba 52-59\t10mar1952\t01jan1959\t7\t6\t0\t0\t0\t0\tpersonal\t0\t1\t0\t0
40\t1959\tCuba\tCuba 52-59\t10mar1952\t01jan1959\t7\t7\t1\t2\t6\t4\tpersonal\t0\t1\t0\t0
40\t1960\tCuba\tCuba 59-\t01jan1959\t31dec1989\t51\t1\t0\t0\t0\t0\tparty-personal\t1\t0\t0\t0
630\t1980\tIran\tIran 79-\t16jan1979\t31dec1989\t31\t1\t0\t0\t0\t0\tNA\t1\t0\t0\t0
90\t1971\tGuatemala\tGuatemala 70-85\t01jul1970\t08dec1985\t15\t1\t0\t0\t0\t0\tindirect military\t0\t0\t1\t0
"""
NAME = "gwf/gwf_autocratic_1946_1989.csv"


def test_a_breakdown_has_its_day_and_other_years_have_none(tmp_path: Path) -> None:
    frame = load(written(tmp_path, NAME, CUT)).frame
    assert frame["year"].tolist() == [1958, 1959, 1960, 1971, 1980]
    assert frame["date"].notna().tolist() == [False, True, False, False, False]
    assert frame["date"].iloc[1] == pd.Timestamp("1959-01-01")
    assert frame["censored"].tolist() == [False, False, True, True, True]


def test_groups_go_by_the_first_word_and_where_none_is_told_by_the_marks(tmp_path: Path) -> None:
    table = load(written(tmp_path, NAME, CUT))
    groups = dict(zip(table.frame["year"], table.frame["regime_group"], strict=True))
    assert groups == {1958: "personal", 1959: "personal", 1960: "party"} | {
        1971: "military",
        1980: "party",
    }
    assert table.reports[0].notes == ("1 rows: no type told; the marks give the group",)


def test_the_authors_text_gives_the_same_table(tmp_path: Path) -> None:
    cut = load(written(tmp_path / "a", NAME, CUT)).frame.drop(columns="GWn")
    authors = load(written(tmp_path / "b", "gwf/GWFtscs.txt", shuffled(AUTHORS))).frame
    pd.testing.assert_frame_equal(cut, authors[cut.columns], check_like=True)


def test_the_authors_stata_file_gives_the_same_table(tmp_path: Path) -> None:
    cut = load(written(tmp_path / "a", NAME, CUT)).frame.drop(columns="GWn")
    path = tmp_path / "b" / "gwf" / "GWFtscs.dta"
    folder = written(tmp_path / "b", "gwf/note.md", "")
    rows = cut.drop(columns=["gw", "regime_group", "censored", "date"])
    words = rows.select_dtypes("string").columns
    numbers = rows.select_dtypes("Int64").columns
    rows = rows.astype(dict.fromkeys(words, object)).astype(dict.fromkeys(numbers, float))
    rows = rows.fillna({"gwf_regimetype": ""}).rename(columns={"gwf_cowcode": "cowcode"})
    rows.to_stata(path, write_index=False, version=118)
    stata = load(folder).frame
    pd.testing.assert_frame_equal(cut, stata[cut.columns], check_like=True)


def test_rule_that_is_no_autocracy_is_left_out_and_counted(tmp_path: Path) -> None:
    header, *rows = AUTHORS.splitlines()
    democratic = "2\t1958\tUSA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tdemocracy"
    text = "\n".join(
        [f"{header}\tgwf_nonautocracy", *(f"{row}\tNA" for row in rows), democratic, ""]
    )
    table = load(written(tmp_path, "gwf/GWF_AllPoliticalRegimes.txt", text))
    assert len(table.frame) == 5
    assert table.reports[0].left_out == {"not an autocracy": 1}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",2.0,6.0,4.0,", ",2.0,17.0,4.0,", r"gwf_fail_type is .*17"),
        ("personal,0.0", "personnel,0.0", "gwf_regimetype is 'personnel'"),
        (",0.0,0.0,0.0,0.0,indirect", ",0.0,1.0,0.0,0.0,indirect", "but gwf_fail that it did not"),
        ("40.0,1958", "40.0,1959", "a country has one row a year"),
        ("1952-03-10", "19270", "gwf_startdate is no day"),
        (",,1.0,0.0,0.0,0.0,630.0", ",,0.0,0.0,0.0,0.0,630.0", "the regime is of no group"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in CUT
    with pytest.raises(ScenarioError, match=words):
        load(written(tmp_path, NAME, CUT.replace(old, new)))


def test_a_breakdown_whose_kind_is_not_told_is_kept_and_told(tmp_path: Path) -> None:
    table = load(written(tmp_path, NAME, CUT.replace(",2.0,6.0,4.0,", ",2.0,0.0,4.0,")))
    assert "1 rows: a breakdown without gwf_fail_type" in table.reports[0].notes
