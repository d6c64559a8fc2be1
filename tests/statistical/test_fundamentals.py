"""With nothing switched on strength stays at its stationary law."""

from math import exp, sqrt

import numpy as np
import pytest
from scipy import stats

from interregnum.kernels.random import Address
from interregnum.mechanisms.fundamentals import Params, Reads, rule

DAYS = 40_000
SIGMAS = 4.0


@pytest.mark.parametrize("params", [Params(), Params(2.0, 0.2)])
def test_strength_wanders_with_its_stationary_mean_and_variance(params: Params) -> None:
    """Autocorrelation over a day is e^(-κ/365): the errors count effective days."""
    strength, path = 0.5, np.empty(DAYS)
    for day in range(DAYS):
        reads = Reads(strength, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0)
        strength = rule(reads, params, Address(7, 0, day)).strength
        path[day] = strength
    kept = exp(-params.reversion_rate / 365.0)
    mean_error = params.spread * sqrt((1.0 + kept) / (1.0 - kept) / DAYS)
    square_error = params.spread**2 * sqrt(2.0 * (1.0 + kept**2) / (1.0 - kept**2) / DAYS)
    assert abs(path.mean() - 0.5) < SIGMAS * mean_error
    assert abs(np.mean((path - 0.5) ** 2) - params.spread**2) < SIGMAS * square_error


@pytest.mark.parametrize("params", [Params(), Params(2.0, 0.2)])
def test_daily_steps_have_the_transitions_law(params: Params) -> None:
    kept = exp(-params.reversion_rate / 365.0)
    spread = params.spread * sqrt(1.0 - kept * kept)
    reads = Reads(0.8, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0)
    steps = [rule(reads, params, Address(7, run, 3)).strength for run in range(20_000)]
    standard = (np.array(steps) - 0.5 - kept * 0.3) / spread
    assert stats.kstest(standard, "norm").pvalue > 2.0 * stats.norm.sf(SIGMAS)
