"""Who may come to power: drawn by the chances of the sides, or the strongest of those who rule."""

from __future__ import annotations

from interregnum.formulae.factions import SIDES, Factions
from interregnum.kernels.scalar import scalar


@scalar
def side_drawn(factions: Factions, bound: float, draw: float) -> int:
    """Return the side at a draw in (0, 1) among those whose chance exceeds a bound, -1 if none.

    >>> sides = Factions(*[[0.0] * 5] * 8, [0.1, 0.5, 0.4, 0.0, 0.0], *[[0.0] * 5] * 4)
    >>> side_drawn(sides, 0.15, 0.5), side_drawn(sides, 0.15, 0.6), side_drawn(sides, 0.0, 0.05)
    (1, 2, 0)
    """
    whole = 0.0
    for k in range(SIDES):
        if factions.chance[k] > bound:
            whole += factions.chance[k]
    chosen = -1
    reached = 0.0
    for k in range(SIDES):
        if factions.chance[k] > bound and reached <= draw * whole:
            chosen = k
            reached += factions.chance[k]
    return chosen


@scalar
def strongest_ruler(factions: Factions) -> int:
    """Return the side with the best chance among those who rule, -1 if nobody does."""
    best = -1
    for k in range(SIDES):
        if factions.party[k] > 0.0 and (best < 0 or factions.chance[k] > factions.chance[best]):
            best = k
    return best


@scalar
def strength_left(factions: Factions) -> float:
    """Return the armed strength left of what the sides started with, 1 at most."""
    now = 0.0
    start = 0.0
    for k in range(SIDES):
        now += factions.armed[k]
        start += factions.armed_start[k]
    return min(now / start, 1.0) if start > 0.0 else 1.0
