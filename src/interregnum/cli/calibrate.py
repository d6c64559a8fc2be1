"""`interregnum calibrate`: fit the model to the record to 1989, and say what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

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
    direct: Annotated[int, typer.Option(min=20, help="Worlds simulated at the end.")] = 240,
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


@app.command()
def score(
    data: Annotated[Path, typer.Option(help="The folder of the datasets, whole files.")],
    first_year: Annotated[int, typer.Option("--from", help="The first year, 1990 or later.")] = (
        1990
    ),
    last_year: Annotated[
        int | None, typer.Option("--until", help="The last year; by default each source's own.")
    ] = None,
    worlds: Annotated[int, typer.Option(help="Worlds simulated at posterior draws.")] = 60,
    draws: Annotated[int, typer.Option(help="Draws of whole countries, for intervals.")] = 1000,
    workers: Annotated[int, typer.Option(min=1, help="Threads.")] = 1,
    log: Annotated[
        Path | None, typer.Option(help="The log of scorings; the repository's by default.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """Score the shipped posterior on years from 1990 on, against climatology and a regression.

    Fact by fact: what worlds of the later record's shape give, and what the record was to 1989.
    Case by case: the chance of exit, irregular exit, coup attempt and breakdown within a year.
    The posterior must be the one that its manifest tells of. Every scoring is added to the log,
    and what cannot be logged is not told. Sources without later years are listed.

    \b
    Examples:
      interregnum calibrate score --data data/ --from 1990
      interregnum calibrate score --data data/ --from 1990 --until 2010 --json --log scorings.jsonl
    """
    from interregnum import face

    found = face.score_later(
        data,
        (first_year, last_year),
        {"worlds": worlds, "draws": draws, "workers": workers},
        log=log,
        told=None if quiet else _told,
    )
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False))
        return
    from interregnum.report.later_lines import later_parts

    _print(later_parts(found))
    entry = found["logged"]
    typer.echo(f"Logged as entry {entry['entry']}, {entry['at']}, SHA-256 {entry['sha256']}.")


@app.command()
def placebos(
    out: Annotated[Path, typer.Option(help="Where design points and results are kept.")],
    model: Annotated[
        list[str] | None, typer.Option(help="null, frailty_only, ...; may be repeated.")
    ] = None,
    points: Annotated[int, typer.Option(help="Design points of each model, 64 or more.")] = 128,
    reference: Annotated[
        Path | None, typer.Option(help="A calibration's wave-1 folder, to take points from.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything.")] = 1989,
    workers: Annotated[int, typer.Option(min=1, help="Points simulated at once.")] = 2,
    ship: Annotated[bool, typer.Option(help="Put the comparison into the package.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """Fit placebos and other selections as the model is fitted, and compare; resumable.

    Models: reference, null, frailty_only, excitation_only, and the selections largest and
    smallest. Each gets its own bank at the same design points, an emulator and a posterior.

    \b
    Examples:
      interregnum calibrate placebos --out placebos/ --reference fit/wave-1
      interregnum calibrate placebos --out placebos/ --model null --points 64 --json
    """
    from interregnum import face

    found = face.compare_placebos(
        out,
        {"points": points, "seed": seed, "workers": workers},
        models=tuple(model or ()),
        reference=reference,
        ship=ship,
        told=None if quiet else _told,
    )
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False))
        return
    from interregnum.report.placebo_lines import placebo_lines

    typer.echo("\n".join(placebo_lines(found)))


def _print(parts: list[Any]) -> None:
    """Print tables and lines."""
    import sys

    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    for part in parts:
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def _told(step: str, done: int, of: int) -> None:
    """Say how far a step is, on stderr."""
    if done == of or done % 16 == 0:
        typer.echo(f"{step}: {done} of {of}", err=True)
