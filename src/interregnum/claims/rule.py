"""One rule for both roads: what three probabilities, their hurdles and their caps make a verdict.

E = s(x - x0) is how far a quantity lies on the claim's side of its reference; δ is the band in
which it would not matter. The rule knows nothing of simulations or datasets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

SURE = 0.95
"""The probability at which a claim is decided."""
EVERYWHERE = 0.80
"""The probability that a decided verdict needs in every passing structure."""
MOST_PRIOR = 0.5
"""The share of the variance of E above which parameters labelled ``prior`` undo a verdict."""
FEWEST_EVENTS = 10
"""The events that every arm of the record needs."""


class Verdict(StrEnum):
    """What can be said of a claim on one road."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    TOO_WEAK = "too weak to matter"
    DEPENDS = "depends"
    UNDECIDED = "undecided"
    NOT_TESTABLE = "not testable"
    ASSUMED = "assumed"


DECISIVE = (Verdict.SUPPORTED, Verdict.CONTRADICTED)
"""Verdicts that can be false: the planted E may lie in the opposite or the indifferent band."""


class Chances(NamedTuple):
    """Pr(E > δ), Pr(|E| <= δ) and Pr(E < -δ)."""

    plus: float
    zero: float
    minus: float


class Hurdle(NamedTuple):
    """Something that a decided verdict must also survive.

    Parameters
    ----------
    words
        What it is, for the reasons.
    chances
        The probabilities under it.
    least
        What the verdict's own probability must reach there.
    """

    words: str
    chances: Chances
    least: float


class Part(NamedTuple):
    """A part of the cases or parameters, named beforehand or confirmed on other draws."""

    words: str
    plus: float
    minus: float


class Judgement(NamedTuple):
    """A verdict with what it rests on.

    Parameters
    ----------
    verdict
        The one that counts.
    chances
        Behind it; None where nothing was tested.
    uncapped
        What the probabilities alone would say.
    reasons
        Why the verdict is not the uncapped one, one sentence each.
    parts
        The words of the parts on which ``depends`` rests: one for the claim, one against.
    risk
        The probability that a decisive verdict is false; 0 for the others.
    """

    verdict: Verdict
    chances: Chances | None
    uncapped: Verdict
    reasons: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    risk: float = 0.0


def scaled(x: float, reference: float, direction: int) -> float:
    """Return E = s(x - x0).

    >>> scaled(0.26, 0.5, 1), scaled(0.12, 0.15, -1)
    (-0.24, 0.03)
    """
    return round(direction * (x - reference), 12)


def chances_of(effects: Iterable[float], band: float) -> Chances:
    """Return the three probabilities from draws of E.

    >>> chances_of([0.2, 0.1, 0.0, -0.3], 0.05)
    Chances(plus=0.5, zero=0.25, minus=0.25)
    """
    draws = list(effects)
    plus = sum(e > band for e in draws) / len(draws)
    minus = sum(e < -band for e in draws) / len(draws)
    return Chances(plus, max(0.0, 1.0 - plus - minus), minus)


def weakest(each: Sequence[Chances]) -> Chances:
    """Return the least probability of each kind, for a verdict that must hold in every estimand.

    >>> weakest([Chances(0.97, 0.03, 0.0), Chances(0.4, 0.5, 0.1)])
    Chances(plus=0.4, zero=0.03, minus=0.0)
    """
    return Chances(*(min(column) for column in zip(*each, strict=True)))


def own_chance(verdict: Verdict, chances: Chances) -> float | None:
    """Return the probability that speaks for a verdict, None for one that has none."""
    return {
        Verdict.SUPPORTED: chances.plus,
        Verdict.CONTRADICTED: chances.minus,
        Verdict.TOO_WEAK: chances.zero,
    }.get(verdict)


def holm(parts: Sequence[Part], level: float = 1.0 - SURE) -> tuple[Part, ...]:
    """Return the parts that stay decided, either way, when as many are looked at.

    Parameters
    ----------
    parts
        Those registered.
    level
        The chance of one false decision or more that is accepted over all of them.

    References
    ----------
    S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6 (1979), https://www.jstor.org/stable/4615733.

    Examples
    --------
    >>> [part.words for part in holm([Part("a", 0.99, 0.0), Part("b", 0.96, 0.0)])]
    ['a', 'b']
    >>> [part.words for part in holm([Part("a", 0.97, 0.0), Part("b", 0.96, 0.0)])]
    []
    """
    ordered = sorted(parts, key=lambda part: -max(part.plus, part.minus))
    kept: list[Part] = []
    for place, part in enumerate(ordered):
        # A little room for the rounding of 1 - p, so that a limit hit exactly is met.
        if 1.0 - max(part.plus, part.minus) > level / (len(ordered) - place) + 1e-12:
            break
        kept.append(part)
    return tuple(part for part in parts if part in kept)


def bare_verdict(chances: Chances, parts: Sequence[Part] = ()) -> Verdict:
    """Return what the probabilities alone say.

    >>> str(bare_verdict(Chances(0.96, 0.04, 0.0)))
    'supported'
    >>> str(bare_verdict(Chances(0.5, 0.0, 0.5), [Part("a", 0.99, 0.0), Part("b", 0.0, 0.97)]))
    'depends'
    """
    for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.TOO_WEAK):
        own = own_chance(verdict, chances)
        if own is not None and own >= SURE:
            return verdict
    return Verdict.DEPENDS if _opposed(parts) else Verdict.UNDECIDED


def judged(
    chances: Chances,
    *,
    hurdles: Sequence[Hurdle] = (),
    parts: Sequence[Part] = (),
    caps: Sequence[str] = (),
    assumed: bool = False,
) -> Judgement:
    """Return the verdict on what was tested.

    Parameters
    ----------
    chances
        Over everything.
    hurdles
        What a verdict for, against or of no matter must also survive.
    parts
        Those in which the claim may fare differently; only ones that count as confirmed.
    caps
        Reasons, either way alike, for which nothing can be decided.
    assumed
        Whether no admissible point has the opposite sign, so that nothing was at stake.
    """
    bare = bare_verdict(chances, parts)
    if assumed:
        reason = "no admissible point has the opposite sign: it follows from the set-up"
        return Judgement(Verdict.ASSUMED, chances, bare, (reason,))
    if bare is Verdict.UNDECIDED:
        return Judgement(bare, chances, bare)
    reasons = [*caps, *_missed(bare, hurdles)]
    if reasons:
        return Judgement(Verdict.UNDECIDED, chances, bare, tuple(reasons))
    own = own_chance(bare, chances)
    risk = 1.0 - own if own is not None and bare in DECISIVE else 0.0
    names = _opposed(parts) if bare is Verdict.DEPENDS else ()
    return Judgement(bare, chances, bare, (), names, risk)


def not_tested(reason: str) -> Judgement:
    """Return the verdict on a claim that a road cannot test.

    >>> not_tested("no data").verdict
    <Verdict.NOT_TESTABLE: 'not testable'>
    """
    return Judgement(Verdict.NOT_TESTABLE, None, Verdict.NOT_TESTABLE, (reason,))


def expected_false(judgements: Iterable[Judgement]) -> float:
    """Return how many decisive verdicts are expected to be false.

    >>> one = judged(Chances(0.97, 0.03, 0.0))
    >>> round(expected_false([one, one, not_tested("no data")]), 3)
    0.06
    """
    return sum(judgement.risk for judgement in judgements)


def _opposed(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the words of a part that decides for the claim and of one that decides against."""
    plus = [part.words for part in parts if part.plus >= SURE]
    minus = [part.words for part in parts if part.minus >= SURE]
    return (plus[0], minus[0]) if plus and minus else ()


def _missed(verdict: Verdict, hurdles: Sequence[Hurdle]) -> list[str]:
    """Return a sentence for each hurdle that a verdict does not clear."""
    told = []
    for hurdle in hurdles:
        own = own_chance(verdict, hurdle.chances)
        if own is not None and own < hurdle.least:
            told.append(f"{hurdle.words}: {own:.2f} where {hurdle.least:.2f} is needed")
    return told
