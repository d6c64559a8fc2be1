"""What an ensemble gave: what it holds, shares, the paired effect, its figure and its files."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.face.bridges import Bridges
from interregnum.face.holdings import framed

if TYPE_CHECKING:
    from interregnum.experiments.outcomes import Outcomes
    from interregnum.face.plotting import Plots
    from interregnum.intervals import Interval

OUTCOME_COLUMNS = (
    "run", "outcome", "day", "mode", "violence", "result.exit", "result.contested"
)  # fmt: skip
EXPOSURE = "public_signal.exposure_precision"
EXPOSURE_EDGES = tuple(0.5 * 40.0 ** (i / 8) for i in range(9))


@dataclasses.dataclass(frozen=True)
class Study(Bridges):
    """The results of an ensemble: what it holds, what follows from it, and its files."""

    def outcomes(self) -> Outcomes:
        """Return shares of outcomes, modes and endings with 95 % intervals, and days of exit.

        In ``mode: condition`` runs count by the likelihood of the observed rows.
        """
        from interregnum.experiments.outcomes import TELLING_EVENTS, outcome_table
        from interregnum.experiments.tables import columns_of

        runs = framed(self._columns("runs", list(OUTCOME_COLUMNS)))
        names, only = ["run", "place", "event"], ("event", TELLING_EVENTS)
        events = columns_of(self.tables, "events", names, only).to_pandas()
        return outcome_table(runs, events, self.case.capital, self.weights())

    def weights(self) -> list[float] | None:
        """Return each run's weight in ``mode: condition``, else None: all count the same.

        Raises
        ------
        ScenarioError
            If the scenario marks no row that could be observed.
        """
        from interregnum.experiments.conditioning import run_weights

        if self.case.scenario.mode != "condition":
            return None
        runs = self._columns("runs", ["run"]).to_pandas()
        weights: list[float] = run_weights(runs, self.events, self.case.scenario).tolist()
        return weights

    def effect(self) -> Interval:
        """Return the paired effect on not being removed, scenario minus contrast, with interval.

        The interval is that of 95 %; regular exits are no removals.
        """
        from interregnum.engine.record import is_removed
        from interregnum.intervals import paired_difference, weighted_difference

        if "contrast" not in self.tables:
            raise self._no_table("contrast")
        arms = [self._columns(name, ["outcome"]).to_pandas() for name in ("runs", "contrast")]
        first, second = ((~is_removed(arm["outcome"])).tolist() for arm in arms)
        weights = self.weights()
        if weights is not None:
            return weighted_difference(first, second, weights, 0.95)
        return paired_difference(first, second, 0.95)

    def manifest(self, files: dict[str, str] | None = None) -> dict[str, Any]:
        """Return everything that is needed to make the same study again.

        Parameters
        ----------
        files
            SHA-256 of the bytes of each file, if the study lies in files.
        """
        from interregnum.experiments.manifest import completed, manifest_of

        return completed(manifest_of(self._order()), self.digests(), files or {})

    def save(self, folder: str | Path) -> Path:
        """Write the study into a new folder, with its figure if it has a contrast.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        from interregnum.experiments import store
        from interregnum.experiments.series_file import series_bytes
        from interregnum.experiments.tables import file_of

        place = Path(folder)
        with store.StudyWriter(place) as writer:
            for name, table in self.tables.items():
                writer.table(file_of(name), table)
            for name, tally in self._read_tallies().items():
                writer.raw(file_of(name), series_bytes(tally, self._order().words))
            draw_figures(self, writer.part)
            writer.manifest(self.manifest(writer.files()))
            writer.finish()
        return place

    @property
    def plot(self) -> Plots:
        """The study's figures by kind: ``study.plot.fans("fans.svg")``."""
        from interregnum.face.plotting import Plots

        return Plots(self)

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
        other = contrast.label if contrast else ""
        labels, title = ("as it is", other), f"Does it last longer under: {other}?"
        if contrast is not None and contrast.switch == "mutiny.happens":
            labels = ("with the mutiny", other)
            title = "Does a mutiny that the ruler faces shorten his rule?"
        survival_figure(
            bins,
            labels=labels,
            title=title,
            horizon=int(self.case.scenario.horizon.value),
            provenance=f"{self.provenance} · points: runs in a bin of τ_e; bars: 90 % intervals",
            files=[Path(file) for file in files],
        )

    def __repr__(self) -> str:
        return f"<Study of {self.provenance}>"

    def _repr_html_(self) -> str:
        """Return shares of outcomes with intervals, and where they come from, for notebooks."""
        from interregnum.face.pages import study_html

        return study_html(self)


def draw_figures(study: Study, folder: Path) -> None:
    """Draw a study's figures into a folder: survival in both arms, if there are two."""
    if "contrast" in study.tables:
        study.plot_survival([folder / "survival.png", folder / "survival.svg"])
