"""What the record's test of a claim hands to the rule: effects with their distributions judged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from interregnum.claims.rule import Chances
from interregnum.effects import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One effect of the record against its reference.

    Parameters
    ----------
    words
        What it is, for a reader.
    effect, definition, source, vintage, period, caveat
        As the table of effects has them.
    scale
        Its unit.
    estimate, low, high, n, events, bias_factor
        As the table has them.
    kind, reference, direction, band
        What it is judged by; reference and band of a ratio are natural logarithms.
    chances
        Of E.
    confounded
        Of what is left of E after a confounder of the agreed strength.
    basis
        ``draws`` of countries, or ``interval``: derived from its ends.
    fewest_events
        In the arm with fewest; None where events are not counted.
    """

    words: str
    effect: str
    definition: str
    source: str
    vintage: str
    period: str
    caveat: str
    scale: str
    estimate: float
    low: float
    high: float
    n: int
    events: int | None
    bias_factor: float | None
    kind: str
    reference: float
    direction: int
    band: float
    chances: Chances
    confounded: Chances
    basis: str
    fewest_events: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvidence:
    """Everything that the record says of one claim.

    Parameters
    ----------
    claim
        Its id.
    testable, reason
        Whether any open data speak to it, and why it is tested so or not at all.
    grade
        A, B or C; None where it cannot be tested.
    tests
        The estimands, in each of which a verdict must hold.
    strata
        Registered parts of the cases, by their words.
    shown
        Effects that stand beside and decide nothing: name, definition, estimate, ends, unit, n.
    single_case
        Whether the evidence is one case.
    until
        The last year looked at.
    draws
        Of countries, behind a distribution whose basis is draws.
    """

    claim: str
    testable: bool
    reason: str
    grade: str | None = None
    tests: tuple[Tested, ...] = ()
    strata: tuple[tuple[str, Tested], ...] = ()
    shown: tuple[Mapping[str, Any], ...] = ()
    single_case: bool = False
    until: int = 1989
    draws: int = 0


def beside(effect: Effect) -> dict[str, Any]:
    """Return an effect as one that is drawn beside and decides nothing."""
    return {
        "effect": effect.name,
        "definition": effect.definition,
        "scale": str(effect.scale),
        "estimate": effect.estimate,
        "low": effect.low,
        "high": effect.high,
        "n": effect.n,
        "events": effect.events,
        "period": effect.period,
        "source": effect.source,
    }


def as_plain(evidence: RecordEvidence) -> dict[str, Any]:
    """Return the record's evidence as plain values for JSON; what is not a number becomes None.

    >>> as_plain(RecordEvidence(claim="C11", testable=False, reason="no data"))["tests"]
    []
    """
    plain = {each.name: getattr(evidence, each.name) for each in fields(RecordEvidence)}
    plain["tests"] = [_tested(test) for test in evidence.tests]
    plain["strata"] = [{"stratum": words, "test": _tested(test)} for words, test in evidence.strata]
    plain["shown"] = [_finite(dict(row)) for row in evidence.shown]
    return plain


def _tested(test: Tested) -> dict[str, Any]:
    plain = asdict(test)
    for key in ("chances", "confounded"):
        plain[key] = getattr(test, key)._asdict()
    return _finite(plain)


def _finite(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in row.items()
    }
