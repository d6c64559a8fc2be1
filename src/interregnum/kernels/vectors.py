"""Sums over neighbouring cells, eight at a time: the inner loops of belief on the grid.

What Python says with lists of running sums, the compiled form does in registers of eight floats.
Both add the same numbers in the same order, so the bits agree; and eight or thirty-two sums that
do not wait for each other are also more accurate than one.

References
----------
N. J. Higham, The accuracy of floating point summation, SIAM Journal on Scientific Computing
14 (1993), doi:10.1137/0914050: the error of a sum grows with the longest chain of additions.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from interregnum.kernels import vector_code
from interregnum.kernels.scalar import primitive

LANES = vector_code.LANES
BLOCK = vector_code.CHAINS * LANES


def _joined(sums: list[float]) -> float:
    """Return 32 running sums added up in the order of the compiled form."""
    lanes = [(sums[k] + sums[k + 8]) + (sums[k + 16] + sums[k + 24]) for k in range(LANES)]
    a, b, c, d, e, f, g, h = lanes
    return ((a + e) + (c + g)) + ((b + f) + (d + h))


@primitive(cpu=vector_code.product_sum)
def product_sum(
    values: Sequence[float], start: int, table: Sequence[float], at: int, count: int
) -> float:
    """Return the sum of ``values[start + i] * table[at + i]`` over i below ``count``.

    >>> product_sum([1.0, 2.0, 3.0], 1, [10.0, 100.0], 0, 2)
    320.0
    """
    sums = [0.0] * BLOCK
    i = 0
    while i + BLOCK <= count:
        for k in range(BLOCK):
            sums[k] += values[start + i + k] * table[at + i + k]
        i += BLOCK
    while i + LANES <= count:
        for k in range(LANES):
            sums[k] += values[start + i + k] * table[at + i + k]
        i += LANES
    result = _joined(sums)
    while i < count:
        result += values[start + i] * table[at + i]
        i += 1
    return result


@primitive(cpu=vector_code.plain_sum)
def plain_sum(values: Sequence[float], start: int, count: int) -> float:
    """Return the sum of ``values[start + i]`` over i below ``count``.

    >>> plain_sum([1.0, 2.0, 3.0], 1, 2)
    5.0
    """
    sums = [0.0] * BLOCK
    i = 0
    while i + BLOCK <= count:
        for k in range(BLOCK):
            sums[k] += values[start + i + k]
        i += BLOCK
    while i + LANES <= count:
        for k in range(LANES):
            sums[k] += values[start + i + k]
        i += LANES
    result = _joined(sums)
    while i < count:
        result += values[start + i]
        i += 1
    return result


def _bell_lanes(
    weight: float, factor: float, change: float
) -> tuple[list[float], list[float], float]:
    """Return eight weights in a row, their factors to the next eight, and those factors' own."""
    weights, factors = [], []
    square = change * change
    fourth = square * square
    eighth = fourth * fourth
    sixteenth = eighth * eighth
    between = (sixteenth * eighth) * fourth  # change to the power of 28 = 1 + 2 + ... + 7
    for _ in range(LANES):
        weights.append(weight)
        double = factor * factor
        double = double * double
        factors.append((double * double) * between)
        weight *= factor
        factor *= change
    return weights, factors, (sixteenth * sixteenth) * (sixteenth * sixteenth)


@primitive(cpu=vector_code.bell_sum)
def bell_sum(
    values: Sequence[float], start: int, count: int, weight: float, factor: float, change: float
) -> float:
    """Return the sum of ``values[start + i]`` over i below ``count``, weighed by a bell curve.

    The first weight is ``weight``, the second ``weight * factor``, and the factor changes by
    ``change`` from cell to cell, as the values of a Gaussian at equal distances do. The error
    grows with the square of ``count / 8``: a relative 1e-13 at 300 cells.

    >>> bell_sum([1.0, 1.0, 1.0], 0, 3, 1.0, 2.0, 0.5)
    5.0
    """
    weights, factors, change = _bell_lanes(weight, factor, change)
    sums = [0.0] * LANES
    i = 0
    while i + LANES <= count:
        for k in range(LANES):
            sums[k] += values[start + i + k] * weights[k]
            weights[k] *= factors[k]
            factors[k] *= change
        i += LANES
    rest = 0.0
    for k in range(count - i):
        rest += values[start + i + k] * weights[k]
    a, b, c, d, e, f, g, h = sums
    return (((a + e) + (c + g)) + ((b + f) + (d + h))) + rest


@primitive(cpu=vector_code.bell_scale)
def bell_scale(
    values: MutableSequence[float],
    start: int,
    count: int,
    weight: float,
    factor: float,
    change: float,
) -> int:
    """Multiply ``values[start + i]`` for i below ``count`` by a bell curve; return ``count``.

    The curve is that of :func:`bell_sum`.

    >>> cells = [1.0, 1.0, 1.0]
    >>> bell_scale(cells, 0, 3, 1.0, 2.0, 0.5), cells
    (3, [1.0, 2.0, 2.0])
    """
    weights, factors, change = _bell_lanes(weight, factor, change)
    i = 0
    while i + LANES <= count:
        for k in range(LANES):
            values[start + i + k] *= weights[k]
            weights[k] *= factors[k]
            factors[k] *= change
        i += LANES
    for k in range(count - i):
        values[start + i + k] *= weights[k]
    return count


@primitive(cpu=vector_code.combine_rows)
def combine_rows(
    out: MutableSequence[float],
    window: tuple[int, int],
    values: Sequence[float],
    begin: int,
    table: int,
    shape: tuple[int, int],
) -> int:
    """Write a weighted sum of rows to a window of cells; return how many these are.

    Parameters
    ----------
    out, window
        Where the sums go: the first cell, and how many.
    values
        Holds both weights and rows, and is not ``out``.
    begin
        The place of the first weight.
    table
        The place of the first row.
    shape
        Rows, and their width: row t begins at ``table + t * width``.

    >>> found = [0.0, 0.0]
    >>> combine_rows(found, (0, 2), [2.0, 3.0, 1.0, 0.0, 0.0, 1.0], 0, 2, (2, 2)), found
    (2, [2.0, 3.0])
    """
    rows, width = shape
    at, count = window
    for o in range(count):
        result = 0.0
        for t in range(rows):
            result += values[begin + t] * values[table + t * width + o]
        out[at + o] = result
    return count
