"""From tables of cases to tables that know when each of their values became known.

Only columns that a forecast may use are taken, each with its day. What is written into a row by
hindsight, as a regime's last year in its name or the length of its spell, stays outside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from interregnum.errors import UsageError, nearest
from interregnum.evidence.computing import TablesOf
from interregnum.evidence.families import TABLES
from interregnum.evidence.forecast import happenings, spells
from interregnum.evidence.forecast.known import Known, Tables

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

Make = Callable[["CaseTable", list[str]], Known]
_DAY, _NUMBER = "datetime64[D]", "float64"

RULERS: dict[str, tuple[str, Make]] = {
    "archigos": ("archigos", spells.archigos),
    "reign": ("reign.leaders", spells.reign),
}
REGIMES: dict[str, tuple[str, Make]] = {
    "gwf": ("gwf", spells.gwf),
    "reign": ("reign.regimes", spells.reign_regimes),
}
ATTEMPTS: dict[str, tuple[str, Make]] = {
    "powell_thyne": ("powell_thyne.events", happenings.attempts),
    "cline": ("cline_coups", happenings.cline),
}


class Optional(NamedTuple):
    """A table that only covariates need: without its file they are unknown.

    Parameters
    ----------
    table, role
        Of the datasets, and the role of its file there.
    make
        Turns its cases into what a forecast reads.
    columns
        Names and kinds of the columns, for when it is not there.
    """

    table: str
    role: str
    make: Callable[[CaseTable], Known]
    columns: dict[str, str]


OPTIONAL: dict[str, Optional] = {
    "democracy": Optional(
        "vdem.highlevel",
        "highlevel",
        happenings.democracy,
        {"country": "int64", "year": _NUMBER, "polyarchy": _NUMBER},
    ),
    "conflicts": Optional(
        "ucdp_acd",
        "conflict_years",
        happenings.conflicts,
        {"country": "int64", "year": _NUMBER, "intensity": _NUMBER},
    ),
    "campaigns": Optional(
        "navco.campaigns",
        "campaigns",
        happenings.campaigns,
        {"country": "int64", "first": _NUMBER, "last": _NUMBER},
    ),
    "protests": Optional(
        "mass_mobilization",
        "protests",
        happenings.protests,
        {"country": "int64", "date": _DAY},
    ),
}


class Sources(NamedTuple):
    """Which dataset answers for what.

    Parameters
    ----------
    rulers
        ``archigos`` or ``reign``.
    regimes
        ``gwf`` or ``reign``.
    attempts
        ``powell_thyne`` or ``cline``.
    """

    rulers: str = "archigos"
    regimes: str = "gwf"
    attempts: str = "powell_thyne"


class Read(NamedTuple):
    """The record for forecasts.

    Parameters
    ----------
    tables
        ``rulers``, ``regimes``, ``attempts``, ``states``, ``capitals``, ``democracy``,
        ``conflicts``, ``campaigns`` and ``protests``.
    notes
        Sources that are not there, whose covariates are then unknown, and rows left out.
    files
        SHA-256 of each file read.
    vintages
        Version of the sources of rulers, regimes and attempts, by their names.
    """

    tables: Tables
    notes: tuple[str, ...]
    files: dict[str, str]
    vintages: dict[str, str]


def read_record(folder: DataFolder, sources: Sources) -> Read:
    """Return the record of the sources chosen; covariates' sources may be missing.

    Raises
    ------
    UsageError
        If a source is unknown.
    ScenarioError
        If rulers, regimes, attempts or states are missing, or a file is refused.
    """
    data, notes = TablesOf(folder), list[str]()
    tables: dict[str, Known] = {}
    vintages: dict[str, str] = {}
    known = {"rulers": RULERS, "regimes": REGIMES, "attempts": ATTEMPTS}
    for (what, choices), name in zip(known.items(), sources, strict=True):
        if name not in choices:
            raise UsageError(f"--{what} {name}: no such source; {nearest(name, choices)}")
        table, make = choices[name]
        tables[what] = make(data.table(table), notes)
        vintages[name] = data.table(table).vintage
    tables["states"] = spells.states(data.table("gw_states"))
    tables["capitals"] = spells.capitals(folder, notes)
    for what, optional in OPTIONAL.items():
        dataset = TABLES[optional.table][0]
        if folder.has(dataset, optional.role):
            tables[what] = optional.make(data.table(optional.table))
        else:
            tables[what] = nothing(optional.columns)
            notes.append(f"{what}: no file of {dataset}; the covariates made of it are unknown")
    return Read(tables, tuple(notes), data.files, vintages)


def nothing(columns: dict[str, str]) -> Known:
    """Return a table without rows that covers no day."""
    never = np.datetime64("0001-01-01", "D")
    empty = {name: np.array([], dtype=kind) for name, kind in columns.items()}
    return Known(empty, np.array([], dtype=_DAY), {}, (never, never))
