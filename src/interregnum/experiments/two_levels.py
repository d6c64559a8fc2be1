r"""What is uncertain because parameters are, and what only because runs are few.

Rows of parameters are the outer level, runs of a row the inner one. With :math:`p_i` the share of
the m runs of row i that have an event, the mean of :math:`p_i` is the forecast. Its spread over
rows, less what luck alone gives, :math:`\overline{p_i(1-p_i)}/(m-1)`, is parameter uncertainty;
the standard error of the mean is Monte Carlo error, and vanishes with more rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any, NamedTuple

from interregnum.errors import ScenarioError

LEVEL = 0.9


class Forecast(NamedTuple):
    """A probability with what is uncertain of it.

    Parameters
    ----------
    probability
        The mean over rows [1].
    low, high
        The 90 % interval over parameters [1].
    parameter_sd
        Standard deviation of a row's own probability, luck taken out [1].
    monte_carlo_error
        Standard error of the mean, which more runs would shrink [1].
    """

    probability: float
    low: float
    high: float
    parameter_sd: float
    monte_carlo_error: float


def forecast_of(hits: Any, families: Sequence[int] | None = None) -> Forecast:
    """Return the forecast that runs in two levels give.

    Parameters
    ----------
    hits
        (rows, runs a row), whether a run has the event; at least two rows of at least two runs.
    families
        One a row: rows of the same number are copies of one draw of parameters, and count once
        for the standard error. By default each row is its own.

    Raises
    ------
    ScenarioError
        If there are too few rows or runs.

    Notes
    -----
    Between rows the probability is taken as beta distributed with the mean and the variance
    found, which are unbiased; an interval of shares of a few runs each would be luck and steps.

    Examples
    --------
    >>> found = forecast_of([[1, 1], [0, 0], [1, 1], [0, 0]])
    >>> found.probability, round(found.parameter_sd, 3)
    (0.5, 0.577)
    """
    import numpy as np

    table = np.asarray(hits, dtype=float)
    if table.ndim != 2 or table.shape[0] < 2 or table.shape[1] < 2:
        msg = (
            f"hindcast: {table.shape} rows and runs a row are too few to tell parameters from "
            "luck; ask for more runs"
        )
        raise ScenarioError(msg)
    shares = table.mean(axis=1)
    mean = float(shares.mean())
    chance = float((shares * (1.0 - shares)).mean()) / (table.shape[1] - 1)
    between = max(float(shares.var(ddof=1)) - chance, 0.0)
    low, high = _beta_interval(mean, between)
    return Forecast(mean, low, high, sqrt(between), _standard_error(shares, families))


def _standard_error(shares: Any, families: Sequence[int] | None) -> float:
    """Return the standard error of the mean over rows, of which some are copies."""
    import numpy as np

    groups = np.arange(len(shares)) if families is None else np.asarray(families)
    _, where = np.unique(groups, return_inverse=True)
    sums = np.bincount(where, weights=shares - shares.mean())
    count = len(sums)
    if count < 2:
        return float("nan")
    return float(np.sqrt((sums**2).sum() * count / (count - 1)) / len(shares))


def _beta_interval(mean: float, variance: float) -> tuple[float, float]:
    """Return the 90 % interval of a beta distribution of some mean and variance."""
    from scipy.stats import beta

    whole = mean * (1.0 - mean)
    if variance <= 1e-12 or whole <= 1e-12:
        return mean, mean
    size = max(whole / min(variance, 0.999 * whole) - 1.0, 1e-3)
    ends = beta.ppf([0.5 - LEVEL / 2, 0.5 + LEVEL / 2], mean * size, (1.0 - mean) * size)
    # A very skewed distribution may have its mean outside; the mean is always shown inside.
    return min(float(ends[0]), mean), max(float(ends[1]), mean)
