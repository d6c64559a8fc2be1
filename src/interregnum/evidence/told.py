"""What is said of effects: their sources by title and vintage, and the years that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Grade
from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.findings import Facts

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable


def facts_of(
    tables: Sequence[CaseTable],
    years: tuple[int, int],
    caveat: str,
    *,
    grade: Grade = Grade.PROXY,
    claims: tuple[str, ...] = (),
) -> Facts:
    """Return what is said of every effect made of some tables.

    Parameters
    ----------
    tables
        Those that the cases came from.
    years
        The first and the last year that the cases may lie in.
    caveat, grade, claims
        As in :class:`interregnum.effects.Effect`.
    """
    titles = dict.fromkeys(
        DATASETS[table.name].title if table.name in DATASETS else table.name for table in tables
    )
    vintages = dict.fromkeys(table.vintage for table in tables)
    return Facts(
        source="; ".join(titles),
        vintage="; ".join(vintages),
        period=f"{years[0]}-{years[1]}",
        caveat=caveat,
        grade=grade,
        claims=claims,
    )


def last_year(until: date, *tables: CaseTable, column: str = "year") -> int:
    """Return the last year looked at that every table reaches, so that periods say what is there.

    A table whose years all lie later gives the year asked for.
    """
    reached = [int(table.frame[column].max()) for table in tables if len(table.frame)]
    return min([until.year, *reached])
