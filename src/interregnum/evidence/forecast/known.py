"""What could be known on a day: the only door through which a forecast sees the record.

Every table says of each row from which day it could be known, and of each column that is known
later, such as the day a rule ended, from which day. A view of a day is a copy without the rest,
so that a covariate has nothing to look ahead with. What no cut can take away is hindsight in the
coding itself: the sources were written after the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError

Days = NDArray[np.datetime64]
Day = np.datetime64
NEVER = np.datetime64("9999-12-31", "D")


@dataclass(frozen=True, slots=True)
class Known:
    """A table with the day from which each of its values could be known.

    Parameters
    ----------
    columns
        Arrays of equal length: days (``datetime64[D]``) or numbers.
    since
        The day on which each row became known; a forecast sees it from the next day on.
    later
        For columns that become known after their row: the day of each value. Until then it reads
        as not a time or not a number. ``NEVER`` stands for a day beyond the record.
    covers
        The first and the last day that the source speaks of.
    """

    columns: Mapping[str, NDArray[Any]]
    since: Days
    later: Mapping[str, Days] = field(default_factory=dict)
    covers: tuple[Day, Day] = (np.datetime64("0001-01-01", "D"), NEVER)

    def __post_init__(self) -> None:
        """Refuse columns that do not fit each other, and rows without a day."""
        for name, values in {**self.columns, **self.later}.items():
            if len(values) != len(self.since):
                msg = f"known: column {name} has {len(values)} rows of {len(self.since)}; give all"
                raise ScenarioError(msg)
        if np.isnat(self.since).any():
            raise ScenarioError("known: a row has no day from which it is known; leave it out")
        unknown = set(self.later) - set(self.columns)
        if unknown:
            msg = f"known: no column {sorted(unknown)[0]} that could be known later; correct it"
            raise ScenarioError(msg)

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Return a column."""
        return self.columns[column]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.since)


Tables = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class View:
    """The record as it stood at the beginning of a day.

    Parameters
    ----------
    day
        The day of the forecast: what is dated on it or after is not in the view.
    tables
        Copies, cut.
    """

    day: Day
    tables: Tables

    def __getitem__(self, table: str) -> Known:
        """Return a table."""
        return self.tables[table]


def as_known(tables: Tables, day: Day) -> View:
    """Return the record as it stood at the beginning of a day.

    Examples
    --------
    >>> day = np.datetime64
    >>> rulers = Known({"end": np.array([day("1970-05-01")])}, np.array([day("1960-01-01")]),
    ...     {"end": np.array([day("1970-05-01")])})
    >>> as_known({"rulers": rulers}, day("1970-05-01"))["rulers"]["end"]
    array(['NaT'], dtype='datetime64[D]')
    >>> as_known({"rulers": rulers}, day("1970-05-02"))["rulers"]["end"]
    array(['1970-05-01'], dtype='datetime64[D]')
    """
    return View(day, {name: _cut(table, day) for name, table in tables.items()})


def _cut(table: Known, day: Day) -> Known:
    kept = table.since < day
    columns = {}
    for name, values in table.columns.items():
        # Indexing with a mask copies: no view can be followed back to the whole table.
        column = values[kept]
        if name in table.later:
            column = _masked(column, table.later[name][kept] >= day)
        columns[name] = column
    first, last = table.covers
    return Known(columns, table.since[kept], {}, (first, min(last, day - np.timedelta64(1, "D"))))


def _masked(column: NDArray[Any], hidden: NDArray[np.bool_]) -> NDArray[Any]:
    if column.dtype.kind == "M":
        column[hidden] = np.datetime64("NaT")
        return column
    numbers = column.astype(np.float64)
    numbers[hidden] = np.nan
    return numbers


def without_later(tables: Tables, day: Day) -> Tables:
    """Return whole tables from which all that became known on a day or after is taken out.

    Written apart from :func:`as_known`, row by row, for the audit that compares the two.
    """
    return {name: _taken_out(table, day) for name, table in tables.items()}


def _taken_out(table: Known, day: Day) -> Known:
    rows = [row for row, since in enumerate(table.since.tolist()) if since < day.item()]
    columns = {name: values[rows].copy() for name, values in table.columns.items()}
    later = {name: days[rows].copy() for name, days in table.later.items()}
    for name, days in later.items():
        for row in range(len(rows)):
            if days[row] >= day:
                days[row] = NEVER
                if columns[name].dtype.kind == "M":
                    columns[name][row] = np.datetime64("NaT")
                else:
                    columns[name] = columns[name].astype(np.float64)
                    columns[name][row] = np.nan
    return Known(columns, table.since[rows], later, table.covers)


Covariate = Callable[[View, "Cases"], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Cases:
    """The rulers that a forecast of one day speaks of.

    Parameters
    ----------
    country
        Gleditsch-Ward codes, each once.
    ruler
        The row of each ruler in the view's table ``rulers``.
    regime
        The row of each regime in the view's table ``regimes``.
    """

    country: NDArray[np.int64]
    ruler: NDArray[np.int64]
    regime: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.country)
