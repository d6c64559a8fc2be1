"""Years from 1990 on and nothing before: what is refused, cut and told to be missing."""

from __future__ import annotations

from datetime import date

import pytest

from interregnum.calibration.later.window import LaterTables, Window, missing_of
from interregnum.errors import UsageError
from later_record import LAST, MadeSources
from made_tables import MadeTables, rows


def test_years_that_the_fit_has_seen_are_refused() -> None:
    with pytest.raises(UsageError, match="--from 1989: the model was fitted to the record until"):
        Window(1989)
    assert Window(1975, pretended=True).closes == date(1989, 12, 31)


def test_a_last_year_before_the_first_is_refused() -> None:
    with pytest.raises(UsageError, match="--until 1994: lies before --from 1995"):
        Window(1995, 1994)


def test_a_pretended_window_never_reaches_past_1989() -> None:
    assert Window(1975, 2010, pretended=True).closes == date(1989, 12, 31)


def test_no_row_from_before_the_window_is_left() -> None:
    made = MadeSources()
    later = LaterTables(made, Window(1990))
    assert later.table("gwf").frame["year"].min() == 1990
    assert later.table("powell_thyne.events").frame["latest"].min().year >= 1990
    assert later.table("navco.campaigns").frame["EYEAR"].min() >= 1990


def test_who_rules_on_the_first_day_keeps_his_time_in_office() -> None:
    frame = LaterTables(MadeSources(), Window(1990)).table("archigos").frame
    assert frame["enddate"].min().year >= 1990
    assert frame["startdate"].min().year < 1990


def test_a_list_without_later_rows_is_told_with_its_last_day() -> None:
    later = LaterTables(MadeSources(without=("powell_thyne.events",)), Window(1990))
    reach = later.reach("powell_thyne.events")
    assert not reach.later
    assert missing_of({"powell_thyne.events": reach}) == {
        "powell_thyne.events": "has no later rows: it ends with 1989-12-31"
    }


def test_a_table_that_is_not_there_is_told() -> None:
    reach = LaterTables(MadeTables({}), Window(1990)).reach("gwf")
    assert (reach.last, reach.later) == (None, False)
    assert "is not in the folder" in missing_of({"gwf": reach})["gwf"]


def test_a_list_reaches_to_the_end_of_its_last_year_and_no_further_than_asked() -> None:
    frame = (
        rows("gw year", (2, 1993)).assign(latest="1993-05-05").astype({"latest": "datetime64[ns]"})
    )
    tables = MadeTables({"powell_thyne.events": frame})
    assert LaterTables(tables, Window(1990)).reach("powell_thyne.events").last == date(1993, 12, 31)
    asked = LaterTables(tables, Window(1990, 1991)).reach("powell_thyne.events")
    assert asked.last == date(1991, 12, 31)
    assert LAST > 1993
