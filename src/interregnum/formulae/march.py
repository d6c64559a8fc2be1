r"""A column on the road: which strengths of the regime it can overcome, and what that is worth.

At a place with garrison F, the part e(θ) that stands aside is lost to the defence; the rest
resist with weight :math:`R(\theta) = F (1 - e(\theta)) \max(\theta, 0)`. By Lanchester's square
law a column M of relative quality q wins iff :math:`q M^2 > R^2` and keeps
:math:`\sqrt{M^2 - R^2/q}`. R rises with strength, so each place, and each sequence of places,
has one strength up to which the column wins.

References
----------
F. W. Lanchester, Aircraft in Warfare, 1916 (from memory).
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from interregnum.formulae.belief import Belief
from interregnum.formulae.likelihood import Game
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.scalar import scalar

STRONGEST = 3.0


class Road(NamedTuple):
    """The places on the road in order: road leg [km], garrison [persons], hub flag, and totals.

    ``totals`` holds the number of places, the nominal strength of all services and the service's
    own strength [persons].
    """

    leg: Any
    garrison: Any
    hub: Any
    totals: Any


class Battle(NamedTuple):
    """What the column faces: the garrisons' view, the threshold, quality and the switch."""

    onlooker: Onlooker
    threshold: float
    quality: float
    scale_by_strength: float


@scalar
def resistance(
    belief: Belief, game: Game, battle: Battle, garrison: float, strength: float
) -> float:
    """Return the weight of those who resist at one place, at a strength of the regime [persons]."""
    aside = share_at(belief, game, battle.onlooker, battle.threshold, strength)
    factor = max(strength, 0.0) if battle.scale_by_strength > 0.0 else 1.0
    return garrison * (1.0 - aside) * factor


@scalar
def column_after(column: float, resisting: float, quality: float) -> float:
    """Return what is left of a column [persons]; zero or less means that it lost.

    >>> column_after(20000.0, 12000.0, 1.0)
    16000.0
    """
    left = column * column - resisting * resisting / quality
    return sqrt(left) if left > 0.0 else 0.0


@scalar
def defence_lost(column: float, resisting: float, quality: float) -> float:
    """Return how much of a defence that held has fallen [persons].

    >>> defence_lost(12000.0, 20000.0, 1.0)
    4000.0
    """
    left = resisting * resisting - quality * column * column
    return resisting - sqrt(left) if left > 0.0 else resisting


@scalar
def column_at_end(
    belief: Belief, game: Game, battle: Battle, road: Road, journey: tuple[int, int, float, float]
) -> float:
    """Return what is left of a column after places ``[start, stop)`` at a strength.

    ``journey`` is (start, stop, column, strength).
    """
    start, stop, column, strength = journey
    for place in range(start, stop):
        if column > 0.0:
            resisting = resistance(belief, game, battle, road.garrison[place], strength)
            column = column_after(column, resisting, battle.quality)
    return column


@scalar
def strength_overcome(
    belief: Belief, game: Game, battle: Battle, road: Road, journey: tuple[int, int, float]
) -> float:
    """Return the greatest strength at which the column wins at all places ``[start, stop)``.

    ``journey`` is (start, stop, column). Between 0 and 3; 45 bisections.
    """
    start, stop, column = journey
    low = 0.0
    high = STRONGEST
    if column_at_end(belief, game, battle, road, (start, stop, column, high)) > 0.0:
        return high
    for _ in range(45):
        middle = 0.5 * (low + high)
        if column_at_end(belief, game, battle, road, (start, stop, column, middle)) > 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
