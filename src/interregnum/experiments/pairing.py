"""What pairs of runs say: an effect with its interval, and how much sharing random numbers gained.

Runs that share every random number differ only by what was changed. Their difference varies less
than that of two unrelated ensembles; for a yes-or-no outcome there is a most that can be gained.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from interregnum.intervals import Interval, paired_difference

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

LEVEL = 0.95
NORMAL_95 = 1.959963984540054


class Effect(NamedTuple):
    """What a change does to one outcome, in the unit of that outcome.

    ``term`` says which change. ``variance_reduction`` is the variance of the estimate from
    unrelated ensembles over that from paired ones, ``bound`` the most that can be reached at these
    shares; both are None where they have no value. ``only_first`` and ``only_second`` are the
    shares of runs in which only one of two branches has the outcome.
    """

    term: str
    outcome: str
    unit: str
    estimate: float
    low: float
    high: float
    variance_reduction: float | None
    bound: float | None = None
    first: float | None = None
    second: float | None = None
    only_first: float | None = None
    only_second: float | None = None

    @property
    def reached(self) -> float | None:
        """The part of the bound that is reached [1]."""
        if self.variance_reduction is None or self.bound is None:
            return None
        return self.variance_reduction / self.bound


def most_reduction(first: float, second: float) -> float | None:
    """Return the largest variance reduction that pairs of a yes-or-no outcome allow.

    Parameters
    ----------
    first, second
        The shares of the two branches [1].

    Returns
    -------
    The bound, or None where the shares are equal: then nothing bounds it.

    Notes
    -----
    With D the difference of the shares, D² is the square of the mean of A - B and |D| the least
    that the mean of its square can be: it is reached if no run changes against the effect. So
    var(A - B) is at least |D| - D², against p₁q₁ + p₂q₂ for unrelated ensembles.

    Examples
    --------
    >>> round(most_reduction(0.5, 0.25), 4)
    2.3333
    """
    gap = abs(first - second)
    if gap == 0.0:
        return None
    least = gap - gap * gap
    unrelated = first * (1.0 - first) + second * (1.0 - second)
    return None if least <= 0.0 else unrelated / least


def paired_effect(outcome: str, unit: str, first: Floats, second: Floats, term: str = "") -> Effect:
    """Return the effect of a change between two branches, first minus second.

    Parameters
    ----------
    outcome, unit, term
        Their names, and the outcome's unit; unit ``"1"`` is a yes-or-no outcome.
    first, second
        One value a run, in the same order of runs.

    Notes
    -----
    A yes-or-no outcome has the score interval of paired shares, another one the normal interval
    of a mean.

    Examples
    --------
    >>> import numpy as np
    >>> with_it, without = np.array([1, 1, 1, 0]), np.array([1, 0, 0, 0])
    >>> effect = paired_effect("removed", "1", with_it, without)
    >>> effect.estimate, round(effect.variance_reduction, 4), round(effect.bound, 4)
    (0.5, 1.5, 1.5)
    """
    import numpy as np

    one, other = first.astype(float), second.astype(float)
    means = float(one.mean()), float(other.mean())
    gained = reduction([one, other], [1.0, -1.0])
    if unit != "1":
        interval = contrast_interval([one, other], [1.0, -1.0], unit)
        return Effect(term, outcome, unit, *interval, gained, None, *means)
    interval = paired_difference(one.astype(int).tolist(), other.astype(int).tolist(), LEVEL)
    ways = float(np.mean(one > other)), float(np.mean(other > one))
    return Effect(term, outcome, unit, *interval, gained, most_reduction(*means), *means, *ways)


def reduction(branches: list[Floats], weights: list[float]) -> float | None:
    """Return the variance of a weighted sum of unrelated branches over that of paired ones.

    Parameters
    ----------
    branches
        One array of runs a branch.
    weights
        Of the branches in the sum.

    Returns
    -------
    The factor, or None where the paired sum is the same in every run.
    """
    apart = sum(w * w * float(b.var()) for w, b in zip(weights, branches, strict=True))
    together = float(weighted_sum(branches, weights).var())
    return None if together <= 1e-15 else apart / together


def weighted_sum(branches: list[Floats], weights: list[float]) -> Floats:
    """Return the weighted sum of branches, run by run."""
    total = weights[0] * branches[0]
    for weight, branch in zip(weights[1:], branches[1:], strict=True):
        total = total + weight * branch
    return total


def contrast_interval(branches: list[Floats], weights: list[float], unit: str) -> Interval:
    """Return the mean of a weighted sum of branches with its 95 % interval.

    Parameters
    ----------
    branches, weights
        As for :func:`reduction`.
    unit
        Of the outcome; ``"1"`` is a yes-or-no outcome.
    """
    total = weighted_sum(branches, weights)
    # The most that one run can weigh for: its branches with a positive weight.
    most = sum(weight for weight in weights if weight > 0.0)
    if unit != "1":
        # Only where no run differs: some that were not run may, by no more than is seen here.
        none = bool((total == total[0]).all())
        most *= float(max(branch.max() for branch in branches)) if none else 0.0
    return mean_interval(total, most)


def mean_interval(values: Floats, most: float = 0.0) -> Interval:
    """Return the mean of one value a run with its 95 % interval.

    Parameters
    ----------
    values
        In any unit.
    most
        The largest that one value can be, if the values are sums of yes-or-no outcomes: where
        hardly any run differs the interval is no shorter than Wilson's for none of so many runs.

    Examples
    --------
    >>> import numpy as np
    >>> [round(end, 3) for end in mean_interval(np.zeros(100), most=1.0)]
    [0.0, -0.037, 0.037]
    """
    count = len(values)
    mean = float(values.mean())
    spread = float(values.std(ddof=1)) / sqrt(count) if count > 1 else 0.0
    none = most * NORMAL_95**2 / (count + NORMAL_95**2)
    half = max(NORMAL_95 * spread, none)
    return Interval(mean, mean - half, mean + half)
