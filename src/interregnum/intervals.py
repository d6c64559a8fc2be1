"""How far a share, or the difference of two paired shares, may lie from what was counted.

Plain Python without NumPy: these few numbers stand beside every table of outcomes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from interregnum.errors import ScenarioError


class Interval(NamedTuple):
    """An estimate with the two ends of its confidence interval."""

    estimate: float
    low: float
    high: float


def _score(level: float) -> float:
    if not 0.0 < level < 1.0:
        msg = f"interval: level = {level} is not a confidence level; give a number in (0, 1)"
        raise ScenarioError(msg)
    return NormalDist().inv_cdf(0.5 + 0.5 * level)


def wilson(successes: int, trials: int, level: float = 0.95) -> Interval:
    """Return a share with Wilson's score interval.

    It stays inside [0, 1] and keeps a positive width when nothing, or everything, succeeded.
    Do not use it for weighted runs, whose effective number is smaller than their count.

    Parameters
    ----------
    successes
        How many trials succeeded, from 0 to ``trials``.
    trials
        How many there were, at least 1.
    level
        The confidence level [1].

    Returns
    -------
    The share and the ends of its interval [1].

    Raises
    ------
    ScenarioError
        If the counts or the level lie outside their range.

    References
    ----------
    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal
    of the American Statistical Association 22 (1927), doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(81, 263)]
    [0.308, 0.2553, 0.3662]
    """
    if trials < 1 or not 0 <= successes <= trials:
        msg = (
            f"interval: {successes} of {trials} is not a count; give at least one trial and no "
            "more successes than trials"
        )
        raise ScenarioError(msg)
    z = _score(level)
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1.0 - share) / trials + z * z / (4 * trials * trials))
    scale = 1.0 + z * z / trials
    # At the two ends the exact value is known and rounding must not move it.
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == trials else (centre + spread) / scale
    return Interval(share, low, high)


def wilson_of_share(share: float, effective: float, level: float = 0.95) -> Interval:
    """Return a weighted share with Wilson's interval for an effective number of trials.

    Parameters
    ----------
    share
        The weighted share, in [0, 1].
    effective
        Kish's effective number of trials, (Σw)²/Σw², at least 1.
    level
        The confidence level [1].

    Raises
    ------
    ScenarioError
        If a number lies outside its range.

    References
    ----------
    L. Kish, Survey Sampling (Wiley, 1965), for the effective number (from memory).

    Examples
    --------
    >>> [round(end, 4) for end in wilson_of_share(81 / 263, 263.0)]
    [0.308, 0.2553, 0.3662]
    """
    if not effective >= 1.0 - 1e-9 or not -1e-9 <= share <= 1.0 + 1e-9:
        msg = (
            f"interval: a share of {share} of {effective} effective trials; give a share in "
            "[0, 1] and at least one trial"
        )
        raise ScenarioError(msg)
    z = _score(level)
    share = min(max(share, 0.0), 1.0)
    centre = share + z * z / (2 * effective)
    spread = z * sqrt(share * (1.0 - share) / effective + z * z / (4 * effective * effective))
    scale = 1.0 + z * z / effective
    return Interval(share, max((centre - spread) / scale, 0.0), min((centre + spread) / scale, 1.0))


def paired_difference(first: Sequence[int], second: Sequence[int], level: float = 0.95) -> Interval:
    """Return the difference of two paired shares, first minus second, with a score interval.

    For two arms that share their random numbers: run k of one belongs to run k of the other,
    and the more the arms agree, the narrower the interval.

    Parameters
    ----------
    first, second
        One 0 or 1 a run, in the same order of runs; equally long, at least one.
    level
        The confidence level [1].

    Returns
    -------
    The difference of the shares and the ends of its interval [1].

    Raises
    ------
    ScenarioError
        If the arms differ in length, are empty, or hold anything but 0 and 1.

    Notes
    -----
    Newcombe's method 10: Wilson's limits of the two shares, combined by their squares with the
    continuity-corrected correlation of the pairs.

    References
    ----------
    R. G. Newcombe, Improved confidence intervals for the difference between binomial
    proportions based on paired data, Statistics in Medicine 17 (1998),
    doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C.

    Examples
    --------
    >>> [round(end, 3) for end in paired_difference([1, 1] + 19 * [0], [1, 0] + 7 * [1] + 12 * [0])]
    [-0.286, -0.507, -0.026]
    """
    both, only_first, only_second, neither = _pairs(first, second)
    trials = both + only_first + only_second + neither
    share_first, low_first, high_first = wilson(both + only_first, trials, level)
    share_second, low_second, high_second = wilson(both + only_second, trials, level)
    correlation = _correlation(both, only_first, only_second, neither)
    difference = (only_first - only_second) / trials
    below = _combined(share_first - low_first, high_second - share_second, correlation)
    above = _combined(high_first - share_first, share_second - low_second, correlation)
    return Interval(difference, max(-1.0, difference - below), min(1.0, difference + above))


def weighted_difference(
    first: Sequence[int], second: Sequence[int], weights: Sequence[float], level: float = 0.95
) -> Interval:
    """Return the difference of two paired shares over weighted pairs, with a normal interval.

    Parameters
    ----------
    first, second
        0 or 1, pair by pair.
    weights
        Not negative, one a pair; their scale does not matter.
    level
        The confidence level [1].

    Raises
    ------
    ScenarioError
        If the lengths differ or all weights are zero.

    Notes
    -----
    The standard error is that of a weighted mean, sqrt(Σ w²(d - mean)²) / Σ w; with few effective
    pairs it is rough.

    Examples
    --------
    >>> [round(end, 3) for end in weighted_difference([1, 0, 0], [0, 0, 1], [2.0, 1.0, 1.0])]
    [0.25, -0.715, 1.0]
    """
    total = sum(weights)
    if not len(first) == len(second) == len(weights) or total <= 0.0:
        msg = (
            f"interval: {len(first)} and {len(second)} pairs with {len(weights)} weights of sum "
            f"{total}; give one weight above zero at least and one a pair"
        )
        raise ScenarioError(msg)
    pairs = list(zip(first, second, weights, strict=True))
    mean = sum(w * (a - b) for a, b, w in pairs) / total
    error = sqrt(sum((w * (a - b - mean)) ** 2 for a, b, w in pairs)) / total
    reach = _score(level) * error
    return Interval(mean, max(mean - reach, -1.0), min(mean + reach, 1.0))


def _pairs(first: Sequence[int], second: Sequence[int]) -> tuple[int, int, int, int]:
    """Return how many pairs are (1, 1), (1, 0), (0, 1) and (0, 0)."""
    if len(first) != len(second) or len(first) == 0:
        msg = (
            f"interval: arms of {len(first)} and {len(second)} runs cannot be paired; give two "
            "arms of the same runs, at least one"
        )
        raise ScenarioError(msg)
    counts = [0, 0, 0, 0]
    for run, (one, other) in enumerate(zip(first, second, strict=True)):
        if one not in (0, 1) or other not in (0, 1):
            msg = f"interval: run {run} holds ({one}, {other}); an outcome is 0 or 1"
            raise ScenarioError(msg)
        counts[3 - 2 * int(one) - int(other)] += 1
    return counts[0], counts[1], counts[2], counts[3]


def _correlation(both: int, only_first: int, only_second: int, neither: int) -> float:
    """Return the correlation of the pairs, its numerator drawn towards 0 by half their number."""
    product = (
        (both + only_first)
        * (only_second + neither)
        * (both + only_second)
        * (only_first + neither)
    )
    if product == 0:
        return 0.0
    excess: float = both * neither - only_first * only_second
    if excess > 0:
        excess = max(excess - 0.5 * (both + only_first + only_second + neither), 0.0)
    return excess / sqrt(product)


def _combined(one: float, other: float, correlation: float) -> float:
    return sqrt(max(0.0, one * one - 2.0 * correlation * one * other + other * other))
