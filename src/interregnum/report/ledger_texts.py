"""A judged ledger as Markdown, or as a table of comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from interregnum.report.claim_lines import commands_of, list_cells
from interregnum.report.claim_sentences import (
    ledger_sentences,
    model_sentences,
    record_sentences,
    with_interval,
)

Row = Mapping[str, Any]

COLUMNS = (
    *("id", "title", "model_verdict", "model_effect", "model_low", "model_high", "model_unit"),
    *("record_verdict", "record_effect", "record_low", "record_high", "record_unit"),
)


def ledger_csv(rows: Sequence[Row]) -> str:
    """Return a row a claim; parts of a claim follow it.

    >>> ledger_csv([]).splitlines()[0].split(",")[:3]
    ['id', 'title', 'model_verdict']
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        for one in (row, *row.get("parts", ())):
            writer.writerow(_flat(one))
    return stream.getvalue()


def ledger_markdown(results: Row, rows: Sequence[Row]) -> str:
    """Return the whole ledger as Markdown."""
    head = results["ledger"]
    lines = [f"# Claims of {head['title']}", ""]
    lines += [f"{head['author']}, {head['publication']}, {head['date']}. {head['status']}.", ""]
    lines += [*ledger_sentences(results), ""]
    cells = [list_cells(row) for row in rows]
    names = list(cells[0])
    lines += [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    lines += [f"| {' | '.join(_cell(row[name]) for name in names)} |" for row in cells]
    for claim in results["claims"]:
        lines += ["", *_card(claim)]
    lines += ["", "## What the text leaves out"]
    for row in results["counter_evidence"]:
        lines += ["", f"### {row['id']} {row['title']}", "", row["words"], ""]
        lines += [
            f"- {effect['definition']} {with_interval(effect, effect['scale'])}, "
            f"n = {effect['n']:,}, {effect['period']}, {effect['source']}."
            for effect in row["effects"]
        ]
    return "\n".join(lines) + "\n"


def _card(claim: Row) -> list[str]:
    """Return a claim's card."""
    lines = [f"## {claim['id']} {claim['title']}", "", f"> {claim['paraphrase']}", ""]
    lines += ["**The model.** " + " ".join(model_sentences(claim)), ""]
    lines += ["**The record.** " + " ".join(record_sentences(claim)), ""]
    lines += [f"What would change our mind: {claim['what_would_change_our_mind']}", ""]
    lines += [f"What the tests cannot see: {claim['cannot_see']}", "", "```", *commands_of(claim)]
    return [*lines, "```"]


def _flat(row: Row) -> dict[str, Any]:
    """Return a row with an interval's ends in columns of their own."""
    flat = {key: row[key] for key in COLUMNS if key in row}
    for road in ("model", "record"):
        low, high = row[f"{road}_interval"] or (None, None)
        flat |= {f"{road}_low": low, f"{road}_high": high}
    return flat


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
