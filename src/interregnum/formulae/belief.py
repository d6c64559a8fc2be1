r"""What the public believes about the regime's strength, Gaussian while it is one, else a grid.

Equations
---------
E2   :math:`b(\theta) \leftarrow b(\theta)\,e^{-\tau(\theta-y)^2/2}`, normalised.
E2t  :math:`b \leftarrow b\,1\{\theta > \theta^*\}`, a cell cut at the bound keeps its part above.
E9   :math:`b \leftarrow b\,\Phi(\sqrt\beta(\theta - x^\dagger))`, a soft test.
E2b  :math:`b \leftarrow` law of :math:`\bar z + e^{-\kappa\Delta}(\theta-\bar z) +
N(0, (1-e^{-2\kappa\Delta})/\alpha_0)`, exact for any span (see :mod:`.diffusion`).

The grid has a fixed lattice of step 1e-3; only a window of it is in use. Masses stand at the
cells' centres, so sums against smooth functions are accurate far beyond the step.

References
----------
G.-M. Angeletos, C. Hellwig and A. Pavan, Dynamic global games of regime change, Econometrica
75 (2007), doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import Any, NamedTuple

from interregnum.formulae.bell import first_moment, scale_by_bell, sum_under_bell, weight_under_bell
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf, normal_quantile
from interregnum.kernels.vectors import plain_sum

GRID_START = -4.0
GRID_STEP = 0.001
GRID_SIZE = 10001
REACH = 7.5  # standard deviations kept on either side; the mass beyond is 6e-14

# Places in `summary`.
FORM = 0
MEAN = 1
PRECISION = 2
FIRST = 3
LAST = 4
SUMMARY_SIZE = 5
GAUSSIAN = 0.0
ON_GRID = 1.0


class Belief(NamedTuple):
    """A public belief: a summary of five numbers and, where it is no longer Gaussian, a grid.

    ``summary`` holds form, mean, precision and the window ``[first, last)`` of cells in use;
    ``mass`` the cells' probabilities; ``scratch`` is working space of the same length.
    """

    summary: Any
    mass: Any
    scratch: Any


@scalar
def cell_position(i: int) -> float:
    """Return the strength at the centre of cell i.

    >>> cell_position(4000)
    0.0
    """
    return GRID_START + i * GRID_STEP


@scalar
def cell_below(strength: float) -> int:
    """Return the cell whose centre is the last at or below a strength, within the lattice.

    >>> cell_below(0.0004), cell_below(-9.0)
    (4000, 0)
    """
    i = floor((strength - GRID_START) / GRID_STEP + 1e-9)
    return int(min(max(i, 0.0), GRID_SIZE - 1.0))


@scalar
def set_gaussian(belief: Belief, mean: float, precision: float) -> None:
    """Make the belief Gaussian with a mean [strength] and a precision [1/strength²].

    >>> b = Belief([0.0] * 5, [], [])
    >>> set_gaussian(b, 0.5, 12.0)
    >>> b.summary[MEAN]
    0.5
    """
    belief.summary[FORM] = GAUSSIAN
    belief.summary[MEAN] = mean
    belief.summary[PRECISION] = precision


@scalar
def normalise(belief: Belief) -> None:
    """Scale the window's masses to sum to one; without any, its lowest cell becomes certain.

    >>> b = Belief([1.0, 0.0, 0.0, 0.0, 2.0], [1.0, 3.0], [0.0, 0.0])
    >>> normalise(b)
    >>> b.mass
    [0.25, 0.75]
    """
    first = int(belief.summary[FIRST])
    last = int(belief.summary[LAST])
    mass = belief.mass
    whole = plain_sum(mass, first, last - first)
    if whole > 0.0:
        share = 1.0 / whole
        for i in range(first, last):
            mass[i] *= share
    else:
        for i in range(first, last):
            mass[i] = 0.0
        mass[first] = 1.0


@scalar
def put_on_grid(belief: Belief) -> None:
    """Write a Gaussian belief onto the grid; a belief already there stays as it is."""
    if belief.summary[FORM] == ON_GRID:
        return
    mean = belief.summary[MEAN]
    precision = belief.summary[PRECISION]
    reach = REACH / sqrt(precision)
    first = cell_below(mean - reach)
    last = cell_below(mean + reach) + 1
    for i in range(first, last):
        belief.mass[i] = 1.0
    offset = cell_position(first) - mean
    scale_by_bell(belief.mass, (first, last), offset, GRID_STEP, precision)
    belief.summary[FORM] = ON_GRID
    belief.summary[FIRST] = float(first)
    belief.summary[LAST] = float(last)
    normalise(belief)


@scalar
def learn_signal(belief: Belief, signal: float, precision: float) -> None:
    """Update the belief with a public signal y ~ N(strength, 1/precision) (E2).

    Parameters
    ----------
    belief
        Changed in place.
    signal
        y [strength].
    precision
        [1/strength²]; 0 leaves the belief as it was.

    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], [])
    >>> learn_signal(b, 0.2, 6.0)
    >>> round(b.summary[MEAN], 12), b.summary[PRECISION]
    (0.4, 18.0)
    """
    if belief.summary[FORM] == GAUSSIAN:
        before = belief.summary[PRECISION]
        after = before + precision
        belief.summary[MEAN] = (before * belief.summary[MEAN] + precision * signal) / after
        belief.summary[PRECISION] = after
        return
    first = int(belief.summary[FIRST])
    last = int(belief.summary[LAST])
    offset = cell_position(first) - signal
    scale_by_bell(belief.mass, (first, last), offset, GRID_STEP, precision)
    normalise(belief)


@scalar
def learn_survival(belief: Belief, bound: float) -> None:
    """Update the belief with the news that strength exceeds a bound (E2t).

    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [0.0] * GRID_SIZE, [0.0] * GRID_SIZE)
    >>> learn_survival(b, 0.4)
    >>> share_below(b, 0.399)  # the cell cut at .4 is again spread over its whole width
    0.0
    """
    put_on_grid(belief)
    first = int(belief.summary[FIRST])
    last = int(belief.summary[LAST])
    cell = cell_below(bound + 0.5 * GRID_STEP)
    if cell >= last:
        cell = last - 1
    if cell < first:
        return
    part = (cell_position(cell) - bound) / GRID_STEP + 0.5
    belief.mass[cell] *= min(max(part, 0.0), 1.0)
    belief.summary[FIRST] = float(cell)
    normalise(belief)


@scalar
def learn_soft_test(belief: Belief, signal_bound: float, precision: float) -> None:
    """Update the belief with the news that an insider's signal N(strength, 1/precision) fell above
    a bound (E9)."""
    put_on_grid(belief)
    root = sqrt(precision)
    for i in range(int(belief.summary[FIRST]), int(belief.summary[LAST])):
        belief.mass[i] *= normal_cdf(root * (cell_position(i) - signal_bound))
    normalise(belief)


@scalar
def _cut(first: int, last: int, bound: float) -> tuple[int, float]:
    """Return the cell of a window that a bound cuts, and the part of it that lies below."""
    cell = min(max(cell_below(bound + 0.5 * GRID_STEP), first), last - 1)
    part = (bound - cell_position(cell)) / GRID_STEP + 0.5
    return cell, min(max(part, 0.0), 1.0)


@scalar
def share_below(belief: Belief, bound: float) -> float:
    """Return the public probability that strength is at most a bound; cells are spread evenly.

    >>> share_below(Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], []), 0.5)
    0.5
    """
    if belief.summary[FORM] == GAUSSIAN:
        return normal_cdf((bound - belief.summary[MEAN]) * sqrt(belief.summary[PRECISION]))
    first = int(belief.summary[FIRST])
    last = int(belief.summary[LAST])
    cell, part = _cut(first, last, bound)
    below = plain_sum(belief.mass, first, cell - first)
    return float(min(below + part * belief.mass[cell], 1.0))


@scalar
def posterior_below(belief: Belief, bound: float, signal: float, precision: float) -> float:
    """Return the probability of strength <= bound for one who also saw a private signal.

    Parameters
    ----------
    belief
        The public belief.
    bound, signal
        [strength]; the signal is N(strength, 1/precision).
    precision
        [1/strength²], above 0.

    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], [])
    >>> round(posterior_below(b, 0.5, 0.5, 40.0), 12)
    0.5
    """
    if belief.summary[FORM] == GAUSSIAN:
        public = belief.summary[PRECISION]
        both = public + precision
        mean = (public * belief.summary[MEAN] + precision * signal) / both
        return normal_cdf((bound - mean) * sqrt(both))
    first = int(belief.summary[FIRST])
    last = int(belief.summary[LAST])
    near = min(max(signal, cell_position(first)), cell_position(last - 1)) - signal
    cell, part = _cut(first, last, bound)
    low = cell_position(first) - signal
    below = sum_under_bell(belief.mass, (first, cell), (low, near), GRID_STEP, precision)
    here = belief.mass[cell] * weight_under_bell(cell_position(cell) - signal, near, precision)
    low = cell_position(cell + 1) - signal
    above = sum_under_bell(belief.mass, (cell + 1, last), (low, near), GRID_STEP, precision)
    whole = below + here + above
    if whole <= 0.0:
        return 1.0 if bound >= signal else 0.0
    return float((below + part * here) / whole)


@scalar
def signal_at_probability(
    belief: Belief, bound: float, probability: float, precision: float
) -> float:
    """Return the private signal at which the probability of strength <= bound has a value.

    The inverse of :func:`posterior_below` in its signal, in which it falls.

    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], [])
    >>> round(signal_at_probability(b, 0.5, 0.5, 40.0), 12)
    0.5
    """
    if belief.summary[FORM] == GAUSSIAN:
        public = belief.summary[PRECISION]
        both = public + precision
        mean = bound - normal_quantile(probability) / sqrt(both)
        return float((both * mean - public * belief.summary[MEAN]) / precision)
    low = GRID_START - 4.0
    high = -low + 2.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if posterior_below(belief, bound, middle, precision) > probability:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@scalar
def mean_of(belief: Belief) -> float:
    """Return the belief's mean [strength].

    >>> mean_of(Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], []))
    0.5
    """
    if belief.summary[FORM] == GAUSSIAN:
        return float(belief.summary[MEAN])
    window = (int(belief.summary[FIRST]), int(belief.summary[LAST]))
    return first_moment(belief.mass, window, cell_position(window[0]), GRID_STEP)
