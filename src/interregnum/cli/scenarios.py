"""The verbs of scenario files: which there are, whether one is valid, and what one may say."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario


def scenarios(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """List the scenarios of the library as their files state them.

    \b
    Examples:
      interregnum scenarios
      interregnum scenarios --json
    """
    from interregnum.scenario.load import load_scenario
    from interregnum.scenario.location import library_names

    # Without the environment: the list tells of the library, not of what is set today.
    rows = [_row(load_scenario(name, environment={})) for name in library_names()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    cells = [
        {
            "name": row["name"],
            "horizon": f"{row['horizon_days']} d",
            "mode": row["mode"],
            "contrast": (row["contrast"] or {}).get("label", "none"),
            "title": row["title"],
        }
        for row in rows
    ]
    typer.echo(aligned(cells))


def _row(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario's line of the list."""
    contrast = scenario.contrast
    return {
        "name": scenario.scenario,
        "title": scenario.title,
        "horizon_days": int(scenario.horizon.value),
        "mode": scenario.mode,
        "contrast": contrast.model_dump(mode="json") if contrast else None,
    }


def validate(
    scenario: Annotated[
        str, typer.Argument(help="A scenario of the library, a YAML file, or - for stdin.")
    ],
) -> None:
    """Check a scenario and print the SHA-256 of what it resolves to; exit 3 if it is invalid.

    \b
    Examples:
      interregnum validate my-case.yaml
      interregnum validate - < my-case.yaml
    """
    from interregnum.engine.plan import plan_of
    from interregnum.scenario.load import load_scenario, scenario_from_stream, scenario_hash

    if scenario == "-":
        found = scenario_from_stream(sys.stdin.buffer, "stdin")
    else:
        found = load_scenario(scenario)
    # A few rules concern what a run makes of a scenario, and only its plan knows them.
    plan_of(found)
    typer.echo(f"valid {scenario_hash(found)}")


def schema() -> None:
    """Print the JSON schema of scenario files, for an editor or another program.

    \b
    Example:
      interregnum schema > scenario.schema.json
    """
    from interregnum.scenario.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def aligned(rows: list[dict[str, str]]) -> str:
    """Return rows as a table with aligned columns under their names.

    >>> print(aligned([{"name": "a", "unit": "km"}, {"name": "bcdef", "unit": "d"}]))
    name   unit
    a      km
    bcdef  d
    """
    widths = {key: max(len(key), *(len(row[key]) for row in rows)) for key in rows[0]}
    lines = [dict(zip(widths, widths, strict=True)), *rows]
    return "\n".join(
        "  ".join(f"{row[key]:<{width}}" for key, width in widths.items()).rstrip() for row in lines
    )
