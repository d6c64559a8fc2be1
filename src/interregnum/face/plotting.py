"""A study's figures: each kind reads what it needs of the study and hands it to the drawing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError
from interregnum.face.figure_parts import (
    FANS,
    HEADINGS,
    STRIPS,
    contrast_outcomes,
    ending_text,
    marked_moments,
)

if TYPE_CHECKING:
    from interregnum.experiments.march_hours import March
    from interregnum.face.study import Study
    from interregnum.report.canvas import Drawing

MARCH_LAST_HOURS = 96.0
WEIGHTED = "Runs are weighted by the likelihood of the observed rows."


@dataclasses.dataclass(frozen=True)
class Plots:
    """The figures of a study; each returns the drawing, and writes it if files are named."""

    study: Study

    def outcomes(self, *files: str | Path) -> Drawing:
        """Draw the shares of outcomes with 95 % intervals, in both arms, regular exits apart."""
        from interregnum.report.share_plots import Arm, outcomes_figure

        arms = [Arm(self._arms[0], self.study.outcomes())]
        if len(self._arms) > 1:
            arms.append(Arm(self._arms[1], contrast_outcomes(self.study)))
        drawing = outcomes_figure(
            arms,
            horizon=self._horizon,
            title=self._title("outcomes"),
            provenance=self.study.provenance,
        )
        return _written(drawing, files)

    def fans(self, *files: str | Path) -> Drawing:
        """Draw medians and 50 % and 90 % bands of daily quantities, in both arms.

        Raises
        ------
        ScenarioError
            If the study was run without series.
        """
        import numpy as np

        from interregnum.report.fan_plots import Fan, fans_figure

        arms = [self.study.series]
        if len(self._arms) > 1:
            arms.append(self.study.contrast_series)
        fans = [
            Fan(
                f"{text} [{arms[0][name].attrs['units']}]",
                tuple(np.asarray(arm[f"{name}.quantile"]) for arm in arms),
            )
            for name, text in FANS.items()
        ]
        counts = [np.asarray(arm["belief.mean.count"].sum("bin")) for arm in arms]
        drawing = fans_figure(
            fans,
            [count / max(len(self.study), 1) for count in counts],
            names=self._arms,
            moments=marked_moments(self.study),
            title=self._title("fans"),
            provenance=self.study.provenance + self._unweighted(),
        )
        return _written(drawing, files)

    def incidence(self, *files: str | Path) -> Drawing:
        """Draw the cumulative incidence of competing outcomes over days, an arm a panel."""
        from interregnum.experiments.incidence import cumulative_incidence
        from interregnum.report.share_plots import incidence_figure

        weights = self.study.weights()
        arms = []
        for name, table in zip(self._arms, ("runs", "contrast"), strict=False):
            runs = self.study._columns(table, ["outcome", "day"]).to_pandas()
            arms.append((name, cumulative_incidence(runs, self._horizon, weights)))
        notes = [] if weights is None else [WEIGHTED]
        drawing = incidence_figure(
            arms,
            horizon=self._horizon,
            title=self._title("incidence"),
            provenance=self.study.provenance,
            notes=notes,
            moments=marked_moments(self.study),
        )
        return _written(drawing, files)

    def timeline(self, *files: str | Path) -> Drawing:
        """Draw one typical and one extreme run with their events.

        Raises
        ------
        ScenarioError
            If the study was run without series.
        """
        import numpy as np

        from interregnum.engine.series import SERIES
        from interregnum.experiments.single_runs import chosen_runs, happenings
        from interregnum.report.timeline_plots import Story, Strip, timeline_figure

        names = [name for _, rows in STRIPS for name, _ in rows]
        series = self.study.series
        paths = {name: np.asarray(series[name]) for name in names}
        runs = self.study._columns(
            "runs", ["run", "outcome", "day", "result.contested"]
        ).to_pandas()
        followed = [row for row in SERIES if row.name in paths]
        chosen = chosen_runs(runs, paths, followed)
        events = self.study.events
        stories = [
            Story(c, happenings(events, c.run), {n: p[c.run] for n, p in paths.items()})
            for c in chosen
        ]
        drawing = timeline_figure(
            stories,
            [Strip(*strip) for strip in STRIPS],
            endings=[ending_text(c.outcome, c.day) for c in chosen],
            notes=[self._choice(len(paths[names[0]]))],
            title=self._title("timeline"),
            provenance=self.study.provenance,
        )
        return _written(drawing, files)

    def march(self, *files: str | Path) -> Drawing:
        """Draw when the first columns came to the places on the road, beside the record.

        Raises
        ------
        ScenarioError
            If no column set out in any run.
        """
        from interregnum.experiments.march_hours import sightings
        from interregnum.report.march_plots import march_figure

        march = self._march()
        drawing = march_figure(
            march,
            sightings(self.study.case.scenario, MARCH_LAST_HOURS),
            title=self._title("march"),
            provenance=self.study.provenance,
            notes=[WEIGHTED] if self.study.case.scenario.mode == "condition" else [],
        )
        return _written(drawing, files)

    def sign(
        self,
        *files: str | Path,
        runs: int | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Drawing:
        """Run twelve ensembles and draw the effect of a failed mutiny over τ_e, o and selection.

        Parameters
        ----------
        files
            To be written.
        runs
            Of each ensemble; by default as many as the study has.
        progress
            Called with a line about the ensemble whose turn it is.

        Raises
        ------
        ScenarioError
            If the scenario schedules no mutiny.
        """
        case = self.study.case
        if not case.scenario.mutiny.happens:
            msg = f"{case.name}: schedules no mutiny, so none can fail; let mutiny.happens be true"
            raise ScenarioError(msg)
        size = len(self.study) if runs is None else runs
        cells = case.sign(runs=size, seed=self.study.seed, progress=progress)
        provenance = self.study.provenance.replace(
            f"{len(self.study)} runs", f"12 ensembles of {size} runs"
        )
        drawing = sign_drawing(cells, self._horizon, self._title("sign"), provenance)
        return _written(drawing, files)

    def map(
        self, *files: str | Path, outlines: str | Path | None = None, moment: str = "horizon"
    ) -> Drawing:
        """Draw who holds each region and how many came out there, with the march as a line.

        One equal tile a region, or a user's borders. A study without daily series shows the
        population instead.

        Parameters
        ----------
        files
            To be written.
        outlines
            A GeoJSON file of borders whose features name a region by ``iso_3166_2``.
        moment
            When regions are held: ``crisis_peak``, ``horizon`` or ``month_24``.

        Raises
        ------
        ScenarioError
            If the scenario has no table of regions.
        UsageError
            If there is no such moment.
        StudyError
            If the outlines cannot be read.
        """
        from interregnum.face import mapping

        borders = None if outlines is None else Path(outlines)
        drawing = mapping.map_drawing(self.study, borders, moment, self._title("map"))
        return _written(drawing, files)

    @property
    def _horizon(self) -> int:
        return int(self.study.case.scenario.horizon.value)

    def _title(self, kind: str) -> str:
        """Return what a figure shows, and of which case."""
        return f"{HEADINGS[kind]}\n{self.study.case.scenario.title}"

    @property
    def _arms(self) -> tuple[str, ...]:
        contrast = self.study.case.scenario.contrast
        if contrast is None or "contrast" not in self.study.tables:
            return (self.study.case.name,)
        return (self.study.case.name, contrast.label)

    def _march(self) -> March:
        """Return the march of the scenario's arm."""
        from interregnum.experiments.march_hours import march_by_hours

        runs = self.study._columns("runs", ["run"]).to_pandas()
        weights = self.study.weights()
        return march_by_hours(runs, self.study.events, self.study.case.scenario, weights)

    def _choice(self, count: int) -> str:
        """Say how the runs that are shown were chosen among those whose paths are kept."""
        from interregnum.experiments.single_runs import RULE

        told = RULE.format(count=count) if count > 1 else "The study has one run."
        return told + self._unweighted()

    def _unweighted(self) -> str:
        """Say where daily series do not know the weights of mode condition."""
        if self.study.case.scenario.mode != "condition":
            return ""
        return " · runs unweighted: daily series do not know how well a run agrees"


def sign_drawing(cells: Sequence[Any], horizon: int, title: str, provenance: str) -> Drawing:
    """Return the sign figure of cells that have been run."""
    from interregnum.experiments.sign import told
    from interregnum.report.sign_plots import sign_figure

    return sign_figure(cells, told(cells), horizon=horizon, title=title, provenance=provenance)


def _written(drawing: Drawing, files: Sequence[str | Path]) -> Drawing:
    drawing.write(files)
    return drawing
