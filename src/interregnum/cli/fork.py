"""`interregnum fork`: one recorded past goes on into many futures."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.canonical import settings_from
from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.face.forking import Futures


def fork(
    study: Annotated[Path, typer.Argument(help="The folder of a study.")],
    at: Annotated[
        str,
        typer.Option(help="The first day that may differ, or an event: the day after its first."),
    ],
    run: Annotated[int | None, typer.Option(min=0, help="Whose past.")] = None,
    every: Annotated[
        bool, typer.Option("--every", help="Every run that had the event and was not over.")
    ] = False,
    runs: Annotated[int, typer.Option(min=1, help="Futures of each past.")] = 1000,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="What is otherwise from that day on.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which futures.")] = 0,
    out: Annotated[Path | None, typer.Option(help="A new folder for the futures.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Continue one past of a study, or each of its pasts, into many futures.

    The past comes back bit for bit; from the day on, futures differ by their draws, and by what
    is set. With --set the same futures are run without the change too, draw for draw, and the
    paired effect is shown.

    \b
    Examples:
      interregnum fork study/ --run 3 --at mutiny_begins --runs 500
      interregnum fork study/ --run 3 --at 100 --set sanctions=true --runs 500
      interregnum fork study/ --every --at deal --runs 50 --out futures/
    """
    if (run is None) != every:
        raise UsageError("fork: give either --run K for one past, or --every for all of them")
    from interregnum import face
    from interregnum.experiments.store import check_free

    if out is not None:
        check_free(out)
    pasts = face.fork(study, at=at, run=run, settings=settings_from(settings or []))
    made = pasts.run(runs=runs, seed=seed, workers=workers, progress=_progress())
    if out is not None:
        made.save(out)
    if as_json:
        print(json.dumps(_content(made), indent=2, ensure_ascii=False))
    else:
        _print(made, out)


def _print(made: Futures, out: Path | None) -> None:
    """Print what a reader looks at first, and where the files lie."""
    from rich.console import Console

    from interregnum.report.fork_lines import fork_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    for part in fork_parts(made.forking, made.at, made.outcomes(), made.decided(), made.moved()):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
    if made.without:
        console.print(f"{len(made.without)} runs were over, or had no such event.", markup=False)
    if out is not None:
        console.print(f"Tables: {out}/futures.parquet, {out}/events.parquet", markup=False)


def _progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        typer.echo(f"\r{done} of {whole} futures", err=True, nl=done >= whole)

    return tell


def _content(made: Futures) -> dict[str, Any]:
    """Return what --json prints."""
    decided, moved = made.decided(), made.moved()
    return {
        **made.manifest(),
        "without": list(made.without),
        "outcomes": [
            {
                "outcome": row.outcome,
                "share": row.share._asdict(),
                "effect": None if row.effect is None else row.effect._asdict(),
            }
            for row in made.outcomes()
        ],
        "decided_by_the_past": None if decided is None else decided._asdict(),
        "moved": moved,
    }
