r"""Cascades of thresholds: who joins because others have, for any list and for random ones.

Equations
---------
A person with threshold t joins once t others act. From nobody, the number who act grows to the
least r with

.. math:: r = \#\{i : t_i \le r\}

With N thresholds drawn independently and evenly from 0, ..., N-1, people are met threshold by
threshold: of the N-r who have not joined at thresholds below k ≤ r, those with exactly k are
binomial with chance 1/(N-k). A cascade of size r thus takes r+1 draws, whatever N. The law is

.. math:: P(r) = \binom{N}{r} \frac{(r+1)^{r-1} (N-r-1)^{N-r}}{N^N} \; (r < N), \qquad
    P(N) = \frac{(N+1)^{N-1}}{N^N}, \qquad
    E\,r = \sum_{k=1}^{N} \prod_{j<k} \frac{N-j}{N}

the mean being Ramanujan's Q(N), by Abel's identity: about :math:`\sqrt{\pi N/2}`.

References
----------
M. Granovetter, Threshold models of collective behavior, American Journal of Sociology 83
(1978), 1420-1443, doi:10.1086/226707. The finite law and its mean are our own derivation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from interregnum.formulae.tails import log_one_minus
from interregnum.kernels.random import PURPOSE_THRESHOLDS, uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp


class Cascades(NamedTuple):
    """What a number of random cascades came to: how many of size 0, of size N, and all sizes."""

    nobody: int
    everybody: int
    joined: int


@scalar
def final_count(thresholds: Sequence[float], count: int) -> int:
    """Return how many act in the end, where the thresholds [persons] come in increasing order.

    >>> final_count([0.0, 1.0, 2.0, 3.0], 4), final_count([0.0, 2.0, 2.0, 3.0], 4)
    (4, 1)
    """
    active = 0
    while active < count and thresholds[active] <= active:
        active += 1
    return active


@scalar
def _binomial(trials: int, chance: float, draw: float) -> int:
    """Return the number of successes at which the binomial law first reaches a uniform draw."""
    if chance >= 1.0:
        return trials
    mass = exp(trials * log_one_minus(chance))
    odds = chance / (1.0 - chance)
    reached = mass
    count = 0
    while draw > reached and count < trials:
        mass *= (trials - count) * odds / (count + 1.0)
        count += 1
        # A draw within rounding of 1 would otherwise walk on to the last trial.
        if reached + mass == reached:
            return count
        reached += mass
    return count


@scalar
def random_cascade(seed: int, replica: int, agents: int) -> int:
    """Return the size of one cascade with thresholds drawn evenly from 0 to ``agents`` - 1.

    Parameters
    ----------
    seed, replica
        Where the draws are looked up: the result depends on nothing else.
    agents
        N, at least 1.

    Notes
    -----
    One draw a threshold that is reached; exact in distribution, not an approximation.

    >>> random_cascade(7, 0, 1)
    1
    """
    active = 0
    level = 0
    while level <= active and active < agents:
        draw = uniform(seed, replica, level, 0, PURPOSE_THRESHOLDS, 0)
        active += _binomial(agents - active, 1.0 / (agents - level), draw)
        level += 1
    return active


@scalar
def random_cascades(seed: int, first: int, end: int, agents: int) -> Cascades:
    """Return what the replicas from ``first`` to before ``end`` came to.

    >>> random_cascades(7, 0, 3, 1)
    Cascades(nobody=0, everybody=3, joined=3)
    """
    nobody = 0
    everybody = 0
    joined = 0
    for replica in range(first, end):
        size = random_cascade(seed, replica, agents)
        joined += size
        if size == 0:
            nobody += 1
        if size == agents:
            everybody += 1
    return Cascades(nobody, everybody, joined)


@scalar
def nobody_probability(agents: int) -> float:
    """Return P(0), that nobody has threshold 0.

    >>> round(nobody_probability(100), 6)
    0.366032
    """
    if agents <= 1:
        return 0.0
    return exp(agents * log_one_minus(1.0 / agents))


@scalar
def everybody_probability(agents: int) -> float:
    """Return P(N), that everybody joins.

    >>> round(everybody_probability(100), 6)
    0.02678
    """
    return exp((agents - 1) * log_one_minus(-1.0 / agents)) / agents


@scalar
def mean_cascade(agents: int) -> float:
    """Return the mean size of a cascade: Ramanujan's Q.

    >>> round(mean_cascade(100), 5)
    12.20996
    """
    total = 0.0
    term = 1.0
    met = 1
    while total + term > total:
        total += term
        term *= (agents - met) / agents
        met += 1
    return total
