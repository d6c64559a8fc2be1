"""How well a forecast tells events from the rest: the areas under two curves, many draws at once.

A draw gives each country one weight. Cases are counted by country between the forecasts that came
true, so that a bootstrap is three matrix products and no loop over draws.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Areas(NamedTuple):
    """Area under the receiver operating characteristic, and average precision.

    Parameters
    ----------
    roc
        Chance that an event got a higher forecast than a non-event, ties one half [1].
    precision
        Mean precision over the events recalled, forecast by forecast downwards [1].
    """

    roc: Floats
    precision: Floats


def areas(forecast: Floats, happened: NDArray[np.bool_]) -> Areas:
    """Return both areas of forecasts that count the same, as arrays of one number.

    Examples
    --------
    >>> found = areas(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    >>> float(found.roc[0]), round(float(found.precision[0]), 4)
    (0.75, 0.8333)
    """
    return areas_by_block(
        forecast, happened, np.zeros(len(forecast), dtype=np.intp), np.ones((1, 1))
    )


def areas_by_block(
    forecast: Floats, happened: NDArray[np.bool_], block: NDArray[np.intp], weights: Floats
) -> Areas:
    """Return both areas for each draw, where all cases of a block, as a country, weigh the same.

    Parameters
    ----------
    forecast
        Probabilities, or anything that orders the cases, shape (n,).
    happened
        Whether each came, shape (n,).
    block
        The column of ``weights`` that a case belongs to, shape (n,).
    weights
        One row a draw, shape (draws, blocks).

    Returns
    -------
    Arrays of shape (draws,); not a number where a draw has no event or no non-event.

    References
    ----------
    J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating
    characteristic (ROC) curve, Radiology 143 (1982), doi:10.1148/radiology.143.1.7063747.
    """
    steps = np.unique(-forecast[happened])
    shape = (weights.shape[1], len(steps) + 1)
    events, ties, above = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    np.add.at(events, (block[happened], np.searchsorted(steps, -forecast[happened])), 1.0)
    others, blocks = -forecast[~happened], block[~happened]
    place = np.searchsorted(steps, others)
    tied = np.append(steps, np.nan)[place] == others
    np.add.at(ties, (blocks[tied], place[tied]), 1.0)
    # A non-event stands above every event that got less than it did.
    np.add.at(above, (blocks, place + tied), 1.0)
    return _areas(weights @ events, weights @ ties, weights @ np.cumsum(above, axis=1))


def _areas(events: Floats, ties: Floats, above: Floats) -> Areas:
    """Return the areas from weighted counts, by draw and by falling forecast of events."""
    found = np.cumsum(events, axis=1)
    n_events, n_others = found[:, -1], above[:, -1]
    wins = (events * (n_others[:, None] - above - 0.5 * ties)).sum(axis=1)
    alarms = above + ties
    with np.errstate(divide="ignore", invalid="ignore"):
        roc = wins / (n_events * n_others)
        precision = np.where(found > 0, found / (found + alarms), 0.0)
        average = (events * precision).sum(axis=1) / n_events
    average[~(n_events > 0)] = np.nan
    return Areas(roc, average)
