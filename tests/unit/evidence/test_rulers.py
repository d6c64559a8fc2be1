"""Who ruled on a day, and how a spell ended as far as a day lets one know."""

from __future__ import annotations

from datetime import date

import pandas as pd

from interregnum.evidence.rulers import gone_by, in_office, last_day_of, spells
from made_tables import MadeTables, rows

LEADERS = rows(
    "gw leader startdate enddate exit yrborn",
    (2, "first", "1950-01-01", "1960-06-30", "Irregular", 1900),
    (2, "second", "1960-06-30", "1960-06-30", "Irregular", 1901),
    (2, "third", "1960-06-30", "1975-01-01", "Natural Death", -999),
    (20, "other", "1955-01-01", "1995-01-01", "Still in Office", 1920),
)
TABLE = MadeTables({"archigos": LEADERS}).table("archigos")


def test_a_spell_that_ends_after_the_last_day_is_open_and_its_end_not_told() -> None:
    cut = spells(TABLE, date(1970, 1, 1)).set_index("leader")
    assert cut.loc["third", "how"] == ""
    assert cut.loc["third", "end"] == pd.Timestamp(1970, 1, 1)
    assert cut.loc["first", "how"] == "Irregular"
    assert pd.isna(cut.loc["third", "born"])


def test_spells_that_begin_after_the_last_day_are_not_there() -> None:
    assert set(spells(TABLE, date(1952, 1, 1))["leader"]) == {"first"}


def test_what_happens_after_the_last_day_changes_nothing() -> None:
    early = date(1959, 12, 31)
    changed = LEADERS.assign(exit="Regular", enddate=LEADERS["enddate"] + pd.Timedelta(days=400))
    other = MadeTables({"archigos": changed}).table("archigos")
    pd.testing.assert_frame_equal(spells(TABLE, early), spells(other, early))


def test_on_a_day_of_change_the_ruler_who_stays_counts() -> None:
    cases = rows(
        "gw day", (2, "1960-06-30"), (2, "1960-06-29"), (2, "1949-01-01"), (7, "1960-01-01")
    )
    joined = in_office(spells(TABLE, date(1989, 12, 31)), cases)
    assert joined[["gw", "leader"]].values.tolist() == [[2, "first"], [2, "third"]]


def test_natural_death_removes_nobody_and_an_open_spell_has_no_end() -> None:
    every = spells(TABLE, date(1989, 12, 31))
    closing = pd.Series(pd.Timestamp(1989, 12, 31), index=every.index)
    gone = dict(zip(every["leader"], gone_by(every, closing, None), strict=True))
    assert gone == {"first": True, "second": True, "third": False, "other": False}
    natural = gone_by(every, closing, ("Natural Death",))
    assert every.loc[natural, "leader"].tolist() == ["third"]


def test_the_last_day_is_that_of_the_data_where_it_comes_first() -> None:
    assert last_day_of(TABLE, date(2020, 1, 1)) == pd.Timestamp(1995, 1, 1)
    assert last_day_of(TABLE, date(1989, 12, 31)) == pd.Timestamp(1989, 12, 31)


def test_rulers_without_a_column_of_births_have_no_known_age() -> None:
    table = MadeTables({"archigos": LEADERS.drop(columns="yrborn")}).table("archigos")
    assert spells(table, date(1989, 12, 31))["born"].isna().all()
