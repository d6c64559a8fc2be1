"""Effects from data: tables read once, families computed, and what each number came from.

The families are named here and imported when they are asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from interregnum.errors import UsageError, nearest
from interregnum.evidence.families import TABLES, Family
from interregnum.evidence.shipping import EffectTable, family_name, speaking_to

if TYPE_CHECKING:
    from interregnum.effects import Effect
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

FAMILIES = (
    "attempts",
    "after_failure",
    "breakdown",
    "successors",
    "campaigns",
    "campaign_years",
    "campaign_totals",
    "democracy",
    "conflict",
    "wars",
    "protest",
    "democratic_survival",
    "regular_exits",
    "timing",
)
"""The families, each a module of ``evidence.effects``, in the order of a reader's questions."""

DRAWS = 2000
FEWEST_DRAWS = 100
SEED = 0


class TablesOf:
    """The tables of a data folder, each read when first asked for and then kept.

    Parameters
    ----------
    folder
        Where the datasets lie.
    """

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._read: dict[str, CaseTable] = {}

    def table(self, name: str) -> CaseTable:
        """Return a table of :data:`interregnum.evidence.families.TABLES`.

        Raises
        ------
        UsageError
            If no table has the name.
        ScenarioError
            If the file is missing or its content is refused.
        """
        if name not in TABLES:
            raise UsageError(f"tables: {name!r} is no table of the record; {nearest(name, TABLES)}")
        if name not in self._read:
            module, loader = TABLES[name]
            source = importlib.import_module(f"interregnum.evidence.sources.{module}")
            self._read[name] = getattr(source, loader)(self._folder)
        return self._read[name]

    @property
    def files(self) -> dict[str, str]:
        """The SHA-256 of each file read so far, by ``dataset/file``."""
        return {
            f"{TABLES[name][0]}/{report.file}": report.sha256
            for name, table in sorted(self._read.items())
            for report in table.reports
        }


def family_of(name: str) -> Family:
    """Return a family by its name.

    Raises
    ------
    UsageError
        If there is none; the nearest name is told.
    """
    if name not in FAMILIES:
        raise UsageError(f"evidence: {name!r} is no family of effects; {nearest(name, FAMILIES)}")
    module = importlib.import_module(f"interregnum.evidence.effects.{name}")
    family: Family = module.FAMILY
    return family


def compute(
    folder: DataFolder,
    names: Sequence[str] = (),
    *,
    until: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[str], None] | None = None,
) -> EffectTable:
    """Compute effects of the record.

    Parameters
    ----------
    folder
        Where the datasets lie.
    names
        Families, or effects by their full names; none means all families.
    until
        The last day looked at; by default each family's own, which is 1989-12-31 wherever
        calibration may read it.
    draws
        Bootstrap draws an interval.
    seed
        Of the draws; every family draws from it alone, so that a family computed by itself gives
        the same numbers.
    progress
        Called with the name of the family whose turn it is.

    Raises
    ------
    UsageError
        If nothing has a name, or the draws are fewer than 100.
    ScenarioError
        If a file is missing or its content is refused.
    """
    if draws < FEWEST_DRAWS:
        msg = f"evidence: {draws} draws are too few for an interval; give at least {FEWEST_DRAWS}"
        raise UsageError(msg)
    asked = {family_name(name) for name in names}
    for name in sorted(asked):
        family_of(name)
    tables = TablesOf(folder)
    effects: list[Effect] = []
    for family in [family_of(name) for name in FAMILIES if not asked or name in asked]:
        if progress is not None:
            progress(family.name)
        last = until or family.default_until or date.max
        effects += family.compute(tables, last, draws, seed)
    return EffectTable(tuple(_chosen(effects, names)), tables.files, draws, seed)


def _chosen(effects: Sequence[Effect], names: Sequence[str]) -> list[Effect]:
    """Return the effects asked for, each once, in their own order."""
    if not names:
        return list(effects)
    wanted = {effect.name for name in names for effect in speaking_to(effects, name)}
    return [effect for effect in effects if effect.name in wanted]
