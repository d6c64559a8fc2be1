"""`interregnum calibrate`: fit the model to the record to 1989, and say what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=(
        "Calibration: simulate, fit, check, and write what scenarios draw from.\n\n\b\n"
        "Example:\n  interregnum calibrate run --out fit/"
    ),
)


@app.command()
def run(
    out: Annotated[Path, typer.Option(help="Where design points, chains and results are kept.")],
    first: Annotated[int, typer.Option(min=64, help="Design points over the prior.")] = 512,
    second: Annotated[int, typer.Option(min=0, help="Design points near the first fit.")] = 256,
    direct: Annotated[int, typer.Option(min=20, help="Worlds simulated at the end.")] = 60,
    steps: Annotated[int, typer.Option(min=200, help="Steps of each last chain.")] = 12_000,
    seed: Annotated[int, typer.Option(min=0, help="Of everything.")] = 1989,
    workers: Annotated[int, typer.Option(min=1, help="Points simulated at once.")] = 2,
    ship: Annotated[bool, typer.Option(help="Put the results into the package.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the gate to stdout.")] = False,
) -> None:
    """Fit twelve parameters to the record to 1989, and run the gate; resumable.

    What has landed in --out is kept: the same command goes on. The posterior, its manifest and
    the scoreboard are written into --out, and with --ship into the package.

    \b
    Examples:
      interregnum calibrate run --out fit/
      interregnum calibrate run --out fit/ --ship
    """
    from interregnum import face

    told = None if quiet else _told
    found = face.calibrate(
        out,
        {"first": first, "second": second, "direct": direct, "steps": steps, "seed": seed},
        workers=workers,
        ship=ship,
        told=told,
    )
    if as_json:
        typer.echo(json.dumps(found.gate, indent=1, ensure_ascii=False))
        return
    typer.echo(found.words)


def _told(step: str, done: int, of: int) -> None:
    """Say how far a step is, on stderr."""
    if done == of or done % 16 == 0:
        typer.echo(f"{step}: {done} of {of}", err=True)
