"""Addressed draws are uniform, and independent along every coordinate of the address."""

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from interregnum.kernels.random import PURPOSE_SELECTION, Address, draw_normal, uniform
from interregnum.kernels.scalar import compiled

N = 40_000
SIGMAS = 4.0
# The probability beyond four standard deviations of the normal law, two-sided.
RARE = 2.0 * stats.norm.sf(SIGMAS)

COORDINATES: dict[str, Callable[[int], tuple[int, int, int, int, int, int]]] = {
    "seed": lambda i: (i, 1, 2, 3, 4, 0),
    "seed high word": lambda i: (i << 32, 1, 2, 3, 4, 0),
    "run": lambda i: (7, i, 2, 3, 4, 0),
    "day": lambda i: (7, 1, i, 3, 4, 0),
    "entity": lambda i: (7, 1, 2, i, 4, 0),
    "purpose": lambda i: (7, 1, 2, 3, i, 0),
    "draw": lambda i: (7, 1, 2, 3, 4, i),
}


def along(coordinate: str) -> npt.NDArray[np.float64]:
    draw = compiled(uniform)
    return np.array([draw(*COORDINATES[coordinate](i)) for i in range(N)])


@pytest.fixture(scope="module", params=sorted(COORDINATES))
def sample(request: pytest.FixtureRequest) -> npt.NDArray[np.float64]:
    return along(request.param)


def test_draws_follow_the_uniform_law(sample: npt.NDArray[np.float64]) -> None:
    assert stats.kstest(sample, "uniform").pvalue > RARE


@pytest.mark.parametrize("power", [1, 2, 3, 4])
def test_moments_are_those_of_the_uniform_law(sample: npt.NDArray[np.float64], power: int) -> None:
    mean = 1.0 / (power + 1)
    deviation = math.sqrt((1.0 / (2 * power + 1) - mean * mean) / N)
    assert abs(np.mean(sample**power) - mean) < SIGMAS * deviation


@pytest.mark.parametrize("lag", [1, 2, 64])
def test_neighbours_are_independent(sample: npt.NDArray[np.float64], lag: int) -> None:
    """Correlation for the linear part, a chi-squared table of 8 × 8 cells for the rest."""
    before, after = sample[:-lag], sample[lag:]
    pairs = len(before)
    assert abs(np.corrcoef(before, after)[0, 1]) < SIGMAS / math.sqrt(pairs)
    table = np.histogram2d(before, after, bins=8, range=[[0, 1], [0, 1]])[0]
    statistic = float(np.sum((table - pairs / 64) ** 2) / (pairs / 64))
    assert stats.chi2.sf(statistic, 63) > RARE


def test_coordinates_are_independent_of_one_another() -> None:
    names = sorted(COORDINATES)
    correlation = np.corrcoef([along(name) for name in names])
    apart = correlation[~np.eye(len(names), dtype=bool)]
    assert np.max(np.abs(apart)) < (SIGMAS + 1.0) / math.sqrt(N)  # 21 pairs are looked at


def test_every_bit_of_the_fraction_is_fair() -> None:
    bits = (along("entity") * 2.0**52).astype(np.int64)
    for place in range(52):
        ones = int(np.sum((bits >> place) & 1))
        assert abs(ones - N / 2) < (SIGMAS + 1.0) * math.sqrt(N) / 2  # 52 bits are looked at


def test_normal_draws_follow_the_normal_law() -> None:
    draw = compiled(draw_normal)
    sample = np.array([draw(Address(7, i, 0), 0, PURPOSE_SELECTION) for i in range(N)])
    assert stats.kstest(sample, "norm").pvalue > RARE
    assert abs(np.mean(sample)) < SIGMAS / math.sqrt(N)
    assert abs(np.var(sample) - 1.0) < SIGMAS * math.sqrt(2.0 / N)
