"""Rulers month by month: who was struck by what, how long ago, and nothing from later."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.evidence.cases import CaseTable
from interregnum.evidence.leader_months import (
    RulerMonths,
    befallen,
    counted_by_month,
    events_of,
    month_of,
    months_since,
    ruler_months,
    windows_of,
)
from made_rulers import coups, regimes, rulers, tables_that_run_on

UNTIL = date(1989, 12, 31)


def case_table(frame: pd.DataFrame) -> CaseTable:
    """Return a table as if read."""
    return CaseTable("made", frame, (), "made by hand")


def panel_of(until: date = UNTIL) -> RulerMonths:
    """Return the months of the three rulers."""
    return ruler_months(case_table(rulers()), case_table(regimes()), until)


def of_ruler(panel: RulerMonths, leader_start: str) -> pd.DataFrame:
    """Return the months of the ruler who entered on a day."""
    row = panel.rulers.index[panel.rulers["start"] == pd.Timestamp(leader_start)][0]
    return panel.months[panel.months["ruler"] == row]


def test_a_ruler_has_a_row_for_each_month_of_autocracy() -> None:
    months = of_ruler(panel_of(), "1950-03-15")
    assert len(months) == 54
    assert months["month"].iloc[0] == 1951 * 12
    assert months["tenure"].iloc[[0, -1]].tolist() == [10, 63]
    assert months["exit"].sum() == 1
    assert months.loc[months["exit"], ["year", "irregular"]].values.tolist() == [[1955, True]]


def test_leaving_by_the_rules_is_an_exit_and_not_an_irregular_one() -> None:
    months = of_ruler(panel_of(), "1950-01-01")
    assert (months["exit"].sum(), months["irregular"].sum()) == (1, 0)


def test_who_is_still_in_office_has_not_left() -> None:
    months = of_ruler(panel_of(), "1955-06-10")
    assert len(months) == 12 * 34 + 7
    assert not months["exit"].any()


def test_a_coup_befalls_the_ruler_in_office_as_the_day_began() -> None:
    panel = panel_of()
    struck = befallen(panel, events_of(case_table(coups()), UNTIL))
    start = panel.rulers["start"].iloc[struck["ruler"]].dt.strftime("%Y-%m-%d").tolist()
    assert start == ["1950-03-15"] * 3
    assert counted_by_month(panel, struck).sum() == 3
    assert counted_by_month(panel, struck).max() == 2


def test_an_event_outside_autocracies_befalls_nobody_of_theirs() -> None:
    events = events_of(case_table(coups((2, "1950-08-01", 1))), UNTIL)
    panel = panel_of()
    assert len(befallen(panel, events)) == 3
    assert len(befallen(panel, events, autocracies=False)) == 4


def test_months_since_count_from_the_month_after_the_last_one_under_the_same_ruler() -> None:
    panel = panel_of()
    failed = events_of(case_table(coups()), UNTIL)
    struck = befallen(panel, failed[failed["coup"] == 1])
    since = months_since(panel, struck)
    months = of_ruler(panel, "1950-03-15")
    by_month = dict(zip(months["month"], since[months.index], strict=True))
    assert pd.isna(by_month[1952 * 12 + 4])
    assert [by_month[1952 * 12 + 5], by_month[1953 * 12 + 4]] == [1.0, 12.0]
    assert by_month[1955 * 12 + 5] == 37.0
    assert since[of_ruler(panel, "1955-06-10").index].isna().all()


def test_each_month_lies_in_one_window() -> None:
    since = pd.Series([1.0, 12.0, 13.0, 24.0, 25.0, 60.0, 61.0, None])
    marks = pd.DataFrame(windows_of(since))
    assert marks.sum(axis=1).tolist() == [1] * 8
    assert marks.sum().tolist() == [2, 2, 2, 2]


def test_an_event_whose_day_is_unknown_is_left_out() -> None:
    frame = coups()
    frame.loc[0, "date"] = pd.NaT
    assert len(events_of(case_table(frame), UNTIL)) == 2


@pytest.mark.parametrize("until", [date(1955, 6, 9), date(1952, 5, 10)])
def test_nothing_later_than_the_last_day_is_seen(until: date) -> None:
    panel = panel_of(until)
    assert not panel.months["exit"].any()
    assert panel.months["month"].max() == month_of(pd.Series([pd.Timestamp(until)]))[0]
    assert (events_of(case_table(coups()), until)["day"] <= pd.Timestamp(until)).all()


def test_tables_that_run_on_give_the_same_months() -> None:
    on = tables_that_run_on()
    later = ruler_months(case_table(on["archigos"]), case_table(on["gwf"]), UNTIL)
    pd.testing.assert_frame_equal(later.months, panel_of().months)


def test_on_the_day_of_entry_an_event_befalls_who_entered_only_if_asked_for() -> None:
    panel = panel_of()
    entered = pd.Timestamp("1955-06-10")
    row = panel.rulers.index[panel.rulers["start"] == entered][0]
    event = pd.DataFrame({"gw": [panel.rulers.loc[row, "gw"]], "day": [entered]})
    usual = befallen(panel, event, autocracies=False)
    assert row not in usual["ruler"].tolist()
    assert befallen(panel, event, autocracies=False, on_entry=True)["ruler"].tolist() == [row]
    later = event.assign(day=entered + pd.Timedelta(days=1))
    for on_entry in (False, True):
        struck = befallen(panel, later, autocracies=False, on_entry=on_entry)
        assert struck["ruler"].tolist() == [row]
