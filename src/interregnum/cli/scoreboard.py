"""`interregnum scoreboard`: every stylised fact, record against model, misses first-class."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

Plot = Annotated[list[Path] | None, typer.Option(help="PNG or SVG to write; may be repeated.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def scoreboard(plot: Plot = None, as_json: AsJson = False) -> None:
    """Hold the fitted model against the record, fact by fact.

    A fact is inside if the record's estimate lies in the model's interval for a record of the
    same size. Facts that were held out stand beside those that were fitted, and misses beside
    hits, with the reason where one is known.

    \b
    Examples:
      interregnum scoreboard
      interregnum scoreboard --json
      interregnum scoreboard --plot scoreboard.svg
    """
    from interregnum import face
    from interregnum.report.canvas import check_format

    for file in plot or []:
        check_format(file)
    board = face.scoreboard()
    if plot:
        board.plot(*plot)
    if as_json:
        print(json.dumps(board.content(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    from rich.console import Console

    from interregnum.report.scoreboard_lines import scoreboard_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    for part in scoreboard_parts(board.board):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
