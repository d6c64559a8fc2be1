"""Parameter uncertainty apart from Monte Carlo error."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.two_levels import forecast_of


def test_rows_that_decide_everything_leave_no_luck() -> None:
    found = forecast_of([[1, 1, 1], [0, 0, 0]] * 50)
    assert found.probability == 0.5
    assert found.parameter_sd == pytest.approx(0.5, abs=0.01)
    assert (found.low, found.high) == (pytest.approx(0.0, abs=1e-6), pytest.approx(1.0, abs=1e-6))


def test_luck_alone_is_no_parameter_uncertainty() -> None:
    hits = np.random.default_rng(1).random((20_000, 4)) < 0.3
    found = forecast_of(hits)
    assert found.parameter_sd < 0.03
    assert found.high - found.low < 0.1
    # Standard error of 80,000 independent draws: sqrt(.3 * .7 / 80000).
    assert found.monte_carlo_error == pytest.approx(0.00162, rel=0.05)


def test_the_interval_is_that_of_the_rows_own_probabilities() -> None:
    generator = np.random.default_rng(2)
    chances = generator.beta(2.0, 6.0, 40_000)
    found = forecast_of(generator.random((40_000, 5)) < chances[:, None])
    # 5 and 95 % of a beta distribution with parameters 2 and 6, and its standard deviation.
    assert (found.low, found.high) == (
        pytest.approx(0.0534, abs=0.01),
        pytest.approx(0.5207, abs=0.01),
    )
    assert found.parameter_sd == pytest.approx(0.1443, abs=0.005)


def test_copies_of_a_row_count_once_for_the_error() -> None:
    hits = [[1, 0], [1, 1], [0, 0], [0, 1]]
    alone = forecast_of(hits)
    copied = forecast_of(
        [row for row in hits for _ in range(25)], [k for k in range(4) for _ in range(25)]
    )
    assert copied.monte_carlo_error == pytest.approx(alone.monte_carlo_error)
    assert (
        forecast_of([row for row in hits for _ in range(25)]).monte_carlo_error
        < 0.3 * copied.monte_carlo_error
    )


def test_one_run_a_row_cannot_tell_parameters_from_luck() -> None:
    with pytest.raises(ScenarioError, match="too few"):
        forecast_of([[1], [0]])
