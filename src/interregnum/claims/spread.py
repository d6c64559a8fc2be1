"""How sure an effect is, as a distribution: the draws' own quantiles, or one drawn from its ends.

Plain Python: a page of the ledger needs no arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import isfinite, log
from statistics import NormalDist
from typing import NamedTuple

from interregnum.claims.rule import Chances
from interregnum.effects import Effect, Scale

LEVELS = 401
"""How many quantiles of the draws are shipped, from the least to the greatest."""


class Spread(NamedTuple):
    """A distribution of an effect, on its own or on a logarithmic scale.

    Parameters
    ----------
    quantiles
        Of the draws at evenly spaced levels; empty where there are none.
    centre, below, above
        Median and the standard deviations to either side, used where there are no quantiles.
    basis
        ``draws`` or ``interval``.
    """

    quantiles: tuple[float, ...]
    centre: float
    below: float
    above: float
    basis: str

    def less(self, x: float) -> float:
        """Return the probability of values below x."""
        if self.quantiles:
            return _rank(self.quantiles, x, bisect_left)
        return _normal(self, x)

    def at_most(self, x: float) -> float:
        """Return the probability of values up to x."""
        if self.quantiles:
            return _rank(self.quantiles, x, bisect_right)
        return _normal(self, x)


def spread_of(effect: Effect, quantiles: Sequence[float] | None) -> Spread:
    """Return the distribution of an effect.

    Parameters
    ----------
    effect
        With its interval.
    quantiles
        Of its bootstrap draws in its own unit, at evenly spaced levels; None where it has none.

    Notes
    -----
    Ratios are taken on the logarithmic scale. Without draws the distribution is two halves of
    normal ones that meet at the estimate and have the interval's ends where it says; that is an
    approximation, which the card states.
    """
    logarithmic = effect.scale is Scale.RATIO
    if quantiles:
        values = tuple(_log(value) for value in quantiles) if logarithmic else tuple(quantiles)
        return Spread(values, _place(effect.estimate, logarithmic), 0.0, 0.0, "draws")
    z = NormalDist().inv_cdf(0.5 + effect.level / 2)
    low, centre, high = (
        _place(value, logarithmic) for value in (effect.low, effect.estimate, effect.high)
    )
    return Spread((), centre, (centre - low) / z, (high - centre) / z, "interval")


def chances_in(spread: Spread, terms: tuple[float, int, float], shift: float = 0.0) -> Chances:
    """Return the three probabilities of E, or of what is left of it.

    Parameters
    ----------
    spread
        Of x.
    terms
        x0, s and δ.
    shift
        What a confounder may take from the size of E on either side, in the unit of x.

    Examples
    --------
    >>> spread = Spread((), 0.2, 0.05, 0.05, "interval")
    >>> [round(p, 3) for p in chances_in(spread, (0.0, 1, 0.05))]
    [0.999, 0.001, 0.0]
    """
    reference, direction, band = terms
    reach = band + shift
    over = 1.0 - spread.at_most(reference + reach)
    under = spread.less(reference - reach)
    plus, minus = (over, under) if direction > 0 else (under, over)
    return Chances(plus, max(0.0, 1.0 - plus - minus), minus)


def _rank(
    values: Sequence[float], x: float, bisect: Callable[[Sequence[float], float], int]
) -> float:
    """Return the share of a distribution below (or up to) x, by its quantiles."""
    place = bisect(values, x)
    last = len(values) - 1
    if place == 0:
        return 0.0
    if place > last:
        return 1.0
    before, after = values[place - 1], values[place]
    inside = (x - before) / (after - before) if after > before and isfinite(before) else 0.0
    return float((place - 1 + min(max(inside, 0.0), 1.0)) / last)


def _normal(spread: Spread, x: float) -> float:
    """Return the probability of values up to x under the two halves."""
    width = spread.below if x < spread.centre else spread.above
    if width <= 0.0:
        return 0.0 if x < spread.centre else 1.0
    return NormalDist().cdf((x - spread.centre) / width)


def _place(value: float, logarithmic: bool) -> float:
    return _log(value) if logarithmic else value


def _log(value: float) -> float:
    return log(value) if value > 0.0 else float("-inf")
