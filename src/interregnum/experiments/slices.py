"""How much of an outcome one input alone explains: means over slices of its range.

Sums of products of different runs estimate squares of means without the noise that squares of
sums would carry. That keeps estimates unbiased however noisy a yes-or-no outcome is; they may
fall a little below zero where there is nothing to explain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

FEWEST_SLICES, MOST_SLICES = 4, 32
RUNS_A_SLICE = 32


def slices_of(runs: int) -> int:
    """Return into how many slices a range is cut.

    >>> slices_of(2048), slices_of(100)
    (32, 4)
    """
    return min(max(runs // RUNS_A_SLICE, FEWEST_SLICES), MOST_SLICES)


def sliced(levels: npt.NDArray[Any], slices: int) -> npt.NDArray[Any]:
    """Return which slice each value falls into, cut so that slices hold as many runs each.

    Parameters
    ----------
    levels
        Values of an input, in any unit: only their order counts.
    slices
        How many; equal values may fall apart.
    """
    import numpy as np

    order = np.argsort(levels, kind="stable")
    place = np.empty(len(levels), dtype=np.int64)
    place[order] = np.arange(len(levels)) * slices // len(levels)
    return place


def square_of_mean(values: npt.NDArray[Any], axis: int = 0) -> Any:
    """Return an unbiased estimate of the square of the mean: the mean product of different ones.

    >>> import numpy as np
    >>> float(square_of_mean(np.array([1.0, 2.0, 3.0])))
    3.6666666666666665
    """
    count = values.shape[axis]
    whole = values.sum(axis=axis)
    return (whole * whole - (values * values).sum(axis=axis)) / (count * (count - 1))


def explained(place: npt.NDArray[Any], values: npt.NDArray[Any]) -> float:
    """Return the variance of the means over slices, without what chance adds to it.

    Parameters
    ----------
    place
        The slice of each run; a slice of fewer than two runs is left out.
    values
        One a run.

    Returns
    -------
    An unbiased estimate of the variance of the conditional mean [unit of the values, squared].

    Notes
    -----
    What a curve does inside a slice is lost: of a straight line over k slices, 1/k² of it.

    Examples
    --------
    >>> import numpy as np
    >>> explained(np.array([0, 0, 1, 1]), np.array([1.0, 1.0, 3.0, 3.0]))
    1.3333333333333333
    """
    import numpy as np

    centred = values - values.mean()
    counts = np.bincount(place).astype(float)
    sums = np.bincount(place, centred)
    squares = np.bincount(place, centred * centred)
    held = counts >= 2.0
    counts, sums, squares = counts[held], sums[held], squares[held]
    within = (sums * sums - squares) / (counts * (counts - 1.0))
    return float((counts * within).sum() / counts.sum() - square_of_mean(centred))


def explained_by_design(place: npt.NDArray[Any], values: npt.NDArray[Any]) -> float:
    """Return the variance of the means over slices of a balanced design, without that of luck.

    A design that fills the space evenly leaves hardly any noise of the other inputs in the mean of
    a slice; taking away what independent draws would leave, as :func:`explained` does, would take
    away too much. Only luck is taken away, as replicates of each point show it.

    Parameters
    ----------
    place
        The slice of each point.
    values
        (points, replicates), each replicate with luck of its own.

    Examples
    --------
    >>> import numpy as np
    >>> explained_by_design(np.array([0, 0, 1, 1]), np.array([[1.0, 1.0]] * 2 + [[3.0, 3.0]] * 2))
    1.0
    """
    import numpy as np

    means = values.mean(axis=1)
    luck = values.var(axis=1, ddof=1) / values.shape[1]
    counts = np.bincount(place).astype(float)
    held = counts > 0.0
    inside = np.bincount(place, means)[held] / counts[held]
    noise = np.bincount(place, luck)[held] / counts[held] ** 2
    weights = counts[held] / counts.sum()
    apart = (weights * (inside - means.mean()) ** 2).sum()
    return float(apart - (weights * noise).sum() + luck.mean() / len(means))
