"""`interregnum evidence`: what the record says, with intervals, sources and what it cannot say."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interregnum.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from interregnum.effects import Effect
    from interregnum.evidence.shipping import EffectTable

_TABLES = (".parquet", ".jsonl")
_YEARS = (1850, 2200)

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=(
        "The record: list, show and compute effects.\n\n\b\nExample:\n  interregnum evidence list"
    ),
)

Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]


@app.command("list")
def list_effects(as_json: Json = False) -> None:
    """List the effects that come with the package, computed to 1989 unless they say otherwise.

    \b
    Examples:
      interregnum evidence list
      interregnum evidence list --json
    """
    from interregnum.evidence.shipping import shipped_table

    _write(shipped_table().effects, as_json)


@app.command()
def show(
    word: Annotated[
        str,
        typer.Argument(metavar="CLAIM-OR-NAME", help="A claim as C08, a family, or one effect."),
    ],
    as_json: Json = False,
) -> None:
    """Show effects in full: definition, source, period and what they cannot say.

    \b
    Examples:
      interregnum evidence show C08
      interregnum evidence show campaigns.success.nonviolent --json
    """
    from interregnum.evidence.shipping import shipped_table, speaking_to

    effects = speaking_to(shipped_table().effects, word)
    if as_json:
        _write(effects, as_json)
    else:
        typer.echo("\n\n".join(_described(effect) for effect in effects))


@app.command()
def compute(
    names: Annotated[
        list[str] | None, typer.Argument(help="Families or effects; all by default.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day looked at; 1989-12-31 by default."),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="The folder with a folder a dataset."),
    ] = None,
    draws: Annotated[int, typer.Option(min=100, help="Bootstrap draws an interval.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Where the draws begin.")] = 0,
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option(help="Table to write: .parquet or .jsonl.")] = None,
    plot: Annotated[
        Path | None,
        typer.Option(help="Forest plot to write, .png or .svg; one a family if there are more."),
    ] = None,
) -> None:
    """Compute effects from the datasets, with 95 % intervals from draws of whole countries.

    --until holds for every effect; without it nothing after 1989 is read but for the published
    totals of campaigns.

    \b
    Examples:
      interregnum evidence compute --from data/ --json
      interregnum evidence compute campaigns wars --out effects.parquet
      interregnum evidence compute democracy --plot democracy.png
    """
    last = _day(until)
    _check_names(out, plot)
    from interregnum.evidence.computing import compute as computed_from
    from interregnum.evidence.folders import data_folder

    table = computed_from(
        data_folder(given), names or [], until=last, draws=draws, seed=seed, progress=_tell
    )
    _note_files(table)
    if out is not None:
        _write_table(table, out)
    if plot is not None:
        _draw(table, plot)
    _write(table.effects, as_json)


def _day(text: str | None) -> date | None:
    """Return a day as people write it, refusing what no calendar has."""
    from datetime import date

    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        msg = f"--until {text}: not a day; write it as 1989-12-31"
        raise UsageError(msg) from None
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise UsageError(
            f"--until {text}: no year from {_YEARS[0]} to {_YEARS[1]}; give one of them"
        )
    return day


def _check_names(out: Path | None, plot: Path | None) -> None:
    """Refuse files that cannot be written before anything is computed."""
    if out is not None and out.suffix not in _TABLES:
        msg = f"--out {out}: not a table's name; let it end in {' or '.join(_TABLES)}"
        raise UsageError(msg)
    if plot is not None:
        from interregnum.report.canvas import check_format

        check_format(plot)
    for option, path in (("--out", out), ("--plot", plot)):
        if path is not None and not path.parent.is_dir():
            raise UsageError(f"{option} {path}: no folder {path.parent}; make it first")


def _tell(family: str) -> None:
    """Say on a terminal which family is computed."""
    if sys.stderr.isatty():
        typer.echo(f"{family} ...", err=True)


def _note_files(table: EffectTable) -> None:
    """Say which files bear a usual name but are not the ones known by it."""
    from interregnum.evidence.holdings import not_as_known

    for name in not_as_known(table.files):
        typer.echo(
            f"note: {name} is not the file known by this name; the effects are those of the file "
            "at hand. `interregnum data verify` says more",
            err=True,
        )


def _write(effects: Sequence[Effect], as_json: bool) -> None:
    """Write effects to stdout, as JSON or as a table."""
    if as_json:
        from interregnum.effects import as_record

        rows = [as_record(effect) for effect in effects]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))
        return
    from interregnum.cli.scenarios import aligned

    typer.echo(aligned([_cells(effect) for effect in effects]))


def _cells(effect: Effect) -> dict[str, str]:
    """Return an effect as a row of text."""
    return {
        "name": effect.name,
        "estimate": _number(effect.estimate),
        "interval": f"{_number(effect.low)} to {_number(effect.high)}",
        "unit": str(effect.scale),
        "n": str(effect.n),
        "period": effect.period,
        "grade": str(effect.grade),
    }


def _number(value: float) -> str:
    """Return a number for a human reader.

    >>> _number(0.51369863), _number(float("nan")), _number(0.00123)
    ('0.514', 'not known', '0.00123')
    """
    return f"{value:.3g}" if math.isfinite(value) else "not known"


def _described(effect: Effect) -> str:
    """Return an effect in full."""
    events = "" if effect.events is None else f", events {effect.events}"
    lines = [
        effect.name,
        f"  {_number(effect.estimate)} {effect.scale}, {100 * effect.level:g} % interval "
        f"{_number(effect.low)} to {_number(effect.high)}; n {effect.n}{events}",
        f"  {effect.definition}",
        f"  Source: {effect.source} ({effect.vintage}); {effect.period}; grade {effect.grade}",
        f"  {effect.caveat}",
    ]
    if effect.arms:
        lines.append(f"  Arms: {', '.join(effect.arms)}")
    if effect.bias_factor is not None:
        lines.append(
            f"  Bias factor: {effect.bias_factor:.3g} (risk ratio that a confounder needs with "
            "both sides to move the interval onto no effect)"
        )
    if effect.claims:
        lines.append(f"  Speaks to {', '.join(effect.claims)}")
    return "\n".join(lines)


def _write_table(table: EffectTable, path: Path) -> None:
    """Write the effects as JSON lines or Parquet, whole or not at all."""
    from interregnum.evidence.shipping import lines_of
    from interregnum.experiments.whole_file import refusal_told, write_whole

    content = lines_of(table).encode() if path.suffix == ".jsonl" else _parquet(table)
    with refusal_told(path, "nothing was written; name a file in a folder of yours"):
        write_whole(path, lambda stream: stream.write(content))


def _parquet(table: EffectTable) -> bytes:
    """Return the effects as the bytes of a Parquet file that says what they came from."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from interregnum.effects import as_record

    rows = pa.Table.from_pylist([as_record(effect) for effect in table.effects])
    told = {"files": json.dumps(dict(table.files)), "draws": str(table.draws)}
    sink = pa.BufferOutputStream()
    pq.write_table(rows.replace_schema_metadata({**told, "seed": str(table.seed)}), sink)
    return bytes(sink.getvalue())


def _draw(table: EffectTable, path: Path) -> None:
    """Draw one forest plot, or one a family, and say where they lie."""
    from interregnum.evidence.shipping import family_name
    from interregnum.report.forest_plots import forest_figure
    from interregnum.version import __version__

    families = list(dict.fromkeys(family_name(effect.name) for effect in table.effects))
    for family in families:
        some = [effect for effect in table.effects if family_name(effect.name) == family]
        end = f"-{family}" if len(families) > 1 else ""
        file = path.with_name(f"{path.stem}{end}{path.suffix}")
        provenance = f"interregnum {__version__} · {table.draws} draws, seed {table.seed}"
        title = "The record: " + family.replace("_", " ")
        forest_figure(some, title=title, provenance=provenance).write([file])
        typer.echo(str(file), err=True)
