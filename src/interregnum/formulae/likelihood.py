"""How likely each strength made a private signal: tables by distance, and sums of belief.

Private signals lie on whole cells of the grid, so the likelihood depends on a distance in cells
only and is looked up. A table reaches 8.5 standard deviations; beyond, the weight is 2e-16.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from interregnum.formulae.belief import FIRST, GRID_STEP, LAST, Belief
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

_KERNEL_REACH = 8.5
KERNEL_SIZE = 8192
REACHES = 40  # where the layout keeps each table's reach [cells]; its lower places are taken


class Game(NamedTuple):
    """Working space of a solve on the grid; all arrays are flat.

    ``group`` gives each class the number of its precision, ``group_precision`` the precisions
    and ``likelihood`` their tables by distance in cells; ``layout`` says where each group's
    signals lie; ``below`` holds the running sums by bound of the scan and signal, ``whole`` the
    full sums and ``posterior`` the probability, at the threshold last played, that the regime
    falls, as seen with each signal.
    """

    group: Any
    group_precision: Any
    likelihood: Any
    layout: Any
    below: Any
    whole: Any
    posterior: Any


@scalar
def tabulate_likelihood(game: Game, groups: int) -> None:
    """Fill the tables of exp(-β d²/2) by distance; once a run, since precisions do not change."""
    for g in range(groups):
        precision = game.group_precision[g]
        reach = int(min(_KERNEL_REACH / (sqrt(precision) * GRID_STEP), KERNEL_SIZE - 1.0))
        game.layout[REACHES + g] = float(reach)
        for d in range(KERNEL_SIZE):
            if d <= reach:
                distance = d * GRID_STEP
                game.likelihood[g * KERNEL_SIZE + d] = exp(-0.5 * precision * distance * distance)
            else:
                game.likelihood[g * KERNEL_SIZE + d] = 0.0


@scalar
def _weighed(mass: Any, table: Any, zero: int, sign: int, start: int, stop: int) -> float:
    """Return the sum of ``mass[i] * table[zero + sign * i]`` over ``[start, stop)``.

    Four running sums, because one would wait for each addition to finish.
    """
    a = 0.0
    b = 0.0
    c = 0.0
    d = 0.0
    i = start
    while i + 4 <= stop:
        at = zero + sign * i
        a += mass[i] * table[at]
        b += mass[i + 1] * table[at + sign]
        c += mass[i + 2] * table[at + 2 * sign]
        d += mass[i + 3] * table[at + 3 * sign]
        i += 4
    while i < stop:
        a += mass[i] * table[zero + sign * i]
        i += 1
    return (a + b) + (c + d)


@scalar
def weight_between(belief: Belief, game: Game, g: int, cell: int, start: int, stop: int) -> float:
    """Return the belief in cells ``[start, stop)`` weighed by the likelihood of a signal."""
    table = g * KERNEL_SIZE
    reach = int(game.layout[REACHES + g])
    start = max(start, max(int(belief.summary[FIRST]), cell - reach))
    stop = min(stop, min(int(belief.summary[LAST]), cell + reach + 1))
    split = min(max(cell, start), max(start, stop))
    left = _weighed(belief.mass, game.likelihood, table + cell, -1, start, split)
    return left + _weighed(belief.mass, game.likelihood, table - cell, 1, split, stop)
