"""A dataset as read: its rows, what was left out and why, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

LAST_DAY = date(1989, 12, 31)
"""The last day that anything which calibration may read looks at, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What became of each row of a file.

    Parameters
    ----------
    file, sha256
        The file's name and the hash of its bytes.
    rows_read
        Rows that the file holds.
    left_out
        For each reason, how many rows were left out.
    notes
        What a reader should know that left no row out, as "12 rows have no day".
    """

    file: str
    sha256: str
    rows_read: int
    left_out: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def rows_kept(self) -> int:
        """Rows read less rows left out."""
        return self.rows_read - sum(self.left_out.values())


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A source's rows with the authors' own columns and the codes that join them.

    Parameters
    ----------
    name
        The dataset's name in the manifest.
    frame
        One row a case. Columns added by us: ``gw`` (Gleditsch-Ward code, integer, always), and
        where the source dates its cases ``date`` (day, as datetime64) and ``year``.
    reports
        One for each file read.
    vintage
        The version or day of the data.
    """

    name: str
    frame: pd.DataFrame
    reports: tuple[ReadReport, ...]
    vintage: str
