"""The effect of a switch as a function of parameters and structure: what ``ir.surface`` gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.face.case import Case, load

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.experiments.surface import Readings, Surfacing
    from interregnum.experiments.surface_fit import Surface
    from interregnum.report.canvas import Drawing

ENOUGH_RUNS = 10_000


@dataclasses.dataclass(frozen=True)
class EffectSurface:
    """Paired differences and the surface that was fitted to them.

    Parameters
    ----------
    asked
        What was asked for.
    readings
        One difference a run, and where it was taken.
    """

    asked: Surfacing
    readings: Readings

    @cached_property
    def fitted(self) -> Surface:
        """The fit, its cross-validated error and what matters in it."""
        from interregnum.experiments.surface_fit import fit_surface

        return fit_surface(self.readings, self.asked.seed)

    @property
    def provenance(self) -> str:
        """The line that stands under figures."""
        from interregnum.scenario.fitted import parameters_told
        from interregnum.version import __version__

        case = Case(self.asked.scenario)
        return (
            f"{case.name} · {self.asked.runs} pairs of runs · seed {self.asked.seed} · interregnum "
            f"{__version__} · scenario {case.digest[:12]} · {parameters_told(case.scenario)}"
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row a run: the difference, then each parameter and rule."""
        import pandas as pd

        columns: dict[str, Any] = {"difference": self.readings.differences}
        for row in self.readings.inputs:
            columns[row.name] = row.values
            if row.categories:
                columns[row.name] = [row.categories[int(k)] for k in row.values]
        return pd.DataFrame(columns)

    def content(self) -> dict[str, Any]:
        """Return what was found as a JSON object."""
        from interregnum.scenario.load import scenario_hash
        from interregnum.version import MODEL_VERSION, __version__

        found, asked = self.fitted, self.asked
        return {
            "kind": "effect surface",
            "package_version": __version__,
            "model_version": MODEL_VERSION,
            "scenario": asked.scenario.scenario,
            "scenario_sha256": scenario_hash(asked.scenario),
            "seed": asked.seed,
            "pairs": asked.runs,
            "switch": {"key": asked.switch.key, "values": list(asked.switch.values)},
            "outcome": asked.outcome,
            "unit": self.readings.unit,
            "rules_drawn": list(asked.lots),
            "effect": found.effect._asdict(),
            "constant_error": found.constant_error,
            "candidates": [
                {"name": row.name, "error": row.error, "gain": row.gain._asdict()}
                for row in found.candidates
            ],
            "chosen": found.chosen.name,
            "beats_constant": found.shows,
            "importances": [{"input": row.name, **row.loss._asdict()} for row in found.importances],
            "dependences": [
                {
                    "input": row.input.name,
                    "unit": row.input.unit,
                    "categories": list(row.input.categories),
                    "points": list(row.points),
                    "fitted": [point._asdict() for point in row.fitted],
                    "seen": [_group(part) for part in row.seen],
                }
                for row in found.dependences
            ],
            "calibration": [_group(part) for part in found.calibration],
        }

    def plot(self, *files: str | Path) -> Drawing:
        """Return the figure of what the effect goes with, and write it to files.

        Raises
        ------
        UsageError
            If a file's name ends in neither .png nor .svg.
        """
        from interregnum.report.surface_plots import surface_figure

        asked = self.asked
        first, second = (row.name for row in asked.branching.branches)
        title = f"{asked.scenario.title}\n{first} against {second}: what the effect goes with"
        drawing = surface_figure(
            self.fitted,
            outcome=asked.outcome,
            unit=self.readings.unit,
            title=title,
            provenance=self.provenance,
        )
        drawing.write(files)
        return drawing


def _group(part: Any) -> dict[str, Any]:
    return {"at": part.at, "runs": part.runs, "effect": part.effect._asdict()}


def surface(
    case: Case | str | Path,
    *,
    switch: tuple[str, Sequence[Any]],
    runs: int = ENOUGH_RUNS,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> EffectSurface:
    """Fit the effect of a switch as a function of parameters and structure.

    Parameters
    ----------
    case
        A case, the name of one, or its file.
    switch
        A dotted key and two values, the reference last: ``("mutiny.happens", [True, False])``.
    runs, seed
        Of each branch; fewer than 10,000 pairs hardly show anything.
    progress
        Called with runs landed and runs in all.
    options
        ``outcome`` (``"collapse"`` by default), ``structures`` (whether rules are drawn by lot)
        and ``workers``.

    Raises
    ------
    ScenarioError
        If a key, a value or a number is wrong.
    UsageError
        If scikit-learn is not installed.
    """
    from interregnum.experiments.branches import switches_of
    from interregnum.experiments.surface import Surfacing
    from interregnum.experiments.surface_ways import check_library
    from interregnum.kernels.scalar import chosen_target

    check_library()
    own = case if isinstance(case, Case) else load(case)
    asked = Surfacing(
        scenario=own.scenario,
        switch=switches_of({switch[0]: switch[1]})[0],
        runs=runs,
        seed=seed,
        target=chosen_target(),
        **options,
    )
    return EffectSurface(asked, asked.readings(progress))
