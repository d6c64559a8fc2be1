"""The likelihood of the facts, against an independent library."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from interregnum.calibration.emulator import fit_emulator
from interregnum.calibration.likelihood import (
    Likelihood,
    likelihood_of,
    log_posterior_of_scores,
)
from interregnum.calibration.material import Observed
from interregnum.errors import ScenarioError
from unit.calibration.known import FACTS, PARAMETERS, linear, linear_bank

PLACES = np.random.default_rng(1).random((20, PARAMETERS))


def with_weights(weights: np.ndarray) -> Likelihood:
    likelihood = linear(0.5)
    return likelihood.for_data(dataclasses.replace(likelihood.observed, weights=weights))


def test_it_is_the_density_of_a_joint_normal_law() -> None:
    weights = np.linspace(0.2, 1.0, FACTS)
    likelihood = with_weights(weights)
    mean, variance = likelihood.predict(PLACES)
    loss = np.diag(weights**-0.5)
    for at, found in enumerate(likelihood.log(PLACES)):
        total = loss @ (likelihood.observed.base() + np.diag(variance[at])) @ loss
        law = multivariate_normal(mean[at], total)
        assert found == pytest.approx(law.logpdf(likelihood.observed.values), abs=1e-9)


def test_a_weight_is_a_power_of_the_likelihood_of_an_independent_fact() -> None:
    likelihood = linear(0.5)
    apart = dataclasses.replace(
        likelihood.observed, covariance=np.diag(np.diag(likelihood.observed.covariance))
    )
    full = likelihood.for_data(apart).log(PLACES)
    weighted = likelihood.for_data(dataclasses.replace(apart, weights=np.full(FACTS, 0.3))).log(
        PLACES
    )
    np.testing.assert_allclose(weighted - weighted[0], 0.3 * (full - full[0]), atol=1e-10)


def test_outside_the_cube_there_is_no_likelihood() -> None:
    found = linear().log(np.array([[0.5, 0.5, 1.01], [0.5, 0.5, 0.5]]))
    assert found[0] == -np.inf
    assert np.isfinite(found[1])


def test_the_prior_of_a_normal_score_is_normal() -> None:
    likelihood = linear()
    scores = np.array([[0.0, 0.0, 0.0], [1.0, -2.0, 0.5]])
    places = 0.5 * (1 + np.array([[0, 0, 0], [0.6826895, -0.9544997, 0.3829249]]))
    found = log_posterior_of_scores(likelihood, scores)
    expected = likelihood.log(places) - 0.5 * (scores**2).sum(axis=1)
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_synthetic_data_have_the_law_that_the_likelihood_is_of() -> None:
    likelihood = with_weights(np.linspace(0.2, 1.0, FACTS))
    place = np.repeat(PLACES[:1], 20_000, axis=0)
    data = likelihood.simulated(place, seed=3)
    mean, variance = likelihood.predict(PLACES[:1])
    total = likelihood.covariance(variance)[0]
    errors = np.sqrt(np.diag(total) / len(data))
    assert (np.abs(data.mean(axis=0) - mean[0]) < 4 * errors).all()
    scale = np.sqrt(np.outer(np.diag(total), np.diag(total)))
    assert (np.abs(np.cov(data.T) - total) / scale < 4 * np.sqrt(2 / len(data))).all()


def test_emulator_and_record_must_have_the_same_facts() -> None:
    bank = linear_bank(60)
    emulator = fit_emulator(bank)
    assert likelihood_of(emulator, linear().observed).parameters == PARAMETERS
    other: Observed = dataclasses.replace(linear().observed, names=bank.names[::-1])
    with pytest.raises(ScenarioError, match="other facts"):
        likelihood_of(emulator, other)
