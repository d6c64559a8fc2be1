"""Sums do not lose what naive ones lose, and counts are exact."""

import math
import random

import pytest

from interregnum.kernels.reduce import tally, total


def test_nothing_sums_to_zero() -> None:
    assert total([], 0, 0) == 0.0
    assert total([1.0, 2.0], 1, 1) == 0.0
    assert tally([], 0, 0) == 0


def test_only_the_range_asked_for_is_summed() -> None:
    assert total([1.0, 2.0, 4.0, 8.0], 1, 3) == 6.0
    assert tally([1, 0, 1, 1], 1, 4) == 2


def test_a_small_number_survives_between_large_ones() -> None:
    assert total([1e100, 1.0, -1e100], 0, 3) == 1.0
    assert sum([1e100, 1.0, -1e100]) != 1.0 or math.fsum([1e100, 1.0, -1e100]) == 1.0


@pytest.mark.parametrize("seed", range(5))
def test_the_error_does_not_grow_with_the_length(seed: int) -> None:
    draw = random.Random(seed)
    values = [draw.uniform(0.0, 1.0) * 10.0 ** draw.randint(0, 8) for _ in range(50_000)]
    exact = math.fsum(values)
    assert abs(total(values, 0, len(values)) - exact) <= math.ulp(exact)


def test_any_flag_but_zero_counts_once() -> None:
    assert tally([0, 1, -1, 7, 0], 0, 5) == 3
