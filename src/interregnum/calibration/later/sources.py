"""Where the later record is read: a folder of datasets, or for trials its part to 1989."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from interregnum.calibration.held_out import CutTables
from interregnum.evidence.cases import LAST_DAY
from interregnum.evidence.computing import TablesOf

if TYPE_CHECKING:
    from interregnum.evidence.families import Tables
    from interregnum.evidence.folders import DataFolder
    from interregnum.evidence.forecast.inputs import Read
    from interregnum.evidence.forecast.known import Known


class FolderSources:
    """The record of a folder.

    Parameters
    ----------
    folder
        Where the datasets lie.
    pretended
        For trials: what came after 1989 is taken out before anything is counted.
    """

    def __init__(self, folder: DataFolder, *, pretended: bool = False) -> None:
        self._folder, self._pretended = folder, pretended
        self._whole = TablesOf(folder)

    @cached_property
    def tables(self) -> Tables:
        """The cases, by table."""
        return CutTables(self._whole) if self._pretended else self._whole

    @cached_property
    def _read(self) -> Read:
        from interregnum.evidence.forecast.inputs import Sources, read_record

        return read_record(self._folder, Sources())

    def known(self) -> Mapping[str, Known]:
        """Return the record as forecasts read it."""
        return cut(self._read.tables) if self._pretended else self._read.tables

    @property
    def files(self) -> Mapping[str, str]:
        """The SHA-256 of each file read so far."""
        return {**self._whole.files, **self._read.files}

    @property
    def notes(self) -> tuple[str, ...]:
        """Sources that are not there, and rows left out."""
        return self._read.notes


def cut(tables: Mapping[str, Known]) -> dict[str, Known]:
    """Return tables of forecasts without what became known after 1989."""
    import numpy as np

    from interregnum.evidence.forecast.known import Known, without_later

    day = np.datetime64(LAST_DAY + timedelta(days=1), "D")
    last = np.datetime64(LAST_DAY, "D")
    return {
        name: Known(one.columns, one.since, one.later, (one.covers[0], min(one.covers[1], last)))
        for name, one in without_later(tables, day).items()
    }
