"""What happened to comparable others: cases and controls weighed within the same cells.

A control counts only in a cell that holds a case, and each cell weighs as many cases as it holds,
so that the controls are made to look like the cases in what the cells are made of, and in
nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interregnum.evidence.interval_ends import divided

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


class Cells(NamedTuple):
    """Cases and controls by country and cell.

    Parameters
    ----------
    cases, cases_ended
        How many cases, and how many of them had the event.
    controls, controls_ended
        The same of the controls.
    """

    cases: NDArray[np.float64]
    cases_ended: NDArray[np.float64]
    controls: NDArray[np.float64]
    controls_ended: NDArray[np.float64]


class Matched(NamedTuple):
    """The two shares, by draw [1].

    Parameters
    ----------
    cases, controls
        The share with the event, among cases that have a control in their cell, and among
        controls weighed like them.
    """

    cases: NDArray[np.float64]
    controls: NDArray[np.float64]


def counted(
    blocks: ArrayLike, cell: ArrayLike, event: ArrayLike, size: tuple[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how many there are, and how many had the event, by country and cell.

    Parameters
    ----------
    blocks, cell
        The place of the country and of the cell of each, from 0.
    event
        Whether it had the event.
    size
        How many countries and cells.
    """
    import numpy as np

    where = (np.asarray(blocks, dtype=np.int64), np.asarray(cell, dtype=np.int64))
    there, came = np.zeros(size), np.zeros(size)
    np.add.at(there, where, 1.0)
    np.add.at(came, where, np.asarray(event, dtype=float))
    return there, came


def matched(cells: Cells, weights: NDArray[np.float64]) -> Matched:
    """Return both shares in each draw of countries.

    Parameters
    ----------
    cells
        Counted by country.
    weights
        A row a draw; a row of ones for the estimate itself.

    Examples
    --------
    Two cells: one case of two had the event in the first, the one of the second did not.

    >>> import numpy as np
    >>> cells = Cells(np.array([[2.0, 1.0]]), np.array([[1.0, 0.0]]), np.array([[10.0, 4.0]]),
    ...     np.array([[1.0, 2.0]]))
    >>> found = matched(cells, np.ones((1, 1)))
    >>> round(float(found.cases[0]), 4), round(float(found.controls[0]), 4)
    (0.3333, 0.2333)
    """
    cases, ended, controls, came = (weights @ part for part in cells)
    share = divided(came, controls)
    comparable = controls > 0.0
    weight = (cases * comparable).sum(axis=1)
    return Matched(
        divided((ended * comparable).sum(axis=1), weight),
        divided((cases * _filled(share)).sum(axis=1), weight),
    )


def _filled(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares with nought in the cells that have no control, where no case counts."""
    import numpy as np

    return np.nan_to_num(share, nan=0.0)
