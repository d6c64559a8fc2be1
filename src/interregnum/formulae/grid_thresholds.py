r"""Which thresholds an attack can have when belief is on the grid: the coordination day's solve.

Steps 1 to 3 of the coordination day: candidates from the lowest cell with a distribution
function above 1e-4, between -0.05 and 1.05; :math:`S(t) - t` on a scan of 20 cells; every
change of sign refined to 1e-10. A maximum of the scan that lies just below zero is searched as
well, so that two roots within one step are not missed.

"No attack" is an equilibrium when :math:`S(t) < t` at the lowest candidate: after a truncation
nobody expects a fall below the bound that the regime has just survived.
"""

from __future__ import annotations

from typing import Any

from interregnum.formulae.belief import GRID_STEP, Belief, cell_below, cell_position
from interregnum.formulae.belief_game import (
    HIGHEST_BOUND,
    MOST_SCANS,
    SCAN_STEP,
    Game,
    attack_size,
    lay_out_signals,
    lowest_candidate,
    tabulate_sums,
)
from interregnum.formulae.coordination import Classes
from interregnum.kernels.scalar import scalar

_TOLERANCE = 1e-11
_NEAR = 0.004  # a maximum of S(t) - t above minus this is worth a closer look
_MOST_ROOTS = 16


@scalar
def _refined(
    belief: Belief,
    game: Game,
    classes: Classes,
    counts: tuple[int, int],
    bracket: tuple[float, float, float, float],
) -> float:
    """Return the root of S(t) - t in a bracket (low, high, value at low, value at high).

    The Illinois form of false position: never leaves the bracket, converges faster than bisection.
    """
    low, high, at_low, at_high = bracket
    side = 0
    for _ in range(80):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        if not (low < middle < high):
            middle = 0.5 * (low + high)
        value = attack_size(belief, game, classes, counts, middle) - middle
        if value == 0.0 or high - low < _TOLERANCE:
            return middle
        if (value > 0.0) == (at_low > 0.0):
            low = middle
            at_low = value
            if side == 1:
                at_high *= 0.5
            side = 1
        else:
            high = middle
            at_high = value
            if side == -1:
                at_low *= 0.5
            side = -1
        if abs(value) < 1e-13:
            return middle
    return 0.5 * (low + high)


@scalar
def _highest_between(
    belief: Belief,
    game: Game,
    classes: Classes,
    counts: tuple[int, int],
    ends: tuple[float, float],
) -> float:
    """Return where S(t) - t is largest between two bounds, by golden section."""
    low, high = ends
    for _ in range(30):
        left = high - 0.6180339887498949 * (high - low)
        right = low + 0.6180339887498949 * (high - low)
        at_left = attack_size(belief, game, classes, counts, left) - left
        at_right = attack_size(belief, game, classes, counts, right) - right
        if at_left > 0.0:
            return left
        if at_right > 0.0:
            return right
        if at_left > at_right:
            high = right
        else:
            low = left
    return 0.5 * (low + high)


@scalar
def find_thresholds_on_grid(
    belief: Belief,
    game: Game,
    classes: Classes,
    counts: tuple[int, int],
    truth: float,
    roots: Any,
) -> tuple[int, bool]:
    """Return how many stable thresholds there are, and whether no attack is an equilibrium.

    Parameters
    ----------
    belief
        A belief on the grid.
    game
        Working space whose ``group``, ``group_precision`` and ``likelihood`` are filled.
    classes
        Weights, precisions, probit costs and spreads.
    counts
        (classes, groups).
    truth
        The true strength, so that signals around it are laid out too.
    roots
        Receives the thresholds, increasing; room for 16.

    Notes
    -----
    Call :func:`interregnum.formulae.belief_game.play_threshold` for the one that is played before
    shares are asked for.
    """
    count, groups = counts
    first = lowest_candidate(belief)
    top = cell_below(HIGHEST_BOUND)
    if first >= top:
        first = top - 1
    scans = min((top - first) // SCAN_STEP + 1, MOST_SCANS)
    reference = min(max(cell_below(truth), first - 2000), top + 2000)
    cells = (min(first, reference), max(top, reference))
    lay_out_signals(game, classes, count, groups, cells)
    tabulate_sums(belief, game, groups, first, scans)
    found = 0
    before = 0.0
    at_before = 0.0
    earlier = -1.0
    starts_below = False
    for s in range(scans):
        bound = cell_position(first + s * SCAN_STEP)
        value = attack_size(belief, game, classes, counts, bound) - bound
        if s == 0:
            starts_below = value < 0.0
        elif at_before > 0.0 and value <= 0.0:
            if found < _MOST_ROOTS:
                bracket = (before, bound, at_before, value)
                roots[found] = _refined(belief, game, classes, counts, bracket)
                found += 1
        elif (
            s > 1
            and at_before <= 0.0
            and at_before > -_NEAR
            and at_before >= earlier
            and (at_before >= value)
        ):
            start = bound - 2 * SCAN_STEP * GRID_STEP
            peak = _highest_between(belief, game, classes, counts, (start, bound))
            at_peak = attack_size(belief, game, classes, counts, peak) - peak
            if at_peak > 0.0 and found < _MOST_ROOTS:
                bracket = (peak, bound, at_peak, value)
                roots[found] = _refined(belief, game, classes, counts, bracket)
                found += 1
        earlier = at_before
        before = bound
        at_before = value
    return found, starts_below
