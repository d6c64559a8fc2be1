r"""Where a rising curve crosses the diagonal: every threshold of ★, and none missed.

The right side F of ★ (see :mod:`interregnum.formulae.coordination`) is a weighted sum of normal
distribution functions that rise with the conjectured threshold, so it can be bounded on any
interval from its ends; that is all that the search needs.

References
----------
R. E. Moore, Interval Analysis, Prentice-Hall (1966): exclusion and monotonicity tests on
intervals that are halved until they are settled.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from math import sqrt
from typing import Any, NamedTuple

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf, normal_density

# A width of zero (neither private news nor spread) is a step; this keeps its argument finite.
NARROWEST = 1e-150
# Within a cell this narrow, in widths of the steepest class, curvature moves the excess by less
# than its own rounding error: its signs at the ends say everything.
_CELL = 1e-8
_CONVERGED = 1e-15
# Four times the spacing of floats: what an excess below this is, rounding may have made.
_EPSILON = 8.8e-16
_NEAR = 1e-6
_FLAT = 1e-6
_ROUNDING = 5e-16


class Classes(NamedTuple):
    """The classes that coordinate, one entry of each array a class."""

    weight: Any
    precision: Any
    cost: Any
    spread: Any


class Game(NamedTuple):
    """All of ★ but the conjecture."""

    classes: Classes
    n_classes: int
    mean: float
    precision: float


@scalar
def width_of(private: float, spread: float, public: float) -> float:
    """Return ★'s denominator."""
    return max(sqrt(private + spread * spread * (public + private)), NARROWEST)


@scalar
def argument_of(threshold: float, game: Game, k: int) -> float:
    """Return the argument of Φ in ★ for class k."""
    private = game.classes.precision[k]
    numerator = (
        game.precision * (threshold - game.mean)
        - sqrt(game.precision + private) * game.classes.cost[k]
    )
    return float(numerator / width_of(private, game.classes.spread[k], game.precision))


@scalar
def slope_of(game: Game, k: int) -> float:
    """Return how fast the argument of Φ in ★ rises with the threshold for class k."""
    width = width_of(game.classes.precision[k], game.classes.spread[k], game.precision)
    return game.precision / width


@scalar
def attack(threshold: float, game: Game) -> float:
    """Return ★'s right side."""
    total = 0.0
    for k in range(game.n_classes):
        total += game.classes.weight[k] * normal_cdf(argument_of(threshold, game, k))
    return total


@scalar
def _is_monotone(left: float, right: float, game: Game) -> bool:
    """Return whether the excess provably rises throughout, or falls throughout."""
    steepest = 0.0
    flattest = 0.0
    for k in range(game.n_classes):
        first = argument_of(left, game, k)
        last = argument_of(right, game, k)
        near = min(abs(first), abs(last))
        if first < 0.0 < last:
            near = 0.0
        scale = game.classes.weight[k] * slope_of(game, k)
        steepest += scale * normal_density(near)
        flattest += scale * normal_density(max(abs(first), abs(last)))
    return steepest < 1.0 or flattest > 1.0


@scalar
def _middle(low: float, high: float) -> float:
    """Return a point between two bounds, fair to their orders of magnitude."""
    if low > 0.0 and high > 16.0 * low:
        return sqrt(low) * sqrt(high)
    return low + 0.5 * (high - low)


@scalar
def _settled_at_bend(root: float, game: Game) -> float:
    """Return the bend of a curve that touches the diagonal there, else the root as it is.

    Where three roots merge, the excess is zero to rounding over a wide zone; its bend lies in
    the middle.
    """
    bend = 0.0
    twist = 0.0
    steepness = -1.0
    for k in range(game.n_classes):
        slope = slope_of(game, k)
        argument = argument_of(root, game, k)
        scale = game.classes.weight[k] * slope * normal_density(argument)
        steepness += scale
        bend -= scale * slope * argument
        twist += scale * slope * slope * (argument * argument - 1.0)
    if abs(steepness) > _FLAT or twist == 0.0:
        return root
    point = root - bend / twist
    if 0.0 <= point <= 1.0 and abs(attack(point, game) - point) <= _ROUNDING:
        return point
    return root


@scalar
def _root_between(left: float, start: float, right: float, falls: bool, game: Game) -> float:
    """Return the root of the excess in a bracket: Newton, kept safe by bisection."""
    low = left
    high = right
    point = start
    stride = high - low
    for _ in range(200):
        excess = attack(point, game) - point
        if excess == 0.0:
            return point
        if (excess > 0.0) == falls:
            low = point
        else:
            high = point
        steepness = -1.0
        for k in range(game.n_classes):
            density = normal_density(argument_of(point, game, k))
            steepness += game.classes.weight[k] * slope_of(game, k) * density
        following = low
        if steepness != 0.0:
            following = point - excess / steepness
        if not (low < following < high and abs(following - point) < 0.5 * stride):
            following = _middle(low, high)
        stride = abs(following - point)
        point = following
        if stride <= _CONVERGED * point or not low < point < high:
            return point
    return point


@scalar
def _next_settled(left: float, right: float, smallest: float, game: Game) -> float:
    """Return the end of a cell from ``left`` on that holds one root at most, told by signs."""
    below = attack(left, game)
    while True:
        share = attack(right, game)
        if below > right or share < left or right - left <= max(smallest, 1e-15 * right):
            return right
        if _is_monotone(left, right, game):
            return right
        right = left + 0.5 * (right - left)


@scalar
def _side_of(threshold: float, game: Game) -> int:
    """Return 1 where the attack exceeds the threshold, -1 where it falls short, 0 in the noise."""
    excess = attack(threshold, game) - threshold
    if abs(excess) < _NEAR:
        noise = threshold
        for k in range(game.n_classes):
            private = game.classes.precision[k]
            width = width_of(private, game.classes.spread[k], game.precision)
            lead = game.precision * abs(threshold - game.mean)
            cost = sqrt(game.precision + private) * abs(game.classes.cost[k])
            argument = argument_of(threshold, game, k)
            rounding = normal_cdf(argument) + normal_density(argument) * (lead + cost) / width
            noise += game.classes.weight[k] * rounding
        if abs(excess) <= _EPSILON * noise:
            return 0
    return 1 if excess > 0.0 else -1


@scalar
def _narrowest_cell(game: Game) -> float:
    """Return the width of cell below which nothing can hide."""
    steepest = 1.0
    for k in range(game.n_classes):
        if game.classes.weight[k] > 0.0:
            steepest = max(steepest, slope_of(game, k))
    return _CELL / steepest


@scalar
def _store(
    roots: MutableSequence[float],
    stable: MutableSequence[float],
    found: int,
    root: float,
    falls: bool,
) -> int:
    """Write a root behind those found, if there is room, and return how many there are."""
    if found >= len(roots):
        return found
    roots[found] = root
    stable[found] = 1.0 if falls else 0.0
    return found + 1


@scalar
def find_thresholds(
    classes: Classes,
    count: int,
    mean: float,
    precision: float,
    roots: MutableSequence[float],
    stable: MutableSequence[float],
) -> int:
    """Find every threshold of ★ in [0, 1] and return how many there are.

    Parameters
    ----------
    classes, count, mean, precision
        The classes, how many of the arrays' entries are used, and the public belief
        N(mean, 1/precision).
    roots, stable
        Filled from the front, increasing: the roots, and 1 where the excess falls through zero
        (the threshold survives small doubts), else 0. Room for 2 ``count`` + 3 is enough.

    Notes
    -----
    ★'s right side F never falls, so every root lies in [F(0), F(1)]. From left to right, a cell
    is settled if F at one end lies beyond the other end (no root), or if bounds of each class's
    density show that F - t is monotone (one root at most, by sign); otherwise it is halved. No
    root is missed and none depends on a grid. A touch, where the excess comes back from zero to
    within rounding, is no root: the count is odd and stable and unstable roots alternate. A root
    that underflows is 0, one that rounds up is 1. Error: the rounding of F, about 1e-15 of it,
    divided by the excess's slope at the root.

    >>> roots, stable = [0.0] * 5, [0.0] * 5
    >>> n = find_thresholds(Classes([1.0], [1.0], [0.0], [0.0]), 1, 0.5, 4.0, roots, stable)
    >>> n, [round(root, 6) for root in roots[:n]], stable[:n]
    (3, [0.030074, 0.5, 0.969926], [1.0, 0.0, 1.0])
    """
    game = Game(classes, count, mean, precision)
    left = attack(0.0, game)
    if left != left:
        return 0  # not a number somewhere in the input: no root, rather than no end
    end = max(left, min(1.0, attack(1.0, game)))
    smallest = _narrowest_cell(game)
    found, side = 0, 1
    clear, right, zero = left, left, -1.0
    step = end - left
    while True:
        now = _side_of(right, game)
        if now == 0:
            zero = right if zero < 0.0 else 0.5 * (zero + right)
        else:
            if now != side:
                start = zero if zero >= 0.0 else _middle(clear, right)
                root = _root_between(clear, start, right, side > 0, game)
                root = max(clear, min(right, _settled_at_bend(root, game)))
                found = _store(roots, stable, found, root, side > 0)
            side = now
            clear = right
            zero = -1.0
        if right >= end:
            break
        left = right
        right = _next_settled(left, end if step >= end - left else left + step, smallest, game)
        step = 2.0 * (right - left)
    if side > 0:
        found = _store(roots, stable, found, zero if zero >= 0.0 else end, True)
    return found
