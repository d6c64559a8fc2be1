"""Weighted draws, against the exact posterior and evidence of a linear problem."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.importance import prior_pool, weighted_posterior
from unit.calibration.known import exact, linear


def test_mean_covariance_and_evidence_are_the_exact_ones() -> None:
    likelihood = linear(0.04)
    mean, spread, evidence = exact(likelihood)
    found = weighted_posterior(likelihood, prior_pool(likelihood), seed=1, enough=6_000)
    errors = np.sqrt(np.diag(spread) / found.effective)
    estimate = found.weights @ found.places
    assert (np.abs(estimate - mean) < 4 * errors).all()
    off = found.places - estimate
    own = (off * found.weights[:, None]).T @ off
    scale = np.sqrt(np.outer(np.diag(spread), np.diag(spread)))
    assert (np.abs(own - spread) / scale < 5 * np.sqrt(2 / found.effective)).all()
    assert abs(found.log_evidence - evidence) < 4 * found.evidence_error
    assert found.evidence_error < 0.03


def test_ranks_and_quantiles_are_those_of_the_exact_posterior() -> None:
    likelihood = linear(0.04)
    mean, spread, _ = exact(likelihood)
    found = weighted_posterior(likelihood, prior_pool(likelihood), seed=1, enough=6_000)
    ends = found.quantiles(np.array([0.05, 0.95]))
    expected = mean + np.outer([-1.645, 1.645], np.sqrt(np.diag(spread)))
    np.testing.assert_allclose(ends, expected, atol=0.1 * np.sqrt(spread.max()))
    assert found.rank(mean) == pytest.approx([0.5] * 3, abs=0.04)


def test_equal_draws_keep_the_mean() -> None:
    likelihood = linear()
    found = weighted_posterior(likelihood, prior_pool(likelihood), seed=1, enough=3_000)
    drawn = found.resampled(2_000, seed=5)
    np.testing.assert_allclose(drawn.mean(axis=0), found.weights @ found.places, atol=0.005)


def test_the_same_seed_gives_the_same_draws() -> None:
    likelihood = linear()
    pool = prior_pool(likelihood, seed=3)
    once, again = (weighted_posterior(likelihood, pool, seed=2) for _ in range(2))
    np.testing.assert_array_equal(once.weights, again.weights)
    other = weighted_posterior(likelihood, pool, seed=3)
    assert once.log_evidence != other.log_evidence


def test_data_far_from_all_that_the_model_can_say_break_nothing() -> None:
    likelihood = linear()
    far = likelihood.for_data(likelihood.observed.with_values(np.full(8, 1e6)))
    found = weighted_posterior(far, prior_pool(likelihood), seed=1, most_turns=2)
    assert np.isfinite(found.log_evidence)
    assert found.log_evidence < -1e12
