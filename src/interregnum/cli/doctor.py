"""`interregnum doctor`: what a run would meet on this machine, and what stands in its way."""

from __future__ import annotations

import json
from typing import Annotated

import typer

UNWELL = 5


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """Show versions, cores, memory, disk, kernel cache, data folder and settings.

    Exit 0 if a run can start; 5 with one line a problem on stderr, each with the way out.

    Example: interregnum doctor --json
    """
    from interregnum.face.health import examine

    health = examine()
    if as_json:
        typer.echo(json.dumps({"ok": not health.problems, **health._asdict()}, indent=2))
    else:
        settings = health.settings or {"none": "defaults hold"}
        for title, rows in (
            ("environment", health.facts),
            ("packages", health.packages),
            ("settings of the environment", settings),
        ):
            typer.echo(title)
            width = max(len(name) for name in rows)
            for name, value in rows.items():
                typer.echo(f"  {name:<{width}}  {value}")
        for note in health.notes:
            typer.echo(f"note: {note}")
    for problem in health.problems:
        typer.echo(" ".join(f"problem: {problem}".split()), err=True)
    if health.problems:
        raise typer.Exit(UNWELL)
    if not as_json:
        typer.echo("All is well: a run can start.")
