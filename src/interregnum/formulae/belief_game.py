r"""The coordination day when belief is no longer Gaussian: thresholds and shares on the grid.

Equations
---------
.. math::

   p(x; t) = \frac{\sum_G b\,e^{-\beta(x-G)^2/2}\,\mathrm{clip}((t-G)/dG+\tfrac12, 0, 1)}
                  {\sum_G b\,e^{-\beta(x-G)^2/2}}, \qquad
   S(t) = \sum_k w_k\,E_{x\sim N(t, 1/\beta_k)}\,\Phi\!\left(\frac{\Phi^{-1}(p(x; t)) - \mu_k}
          {\sigma_k}\right)

Thresholds are the downward crossings of :math:`S(t) - t`. Private signals x lie on a lattice of
whole cells, so the likelihood is looked up by distance and the sums to every bound of the scan
are running sums; the expectation is a trapezoid sum over ±7 standard deviations, which for these
analytic integrands converges faster than any power of its step. Classes that share a precision
share the sums.

A class whose probit cost is at or below ``COMMITTED`` acts whatever it believes.

Limits: spreads of at least 0.1 (below it the trapezoid would need a finer step than the room
kept for it); at most 8 precisions and 1280 signals in all.
"""

from __future__ import annotations

from math import floor, sqrt

from interregnum.formulae.belief import (
    FIRST,
    GRID_STEP,
    LAST,
    Belief,
    cell_below,
    cell_position,
)
from interregnum.formulae.likelihood import REACHES, Game, likelihood_at, weight_between
from interregnum.formulae.threshold_search import Classes
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, normal_cdf, normal_quantile

COMMITTED = -1e30  # no motive of citizens makes a cost as low
LOWEST_BOUND = -0.05
HIGHEST_BOUND = 1.05
LOWEST_SHARE = 1e-4  # candidates start where the public's distribution function exceeds this
SCAN_STEP = 40  # cells
MOST_SCANS = 30
SMALLEST_SPREAD = 0.1
SIGNAL_REACH = 7.0
MOST_GROUPS = 8
MOST_SIGNALS = 1280
SQRT_2PI = 2.5066282746310002

# Rows of `layout`, MOST_GROUPS long each.
STRIDE = 0
BEGIN = 1
END = 2
_ORIGIN = 3
_SCAN = 4 * MOST_GROUPS  # one place: the first cell of the scan
READY = 4 * MOST_GROUPS + 1  # one place: the first precision that the tables were filled for
LAYOUT_SIZE = REACHES + MOST_GROUPS


@scalar
def _signal_reach(game: Game, g: int) -> int:
    """Return how many cells a signal may lie from the truth."""
    return int(floor(SIGNAL_REACH / (sqrt(game.group_precision[g]) * GRID_STEP)))


@scalar
def lay_out_signals(
    game: Game, classes: Classes, count: int, groups: int, cells: tuple[int, int]
) -> int:
    """Place each group's signals around the cells of possible truths; return how many in all."""
    used = 0
    for g in range(groups):
        spread = 1.0
        for k in range(count):
            if game.group[k] == g and classes.cost[k] > COMMITTED:
                spread = min(spread, classes.spread[k])
        spread = max(spread, SMALLEST_SPREAD)
        deviation = 1.0 / (sqrt(game.group_precision[g]) * GRID_STEP)
        stride = max(int(floor(deviation * min(0.5, 0.85 * spread))), 1)
        reach = _signal_reach(game, g)
        origin = cells[0] - reach
        wanted = (cells[1] + reach - origin) // stride + 1
        signals = min(wanted, MOST_SIGNALS - used)
        game.layout[STRIDE * MOST_GROUPS + g] = float(stride)
        game.layout[BEGIN * MOST_GROUPS + g] = float(used)
        game.layout[END * MOST_GROUPS + g] = float(used + signals)
        game.layout[_ORIGIN * MOST_GROUPS + g] = float(origin)
        used += signals
    return used


@scalar
def signal_cell(game: Game, g: int, j: int) -> int:
    """Return the cell of the group's signal that stands at place j."""
    begin = int(game.layout[BEGIN * MOST_GROUPS + g])
    stride = int(game.layout[STRIDE * MOST_GROUPS + g])
    return int(game.layout[_ORIGIN * MOST_GROUPS + g]) + (j - begin) * stride


@scalar
def tabulate_sums(belief: Belief, game: Game, groups: int, first: int, scans: int) -> None:
    """Fill the running sums: below each bound of the scan, for every signal."""
    game.layout[_SCAN] = float(first)
    for g in range(groups):
        begin = int(game.layout[BEGIN * MOST_GROUPS + g])
        end = int(game.layout[END * MOST_GROUPS + g])
        for j in range(begin, end):
            cell = signal_cell(game, g, j)
            running = weight_between(belief, game, g, cell, 0, first)
            for s in range(scans):
                game.below[s * MOST_SIGNALS + j] = running
                start = first + s * SCAN_STEP
                running += weight_between(belief, game, g, cell, start, start + SCAN_STEP)
            rest = first + scans * SCAN_STEP
            running += weight_between(belief, game, g, cell, rest, rest + 100000)
            game.whole[j] = running


@scalar
def _weight_at(belief: Belief, game: Game, g: int, centre: int, cell: int) -> float:
    """Return the belief in one cell weighed by the likelihood of a signal."""
    if cell < int(belief.summary[FIRST]) or cell >= int(belief.summary[LAST]):
        return 0.0
    return float(belief.mass[cell] * likelihood_at(game, g, cell - centre))


@scalar
def _posterior_at(belief: Belief, game: Game, bound: float, place: tuple[int, int]) -> float:
    """Return p(x; t) for the group's signal at a place, from the running sums."""
    g, j = place
    first = int(game.layout[_SCAN])
    whole = game.whole[j]
    if whole <= 0.0:
        return 1.0 if bound >= cell_position(signal_cell(game, g, j)) else 0.0
    cell = cell_below(bound + 0.5 * GRID_STEP)
    s = (cell - first) // SCAN_STEP
    start = first + s * SCAN_STEP
    centre = signal_cell(game, g, j)
    below = game.below[s * MOST_SIGNALS + j]
    below += weight_between(belief, game, g, centre, start, cell)
    part = (bound - cell_position(cell)) / GRID_STEP + 0.5
    below += part * _weight_at(belief, game, g, centre, cell)
    return float(min(below / whole, 1.0))


@scalar
def expected_share(game: Game, classes: Classes, count: int, g: int, truth: float) -> float:
    """Return the weighted share of a group's classes that acts, from the posteriors tabulated."""
    precision = game.group_precision[g]
    begin = int(game.layout[BEGIN * MOST_GROUPS + g])
    end = int(game.layout[END * MOST_GROUPS + g])
    stride = int(game.layout[STRIDE * MOST_GROUPS + g])
    step = stride * GRID_STEP
    result = 0.0
    reach = (SIGNAL_REACH + 0.2) / sqrt(precision)
    for j in range(begin, end):
        distance = cell_position(signal_cell(game, g, j)) - truth
        p = game.posterior[j]
        if abs(distance) <= reach and p > 0.0:
            weight = exp(-0.5 * precision * distance * distance)
            quantile = normal_quantile(p) if p < 1.0 else 40.0
            acting = 0.0
            for k in range(count):
                if game.group[k] == g and classes.cost[k] > COMMITTED:
                    spread = max(classes.spread[k], SMALLEST_SPREAD)
                    cost = classes.cost[k]
                    acting += classes.weight[k] * normal_cdf((quantile - cost) / spread)
            result += weight * acting
    return result * step * sqrt(precision) / SQRT_2PI


@scalar
def play_threshold(belief: Belief, game: Game, groups: int, threshold: float) -> None:
    """Tabulate, for every signal, the probability that strength is at most the threshold."""
    for g in range(groups):
        begin = int(game.layout[BEGIN * MOST_GROUPS + g])
        for j in range(begin, int(game.layout[END * MOST_GROUPS + g])):
            game.posterior[j] = _posterior_at(belief, game, threshold, (g, j))


@scalar
def fill_posteriors_near(belief: Belief, game: Game, g: int, bound: float) -> None:
    """Do the same for those signals of a group that a truth at the bound can send."""
    begin = int(game.layout[BEGIN * MOST_GROUPS + g])
    end = int(game.layout[END * MOST_GROUPS + g])
    stride = int(game.layout[STRIDE * MOST_GROUPS + g])
    origin = int(game.layout[_ORIGIN * MOST_GROUPS + g])
    reach = _signal_reach(game, g) + 220
    centre = cell_below(bound)
    start = begin + max((centre - reach - origin) // stride, 0)
    stop = min(begin + (centre + reach - origin) // stride + 2, end)
    for j in range(start, stop):
        game.posterior[j] = _posterior_at(belief, game, bound, (g, j))


@scalar
def review_posteriors(belief: Belief, game: Game, g: int, threshold: float) -> None:
    """Tabulate one group's posteriors anew after belief has moved, without a solve."""
    cell = cell_below(threshold + 0.5 * GRID_STEP)
    part = (threshold - cell_position(cell)) / GRID_STEP + 0.5
    begin = int(game.layout[BEGIN * MOST_GROUPS + g])
    for j in range(begin, int(game.layout[END * MOST_GROUPS + g])):
        centre = signal_cell(game, g, j)
        below = weight_between(belief, game, g, centre, 0, cell)
        here = _weight_at(belief, game, g, centre, cell)
        above = weight_between(belief, game, g, centre, cell + 1, 100000)
        whole = below + here + above
        if whole > 0.0:
            game.posterior[j] = min((below + part * here) / whole, 1.0)
        else:
            game.posterior[j] = 1.0 if threshold >= cell_position(centre) else 0.0


@scalar
def committed_weight(classes: Classes, count: int) -> float:
    """Return the weight of the classes that act whatever they believe."""
    result = 0.0
    for k in range(count):
        if classes.cost[k] <= COMMITTED:
            result += classes.weight[k]
    return float(result)


@scalar
def attack_size(
    belief: Belief, game: Game, classes: Classes, counts: tuple[int, int], bound: float
) -> float:
    """Return S(t), the weight that acts if the truth and the conjecture are both ``bound``.

    ``counts`` is (classes, groups).
    """
    count, groups = counts
    result = committed_weight(classes, count)
    for g in range(groups):
        fill_posteriors_near(belief, game, g, bound)
        result += expected_share(game, classes, count, g, bound)
    return result


@scalar
def share_acting_on_grid(
    game: Game, precision: tuple[int, float], cost: float, spread: float, truth: float
) -> float:
    """Return the share of one class that acts at a truth, under the threshold last played.

    Parameters
    ----------
    game
        As :func:`find_thresholds_on_grid` left it.
    precision
        The class's group and private precision.
    cost, spread
        Its probit median cost and spread; a negative spread asks for the mean posterior itself.
    truth
        [strength]

    Notes
    -----
    Signals beyond those laid out count as certain that the regime stands (right) or falls (left).
    """
    g, beta = precision
    begin = int(game.layout[BEGIN * MOST_GROUPS + g])
    end = int(game.layout[END * MOST_GROUPS + g])
    step = int(game.layout[STRIDE * MOST_GROUPS + g]) * GRID_STEP
    root = sqrt(beta)
    result = 0.0
    for j in range(begin, end):
        distance = cell_position(signal_cell(game, g, j)) - truth
        p = game.posterior[j]
        if abs(distance) * root <= SIGNAL_REACH + 0.2 and p > 0.0:
            weight = exp(-0.5 * beta * distance * distance)
            if spread < 0.0:
                result += weight * p
            else:
                quantile = normal_quantile(p) if p < 1.0 else 40.0
                result += weight * normal_cdf((quantile - cost) / max(spread, SMALLEST_SPREAD))
    left = cell_position(signal_cell(game, g, begin)) - 0.5 * step
    return min(result * step * root / SQRT_2PI + normal_cdf((left - truth) * root), 1.0)


@scalar
def lowest_candidate(belief: Belief) -> int:
    """Return the first cell, from LOWEST_BOUND up, where the distribution exceeds LOWEST_SHARE."""
    running = 0.0
    for i in range(int(belief.summary[FIRST]), int(belief.summary[LAST])):
        running += belief.mass[i]
        if running > LOWEST_SHARE:
            return max(i, cell_below(LOWEST_BOUND))
    return cell_below(HIGHEST_BOUND)
