"""A claim as a card of the page: what is claimed, both tests in sentences and drawings, sources."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from interregnum.report.claim_lines import commands_of
from interregnum.report.claim_pictures import Axis, Mark, density, forest
from interregnum.report.claim_sentences import (
    model_sentences,
    model_unit,
    number_told,
    record_sentences,
    sources_of,
)
from interregnum.report.page import Section, code_block, listed, paragraph

Row = Mapping[str, Any]


def claim_card(claim: Row) -> Section:
    """Return a claim's card."""
    where = ", ".join(f"¶{number}" for number in claim["paragraph"]) or claim["place"]
    body = paragraph(claim["paraphrase"], "claimed") + paragraph(
        f"{where} of the text, in our words. Kind: {claim['kind']}. Compared: "
        f"{claim['contrast']}. Horizon: {claim['horizon']['decides']} days.",
        "soft",
    )
    body += _road("The model", model_sentences(claim), model_pictures(claim), "model")
    body += _beside(claim)
    body += _road("The record", record_sentences(claim), record_pictures(claim), "record")
    body += "<h3>Read with care</h3>"
    body += paragraph(f"What would change our mind: {claim['what_would_change_our_mind']}")
    body += paragraph(f"What the tests cannot see: {claim['cannot_see']}")
    sources = sources_of(claim)
    body += (paragraph("Sources:", "soft") + listed(sources)) if sources else ""
    body += code_block("\n".join(commands_of(claim)))
    return Section(claim["id"].lower(), f"{claim['id']} {claim['title']}", body)


def model_pictures(claim: Row) -> list[str]:
    """Return the model's drawings: the paired effect over draws, then by structure and beside."""
    model = claim["model"]
    if model is None or model["pooled"] is None:
        return []
    unit = model_unit(claim)
    axis = Axis(claim["reference"], claim["indifference"], number_told(claim["reference"], unit))
    marks = [_mark("all structures", model["pooled"], unit, decides=True)]
    marks += [_mark(name, odds, unit) for name, odds in model["structures"].items()]
    number = model["number_c"]
    if number is not None and _same_unit(claim, number, unit):
        marks.append(_mark("as the record counts (simulated)", number, unit))
    words = f"{claim['id']}: the model's number by structure, with 95 % intervals"
    pictures = [forest(marks, axis, words)]
    series = model["series"]
    if series.get("quantiles"):
        words = f"{claim['id']}: how the model's number is spread over draws"
        pictures.insert(0, density(series["quantiles"], series["levels"], axis, words))
    return pictures


def record_pictures(claim: Row) -> list[str]:
    """Return the record's drawings: one forest a reference and unit, deciding effects filled."""
    record = claim["record"]
    groups: dict[tuple[float, float, str], list[Mark]] = {}
    for test in record["tests"]:
        key = (test["reference"], test["band"], _axis_unit(test["scale"]))
        groups.setdefault(key, []).append(_mark(test["words"], test, test["scale"], decides=True))
    for row in record["strata"]:
        test = row["test"]
        key = (test["reference"], test["band"], _axis_unit(test["scale"]))
        groups.setdefault(key, []).append(_mark(row["stratum"], test, test["scale"]))
    for shown in record["shown"]:
        for key in groups:
            if key[2] == _axis_unit(shown["scale"]):
                groups[key].append(_mark(_short(shown["effect"]), shown, shown["scale"]))
                break
    return [
        forest(
            marks,
            Axis(reference, band, number_told(reference, unit)),
            f"{claim['id']}: effects of the record with 95 % intervals",
        )
        for (reference, band, unit), marks in groups.items()
    ]


def _road(title: str, sentences: Sequence[str], pictures: Sequence[str], kind: str) -> str:
    """Return one road of a card: its verdict stands out, its sentences follow."""
    first, *rest = sentences
    return (
        f"<h3>{escape(title)}</h3>"
        f'<div class="answer {kind}">{paragraph(first)}</div>'
        + "".join(paragraph(sentence) for sentence in rest)
        + "".join(f"<figure>{picture}</figure>" for picture in pictures)
    )


def _beside(claim: Row) -> str:
    """Return the numbers that stand beside the model's own."""
    model = claim["model"]
    if model is None or not model["beside"]:
        return ""
    unit = model_unit(claim)
    rows = [
        f"{row['words']}: {number_told(row['estimate'], unit)} "
        f"({number_told(row['low'], unit)} to {number_told(row['high'], unit)})"
        for row in model["beside"]
    ]
    return paragraph("Beside it:", "soft") + listed(rows)


def _mark(words: str, row: Row, unit: str, *, decides: bool = False) -> Mark:
    """Return a point of a drawing; a ratio goes on a logarithmic axis."""
    ratio = unit == "ratio"
    estimate, low, high = (
        _log(row[key]) if ratio else _number(row[key]) for key in ("estimate", "low", "high")
    )
    return Mark(words, estimate, low, high, number_told(row["estimate"], unit), decides)


def _axis_unit(scale: str) -> str:
    return "log ratio" if scale == "ratio" else scale


def _same_unit(claim: Row, number: Row, unit: str) -> bool:
    """Return whether number (c) can stand on the model's axis."""
    tests = [test for test in claim["record"]["tests"] if test["effect"] == number["effect"]]
    return not tests or tests[0]["scale"] in (unit, "share" if unit == "probability" else unit)


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _log(value: float | None) -> float:
    return math.log(value) if value is not None and value > 0.0 else math.nan


def _short(effect: str) -> str:
    """Return an effect's name without its family.

    >>> _short("campaigns.success.nonviolent")
    'success, nonviolent'
    """
    return effect.partition(".")[2].replace(".", ", ").replace("_", " ")
