"""Predictive checks: a model that made the record passes, one that is off does not."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from interregnum.calibration.predictive import predictive
from unit.calibration.known import FACTS, TRUTH, covariance, exact, linear

POINT = np.repeat(TRUTH[None], 20_000, axis=0)


def test_a_point_posterior_has_the_interval_of_the_noise_alone() -> None:
    likelihood = linear(0.2)
    found = predictive(likelihood, POINT)
    own = np.diag(covariance(0.2))
    variance = own + 0.25 * 0.2**2
    for at, fact in enumerate(found.facts):
        assert fact.high - fact.low == pytest.approx(2 * 1.6449 * variance[at] ** 0.5, rel=0.04)
        assert fact.width_ratio == pytest.approx((variance[at] / own[at]) ** 0.5, rel=0.04)
        assert fact.interval_score == pytest.approx(fact.high - fact.low)
        assert fact.inside
        assert fact.counts
    assert found.joint_p == pytest.approx(1.0)
    assert found.passed


def test_the_joint_p_value_is_the_tail_of_the_chi_squared() -> None:
    likelihood = linear(0.2)
    mean, variance = likelihood.predict(POINT[:1])
    factor = np.linalg.cholesky(likelihood.covariance(variance)[0])
    # A residual of squared size 8 in standard errors: the median of chi-squared (8) is 7.344.
    shift = factor @ np.full(FACTS, 1.0)
    shifted = likelihood.for_data(likelihood.observed.with_values(mean[0] + shift))
    assert predictive(shifted, POINT[:10]).joint_p == pytest.approx(0.43347, abs=1e-4)


def test_a_shifted_record_fails() -> None:
    likelihood = linear(0.2)
    values = likelihood.observed.values + np.where(np.arange(FACTS) < 4, 1.5, -1.5)
    found = predictive(likelihood.for_data(likelihood.observed.with_values(values)), POINT)
    assert found.share_inside == 0.0
    assert found.joint_p < 1e-3
    assert not found.passed
    fact = found.facts[0]
    assert fact.interval_score == pytest.approx(
        fact.high - fact.low + 20 * (fact.record - fact.high)
    )


def test_a_stated_discrepancy_widens_one_interval_and_not_the_other() -> None:
    observed = dataclasses.replace(linear(0.1).observed, discrepancy=np.full(FACTS, 1.0))
    values = observed.values + 0.5
    found = predictive(linear(0.1).for_data(observed.with_values(values)), POINT)
    assert not any(fact.inside for fact in found.facts)
    assert all(fact.inside_with_discrepancy for fact in found.facts)
    assert found.joint_p > 0.05
    assert not found.passed


def test_an_interval_three_times_as_wide_as_the_record_s_does_not_count() -> None:
    found = predictive(linear(0.1), POINT, panel=np.full(FACTS, 1.0))
    assert all(fact.inside and fact.width_ratio > 3 for fact in found.facts)
    assert found.share_inside == 0.0


def test_weights_do_not_help_the_joint_p_value() -> None:
    likelihood = linear(0.2)
    values = likelihood.observed.values + 0.3
    weights = np.full(FACTS, 0.1)
    observed = dataclasses.replace(likelihood.observed, values=values, weights=weights)
    plain = likelihood.for_data(dataclasses.replace(observed, weights=np.ones(FACTS)))
    found = predictive(likelihood.for_data(observed), POINT[:100])
    assert found.joint_p == pytest.approx(predictive(plain, POINT[:100]).joint_p)
    assert found.joint_p_weighted > found.joint_p


def test_the_posterior_s_own_spread_widens_the_interval() -> None:
    likelihood = linear(0.2)
    mean, spread, _ = exact(likelihood)
    places = np.random.default_rng(1).multivariate_normal(mean, spread, 20_000)
    wide, narrow = predictive(likelihood, places), predictive(likelihood, POINT)
    assert all(a.width_ratio > b.width_ratio for a, b in zip(wide.facts, narrow.facts, strict=True))


def test_a_fact_without_a_vote_is_shown_and_not_counted() -> None:
    likelihood = linear(0.2)
    values = likelihood.observed.values.copy()
    values[0] += 5.0
    missed = likelihood.observed.with_values(values)
    share = predictive(likelihood.for_data(missed), POINT).share_inside
    assert share == pytest.approx(1.0 - 1.0 / FACTS)
    silent = dataclasses.replace(missed, silent=(missed.names[0],))
    found = predictive(likelihood.for_data(silent), POINT)
    assert found.share_inside == 1.0
    assert not found.facts[0].inside
