r"""A column on the road: which strengths of the regime it can overcome, and what that is worth.

At a place with garrison F, the part e(θ) that stands aside is lost to the defence; the rest
resist with weight :math:`R(\theta) = F (1 - e(\theta)) \max(\theta, 0)`. By Lanchester's square
law a column M of relative quality q wins iff :math:`q M^2 > R^2` and keeps
:math:`\sqrt{M^2 - R^2/q}`. R rises with strength, so each place, and each sequence of places,
has one strength up to which the column wins.

A place may also fall, or hold, because a scenario says so: the road carries that as well. Then
the ease of the fall need not be what ★★ gives at the true strength, and what the public concludes
is ★★★ of the ease it sees, under its own belief: :func:`strength_shown`.

References
----------
F. W. Lanchester, Aircraft in Warfare, 1916 (from memory).
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from interregnum.formulae.belief import FORM, GAUSSIAN, MEAN, PRECISION, Belief
from interregnum.formulae.coordination import ClassView, ease_to_strength
from interregnum.formulae.likelihood import Game
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.scalar import scalar

STRONGEST = 3.0
LEAST_EASE = 1e-9

# What a scenario imposes on its own column at a place, in ``Road.imposed``.
BY_RULE = 0.0
TAKEN = 1.0
HELD = 2.0


class Road(NamedTuple):
    """The places on the road in order: road leg [km], garrison [persons], hub flag, and totals.

    ``imposed`` says of each place whether the scheduled column takes it by rule (0), by
    imposition (1), or is beaten there by imposition (2); ``imposed_ease`` is the share of the
    garrison that is seen to stand aside, or -1 where the rule gives it. ``totals`` holds the
    number of places, the nominal strength of all services, the service's own strength, the front
    army's [persons], and the number of the place after which an imposed deal ends the scheduled
    column (-1: none).
    """

    leg: Any
    garrison: Any
    hub: Any
    imposed: Any
    imposed_ease: Any
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


@scalar
def strength_shown(
    belief: Belief, game: Game, onlooker: Onlooker, threshold: float, ease: float
) -> float:
    """Return the strength at which this share would stand aside: ★★★ under today's belief.

    Between -3 and 3; in closed form while belief is Gaussian, else 45 bisections of ★★. The
    threshold must be above 0: where nobody expects an attack, ease says nothing.

    >>> belief = Belief([0.0, 0.5, 12.0], [], [])
    >>> game = Game([], [], [], [], [], [], [])
    >>> aside = share_at(belief, game, Onlooker(2, 40.0, 0.6, 0.7), 0.2, 0.35)
    >>> round(strength_shown(belief, game, Onlooker(2, 40.0, 0.6, 0.7), 0.2, aside), 12)
    0.35
    """
    share = min(max(ease, LEAST_EASE), 1.0 - LEAST_EASE)
    if belief.summary[FORM] == GAUSSIAN:
        view = ClassView(onlooker.precision, onlooker.cost, onlooker.spread)
        mean = belief.summary[MEAN]
        shown = ease_to_strength(share, threshold, mean, belief.summary[PRECISION], view)
        return min(max(shown, -STRONGEST), STRONGEST)
    low = -STRONGEST
    high = STRONGEST
    for _ in range(45):
        middle = 0.5 * (low + high)
        if share_at(belief, game, onlooker, threshold, middle) > share:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
