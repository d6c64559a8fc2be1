r"""The Poisson law, from the far tails to means of a million.

Equations
---------
.. math:: p(n) = e^{-\mu}\mu^n / n!, \qquad F(n) = \sum_{k \le n} p(k)

From sixteen on, n! is taken by Stirling's series. F is summed from n outwards, on the side of
the smaller tail, until nothing is added: about :math:`\sqrt\mu` terms.

References
----------
C. Loader, Fast and accurate computation of binomial probabilities (2000), for the saddle-point
form of p (from memory).
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import INVERSE_SQRT_2PI, exp, log

_SMALL = 16
_FEW = 64
_LAST_ODD = 19


class PoissonAt(NamedTuple):
    """The Poisson law at one count: the probability of it, and of it or less."""

    mass: float
    below: float


@scalar
def _deviance(count: float, mean: float) -> float:
    """Return n log(n/μ) + μ - n, without loss where the two are near."""
    gap = count - mean
    ratio = gap / (count + mean)
    if abs(ratio) >= 0.1:
        return count * log(count / mean) - gap
    # n log(n/μ) = 2n artanh(ratio), of which the first term and the gap leave gap × ratio.
    square = ratio * ratio
    series = 0.0
    for odd in range(_LAST_ODD, 1, -2):
        series = (series + 1.0 / odd) * square
    return gap * ratio + 2.0 * count * ratio * series


@scalar
def poisson_mass(count: int, mean: float) -> float:
    """Return the probability of exactly ``count``, not negative, under a mean.

    >>> round(poisson_mass(2, 1.0), 12), round(poisson_mass(100, 100.0), 12)
    (0.183939720586, 0.039860996809)
    """
    if mean <= 0.0:
        return 1.0 if count == 0 else 0.0
    if count < _SMALL:
        product = 1.0
        for k in range(2, count + 1):
            product *= k
        return exp(count * log(mean) - mean) / product
    n = float(count)
    square = 1.0 / (n * n)
    series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / n
    return exp(-_deviance(n, mean) - series) * INVERSE_SQRT_2PI / sqrt(n)


@scalar
def poisson_at(count: int, mean: float) -> PoissonAt:
    """Return the probabilities of exactly ``count``, and of at most so many, under a mean.

    Parameters
    ----------
    count
        Any integer; nothing lies below 0.
    mean
        Not negative.

    >>> [round(p, 12) for p in poisson_at(2, 1.0)]
    [0.183939720586, 0.919698602929]
    """
    if count < 0:
        return PoissonAt(0.0, 0.0)
    if mean <= 0.0:
        return PoissonAt(1.0 if count == 0 else 0.0, 1.0)
    if count < _FEW and mean < 600.0:
        mass = exp(-mean)
        below = mass
        for k in range(1, count + 1):
            mass *= mean / k
            below += mass
        return PoissonAt(mass, min(below, 1.0))
    mass = poisson_mass(count, mean)
    term = mass
    if count >= mean:
        above = 0.0
        k = count + 1
        term *= mean / k
        while above + term > above:
            above += term
            k += 1
            term *= mean / k
        return PoissonAt(mass, max(0.0, 1.0 - above))
    below = 0.0
    k = count
    while below + term > below:
        below += term
        term *= k / mean
        k -= 1
    return PoissonAt(mass, min(below, 1.0))
