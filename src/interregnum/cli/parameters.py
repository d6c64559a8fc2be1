"""`interregnum parameters`: every number that may differ between runs, and where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.scenario.parameters import DrawnParameter, SourceCount
    from interregnum.scenario.posterior import Posterior
    from interregnum.scenario.schema import Scenario


def parameters(
    scenario: Annotated[
        str | None,
        typer.Argument(help="A scenario or a YAML file; without one, the declared defaults."),
    ] = None,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="Only those that rest on no source.")
    ] = False,
    drawing: Drawing = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """List every parameter with symbol, value, unit, range, draw and source; count the sources.

    basis says what a run takes it from: fitted (from the posterior, with the word of its gate),
    scenario (stated by the case), record (of the case), or prior (the declared range). The counts
    are of all parameters, whatever is shown.

    \b
    Examples:
      interregnum parameters
      interregnum parameters mutiny-2023 --assumed
      interregnum parameters mutiny-2023 --parameters prior
      interregnum parameters mutiny-2023 --json
    """
    from interregnum.scenario import parameters as tables

    loaded: Scenario | None = None
    if scenario is None:
        if drawing is not None:
            raise UsageError(f"--parameters {drawing}: names what a scenario draws; name one")
        table, digest = tables.declared_table(), None
    else:
        from interregnum.scenario.load import load_scenario, scenario_hash

        loaded = load_scenario(scenario, case_settings(None, drawing).items())
        table, digest = tables.parameter_table(loaded), scenario_hash(loaded)
    posterior = None if loaded is None else loaded.posterior
    shown = [r for r in table if not assumed or tables.source_kind(r.source) == "assumed"]
    count = tables.count_sources(table)
    if as_json:
        content = {
            "scenario": scenario,
            "scenario_sha256": digest,
            "posterior": _posterior_entry(posterior),
            "parameters": [_entry(row, loaded) for row in shown],
            "sources": {**count._asdict(), "share_assumed": count.assumed / len(table)},
        }
        typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    from interregnum.cli.scenarios import aligned

    if shown:
        typer.echo(aligned([_cells(row, loaded) for row in shown]) + "\n")
    typer.echo(_counted(count, len(table), posterior))


def _entry(row: DrawnParameter, scenario: Scenario | None) -> dict[str, Any]:
    """Return a parameter as a JSON object."""
    from interregnum.scenario.basis import basis_of, gate_of
    from interregnum.scenario.parameters import source_kind

    values = row._asdict()
    span = [values.pop("low"), values.pop("high")]
    said = {"basis": basis_of(row, scenario), "gate": gate_of(row, scenario)}
    return {**values, "range": span, "kind": source_kind(row.source), **said}


def _posterior_entry(posterior: Posterior | None) -> dict[str, Any] | None:
    """Return which posterior is drawn from as a JSON object."""
    if posterior is None:
        return None
    return posterior.model_dump(mode="json", include={"file", "sha256", "until"})


def _cells(row: DrawnParameter, scenario: Scenario | None) -> dict[str, str]:
    """Return a parameter as a row of text; the source comes last, for it is long."""
    from interregnum.scenario.basis import basis_of, gate_of

    gate = gate_of(row, scenario)
    return {
        "name": row.name,
        "symbol": row.symbol,
        "value": f"{row.value:.6g}",
        "unit": row.unit,
        "range": f"{row.low:.6g} to {row.high:.6g}",
        "draw": row.draw,
        "basis": basis_of(row, scenario) + ("" if gate in (None, "fitted") else f", {gate}"),
        "source": " ".join(row.source.split()),
    }


def _counted(count: SourceCount, whole: int, posterior: Posterior | None) -> str:
    """Return the line that counts the sources."""
    fitted = f", {count.fitted} fitted" if count.fitted else ""
    said = "None is calibrated."
    if posterior is not None:
        said = (
            f"Fitted to the record until {posterior.until}: posterior {posterior.sha256[:12]}; "
            "--parameters prior draws from the declared ranges."
        )
    return (
        f"{whole} parameters: {count.assumed} assumed, {count.record} from the record, "
        f"{count.published} published{fitted}; share assumed {count.assumed / whole:.2f}. {said}"
    )
