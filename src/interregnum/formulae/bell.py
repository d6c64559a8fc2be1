r"""A normal curve along cells at equal distances, followed by products.

At equal steps :math:`e^{-\alpha d^2/2}` changes by a factor that itself changes by a constant
factor: two products a cell instead of an exponential.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp
from interregnum.kernels.vectors import bell_scale, bell_sum

_ANEW = 256  # cells for which the curve is followed before it is computed anew
_STEEPEST = 300.0  # exponent over so many cells from which on factors might overflow


@scalar
def _is_steep(offset: float, count: int, step: float, precision: float) -> bool:
    """Return whether a stretch of the curve is too steep to be followed by products."""
    farthest = max(abs(offset), abs(offset + count * step))
    return precision * step * _ANEW * farthest > _STEEPEST


@scalar
def weight_under_bell(distance: float, nearest: float, precision: float) -> float:
    """Return the curve at a distance from its centre, scaled to 1 at another one.

    >>> weight_under_bell(3.0, -3.0, 5.0)
    1.0
    """
    return exp(-0.5 * precision * (distance * distance - nearest * nearest))


@scalar
def scale_by_bell(
    cells: MutableSequence[float],
    window: tuple[int, int],
    offset: float,
    step: float,
    precision: float,
) -> None:
    r"""Multiply cells by :math:`e^{-\alpha d^2/2}`, scaled to 1 at the cell nearest to the centre.

    Parameters
    ----------
    cells
        Changed in place.
    window
        The first cell and the one after the last.
    offset
        How far the first cell lies above the curve's centre [strength]; below if negative.
    step
        From cell to cell [strength].
    precision
        α [1/strength²].

    Notes
    -----
    Scaled so that a curve whose centre lies far outside does not underflow to zero. Relative
    error 1e-12: it grows with the square of the cells followed, an eighth of 256.

    >>> cells = [1.0, 1.0, 1.0]
    >>> scale_by_bell(cells, (0, 3), -0.001, 0.001, 2e6)
    >>> [round(cell, 12) for cell in cells]
    [0.367879441171, 1.0, 0.367879441171]
    """
    first, last = window
    near = min(max(0.0, offset), offset + (last - 1 - first) * step)
    change = exp(-precision * step * step)
    while first < last:
        count = min(last - first, _ANEW)
        if _is_steep(offset, count, step, precision):
            for k in range(count):
                cells[first + k] *= weight_under_bell(offset + k * step, near, precision)
        else:
            weight = weight_under_bell(offset, near, precision)
            factor = exp(-precision * step * (offset + 0.5 * step))
            bell_scale(cells, first, count, weight, factor, change)
        offset += count * step
        first += count


@scalar
def sum_under_bell(
    cells: Sequence[float],
    window: tuple[int, int],
    places: tuple[float, float],
    step: float,
    precision: float,
) -> float:
    r"""Return the sum of cells weighed by :math:`e^{-\alpha(d^2 - d_0^2)/2}`.

    Parameters
    ----------
    cells, window, step, precision
        As for :func:`scale_by_bell`.
    places
        How far the first cell lies above the centre, and :math:`d_0`, where the curve is 1
        [strength].

    >>> round(sum_under_bell([1.0, 1.0, 1.0], (0, 3), (-0.001, 0.0), 0.001, 2e6), 12)
    1.735758882343
    """
    first, last = window
    offset, near = places
    change = exp(-precision * step * step)
    result = 0.0
    while first < last:
        count = min(last - first, _ANEW)
        if _is_steep(offset, count, step, precision):
            for k in range(count):
                weight = weight_under_bell(offset + k * step, near, precision)
                result += cells[first + k] * weight
        else:
            weight = weight_under_bell(offset, near, precision)
            factor = exp(-precision * step * (offset + 0.5 * step))
            result += bell_sum(cells, first, count, weight, factor, change)
        offset += count * step
        first += count
    return result


@scalar
def first_moment(
    cells: Sequence[float], window: tuple[int, int], offset: float, step: float
) -> float:
    """Return the sum of cells weighed by their places, the first of which is ``offset``.

    >>> first_moment([0.25, 0.5, 0.25], (0, 3), 1.0, 1.0)
    2.0
    """
    first, last = window
    result = 0.0
    ahead = 0.0  # two sums, so that neither waits for the other's additions
    i = first
    while i + 2 <= last:
        result += cells[i] * (offset + (i - first) * step)
        ahead += cells[i + 1] * (offset + (i + 1 - first) * step)
        i += 2
    if i < last:
        result += cells[i] * (offset + (i - first) * step)
    return result + ahead
