"""Under which parameters an outcome comes: what `interregnum discover` and ``ir.discover`` give."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from interregnum.experiments.discovery import Discovery
    from interregnum.face.study import Study
    from interregnum.face.sweeping import Sweep
    from interregnum.report.canvas import Drawing
    from interregnum.scenario.parameters import DrawnParameter

UNWEIGHTED = "Runs are not weighted by the observed rows: boxes are those of the prior ranges."
REPLICATED = (
    "Replicates of a point count as runs of their own: intervals say nothing of other points."
)


class Origin(NamedTuple):
    """What was searched: its name and title, identity, parameters by name, and what to say."""

    name: str
    title: str
    identity: Mapping[str, Any]
    provenance: str
    rows: Mapping[str, DrawnParameter]
    notes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Boxes:
    """Boxes of parameters in which an outcome of a study or a sweep is dense.

    Parameters
    ----------
    origin
        What was searched.
    discovery
        The boxes, and what was looked for.
    """

    origin: Origin
    discovery: Discovery

    def sentences(self) -> Sequence[str]:
        """Return the boxes in plain words, with shares and 95 % intervals."""
        from interregnum.report.box_sentences import discovery_lines

        return [*discovery_lines(self.discovery, self.origin.rows), *self.origin.notes]

    def content(self) -> dict[str, Any]:
        """Return what ``--json`` prints."""
        from interregnum.experiments.discovery import content_of

        units = {name: row.unit for name, row in self.origin.rows.items()}
        told = content_of(self.discovery, units)
        return {**self.origin.identity, **told, "sentences": list(self.sentences())}

    def plot(self, *files: str | Path) -> Drawing:
        """Draw coverage against density and the limits of each box.

        Raises
        ------
        UsageError
            If a name ends in neither .png nor .svg.
        StudyError
            If a file cannot be written.
        """
        from interregnum.report.box_sentences import HAPPENS
        from interregnum.report.discovery_plots import discovery_figure

        question = f"Under which parameters: {HAPPENS[self.discovery.outcome]}?"
        drawing = discovery_figure(
            self.discovery,
            self.origin.rows,
            self.sentences(),
            title=f"{question}\n{self.origin.title}",
            provenance=self.origin.provenance,
        )
        drawing.write(files)
        return drawing


def discover(
    study: Study | Sweep | str | Path,
    outcome: str = "removed",
    *,
    method: str = "prim",
    most: int | None = None,
    density: float | None = None,
    screened: bool = True,
) -> Boxes:
    """Return boxes of parameters in which an outcome is dense.

    Parameters
    ----------
    study
        A study or a sweep, or the folder of one.
    outcome
        ``removed``, ``contested`` (removed, and back within 90 days), ``collapse`` (either), or a
        class such as ``democracy``.
    method
        ``prim`` or ``cart``.
    most
        How many boxes (prim; 3) or leaves (cart; 6) at most.
    density
        What a box must reach in the runs that are searched [1].
    screened
        Whether only parameters are searched that differ by more than chance.

    Raises
    ------
    ScenarioError
        If there are too few runs, the outcome never or always came, or nothing was drawn.
    UsageError
        If a word or number is wrong, or a library is not installed.
    """
    from interregnum.experiments.discovery import Search, discovered
    from interregnum.experiments.interest import interest_of

    size = most if most is not None else (3 if method == "prim" else 6)
    search = Search(method, size, screened, density)
    search.check()
    origin, runs, columns = _searched(study)
    interest = interest_of(runs, outcome)
    points = runs["scenario_id"].to_numpy() if "scenario_id" in runs else None
    return Boxes(origin, discovered(columns, interest, outcome, search, points))


def _searched(study: Study | Sweep | str | Path) -> tuple[Origin, pd.DataFrame, dict[str, Any]]:
    """Return what is searched, its runs, and their columns of parameters."""
    from interregnum.face.case import read
    from interregnum.face.study import Study as StudyClass

    if isinstance(study, (str, Path)):
        from interregnum.experiments.sweep_folder import tables_of
        from interregnum.experiments.sweep_manifest import SWEEP, read_sweep

        folder = Path(study)
        if (folder / SWEEP).is_file():
            manifest = read_sweep(folder)
            return _of_sweep(manifest["experiment"], tables_of(folder)["runs"].to_pandas())
        study = read(folder)
    if isinstance(study, StudyClass):
        return _of_study(study)
    return _of_sweep(study.resolved.content(), study.runs)


def _of_study(study: Study) -> tuple[Origin, pd.DataFrame, dict[str, Any]]:
    from interregnum.engine.plan import plan_of
    from interregnum.experiments.interest import inputs_of
    from interregnum.scenario.parameters import parameter_table

    scenario, runs = study.case.scenario, study.runs
    rows = {row.name: row for row in parameter_table(scenario)}
    origin = Origin(
        study.case.name,
        scenario.title,
        {
            "scenario": study.case.name,
            "scenario_sha256": study.case.digest,
            "seed": study.seed,
        },
        study.provenance,
        rows,
        (UNWEIGHTED,) if scenario.mode == "condition" else (),
    )
    return origin, runs, inputs_of(plan_of(scenario, drawing=False), runs)


def _of_sweep(
    experiment: Mapping[str, Any], runs: pd.DataFrame
) -> tuple[Origin, pd.DataFrame, dict[str, Any]]:
    """Return a sweep to be searched: its uncertainties, and the policy where there are several."""
    from interregnum.scenario.parameters import DrawnParameter, declared_table
    from interregnum.version import __version__

    known = {row.name: row for row in declared_table()}
    rows, columns = {}, {}
    for law in experiment["uncertainties"]:
        for name in law.get("members") or (law["name"],):
            values = runs[name]
            number = values.dtype.kind in "fi"
            if values.nunique() > 1:
                columns[name] = values.to_numpy(dtype=float if number else str)
            if number:
                low, high = float(values.min()), float(values.max())
                plain = DrawnParameter(name, low, low, high, "1", "", "uniform", "")
                rows[name] = known.get(name, plain)._replace(low=low, high=high)
    if runs["policy"].nunique() > 1:
        columns["policy"] = runs["policy"].to_numpy(dtype=str)
    told = {
        "experiment": experiment["experiment"],
        "scenario": experiment["scenario"],
        "policies": [policy["name"] for policy in experiment["policies"]],
        "seed": experiment["seed"],
    }
    provenance = (
        f"{told['experiment']} · {len(runs)} runs · seed {told['seed']} · "
        f"interregnum {__version__} · nothing was fitted to this case"
    )
    notes = (REPLICATED,) if len(runs) > runs["scenario_id"].nunique() else ()
    title = experiment.get("title") or told["experiment"]
    return Origin(told["experiment"], title, told, provenance, rows, notes), runs, columns
