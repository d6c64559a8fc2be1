"""A problem whose posterior and evidence are known exactly: facts linear in the parameters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.likelihood import Likelihood
from interregnum.calibration.material import Bank, Observed

Floats = NDArray[np.float64]
FACTS, PARAMETERS = 8, 3
NAMES = tuple(f"fact {at}" for at in range(FACTS))
TRUTH = np.array([0.45, 0.5, 0.58])


def slopes(silent: bool = False) -> Floats:
    """Return effects of the parameters on the facts; of the last none, if it is to be silent."""
    found = np.random.default_rng(7).normal(size=(FACTS, PARAMETERS))
    if silent:
        found[:, -1] = 0.0
    return found


def covariance(size: float) -> Floats:
    """Return the covariance of facts that overlap."""
    spread = size * np.linspace(0.7, 1.3, FACTS)
    return np.outer(spread, spread) * (0.6 * np.eye(FACTS) + 0.4)


def linear(size: float = 0.1, *, silent: bool = False, scale: float = 1.0) -> Likelihood:
    """Return the likelihood of data made at the truth without noise."""
    effects = slopes(silent)

    def predict(places: Floats) -> tuple[Floats, Floats]:
        mean = places @ effects.T
        return mean, np.full_like(mean, scale * 0.25 * size**2)

    observed = Observed(
        names=NAMES,
        values=effects @ TRUTH,
        covariance=scale * covariance(size),
        discrepancy=np.full(FACTS, np.sqrt(scale) * 0.5 * size),
        weights=np.ones(FACTS),
    )
    return Likelihood(predict, observed, PARAMETERS)


def exact(likelihood: Likelihood) -> tuple[Floats, Floats, float]:
    """Return mean and covariance of the posterior and the log evidence, edges far away."""
    effects = slopes()
    total = likelihood.covariance(likelihood.predict(np.zeros((1, PARAMETERS)))[1])[0]
    spread = np.linalg.inv(effects.T @ np.linalg.solve(total, effects))
    values = likelihood.observed.values
    mean = spread @ effects.T @ np.linalg.solve(total, values)
    off = values - effects @ mean
    best = -0.5 * (off @ np.linalg.solve(total, off) + np.linalg.slogdet(2 * np.pi * total)[1])
    return mean, spread, float(best + 0.5 * np.linalg.slogdet(2 * np.pi * spread)[1])


def linear_bank(points: int = 300, size: float = 0.1, seed: int = 3) -> Bank:
    """Return a bank of the same facts with panel noise."""
    random = np.random.default_rng(seed)
    places = random.random((points, PARAMETERS))
    errors = np.full((points, FACTS), size)
    noise = errors * random.standard_normal(errors.shape)
    return Bank(places=places, facts=places @ slopes().T + noise, errors=errors, names=NAMES)
