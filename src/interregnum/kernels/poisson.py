"""Counts of rare events: Poisson numbers that stand at an address.

A count is the sum of chunks of mean 16 and a rest, each found by inversion from a uniform draw
of its own. No normal approximation stands behind it at any size, and since chunks are added
one by one, the count at an address never falls when its mean grows: two branches of a
counterfactual differ by the deaths that the intervention adds.

References
----------
L. Devroye, Non-Uniform Random Variate Generation, Springer 1986, section X.3,
doi:10.1007/978-1-4613-8643-8: inversion by sequential search.
"""

from __future__ import annotations

from math import floor

from interregnum.kernels.random import Address, uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

CHUNK_MEAN = 16.0
MOST_CHUNKS = 65535.0  # a purpose has 65536 draws; the last is the rest's
LARGEST_MEAN = 3.9e7  # chunks of mean 595: beyond 708 the first term would be no float


@scalar
def poisson_quantile(probability: float, mean: float) -> float:
    """Return the smallest count whose cumulative Poisson probability reaches a probability.

    Parameters
    ----------
    probability
        In (0, 1).
    mean
        [events], in [0, 600].

    Notes
    -----
    Sequential search from 0: it takes as many steps as it counts. Where the sum of
    probabilities no longer grows in 64-bit arithmetic, about 1e-16 below one, the search ends.

    >>> poisson_quantile(0.5, 2.3), poisson_quantile(0.999, 2.3)
    (2.0, 8.0)
    """
    count = 0.0
    term = exp(-mean)
    cumulative = term
    while cumulative < probability:
        count += 1.0
        term *= mean / count
        reached = cumulative + term
        if count > mean and reached == cumulative:
            break
        cumulative = reached
    return count


@scalar
def poisson_draw(at: Address, entity: int, purpose: int, mean: float) -> float:
    """Return the Poisson count that stands at an address, as a float without a fraction.

    Parameters
    ----------
    at, entity, purpose
        The address, as in :func:`.random.uniform`; chunk k takes draw k.
    mean
        [events]; without a positive mean nothing happens.

    Notes
    -----
    Poisson numbers of means that add up to ``mean`` are added: exact in distribution, but for
    the 52 bits of a uniform draw. Chunks have mean 16 up to 1,048,560 events, and a 65,535th of
    the mean beyond. Above 3.9e7, where the relative spread is below 2e-4, the mean itself is
    returned, rounded down: no draw at all. A count takes about as many steps as it counts.

    >>> poisson_draw(Address(7, 0, 0), 0, 23, 0.0)
    0.0
    >>> draws = [poisson_draw(Address(7, run, 0), 0, 23, 40.0) for run in range(500)]
    >>> 39.0 < sum(draws) / 500 < 41.0
    True
    """
    if not mean > 0.0:
        return 0.0
    if mean > LARGEST_MEAN:
        return float(floor(mean))
    size = max(CHUNK_MEAN, mean / MOST_CHUNKS)
    chunks = int(floor(mean / size))
    count = 0.0
    for k in range(chunks):
        draw = uniform(at.seed, at.run, at.day, entity, purpose, k)
        count += poisson_quantile(draw, size)
    rest = mean - chunks * size
    if rest > 0.0:
        draw = uniform(at.seed, at.run, at.day, entity, purpose, chunks)
        count += poisson_quantile(draw, rest)
    return count
