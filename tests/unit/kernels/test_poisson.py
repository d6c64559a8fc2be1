"""Poisson counts: the inversion against the published law, the ends of the range, one target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from interregnum.kernels.poisson import (
    CHUNK_MEAN,
    LARGEST_MEAN,
    poisson_draw,
    poisson_quantile,
)
from interregnum.kernels.random import PURPOSE_CROWD_DEATHS, Address, uniform
from interregnum.kernels.scalar import Target, compiled

HERE = Address(7, 3, 11)
draw = compiled(poisson_draw, Target.CPU)


def at_mean(mean: float, run: int = 3) -> float:
    return poisson_draw(Address(7, run, 11), 0, PURPOSE_CROWD_DEATHS, mean)


@given(st.floats(0.001, 600.0), st.floats(1e-9, 1.0 - 1e-9))
def test_a_quantile_is_the_least_count_that_reaches_its_probability(
    mean: float, probability: float
) -> None:
    count = poisson_quantile(probability, mean)
    law = stats.poisson(mean)
    assert count == int(count) >= 0.0
    assert law.cdf(count) >= probability * (1.0 - 1e-12)
    assert law.cdf(count - 1.0) < probability * (1.0 + 1e-12)


@pytest.mark.parametrize("mean", [0.01, 1.0, 16.0, 600.0])
def test_the_search_ends_at_the_largest_draw_there_is(mean: float) -> None:
    largest = 1.0 - 2.0**-53
    count = poisson_quantile(largest, mean)
    assert stats.poisson(mean).sf(count) < 1e-13
    assert count < 2.0 * mean + 60.0


@pytest.mark.parametrize("mean", [0.0, -3.0, float("nan")])
def test_without_a_positive_mean_nothing_happens(mean: float) -> None:
    assert at_mean(mean) == 0.0


@given(st.floats(0.0, 200.0), st.floats(0.0, 200.0), st.integers(0, 500))
def test_a_count_never_falls_when_its_mean_grows(one: float, other: float, run: int) -> None:
    assert at_mean(min(one, other), run) <= at_mean(max(one, other), run)


def test_chunk_k_takes_draw_k_of_the_address() -> None:
    draws = [uniform(7, 3, 11, 0, PURPOSE_CROWD_DEATHS, k) for k in range(3)]
    means = (CHUNK_MEAN, CHUNK_MEAN, 5.0)
    expected = sum(poisson_quantile(u, m) for u, m in zip(draws, means, strict=True))
    assert at_mean(37.0) == expected


@pytest.mark.parametrize("mean", [1e-6, 0.3, 16.0, 16.5, 411.7, 1.0e5, 1.0e6, 3.0e6])
def test_compiled_counts_are_the_same(mean: float) -> None:
    for run in range(3 if mean > 1e4 else 50):
        here = Address(7, run, 11)
        expected = poisson_draw(here, 2, PURPOSE_CROWD_DEATHS, mean)
        assert draw(here, 2, PURPOSE_CROWD_DEATHS, mean) == expected
        assert abs(expected - mean) < 6.0 * mean**0.5 + 6.0


def test_beyond_the_largest_mean_the_mean_itself_is_returned() -> None:
    assert at_mean(4.0e7 + 0.5) == 4.0e7
    assert draw(HERE, 0, PURPOSE_CROWD_DEATHS, 4.0e7 + 0.5) == 4.0e7
    assert LARGEST_MEAN < 4.0e7


def test_at_the_largest_mean_a_count_is_still_drawn() -> None:
    count = draw(HERE, 0, PURPOSE_CROWD_DEATHS, LARGEST_MEAN)
    assert count != LARGEST_MEAN
    assert abs(count - LARGEST_MEAN) < 6.0 * LARGEST_MEAN**0.5
