"""How long until the event: a law of waiting from a chance per step, and its score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interregnum.scores import crps

Floats = NDArray[np.float64]

HORIZON_YEARS = 5.0
_SAMPLE = 40


def waiting_sample(probability: float, step_years: float) -> list[float]:
    """Return quantiles of the wait if the chance stays what it is, at most five years.

    Parameters
    ----------
    probability
        Of the event within one step, inside (0, 1) [1].
    step_years
        Length of a step [years].

    Returns
    -------
    Forty quantiles in rising order [years].

    Examples
    --------
    >>> sample = waiting_sample(0.5, 1.0)
    >>> round((sample[19] + sample[20]) / 2, 2)
    1.0
    """
    levels = (np.arange(_SAMPLE) + 0.5) / _SAMPLE
    steps = np.log1p(-levels) / np.log1p(-probability)
    sample: list[float] = np.minimum(steps * step_years, HORIZON_YEARS).tolist()
    return sample


def waiting_scores(probability: Floats, wait: Floats, step_years: float) -> Floats:
    """Return the CRPS of each forecast of min(wait, 5 years) [years].

    Only for rows whose five years had passed by the end of the record: rows scored because
    their event came early would flatter whoever says that it comes early.

    Parameters
    ----------
    probability
        Of the event within one step [1], shape (n,).
    wait
        Years until the event, infinite if it did not come, shape (n,).
    step_years
        Length of a step [years].

    Examples
    --------
    >>> waiting_scores(np.array([1e-6]), np.array([np.inf]), 1.0).round(3).tolist()
    [0.0]
    """
    observed = np.minimum(wait, HORIZON_YEARS)
    samples: dict[float, list[float]] = {}
    scores = np.empty(len(probability))
    for row, (chance, came) in enumerate(zip(probability.tolist(), observed.tolist(), strict=True)):
        if chance not in samples:
            samples[chance] = waiting_sample(chance, step_years)
        scores[row] = crps(samples[chance], came)
    return scores
