"""What a view of a day holds, and that nothing of later leads out of it."""

from __future__ import annotations

import numpy as np
import pytest

from forecast_record import day, days, small_record
from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.known import Known, as_known, without_later


def test_what_is_dated_on_the_day_itself_is_not_known() -> None:
    tables = small_record()
    assert len(as_known(tables, day("1960-07-01"))["attempts"]) == 0
    assert len(as_known(tables, day("1960-07-02"))["attempts"]) == 1


def test_an_end_is_hidden_until_it_has_come() -> None:
    tables = small_record()
    assert np.isnat(as_known(tables, day("1961-03-10"))["rulers"]["end"][0])
    assert as_known(tables, day("1961-03-11"))["rulers"]["end"][0] == day("1961-03-10")


def test_a_number_known_later_reads_as_none() -> None:
    tables = small_record()
    assert np.isnan(as_known(tables, day("1962-12-31"))["campaigns"]["last"][0])
    assert as_known(tables, day("1963-01-01"))["campaigns"]["last"][0] == 1962


def test_no_array_of_a_view_leads_back_to_the_whole_table() -> None:
    tables = small_record()
    view = as_known(tables, day("1960-01-01"))
    for name, table in view.tables.items():
        for column, values in table.columns.items():
            assert not np.shares_memory(values, tables[name].columns[column])


def test_a_view_covers_no_more_than_its_past() -> None:
    view = as_known(small_record(), day("1960-01-01"))
    assert view["rulers"].covers[1] == day("1959-12-31")


@pytest.mark.parametrize("text", ["1955-01-01", "1961-03-10", "1970-02-15", "1989-12-31"])
def test_the_view_is_the_one_written_row_by_row(text: str) -> None:
    tables = small_record()
    quick = as_known(tables, day(text))
    slow = as_known(without_later(tables, day(text)), day(text))
    for name, table in quick.tables.items():
        for column, values in table.columns.items():
            assert np.array_equal(values, slow[name][column], equal_nan=values.dtype.kind in "fM")


def test_a_table_with_a_row_of_no_day_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no day from which it is known"):
        Known({"country": np.array([1])}, days("NaT"))


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(ScenarioError, match="has 2 rows of 1"):
        Known({"country": np.array([1, 2])}, days("1950-01-01"))


def test_a_later_column_must_be_there() -> None:
    with pytest.raises(ScenarioError, match="no column fate"):
        Known({"country": np.array([1])}, days("1950-01-01"), {"fate": days("1950-01-01")})
