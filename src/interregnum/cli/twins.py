"""`interregnum twins`: what a switch does, in runs that share every random number."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.executor import Address, Executor, Which, check_executor, hands
from interregnum.cli.run import AsJson, Name, Settings, Workers
from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.experiments.structures import Rival
    from interregnum.face.twinning import Twins

Switches = Annotated[
    list[str],
    typer.Option(
        "--switch", help="KEY=A,B: two or more values, the reference last; may be repeated."
    ),
]
Structures = Annotated[
    bool, typer.Option("--structures", help="Also under each rival structure, one at a time.")
]
Plot = Annotated[list[Path] | None, typer.Option(help="PNG or SVG to write; may be repeated.")]
Out = Annotated[Path | None, typer.Option(help="A new folder for runs, events and effects.")]


def twins(
    scenario: Name,
    switch: Switches,
    runs: Annotated[int, typer.Option(min=2, help="Runs of each branch.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The study's seed.")] = 0,
    settings: Settings = None,
    drawing: Drawing = None,
    structures: Structures = False,
    out: Out = None,
    plot: Plot = None,
    workers: Workers = None,
    executor: Which = Executor.THREADS,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Show what a switch does: branches share every random number, run by run.

    One switch of two values: the effect of the first against the second on each outcome, and who
    changed. More values or switches: every combination, main effects and interactions.

    \b
    Examples:
      interregnum twins mutiny-2023 --switch mutiny.happens=true,false --runs 2000
      interregnum twins mutiny-2023 --switch mutiny.happens=true,false --plot twins.png
      interregnum twins mutiny-2023 --switch mutiny.happens=true,false --structures
      interregnum twins mutiny-2023 --switch mutiny.happens=true,false --executor dask
      interregnum twins mutiny-2023 --switch sanctions=true,false --switch ruler.visible=true,false
    """
    from interregnum import face
    from interregnum.experiments.store import check_free
    from interregnum.report.canvas import check_format

    check_executor(executor, address, dry_run=False)
    fixed = case_settings(settings, drawing)
    wanted = switches_from(switch, fixed)
    if structures and (len(wanted) > 1 or len(next(iter(wanted.values()))) > 2):
        raise UsageError("twins: --structures goes with one switch of two values; give one")
    if out is not None:
        check_free(out)
    for file in plot or []:
        check_format(file)
    case = face.load(scenario, fixed)
    tell = progress_told("runs")
    with hands(executor, address, workers, lambda line: typer.echo(line, err=True)) as who:
        made = face.twins(case, switch=wanted, runs=runs, seed=seed, workers=who, progress=tell)
        rivals = made.rivals(progress=tell) if structures else []
    if out is not None:
        made.save(out)
    if plot:
        made.plot(*plot)
    if as_json:
        print(json.dumps(_content(made, rivals), indent=2, ensure_ascii=False))
    else:
        _print(made, rivals)


def switches_from(switches: list[str], settings: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the values of each switch: JSON between commas, and bare words are words.

    Raises
    ------
    UsageError
        If one has no ``=`` or no key, comes twice, or is also set for all branches.

    >>> switches_from(["selection=focal,largest", "mechanisms.off=[],[\\"election\\"]"], {})
    {'selection': ['focal', 'largest'], 'mechanisms.off': [[], ['election']]}
    """
    from interregnum.scenario.environment import value_of

    found: dict[str, list[Any]] = {}
    for switch in switches:
        key, sign, text = (part.strip() for part in switch.partition("="))
        if not sign or not key:
            msg = f"--switch {switch}: not of the form key=a,b"
            raise UsageError(f"{msg}; write for example --switch sanctions=true,false")
        if key in found:
            raise UsageError(f"--switch {switch}: {key} is switched twice; give all values at once")
        if key in settings:
            raise UsageError(f"--switch {switch}: {key} is also set for all; leave out one of both")
        whole = value_of(f"[{text}]")
        words = [value_of(word.strip()) for word in text.split(",")]
        found[key] = whole if isinstance(whole, list) else words
    return found


def progress_told(what: str) -> Any:
    """Return what tells progress on a terminal, or None where stderr is none."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        typer.echo(f"\r{done} of {whole} {what}", err=True, nl=done >= whole)

    return tell


def _content(made: Twins, rivals: list[Rival]) -> dict[str, Any]:
    """Return what --json prints."""
    from interregnum.face.twins_words import effects_content, rivals_content

    content = {**made.manifest(), **effects_content(made)}
    if rivals:
        content |= rivals_content(rivals, made)
    return content


def _print(made: Twins, rivals: list[Rival]) -> None:
    """Print what a reader looks at first."""
    from rich.console import Console

    from interregnum.report.twins_lines import factorial_parts, pair_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    flips, runs = made.flips(), made.branching.runs
    if flips is None:
        count = len(made.branches)
        parts = factorial_parts(made.effects(), runs=runs, branches=count, moved=made.moved())
    else:
        names = [row.branch.name for row in made.branches]
        parts = pair_parts(made.effects(), flips, names, runs=runs, moved=made.moved())
    if rivals:
        from interregnum.report.rival_lines import rival_parts

        parts += rival_parts(rivals, made.thirds())
    for part in parts:
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
