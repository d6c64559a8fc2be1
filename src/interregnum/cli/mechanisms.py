"""`interregnum mechanisms` and `interregnum sign`: what each step does, and which way it goes."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.run import AsJson, Name, Settings, Workers

SwitchOff = Annotated[
    bool, typer.Option("--switch-off", help="Run without each in turn and print what moved.")
]
Only = Annotated[list[str] | None, typer.Option(help="Only this mechanism; may be repeated.")]
Runs = Annotated[int, typer.Option(min=1, help="Runs of each ensemble.")]
Seed = Annotated[int, typer.Option(min=0, help="The study's seed.")]


def mechanisms(
    switch_off: SwitchOff = False,
    only: Only = None,
    runs: Runs = 400,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """List the model's causal steps, or switch each off and print which outcome moved.

    Example: interregnum mechanisms --switch-off --runs 1000
    """
    if not switch_off:
        _list(as_json)
        return
    from interregnum import face

    def tell(name: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"without {name} ...", err=True)

    rows = face.switch_off(only, runs=runs, seed=seed, progress=tell)
    if as_json:
        content = [{**row._asdict(), "effect": row.effect._asdict()} for row in rows]
        print(json.dumps(content, indent=2))
        return
    from rich.console import Console

    from interregnum.report.tables import switched_table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    console.print(switched_table(rows, runs))


def _list(as_json: bool) -> None:
    """Print name, equation and title of every mechanism, in the order of the model's text."""
    from interregnum.mechanisms import MECHANISMS

    if as_json:
        rows = [{"name": m.name, "equation": m.equation, "title": m.title} for m in MECHANISMS]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for m in MECHANISMS:
        print(f"{m.name:18} {m.equation:14} {m.title}")


def sign(
    scenario: Name = "mutiny-2023",
    runs: Runs = 2000,
    seed: Seed = 7,
    settings: Settings = None,
    drawing: Drawing = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Print the effect of a failed mutiny on the ruler's survival over τ_e, o and selection.

    Example: interregnum sign mutiny-2023 --runs 2000
    """
    from interregnum import face

    case = face.load(scenario, case_settings(settings, drawing))

    def tell(line: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"{line} ...", err=True)

    cells = case.sign(runs=runs, seed=seed, workers=workers, progress=tell)
    if as_json:
        content = [
            {**cell._asdict(), "effect": cell.effect._asdict() if cell.effect else None}
            for cell in cells
        ]
        print(json.dumps(content, indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from interregnum.report.tables import sign_lines

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    for part in sign_lines(case.name, int(case.scenario.horizon.value), cells):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
