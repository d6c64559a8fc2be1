"""The later record: the years from 1990 on of every table, and which tables have any.

The opposite of :mod:`interregnum.calibration.held_out`: what the fit may not see is all that is
seen here. A simulated world is cut by the same rules, so that both roads lose the same months at
the window's edge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from interregnum.calibration.held_out import ENDS
from interregnum.errors import InterregnumError, UsageError, nearest
from interregnum.evidence.cases import LAST_DAY

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.families import Tables

FIRST_YEAR = LAST_DAY.year + 1
"""The first year that the fit has not seen."""
KEPT_WHOLE = ("gw_states", "ucdp_acd")
"""Tables that are not cut at the window's beginning: states, and conflicts, of which a case asks
whether there was peace before."""
LISTS = ("powell_thyne.events", "cline_coups")


@dataclass(frozen=True, slots=True)
class Window:
    """Years that are scored.

    Parameters
    ----------
    first, last
        The first year, and the last one; by default all that the tables hold.
    pretended
        For trials alone: the window lies in the record that was fitted to, and is no held-out
        score.

    Raises
    ------
    UsageError
        If the window begins before 1990 and does not say that it is pretended, or ends too soon.
    """

    first: int
    last: int | None = None
    pretended: bool = False

    def __post_init__(self) -> None:
        """Refuse years that the fit has seen."""
        if self.first < FIRST_YEAR and not self.pretended:
            raise UsageError(
                f"--from {self.first}: the model was fitted to the record until {LAST_DAY}, and "
                f"what was fitted to is no test; give {FIRST_YEAR} or a later year"
            )
        if self.last is not None and self.last < self.first:
            msg = f"--until {self.last}: lies before --from {self.first}; give that year or later"
            raise UsageError(msg)

    @property
    def opens(self) -> date:
        """The first day."""
        return date(self.first, 1, 1)

    @property
    def closes(self) -> date:
        """The last day asked for."""
        if self.pretended:
            return min(LAST_DAY, date(self.last or LAST_DAY.year, 12, 31))
        return date.max if self.last is None else date(self.last, 12, 31)


class Reach(NamedTuple):
    """How far a table goes.

    Parameters
    ----------
    last
        The last day that it tells of; None where it is not there.
    later
        Whether it has a row in the window.
    """

    last: date | None
    later: bool


class LaterTables:
    """Tables from which everything before a window has been taken away.

    Parameters
    ----------
    tables
        A record, or a world.
    window
        The years kept.
    """

    def __init__(self, tables: Tables, window: Window) -> None:
        self._tables, self.window = tables, window
        self._cut: dict[str, CaseTable] = {}

    def table(self, name: str) -> CaseTable:
        """Return a table of the window.

        Raises
        ------
        UsageError
            If no fact reads it.
        ScenarioError
            If its file is missing or refused.
        """
        if name not in ENDS:
            raise UsageError(f"score: no fact reads {name!r}; {nearest(name, ENDS)}")
        if name not in self._cut:
            whole = self._tables.table(name)
            kept = whole.frame[in_window(whole.frame, name, self.window)]
            self._cut[name] = replace(whole, frame=kept.reset_index(drop=True))
        return self._cut[name]

    def reach(self, name: str) -> Reach:
        """Return how far a table goes; what is not there or is refused reaches nowhere."""
        try:
            whole = self._tables.table(name)
        except (InterregnumError, KeyError):
            return Reach(None, later=False)
        last = min(last_day_told(whole, name), self.window.closes)
        rows = in_window(whole.frame, name, Window(self.window.first, None, pretended=True))
        later = bool(rows.any()) if name not in KEPT_WHOLE else last >= self.window.opens
        return Reach(last, later and last >= self.window.opens)


def in_window(frame: pd.DataFrame, name: str, window: Window) -> pd.Series:
    """Return which rows of a table lie in a window's years, or reach into them.

    Parameters
    ----------
    frame
        Of the table.
    name
        One of :data:`interregnum.calibration.held_out.ENDS`.
    window
        Its first year; the last day is looked after by what counts the cases.
    """
    import pandas as pd

    ends = ENDS[name]
    if name in KEPT_WHOLE:
        return pd.Series(True, index=frame.index)
    if ends.spells:
        # Who rules on the first day came before it.
        over = frame[ends.spells] < pd.Timestamp(window.opens)
        return ~over.fillna(False).astype(bool)
    if ends.day:
        return (frame[ends.day] >= pd.Timestamp(window.opens)).fillna(False).astype(bool)
    return (frame[ends.year] >= window.first).fillna(False).astype(bool)


def last_day_told(table: CaseTable, name: str) -> date:
    """Return the last day that a table tells of; lists and years by the year, to its end.

    A list whose version is a day, as 2023.09.08, goes no further than that.
    """
    import pandas as pd

    ends = ENDS[name]
    if not len(table.frame):
        return date.min
    if ends.spells:
        last: date = pd.to_datetime(table.frame[ends.spells]).max().date()
        return last
    if ends.day:
        last = date(int(pd.to_datetime(table.frame[ends.day]).max().year), 12, 31)
        if name in LISTS and re.fullmatch(r"\d{4}\.\d{2}\.\d{2}", table.vintage):
            last = min(last, date.fromisoformat(table.vintage.replace(".", "-")))
        return last
    return date(int(table.frame[ends.year].max()), 12, 31)


def missing_of(reaches: Mapping[str, Reach]) -> dict[str, str]:
    """Return why nothing can be scored of each table that has nothing later, in plain words."""
    found = {}
    for name, reach in reaches.items():
        if reach.last is None:
            found[name] = "is not in the folder, or is refused (see `interregnum data info`)"
        elif not reach.later:
            ends = "it is empty" if reach.last == date.min else f"it ends with {reach.last}"
            found[name] = f"has no later rows: {ends}"
    return found
