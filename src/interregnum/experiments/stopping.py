"""When to stop: replicates are added until the mean over a design is known closely enough.

Replicates with seeds of their own are independent, whatever the points share, so the error of a
mean over all points is that of the mean of its replicates. The points themselves are taken as
given: what their choice contributes is no part of the error.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine.record import is_removed
from interregnum.errors import UsageError, nearest
from interregnum.experiments.experiment_file import EXIT_DAY, QUANTITIES

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
SHARE = (0.0, 1.0)
FEWEST_REPLICATES = 16
FEWEST_FOR_AN_INTERVAL = 8
LARGEST_STEP = 4
LEVEL = 0.95


class Goal(NamedTuple):
    """A quantity, and the standard error that its mean is to reach [its unit]."""

    quantity: str
    error: float


class Mean(NamedTuple):
    """A mean over points and replicates, its standard error and 95 % interval [its unit].

    With one replicate there is no error; with fewer than eight there is no interval.
    """

    estimate: float
    error: float | None
    low: float | None
    high: float | None


class Reached(NamedTuple):
    """How close a goal came: the largest standard error over the policies, and whose it is."""

    quantity: str
    wanted: float
    error: float
    policy: str

    @property
    def is_met(self) -> bool:
        """Whether the standard error is what was wanted, or less."""
        return self.error <= self.wanted


def goal_from(text: str) -> Goal:
    """Return the goal that ``outcome.survives:0.01`` names.

    Raises
    ------
    UsageError
        If it names no quantity or no positive error.

    Examples
    --------
    >>> goal_from("outcome.survives:0.01"), goal_from("exit_day:5")
    (Goal(quantity='survives', error=0.01), Goal(quantity='exit_day', error=5.0))
    """
    name, _, number = text.partition(":")
    quantity = name.strip().removeprefix("outcome.")
    if quantity not in QUANTITIES:
        msg = f"--until {text}: {quantity or 'nothing'} is no quantity of a run; "
        raise UsageError(msg + nearest(quantity, QUANTITIES))
    try:
        error = float(number)
    except ValueError:
        error = math.nan
    if not 0.0 < error < math.inf:
        msg = f"--until {text}: no standard error; write for example outcome.{quantity}:0.01"
        raise UsageError(msg)
    return Goal(quantity, error)


def bounds_of(quantity: str) -> tuple[float, float] | None:
    """Return between what a quantity's mean must lie, None where it is no share.

    >>> bounds_of("removed"), bounds_of("exit_day")
    ((0.0, 1.0), None)
    """
    return None if quantity == EXIT_DAY else SHARE


def values_of(runs: pd.DataFrame, quantity: str, horizon: int) -> Floats:
    """Return a quantity of each run: 0 or 1, or the day of exit, at most the horizon [d].

    Parameters
    ----------
    runs
        With ``outcome``, ``day`` and ``result.contested``.
    quantity
        An outcome, ``removed``, ``contested`` or ``exit_day``.
    horizon
        [d]; who stays counts as staying so long.
    """
    if quantity == EXIT_DAY:
        days = runs["day"].to_numpy(dtype=np.float64, na_value=np.inf)
        exits: Floats = np.minimum(days, float(horizon))
        return exits
    if quantity == "removed":
        hits: Any = is_removed(runs["outcome"])
    elif quantity == "contested":
        hits = runs["result.contested"]
    else:
        hits = runs["outcome"] == quantity
    found: Floats = hits.to_numpy(dtype=np.float64)
    return found


def mean_of(values: Floats, bounds: tuple[float, float] | None = None) -> Mean:
    """Return the mean over a design, with what its replicates tell of its error.

    Parameters
    ----------
    values
        (replicates, points).
    bounds
        (0, 1) where values are 0 or 1, (-1, 1) where they are differences of such; the interval
        ends there.

    Notes
    -----
    With bounds, the error is never less than that of as many independent runs of which two more
    counted and two more did not (Agresti and Coull's shift): what was not seen in a few runs
    does not pass for impossible.

    References
    ----------
    A. Agresti and B. A. Coull, Approximate is better than "exact" for interval estimation of
    binomial proportions, The American Statistician 52 (1998), doi:10.1080/00031305.1998.10480550.

    Examples
    --------
    >>> mean_of(np.array([[0.0, 1.0], [1.0, 1.0]]))
    Mean(estimate=0.75, error=0.25, low=None, high=None)
    """
    means = values.mean(axis=1)
    estimate, replicates = float(means.mean()), len(means)
    if replicates < 2:
        return Mean(estimate, None, None, None)
    error = float(means.std(ddof=1)) / math.sqrt(replicates)
    if bounds is not None:
        shifted = (float(np.abs(values).sum()) + 2.0) / (values.size + 4.0)
        error = max(error, math.sqrt(shifted * (1.0 - shifted) / values.size))
    if replicates < FEWEST_FOR_AN_INTERVAL:
        return Mean(estimate, error, None, None)
    reach = student_score(replicates - 1) * error
    low, high = estimate - reach, estimate + reach
    if bounds is not None:
        low, high = max(low, bounds[0]), min(high, bounds[1])
    return Mean(estimate, error, low, high)


def student_score(freedom: int, level: float = LEVEL) -> float:
    """Return Student's two-sided score, by its expansion at the normal one.

    Parameters
    ----------
    freedom
        Degrees of freedom, at least 7: there it is right to three places.
    level
        The confidence level [1].

    References
    ----------
    M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.5.

    Examples
    --------
    >>> round(student_score(9), 3)
    2.262
    """
    x = NormalDist().inv_cdf(0.5 + 0.5 * level)
    terms = (
        (x**3 + x) / 4.0,
        (5.0 * x**5 + 16.0 * x**3 + 3.0 * x) / 96.0,
        (3.0 * x**7 + 19.0 * x**5 + 17.0 * x**3 - 15.0 * x) / 384.0,
        (79.0 * x**9 + 776.0 * x**7 + 1482.0 * x**5 - 1920.0 * x**3 - 945.0 * x) / 92160.0,
    )
    score: float = x + sum(term / freedom ** (k + 1) for k, term in enumerate(terms))
    return score


def next_replicates(now: int, reached: Sequence[Reached], most: int) -> int:
    """Return how many replicates the next round is to have; ``now`` where it is time to stop.

    Parameters
    ----------
    now
        How many there are.
    reached
        How close each goal came.
    most
        How many there may be.

    Notes
    -----
    Errors fall with the square root of the number. A round asks for a tenth more than that, and
    for four times as many at most, because the error that it starts from is itself an estimate.

    Examples
    --------
    >>> next_replicates(16, [Reached("survives", 0.01, 0.02, "as-it-is")], 1000)
    64
    """
    ratio = max((goal.error / goal.wanted for goal in reached), default=0.0)
    if ratio <= 1.0:
        return now
    wanted = math.ceil(min(1.1 * ratio * ratio, float(LARGEST_STEP)) * now)
    return max(min(wanted, most), now)
