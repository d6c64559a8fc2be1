r"""How far a crowd with normally distributed thresholds goes, and where that jumps.

Equations
---------
From nobody, the share that acts rises to the least solution of

.. math:: r = \Phi\left(\frac{r-\mu}{\sigma}\right)

The right side is convex below μ and concave above it, so Newton's steps from 0, or from 1,
never pass the solution they approach. The low solution is lost where the curve only touches the
diagonal, at u = (r-μ)/σ < 0 with

.. math:: \Phi(u) - u\,\varphi(u) = \mu, \qquad \sigma_c = \varphi(u), \qquad 0 < \mu < 1/2

References
----------
M. Granovetter, Threshold models of collective behavior, American Journal of Sociology 83
(1978), 1420-1443, doi:10.1086/226707. The condition of tangency is our own derivation.
"""

from __future__ import annotations

from math import sqrt

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import (
    NOT_A_NUMBER,
    SQRT_2PI,
    log,
    normal_cdf,
    normal_density,
)

# A gap smaller than rounding counts as touching: the least solution is then the tangent one.
_TOUCH = 1e-15
_STEPS = 200
_LEFT = -39.0


@scalar
def _rising(mean: float, spread: float, ceiling: float) -> float:
    """Return the solution below the mean, by steps up from 0."""
    share = 0.0
    for _ in range(_STEPS):
        u = (share - mean) / spread
        gap = normal_cdf(u) - share
        slope = 1.0 - normal_density(u) / spread
        if gap <= 0.0 or slope <= 0.0:
            break
        step = gap / slope
        if not share + step > share:
            break
        share = min(share + step, ceiling)
    return share


@scalar
def _falling(mean: float, spread: float) -> float:
    """Return the solution above the mean, by steps down from 1."""
    share = 1.0
    for _ in range(_STEPS):
        u = (share - mean) / spread
        gap = normal_cdf(u) - share
        slope = 1.0 - normal_density(u) / spread
        if gap >= 0.0 or slope <= 0.0:
            break
        step = gap / slope
        if not share + step < share:
            break
        share = max(share + step, 0.0)
    return share


@scalar
def least_equilibrium(mean: float, spread: float) -> float:
    """Return the share that acts in the end, where thresholds are N(mean, spread²).

    Parameters
    ----------
    mean, spread
        Of the thresholds, as shares of the population; without spread all have the mean.

    Notes
    -----
    Where the curve touches the diagonal within rounding, the point of touching is returned.

    >>> [round(100.0 * least_equilibrium(0.25, spread), 3) for spread in (0.12, 0.3)]
    [4.021, 99.339]
    """
    if spread <= 0.0:
        return 1.0 if mean <= 0.0 else 0.0
    flatness = spread * SQRT_2PI
    if flatness >= 1.0:
        # The curve is nowhere steeper than the diagonal: one solution.
        return _rising(mean, spread, min(mean, 1.0)) if mean >= 0.5 else _falling(mean, spread)
    # The gap between curve and diagonal is least, on the left, where their slopes are equal.
    u = -sqrt(-2.0 * log(flatness))
    narrowest = mean + u * spread
    if narrowest > 0.0 and normal_cdf(u) - narrowest <= _TOUCH:
        return _rising(mean, spread, min(narrowest, 1.0))
    return _falling(mean, spread)


@scalar
def critical_spread(mean: float) -> float:
    """Return the spread above which the low solution is lost and the share that acts jumps.

    Parameters
    ----------
    mean
        Of the thresholds, as a share of the population.

    Returns
    -------
    The critical spread; not a number unless the mean lies between 0 and one half.

    >>> round(100.0 * critical_spread(0.25), 4)
    12.2221
    """
    if not 0.0 < mean < 0.5:
        return NOT_A_NUMBER
    low = _LEFT
    high = 0.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        if normal_cdf(middle) - middle * normal_density(middle) < mean:
            low = middle
        else:
            high = middle
    return normal_density(high)
