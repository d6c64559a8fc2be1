"""The process behind a fact: against an independent library, finite differences and sums."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct

from interregnum.calibration.surface import (
    Shape,
    _misfit,
    condensed,
    fitted_shape,
    smoothed_errors,
    stretched,
)

SHAPE = Shape(0.7, 0.2, 0.9, np.array([0.8, 1.5]))


def points(count: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(2)
    places = stretched(random.random((count, 2)))
    noise = random.uniform(0.01, 0.3, count) ** 2
    values = (
        np.sin(2 * places[:, 0]) + places[:, 1] ** 2 + np.sqrt(noise) * random.normal(size=count)
    )
    return places, values, noise


def peer(places: np.ndarray, values: np.ndarray, noise: np.ndarray) -> GaussianProcessRegressor:
    dot = DotProduct(sigma_0=0.0, sigma_0_bounds="fixed")
    kernel = (
        ConstantKernel(1.0)
        + ConstantKernel(SHAPE.slope**2) * dot
        + ConstantKernel(SHAPE.curvature**2) * dot**2
        + ConstantKernel(SHAPE.remainder**2) * RBF(SHAPE.lengths)
    )
    return GaussianProcessRegressor(kernel, alpha=noise, optimizer=None).fit(places, values)


def test_mean_and_variance_are_those_of_an_independent_library() -> None:
    places, values, noise = points()
    fresh = stretched(np.random.default_rng(5).random((30, 2)))
    mean, spread = peer(places, values, noise).predict(fresh, return_std=True)
    found = condensed(SHAPE, places, values, noise, most=len(places))
    cross = SHAPE.covariance(fresh, found.anchors)
    taken = np.sum((cross @ found.gain) ** 2, axis=1)
    np.testing.assert_allclose(cross @ found.weights, mean, atol=2e-4)
    # Directions that take less than a thousandth of the variance are left out.
    np.testing.assert_allclose(SHAPE.variance(fresh) - taken, spread**2, atol=6e-3)


def test_condensing_only_widens() -> None:
    places, values, noise = points(80)
    fresh = stretched(np.random.default_rng(5).random((50, 2)))
    left = []
    for most in (80, 10):
        found = condensed(SHAPE, places, values, noise, most)
        taken = np.sum((SHAPE.covariance(fresh, found.anchors) @ found.gain) ** 2, axis=1)
        left.append(SHAPE.variance(fresh) - taken)
    assert (left[1] > left[0] - 6e-3).all()
    assert left[1].mean() > 2 * left[0].mean()


def test_the_marginal_likelihood_is_that_of_an_independent_library() -> None:
    places, values, noise = points()
    logs = np.log([SHAPE.slope, SHAPE.curvature, SHAPE.remainder, *SHAPE.lengths])
    value, _ = _misfit(logs, places, places @ places.T, values, noise)
    known = peer(places, values, noise).log_marginal_likelihood_value_
    constant = 0.5 * len(values) * np.log(2 * np.pi)
    assert -value - constant == pytest.approx(known, abs=1e-4)


def test_the_gradient_is_the_slope_of_the_misfit() -> None:
    places, values, noise = points()
    gram = places @ places.T
    logs = np.log([0.4, 0.3, 0.6, 1.2, 0.7])
    _, slope = _misfit(logs, places, gram, values, noise)
    for at in range(len(logs)):
        step = np.zeros_like(logs)
        step[at] = 1e-5
        above, _ = _misfit(logs + step, places, gram, values, noise)
        below, _ = _misfit(logs - step, places, gram, values, noise)
        assert slope[at] == pytest.approx((above - below) / 2e-5, rel=1e-4, abs=1e-5)


def test_a_parameter_that_does_nothing_gets_the_greater_length() -> None:
    random = np.random.default_rng(4)
    places = stretched(random.random((150, 2)))
    values = np.sin(4 * places[:, 0])
    shape = fitted_shape(places, values, np.full(150, 1e-3))
    assert shape.lengths[1] > 3 * shape.lengths[0]


def test_errors_that_scatter_by_chance_are_smoothed_and_their_drift_is_kept() -> None:
    random = np.random.default_rng(4)
    places = stretched(random.random((400, 2)))
    true = np.exp(-1 + 0.5 * places[:, 0])
    found = smoothed_errors(places, true * np.exp(0.3 * random.normal(size=400)))
    assert np.std(np.log(found / true)) < 0.06


def test_smoothing_takes_the_pull_of_lucky_panels_away() -> None:
    # A rate from few events: the log rate and its error come from the same count.
    random = np.random.default_rng(9)
    events = np.maximum(random.poisson(6.0, 4_000), 1)
    values, errors = np.log(events), 1 / np.sqrt(events)
    places = stretched(random.random((4_000, 2)))
    smooth = smoothed_errors(places, errors)
    plain_mean = np.average(values, weights=errors**-2.0)
    smooth_mean = np.average(values, weights=smooth**-2.0)
    assert plain_mean > values.mean() + 0.1
    assert abs(smooth_mean - values.mean()) < 0.01
