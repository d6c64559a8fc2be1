"""The verbs of the published models: list them, check them, run one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.errors import ThresholdError, UsageError
from interregnum.version import __version__

if TYPE_CHECKING:
    from interregnum.canonical.shelf import Finding

_FORMATS = (".png", ".svg", ".pdf")

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Published models: list, check, run, plot.\n\n\b\nExample:\n  interregnum canonical check",
)


@app.command("list")
def list_models() -> None:
    """List the published models, one line each.

    \b
    Example:
      interregnum canonical list
    """
    from interregnum.canonical.shelf import MODELS

    width = max(len(name) for name in MODELS)
    for name, title in MODELS.items():
        typer.echo(f"{name:<{width}}  {title}")


@app.command()
def check(
    model: Annotated[str | None, typer.Argument(help="One model; all by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """Compare our results with the reference values; exit 5 if one is missed.

    \b
    Examples:
      interregnum canonical check
      interregnum canonical check global_game --json
    """
    from interregnum.canonical.shelf import MODELS, findings_of

    findings = findings_of(MODELS if model is None else [model])
    if as_json:
        typer.echo(json.dumps([_row(f) for f in findings], ensure_ascii=False, indent=2))
    else:
        typer.echo(_table([_cells(f) for f in findings]))
    missed = [f for f in findings if not f.passed]
    if missed:
        msg = (
            f"canonical check: {len(missed)} of {len(findings)} reference values missed, first "
            f"{missed[0].model}, {missed[0].case}; see the rows marked no"
        )
        raise ThresholdError(msg)


@app.command()
def run(
    model: Annotated[str, typer.Argument(help="The model, as canonical list names it.")],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="One input; the value is JSON. Repeat as needed."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """Solve one case of a model.

    \b
    Examples:
      interregnum canonical run contest --set resources=[4,1] --set exponent=1 --json
      interregnum canonical run global_game --set public_precision=4 \\
        --set private_precision=1 --set public_mean=0.5 --set cost=0.5
    """
    values = settings_from(settings or [])
    from interregnum.canonical.shelf import solution_of

    solution = solution_of(model, values)
    if as_json:
        typer.echo(json.dumps(solution, allow_nan=False))
    else:
        width = max(len(key) for key in solution)
        for key, value in solution.items():
            typer.echo(f"{key:<{width}}  {_text(value)}")


@app.command()
def plot(
    model: Annotated[str, typer.Argument(help="The model, as canonical list names it.")],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="One input; the value is JSON. Repeat as needed."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="PNG, SVG or PDF to write; MODEL.png by default.")
    ] = None,
) -> None:
    """Draw the textbook picture of a model; what is not set is the usual case.

    \b
    Examples:
      interregnum canonical plot granovetter
      interregnum canonical plot global_game --set private_precision=8 --out theta.svg
    """
    values = settings_from(settings or [])
    path = Path(f"{model}.png") if out is None else out
    if path.suffix not in _FORMATS:
        msg = f"--out {path}: not a picture's name; let it end in {', '.join(_FORMATS)}"
        raise UsageError(msg)
    from interregnum.canonical.pictures import case_of, picture_of

    picture = picture_of(model, values)
    from interregnum.report.shelf_plots import draw_picture

    case = ", ".join(f"{key} {_text(value)}" for key, value in case_of(model, values).items())
    provenance = f"interregnum {__version__} · canonical {model} · {case}"
    try:
        draw_picture(picture, provenance=provenance, files=[path])
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); name a file in a folder that exists"
        raise UsageError(msg) from None
    typer.echo(str(path))


def settings_from(settings: list[str]) -> dict[str, Any]:
    """Return the inputs that a list of ``key=value`` names: JSON, and bare words are strings.

    Raises
    ------
    UsageError
        If one has no ``=`` or no key, or a key comes twice.

    >>> settings_from(["cost=.3", "weights=[0.5, 0.5]", "mode=forward"])
    {'cost': 0.3, 'weights': [0.5, 0.5], 'mode': 'forward'}
    """
    from interregnum.scenario.environment import value_of

    values: dict[str, Any] = {}
    for setting in settings:
        key, sign, text = setting.partition("=")
        key = key.strip()
        if not sign or not key:
            msg = f"--set {setting}: not of the form key=value; write for example --set cost=0.3"
            raise UsageError(msg)
        if key in values:
            msg = f"--set {setting}: {key} is set twice; give it once"
            raise UsageError(msg)
        values[key] = value_of(text)
    return values


def _row(finding: Finding) -> dict[str, Any]:
    """Return a finding as a JSON object."""
    return {
        "model": finding.model,
        "case": finding.case,
        "reference": finding.reference,
        "ours": finding.ours,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "source": finding.source,
        "pass": finding.passed,
    }


def _text(value: Any) -> str:
    """Return a value for a human reader."""
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if isinstance(value, float):
        return f"{value:.9g}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_text(entry) for entry in value)}]"
    return str(value)


def _cells(finding: Finding) -> dict[str, str]:
    """Return a finding as a row of text."""
    cells = {key: _text(value) for key, value in _row(finding).items()}
    if finding.difference is not None:
        cells["difference"] = f"{finding.difference:.1e}"
    cells["tolerance"] = f"{finding.tolerance:g}"
    return cells


def _table(rows: list[dict[str, str]]) -> str:
    """Return rows as a table with aligned columns."""
    widths = {key: max(len(key), *(len(row[key]) for row in rows)) for key in rows[0]}
    lines = ["  ".join(f"{key:<{width}}" for key, width in widths.items()).rstrip()]
    lines += ["  ".join(f"{row[k]:<{w}}" for k, w in widths.items()).rstrip() for row in rows]
    return "\n".join(lines)
