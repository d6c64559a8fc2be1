"""From cases to numbers: a fact, its error and its draws, on the scale on which it is compared.

Half an event is added to every count, on both roads alike, so that none of seven is a finite
number with a large error and not minus infinity: a share is the logit of (k + ½)/(n + 1), a rate
the logarithm of (k + ½)/years, a ratio the logarithm of (k + ½)/expected.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from interregnum.calibration.facts import HALF, NOTHING, FactValue, Kind, Regression, Sample
from interregnum.evidence.estimators.poisson import (
    Fit,
    Standing,
    Totals,
    clustered,
    fitted,
    standing,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from interregnum.evidence.estimators.poisson import Patterns
    from interregnum.evidence.tally import Counts


class Beside(NamedTuple):
    """What stands above the line of a ratio and below it; below nothing where it has one side."""

    above: Standing
    below: Standing | None


def transformed(kind: Kind, value: float) -> float:
    """Return a share, rate or ratio on the scale on which facts are compared.

    >>> transformed("share", 0.5), transformed("rate", 1.0)
    (0.0, 0.0)
    """
    if kind == "share":
        return math.log(value / (1.0 - value)) if 0.0 < value < 1.0 else math.nan
    return math.log(value) if value > 0.0 else math.nan


def untransformed(kind: Kind, value: float) -> float:
    """Return the share, rate or ratio that :func:`transformed` made a number of.

    >>> untransformed("share", 0.0), round(untransformed("ratio", transformed("ratio", 3.0)), 9)
    (0.5, 3.0)
    """
    if kind == "share":
        return 1.0 / (1.0 + math.exp(-max(value, -700.0)))
    return math.exp(value)


def values_of(sample: Sample, kinds: Mapping[str, Kind]) -> dict[str, FactValue]:
    """Return every fact of a sample, :data:`NOTHING` where it has no case.

    Parameters
    ----------
    sample
        The cases.
    kinds
        What each fact is, by the name of its effect.
    """
    found = dict.fromkeys(kinds, NOTHING)
    for name, counts in sample.counts.items():
        if name in found:
            found[name] = _counted(counts, kinds[name])
    for regression in sample.regressions:
        found |= _regressed(regression)
    return found


def draws_of(
    sample: Sample,
    kinds: Mapping[str, Kind],
    countries: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    """Return every fact in each draw of countries, on the scale on which facts are compared.

    Parameters
    ----------
    sample, kinds
        As in :func:`values_of`.
    countries
        In ascending order: all countries that any case of the sample lies in.
    weights
        A row a draw, a column a country: how often it was drawn. A country drawn twice is two
        countries that are alike.
    """
    import numpy as np

    found = {}
    for name, counts in sample.counts.items():
        drawn = weights[:, np.searchsorted(countries, counts.codes)]
        events, cases = drawn @ counts.events + HALF, drawn @ counts.exposure
        other = cases - events + 2.0 * HALF if kinds[name] == "share" else cases
        # Without a year of exposure nothing is known, however many halves are added.
        known = cases > 0.0
        other = np.where(known, other, 1.0)
        found[name] = np.where(known, np.log(events / other), np.nan)
    for regression in sample.regressions:
        drawn = weights[:, np.searchsorted(countries, regression.patterns.codes)]
        rows = [_logarithms(regression, weight) for weight in drawn]
        found |= {name: np.array([row[name] for row in rows]) for name in regression.facts}
    return found


def least_variance(value: FactValue, kind: Kind) -> float:
    """Return the variance that independent cases would have, which no error is let below.

    >>> seven = FactValue(0.0, 0.0, 7, 0, 0.0)
    >>> round(least_variance(seven, "share"), 3), least_variance(seven, "rate")
    (2.133, 2.0)
    """
    found = 1.0 / (value.events + HALF)
    if kind == "share":
        found += 1.0 / (value.n - value.events + HALF)
    return found


def _counted(counts: Counts, kind: Kind) -> FactValue:
    """Return a share or a rate with the error of a ratio of sums over countries."""
    events, cases = float(counts.events.sum()), float(counts.exposure.sum())
    if cases <= 0.0:
        return NOTHING
    share = events / cases
    below = cases - events + HALF if kind == "share" else cases
    value = FactValue(math.log((events + HALF) / below), math.nan, round(cases), int(events), share)
    surprise = counts.events - share * counts.exposure
    few = len(surprise) / max(len(surprise) - 1, 1)
    spread = few * float(surprise @ surprise)
    # The derivative of the logit, or of the logarithm, by the number of events.
    slope = 1.0 / (events + HALF) + (1.0 / below if kind == "share" else 0.0)
    variance = max(spread * slope**2, least_variance(value, kind))
    return value._replace(error=math.sqrt(variance))


def _beside(patterns: Patterns, fit: Fit, pair: tuple[str, str], drawn: Totals) -> Beside:
    """Return what stands on both sides of a ratio."""
    above, below = pair
    other = standing(patterns, drawn, fit, below) if below else None
    return Beside(standing(patterns, drawn, fit, above), other)


def _logarithm(sides: Beside) -> float:
    """Return the logarithm of a ratio with half an event more on each side."""
    found = 0.0
    for side, sign in ((sides.above, 1.0), (sides.below, -1.0)):
        if side is not None:
            if not side.expected > 0.0:
                return math.nan
            found += sign * math.log((side.events + HALF) / side.expected)
    return found


def _logarithms(regression: Regression, weight: NDArray[np.float64]) -> dict[str, float]:
    """Return the ratios of one draw of countries."""
    drawn = regression.patterns.totals(weight)
    fit = fitted(regression.patterns, drawn)
    return {
        name: _logarithm(_beside(regression.patterns, fit, pair, drawn))
        for name, pair in regression.facts.items()
    }


def _regressed(regression: Regression) -> dict[str, FactValue]:
    """Return the ratios of one regression with their clustered errors."""
    patterns = regression.patterns
    drawn = patterns.totals()
    fit = fitted(patterns, drawn)
    spread = clustered(patterns, fit) if fit.converged else None
    found = {}
    for name, pair in regression.facts.items():
        sides = _beside(patterns, fit, pair, drawn)
        estimate = _logarithm(sides)
        if spread is None or not math.isfinite(estimate):
            found[name] = NOTHING
            continue
        places = [patterns.names.index(part) + 1 for part in pair if part]
        signs = (1.0, -1.0)[: len(places)]
        clusters = sum(
            one * other * float(spread[row, column])
            for one, row in zip(signs, places, strict=True)
            for other, column in zip(signs, places, strict=True)
        )
        there = [side for side in sides if side is not None]
        independent = sum(1.0 / (side.events + HALF) for side in there)
        found[name] = FactValue(
            estimate,
            math.sqrt(max(clusters, independent)),
            round(sum(side.cases for side in there)),
            round(sum(side.events for side in there)),
            _published(sides),
        )
    return found


def _published(sides: Beside) -> float:
    """Return the ratio itself, as the evidence prints it."""
    ratio = sides.above.events / sides.above.expected
    if sides.below is None:
        return ratio
    below = sides.below.events / sides.below.expected
    return ratio / below if below > 0.0 else math.nan
