r"""How good a forecast was, once what happened is known.

Three proper scores: whoever states what he believes scores best on average, and no other
statement does better. Lower is better in all of them. Plain Python without NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite, log

from interregnum.errors import ScenarioError


def brier(probability: float, happened: bool) -> float:
    """Return the squared distance of a probability from what happened: 0 is best, 1 worst.

    Parameters
    ----------
    probability
        That was given to the event [1].
    happened
        Whether it happened.

    Returns
    -------
    The score [1].

    Raises
    ------
    ScenarioError
        If the probability lies outside [0, 1].

    References
    ----------
    G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather
    Review 78 (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.

    Examples
    --------
    >>> brier(0.25, True), brier(0.25, False)
    (0.5625, 0.0625)
    """
    miss = _probability(probability) - (1.0 if happened else 0.0)
    return miss * miss


def log_score(probability: float, happened: bool) -> float:
    """Return minus the logarithm of the probability that was given to what happened.

    Do not use it on a share of few runs as it stands: a share of 0 says that nothing of the kind
    was drawn, not that it cannot be, and the score is then infinite. See
    :func:`probability_from`.

    Parameters
    ----------
    probability
        That was given to the event [1].
    happened
        Whether it happened.

    Returns
    -------
    The score, natural logarithm: 0 is best, 0.69 is a toss of a coin, infinite is the worst.

    Raises
    ------
    ScenarioError
        If the probability lies outside [0, 1].

    References
    ----------
    I. J. Good, Rational decisions, Journal of the Royal Statistical Society B 14 (1952),
    doi:10.1111/j.2517-6161.1952.tb00104.x.

    Examples
    --------
    >>> round(log_score(0.5, True), 6), log_score(0.0, True), log_score(0.0, False)
    (0.693147, inf, 0.0)
    """
    given = _probability(probability)
    given = given if happened else 1.0 - given
    return inf if given <= 0.0 else max(0.0, -log(given))


def probability_from(share: float, runs: float) -> float:
    """Return a probability from the share of runs in which something happened.

    Parameters
    ----------
    share
        Share of runs [1].
    runs
        How many there were; of weighted runs their effective number, which need not be whole.

    Returns
    -------
    The mean of the posterior under Jeffreys' prior [1]: never 0 or 1, so that a score of few
    runs stays finite.

    Raises
    ------
    ScenarioError
        If the share lies outside [0, 1], or there are no runs.

    Examples
    --------
    >>> probability_from(0.0, 99.0), probability_from(0.5, 10.0)
    (0.005, 0.5)
    """
    if not runs > 0.0:
        msg = f"score: runs = {runs} says nothing about a share; give a number above 0"
        raise ScenarioError(msg)
    return (_probability(share) * runs + 0.5) / (runs + 1.0)


def crps(sample: Sequence[float], observed: float, weights: Sequence[float] | None = None) -> float:
    r"""Return the continuous ranked probability score of a sample.

    The distance between what was forecast and what was observed, in the unit of both: of a
    forecast without spread it is the absolute error.

    Parameters
    ----------
    sample
        Values that were forecast, in any order, at least one.
    observed
        The value that came.
    weights
        Of the values, not negative, not all 0; by default all count the same.

    Returns
    -------
    The score, in the unit of the values.

    Raises
    ------
    ScenarioError
        If there is no value, a number is not finite, or the weights are not weights.

    Notes
    -----
    :math:`\int (F(x) - 1\{x \ge y\})^2 dx = E|X - y| - E|X - X'|/2` of the sample's own
    distribution, summed over the sorted sample. The score of a law from which the sample was
    drawn is smaller by about :math:`E|X - X'|/(2n)`.

    References
    ----------
    T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation,
    Journal of the American Statistical Association 102 (2007), doi:10.1198/016214506000001437.

    Examples
    --------
    >>> crps([3.0], 5.0), crps([0.0, 2.0], 1.0)
    (2.0, 0.5)
    """
    given = [1.0] * len(sample) if weights is None else [float(w) for w in weights]
    _check_sample(sample, observed, given)
    total = sum(given)
    pairs = sorted(zip((float(x) for x in sample), given, strict=True))
    # The distribution function steps at each value; between two steps it stands still.
    score, reached, before = 0.0, 0.0, pairs[0][0]
    for value, weight in pairs:
        score += _step(before, value, reached / total, observed)
        reached += weight
        before = value
    return score + max(0.0, pairs[0][0] - observed) + max(0.0, observed - before)


def _step(low: float, high: float, reached: float, observed: float) -> float:
    """Return the integral of the squared distance between two values of a sample."""
    below = min(max(observed, low), high) - low
    above = high - low - below
    return below * reached * reached + above * (1.0 - reached) * (1.0 - reached)


def _check_sample(sample: Sequence[float], observed: float, weights: Sequence[float]) -> None:
    if len(sample) == 0:
        raise ScenarioError("score: the sample is empty; give at least one value")
    if len(weights) != len(sample):
        msg = f"score: {len(weights)} weights for {len(sample)} values; give one a value"
        raise ScenarioError(msg)
    for value in (*sample, observed):
        if not isfinite(value):
            msg = f"score: {value} is no finite number; leave out runs without a value"
            raise ScenarioError(msg)
    if min(weights) < 0.0 or not 0.0 < sum(weights) < inf:
        msg = "score: the weights must be finite, not negative and not all 0; correct them"
        raise ScenarioError(msg)


def _probability(value: float) -> float:
    if not 0.0 <= value <= 1.0:
        msg = f"score: {value} is not a probability; give a number in [0, 1]"
        raise ScenarioError(msg)
    return float(value)
