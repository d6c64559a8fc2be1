r"""How well the model at a place in the parameters' space explains the facts.

.. math:: y \sim N(m(u), \; W^{-1/2} (C + D^2 + V(u)) W^{-1/2})

on the logit or logarithmic scale, with the emulator's mean m and variance V, the covariance C of
the facts' sampling errors, the stated discrepancy D and the weights W. A fact of weight w counts
as if its error were :math:`1/\sqrt{w}` times what it is: of independent facts, as the w-th power
of its likelihood. The prior is uniform on the unit cube.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.emulator import Emulator
from interregnum.calibration.libraries import library, one_thread
from interregnum.calibration.material import Observed
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]
Predict: TypeAlias = Callable[[Floats], tuple[Floats, Floats]]

LOG_TWO_PI = float(np.log(2.0 * np.pi))
BLOCK = 512
# Stands below the residual in the matrix that is factorised; any number above its own square does.
CORNER = 1e30


@dataclasses.dataclass(frozen=True, eq=False)
class Likelihood:
    """The facts, and what predicts them.

    Parameters
    ----------
    predict
        Mean and variance of every fact at places of the unit cube, see
        :meth:`interregnum.calibration.emulator.Emulator.predict`.
    observed
        The facts, in the same order.
    parameters
        How many parameters a place has.
    """

    predict: Predict
    observed: Observed
    parameters: int = 12

    def log(self, places: Floats) -> Floats:
        """Return the log likelihood at places of the unit cube.

        Parameters
        ----------
        places
            Shape (n, parameters); minus infinity is given to those outside.
        """
        places = np.asarray(places, dtype=np.float64)
        inside = np.all((places >= 0.0) & (places <= 1.0), axis=1)
        found = np.full(len(places), -np.inf)
        if inside.any():
            with one_thread():
                found[inside] = self.log_given(*self.predict(places[inside]))
        return found

    def log_given(self, mean: Floats, variance: Floats) -> Floats:
        """Return the log likelihood given what is predicted.

        Parameters
        ----------
        mean, variance
            Of every fact, shape (n, facts).
        """
        found = np.empty(len(mean))
        for start in range(0, len(mean), BLOCK):
            rows = slice(start, start + BLOCK)
            left, halved = self.standardised(mean[rows], variance[rows])
            found[rows] = -0.5 * np.einsum("nf,nf->n", left, left) - halved
        return np.asarray(found - 0.5 * mean.shape[1] * LOG_TWO_PI)

    def standardised(self, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Return the residuals as independent standard errors, and half the log determinants.

        Parameters
        ----------
        mean, variance
            Of every fact, shape (n, facts).
        """
        count, facts = mean.shape
        # With the residual as one more row, one factorisation gives both the determinant and the
        # residual in units of the factor.
        together = np.empty((count, facts + 1, facts + 1))
        together[:, :facts, :facts] = self.covariance(variance)
        together[:, facts, :facts] = together[:, :facts, facts] = self.observed.values - mean
        together[:, facts, facts] = CORNER
        factor = np.linalg.cholesky(together)
        halved = np.log(np.einsum("nff->nf", factor[:, :facts, :facts])).sum(axis=1)
        return factor[:, facts, :facts], halved

    def covariance(self, variance: Floats) -> Floats:
        """Return the covariance of the facts about their prediction, weights applied.

        Parameters
        ----------
        variance
            Of the emulator, shape (n, facts).

        Returns
        -------
        Shape (n, facts, facts).
        """
        observed = self.observed
        facts = len(observed.names)
        found = np.repeat(observed.base()[None], len(variance), axis=0)
        found[:, np.arange(facts), np.arange(facts)] += variance
        loss = 1.0 / np.sqrt(observed.weights)
        return np.asarray(found * np.outer(loss, loss))

    def simulated(self, places: Floats, seed: int) -> Floats:
        """Return one synthetic data set a place, from the law that :meth:`log` is the density of.

        Parameters
        ----------
        places
            Shape (n, parameters).
        seed
            Of the draws.
        """
        mean, variance = self.predict(places)
        draws = np.random.default_rng(seed).standard_normal(mean.shape)
        factor = np.linalg.cholesky(self.covariance(variance))
        return np.asarray(mean + np.einsum("nfg,ng->nf", factor, draws))

    def for_data(self, observed: Observed) -> Likelihood:
        """Return the likelihood of other data.

        Parameters
        ----------
        observed
            Facts of the same names.
        """
        return dataclasses.replace(self, observed=observed)


def likelihood_of(emulator: Emulator, observed: Observed) -> Likelihood:
    """Return the likelihood of the facts under an emulator.

    Parameters
    ----------
    emulator
        Of the facts, in the order of the record's.
    observed
        The record's facts.

    Raises
    ------
    ScenarioError
        If the facts are not the same in the same order.
    """
    if emulator.names != observed.names:
        msg = "likelihood: emulator and record have other facts; select with Bank.only(names)"
        raise ScenarioError(msg)
    parameters = emulator.pieces[0].shape.lengths.size
    return Likelihood(emulator.predict, observed, parameters)


def log_posterior_of_scores(likelihood: Likelihood, scores: Floats) -> Floats:
    """Return the log posterior density of normal scores, up to a constant.

    A parameter's normal score is the standard normal quantile of its place: the uniform prior
    becomes a standard normal one without edges, which a sampler crosses more easily.

    Parameters
    ----------
    likelihood
        Of the facts.
    scores
        Shape (n, parameters).
    """
    places = library("scipy.special").ndtr(scores)
    return np.asarray(likelihood.log(places) - 0.5 * np.sum(scores * scores, axis=1))
