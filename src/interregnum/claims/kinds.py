"""Seven kinds of claim, each with the reference, the direction and the band that it brings.

One scale for all: a claim fixes a quantity x, a reference x0, a favourable direction s = ±1 and
a half-width δ of indifference; E = s(x - x0) is good for the claim when it exceeds δ.
"""

from __future__ import annotations

from enum import StrEnum
from math import log
from typing import NamedTuple

RATIO_BAND = log(1.25)
"""Half-width of indifference of a log ratio."""


class Kind(StrEnum):
    """What sort of thing a claim says."""

    CONTRAST = "contrast"
    NECESSITY = "necessity"
    SUFFICIENCY = "sufficiency"
    MAJORITY = "majority"
    POSSIBLE = "possible"
    RANK = "rank"
    UNPREDICTABLE = "unpredictable"


class Measure(StrEnum):
    """The unit of a claim's quantity."""

    PROBABILITY = "probability"
    LOG_RATIO = "log ratio"
    SKILL = "skill"


class Terms(NamedTuple):
    """What a kind fixes.

    Parameters
    ----------
    reference
        x0, in the unit of x.
    direction
        s, or None where the claim chooses.
    band
        δ, in the unit of x.
    """

    reference: float
    direction: int | None
    band: float


TERMS = {
    Kind.CONTRAST: Terms(0.0, None, 0.05),
    Kind.NECESSITY: Terms(0.15, -1, 0.05),
    Kind.SUFFICIENCY: Terms(0.85, 1, 0.05),
    Kind.MAJORITY: Terms(0.5, None, 0.05),
    Kind.POSSIBLE: Terms(0.05, 1, 0.02),
    Kind.RANK: Terms(0.0, 1, 0.05),
    Kind.UNPREDICTABLE: Terms(0.10, -1, 0.05),
}


def terms_of(kind: Kind, measure: Measure = Measure.PROBABILITY) -> Terms:
    """Return what a kind fixes for a quantity of some measure.

    >>> terms_of(Kind.NECESSITY)
    Terms(reference=0.15, direction=-1, band=0.05)
    >>> round(terms_of(Kind.CONTRAST, Measure.LOG_RATIO).band, 4)
    0.2231
    """
    terms = TERMS[kind]
    if kind is Kind.CONTRAST and measure is Measure.LOG_RATIO:
        return terms._replace(band=RATIO_BAND)
    return terms
