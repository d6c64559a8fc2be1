"""Convergence is measured as it is defined, on chains whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.chain_checks import chain_checks, split_r_hat


def autoregressive(shift: float = 0.0, memory: float = 0.9, seed: int = 1) -> np.ndarray:
    """Return walkers whose autocorrelation time is (1 + memory) / (1 - memory)."""
    random = np.random.default_rng(seed)
    found = np.empty((4_000, 10, 2))
    found[0] = random.standard_normal((10, 2))
    for step in range(1, len(found)):
        noise = random.standard_normal((10, 2))
        found[step] = memory * found[step - 1] + np.sqrt(1 - memory**2) * noise
    return found + shift


def test_the_autocorrelation_time_and_the_effective_number_are_the_known_ones() -> None:
    checks = chain_checks([autoregressive(), autoregressive(seed=2)], 0.3)
    assert checks.autocorrelation_steps == pytest.approx(19.0, rel=0.15)
    assert checks.effective == pytest.approx(2 * 40_000 / 19, rel=0.15)
    assert checks.r_hat < 1.02
    assert checks.starts_agree
    assert checks.converged


def test_two_starts_in_two_places_are_noticed() -> None:
    checks = chain_checks([autoregressive(), autoregressive(1.0, seed=2)], 0.3)
    assert checks.shift > 10
    assert checks.r_hat > 1.1
    assert not checks.starts_agree
    assert not checks.converged


def test_a_chain_shorter_than_twenty_autocorrelation_times_has_not_converged() -> None:
    checks = chain_checks([autoregressive()[:300]], 0.3)
    assert not checks.converged


def test_r_hat_sees_chains_that_differ_in_spread_alone() -> None:
    draws = np.random.default_rng(3).normal(size=(500, 4, 1))
    assert split_r_hat(draws)[0] < 1.02
    draws[:, 0] *= 5
    assert split_r_hat(draws)[0] > 1.1


def test_r_hat_sees_a_drift_within_every_chain() -> None:
    draws = np.random.default_rng(3).normal(size=(500, 4, 1))
    drift = np.linspace(0, 3, 500)[:, None, None]
    assert split_r_hat(draws + drift)[0] > 1.2
