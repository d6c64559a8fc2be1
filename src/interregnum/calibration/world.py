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

_OF_HISTORY: dict[str, Callable[[History, Shape], pd.DataFrame]] = {
    "gwf": gwf,
    "archigos": archigos,
    "gw_states": states,
}
_OF_HAPPENINGS: dict[str, Callable[[Happenings, Shape], pd.DataFrame]] = {
    "powell_thyne.events": powell_thyne,
    "cline_coups": cline,
    "navco.campaigns": campaigns,
    "navco.attributes": attributes,
    "navco.campaign_years": campaign_years,
    "ucdp_acd": conflict_years,
    "cow_wars": wars,
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
        if name not in self._tables:
            if name in _OF_HISTORY:
                frame = _OF_HISTORY[name](self.history, self.shape)
            elif name in _OF_HAPPENINGS:
                frame = _OF_HAPPENINGS[name](self.happenings, self.shape)
            else:
                known = [*_OF_HISTORY, *_OF_HAPPENINGS]
                raise UsageError(f"world: there is no table {name}; {nearest(name, known)}")
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
