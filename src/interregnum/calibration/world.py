"""A world: simulated countries written down as the record's datasets write theirs.

It is what a family of evidence reads, so the very functions that compute an effect of the record
compute the effect of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from interregnum.calibration.cases_campaigns import attributes, campaign_years, campaigns
from interregnum.calibration.cases_conflict import conflict_years, wars
from interregnum.calibration.cases_coups import cline, powell_thyne
from interregnum.calibration.cases_regimes import archigos, gwf, states
from interregnum.calibration.chain import History, Shape, history_of
from interregnum.calibration.happenings import Happenings, happenings_of
from interregnum.errors import UsageError, nearest
from interregnum.evidence.cases import CaseTable

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.calibration.spells import Pool

VINTAGE = "simulated"

_MADE: dict[str, Callable[[World], pd.DataFrame]] = {
    "gwf": lambda world: gwf(world.history, world.shape),
    "archigos": lambda world: archigos(world.history, world.shape),
    "gw_states": lambda world: states(world.history, world.shape),
    "powell_thyne.events": lambda world: powell_thyne(world.happenings, world.shape),
    "cline_coups": lambda world: cline(world.happenings, world.shape),
    "navco.campaigns": lambda world: campaigns(world.happenings, world.shape),
    "navco.attributes": lambda world: attributes(world.happenings, world.shape),
    "navco.campaign_years": lambda world: campaign_years(world.happenings, world.shape),
    "ucdp_acd": lambda world: conflict_years(world.happenings, world.shape),
    "cow_wars": lambda world: wars(),
}


class World:
    """Simulated countries as tables of cases, each made when first asked for.

    Parameters
    ----------
    pools
        The rulers, by type.
    history
        How they were laid into countries.
    shape
        What was asked for.
    """

    def __init__(self, pools: Mapping[str, Pool], history: History, shape: Shape) -> None:
        self.pools = pools
        self.history = history
        self.shape = shape
        self._happenings: Happenings | None = None
        self._tables: dict[str, CaseTable] = {}

    @property
    def happenings(self) -> Happenings:
        """What befell the rulers, by the calendar."""
        if self._happenings is None:
            self._happenings = happenings_of(self.pools, self.history)
        return self._happenings

    def table(self, name: str) -> CaseTable:
        """Return the table of a name of :data:`interregnum.evidence.families.TABLES`.

        Raises
        ------
        UsageError
            If a world has no such table.
        """
        if name not in _MADE:
            raise UsageError(f"world: there is no table {name}; {nearest(name, _MADE)}")
        if name not in self._tables:
            frame = _MADE[name](self)
            self._tables[name] = CaseTable(name.partition(".")[0], frame, (), VINTAGE)
        return self._tables[name]


def world_of(pools: Mapping[str, Pool], shape: Shape, seed: int) -> World:
    """Return the world that pools of rulers make.

    Parameters
    ----------
    pools
        Rulers of each type, from :func:`interregnum.calibration.spells.pool_of`.
    shape
        How many countries, when, and of which types.
    seed
        The same seed and pools give the same world.
    """
    return World(pools, history_of(pools, shape, seed), shape)
