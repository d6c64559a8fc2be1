"""The shape of a hazard: does the risk of an end fall, stay or rise with time?

A Weibull law has the hazard shape · scale^(-shape) · t^(shape-1). A shape of 1 is a hazard without
memory, below 1 it falls with time, above 1 it rises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError
from interregnum.evidence.interval_ends import divided

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

LEAST, MOST, STEP = 0.1, 4.0, 0.02


def shapes(
    time: ArrayLike,
    ended: ArrayLike,
    entered: ArrayLike,
    blocks: ArrayLike,
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the likeliest shape in each draw of countries.

    Parameters
    ----------
    time
        When each was last seen, since its beginning [any unit], above 0.
    ended
        Whether it ended then; else it was still there.
    entered
        When it was first seen, since its beginning; 0 for who was seen from the beginning.
    blocks
        The place of its country, from 0.
    weights
        A row a draw, a column a country; a row of ones for the estimate itself.

    Returns
    -------
    A shape a draw, not a number where nothing ended or the shape lies outside 0.1 to 4.

    Raises
    ------
    ScenarioError
        If a time is not above the entry, or an entry is below 0.

    Notes
    -----
    The scale is profiled out. The score in the shape k, D/k + Σ d ln t - D Σ(t^k ln t - e^k ln e)
    / Σ(t^k - e^k), is a ratio of sums over countries: it is tabulated on a grid of k for all draws
    at once, and its root is found between the two values where its sign changes, by a straight
    line (error below 1e-3).

    Examples
    --------
    >>> import numpy as np
    >>> times = -np.log((np.arange(2000) + 0.5) / 2000)
    >>> found = shapes(times**2, np.ones(2000), np.zeros(2000), np.zeros(2000), np.ones((1, 1)))
    >>> round(float(found[0]), 2)
    0.5
    """
    import numpy as np

    stop, start = np.asarray(time, dtype=float), np.asarray(entered, dtype=float)
    if (stop <= start).any() or (start < 0.0).any():
        raise ScenarioError("weibull: a time that is not above its entry; give entry < time")
    end = np.asarray(ended, dtype=float)
    place = np.asarray(blocks, dtype=np.int64)
    grid = np.arange(LEAST, MOST + STEP / 2, STEP)
    # In units of the longest time no power overflows; the shape does not depend on the unit.
    longest = stop.max() if len(stop) else 1.0
    stop, start = stop / longest, start / longest
    logs = (np.log(stop), np.log(np.where(start > 0.0, start, 1.0)))
    events = _sums(place, end, weights)
    logarithms = _sums(place, end * logs[0], weights)
    score = np.empty((len(weights), len(grid)))
    for column, shape in enumerate(grid):
        powers = (stop**shape, np.where(start > 0.0, start**shape, 0.0))
        below = _sums(place, powers[0] - powers[1], weights)
        above = _sums(place, powers[0] * logs[0] - powers[1] * logs[1], weights)
        score[:, column] = events / shape + logarithms - events * divided(above, below)
    return _roots(grid, score, events)


def _sums(
    place: NDArray[np.int64], values: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weighted sum of values over countries, a draw each."""
    import numpy as np

    by_country = np.bincount(place, values, minlength=weights.shape[1]).astype(float)
    summed: NDArray[np.float64] = weights @ by_country
    return summed


def _roots(
    grid: NDArray[np.float64], score: NDArray[np.float64], events: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return where each row of a falling function crosses nought."""
    import numpy as np

    rows = np.arange(len(score))
    after = np.argmax(score < 0.0, axis=1)
    known = (after > 0) & (events > 0.0)
    left = np.maximum(after - 1, 0)
    high, low = score[rows, left], score[rows, after]
    part = divided(high, high - low)
    roots: NDArray[np.float64] = grid[left] + part * (grid[after] - grid[left])
    return np.where(known, roots, np.nan)
