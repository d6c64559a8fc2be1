"""`interregnum data rows`: what became of each row of each file, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.errors import ScenarioError, UsageError, nearest

if TYPE_CHECKING:
    from interregnum.evidence.cases import ReadReport


def rows(
    names: Annotated[
        list[str] | None, typer.Argument(help="Datasets or tables; by default all that are there.")
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="The folder with a folder a dataset."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")] = False,
) -> None:
    """Read datasets and account for every row: read, kept, left out and why.

    \b
    Examples:
      interregnum data rows --from data/
      interregnum data rows gwf navco.campaigns --json
    """
    from interregnum.evidence.computing import TablesOf
    from interregnum.evidence.folders import data_folder

    tables = TablesOf(data_folder(given))
    found: list[dict[str, Any]] = []
    absent: list[str] = []
    for name in _tables(names or []):
        try:
            reports = tables.table(name).reports
        except ScenarioError as error:
            # Of all datasets some may be missing; one that was asked for by name may not.
            if names or "no file for" not in str(error):
                raise
            absent.append(name)
            continue
        found += [_account(name, report) for report in reports]
    if as_json:
        typer.echo(json.dumps({"files": found, "absent": absent}, ensure_ascii=False, indent=2))
        return
    for account in found:
        typer.echo(_told(account))
    if absent:
        typer.echo(f"not there: {', '.join(absent)}")


def _tables(names: list[str]) -> list[str]:
    """Return the tables of the names, each once, in the order of the list of all."""
    from interregnum.evidence.families import TABLES

    known = {*TABLES, *(dataset for dataset, _ in TABLES.values())}
    for name in names:
        if name not in known:
            msg = f"data rows: {name!r} is no dataset or table; {nearest(name, sorted(known))}"
            raise UsageError(msg)
    return [
        table
        for table, (dataset, _) in TABLES.items()
        if not names or table in names or dataset in names
    ]


def _account(table: str, report: ReadReport) -> dict[str, Any]:
    return {
        "table": table,
        "file": report.file,
        "sha256": report.sha256,
        "rows_read": report.rows_read,
        "rows_kept": report.rows_kept,
        "left_out": dict(report.left_out),
        "notes": list(report.notes),
    }


def _told(account: dict[str, Any]) -> str:
    """Return the account of a file as lines for a reader."""
    lines = [
        f"{account['table']}: {account['file']}, {account['rows_read']:,} rows read, "
        f"{account['rows_kept']:,} kept"
    ]
    lines += [f"  left out {count:,}: {why}" for why, count in account["left_out"].items()]
    lines += [f"  note: {note}" for note in account["notes"]]
    return "\n".join(lines)
