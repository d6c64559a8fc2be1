"""`interregnum parameters`: every number that may differ between runs, and where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from interregnum.scenario.parameters import DrawnParameter, SourceCount


def parameters(
    scenario: Annotated[
        str | None,
        typer.Argument(help="A scenario or a YAML file; without one, the declared defaults."),
    ] = None,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="Only those that rest on no source.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """List every parameter with symbol, value, unit, range, draw and source; count the sources.

    The counts are of all parameters, whatever is shown.

    \b
    Examples:
      interregnum parameters
      interregnum parameters mutiny-2023 --assumed
      interregnum parameters mutiny-2023 --json
    """
    from interregnum.scenario import parameters as tables

    if scenario is None:
        table, digest = tables.declared_table(), None
    else:
        from interregnum.scenario.load import load_scenario, scenario_hash

        loaded = load_scenario(scenario)
        table, digest = tables.parameter_table(loaded), scenario_hash(loaded)
    shown = [r for r in table if not assumed or tables.source_kind(r.source) == "assumed"]
    count = tables.count_sources(table)
    if as_json:
        content = {
            "scenario": scenario,
            "scenario_sha256": digest,
            "parameters": [_entry(row, tables.source_kind(row.source)) for row in shown],
            "sources": {**count._asdict(), "share_assumed": count.assumed / len(table)},
        }
        typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    from interregnum.cli.scenarios import aligned

    if shown:
        typer.echo(aligned([_cells(row) for row in shown]) + "\n")
    typer.echo(_counted(count, len(table)))


def _entry(row: DrawnParameter, kind: str) -> dict[str, Any]:
    """Return a parameter as a JSON object."""
    values = row._asdict()
    span = [values.pop("low"), values.pop("high")]
    return {**values, "range": span, "kind": kind}


def _cells(row: DrawnParameter) -> dict[str, str]:
    """Return a parameter as a row of text; the source comes last, for it is long."""
    return {
        "name": row.name,
        "symbol": row.symbol,
        "value": f"{row.value:.6g}",
        "unit": row.unit,
        "range": f"{row.low:.6g} to {row.high:.6g}",
        "draw": row.draw,
        "source": " ".join(row.source.split()),
    }


def _counted(count: SourceCount, whole: int) -> str:
    """Return the line that counts the sources."""
    return (
        f"{whole} parameters: {count.assumed} assumed, {count.record} from the record, "
        f"{count.published} published; share assumed {count.assumed / whole:.2f}. "
        "None is calibrated."
    )
