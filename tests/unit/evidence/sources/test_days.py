"""Days in parts and in words: what is known, what is not, and what no calendar has."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.cases import ReadReport
from interregnum.evidence.sources.days import days_of_parts, known_by, read_days
from interregnum.evidence.sources.gathering import Account

PARTS = ("year", "month", "day")


def account(**columns: list[object]) -> Account:
    kinds = {name: "string" if name == "text" else "Int64" for name in columns}
    frame = pd.DataFrame(columns).astype(kinds)
    return Account("gwf", "country_years", Path("cases.csv"), frame, ReadReport("cases.csv", "", 0))


@pytest.mark.parametrize("unknown", [0, -1, -9, None])
def test_a_day_that_is_not_known_lies_somewhere_in_its_month(unknown: int | None) -> None:
    days = days_of_parts(account(year=[1964, 1964], month=[2, 2], day=[unknown, 5]), PARTS)
    assert days["date"].isna().tolist() == [True, False]
    assert days["earliest"].tolist() == [pd.Timestamp("1964-02-01"), pd.Timestamp("1964-02-05")]
    assert days["latest"].tolist() == [pd.Timestamp("1964-02-29"), pd.Timestamp("1964-02-05")]


@pytest.mark.parametrize("unknown", [0, -1, None])
def test_a_month_that_is_not_known_leaves_the_year(unknown: int | None) -> None:
    rows = account(year=[1971], month=[unknown], day=[7])
    days = days_of_parts(rows, PARTS)
    assert days.iloc[0].isna().tolist() == [True, False, False]
    assert days["earliest"][0] == pd.Timestamp("1971-01-01")
    assert days["latest"][0] == pd.Timestamp("1971-12-31")
    assert rows.notes == ["1 rows: the day is not known; earliest and latest bound it"]


@pytest.mark.parametrize(
    ("month", "day", "rule"),
    [(13, 1, "no year has that month"), (2, 30, "does not have that day")],
)
def test_a_day_that_no_calendar_has_is_refused(month: int, day: int, rule: str) -> None:
    rows = account(year=[1970, 1971], month=[1, month], day=[1, day])
    with pytest.raises(ScenarioError, match=f"row 2 under the header .*{rule}"):
        days_of_parts(rows, PARTS)


def test_a_case_without_a_year_is_refused() -> None:
    with pytest.raises(ScenarioError, match="without a year"):
        days_of_parts(account(year=[None], month=[1], day=[1]), PARTS)


@pytest.mark.parametrize(
    "text", ["1952-03-10", "10mar1952", "10 March 1952", "10-Mar-1952", "1952-03-10 00:00:00"]
)
def test_a_day_is_read_as_its_authors_write_it(text: str) -> None:
    assert read_days(account(text=[text]), "text").tolist() == [pd.Timestamp("1952-03-10")]


def test_slashes_mean_what_the_source_puts_first() -> None:
    rows = account(text=["3/10/1952"])
    assert read_days(rows, "text", first="month")[0] == pd.Timestamp("1952-03-10")
    assert read_days(rows, "text", first="day")[0] == pd.Timestamp("1952-10-03")
    with pytest.raises(ScenarioError, match="no day that the calendar has"):
        read_days(rows, "text")


@pytest.mark.parametrize("text", ["19270", "31apr1952", "1952", "10.03.1952", "00jan1960"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="no day that the calendar has"):
        read_days(account(text=[text]), "text", first="day")


def test_a_missing_day_stays_missing_and_one_too_early_is_told() -> None:
    rows = account(text=[None, "10/8/1600", "1678-01-01"])
    days = read_days(rows, "text", first="month")
    assert days.isna().tolist() == [True, True, False]
    assert rows.notes == ["1 rows: text is before 1678, too early for a column of days"]


def test_a_case_counts_as_early_only_if_it_surely_was() -> None:
    days = days_of_parts(account(year=[1989, 1989, 1990], month=[12, 0, 1], day=[0, 0, 1]), PARTS)
    assert known_by(days, pd.Timestamp("1989-12-31")).tolist() == [True, True, False]
    assert known_by(days, pd.Timestamp("1989-12-30")).tolist() == [False, False, False]
