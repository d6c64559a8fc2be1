"""The check of ranks passes for a right posterior, and fails for one that is too narrow."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.simulation_based import simulation_based, uniformity
from interregnum.errors import ScenarioError
from unit.calibration.known import linear

SETS = 250


def test_ranks_of_the_right_posterior_pass() -> None:
    found = simulation_based(linear(0.1), sets=SETS, seed=1)
    assert found.ranks.shape == (SETS, 3)
    assert found.all_passed
    assert found.effective > 300
    assert found.left_out == 0


def test_ranks_of_a_posterior_with_half_the_covariance_fail() -> None:
    found = simulation_based(linear(0.1), linear(0.1, scale=0.5), sets=SETS, seed=1)
    assert not found.all_passed
    assert not any(found.passed(at) for at in range(3))


def test_ranks_of_a_silent_parameter_are_uniform_too() -> None:
    found = simulation_based(linear(0.1, silent=True), sets=60, seed=1)
    assert found.passed(2)


def test_the_same_seed_gives_the_same_ranks() -> None:
    once, again = (simulation_based(linear(0.1), sets=20, seed=2) for _ in range(2))
    np.testing.assert_array_equal(once.ranks, again.ranks)


def test_few_data_sets_are_refused() -> None:
    with pytest.raises(ScenarioError, match="sets = 5"):
        simulation_based(linear(), sets=5)


def test_uniform_numbers_fail_no_more_often_than_they_should() -> None:
    random = np.random.default_rng(8)
    found = [uniformity(random.random(200)) for _ in range(400)]
    for values in ([f.envelope_p for f in found], [f.chi_squared_p for f in found]):
        rejected = np.mean(np.array(values) < 0.1)
        assert abs(rejected - 0.1) < 4 * np.sqrt(0.09 / 400)


@pytest.mark.parametrize("power", [0.6, 1.6])
def test_skewed_ranks_are_seen(power: float) -> None:
    found = uniformity(np.random.default_rng(8).random(200) ** power)
    assert found.smallest_p < 0.002
    assert found.deviation > 0.1


def test_the_deviation_is_the_largest_distance_from_the_diagonal() -> None:
    assert uniformity(np.full(100, 0.995)).deviation == pytest.approx(59 / 60)
