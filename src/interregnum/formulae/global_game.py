r"""One crowd against a ruler: the global game, before and after he survived an attack.

Equations
---------
With public belief N(z, 1/α), private precision β and cost c, whoever sees x < x* attacks; the
ruler falls iff θ ≤ θ*, where exactly θ* attack: x* = θ* + Φ⁻¹(θ*)/√β. In the static game

.. math:: \Phi\left( \frac{\sqrt\beta\,\Phi^{-1}(\theta^*) + \alpha(z-\theta^*)}
    {\sqrt{\alpha+\beta}} \right) = 1 - c

After he survived at threshold s, everybody knows θ > s. With m the posterior mean at x*,
B = √(α+β)(m - θ*) and B' = √(α+β)(m - s):

.. math:: 1 - \Phi(B) / \Phi(B') = c, \qquad θ^* \in (s, 1)

Both are solved in q = Φ⁻¹(θ*), which keeps all digits where θ* is near 0 or 1.

References
----------
S. Morris and H. S. Shin, Global games: theory and applications, in Advances in Economics and
Econometrics (Cambridge University Press, 2003), 56-114, doi:10.1017/CBO9780511610240.004.
G.-M. Angeletos, C. Hellwig and A. Pavan, Dynamic global games of regime change: learning,
multiplicity, and the timing of attacks, Econometrica 75 (2007), 711-756,
doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from math import sqrt
from typing import NamedTuple

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import (
    NOT_A_NUMBER,
    log,
    normal_cdf,
    normal_density,
    normal_quantile,
)

_CELL = 1e-8
# Below minus this, tails are taken from a continued fraction: Φ itself would underflow.
_FAR = 30.0
_TERMS = 12
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
def signal_cutoff(threshold: float, private: float, mean: float, precision: float, cost: float) -> float:
    """Return x*, the private signal below which one attacks, at a threshold of the static game.

    Parameters
    ----------
    threshold
        A solution θ* of the static game [1].
    private, mean, precision
        Private precision, and the public belief N(mean, 1/precision).
    cost
        Cost of a failed attack in (0, 1).

    Notes
    -----
    x* = θ* + Φ⁻¹(θ*)/√β. At a stable θ* the quantile is taken from ★'s argument: it keeps its
    digits where θ* is so near 0 or 1 that θ* itself has lost them, and it is finite even there.

    >>> round(signal_cutoff(0.7, 4.0, 0.0, 0.0, 0.3), 4)
    0.9622
    """
    root = sqrt(private)
    lead = precision * (threshold - mean) - sqrt(precision + private) * normal_quantile(cost)
    quantile = lead / root
    if precision / root * normal_density(quantile) > 1.0 and 0.0 < threshold < 1.0:
        quantile = normal_quantile(threshold)
    return threshold + quantile / root


@scalar
def _log_one_minus(x: float) -> float:
    """Return log(1 - x), with all digits where x is small."""
    rest = 1.0 - x
    if rest == 1.0:
        return -x
    return log(rest) * x / (1.0 - rest)


@scalar
def _mills(y: float) -> float:
    """Return (1 - Φ(y)) / φ(y) for y >= 30, by its continued fraction."""
    value = y
    for k in range(_TERMS, 0, -1):
        value = y + k / value
    return 1.0 / value


@scalar
def _hazard(x: float) -> float:
    """Return φ(x) / Φ(x), a decreasing function, at any x."""
    if x < -_FAR:
        return 1.0 / _mills(-x)
    return normal_density(x) / normal_cdf(x)


@scalar
def _log_ratio(kept: float, gap: float) -> float:
    """Return log(Φ(kept + gap) / Φ(kept)) for gap >= 0, in the tails too."""
    known = kept + gap
    if known < -_FAR:
        return -0.5 * gap * (kept + known) + log(_mills(-known) / _mills(-kept))
    if kept < -_FAR:
        tail = log(_mills(-kept) * normal_density(0.0)) - 0.5 * kept * kept
        return log(normal_cdf(known)) - tail
    if kept > 0.0:
        return _log_one_minus(normal_cdf(-known)) - _log_one_minus(normal_cdf(-kept))
    return log(normal_cdf(known) / normal_cdf(kept))


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
    return _log_ratio(_kept(q, game), _gap(q, game)) + _log_one_minus(game.cost)


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
def _is_settled(left: float, right: float, game: Survived) -> bool:
    """Return whether the advantage provably has no zero on a cell, or is monotone there."""
    here = _bounds(left, right, game)
    steep = _hazard(here.kept_low)
    flat = _hazard(here.kept_high)
    flattest = _hazard(here.known_high)
    needed = -_log_one_minus(game.cost)
    if here.gap_high * steep < needed or here.gap_low * flattest > needed:
        return True
    # Its slope is hazard(B) σφ(q) - m (B' - B) dB'/dq, where m, minus the hazard's own slope
    # somewhere between B and B', lies in [0, 1] and decreases.
    total = sqrt(game.precision + game.private)
    root = sqrt(game.private)
    most = 1.0
    if here.kept_low > -_FAR:
        most = min(1.0, max(0.0, steep * (steep + here.kept_low)))
    least = 0.0
    if here.known_high > -_FAR:
        least = min(1.0, max(0.0, flattest * (flattest + here.known_high)))
    else:
        least = 1.0 - 2.0 / (here.known_high * here.known_high)
    climb_low = (root + game.private * here.density_low) / total
    climb_high = (root + game.private * here.density_high) / total
    rises = flat * total * here.density_low > most * here.gap_high * climb_high
    falls = steep * total * here.density_high < least * here.gap_low * climb_low
    return rises or falls


@scalar
def _lowest(game: Survived) -> float:
    """Return a q below which there is no solution."""
    if game.threshold > 0.0:
        return normal_quantile(game.threshold)
    if game.threshold == 0.0:
        return -39.0
    total = sqrt(game.precision + game.private)
    depth = _log_one_minus(game.cost) / (total * game.threshold)
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


@scalar
def _after_margin(game: Survived, margin: float, margin_precision: float) -> Survived:
    """Return the game after the public also saw how narrowly the ruler survived."""
    total = game.precision + margin_precision
    mean = (game.precision * game.mean + margin_precision * margin) / total
    return Survived(mean, total, game.private, game.cost, game.threshold)


@scalar
def margin_cutoff(game: Survived, margin_precision: float) -> float:
    """Return y†: a new attack is possible iff the public margin signal lies below it.

    Parameters
    ----------
    game
        The game after survival, before the margin is seen.
    margin_precision
        Precision of the signal y = θ + noise about the margin of survival, positive.

    Returns
    -------
    The cutoff; not a number where there is none (nothing, or everything, allows an attack).

    >>> static = 0.0
    """
    if game.threshold >= 1.0 or game.threshold < 0.0 or margin_precision <= 0.0:
        return NOT_A_NUMBER
    low = game.threshold
    stride = 1.0
    while not is_attack_possible(_after_margin(game, low, margin_precision)):
        low -= stride
        stride *= 2.0
        if stride > _LARGEST:
            return NOT_A_NUMBER
    high = low + stride
    while is_attack_possible(_after_margin(game, high, margin_precision)):
        high += stride
        stride *= 2.0
        if stride > _LARGEST:
            return NOT_A_NUMBER
    for _ in range(200):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            return middle
        if is_attack_possible(_after_margin(game, middle, margin_precision)):
            low = middle
        else:
            high = middle
    return low
