"""Hand-made tables of cases, so that an effect's answer can be counted on one's fingers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd

from interregnum.effects import Effect
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.families import Family

DRAWS, SEED = 200, 1
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class MadeTables:
    """Tables by name from frames; one that was not made is an error of the test."""

    def __init__(self, frames: dict[str, pd.DataFrame]) -> None:
        self._frames = frames

    def table(self, name: str) -> CaseTable:
        """Return the table made for a name."""
        return CaseTable(name.partition(".")[0], self._frames[name], (), "made by hand")


def rows(columns: str, *lines: Sequence[object]) -> pd.DataFrame:
    """Return a frame of named columns; days written as 1950-01-31 become days.

    >>> rows("gw day", (2, "1950-01-31")).dtypes.astype(str).tolist()
    ['int64', 'datetime64[ns]']
    """
    names = columns.split()
    frame = pd.DataFrame(lines, columns=names)
    for name in names:
        column = frame[name]
        if name in ("gw", "year", "coup"):
            frame[name] = column.astype("int64")
        elif column.map(lambda cell: isinstance(cell, str) and bool(DAY.fullmatch(cell))).any():
            frame[name] = pd.to_datetime(column).astype("datetime64[ns]")
    return frame


def found(
    family: Family, frames: dict[str, pd.DataFrame], until: date = date(1989, 12, 31)
) -> dict[str, Effect]:
    """Return the effects of a family by name."""
    effects = family.compute(MadeTables(frames), until, DRAWS, SEED)
    return {effect.name: effect for effect in effects}


def counts(effect: Effect) -> tuple[int | None, int]:
    """Return events and cases."""
    return effect.events, effect.n
