"""What the fit may see: tables cut at a day no later than 1989-12-31, and checked for it.

The record after that day is held out for scoring. Several sources run on, and nothing about them
is secret, so the fitting functions cut every table before they count, and then look again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.evidence.cases import LAST_DAY
from interregnum.evidence.families import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.families import Tables


@dataclass(frozen=True, slots=True)
class Ends:
    """How a table's rows are told to be over.

    Parameters
    ----------
    year
        The column of the year in which a row is over, or nothing.
    day
        The column of the last day on which it may have happened, or nothing.
    spells
        The column of the day on which a spell ends, which is cut and not left out, or nothing.
    """

    year: str = ""
    day: str = ""
    spells: str = ""


ENDS: dict[str, Ends] = {
    "gwf": Ends(year="year"),
    "archigos": Ends(day="startdate", spells="enddate"),
    "powell_thyne.events": Ends(day="latest"),
    "cline_coups": Ends(day="latest"),
    "gw_states": Ends(day="startdate", spells="enddate"),
    "navco.campaigns": Ends(year="EYEAR"),
    "navco.attributes": Ends(year="EYEAR"),
    "navco.campaign_years": Ends(year="year"),
    "ucdp_acd": Ends(year="year"),
    "cow_wars": Ends(year="end_year"),
    "bmr": Ends(year="year"),
    "lied": Ends(year="year"),
}
"""The tables that the facts may read; any other is refused."""
YEARS = ("year", "BYEAR", "EYEAR", "start_year", "end_year")
STILL = "Still in Office"


def refuse_later_than_allowed(until: date) -> None:
    """Refuse a last day that lies in the part of the record held out.

    Raises
    ------
    UsageError
        If the day lies after 1989-12-31.
    """
    if until > LAST_DAY:
        raise UsageError(
            f"calibration: until = {until} lies after {LAST_DAY}; the later record is held out "
            f"for scoring: give a day up to {LAST_DAY}"
        )


class CutTables:
    """Tables of a record from which everything after a day has been taken away.

    Parameters
    ----------
    tables
        The record.
    until
        The last day kept.

    Raises
    ------
    UsageError
        If the day lies after 1989-12-31.
    """

    def __init__(self, tables: Tables, until: date = LAST_DAY) -> None:
        refuse_later_than_allowed(until)
        self._tables, self._until = tables, until
        self._cut: dict[str, CaseTable] = {}

    def table(self, name: str) -> CaseTable:
        """Return a table without what came after the day.

        Raises
        ------
        UsageError
            If the facts have no business with the table.
        ScenarioError
            If a later day or year is left in it all the same.
        """
        if name not in ENDS:
            raise UsageError(f"calibration: no fact reads {name!r}; {nearest(name, ENDS)}")
        if name not in self._cut:
            whole = self._tables.table(name)
            table = replace(whole, frame=_cut(whole.frame, ENDS[name], self._until))
            check_cut(table, name, self._until)
            self._cut[name] = table
        return self._cut[name]

    @property
    def files(self) -> dict[str, str]:
        """The SHA-256 of each file that a table was made of, by ``dataset/file``."""
        return {
            f"{TABLES[name][0]}/{report.file}": report.sha256
            for name, table in sorted(self._cut.items())
            for report in table.reports
        }


def _cut(frame: pd.DataFrame, ends: Ends, until: date) -> pd.DataFrame:
    """Return the rows that were over by a day; spells and days beyond it are closed at it."""
    import pandas as pd

    last = pd.Timestamp(until)
    kept = pd.Series(True, index=frame.index)
    if ends.year:
        kept &= (frame[ends.year] <= until.year).fillna(False).astype(bool)
    if ends.day:
        kept &= (frame[ends.day] <= last).fillna(False).astype(bool)
    found = frame[kept].reset_index(drop=True)
    if ends.spells:
        later = found[ends.spells].isna() | (found[ends.spells] > last)
        found[ends.spells] = found[ends.spells].where(~later, last)
        if "exit" in found:
            found["exit"] = found["exit"].where(~later, STILL)
        # What became of a ruler afterwards is later news too.
        found = found.drop(columns=[name for name in _AFTERWARDS if name in found])
    for name in found.select_dtypes("datetime"):
        found[name] = found[name].where(~(found[name] > last))
    if {"gwf_fail", "date"} <= set(found):
        _undo_breakdowns(found, frame[kept].reset_index(drop=True)["date"] > last)
    return found


def _undo_breakdowns(frame: pd.DataFrame, late: pd.Series) -> None:
    """Take back the breakdowns that came after the last day in its year."""
    for name in ("gwf_fail", "gwf_fail_type", "gwf_fail_subsregime", "gwf_fail_violent"):
        if name in frame:
            frame[name] = frame[name].mask(late, 0)


_AFTERWARDS = ("yrdied", "posttenurefate", "censored", "exitcode")


def check_cut(table: CaseTable, name: str, until: date) -> None:
    """Refuse a table that tells of a later day or year than it may.

    Raises
    ------
    ScenarioError
        If it does; the table, the column and what stands there are named.
    """
    import pandas as pd

    frame = table.frame
    for column in frame.select_dtypes("datetime"):
        if (frame[column] > pd.Timestamp(until)).any():
            _refuse(name, str(column), f"{frame[column].max():%Y-%m-%d}", until)
    for column in YEARS:
        if column in frame and (frame[column] > until.year).fillna(False).any():
            _refuse(name, column, str(frame[column].max()), until)


def _refuse(name: str, column: str, found: str, until: date) -> None:
    """Refuse a later day or year."""
    raise ScenarioError(
        f"calibration: {name}: {column} = {found} lies after {until}; the later record is held "
        "out: give tables that end there"
    )
