r"""Which thresholds an attack can have when citizens also watch each other.

The right side S(t) never falls (see :mod:`.social_attack`) but may jump up, where a cascade
begins; no derivative bounds it. What bounds it on an interval are its ends alone: if S at the
right end is below the left end, or S at the left above the right end, no threshold lies
between. Intervals that this does not settle are halved down to 1e-5; there the signs of S(t) - t
at the ends decide.

A threshold is where S(t) - t falls through zero. A jump up through zero is none: like an
unstable root it parts the basins of two thresholds. A jump down through zero cannot come of a
log-concave belief; if rounding or another belief made one, its place would be returned as the
threshold, since the regime would fall below it and stand above. Two roots nearer than 1e-5 to
each other may be missed together.
"""

from __future__ import annotations

from typing import Any

from interregnum.formulae.belief import FORM, GAUSSIAN, cell_position
from interregnum.formulae.belief_game import HIGHEST_BOUND
from interregnum.formulae.grid_thresholds import prepare_day
from interregnum.formulae.social_attack import Scene, social_attack_size
from interregnum.kernels.scalar import scalar

_STEP = 0.04
_NARROWEST = 1e-5
_TOLERANCE = 1e-12
_ROUNDING = 1e-14
_MOST_ROOTS = 16


@scalar
def _crossing(scene: Scene, ends: tuple[float, float], start: float) -> float:
    """Return where S(t) - t falls through zero between two bounds.

    False position with the Illinois rule: it never leaves the bracket, whatever jumps there.
    """
    low, high = ends
    at_low, _unused = social_attack_size(scene, low, start)
    at_high, _unused = social_attack_size(scene, high, start)
    at_low -= low
    at_high -= high
    side = 0
    for _ in range(80):
        if high - low <= _TOLERANCE or at_low <= 0.0:
            return low
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        if not (low < middle < high):
            middle = 0.5 * (low + high)
        size, _unused = social_attack_size(scene, middle, start)
        value = size - middle
        if abs(value) <= _ROUNDING:
            return middle
        if value > 0.0:
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
def find_social_thresholds(scene: Scene, truth: float, roots: Any) -> tuple[int, bool]:
    """Return how many thresholds there are, and whether no attack is an equilibrium.

    Parameters
    ----------
    scene
        The day, with all players seated; on the grid with its likelihoods tabulated.
    truth
        The true strength, so that signals around it are laid out too.
    roots
        Receives the thresholds, increasing; room for 16.

    Notes
    -----
    Error of a threshold: 1e-12, beyond that of S divided by the slope of S(t) - t.
    """
    left, end = 0.0, 1.0
    gaussian = scene.belief.summary[FORM] == GAUSSIAN
    if not gaussian:
        counts = (scene.players, scene.groups)
        first, _ = prepare_day(scene.belief, scene.game, scene.classes, counts, truth)
        left = cell_position(first)
        end = HIGHEST_BOUND
    found = 0
    at_left, share = social_attack_size(scene, left, 0.0)
    quiet = at_left < left and not gaussian
    step = _STEP
    while left < end:
        right = min(left + step, end)
        at_right, more = social_attack_size(scene, right, share)
        apart = at_left > right or at_right < left
        if not apart and right - left > _NARROWEST:
            step = 0.5 * (right - left)
            continue
        if at_left >= left and at_right < right and found < _MOST_ROOTS:
            roots[found] = _crossing(scene, (left, right), share)
            found += 1
        left = right
        at_left = at_right
        share = more
        step = 2.0 * step
    if at_left >= left and found < _MOST_ROOTS:
        roots[found] = left
        found += 1
    return found, quiet
