r"""What can still be attacked after survival: every solution of the truncated game.

Solves the second equation of :mod:`interregnum.formulae.global_game` in q = Φ⁻¹(θ*), which
keeps all digits where θ* is near 0 or 1.

References
----------
G.-M. Angeletos, C. Hellwig and A. Pavan, Dynamic global games of regime change, Econometrica
75 (2007), 711-756, doi:10.1111/j.1468-0262.2007.00766.x. R. E. Moore, Interval Analysis,
Prentice-Hall (1966).
"""

from __future__ import annotations

from collections.abc import MutableSequence
from math import sqrt
from typing import NamedTuple

from interregnum.formulae.tails import hazard, log_one_minus, log_ratio
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf, normal_density, normal_quantile

_CELL = 1e-8
_ROUNDING = 1e-14
_LARGEST = 1e18


class Survived(NamedTuple):
    """The one-class game after the ruler survived an attack.

    ``mean`` and ``precision`` are the public belief before that news, ``private`` the precision
    of private beliefs, ``cost`` that of a failed attack in (0, 1), ``threshold`` the one that
    was survived.
    """

    mean: float
    precision: float
    private: float
    cost: float
    threshold: float


class _Bounds(NamedTuple):
    """Bounds over a cell of q: of φ(q), B, B' and B' - B."""

    density_low: float
    density_high: float
    kept_low: float
    kept_high: float
    known_low: float
    known_high: float
    gap_low: float
    gap_high: float


@scalar
def _kept(q: float, game: Survived) -> float:
    """Return B: how firmly whoever sees x* believes that the ruler would survive."""
    lead = game.precision * (game.mean - normal_cdf(q)) + sqrt(game.private) * q
    return lead / sqrt(game.precision + game.private)


@scalar
def _gap(q: float, game: Survived) -> float:
    """Return B' - B: how far the conjecture lies above what was survived."""
    return max(0.0, sqrt(game.precision + game.private) * (normal_cdf(q) - game.threshold))


@scalar
def _advantage(q: float, game: Survived) -> float:
    """Return a number of the sign of P(θ ≤ θ* | x*, survival) - c at θ* = Φ(q)."""
    return log_ratio(_kept(q, game), _gap(q, game)) + log_one_minus(game.cost)


@scalar
def _bounds(left: float, right: float, game: Survived) -> _Bounds:
    """Return what holds everywhere on a cell."""
    total = sqrt(game.precision + game.private)
    root = sqrt(game.private)
    near = min(abs(left), abs(right))
    if left < 0.0 < right:
        near = 0.0
    high = normal_density(near)
    low = normal_density(max(abs(left), abs(right)))
    span = right - left
    rise = max(0.0, root - game.precision * low) / total * span
    fall = max(0.0, game.precision * high - root) / total * span
    first = _kept(left, game)
    last = _kept(right, game)
    gap_low = _gap(left, game)
    gap_high = _gap(right, game)
    return _Bounds(
        low,
        high,
        max(first - fall, last - rise),
        min(first + rise, last + fall),
        first + gap_low,
        last + gap_high,
        gap_low,
        gap_high,
    )


@scalar
def _fall_at_most(x: float) -> float:
    """Return an upper bound of how fast the hazard falls anywhere above x."""
    if x < -1.0:
        return 1.0
    here = hazard(x)
    return min(1.0, here * (here + x))


@scalar
def _fall_at_least(x: float) -> float:
    """Return a lower bound of how fast the hazard falls anywhere below x."""
    if x < -1.0:
        return 1.0 - 1.0 / (x * x)
    here = hazard(x)
    return max(0.0, here * (here + x)) * (1.0 - _ROUNDING)


@scalar
def _is_settled(left: float, right: float, game: Survived) -> bool:
    """Return whether the advantage provably has no zero on a cell, or is monotone there."""
    here = _bounds(left, right, game)
    steep = hazard(here.kept_low)
    flat = hazard(here.kept_high)
    # The advantage's slope is hazard(B) σφ(q) - (hazard(B) - hazard(B')) dB'/dq. The difference
    # is bounded by its ends (less what rounding may have made), and by how fast the hazard falls.
    slack = _ROUNDING * steep
    highest = min(
        here.gap_high * _fall_at_most(here.kept_low), steep - hazard(here.known_high) + slack
    )
    lowest = max(
        here.gap_low * _fall_at_least(here.known_high), flat - hazard(here.known_low) - slack
    )
    total = sqrt(game.precision + game.private)
    root = sqrt(game.private)
    climb_low = (root + game.private * here.density_low) / total
    climb_high = (root + game.private * here.density_high) / total
    slope_low = flat * total * here.density_low - highest * climb_high
    slope_high = steep * total * here.density_high - lowest * climb_low
    if slope_low > 0.0 or slope_high < 0.0:
        return True
    start = _advantage(left, game)
    span = right - left
    return start + slope_high * span < 0.0 or start + slope_low * span > 0.0


@scalar
def _lowest(game: Survived) -> float:
    """Return a q below which there is no solution."""
    if game.threshold > 0.0:
        return normal_quantile(game.threshold)
    if game.threshold == 0.0:
        return -39.0
    total = sqrt(game.precision + game.private)
    depth = log_one_minus(game.cost) / (total * game.threshold)
    lead = game.precision * (game.mean - game.threshold) + game.private * (1.0 - game.threshold)
    return max(-_LARGEST, min(-39.0, -(depth * total + lead) / sqrt(game.private)))


@scalar
def _highest(game: Survived) -> float:
    """Return a q above which there is no solution."""
    lead = sqrt(game.precision + game.private) * normal_quantile(game.cost)
    return -(lead + game.precision * (game.mean - 1.0)) / sqrt(game.private) + 1e-6


@scalar
def _next_settled(left: float, right: float, game: Survived) -> float:
    """Return the end of a cell from ``left`` on that holds one solution at most."""
    smallest = _CELL / (1.0 + sqrt(game.precision + game.private))
    while right - left > max(smallest, 1e-15 * abs(left)) and not _is_settled(left, right, game):
        right = left + 0.5 * (right - left)
    return right


@scalar
def _solution_between(left: float, right: float, falls: bool, game: Survived) -> float:
    """Return the zero of the advantage in a bracket, by bisection to the last bit."""
    for _ in range(200):
        middle = left + 0.5 * (right - left)
        if not left < middle < right:
            return middle
        if (_advantage(middle, game) > 0.0) == falls:
            left = middle
        else:
            right = middle
    return left


@scalar
def find_survived_thresholds(
    game: Survived,
    roots: MutableSequence[float],
    signals: MutableSequence[float],
    stable: MutableSequence[float],
) -> int:
    """Find every threshold above the one survived, and return how many there are.

    Parameters
    ----------
    game
        The game; a survived threshold of 1 or more leaves none, a very low one the static game.
    roots, signals, stable
        Filled from the front, increasing: θ*, x* and 1 where the threshold survives small
        doubts, else 0. Room for eight is enough.

    Notes
    -----
    Cells of q = Φ⁻¹(θ*) are halved until bounds show no solution or a monotone advantage; the
    bounds use only that φ/Φ decreases and is convex. "No attack" is always an equilibrium too
    where the survived threshold is 0 or more; it is not listed.

    >>> roots, signals, stable = [0.0] * 8, [0.0] * 8, [0.0] * 8
    >>> game = Survived(1.5, 1.0, 32.0, 0.3, 0.336585)
    >>> n = find_survived_thresholds(game, roots, signals, stable)
    >>> [round(root, 6) for root in roots[:n]], stable[:n]
    ([0.439309, 0.638431], [0.0, 1.0])
    """
    if game.threshold >= 1.0:
        return 0
    left = _lowest(game)
    end = _highest(game)
    found = 0
    above = game.threshold < 0.0
    step = end - left
    while left < end and found < len(roots):
        right = _next_settled(left, end if step >= end - left else left + step, game)
        now = _advantage(right, game) > 0.0
        if now != above:
            q = _solution_between(left, right, above, game)
            roots[found] = normal_cdf(q)
            signals[found] = roots[found] + q / sqrt(game.private)
            stable[found] = 1.0 if above else 0.0
            found += 1
            above = now
        step = 2.0 * (right - left)
        left = right
    return found


@scalar
def is_attack_possible(game: Survived) -> bool:
    """Return whether a new attack is possible after survival.

    >>> is_attack_possible(Survived(0.5, 1.0, 1.0, 0.3, 0.865982))
    False
    """
    if game.threshold >= 1.0:
        return False
    if game.threshold < 0.0:
        return True
    left = _lowest(game)
    end = _highest(game)
    step = end - left
    while left < end:
        right = _next_settled(left, end if step >= end - left else left + step, game)
        if _advantage(right, game) > 0.0:
            return True
        step = 2.0 * (right - left)
        left = right
    return False
