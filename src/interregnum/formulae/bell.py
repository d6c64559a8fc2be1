r"""A normal curve along cells at equal distances, followed by products.

At equal steps :math:`e^{-\alpha d^2/2}` changes by a factor that itself changes by a constant
factor: two products a cell instead of an exponential.
"""

from __future__ import annotations

from collections.abc import MutableSequence

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp
from interregnum.kernels.vectors import bell_scale

_ANEW = 256  # cells for which the curve is followed before it is computed anew
_STEEPEST = 300.0  # exponent over so many cells from which on factors might overflow


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
        farthest = max(abs(offset), abs(offset + count * step))
        if precision * step * _ANEW * farthest > _STEEPEST:
            for k in range(count):
                distance = offset + k * step
                weight = exp(-0.5 * precision * (distance * distance - near * near))
                cells[first + k] *= weight
        else:
            weight = exp(-0.5 * precision * (offset * offset - near * near))
            factor = exp(-precision * step * (offset + 0.5 * step))
            bell_scale(cells, first, count, weight, factor, change)
        offset += count * step
        first += count
