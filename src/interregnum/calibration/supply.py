"""The pools of rulers as a walk through a country's history takes from them, one after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from interregnum.calibration.spells import Pool


class Spell(NamedTuple):
    """A ruler spell as the walk sees it."""

    day: int
    outcome: str
    mode: int
    violence: int
    exit: str
    removed: bool
    contested: bool
    continuity: float
    settled_day: float
    age: float
    nonviolence: float
    lot: float


class Supply:
    """The pools, from which spells are taken in order."""

    def __init__(self, pools: Mapping[str, Pool]) -> None:
        self.horizon = {name: pool.horizon for name, pool in pools.items()}
        self.taken = dict.fromkeys(pools, 0)
        self._rows = {
            name: list(pool.spells[list(Spell._fields)].itertuples(index=False, name=None))
            for name, pool in pools.items()
        }

    def take(self, regime_type: str) -> tuple[int, Spell]:
        """Return the next spell of a type and its row; a pool that has run dry begins anew."""
        rows = self._rows[regime_type]
        row = self.taken[regime_type] % len(rows)
        self.taken[regime_type] += 1
        return row, Spell(*rows[row])

    def reused(self) -> dict[str, int]:
        """Return how many spells of each type were taken again."""
        return {name: max(n - len(self._rows[name]), 0) for name, n in self.taken.items()}
