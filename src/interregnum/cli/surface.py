"""`interregnum surface`: with what the effect of a switch differs, and how well that is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.run import AsJson, Name, Settings, Workers
from interregnum.cli.twins import progress_told, switches_from
from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.face.surfacing import EffectSurface


Switch = Annotated[str, typer.Option(help="KEY=A,B: two values, the reference last.")]
Outcome = Annotated[
    str, typer.Option(help="Whose effect: collapse, removed, exit_day, democracy, ...")
]
Pairs = Annotated[int, typer.Option(help="Pairs of runs, at least 200.")]
OwnStructure = Annotated[
    bool, typer.Option("--own-structure", help="Draw no rules by lot: the scenario's own.")
]
Plot = Annotated[list[Path] | None, typer.Option(help="PNG or SVG to write; may be repeated.")]


def surface(
    scenario: Name,
    switch: Switch,
    outcome: Outcome = "collapse",
    runs: Pairs = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="The study's seed.")] = 0,
    settings: Settings = None,
    drawing: Drawing = None,
    own_structure: OwnStructure = False,
    plot: Plot = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Fit the effect of a switch as a function of parameters and of rival structures.

    Every run draws its parameters, and its rules by lot, and is lived with the switch and
    without. The fit is judged on runs that it has not seen, against the constant effect.

    \b
    Examples:
      interregnum surface mutiny-2023 --switch mutiny.happens=true,false --plot surface.png
      interregnum surface mutiny-2023 --switch mutiny.happens=true,false --outcome removed
      interregnum surface egypt-2011 --switch ruler.visible=true,false --outcome exit_day
    """
    from interregnum import face
    from interregnum.report.canvas import check_format

    fixed = case_settings(settings, drawing)
    (key, values), *_ = switches_from([switch], fixed).items()
    if len(values) != 2:
        raise UsageError(f"surface: --switch {switch}: give two values, the reference last")
    for file in plot or []:
        check_format(file)
    made = face.surface(
        face.load(scenario, fixed),
        switch=(key, values),
        runs=runs,
        seed=seed,
        progress=progress_told("runs"),
        outcome=outcome,
        structures=not own_structure,
        workers=workers,
    )
    if plot:
        made.plot(*plot)
    if as_json:
        print(json.dumps(made.content(), indent=2, ensure_ascii=False))
    else:
        _print(made)


def _print(made: EffectSurface) -> None:
    """Print what a reader looks at first."""
    from rich.console import Console

    from interregnum.report.surface_lines import surface_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    told = made.readings
    for part in surface_parts(made.fitted, told.outcome, told.unit, made.asked.runs):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
