"""A claim as lines of text: its row in the list, and everything about it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from interregnum.report.claim_sentences import (
    NOT_RUN,
    model_sentences,
    number_told,
    record_sentences,
)

_WIDTH = 96


def list_cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a claim's row of the list as text, each number with its interval."""
    return {
        "claim": row["id"],
        "model": row["model_verdict"] or NOT_RUN,
        "record": row["record_verdict"],
        "model's number": _measured(row, "model"),
        "record's number": _measured(row, "record"),
        "title": row["title"],
    }


def claim_lines(claim: Mapping[str, Any]) -> list[str]:
    """Return a claim in full."""
    where = ", ".join(f"¶{number}" for number in claim["paragraph"]) or claim["place"]
    lines = [f"{claim['id']} ({where}): {claim['title']}"]
    lines += _wrapped(f"Claim, in our words: {claim['paraphrase']}")
    lines += _wrapped(
        f"Kind: {claim['kind']}; reference {claim['reference']:g}, band "
        f"±{claim['indifference']:g}. "
        f"Horizon {claim['horizon']['decides']} days. Quantity: {claim['quantity']}."
    )
    lines += _wrapped(f"Compared: {claim['contrast']}.")
    lines += ["", "The model"]
    lines += [line for sentence in model_sentences(claim) for line in _wrapped(sentence)]
    lines += ["", "The record"]
    lines += [line for sentence in record_sentences(claim) for line in _wrapped(sentence)]
    lines += ["", "What would change our mind"]
    lines += _wrapped(claim["what_would_change_our_mind"])
    lines += ["", "What the tests cannot see", *_wrapped(claim["cannot_see"])]
    commands = commands_of(claim)
    return [*lines, "", "To repeat it", *(f"  {command}" for command in commands)]


def commands_of(claim: Mapping[str, Any]) -> list[str]:
    """Return the command lines that repeat both tests of a claim."""
    model = [] if claim["model"] is None else list(claim["model"]["commands"])
    tests = [
        "interregnum forecast backtest --step year"
        if test["effect"].startswith("forecast.")
        else f"interregnum evidence show {test['effect']}"
        for test in claim["record"]["tests"]
    ]
    return [*model, *dict.fromkeys(tests)] or [f"interregnum claims show {claim['id']}"]


def _measured(row: Mapping[str, Any], road: str) -> str:
    """Return a number with its interval, shortly."""
    interval, unit = row[f"{road}_interval"], row[f"{road}_unit"]
    if interval is None:
        return "none"
    told = [number_told(value, unit) for value in (row[f"{road}_effect"], *interval)]
    return f"{told[0]} ({told[1]} to {told[2]})"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
