"""`interregnum diversity`: which kinds of outcomes the model can produce, and which never come."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from interregnum.cli.canonical import settings_from


def diversity(
    scenario: Annotated[str, typer.Argument(help="A scenario or a YAML file.")],
    budget: Annotated[int, typer.Option(min=100, help="Runs.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the search and of the runs.")] = 0,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="What the scenario is before the search.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A new folder for a scenario file an example.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Search for combinations of class, mode, violence and exit over all that is admissible.

    Every parameter moves over its declared hard range, structures and options too; half of the
    runs are spread, the rest look around what was seen least. Each example can be repeated.

    \b
    Examples:
      interregnum diversity mutiny-2023 --budget 2000
      interregnum diversity mutiny-2023 --budget 20000 --out kinds/
      interregnum run kinds/03-militarised-run-6.yaml --runs 7 --seed 0 --out example/
    """
    from interregnum import face
    from interregnum.experiments.store import check_free
    from interregnum.face.diversifying import diversity as searched

    if out is not None:
        check_free(out)
    case = face.load(scenario, settings_from(settings or []))
    made = searched(case, budget=budget, seed=seed, workers=workers, progress=_progress())
    if out is not None:
        made.save(out)
    if as_json:
        print(json.dumps(made.content(), indent=2, ensure_ascii=False))
    else:
        _print(made, out)


def _print(made: Any, out: Path | None) -> None:
    from rich.console import Console

    from interregnum.report.diversity_lines import FoundLine, diversity_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    found = [FoundLine(s.kind, s.runs, s.spread_runs, s.first.number) for s in made.found]
    size = {"budget": made.budget, "repeated": made.repeated}
    for part in diversity_parts(found, made.missing(), made.unforeseen(), **size):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
    if out is not None:
        console.print(f"Examples: {out}/NN-OUTCOME-run-K.yaml, all in {out}/diversity.json")


def _progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        typer.echo(f"\r{done} of {whole} runs", err=True, nl=done >= whole)

    return tell
