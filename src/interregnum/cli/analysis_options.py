"""What the verbs of analysis share: their options, what they check, keep and print."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.canonical import settings_from
from interregnum.errors import StudyInterruptedError, UsageError

if TYPE_CHECKING:
    from interregnum.experiments.kept_values import KeptValues
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
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what landed in --out.")]
Plot = Annotated[list[Path] | None, typer.Option(help="PNG or SVG to write; repeat.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say how many runs.")]


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


def check_places(out: Path | None, plot: list[Path] | None, *, resume: bool = False) -> None:
    """Refuse places that cannot be written before anything runs."""
    from interregnum.experiments.store import check_free
    from interregnum.report.canvas import check_format

    if resume and out is None:
        raise UsageError("--resume goes on with what lies in a folder; name it with --out")
    if out is not None and not resume:
        check_free(out)
    for file in plot or []:
        check_format(file)


@contextlib.contextmanager
def values_kept(
    out: Path | None, asked: dict[str, Any], *, resume: bool
) -> Iterator[KeptValues | None]:
    """Give the folder in which values are kept; whoever interrupts it learns how to go on.

    Raises
    ------
    StudyError
        If the folder is taken or of another analysis.
    StudyInterruptedError
        Where it was interrupted after something had landed.
    """
    if out is None:
        yield None
        return
    from interregnum.experiments.kept_values import KeptValues

    with KeptValues(
        out, asked, resume=resume, tell=lambda line: typer.echo(line, err=True)
    ) as kept:
        try:
            yield kept
        except KeyboardInterrupt:
            if not kept.begun:
                raise
            msg = f"interrupted: what had landed is kept in {out}; the same command with --resume"
            raise StudyInterruptedError(f"{msg} goes on") from None


def finish(
    made: Sensitivity | Splitting,
    as_json: bool,
    kept: KeptValues | None,
    plot: list[Path] | None,
) -> None:
    """Write what was asked for; print JSON if that was."""
    if kept is not None:
        content = made.content()
        kept.finish(f"{content['kind']}.json", content)
    if plot:
        made.plot(*plot)
    if as_json:
        print(json.dumps(made.content(), indent=2, ensure_ascii=False, allow_nan=False))


def print_parts(parts: list[Any], last: str) -> None:
    """Print tables and lines, then a last one."""
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    for part in (*parts, last):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def progress() -> Any:
    """Return what tells a terminal how many runs have landed."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        typer.echo(f"\r{done} of {whole} runs", err=True, nl=done >= whole)

    return tell
