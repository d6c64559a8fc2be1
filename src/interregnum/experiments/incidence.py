r"""When rules end, and how: the cumulative incidence of competing outcomes.

Of cause :math:`k` by the end of day :math:`d`, with every run followed to its end,

.. math:: F_k(d) = \sum_i w_i\,1\{T_i \le d,\ K_i = k\}.

No run is censored, so that this share is the Aalen-Johansen estimate itself.

References
----------
O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5 (1978) 141-150 (from memory).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine.record import OUTCOMES, SURVIVES
from interregnum.experiments.outcomes import Weights
from interregnum.intervals import wilson, wilson_of_share

if TYPE_CHECKING:
    import pandas as pd

BANDS = (0.50, 0.90)
Values = npt.NDArray[np.float64]


class Incidence(NamedTuple):
    """Share of runs ended by one cause by the start of each day, with 50 % and 90 % intervals.

    ``days`` are 0, 1, ..., horizon: an end on day d counts from d + 1, when that day is over.
    ``bands`` holds low and high of each level of ``BANDS``.
    """

    cause: str
    runs: int
    days: Values
    share: Values
    bands: tuple[tuple[Values, Values], ...]


def cumulative_incidence(
    runs: pd.DataFrame, horizon: int, weights: Sequence[float] | None = None
) -> tuple[Incidence, ...]:
    """Return the cumulative incidence of each outcome that ended a rule in some run.

    Parameters
    ----------
    runs
        With columns ``outcome`` and ``day``, as in ``runs.parquet``.
    horizon
        [d]
    weights
        Of each run, where runs are conditioned on what was observed.

    Returns
    -------
    tuple
        In the order of the outcomes; empty where every rule outlasts the horizon.

    Notes
    -----
    Intervals are Wilson's, day by day: they say how far a share may lie from that of endless
    runs, and hold for one day at a time. A ruler who was removed and back within 90 days has not
    been removed.
    """
    weighted = Weights(weights, len(runs))
    found = []
    for cause in OUTCOMES:
        mine = (runs["outcome"] == cause).to_numpy()
        if cause == SURVIVES or not mine.any():
            continue
        ended = runs.loc[mine, "day"].astype(int).to_numpy()
        counts = np.bincount(np.minimum(ended, horizon - 1) + 1, minlength=horizon + 1)
        mass = np.bincount(
            np.minimum(ended, horizon - 1) + 1,
            weights=weighted.values[mine],
            minlength=horizon + 1,
        )
        share = np.minimum(np.cumsum(mass), 1.0)
        bands = tuple(_band(np.cumsum(counts), share, weighted, level) for level in BANDS)
        if share[-1] <= 0.0:
            continue
        days = np.arange(horizon + 1, dtype=float)
        found.append(Incidence(cause, int(mine.sum()), days, share, bands))
    return tuple(found)


def _band(
    counts: npt.NDArray[np.int64], share: Values, weighted: Weights, level: float
) -> tuple[Values, Values]:
    """Return low and high of the interval of each day; equal days are computed once."""
    low, high = np.empty(len(share)), np.empty(len(share))
    for k in range(len(share)):
        if k and share[k] == share[k - 1]:
            low[k], high[k] = low[k - 1], high[k - 1]
        elif weighted.equal:
            interval = wilson(int(counts[k]), len(weighted.values), level)
            low[k], high[k] = interval.low, interval.high
        else:
            interval = wilson_of_share(float(share[k]), weighted.effective, level)
            low[k], high[k] = interval.low, interval.high
    return low, high
