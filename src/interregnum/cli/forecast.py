"""The verbs of forecasts: score them over the past, register them, and resolve them later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.errors import ThresholdError, UsageError

if TYPE_CHECKING:
    from datetime import date

    from interregnum.evidence.forecast.backtest import Order
    from interregnum.evidence.forecast.inputs import Sources
    from interregnum.evidence.forecast.ledger import Entry

LEDGER = Path("forecasts.jsonl")

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Forecasts: backtest, register, resolve.\n\n\b\nExample:\n  interregnum forecast backtest",
)
ledger_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The ledger of forecasts: verify, show, mend.\n\n\b\nExample:\n"
    "  interregnum forecast ledger verify",
)
app.add_typer(ledger_app, name="ledger")

LedgerOption = Annotated[Path, typer.Option("--ledger", help="The ledger's file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]


@app.command()
def backtest(
    target: Annotated[
        str, typer.Option(help="exit: the ruler leaves, however; attempt: a coup attempt.")
    ] = "exit",
    step: Annotated[str, typer.Option(help="How far each forecast reaches: month or year.")] = (
        "month"
    ),
    from_year: Annotated[int, typer.Option(help="Year of the first forecast.")] = 1960,
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Last day of which outcomes are read.")
    ] = "1989-12-31",
    refit: Annotated[int, typer.Option(help="Years between two fits of the models.")] = 1,
    rulers: Annotated[str, typer.Option(help="archigos or reign.")] = "archigos",
    regimes: Annotated[str, typer.Option(help="gwf or reign.")] = "gwf",
    attempts: Annotated[str, typer.Option(help="powell_thyne or cline.")] = "powell_thyne",
    draws: Annotated[int, typer.Option(help="Bootstrap draws of countries.")] = 2000,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for forecasts, outcomes, scores and figure.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="The folder of the datasets.")
    ] = None,
) -> None:
    """Forecast rulers' exits or coup attempts in autocracies over the past, and score it.

    Each forecast sees only what was known before its first day, which is audited first. Skill is
    1 - score / score of climatology; intervals (95 %) draw whole countries anew.

    \b
    Examples:
      interregnum forecast backtest
      interregnum forecast backtest --target attempt --step year --json
      interregnum forecast backtest --out backtest/ --from data/
    """
    from interregnum.evidence.forecast.backtest import Order, check
    from interregnum.evidence.forecast.inputs import Sources

    order = Order(
        target=target,
        step=step,
        first_year=from_year,
        until=_day(until),
        refit=refit,
        draws=draws,
        seed=seed,
    )
    check(order)
    _run(order, Sources(rulers, regimes, attempts), source, out, as_json=as_json)


def _run(
    order: Order, sources: Sources, source: Path | None, out: Path | None, *, as_json: bool
) -> None:
    """Make a backtest, write its files where asked, and tell it."""
    from interregnum.effects import as_record
    from interregnum.evidence.folders import data_folder
    from interregnum.evidence.forecast import results
    from interregnum.evidence.forecast.backtest import backtest as made_by
    from interregnum.evidence.forecast.inputs import read_record
    from interregnum.evidence.forecast.models import require_library

    require_library()
    if out is not None and out.exists() and not out.is_dir():
        raise UsageError(f"--out {out}: is a file; name a folder")
    read = read_record(data_folder(source), sources)
    made = made_by(read.tables, order)
    plain = results.as_plain(made, read, sources)
    if out is not None:
        from interregnum.report.reliability_plots import draw_reliability

        names = results.write_files(made, plain, out, lambda file: draw_reliability(plain, file))
        typer.echo(f"{out}: {', '.join(names)}", err=True)
    if as_json:
        effects = [as_record(effect) for effect in results.as_effects(made, read)]
        typer.echo(json.dumps({**plain, "effects": effects}, indent=2, allow_nan=False))
    else:
        typer.echo(_told(plain))


@app.command()
def register(
    forecasts: Annotated[Path, typer.Argument(help="A table of forecasts, CSV or Parquet.")],
    ledger: LedgerOption = LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Write into the ledger that these forecasts exist now; keep the file unchanged.

    The hash that is printed proves it to whom you send it: `ledger verify --holds HASH`.

    \b
    Example:
      interregnum forecast register forecasts.csv --ledger forecasts.jsonl
    """
    from interregnum.evidence.forecast.registration import register as registered

    _tell(registered(ledger, forecasts), as_json=as_json)


@app.command()
def resolve(
    entry: Annotated[int, typer.Argument(help="The entry that registered the forecasts.")],
    forecasts: Annotated[Path, typer.Option(help="The file that was registered, unchanged.")],
    outcomes: Annotated[Path, typer.Option(help="What came: a column observation, 1 or 0.")],
    ledger: LedgerOption = LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Write into the ledger what came of registered forecasts, with their scores.

    \b
    Example:
      interregnum forecast resolve 1 --forecasts forecasts.csv --outcomes outcomes.csv
    """
    from interregnum.evidence.forecast.registration import resolve as resolved

    _tell(resolved(ledger, entry, forecasts, outcomes), as_json=as_json)


@ledger_app.command("verify")
def verify(
    ledger: Annotated[Path, typer.Argument(help="The ledger's file.")] = LEDGER,
    holds: Annotated[
        str | None, typer.Option(metavar="HASH", help="A hash that an entry was told with.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check that no line of a ledger was changed, removed, reordered or cut; exit 5 if one was.

    \b
    Example:
      interregnum forecast ledger verify forecasts.jsonl
    """
    from interregnum.evidence.forecast.ledger import audit

    _check_there(ledger)
    found = audit(ledger, holds)
    if as_json:
        content = {
            "ledger": str(ledger),
            "entries": len(found.entries),
            "head": found.head,
            "faults": list(found.faults),
        }
        typer.echo(json.dumps(content, indent=2))
    if found.faults:
        raise ThresholdError(f"{ledger}: {'; '.join(found.faults)}")
    if not as_json:
        typer.echo(f"{len(found.entries)} entries, none changed; last hash {found.head}")


@ledger_app.command("show")
def show(
    ledger: Annotated[Path, typer.Argument(help="The ledger's file.")] = LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List the entries of a ledger, one line each.

    \b
    Example:
      interregnum forecast ledger show forecasts.jsonl
    """
    from interregnum.evidence.forecast.ledger import audit
    from interregnum.evidence.forecast.registration import summary

    _check_there(ledger)
    found = audit(ledger)
    if as_json:
        typer.echo(json.dumps([_plain(entry) for entry in found.entries], indent=2))
    else:
        for entry in found.entries:
            typer.echo(summary(entry))
    if found.faults:
        raise ThresholdError(f"{ledger}: {'; '.join(found.faults)}")


@ledger_app.command("mend")
def mend(
    ledger: Annotated[Path, typer.Argument(help="The ledger's file.")] = LEDGER,
) -> None:
    """Take away a last line that was cut short while it was written; nothing else is touched.

    \b
    Example:
      interregnum forecast ledger mend forecasts.jsonl
    """
    from interregnum.evidence.forecast.ledger_writing import mend as mended

    _check_there(ledger)
    taken = mended(ledger)
    typer.echo(f"{taken} bytes of a torn line taken away" if taken else "no line was torn")


def _check_there(ledger: Path) -> None:
    if not ledger.is_file():
        msg = f"{ledger}: no such ledger; `interregnum forecast register` makes one"
        raise UsageError(msg)


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until {text}: not a day; write as 1989-12-31") from None


def _tell(entry: Entry, *, as_json: bool) -> None:
    """Print an entry that was written."""
    if as_json:
        typer.echo(json.dumps(_plain(entry), indent=2))
        return
    from interregnum.evidence.forecast.registration import summary

    typer.echo(summary(entry))
    typer.echo(f"hash {entry.sha256}")


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.number,
        "kind": entry.kind,
        "at": entry.at,
        "content": entry.content,
        "before": entry.before,
        "sha256": entry.sha256,
    }


def _told(plain: dict[str, Any]) -> str:
    """Return a backtest as text: what was scored, each score with its interval, what is missing."""
    lines = [
        f"{plain['target']} within a {plain['step']}, rulers of autocracies: "
        f"{plain['forecasts']} forecasts in {plain['countries']} countries from "
        f"{plain['first_origin']} to {plain['last_origin']}, "
        f"{plain['events']} came true (base rate {plain['base_rate']:.4f})",
        "95 % intervals from whole countries drawn anew; skill against climatology",
        "",
        f"{'model':<12} {'measure':<23} {'estimate':>9}  {'95 % interval':<19} {'n':>6} events",
    ]
    for row in plain["scores"]:
        unit = " [years]" if row["measure"] == "crps" else ""
        numbers = [_number(row[key]) for key in ("estimate", "low", "high")]
        interval = f"({numbers[1]}, {numbers[2]})"
        lines.append(
            f"{row['model']:<12} {row['measure'] + unit:<23} {numbers[0]:>9}  {interval:<19} "
            f"{row['n']:>6} {row['events']:>6}"
        )
    told = "years learned from included; --json and --out list each spell"
    lines += ["", f"Origins of a country without a row ({told}):"]
    lines += [f"{count:>7}  {why}" for why, count in plain["missing_counts"].items()] or ["   none"]
    unknown = {k: v for k, v in plain["covariates_unknown"].items() if v > 0}
    told = ", ".join(f"{name} {share:.3f}" for name, share in unknown.items()) or "none"
    lines += ["", f"Share of forecasts without a covariate: {told}"]
    lines += [f"Note: {note}" for note in plain["notes"]]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"
