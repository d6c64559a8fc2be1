"""A map of equal tiles: each region gets a cell of a grid, as near to its capital as can be.

Equal tiles show regions as what they are for a campaign, one each, where a map of areas shows
emptiness. The cells are dealt out by an assignment that makes the squared distances between
wanted and given places least.

References
----------
H. W. Kuhn, Naval Research Logistics Quarterly 2 (1955) 83-97 (from memory), for the assignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
ROOM = 1.35  # cells a region
ASPECT = 1.7  # columns a row


def tile_layout(
    longitudes: Sequence[float], latitudes: Sequence[float]
) -> tuple[tuple[int, int], ...]:
    """Return for each region the column, from the west, and the row, from the north, of its tile.

    Parameters
    ----------
    longitudes, latitudes
        Of the regions' capitals [deg].

    Returns
    -------
    tuple
        In the order given; no two alike.

    Notes
    -----
    Wanted places are half the coordinate and half its rank, so that crowded parts of a country
    get room and empty ones shrink. Ties go to the lower cell: the same regions give the same map.

    >>> tile_layout([0.0, 10.0, 0.0, 10.0], [5.0, 5.0, 0.0, 0.0])
    ((0, 0), (3, 0), (0, 1), (3, 1))
    """
    count = len(longitudes)
    columns = max(ceil(sqrt(ROOM * ASPECT * count)), 1)
    rows = max(ceil(ROOM * count / columns), 1)
    wanted_x = _spread(np.asarray(longitudes, dtype=float)) * (columns - 1)
    wanted_y = _spread(-np.asarray(latitudes, dtype=float)) * (rows - 1)
    cells = np.array([(k % columns, k // columns) for k in range(columns * rows)], dtype=float)
    cost = (wanted_x[:, None] - cells[:, 0]) ** 2 + (wanted_y[:, None] - cells[:, 1]) ** 2
    return tuple((int(k) % columns, int(k) // columns) for k in assigned(cost))


def _spread(values: Values) -> Values:
    """Return values between 0 and 1, half by themselves and half by their ranks."""
    span = float(values.max() - values.min())
    if span <= 0.0:
        return np.full(len(values), 0.5)
    low = np.searchsorted(np.sort(values), values, side="left")
    high = np.searchsorted(np.sort(values), values, side="right") - 1
    rank = 0.5 * (low + high)
    rank = (rank - rank.min()) / (rank.max() - rank.min())
    return np.asarray(0.5 * (values - values.min()) / span + 0.5 * rank)


def assigned(cost: Values) -> npt.NDArray[np.int64]:
    """Return for each row its column, each used once, such that the sum of costs is least.

    Parameters
    ----------
    cost
        (rows, columns), with at least as many columns as rows.

    Notes
    -----
    The Hungarian method by shortest augmenting paths: row by row, in at most rows² · columns
    steps.

    >>> assigned(np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]])).tolist()
    [1, 0, 2]
    """
    rows, columns = cost.shape
    of_row, of_column = np.zeros(rows), np.zeros(columns + 1)
    owner = np.full(columns + 1, -1)  # the last column stands for the row that is being placed
    for row in range(rows):
        owner[columns] = row
        at = columns
        least = np.full(columns, np.inf)
        before = np.full(columns, columns)
        used = np.zeros(columns + 1, dtype=bool)
        while owner[at] >= 0:
            used[at] = True
            mine = owner[at]
            free = ~used[:columns]
            slack = cost[mine] - of_row[mine] - of_column[:columns]
            better = free & (slack < least)
            least[better], before[better] = slack[better], at
            nearest = int(np.argmin(np.where(free, least, np.inf)))
            step = least[nearest]
            of_row[owner[used]] += step
            of_column[used] -= step
            least[free] -= step
            at = nearest
        while at != columns:
            owner[at] = owner[before[at]]
            at = int(before[at])
        owner[columns] = -1
    place = np.full(rows, -1, dtype=np.int64)
    for column in range(columns):
        if owner[column] >= 0:
            place[owner[column]] = column
    return place
