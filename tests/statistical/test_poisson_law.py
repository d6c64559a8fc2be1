"""Poisson counts follow the exact law at every size, and are independent from day to day."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from interregnum.kernels.poisson import poisson_draw
from interregnum.kernels.random import PURPOSE_CROWD_DEATHS, Address
from interregnum.kernels.scalar import compiled

N = 20_000
SIGMAS = 4.0
RARE = 2.0 * stats.norm.sf(SIGMAS)
draw = compiled(poisson_draw)


def counts(mean: float, number: int, day: int = 0) -> npt.NDArray[np.float64]:
    return np.array(
        [draw(Address(7, run, day), 0, PURPOSE_CROWD_DEATHS, mean) for run in range(number)]
    )


@pytest.mark.parametrize("mean", [0.05, 0.7, 3.0, 15.9, 16.0, 16.1, 47.0, 250.0])
def test_counts_follow_the_exact_law(mean: float) -> None:
    """Chi-squared over single counts, the tails pooled where fewer than ten are expected."""
    sample = counts(mean, N)
    law = stats.poisson(mean)
    low, high = law.ppf(10.0 / N), law.isf(10.0 / N)
    values = np.arange(low, high + 1.0)
    expected = N * law.pmf(values)
    expected[0], expected[-1] = N * law.cdf(low), N * law.sf(high - 1.0)
    seen = np.array([np.sum(sample == v) for v in values])
    seen[0], seen[-1] = np.sum(sample <= low), np.sum(sample >= high)
    statistic = float(np.sum((seen - expected) ** 2 / expected))
    assert stats.chi2.sf(statistic, len(values) - 1) > RARE


@pytest.mark.parametrize(("mean", "number"), [(2_000.0, 5_000), (1.0e6, 60)])
def test_large_counts_have_the_mean_and_variance_of_the_law(mean: float, number: int) -> None:
    sample = counts(mean, number)
    assert abs(np.mean(sample) - mean) < SIGMAS * np.sqrt(mean / number)
    scaled = (number - 1) * np.var(sample, ddof=1) / mean
    assert RARE < stats.chi2.sf(scaled, number - 1) < 1.0 - RARE


def test_a_sum_of_chunks_keeps_its_skewness() -> None:
    """A normal approximation would have none: the third moment about the mean is the mean."""
    mean = 20.0
    third = np.mean((counts(mean, N) - mean) ** 3)
    variance = 15.0 * mean**3 + 24.0 * mean**2 + mean  # sixth moment less the third squared
    assert SIGMAS * np.sqrt(variance / N) < mean  # a normal law would fail
    assert abs(third - mean) < SIGMAS * np.sqrt(variance / N)


def test_days_are_independent() -> None:
    one, other = counts(3.0, N, 0), counts(3.0, N, 1)
    assert abs(np.corrcoef(one, other)[0, 1]) < SIGMAS / np.sqrt(N)
