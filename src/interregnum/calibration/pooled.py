"""Facts of which a world has hardly a case, told by all worlds together.

In a world to 1989 seven campaigns in ten last a day and one in two hundred over a year, so that a
campaign-year with a year before it comes up a time or two, or never. What one world cannot tell,
sixty worlds can: their cases are pooled, and a record of the wanted size is drawn from the share
that they give. Worlds differ by their draw of the posterior, and so whole worlds are drawn anew.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]

FEWEST = 20
"""Cases that all worlds together must have."""
DRAWS = 4000
HALF = 0.5


def pooled_shares(events: ArrayLike, cases: ArrayLike, wanted: int, seed: int = 0) -> Floats | None:
    """Return logits of a share in records of a wanted size, by the cases of all worlds.

    Parameters
    ----------
    events, cases
        Of each world.
    wanted
        Cases of the record.
    seed
        Of the draws.

    Returns
    -------
    Shape (4000,), half an event added as everywhere; None where all worlds together have fewer
    than twenty cases, or the record has none.

    Notes
    -----
    Each draw takes worlds with replacement, a share from the beta law of their counts (Jeffreys),
    and a record of the wanted size from that share. Taking worlds anew and a share from a law both
    stand for the worlds' own noise, so the spread errs to the wide side.

    Examples
    --------
    >>> draws = pooled_shares([1, 0, 2], [10, 10, 20], wanted=1000)
    >>> bool(0.03 < 1 / (1 + np.exp(-np.median(draws))) < 0.12)
    True
    >>> pooled_shares([1], [3], wanted=50) is None
    True
    """
    came, of = np.asarray(events, dtype=float), np.asarray(cases, dtype=float)
    if of.sum() < FEWEST or wanted < 1:
        return None
    random = np.random.default_rng(seed)
    chance = np.full(len(of), 1.0 / len(of))
    weights = random.multinomial(len(of), chance, DRAWS)
    hits, misses = weights @ came, weights @ (of - came)
    shares = random.beta(hits + HALF, misses + HALF)
    counts = random.binomial(wanted, shares)
    return np.asarray(np.log((counts + HALF) / (wanted - counts + HALF)))


def events_of(estimates: ArrayLike, cases: ArrayLike) -> Floats:
    """Return how many events stand behind logits that have half an event added.

    >>> events_of([np.log(2.5 / 5.5), np.nan], [7, 0]).tolist()
    [2.0, 0.0]
    """
    logits, of = np.asarray(estimates, dtype=float), np.asarray(cases, dtype=float)
    known = np.isfinite(logits) & (of > 0)
    shares = 1.0 / (1.0 + np.exp(-np.where(known, logits, 0.0)))
    return np.where(known, np.round(shares * (of + 2 * HALF) - HALF), 0.0)
