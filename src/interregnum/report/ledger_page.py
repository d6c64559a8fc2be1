"""A judged ledger as a page: the scoreboard first, a table at a glance, a card a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from interregnum.report.claim_card import claim_card
from interregnum.report.claim_lines import list_cells
from interregnum.report.claim_pictures import Axis, Mark, forest
from interregnum.report.claim_sentences import (
    ledger_sentences,
    model_unit,
    number_told,
    with_interval,
)
from interregnum.report.page import Drawn, Form, Section, box, document, listed, paragraph, table

Row = Mapping[str, Any]

HOW_TO_READ = (
    "Each claim of the text is tested twice: in the model, by runs that share their random numbers "
    "and differ in one thing, and in the record, by open data to 1989. The two verdicts are given "
    "by one rule and never merged.",
    "A claim is supported, contradicted or too weak to matter where the probability of that is "
    "95 % or more, over draws of parameters and rival structures in the model and over draws of "
    "whole countries in the record. Anything less is undecided.",
    "The grey band is what would not matter; the line is what the claim is held against.",
)


def ledger_page(
    results: Row, rows: Sequence[Row], scoreboard: tuple[str, list[Section]], provenance: str
) -> str:
    """Return the page.

    Parameters
    ----------
    results
        The judged ledger.
    rows
        One a claim, as the list shows them.
    scoreboard
        What stands before any result, and the scoreboard's section.
    provenance
        The last line.
    """
    head = results["ledger"]
    opening, sections = scoreboard
    said = f"{head['title']}, by {head['author']}, {head['publication']}, {head['date']}."
    opening += paragraph(said) + box([f"Status: {head['status']}.", *ledger_sentences(results)])
    opening += "".join(paragraph(line) for line in HOW_TO_READ)
    opening += paragraph(head["note"], "soft") if head["note"] else ""
    parts = [
        *sections,
        glance_part(rows),
        *(claim_card(claim) for claim in results["claims"]),
        counter_part(results["counter_evidence"]),
        *placebo_part(results),
        again_part(results),
    ]
    return document(f"Claims of {head['title']}", opening, parts, provenance)


def glance_part(rows: Sequence[Row]) -> Section:
    """Return the table of every claim with both verdicts and both numbers."""
    lines = []
    for row in rows:
        cells = list_cells(row)
        link = Drawn(f'<a href="#{_anchor(row)}">{escape(row["id"])}</a>')
        lines.append(
            [link, cells["title"], cells["model"], cells["model's number"], cells["record"],
             cells["record's number"]]
        )  # fmt: skip
    head = ["claim", "", "model", "its number", "record", "its number"]
    form = Form("Every claim, with 95 % intervals in brackets", kind="wide")
    return Section("glance", "At a glance", table(head, lines, form))


def counter_part(rows: Sequence[Row]) -> Section:
    """Return what the text leaves out, from the record, each with its numbers."""
    if not rows:
        return Section("left-out", "What the text leaves out", paragraph("Nothing is named."))
    body = paragraph("Of the same rank as the claims, and computed from the record, not quoted.")
    for row in rows:
        body += f"<h3>{escape(row['id'])} {escape(row['title'])}</h3>{paragraph(row['words'])}"
        body += _drawn(row)
        body += listed(
            f"{_end(effect['definition'])} {with_interval(effect, effect['scale'])}, "
            f"n = {effect['n']:,}, {effect['period']}, {effect['source']}."
            for effect in row["effects"]
        )
    return Section("left-out", "What the text leaves out", body)


def placebo_part(results: Row) -> list[Section]:
    """Return the claims on placebos beside the reference model; nothing where none was run."""
    placebos = results["placebos"]
    if not placebos:
        return []
    rows = []
    for claim in results["claims"]:
        cells = [placebos[name].get(claim["id"]) for name in placebos]
        if any(cells):
            own = (claim["model_judgement"] or {}).get("verdict", "not run")
            rows.append([claim["id"], own, *(_placebo(cell, model_unit(claim)) for cell in cells)])
    head = ["claim", "reference model", *(name.replace("_", " ") for name in placebos)]
    text = (
        "The same claims in models from which the argument's own mechanism was taken away. A claim "
        "that comes out as well without the channel that it speaks of does not rest on it."
    )
    body = paragraph(text) + table(head, rows, Form("Verdicts and numbers on placebos"))
    return [Section("placebos", "Placebos", body)]


def _placebo(cell: Row | None, unit: str) -> str:
    """Return a placebo's verdict and number."""
    if cell is None:
        return "not testable"
    return f"{cell['verdict']}: {with_interval(cell, unit)}"


def again_part(results: Row) -> Section:
    """Return how the ledger was made and how to make it again."""
    registration = results["registration"]
    told = (
        "This ledger was not registered before it was run."
        if registration is None
        else f"Registered on {registration['at']} as entry {registration['entry']}, hash "
        f"{registration['sha256']}."
    )
    head = results["ledger"]
    command = (
        f"interregnum claims run --ledger {head['ledger']} --runs {results['runs']} "
        f"--seed {results['seed']} --out judged/"
    )
    body = paragraph(told) + listed([f"Deviation: {d}" for d in results["deviations"]])
    body += f"<pre><code>{escape(command)}\ninterregnum claims report --ledger judged/</code></pre>"
    return Section("again", "Made, and made again", body, appendix=True)


def _drawn(row: Row) -> str:
    """Return the shares of a row of counter-evidence as a drawing."""
    shares = [effect for effect in row["effects"] if effect["scale"] == "share"]
    marks = [
        Mark(
            effect["effect"].partition(".")[2].replace(".", ", ").replace("_", " "),
            effect["estimate"],
            effect["low"],
            effect["high"],
            number_told(effect["estimate"], "share"),
        )
        for effect in shares
        if effect["estimate"] is not None
    ]
    if not marks:
        return ""
    axis = Axis(0.5, 0.0, number_told(0.5, "share"))
    words = f"{row['id']}: shares with 95 % intervals"
    return f"<figure>{forest(marks, axis, words)}</figure>"


def _anchor(row: Row) -> str:
    """Return the card that a line of the table leads to: a claim of parts has its first part's."""
    return str(row["parts"][0]["id"] if row.get("parts") else row["id"]).lower()


def _end(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
