"""How likely each strength made a private signal: tables by distance, and sums of belief.

Private signals lie on whole cells of the grid, so the likelihood depends on a distance in cells
only and is looked up. A table reaches 8.5 standard deviations to either side; beyond, the weight
is 2e-16.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from interregnum.formulae.belief import FIRST, GRID_STEP, LAST, Belief
from interregnum.formulae.bell import scale_by_bell
from interregnum.kernels.scalar import scalar
from interregnum.kernels.vectors import product_sum

_KERNEL_REACH = 8.5
KERNEL_SIZE = 8192  # a distance is shorter
TABLE_SIZE = 2 * KERNEL_SIZE  # of a group; no distance stands in its middle
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
        table = g * TABLE_SIZE + KERNEL_SIZE
        for d in range(reach + 1):
            game.likelihood[table + d] = 1.0
        scale_by_bell(game.likelihood, (table, table + reach + 1), 0.0, GRID_STEP, precision)
        for d in range(1, reach + 1):
            game.likelihood[table - d] = game.likelihood[table + d]


@scalar
def likelihood_at(game: Game, g: int, distance: int) -> float:
    """Return the weight of a signal at a distance from a strength [cells]; 0 beyond the reach."""
    if abs(distance) > int(game.layout[REACHES + g]):
        return 0.0
    return float(game.likelihood[g * TABLE_SIZE + KERNEL_SIZE + distance])


@scalar
def weight_between(belief: Belief, game: Game, g: int, cell: int, start: int, stop: int) -> float:
    """Return the belief in cells ``[start, stop)`` weighed by the likelihood of a signal."""
    reach = int(game.layout[REACHES + g])
    start = max(start, max(int(belief.summary[FIRST]), cell - reach))
    stop = min(stop, min(int(belief.summary[LAST]), cell + reach + 1))
    table = g * TABLE_SIZE + KERNEL_SIZE - cell
    return product_sum(belief.mass, start, game.likelihood, table + start, stop - start)
