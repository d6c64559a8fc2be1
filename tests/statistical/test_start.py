"""Rulers follow the declared law: 20,000 of them, at four standard errors."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from interregnum.kernels.random import Address
from interregnum.mechanisms.start import Params, Reads, frailty_spread, rule
from workspaces import Floats, gaussian_belief, road_of

RUNS = 20_000
SIGMAS = 4.0
RARE = 2.0 * stats.norm.sf(SIGMAS)
SPREAD = 0.12


@pytest.fixture(scope="module")
def rulers() -> Floats:
    reads = Reads(SPREAD, 0.0, 0.05, gaussian_belief(0.0, 1.0), road_of([9000.0]))
    writes = [rule(reads, Params(), Address(7, run, -1)) for run in range(RUNS)]
    return np.array([(w.run_mean, w.strength) for w in writes])


def test_run_means_follow_the_frailty_law(rulers: Floats) -> None:
    frailty = frailty_spread(12.0, SPREAD)
    standard = (rulers[:, 0] - 0.5) / frailty
    assert abs(standard.mean()) < SIGMAS / sqrt(RUNS)
    assert abs(standard.var() - 1.0) < SIGMAS * sqrt(2.0 / RUNS)
    assert stats.kstest(standard, "norm").pvalue > RARE


def test_strength_starts_at_its_stationary_law(rulers: Floats) -> None:
    standard = (rulers[:, 1] - rulers[:, 0]) / SPREAD
    assert stats.kstest(standard, "norm").pvalue > RARE
    # Together they are what the public expects of the type: N(.5, 1/12).
    assert stats.kstest((rulers[:, 1] - 0.5) * sqrt(12.0), "norm").pvalue > RARE


def test_frailty_and_first_strength_are_independent(rulers: Floats) -> None:
    correlation = np.corrcoef(rulers[:, 0], rulers[:, 1] - rulers[:, 0])[0, 1]
    assert abs(correlation) < SIGMAS / sqrt(RUNS)
