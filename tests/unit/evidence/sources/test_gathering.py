"""The account of a source's rows: what is left out is counted, and order does not matter."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.cases import ReadReport
from interregnum.evidence.sources.gathering import Account, first_of


def account(frame: pd.DataFrame, name: str = "gwf_autocratic_1946_1989.csv") -> Account:
    report = ReadReport(name, "", len(frame))
    return Account("gwf", "country_years", Path(name), frame, report)


def test_what_is_left_out_and_what_is_kept_add_up_to_what_was_read() -> None:
    rows = account(pd.DataFrame({"year": [1950, 1950, 1951, 1952]}))
    rows.drop_repeated_rows()
    rows.leave_out(rows.frame["year"] > 1951, "too late")
    table = rows.table(["year"])
    report = table.reports[0]
    assert report.left_out == {"repeats another row in every column": 1, "too late": 1}
    assert (report.rows_read, report.rows_kept, len(table.frame)) == (4, 2, 2)


def test_the_order_of_the_file_does_not_matter_even_where_the_key_is_shared() -> None:
    frame = pd.DataFrame({"year": [1950, 1950, 1949], "word": ["b", "a", "c"]})
    tables = [account(frame.iloc[order]).table(["year"]) for order in ([0, 1, 2], [2, 1, 0])]
    pd.testing.assert_frame_equal(tables[0].frame, tables[1].frame)
    assert tables[0].frame["word"].tolist() == ["c", "a", "b"]


def test_a_refusal_names_file_rows_values_and_rule() -> None:
    rows = account(pd.DataFrame({"year": [1950] * 7}), "mine.csv")
    with pytest.raises(ScenarioError) as refusal:
        rows.refuse_repeated(["year"], "a year comes once")
    words = str(refusal.value)
    assert words.startswith("mine.csv: row 1 under the header (year 1950); row 2")
    assert "and 2 more: a year comes once" in words


def test_the_state_that_goes_on_keeps_the_code_in_the_year_of_change() -> None:
    rows = account(
        pd.DataFrame(
            {
                "cowcode": [260, 255, 260, 255],
                "year": [1989, 1990, 1990, 1991],
                "gw": pd.array([260, 260, 260, 260], dtype="Int64"),
            }
        )
    )
    rows.one_row_a_state_and_year("cowcode")
    assert rows.frame["gw"].fillna(0).tolist() == [260, 260, 0, 260]
    assert rows.notes == [
        "1 rows: the state's code is left to the country that goes on after the year"
    ]


def test_a_file_of_another_name_is_the_users_own_copy() -> None:
    frame = pd.DataFrame({"year": [1950]})
    assert account(frame).table(["year"]).vintage == "1.2"
    assert account(frame, "GWFtscs.txt").table(["year"]).vintage == "own copy, GWFtscs.txt"
    versioned = frame.assign(version="V2024.01.01")
    assert account(versioned, "mine.txt").table(["year"]).vintage == "2024.01.01"


def test_a_column_under_several_names_is_found_or_refused() -> None:
    rows = account(pd.DataFrame({"cowcode": [2]}), "mine.csv")
    assert first_of(rows, ("ccode", "cowcode")).tolist() == [2]
    with pytest.raises(ScenarioError, match=r"mine\.csv: no column gwcode or gwno; did you mean"):
        first_of(rows, ("gwcode", "gwno"))
