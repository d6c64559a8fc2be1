"""What an ensemble gave: tables, shares, the paired effect, its figure and its manifest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError, nearest
from interregnum.kernels.scalar import Target
from interregnum.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from interregnum.experiments.outcomes import Outcomes
    from interregnum.face.case import Case
    from interregnum.intervals import Interval

EXPOSURE = "public_signal.exposure_precision"
EXPOSURE_EDGES = tuple(0.5 * 40.0 ** (i / 8) for i in range(9))


@dataclasses.dataclass(frozen=True)
class Study:
    """The results of an ensemble: one row a run, one row an event, and where they came from."""

    case: Case
    seed: int
    target: Target
    tables: Mapping[str, pa.Table]

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
        return _framed(self.tables[name])

    def _no_table(self, name: str) -> ScenarioError:
        msg = f"{self.case.name}: has no table {name}; {nearest(name, self.tables)}"
        if name.startswith("contrast"):
            msg = f"{self.case.name}: names no contrast; add one to the scenario file"
        return ScenarioError(msg)

    def _columns(self, name: str, columns: list[str]) -> pa.Table:
        """Return some columns of a table; of a study on disk no others are read."""
        from interregnum.experiments.tables import columns_of

        return columns_of(self.tables, name, columns)

    def outcomes(self) -> Outcomes:
        """Return shares of outcomes, modes and endings with 95 % intervals, and days of exit."""
        from interregnum.experiments.outcomes import outcome_table

        runs = _framed(self._columns("runs", ["run", "outcome", "day", "mode"]))
        events = self._columns("events", ["run", "place", "event"]).to_pandas()
        return outcome_table(runs, events, self.case.capital)

    def effect(self) -> Interval:
        """Return the paired effect on survival, scenario minus contrast, with its 95 % interval."""
        from interregnum.intervals import paired_difference

        if "contrast" not in self.tables:
            raise self._no_table("contrast")
        arms = [self._columns(name, ["outcome"]).to_pandas() for name in ("runs", "contrast")]
        first, second = ((arm["outcome"] == "survives").tolist() for arm in arms)
        return paired_difference(first, second, 0.95)

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of the values of each table."""
        from interregnum.experiments.tables import digests_of

        return digests_of(self.tables)

    @property
    def provenance(self) -> str:
        """The line that stands under figures."""
        return (
            f"{self.case.name} · {len(self)} runs · seed {self.seed} · "
            f"interregnum {__version__} · scenario {self.case.digest[:12]} · not calibrated"
        )

    def manifest(self, files: dict[str, str] | None = None) -> dict[str, Any]:
        """Return everything that is needed to make the same study again.

        Parameters
        ----------
        files
            SHA-256 of the bytes of each file, if the study lies in files.
        """
        from interregnum.experiments.manifest import completed, manifest_of

        order = self.case.order(len(self), self.seed, target=self.target)
        return completed(manifest_of(order), self.digests(), files or {})

    def save(self, folder: str | Path) -> Path:
        """Write the study into a new folder, with its figure if it has a contrast.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        from interregnum.experiments import store

        place = Path(folder)
        with store.StudyWriter(place) as writer:
            for name, table in self.tables.items():
                writer.table(f"{name}.parquet", table)
            draw_figures(self, writer.part)
            writer.manifest(self.manifest(writer.files()))
            writer.finish()
        return place

    def plot_survival(self, files: Iterable[str | Path]) -> None:
        """Draw survival in both arms over the precision of exposure.

        Raises
        ------
        ScenarioError
            If the scenario names no contrast.
        """
        from interregnum.experiments.outcomes import paired_survival
        from interregnum.report.plots import survival_figure

        if "contrast" not in self.tables:
            raise self._no_table("contrast")
        first = self._columns("runs", ["outcome", EXPOSURE]).to_pandas()
        second = self._columns("contrast", ["outcome"]).to_pandas()
        bins = paired_survival(first, second, EXPOSURE, EXPOSURE_EDGES)
        contrast = self.case.scenario.contrast
        survival_figure(
            bins,
            labels=("with the mutiny", contrast.label if contrast else ""),
            title="Does a mutiny that the ruler faces shorten his rule?",
            horizon=int(self.case.scenario.horizon.value),
            provenance=f"{self.provenance} · points: runs in a bin of τ_e; bars: 90 % intervals",
            files=[Path(file) for file in files],
        )

    def __repr__(self) -> str:
        return f"<Study of {self.provenance}>"


def draw_figures(study: Study, folder: Path) -> None:
    """Draw a study's figures into a folder: survival in both arms, if there are two."""
    if "contrast" in study.tables:
        study.plot_survival([folder / "survival.png", folder / "survival.svg"])


def _framed(table: pa.Table) -> pd.DataFrame:
    """Return a table as a data frame in which a missing day or mode stays a missing integer."""
    frame: pd.DataFrame = table.to_pandas()
    return frame.astype({"day": "Int64", "mode": "Int8"}) if "mode" in frame else frame
