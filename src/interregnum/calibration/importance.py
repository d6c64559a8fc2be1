r"""A posterior and its evidence from weighted draws: quick, for many data sets in a row.

Draws come in turns: first from the prior, then from Student laws fitted to the weighted draws so
far. All draws are weighted against the mixture of all laws that were used (adaptive multiple
importance sampling), so that no turn is lost, and the prior's share bounds every weight. The mean
weight estimates the marginal likelihood of the data.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.libraries import library, one_thread
from interregnum.calibration.likelihood import Likelihood

Floats: TypeAlias = NDArray[np.float64]
Log: TypeAlias = Callable[[Floats], Floats]

FREEDOM = 6.0  # degrees of freedom of the Student laws: heavier tails than a posterior's
LEAST_SPREAD = 1e-4


@dataclasses.dataclass(frozen=True, eq=False)
class Pool:
    """Places drawn from the prior, with their predictions: shared by many data sets.

    Parameters
    ----------
    scores
        Normal scores, shape (n, parameters).
    mean, variance
        Of every fact there.
    """

    scores: Floats
    mean: Floats
    variance: Floats


@dataclasses.dataclass(frozen=True, eq=False)
class Weighted:
    """A posterior as weighted draws.

    Parameters
    ----------
    places
        In the unit cube, shape (n, parameters).
    weights
        Sum 1, shape (n,).
    log_likelihood
        At each draw, shape (n,).
    effective
        Effective number of draws (Kish).
    log_evidence, evidence_error
        Logarithm of the marginal likelihood, and its standard error.
    """

    places: Floats
    weights: Floats
    log_likelihood: Floats
    effective: float
    log_evidence: float
    evidence_error: float

    def rank(self, truth: Floats) -> Floats:
        """Return the posterior probability below a place, one a parameter.

        Parameters
        ----------
        truth
            Place in the unit cube, shape (parameters,).
        """
        return np.asarray(self.weights @ (self.places < truth))

    def quantiles(self, shares: Floats) -> Floats:
        """Return posterior quantiles, shape (shares, parameters).

        Parameters
        ----------
        shares
            In (0, 1).
        """
        found = np.empty((len(shares), self.places.shape[1]))
        for column, values in enumerate(self.places.T):
            order = np.argsort(values)
            reached = np.cumsum(self.weights[order]) - 0.5 * self.weights[order]
            found[:, column] = np.interp(shares, reached, values[order])
        return found

    def resampled(self, count: int, seed: int) -> Floats:
        """Return equally weighted places, by systematic resampling.

        Parameters
        ----------
        count
            How many.
        seed
            Of the one draw that it needs, and of the order.
        """
        random = np.random.default_rng(seed)
        points = (random.random() + np.arange(count)) / count
        chosen = np.searchsorted(np.cumsum(self.weights), points)
        found = self.places[np.minimum(chosen, len(self.weights) - 1)]
        return np.asarray(random.permutation(found))


def prior_pool(likelihood: Likelihood, count: int = 4096, seed: int = 0) -> Pool:
    """Return places that fill the prior evenly, with their predictions.

    Parameters
    ----------
    likelihood
        Whose predictions are wanted.
    count
        How many; a power of 2 fills best.
    seed
        Of the scrambling.
    """
    engine = library("scipy.stats.qmc").Sobol(likelihood.parameters, seed=seed)
    places = np.clip(engine.random(count), 1e-9, 1.0 - 1e-9)
    with one_thread():
        mean, variance = likelihood.predict(places)
    return Pool(library("scipy.special").ndtri(places), mean, variance)


def weighted_posterior(
    likelihood: Likelihood,
    pool: Pool,
    *,
    seed: int,
    enough: float = 600.0,
    most_turns: int = 12,
    turn: int = 768,
) -> Weighted:
    """Return a posterior as weighted draws.

    Parameters
    ----------
    likelihood
        Of the data.
    pool
        From :func:`prior_pool` of the same predictions.
    seed
        Of the draws.
    enough
        Effective number of draws at which it stops.
    most_turns
        Turns at most, whatever the effective number then is.
    turn
        Draws a turn.

    References
    ----------
    J.-M. Cornuet, J.-M. Marin, A. Mira and C. P. Robert, Adaptive multiple importance sampling,
    Scandinavian Journal of Statistics 39 (2012), doi:10.1111/j.1467-9469.2011.00756.x.
    """
    random = np.random.default_rng(seed)
    ndtr = library("scipy.special").ndtr
    with one_thread():
        scores = pool.scores
        likely = likelihood.log_given(pool.mean, pool.variance)
        mixture = [_log_normal(scores) + np.log(len(scores))]
        laws: list[_Student] = []
        weights = _weights(scores, likely, mixture)
        for _ in range(most_turns):
            if _effective(weights) >= enough:
                break
            law = _student_of(scores, _tempered(weights, 4.0 * scores.shape[1]))
            fresh = law.draws(turn, random)
            shares = [_log_normal(fresh) + np.log(len(pool.scores))]
            shares += [old.log(fresh) + np.log(turn) for old in laws]
            laws.append(law)
            mixture = [np.concatenate(pair) for pair in zip(mixture, shares, strict=True)]
            scores = np.concatenate((scores, fresh))
            mixture.append(law.log(scores) + np.log(turn))
            likely = np.concatenate((likely, likelihood.log(ndtr(fresh))))
            weights = _weights(scores, likely, mixture)
    return _finished(ndtr(scores), likely, weights)


def _weights(scores: Floats, likely: Floats, mixture: list[Floats]) -> Floats:
    """Return the logarithms of the draws' weights: their mean is the marginal likelihood."""
    together = np.logaddexp.reduce(np.array(mixture), axis=0) - np.log(len(scores))
    return np.asarray(likely + _log_normal(scores) - together)


def _finished(places: Floats, likely: Floats, logs: Floats) -> Weighted:
    top = float(logs.max())
    raw = np.exp(logs - top)
    error = float(raw.std(ddof=1) / raw.mean() / np.sqrt(len(raw)))
    weights = raw / raw.sum()
    evidence = top + float(np.log(raw.mean()))
    return Weighted(places, weights, likely, _effective(logs), evidence, error)


def _effective(logs: Floats) -> float:
    """Return Kish's effective number of draws."""
    raw = np.exp(logs - logs.max())
    return float(raw.sum() ** 2 / (raw @ raw))


def _tempered(logs: Floats, least: float) -> Floats:
    """Return weights flattened until a law can be fitted to them."""
    low, high = 0.0, 1.0
    if _effective(logs) < least:
        for _ in range(30):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if _effective(middle * logs) >= least else (low, middle)
        logs = low * logs
    raw = np.exp(logs - logs.max())
    return np.asarray(raw / raw.sum())


@dataclasses.dataclass(frozen=True, eq=False)
class _Student:
    """A multivariate Student law."""

    centre: Floats
    factor: Floats

    def draws(self, count: int, random: np.random.Generator) -> Floats:
        normal = random.standard_normal((count, len(self.centre))) @ self.factor.T
        return np.asarray(
            self.centre + normal * np.sqrt(FREEDOM / random.chisquare(FREEDOM, (count, 1)))
        )

    def log(self, scores: Floats) -> Floats:
        gammaln = library("scipy.special").gammaln
        solve = library("scipy.linalg").solve_triangular
        size = len(self.centre)
        left = solve(self.factor, (scores - self.centre).T, lower=True)
        constant = gammaln(0.5 * (FREEDOM + size)) - gammaln(0.5 * FREEDOM)
        constant -= 0.5 * size * np.log(FREEDOM * np.pi) + np.log(np.diag(self.factor)).sum()
        square = np.sum(left * left, axis=0)
        return np.asarray(constant - 0.5 * (FREEDOM + size) * np.log1p(square / FREEDOM))


def _student_of(scores: Floats, weights: Floats) -> _Student:
    """Return the Student law of the weighted draws' mean and covariance, a little wider."""
    centre = weights @ scores
    off = scores - centre
    spread = (off * weights[:, None]).T @ off
    # Few effective draws know variances better than correlations.
    number = 1.0 / float(weights @ weights)
    trust = number / (number + 2.0 * scores.shape[1])
    spread = trust * spread + (1.0 - trust) * np.diag(np.diag(spread))
    spread[np.diag_indices_from(spread)] += LEAST_SPREAD
    return _Student(centre, np.linalg.cholesky(spread))


def _log_normal(scores: Floats) -> Floats:
    """Return the log density of the standard normal law."""
    constant = 0.5 * scores.shape[1] * np.log(2.0 * np.pi)
    return np.asarray(-0.5 * np.sum(scores * scores, axis=1) - constant)
