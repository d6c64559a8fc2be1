"""`interregnum discover`: under which parameters of a study an outcome comes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def discover(
    study: Annotated[Path, typer.Argument(help="The folder of a study or a sweep.")],
    outcome: Annotated[
        str,
        typer.Option(help="removed, contested, collapse (either), or a class such as democracy."),
    ] = "removed",
    method: Annotated[str, typer.Option(help="prim: boxes one by one; cart: a tree.")] = "prim",
    most: Annotated[
        int | None, typer.Option(min=1, help="Boxes (3 by default) or leaves (6) at most.")
    ] = None,
    density: Annotated[
        float | None, typer.Option(help="What a box must reach, as a share in (0, 1].")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all-parameters", help="Search those too that chance explains.")
    ] = False,
    plot: Annotated[
        list[Path] | None, typer.Option(help="PNG or SVG to write, may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find boxes of parameters in which an outcome is dense, and tell them in plain words.

    Boxes are found in two thirds of the runs and judged by the last third: density is the share
    of the box's runs in which the outcome comes, coverage the share of all such runs in the box.

    \b
    Examples:
      interregnum discover study/ --outcome removed
      interregnum discover study/ --outcome democracy --method cart --most 4
      interregnum discover study/ --outcome collapse --density 0.9 --plot boxes.svg --json
    """
    from interregnum import face
    from interregnum.report.canvas import check_format

    for file in plot or []:
        check_format(file)
    boxes = face.discover(
        study, outcome, method=method, most=most, density=density, screened=not every
    )
    if plot:
        boxes.plot(*plot)
    if as_json:
        typer.echo(json.dumps(boxes.content(), indent=2, ensure_ascii=False))
        return
    for line in boxes.sentences():
        typer.echo(line)
    for file in plot or []:
        typer.echo(f"Figure: {file}")
