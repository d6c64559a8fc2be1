"""`interregnum sensitivity`: which parameters and structures move an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interregnum.cli.analysis_options import (
    AsJson,
    DryRun,
    Out,
    Outcomes,
    Plot,
    Resume,
    ScenarioName,
    Seed,
    Settings,
    Structures,
    Workers,
    check_places,
    finish,
    print_parts,
    progress,
    structures_from,
    values_kept,
)
from interregnum.cli.drawing import case_settings, names_and_drawing

if TYPE_CHECKING:
    from pathlib import Path

    from interregnum.experiments.kept_values import KeptValues
    from interregnum.face.sensing import Sensitivity

Method = Annotated[str, typer.Option(help="sobol, morris, pawn or delta.")]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        help="Names, or simplexes such as weights, with commas; else screened. Or what fitted "
        "ones are drawn from: posterior, prior, or a .parquet file; repeat for both."
    ),
]
Most = Annotated[int, typer.Option(min=1, help="How many are screened or shown.")]
Points = Annotated[
    int | None,
    typer.Option(min=1, help="Base points: 1024 (sobol), 50 (morris), runs: 5000 (others)."),
]
Replicates = Annotated[int, typer.Option(min=1, help="Runs of each point.")]
USUAL_POINTS = {"sobol": 1024, "morris": 50}


def sensitivity(
    scenario: ScenarioName,
    method: Method = "sobol",
    outcome: Outcomes = None,
    parameters: Parameters = None,
    most: Most = 20,
    structure: Structures = None,
    points: Points = None,
    replicates: Replicates = 2,
    seed: Seed = 0,
    settings: Settings = None,
    out: Out = None,
    resume: Resume = False,
    plot: Plot = None,
    workers: Workers = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Rank parameters and structures by what they do to an outcome.

    Points that are compared share their luck. Indices of sobol are those of the outcome's chance:
    luck is averaged out, and the share that all inputs decide together is told apart. pawn and
    delta take ordinary runs. What has landed in --out is kept: --resume goes on with it.

    \b
    Examples:
      interregnum sensitivity mutiny-2023 --points 256 --most 10 --plot sobol.png
      interregnum sensitivity mutiny-2023 --method morris --outcome democracy --points 50
      interregnum sensitivity mutiny-2023 --structure selection=focal,largest,smallest --json
      interregnum sensitivity mutiny-2023 --parameters weights,start.type_mean --points 256
      interregnum sensitivity mutiny-2023 --method pawn --points 5000 --outcome exit_day
    """
    from interregnum import face
    from interregnum.face.sensing import Sensitivity, asked_for, identity

    check_places(out, plot, resume=resume)
    names, drawing = names_and_drawing(parameters)
    asked = asked_for(
        face.load(scenario, case_settings(settings, drawing)),
        method,
        tuple(outcome or ("removed",)),
        parameters=tuple(names),
        most=most,
        structures=structures_from(structure or []),
        points=points or USUAL_POINTS.get(method, 5000),
        replicates=replicates,
        seed=seed,
        workers=workers,
    )
    if dry_run:
        typer.echo(f"{asked.runs()} runs")
        return
    with values_kept(out, identity(asked), resume=resume) as kept:
        made = Sensitivity(asked, tuple(asked.rankings(progress(), kept)))
        _finish(made, as_json, kept, plot)


def _finish(
    made: Sensitivity, as_json: bool, kept: KeptValues | None, plot: list[Path] | None
) -> None:
    """Write what was found, and print it as JSON or as tables."""
    finish(made, as_json, kept, plot)
    if not as_json:
        _tell(made)


def _tell(made: Sensitivity) -> None:
    """Print a table of each outcome."""
    from interregnum.experiments.measured import unit_of
    from interregnum.report.sensitivity_lines import ranking_parts

    asked = made.asked
    parts = [
        part
        for ranking in made.rankings
        for part in ranking_parts(ranking, asked.method.value, unit_of(ranking.outcome))
    ]
    print_parts(parts, f"{asked.runs():,} runs of {asked.scenario.scenario}, seed {asked.seed}.")
