"""`interregnum split`: how much is luck, and whether anybody can say when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
from interregnum.cli.drawing import Drawing, case_settings

if TYPE_CHECKING:
    from pathlib import Path

    from interregnum.experiments.kept_values import KeptValues
    from interregnum.face.splitting import Splitting

Points = Annotated[int, typer.Option(min=1, help="Points of the parameters.")]
Rulers = Annotated[int, typer.Option(min=1, help="Rulers of each point.")]
LivesOf = Annotated[int, typer.Option(min=1, help="Lives of each ruler.")]
Days = Annotated[list[int] | None, typer.Option(min=0, help="Day of a forecast; repeat. 0 and 30.")]
Pasts = Annotated[int, typer.Option(min=0, help="Pasts that are forecast; 0 for no forecasts.")]
FuturesOf = Annotated[int, typer.Option(min=1, help="Futures of each past.")]


def split(
    scenario: ScenarioName,
    outcome: Outcomes = None,
    structure: Structures = None,
    points: Points = 400,
    rulers: Rulers = 2,
    lives: LivesOf = 2,
    at: Days = None,
    pasts: Pasts = 400,
    futures: FuturesOf = 10,
    seed: Seed = 0,
    settings: Settings = None,
    drawing: Drawing = None,
    out: Out = None,
    resume: Resume = False,
    plot: Plot = None,
    workers: Workers = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Split outcomes into structure, parameters, hidden strength and luck; test forecasts.

    Structures (by default selection and expectation in all combinations), points of the
    parameters, rulers and their lives are nested, so that each part of the variance is estimated
    without bias. Then an oracle, who knows everything on a day, and an observer, who knows the
    public belief, forecast removals, and the mode of those that come. What
    has landed in --out is kept: the same command with --resume goes on.

    \b
    Examples:
      interregnum split mutiny-2023 --points 100 --pasts 200 --plot split.png
      interregnum split mutiny-2023 --structure structure=reference,social --at 0 --json
    """
    from interregnum import face
    from interregnum.face.splitting import asked_for, identity, split_as_asked

    check_places(out, plot, resume=resume)
    days = (at or [0, 30]) if pasts else []
    options: dict[str, Any] = {"points": points, "rulers": rulers, "lives": lives, "seed": seed}
    if structure:
        options["structures"] = structures_from(structure)
    asked = asked_for(
        face.load(scenario, case_settings(settings, drawing)),
        outcomes=tuple(outcome or ("removed", "exit_day")),
        workers=workers,
        **options,
    )
    if dry_run:
        typer.echo(f"{asked.runs() + len(days) * pasts * futures} runs")
        return
    sizes = pasts, futures
    with values_kept(out, identity(asked, days, sizes), resume=resume) as kept:
        made = split_as_asked(asked, days, sizes, progress(), kept)
        _finish(made, as_json, kept, plot)


def _finish(
    made: Splitting, as_json: bool, kept: KeptValues | None, plot: list[Path] | None
) -> None:
    """Write what was found, and print it as JSON or as tables."""
    finish(made, as_json, kept, plot)
    if not as_json:
        _tell(made)


def _tell(made: Splitting) -> None:
    """Print the parts and the forecasts."""
    from interregnum.report.split_lines import split_parts

    asked = made.asked
    last = f"{made.runs():,} runs and futures of {asked.scenario.scenario}, seed {asked.seed}."
    print_parts(split_parts(made.splits, made.skills, made.modes), last)
