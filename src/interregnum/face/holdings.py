"""What a study holds: one row a run, one row an event, daily series, and their digests."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError, nearest
from interregnum.kernels.scalar import Target
from interregnum.scenario.fitted import parameters_told
from interregnum.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import xarray as xr

    from interregnum.experiments.order import Order
    from interregnum.experiments.tally import Tally
    from interregnum.face.case import Case


@dataclasses.dataclass(frozen=True)
class Holdings:
    """Tables and daily series of an ensemble, in memory or on disk, and where they came from."""

    case: Case
    seed: int
    target: Target
    tables: Mapping[str, pa.Table]
    tallies: Mapping[str, Tally | Path] = dataclasses.field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many runs there are in an arm."""
        return int(self._columns("runs", ["run"]).num_rows)

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: outcome, day [d], mode (gwf_fail_type) and the run's parameters."""
        return self.table("runs")

    @property
    def events(self) -> pd.DataFrame:
        """One row an event: run, day [d], hour of that day [h], place, event and size."""
        return self.table("events")

    @property
    def series(self) -> xr.Dataset:
        """Daily quantities over runs that have not ended: units stand in ``attrs["units"]``.

        For each quantity, such as ``legitimacy.level``: that name (run, day) for the paths of the
        first 200 runs, ``legitimacy.level.count`` (day, bin) for how many runs lie in each of 256
        bins, ``.edge`` for the edges of these, and ``.quantile`` (quantile, day). What lies beyond
        the edges is counted in the bins at the ends. Of a study on disk values are read when they
        are looked at.

        Where the scenario has a table of regions, ``control`` (moment, region, holder) says in how
        many runs each side held each region, ``turnout.peak.quantile`` what share of the people
        came out on the largest day while rule stood, over runs in which anybody did, and
        ``turnout.persons`` (quantile, region) how many that is in each region.

        Raises
        ------
        ScenarioError
            If the study was run without series.
        """
        return self._daily("series")

    @property
    def contrast_series(self) -> xr.Dataset:
        """The same of the paired arm.

        Raises
        ------
        ScenarioError
            If there is no paired arm, or the study was run without series.
        """
        if "contrast" not in self.tables:
            raise self._no_table("contrast")
        return self._daily("contrast_series")

    def _daily(self, name: str) -> xr.Dataset:
        from interregnum.experiments.series_file import dataset_of, open_series

        if name not in self.tallies:
            msg = f"{self.case.name}: was run without daily series; run it again with --series all"
            raise ScenarioError(msg)
        kept = self.tallies[name]
        return (
            open_series(kept) if isinstance(kept, Path) else dataset_of(kept, self._order().words)
        )

    def _order(self) -> Order:
        """Return what the study was asked for as."""
        series = bool(self.tallies)
        return self.case.order(len(self), self.seed, target=self.target, series=series)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its file's name: runs, events, contrast or contrast_events.

        The contrast is the paired arm, run by run under the same random numbers.

        Raises
        ------
        ScenarioError
            If the study has no such table; without a contrast there is no paired arm.
        """
        if name not in self.tables:
            raise self._no_table(name)
        return framed(self.tables[name])

    def _no_table(self, name: str) -> ScenarioError:
        msg = f"{self.case.name}: has no table {name}; {nearest(name, self.tables)}"
        if name.startswith("contrast"):
            msg = f"{self.case.name}: names no contrast; add one to the scenario file"
        return ScenarioError(msg)

    def _columns(self, name: str, columns: list[str]) -> pa.Table:
        """Return some columns of a table; of a study on disk no others are read."""
        from interregnum.experiments.tables import columns_of

        return columns_of(self.tables, name, columns)

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of the values of each table, and of the series of each arm."""
        from interregnum.experiments.tables import digests_of

        # Of what lies on disk the manifest's word is taken, as it is for tables.
        loose = {k: kept for k, kept in self.tallies.items() if not isinstance(kept, Path)}
        return digests_of(self.tables, loose)

    def _read_tallies(self) -> dict[str, Tally]:
        """Return the series of each arm, in memory."""
        from interregnum.experiments.series_file import read_series

        return {
            name: read_series(kept) if isinstance(kept, Path) else kept
            for name, kept in self.tallies.items()
        }

    @property
    def provenance(self) -> str:
        """The line that stands under figures."""
        return (
            f"{self.case.name} · {len(self)} runs · seed {self.seed} · "
            f"interregnum {__version__} · scenario {self.case.digest[:12]} · "
            f"{parameters_told(self.case.scenario)}"
        )


def framed(table: pa.Table) -> pd.DataFrame:
    """Return a table as a data frame in which a missing day or code stays a missing integer."""
    frame: pd.DataFrame = table.to_pandas()
    if "mode" not in frame:
        return frame
    kinds = {"day": "Int64", "mode": "Int8", "violence": "Int8"}
    return frame.astype({name: kind for name, kind in kinds.items() if name in frame})
