r"""Forgetting: the exact transition of public belief over any span without news (E2b).

The law of :math:`\bar z + \rho(\theta - \bar z) + N(0, v)`, :math:`\rho = e^{-\kappa\Delta}`,
:math:`v = (1 - \rho^2)/\alpha_0`. On the grid it is a Gaussian smoothing of the shrunk belief.
A Gaussian of variance v is three in a row, :math:`v = v_1 + v_2 + v_3`: from the cells to a
coarse lattice of step H, along the coarse lattice, and back to the cells. With
:math:`\sqrt{v_1} = \sqrt{v_3} = 1.25 H` a cell errs by 6e-12 and the distribution function by
2e-10 (against a dense matrix; 1e-9 where a jump is smoothed), and the cost is about 40 products a
cell instead of a whole row of the lattice: 0.3 ms instead of 15.

One step of 365 days equals 365 steps of one, and the stationary law stays (tests).

Limits: a spread below the step of the grid (1e-3) is smoothed with the lattice's own rounding;
the window keeps 7.5 standard deviations, less ends that hold 1e-15.
"""

from __future__ import annotations

from math import floor, sqrt

from interregnum.formulae.belief import (
    FIRST,
    FORM,
    GAUSSIAN,
    GRID_STEP,
    LAST,
    MEAN,
    PRECISION,
    REACH,
    Belief,
    cell_below,
    cell_position,
    normalise,
    set_gaussian,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp
from interregnum.kernels.vectors import bell_sum, combine_rows, plain_sum, product_sum

DAYS_PER_YEAR = 365.0
NEGLIGIBLE = 1e-15  # of the whole, on either side
_RATIO = 1.25  # spread of the outer smoothings over the coarse step
_TAPS = 21  # coarse nodes within REACH * _RATIO of a cell
# Where the parts of the working space begin.
_COARSE = 0
_SMOOTHED = 5100
_TABLE = 10200
_LARGEST_STRIDE = 400
_LANES = 8
_FORGOTTEN = 1e-14  # a memory below this is none: the stationary law to the last digit


@scalar
def diffuse(
    belief: Belief, anchor: float, memory_rate: float, stationary_precision: float, days: float
) -> None:
    """Carry the belief over a span of days without news, in place.

    Parameters
    ----------
    belief
        The public belief.
    anchor
        Where it is drawn to [strength].
    memory_rate
        κ_b [1/yr].
    stationary_precision
        α_0 [1/strength²], the precision that belief has in the long run.
    days
        The span [d]; 0 changes nothing.

    >>> b = Belief([0.0, 0.9, 12.0, 0.0, 0.0], [], [])
    >>> diffuse(b, 0.5, 1.0, 12.0, 365.0)
    >>> round(b.summary[MEAN], 6), round(b.summary[PRECISION], 9)
    (0.647152, 12.0)
    """
    if days <= 0.0 or memory_rate <= 0.0:
        return
    kept = exp(-memory_rate * days / DAYS_PER_YEAR)
    variance = (1.0 - kept * kept) / stationary_precision
    if belief.summary[FORM] == GAUSSIAN:
        belief.summary[MEAN] = anchor + kept * (belief.summary[MEAN] - anchor)
        belief.summary[PRECISION] = 1.0 / (kept * kept / belief.summary[PRECISION] + variance)
        return
    if kept < _FORGOTTEN:
        set_gaussian(belief, anchor, stationary_precision)
        return
    spread = sqrt(variance)
    stride = min(int(floor(spread / (2.2 * GRID_STEP))), _LARGEST_STRIDE)
    if stride > _LANES:
        stride = stride // _LANES * _LANES  # a finer lattice, whose rows fill whole registers
    if stride < 2:
        _smooth_directly(belief, anchor, kept, max(spread, 0.5 * GRID_STEP))
    else:
        _smooth_in_three(belief, anchor, kept, variance, stride)


@scalar
def _window_after(belief: Belief, anchor: float, kept: float, spread: float) -> tuple[int, int]:
    """Return the window of cells that the belief can reach."""
    low = anchor + kept * (cell_position(int(belief.summary[FIRST])) - anchor)
    high = anchor + kept * (cell_position(int(belief.summary[LAST]) - 1) - anchor)
    return cell_below(low - REACH * spread), cell_below(high + REACH * spread) + 1


@scalar
def _gathered(belief: Belief, anchor: float, kept: float, centre: float, spread: float) -> float:
    """Return the belief, shrunk towards the anchor, weighed by a Gaussian around a centre.

    The weights of neighbouring cells differ by a factor that itself changes by a constant
    factor: products instead of an exponential a cell.
    """
    first = int(belief.summary[FIRST])
    last = int(belief.summary[LAST])
    step = kept * GRID_STEP
    origin = anchor + kept * (cell_position(0) - anchor)
    start = int(max(floor((centre - REACH * spread - origin) / step), float(first)))
    stop = int(min(floor((centre + REACH * spread - origin) / step) + 2.0, float(last)))
    if start >= stop:
        return 0.0
    scale = 1.0 / (spread * spread)
    distance = origin + start * step - centre
    weight = exp(-0.5 * distance * distance * scale)
    factor = exp(-(distance * step + 0.5 * step * step) * scale)
    change = exp(-step * step * scale)
    return bell_sum(belief.mass, start, stop - start, weight, factor, change)


@scalar
def _settle(belief: Belief, first: int, last: int) -> None:
    """Take a window into use, without ends that hold next to nothing, and normalise.

    Windows would otherwise grow to the whole lattice, since each smoothing reaches further than
    the shrinking pulls back.
    """
    mass = belief.mass
    negligible = NEGLIGIBLE * plain_sum(mass, first, last - first)
    rest = mass[first]
    while rest < negligible and first < last - 1:
        first += 1
        rest += mass[first]
    rest = mass[last - 1]
    while rest < negligible and first < last - 1:
        last -= 1
        rest += mass[last - 1]
    belief.summary[FIRST] = float(first)
    belief.summary[LAST] = float(last)
    normalise(belief)


@scalar
def _replace(belief: Belief, first: int, last: int) -> None:
    """Take over the masses that stand in the working space as the belief's own."""
    for i in range(first, last):
        belief.mass[i] = belief.scratch[i]
    _settle(belief, first, last)


@scalar
def _smooth_directly(belief: Belief, anchor: float, kept: float, spread: float) -> None:
    """Smooth with a spread of a few cells: one weighted sum a cell."""
    first, last = _window_after(belief, anchor, kept, spread)
    for i in range(first, last):
        belief.scratch[i] = _gathered(belief, anchor, kept, cell_position(i), spread)
    _replace(belief, first, last)


@scalar
def _smooth_in_three(
    belief: Belief, anchor: float, kept: float, variance: float, stride: int
) -> None:
    """Smooth by way of a coarse lattice of ``stride`` cells a step."""
    first, last = _window_after(belief, anchor, kept, sqrt(variance))
    step = stride * GRID_STEP
    outer = _RATIO * step
    margin = _TAPS // 2 + 1
    nodes = (last - first) // stride + 2 * margin + 1
    origin = cell_position(first) - margin * step
    scratch = belief.scratch
    for c in range(nodes):
        scratch[_COARSE + c] = _gathered(belief, anchor, kept, origin + c * step, outer)
    inner = 0.5 * step * step / (variance - 2.0 * outer * outer)
    reach = int(min(floor(REACH / sqrt(2.0 * inner)) + 1.0, float(nodes)))
    for d in range(reach + 1):
        scratch[_TABLE + reach + d] = exp(-inner * d * d)
        scratch[_TABLE + reach - d] = scratch[_TABLE + reach + d]
    for c in range(nodes):
        start = max(c - reach, 0)
        count = min(c + reach + 1, nodes) - start
        weights = _TABLE + reach - c + start
        scratch[_SMOOTHED + c] = product_sum(scratch, _COARSE + start, scratch, weights, count)
    _spread_to_cells(belief, first, last, stride, margin)


@scalar
def _spread_to_cells(belief: Belief, first: int, last: int, stride: int, margin: int) -> None:
    """Carry the smoothed coarse lattice back to the cells of ``[first, last)``."""
    scratch = belief.scratch
    spacing = 1.0 / (_RATIO * stride)
    for tap in range(_TAPS):
        for offset in range(stride):
            distance = (offset - (tap - _TAPS // 2) * stride) * spacing
            scratch[_TABLE + tap * stride + offset] = exp(-0.5 * distance * distance)
    column = _SMOOTHED + margin - _TAPS // 2
    i = first
    while i < last:
        count = min(stride, last - i)
        combine_rows(belief.mass, (i, count), scratch, column, _TABLE, (_TAPS, stride))
        i += count
        column += 1
    _settle(belief, first, last)


@scalar
def scratch_needed() -> int:
    """Return the length that a belief's working space must have.

    >>> from interregnum.formulae.belief import GRID_SIZE
    >>> scratch_needed() >= GRID_SIZE
    True
    """
    return _TABLE + _LARGEST_STRIDE * _TAPS + 1
