"""Cells hold alike rulers, and a window that is not over when the data end does not count."""

from __future__ import annotations

from datetime import date

import pandas as pd

from interregnum.evidence.cases import CaseTable
from interregnum.evidence.effects.matched_rulers import Attempts, cases_of, cells_of
from interregnum.evidence.leader_months import befallen, events_of, ruler_months
from made_rulers import coups, regimes, rulers


def cases(until: date) -> pd.DataFrame:
    """Return all attempts of the two states with what came after."""
    tables = [CaseTable("made", frame, (), "made") for frame in (rulers(), regimes(), coups())]
    panel = ruler_months(tables[0], tables[1], until)
    events = events_of(tables[2], until).assign(won=lambda seen: seen["coup"] == 2)
    return cases_of(panel, befallen(panel, events), Attempts(events)).frame


def test_a_cell_is_group_time_in_office_and_decade() -> None:
    months = pd.Series([0, 12, 240])
    cell = cells_of(pd.Series(["party"] * 3), months, pd.Series([1959, 1960, 1989]))
    assert cell.tolist() == ["party/0/195", "party/1/196", "party/5/198"]


def test_an_event_that_brought_the_ruler_down_is_no_case() -> None:
    assert cases(date(1989, 12, 31))["day"].dt.year.tolist() == [1952, 1952]


def test_only_windows_that_are_over_are_whole() -> None:
    seen = cases(date(1954, 12, 31))
    assert seen[["whole_1", "whole_2", "whole_5"]].values.tolist() == [[True, True, False]] * 2
    assert not seen["exit_5"].any()
