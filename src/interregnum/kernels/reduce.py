"""Sums in a fixed order: the same bits for any number of threads, batches and targets.

References
----------
N. J. Higham, The accuracy of floating point summation, SIAM Journal on Scientific Computing
14 (1993), doi:10.1137/0914050.
"""

from __future__ import annotations

from collections.abc import Sequence

from interregnum.kernels.scalar import scalar


@scalar
def total(values: Sequence[float], start: int, stop: int) -> float:
    """Return the compensated sum of ``values[start:stop]``, in the order of the indices.

    Neumaier's form of Kahan's summation: the error does not grow with the length.

    >>> total([1.0, 1e100, 1.0, -1e100], 0, 4)
    2.0
    """
    result = 0.0
    lost = 0.0
    for i in range(start, stop):
        value = values[i]
        step = result + value
        if abs(result) >= abs(value):
            lost += (result - step) + value
        else:
            lost += (value - step) + result
        result = step
    return result + lost


@scalar
def tally(flags: Sequence[int], start: int, stop: int) -> int:
    """Return how many of ``flags[start:stop]`` are not zero: an integer, exact in any order.

    >>> tally([0, 1, 1, 0], 0, 4)
    2
    """
    count = 0
    for i in range(start, stop):
        if flags[i] != 0:
            count += 1
    return count
