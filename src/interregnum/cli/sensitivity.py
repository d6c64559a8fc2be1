"""`interregnum sensitivity` and `split`: what moves outcomes, and how much is luck."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.canonical import settings_from
from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.face.sensing import Sensitivity
    from interregnum.face.splitting import Splitting

ScenarioName = Annotated[str, typer.Argument(help="A scenario of the library, or a YAML file.")]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        help="removed, collapse, removed_within_N_d, an outcome's class, exit_day; repeat.",
    ),
]
Structures = Annotated[
    list[str] | None,
    typer.Option("--structure", metavar="KEY=A,B", help="A structural option moved too; repeat."),
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="What is set of the case.")
]
Seed = Annotated[int, typer.Option(min=0, help="Of the study.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Threads.")]
Out = Annotated[Path | None, typer.Option(help="A new folder for the numbers.")]
Plot = Annotated[list[Path] | None, typer.Option(help="PNG or SVG to write; repeat.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def sensitivity(
    scenario: ScenarioName,
    method: Annotated[str, typer.Option(help="sobol, morris, pawn or delta.")] = "sobol",
    outcome: Outcomes = None,
    parameters: Annotated[
        str | None, typer.Option(help="Names, with commas between; else they are screened.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="How many are screened or shown.")] = 20,
    structure: Structures = None,
    points: Annotated[
        int | None,
        typer.Option(min=1, help="Base points: 1024 (sobol), 50 (morris), runs: 5000 (others)."),
    ] = None,
    replicates: Annotated[int, typer.Option(min=1, help="Runs of each point.")] = 2,
    seed: Seed = 0,
    settings: Settings = None,
    out: Out = None,
    plot: Plot = None,
    workers: Workers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many runs.")] = False,
    as_json: AsJson = False,
) -> None:
    """Rank parameters and structures by what they do to an outcome.

    Points that are compared share their luck. Indices of sobol are those of the outcome's chance:
    luck is averaged out, and the share that all inputs decide together is told apart. pawn and
    delta take ordinary runs.

    \b
    Examples:
      interregnum sensitivity mutiny-2023 --points 256 --most 10 --plot sobol.png
      interregnum sensitivity mutiny-2023 --method morris --outcome democracy --points 50
      interregnum sensitivity mutiny-2023 --structure selection=focal,largest,smallest --json
      interregnum sensitivity mutiny-2023 --method pawn --points 5000 --outcome exit_day
    """
    from interregnum import face
    from interregnum.face.sensing import Sensitivity, asked_for

    _check_places(out, plot)
    usual = {"sobol": 1024, "morris": 50}
    asked = asked_for(
        face.load(scenario, settings_from(settings or [])),
        method,
        tuple(outcome or ("removed",)),
        parameters=_names(parameters),
        most=most,
        structures=structures_from(structure or []),
        points=points or usual.get(method, 5000),
        replicates=replicates,
        seed=seed,
        workers=workers,
    )
    if dry_run:
        typer.echo(f"{asked.runs()} runs")
        return
    made = Sensitivity(asked, tuple(asked.rankings(_progress())))
    _keep(made, out, plot)
    if as_json:
        print(json.dumps(made.content(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    from interregnum.experiments.measured import unit_of
    from interregnum.report.sensitivity_lines import ranking_parts

    _print(
        [part for r in made.rankings for part in ranking_parts(r, method, unit_of(r.outcome))],
        f"{asked.runs():,} runs of {scenario}, seed {seed}.",
    )


def split(
    scenario: ScenarioName,
    outcome: Outcomes = None,
    structure: Structures = None,
    points: Annotated[int, typer.Option(min=1, help="Points of the parameters.")] = 400,
    rulers: Annotated[int, typer.Option(min=1, help="Rulers of each point.")] = 2,
    lives: Annotated[int, typer.Option(min=1, help="Lives of each ruler.")] = 2,
    at: Annotated[
        list[int] | None, typer.Option(min=0, help="Day of a forecast; repeat. 0 and 30.")
    ] = None,
    pasts: Annotated[
        int, typer.Option(min=0, help="Pasts that are forecast; 0 for no forecasts.")
    ] = 400,
    futures: Annotated[int, typer.Option(min=1, help="Futures of each past.")] = 10,
    seed: Seed = 0,
    settings: Settings = None,
    out: Out = None,
    plot: Plot = None,
    workers: Workers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many runs.")] = False,
    as_json: AsJson = False,
) -> None:
    """Split outcomes into structure, parameters, hidden strength and luck; test forecasts.

    Structures (by default selection and expectation in all combinations), points of the
    parameters, rulers and their lives are nested, so that each part of the variance is estimated
    without bias. Then an oracle, who knows everything on a day, and an observer, who knows the
    public belief, forecast removals.

    \b
    Examples:
      interregnum split mutiny-2023 --points 100 --pasts 200 --plot split.png
      interregnum split mutiny-2023 --structure structure=reference,social --at 0 --json
    """
    from interregnum import face
    from interregnum.face.sensing import check_statistics
    from interregnum.face.splitting import Splitting, asked_for, forecasts
    from interregnum.report.split_lines import split_parts

    _check_places(out, plot)
    days = (at or [0, 30]) if pasts else []
    options: dict[str, Any] = {"structures": structures_from(structure)} if structure else {}
    asked = asked_for(
        face.load(scenario, settings_from(settings or [])),
        outcomes=tuple(outcome or ("removed", "exit_day")),
        points=points,
        rulers=rulers,
        lives=lives,
        seed=seed,
        workers=workers,
        **options,
    )
    if dry_run:
        typer.echo(f"{asked.runs() + len(days) * pasts * futures} runs")
        return
    check_statistics(*(["sklearn"] if days else []))
    # Forecasts come first: what is wrong with their days is told before the long design runs.
    skills = forecasts(asked, days, pasts, futures)
    made = Splitting(asked, pasts, futures, asked.splits(_progress()), skills)
    _keep(made, out, plot)
    if as_json:
        print(json.dumps(made.content(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    last = f"{asked.runs():,} runs of {scenario} in the nested design, seed {seed}."
    _print(split_parts(made.splits, made.skills), last)


def structures_from(given: list[str]) -> dict[str, list[Any]]:
    """Return structural options with their values from ``key=a,b``.

    >>> structures_from(["selection=focal,largest", "elections=true,false"])
    {'selection': ['focal', 'largest'], 'elections': [True, False]}
    """
    found: dict[str, list[Any]] = {}
    for text in given:
        key, sign, values = text.partition("=")
        if not key or not sign or not values:
            raise UsageError(f"--structure {text}: not KEY=A,B; give selection=focal,largest")
        if key in found:
            raise UsageError(f"--structure {text}: {key} is given twice; give all values at once")
        found[key] = [settings_from([f"value={word}"])["value"] for word in values.split(",")]
    return found


def _names(given: str | None) -> tuple[str, ...]:
    return () if given is None else tuple(name.strip() for name in given.split(",") if name.strip())


def _check_places(out: Path | None, plot: list[Path] | None) -> None:
    """Refuse places that cannot be written before anything runs."""
    from interregnum.experiments.store import check_free
    from interregnum.report.canvas import check_format

    if out is not None:
        check_free(out)
    for file in plot or []:
        check_format(file)


def _keep(made: Sensitivity | Splitting, out: Path | None, plot: list[Path] | None) -> None:
    """Write what was asked for."""
    if out is not None:
        made.save(out)
    if plot:
        made.plot(*plot)


def _print(parts: list[Any], last: str) -> None:
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    for part in (*parts, last):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def _progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        typer.echo(f"\r{done} of {whole} runs", err=True, nl=done >= whole)

    return tell
