"""Whether the posterior is right on average for data that its own model made.

Draw parameters from the prior, data from the likelihood given them, a posterior from the data:
the posterior probability below the true parameter is then uniform, parameter by parameter. Too
many truths in the tails say that the posterior is too narrow, too few that it is too wide.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.importance import prior_pool, weighted_posterior
from interregnum.calibration.libraries import library, one_thread
from interregnum.calibration.likelihood import Likelihood
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]

BINS = 10
GRID = 60
NULL_SETS = 8_000
FAMILY_ERROR = 0.05  # chance that any parameter of a right posterior fails
LEAST_EFFECTIVE = 100.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Uniformity:
    """Whether numbers in [0, 1] are uniform.

    Parameters
    ----------
    chi_squared_p
        Of equal bins.
    envelope_p
        Of the largest deviation of their distribution function, measured at each place by what
        chance would do there (simultaneous).
    deviation
        Largest distance of the distribution function from the diagonal [1].
    """

    chi_squared_p: float
    envelope_p: float
    deviation: float

    @property
    def smallest_p(self) -> float:
        """The smaller of the two p-values."""
        return min(self.chi_squared_p, self.envelope_p)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class SimulationBased:
    """Ranks of true parameters in their posteriors.

    Parameters
    ----------
    ranks
        Posterior probability below the truth, shape (sets, parameters) [1].
    uniformity
        One a parameter.
    effective
        The smallest effective number of draws among the posteriors.
    left_out
        Data sets whose posterior had fewer than 100 effective draws.
    """

    ranks: Floats
    uniformity: tuple[Uniformity, ...]
    effective: float
    left_out: int

    def passed(self, parameter: int) -> bool:
        """Return whether one parameter's ranks are compatible with a right posterior.

        Parameters
        ----------
        parameter
            Its place in the order of the fit.

        Notes
        -----
        Two tests a parameter, Bonferroni: in all, a right posterior fails anywhere with
        probability 5 % or less.
        """
        return self.uniformity[parameter].smallest_p >= FAMILY_ERROR / (2 * len(self.uniformity))

    @property
    def all_passed(self) -> bool:
        """Whether all parameters' ranks are, and hardly a data set was left out."""
        every = all(self.passed(at) for at in range(len(self.uniformity)))
        return every and self.left_out <= 0.02 * (len(self.ranks) + self.left_out)


def simulation_based(
    truth: Likelihood, fitted: Likelihood | None = None, *, sets: int = 200, seed: int = 0
) -> SimulationBased:
    """Return the ranks of parameters from the prior in the posteriors of their data.

    Parameters
    ----------
    truth
        Makes the data. Weights included: the likelihood is checked as it is used.
    fitted
        Gives the posteriors; by default ``truth``. Another one shows what the check can see.
    sets
        How many data sets, at least 20.
    seed
        Of parameters, data and draws.

    Raises
    ------
    ScenarioError
        If there are too few sets.

    References
    ----------
    S. Talts, M. Betancourt, D. Simpson, A. Vehtari and A. Gelman, Validating Bayesian inference
    algorithms with simulation-based calibration, arXiv:1804.06788 (2018).
    """
    if sets < 20:
        msg = f"simulation-based check: sets = {sets} say nothing; give at least 20"
        raise ScenarioError(msg)
    fitted = truth if fitted is None else fitted
    true_places = np.random.default_rng([seed, 1]).random((sets, truth.parameters))
    ranks, effective = [], []
    with one_thread():
        data = truth.simulated(true_places, seed)
        pool = prior_pool(fitted, seed=seed)
        for at in range(sets):
            observed = fitted.observed.with_values(data[at])
            found = weighted_posterior(fitted.for_data(observed), pool, seed=seed + at)
            ranks.append(found.rank(true_places[at]))
            effective.append(found.effective)
    enough = np.array(effective) >= LEAST_EFFECTIVE
    kept = np.array(ranks)[enough]
    if len(kept) < 20:
        msg = "simulation-based check: the posteriors have too few effective draws to be ranked"
        raise ScenarioError(msg)
    return SimulationBased(
        ranks=kept,
        uniformity=tuple(uniformity(column) for column in kept.T),
        effective=float(min(effective)),
        left_out=int((~enough).sum()),
    )


def uniformity(numbers: Floats) -> Uniformity:
    """Return whether numbers are uniform in [0, 1].

    Parameters
    ----------
    numbers
        Shape (n,).

    References
    ----------
    T. Säilynoja, P.-C. Bürkner and A. Vehtari, Graphical test for discrete uniformity and its
    applications in goodness-of-fit evaluation and multiple sample comparison, Statistics and
    Computing 32 (2022), doi:10.1007/s11222-022-10090-6.

    Examples
    --------
    >>> even = uniformity((np.arange(200) + 0.5) / 200)
    >>> even.chi_squared_p, round(even.deviation, 2)
    (1.0, 0.0)
    """
    stats = library("scipy.stats")
    count = len(numbers)
    observed = np.histogram(numbers, bins=BINS, range=(0.0, 1.0))[0]
    lowest = _unlikeliest(np.asarray(numbers)[None, :])[0]
    null = _null_distribution(count)
    # Ties are counted as at least as extreme: counts are whole numbers.
    at_least = int(np.searchsorted(null, lowest * (1.0 + 1e-9), side="right"))
    places = np.arange(1, GRID) / GRID
    reached = np.searchsorted(np.sort(numbers), places, side="right") / count
    return Uniformity(
        chi_squared_p=float(stats.chisquare(observed).pvalue),
        envelope_p=(1 + at_least) / (1 + NULL_SETS),
        deviation=float(np.abs(reached - places).max()),
    )


def _unlikeliest(sets: Floats) -> Floats:
    """Return, of each set, the smallest pointwise p-value of its distribution function."""
    count = sets.shape[1]
    places = np.arange(1, GRID) / GRID
    ordered = np.sort(sets, axis=1)
    reached = np.array([np.searchsorted(row, places, side="right") for row in ordered])
    tails = _tails(count)
    return np.asarray(tails[reached, np.arange(GRID - 1)].min(axis=1))


@functools.lru_cache(maxsize=8)
def _tails(count: int) -> Floats:
    """Return the two-sided p-value of every count at every place."""
    binom = library("scipy.stats").binom
    places = (np.arange(1, GRID) / GRID)[None, :]
    counts = np.arange(count + 1)[:, None]
    below, above = binom.cdf(counts, count, places), binom.sf(counts - 1, count, places)
    return np.asarray(2.0 * np.minimum(below, above))


@functools.lru_cache(maxsize=8)
def _null_distribution(count: int) -> Floats:
    """Return the smallest p-values of uniform sets, sorted."""
    sets = np.random.default_rng(count).random((NULL_SETS, count))
    return np.sort(_unlikeliest(sets))
