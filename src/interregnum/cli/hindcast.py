"""`interregnum hindcast`: the reference case forecast from its onset and from the stand-down."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.run import AsJson, Quiet, Settings, Workers
from interregnum.errors import UsageError

Name = Annotated[str, typer.Argument(help="A case whose timeline marks what was known.")]
Runs = Annotated[int, typer.Option(min=20, help="Runs of each forecast.")]
Pasts = Annotated[
    int | None,
    typer.Option(min=1, help="Short runs among which those that agree are sought; 100 a run."),
]
Seed = Annotated[int, typer.Option(min=0, help="The seed.")]
Out = Annotated[Path | None, typer.Option(help="A new folder for numbers, runs and the figure.")]
Plot = Annotated[list[Path] | None, typer.Option(help="PNG or SVG to write; may be repeated.")]


def hindcast(
    scenario: Name = "mutiny-2023",
    runs: Runs = 2000,
    pasts: Pasts = None,
    seed: Seed = 0,
    settings: Settings = None,
    drawing: Drawing = None,
    workers: Workers = None,
    out: Out = None,
    plot: Plot = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Forecast a case whose end is known: from its onset, and from what was known after it.

    The first forecast imposes the onset and knows nothing later. The second goes on from runs by
    rule that agree with the marked rows of the timeline, and prints how many they are worth.
    Beside them stand classes of the record that the case may be put in. The outcome is known to
    the authors: a hindcast counts as no evidence.

    \b
    Examples:
      interregnum hindcast
      interregnum hindcast mutiny-2023 --runs 500 --parameters prior --plot hindcast.png
      interregnum hindcast --json --quiet
    """
    from interregnum import face
    from interregnum.experiments.store import check_free
    from interregnum.report.canvas import check_format

    for file in plot or []:
        check_format(file)
    if out is not None:
        check_free(out)
    asked = case_settings(settings, drawing)
    if "horizon" in asked:
        raise UsageError("hindcast: the horizon is three years here; leave it out of --set")
    told = None if quiet or not sys.stderr.isatty() else _told
    case = face.load(scenario, asked)
    found = face.hindcast(case, runs=runs, pasts=pasts, seed=seed, workers=workers, progress=told)
    if out is not None:
        found.save(out)
    if plot:
        found.plot(*plot)
    content = found.content()
    if as_json:
        print(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        _print(content)


def _print(content: dict[str, Any]) -> None:
    """Print what a reader looks at first."""
    from rich.console import Console

    from interregnum.report.hindcast_lines import hindcast_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    for part in hindcast_parts(content):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def _told(word: str, done: int, whole: int) -> None:
    """Say how far it is, on stderr."""
    typer.echo(f"\r{word}: {done} of {whole}", err=True, nl=done >= whole)
