r"""Which thresholds an attack can have when belief is on the grid: the coordination day's solve.

Steps 1 to 3 of the coordination day: candidates from the lowest cell with a distribution
function above 1e-4, between -0.05 and 1.05; :math:`S(t) - t` on a scan of 40 cells; every
change of sign refined to 1e-11. Where the scan turns just short of zero the turning point is
searched as well, so that two roots within one step are not missed.

"No attack" is an equilibrium when :math:`S(t) < t` at the lowest candidate: after a truncation
nobody expects a fall below the bound that the regime has just survived.
"""

from __future__ import annotations

from math import floor
from typing import Any, NamedTuple

from interregnum.formulae.belief import GRID_STEP, Belief, cell_below, cell_position
from interregnum.formulae.belief_game import (
    HIGHEST_BOUND,
    MOST_SCANS,
    SCAN_STEP,
    attack_size,
    lay_out_signals,
    lowest_candidate,
    tabulate_sums,
)
from interregnum.formulae.likelihood import Game
from interregnum.formulae.threshold_search import Classes
from interregnum.kernels.scalar import scalar

_TOLERANCE = 1e-11
_NEAR = 0.004  # a turning point this close to zero is worth a closer look, however flat
_MOST_ROOTS = 16
_SLACK = 1e-5  # by which S may fall on the grid, where in the continuum it never does


class Day(NamedTuple):
    """A coordination day: belief, working space, classes and (classes, groups)."""

    belief: Belief
    game: Game
    classes: Classes
    counts: tuple[int, int]


@scalar
def _excess(day: Day, bound: float) -> float:
    """Return S(t) - t."""
    return attack_size(day.belief, day.game, day.classes, day.counts, bound) - bound


@scalar
def _refined(day: Day, bracket: tuple[float, float, float, float]) -> float:
    """Return the root of S(t) - t in a bracket (low, high, value at low, value at high).

    The Illinois form of false position: never leaves the bracket, converges faster than bisection.
    """
    low, high, at_low, at_high = bracket
    side = 0
    for _ in range(80):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        if not (low < middle < high):
            middle = 0.5 * (low + high)
        value = _excess(day, middle)
        if abs(value) < 1e-13 or high - low < _TOLERANCE:
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
    return 0.5 * (low + high)


@scalar
def _turning(day: Day, low: float, high: float, sign: float) -> float:
    """Return where sign * (S(t) - t) is largest, or first found above zero, by golden section."""
    for _ in range(30):
        left = high - 0.6180339887498949 * (high - low)
        right = low + 0.6180339887498949 * (high - low)
        at_left = sign * _excess(day, left)
        at_right = sign * _excess(day, right)
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
def _hidden_root(day: Day, ends: tuple[float, float], values: tuple[float, float, float]) -> float:
    """Return the downward crossing hidden where three values of a scan turn near zero, or -1.

    ``ends`` are the first and last bound; ``values`` S(t) - t at them and in the middle. All three
    have one sign; between them the curve may touch the other.
    """
    first, middle, last = values
    low, high = ends
    # Between three points of a parabola it rises by an eighth of its second difference at most.
    near = _NEAR + 0.25 * abs(2.0 * middle - first - last)
    if middle <= 0.0 and middle > -near and middle >= first and middle >= last:
        peak = _turning(day, low, high, 1.0)
        at_peak = _excess(day, peak)
        if at_peak > 0.0:
            return _refined(day, (peak, high, at_peak, last))
    if middle > 0.0 and middle < near and middle <= first and middle <= last:
        trough = _turning(day, low, high, -1.0)
        at_trough = _excess(day, trough)
        if at_trough <= 0.0:
            return _refined(day, (low, trough, first, at_trough))
    return -1.0


@scalar
def _leap(first: int, value: float, bound: float) -> float:
    """Return the place in the scan that S(bound) lies at, in steps of the scan."""
    return (bound + value - cell_position(first)) / (SCAN_STEP * GRID_STEP)


@scalar
def _quiet_from(day: Day, first: int, scans: int) -> int:
    """Return a place of the scan from which on S(t) < t is known; ``scans`` if from none.

    S never falls, so S(b) < b excludes roots between S(b) and b: from the top down in leaps.
    """
    place = scans
    following = scans - 1
    while following >= 0:
        bound = cell_position(first + following * SCAN_STEP)
        value = _excess(day, bound)
        if value > -_SLACK:
            return place
        last = following
        place = int(max(floor(_leap(first, value + _SLACK, bound)) + 1.0, 0.0))
        place = min(place, last)
        # A leap of a step or two gains nothing over the scan itself.
        following = place + 1 if place + 3 < last else -1
    return place


@scalar
def _scanned(day: Day, first: int, scans: int, roots: Any) -> tuple[int, bool]:
    """Return how many downward crossings the scan finds, and whether S(t) - t starts below zero.

    Bounds are left out where three in a row are known to have one sign: see :func:`_quiet_from`,
    and likewise S(b) > b excludes roots between b and S(b).
    """
    found = 0
    at_before = 0.0
    earlier = 0.0
    starts_below = False
    stop = min(_quiet_from(day, first, scans) + 2, scans)
    sure = 0  # up to here S(t) > t was known before this bound was looked at
    looked = 0  # bounds in a row
    s = 0
    while s < stop:
        bound = cell_position(first + s * SCAN_STEP)
        value = _excess(day, bound)
        looked += 1
        before = bound - SCAN_STEP * GRID_STEP
        root = -1.0
        if s == 0:
            starts_below = value < 0.0
        elif looked > 1 and at_before > 0.0 and value <= 0.0:
            root = _refined(day, (before, bound, at_before, value))
        elif looked > 2 and (earlier > 0.0) == (value > 0.0) and (at_before > 0.0) == (value > 0.0):
            ends = (before - SCAN_STEP * GRID_STEP, bound)
            root = _hidden_root(day, ends, (earlier, at_before, value))
        if root >= 0.0 and found < _MOST_ROOTS:
            roots[found] = root
            found += 1
        earlier = at_before
        at_before = value
        following = s + 1
        if value > _SLACK:
            known = int(floor(_leap(first, value - _SLACK, bound)))
            if s == 0 or sure > s:
                following = max(following, known - 1)
            sure = max(sure, known)
        if following > s + 1:
            looked = 0
        s = following
    return found, starts_below


@scalar
def prepare_day(
    belief: Belief, game: Game, classes: Classes, counts: tuple[int, int], truth: float
) -> tuple[int, int]:
    """Lay out signals, fill the running sums; return the scan's first cell and its length."""
    groups = counts[1]
    first = lowest_candidate(belief)
    top = cell_below(HIGHEST_BOUND)
    if first >= top:
        first = top - 1
    scans = min((top - first) // SCAN_STEP + 1, MOST_SCANS)
    lay_out_around(game, classes, counts, (first, top), truth)
    tabulate_sums(belief, game, groups, first, scans)
    return first, scans


@scalar
def lay_out_around(
    game: Game, classes: Classes, counts: tuple[int, int], ends: tuple[int, int], truth: float
) -> None:
    """Lay out the signals of strengths between two cells, and of the true one."""
    first, top = ends
    reference = min(max(cell_below(truth), first - 2000), top + 2000)
    cells = (min(first, reference), max(top, reference))
    lay_out_signals(game, classes, counts[0], counts[1], cells)


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
    first, scans = prepare_day(belief, game, classes, counts, truth)
    return _scanned(Day(belief, game, classes, counts), first, scans, roots)
