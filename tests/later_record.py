"""A later record that was simulated: a world of hand-made rulers to 2005, and what is read of it.

Nobody here may look at the record after 1989, so the later one is invented.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from interregnum.calibration.chain import Shape
from interregnum.calibration.later.cases import known_of
from interregnum.calibration.spells import Pool
from interregnum.calibration.world import World, world_of
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.forecast.known import Known
from made_pools import COUP, DIES, HANDS_OVER, HORIZON, STAYS, pool

TYPES = ("personal", "military", "party", "monarchy")
LAST = 2005


def rulers(count: int, seed: int, regime_type: str, hazard: float = 0.1) -> Pool:
    """Return rulers whose end comes at a rate a year, half of the ends being coups.

    A third of them survive an attempt before.
    """
    draws = np.random.default_rng([seed, TYPES.index(regime_type)])
    spells, lines = [], []
    for run in range(count):
        day = int(draws.exponential(365.25 / hazard))
        end = dict((COUP, HANDS_OVER, DIES, COUP)[int(draws.integers(4))])
        end = {**STAYS} if day >= HORIZON else {**end, "day": day}
        spells.append({**end, "age": 40.0})
        if draws.random() < 1 / 3 and day > 30:
            early = int(draws.integers(0, min(day, HORIZON) - 8))
            lines += [(run, early, "insiders_acted", 0.1), (run, early, "crowd", 5e4)]
            lines.append((run, early, "units_aside", 0.2))
        if end.get("removed"):
            lines.append((run, day, "insiders_acted", 0.2))
    return pool(*spells, events=lines, regime_type=regime_type)


def made_pool(
    regime_type: str, count: int, seed: int, given: Mapping[str, float], *, workers: int = 1
) -> Pool:
    """Return rulers in place of simulated ones; a weaker type falls sooner."""
    return rulers(count, seed, regime_type, 0.12 - 0.1 * (given["start.type_mean"] - 0.5))


class MadeSources:
    """A record to 2005 that is a world, in the forms that a scoring reads."""

    def __init__(self, seed: int = 3, hazard: float = 0.1, without: tuple[str, ...] = ()) -> None:
        pools = {name: rulers(400, seed, name, hazard) for name in TYPES}
        shape = Shape(countries=60, last_year=LAST)
        self.world: World = world_of(pools, shape, seed)
        self.without = without
        self.files: Mapping[str, str] = {"gwf/made.csv": "ab" * 32}
        self.notes: tuple[str, ...] = ()

    @property
    def tables(self) -> MadeSources:
        """The cases, by table."""
        return self

    def table(self, name: str) -> CaseTable:
        """Return a table, cut at 1989 where it is to be without later years."""
        whole = self.world.table(name)
        if name not in self.without:
            return whole
        day = {"powell_thyne.events": "latest", "cline_coups": "latest"}[name]
        kept = whole.frame[whole.frame[day] < pd.Timestamp("1990-01-01")]
        return CaseTable(whole.name, kept.reset_index(drop=True), (), whole.vintage)

    def known(self) -> Mapping[str, Known]:
        """Return the record as forecasts read it."""
        return known_of(self.world)
