"""Claims, effects and records made up for tests."""

from __future__ import annotations

from typing import Any

from interregnum.claims.schema import Claim
from interregnum.effects import Effect, Grade, Scale

CLAIM: dict[str, Any] = {
    "claim": "C01",
    "paragraph": [1],
    "title": "A made-up claim",
    "paraphrase": "One thing makes another likelier.",
    "kind": "contrast",
    "quantity": "Probability with the thing, less that without",
    "reference": 0.0,
    "direction": 1,
    "indifference": 0.05,
    "contrast": "With it, against without",
    "horizon": {"decides": 365, "shown": []},
    "sign_open": {"is_open": True, "parameters": [], "why": "Nothing fixes it."},
    "record": {
        "testable": True,
        "grade": "A",
        "estimands": [{"effect": "made.difference", "words": "The difference"}],
        "why": "The same quantity.",
    },
    "what_would_change_our_mind": "Another number.",
    "cannot_see": "Why.",
}
"""A valid claim as plain values."""


def made_claim(**changes: Any) -> Claim:
    """Return a claim with some values changed."""
    return Claim.model_validate({**CLAIM, **changes})


def made_effect(name: str = "made.difference", **changes: Any) -> Effect:
    """Return an effect with some values changed."""
    values: dict[str, Any] = {
        "name": name,
        "estimate": 0.2,
        "low": 0.15,
        "high": 0.25,
        "n": 400,
        "events": 200,
        "definition": "A made-up difference.",
        "source": "made up",
        "vintage": "2000",
        "period": "1950-1989",
        "scale": Scale.DIFFERENCE,
        "grade": Grade.SAME,
        "caveat": "Made up.",
    }
    return Effect(**{**values, **changes})
