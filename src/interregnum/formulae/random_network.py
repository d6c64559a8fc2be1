r"""Cascades on a Poisson random network: the window in which they spread, and their mean size.

Equations
---------
A person acts once a share φ of her neighbours does, so one active neighbour moves those with at
most K = ⌊1/φ⌋ neighbours. A single seed can set off a global cascade iff

.. math:: z\,P(\mathrm{Pois}(z) \le K-2) > 1

whose bounds are the window of the mean degree z. From a share ρ₀ of seeds, with m active and l
inactive neighbours, independent Poisson with means zq and z(1-q),

.. math:: q = \rho_0 + (1-\rho_0) P(m \ge \varphi(m+l+1)), \qquad
    \rho = \rho_0 + (1-\rho_0) P(m \ge \varphi(m+l),\, m \ge 1)

at the least q from below. The curvature of the right side is at most (1-ρ₀)z², so a step that
this bound allows never passes the solution, however nearly the curve touches the diagonal.

References
----------
D. J. Watts, A simple model of global cascades on random networks, PNAS 99 (2002), 5766-5771,
doi:10.1073/pnas.082090499. J. P. Gleeson and D. J. Cahalane, Seed size strongly affects cascades
on random networks, Physical Review E 75 (2007), 056103, doi:10.1103/PhysRevE.75.056103.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import floor, sqrt
from typing import NamedTuple

from interregnum.formulae.poisson import poisson_at, poisson_mass
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import NOT_A_NUMBER, log

# 1/φ is rounded down; a quotient that misses a whole number by rounding alone is that number.
_ROUNDING = 1.0 + 1e-12
# A gap that may be rounding counts as touching: sums of many small chances err by so much.
_TOUCH = 1e-12
_NEWTON_STEPS = 100
_LONGEST = 10_000
# Beyond so many standard deviations, and so many persons more, lies less than 1e-30.
_DEVIATIONS = 12.0
_PERSONS = 40.0


class Reached(NamedTuple):
    """The chance of being moved, and its growth with the mean number of active neighbours."""

    chance: float
    growth: float


@scalar
def largest_degree(active: int, threshold: float) -> int:
    """Return the largest number of neighbours among which so many active ones suffice.

    >>> largest_degree(1, 0.18), largest_degree(1, 0.1), largest_degree(3, 0.1)
    (5, 10, 30)
    """
    return int(floor(active / threshold * _ROUNDING))


@scalar
def _edge_of_window(allowed: int, degree: float) -> float:
    """Return where z P(Pois(z) <= allowed) is 1, by Newton's steps from outside the window.

    Its logarithm is concave in z, so no step passes the edge.
    """
    direction = 1.0 if degree < allowed else -1.0
    for _ in range(_NEWTON_STEPS):
        at = poisson_at(allowed, degree)
        gap = log(degree * at.below)
        slope = 1.0 / degree - at.mass / at.below
        step = -gap / slope
        if gap >= 0.0 or not direction * step > 1e-16 * degree:
            break
        degree += step
    return degree


@scalar
def find_windows(
    thresholds: Sequence[float],
    first: int,
    end: int,
    low: MutableSequence[float],
    high: MutableSequence[float],
) -> None:
    """Write the window of the mean degree for each threshold; not a number where there is none.

    Parameters
    ----------
    thresholds, first, end
        Shares φ in (0, 1] of the neighbours; which entries are used.
    low, high
        The window's bounds, written to the same entries.

    Notes
    -----
    One to two microseconds a window, compiled, for thresholds above .01; the time grows as the
    root of 1/φ.

    >>> low, high = [0.0], [0.0]
    >>> find_windows([0.18], 0, 1, low, high)
    >>> round(low[0], 4), round(high[0], 4)
    (1.0207, 5.7647)
    """
    for i in range(first, end):
        allowed = largest_degree(1, thresholds[i]) - 2
        # With K = 3 the product peaks at .84, with K = 4 at 1.37.
        if allowed < 2:
            low[i] = NOT_A_NUMBER
            high[i] = NOT_A_NUMBER
        else:
            low[i] = _edge_of_window(allowed, 1.0)
            high[i] = _edge_of_window(allowed, allowed + 10.0 * sqrt(float(allowed)) + 40.0)


@scalar
def _first(mean: float) -> int:
    """Return the count below which next to nothing of a Poisson law lies."""
    return int(max(0.0, floor(mean - _DEVIATIONS * sqrt(mean) - _PERSONS)))


@scalar
def _last(mean: float) -> int:
    """Return the count above which next to nothing of a Poisson law lies."""
    return int(floor(mean + _DEVIATIONS * sqrt(mean) + _PERSONS))


@scalar
def _reached(active: float, quiet: float, threshold: float, known: int) -> Reached:
    """Return the chance that a person is moved by her neighbours.

    ``active`` and ``quiet`` are the mean numbers of her other neighbours; ``known`` is 1 where
    one more neighbour is known not to act.
    """
    if active <= 0.0:
        return Reached(0.0, 0.0)
    floor_quiet = _first(quiet)
    ceiling = _last(quiet)
    n_quiet = floor_quiet
    quiet_mass = poisson_mass(n_quiet, quiet)
    below = quiet_mass
    n_first = max(1, _first(active))
    mass = poisson_mass(n_first, active)
    chance = 0.0
    growth = 0.0
    for n_active in range(n_first, _last(active) + 1):
        limit = largest_degree(n_active, threshold) - n_active - known
        moved = 0.0
        edge = 0.0
        if limit >= ceiling:
            moved = 1.0
        elif limit >= floor_quiet:
            while n_quiet < limit:
                n_quiet += 1
                quiet_mass *= quiet / n_quiet
                below += quiet_mass
            moved = min(below, 1.0)
            edge = quiet_mass
        chance += mass * moved
        # One more active neighbour in place of a quiet one: E f(m+1, l) - f(m, l+1).
        growth += mass * n_active / active * moved - mass * (moved - edge)
        mass *= active / (n_active + 1.0)
    return Reached(min(chance, 1.0), growth)


@scalar
def _safe_step(gap: float, slope: float, curvature: float) -> float:
    """Return the step to where gap + slope s - curvature s²/2 is 0: no root lies before it."""
    root = sqrt(slope * slope + 2.0 * curvature * gap)
    if slope < 0.0:
        return 2.0 * gap / (root - slope)
    return (slope + root) / curvature


@scalar
def mean_field_share(threshold: float, mean_degree: float, seed_share: float) -> float:
    """Return the share that acts in the end on an endless Poisson random network.

    Parameters
    ----------
    threshold
        Share φ in (0, 1] of the neighbours that moves a person.
    mean_degree
        Mean number of neighbours z, not negative.
    seed_share
        Share ρ₀ that acts from the start.

    >>> round(mean_field_share(0.18, 3.0, 1e-4), 5)
    0.94049
    """
    others = 1.0 - seed_share
    if seed_share <= 0.0 or others <= 0.0 or mean_degree <= 0.0:
        return seed_share
    curvature = others * mean_degree * mean_degree
    q = seed_share
    for _ in range(_LONGEST):
        at = _reached(mean_degree * q, mean_degree * (1.0 - q), threshold, 1)
        gap = seed_share + others * at.chance - q
        if gap <= _TOUCH * q or q >= 1.0:
            break
        slope = others * mean_degree * at.growth - 1.0
        q = min(q + max(gap, _safe_step(gap, slope, curvature)), 1.0)
    at = _reached(mean_degree * q, mean_degree * (1.0 - q), threshold, 0)
    return min(seed_share + others * at.chance, 1.0)
