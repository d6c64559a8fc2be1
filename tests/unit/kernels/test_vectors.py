"""Sums eight cells at a time equal exact sums, and Python equals the compiled form bit for bit."""

from __future__ import annotations

from math import fsum
from typing import Any

import numpy as np
import pytest

from interregnum.kernels.scalar import compiled, scalar
from interregnum.kernels.vectors import bell_scale, bell_sum, combine_rows, plain_sum, product_sum

COUNTS = [0, 1, 7, 8, 9, 31, 32, 33, 40, 71, 500]
STEP = 0.03


@scalar
def products(values: Any, start: int, table: Any, at: int, count: int) -> float:
    return product_sum(values, start, table, at, count)


@scalar
def plain(values: Any, start: int, count: int) -> float:
    return plain_sum(values, start, count)


@scalar
def weighed(values: Any, start: int, count: int, first: float, factor: float, c: float) -> float:
    return bell_sum(values, start, count, first, factor, c)


@scalar
def scaled(values: Any, start: int, count: int, first: float, factor: float, c: float) -> int:
    return bell_scale(values, start, count, first, factor, c)


@scalar
def combined(out: Any, window: tuple[int, int], values: Any, begin: int, t: int, w: int) -> int:
    return combine_rows(out, window, values, begin, t, (21, w))


def drawn(length: int, seed: int = 7) -> Any:
    return np.random.default_rng(seed).lognormal(0.0, 3.0, length)


def bell(count: int) -> tuple[Any, tuple[float, float, float]]:
    """Return a normal curve's values at steps of .03 from -2, and how they arise in a row."""
    places = -2.0 + STEP * np.arange(count)
    first = float(np.exp(-0.5 * 4.0))
    curve = (first, float(np.exp(2.0 * STEP - 0.5 * STEP**2)), float(np.exp(-(STEP**2))))
    return np.exp(-0.5 * places**2), curve


@pytest.mark.parametrize("count", COUNTS)
def test_sums_are_those_of_exact_arithmetic(count: int) -> None:
    values, table = drawn(600), drawn(700, 8)
    exact = fsum(values[3 : 3 + count] * table[5 : 5 + count])
    assert products(list(values), 3, list(table), 5, count) == pytest.approx(exact, rel=1e-14)
    assert plain(list(values), 3, count) == pytest.approx(fsum(values[3 : 3 + count]), rel=1e-14)


@pytest.mark.parametrize("count", COUNTS)
def test_a_bell_is_followed_by_products(count: int) -> None:
    curve, how = bell(min(count, 140))
    values = drawn(600)
    exact = values[3 : 3 + len(curve)] * curve
    assert weighed(list(values), 3, len(curve), *how) == pytest.approx(fsum(exact), rel=1e-13)
    cells = list(values)
    assert scaled(cells, 3, len(curve), *how) == len(curve)
    assert cells[3 : 3 + len(curve)] == pytest.approx(list(exact), rel=1e-12)
    assert cells[:3] == list(values[:3])
    assert cells[3 + len(curve) :] == list(values[3 + len(curve) :])


@pytest.mark.parametrize("count", COUNTS)
def test_rows_are_combined_as_a_matrix_product_says(count: int) -> None:
    width = count + 2
    values = drawn(30 + 21 * width)
    out = [-1.0] * (count + 9)
    assert combined(out, (4, count), list(values), 2, 30, width) == count
    exact = values[2:23] @ values[30:].reshape(21, width)[:, :count]
    assert out[4 : 4 + count] == pytest.approx(list(exact), rel=1e-14)
    assert out[:4] + out[4 + count :] == [-1.0] * 9


@pytest.mark.parametrize("count", COUNTS)
def test_the_compiled_form_gives_the_same_bits(count: int) -> None:
    values, table = drawn(600), drawn(700, 8)
    a, b = list(values), list(table)
    assert compiled(products)(values, 3, table, 5, count) == products(a, 3, b, 5, count)
    assert compiled(plain)(values, 3, count) == plain(a, 3, count)
    how = bell(1)[1]
    assert compiled(weighed)(values, 3, count, *how) == weighed(a, 3, count, *how)
    assert compiled(scaled)(values, 3, count, *how) == scaled(a, 3, count, *how)
    assert list(values) == a
    long = drawn(30 + 21 * (count + 2), 9)
    fast, slow = np.zeros(count + 4), [0.0] * (count + 4)
    compiled(combined)(fast, (2, count), long, 1, 25, count + 1)
    combined(slow, (2, count), list(long), 1, 25, count + 1)
    assert list(fast) == slow
