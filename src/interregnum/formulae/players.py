r"""Who sits at the table: citizens by ideology, elites, units, and elites who have deserted.

Equations
---------
Citizens' four ideologies are sub-classes of weight :math:`w_c(1-j) \times` share, j the jailed
share of the pool: regime and democratic shift the probit cost, the other two do not and are
one. Where hardship H or risk R moves citizens (E4), each is further split over 4 × 4
Gauss-Legendre nodes of :math:`H, R \sim U(0,1)`, with

.. math::

    \mu \to \mu + \mathrm{added} - \mathrm{pull}\,H + \mathrm{push}\,R, \qquad
    \sigma^2 \to \sigma^2 + \mathrm{variance}
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.formulae.belief_game import COMMITTED
from interregnum.formulae.likelihood import Game
from interregnum.formulae.threshold_search import Classes
from interregnum.formulae.view import Onlooker
from interregnum.kernels.scalar import scalar

IDEOLOGIES = 3  # regime, democratic, and both that shift nothing
NODES = 4  # of each of H and R
INSIDERS = 3  # elites, units, elites who have deserted
MOST_CLASSES = IDEOLOGIES * NODES * NODES + INSIDERS
GROUPS = 3  # precisions: of citizens, elites, units
_FAR = 0.4305681557970263  # from one half, on (0, 1)
_NEAR = 0.1699905217924281
_FAR_WEIGHT = 0.17392742256872693
_NEAR_WEIGHT = 0.32607257743127307


class Crowd(NamedTuple):
    """Citizens: weight that is free to act, precision, probit cost and spread."""

    weight: float
    precision: float
    cost: float
    spread: float


class Ideology(NamedTuple):
    """Shares of the ideologies that shift the cost, of all others, and the shifts."""

    regime: float
    democratic: float
    unmoved: float
    shift_regime: float
    shift_democratic: float


class Motives(NamedTuple):
    """What moves citizens beside belief, per unit of λ_I; all zero in the reference.

    ``pull`` is what the acting share adds, ``added`` a cost for everybody, ``variance`` that of
    thresholds and noise, ``hardship`` what full hardship takes off the cost and ``risk`` what
    full aversion to arrest adds.
    """

    pull: float
    added: float
    variance: float
    hardship: float
    risk: float


class Insiders(NamedTuple):
    """Elites and units."""

    weight_elites: float
    deserted: float
    precision_elites: float
    cost_elites: float
    weight_units: float
    precision_units: float
    cost_units: float
    spread: float


@scalar
def node_place(i: int) -> float:
    """Return the i-th of four Gauss-Legendre nodes on (0, 1).

    >>> round(sum(node_weight(i) * node_place(i) * node_place(i) for i in range(4)), 15)
    0.333333333333333
    """
    distance = _FAR if i == 0 or i == 3 else _NEAR
    return 0.5 - distance if i < 2 else 0.5 + distance


@scalar
def node_weight(i: int) -> float:
    """Return its weight.

    >>> round(sum(node_weight(i) for i in range(4)), 15)
    1.0
    """
    return _FAR_WEIGHT if i == 0 or i == 3 else _NEAR_WEIGHT


@scalar
def moves_anybody(motives: Motives) -> bool:
    """Return whether anything but belief moves citizens: whether E4 is more than ★★.

    >>> moves_anybody(Motives(0.0, 0.0, 0.0, 0.0, 0.0))
    False
    """
    moved = motives.pull != 0.0 or motives.added != 0.0 or motives.variance != 0.0
    return moved or motives.hardship != 0.0 or motives.risk != 0.0


@scalar
def seat(classes: Classes, game: Game, k: int, weight: float, onlooker: Onlooker) -> None:
    """Write one class into the list of players, and its precision among the groups."""
    classes.weight[k] = weight
    classes.precision[k] = onlooker.precision
    classes.cost[k] = onlooker.cost
    classes.spread[k] = onlooker.spread
    game.group[k] = float(onlooker.group)
    game.group_precision[onlooker.group] = onlooker.precision


@scalar
def _seat_ideologies(
    classes: Classes, game: Game, first: int, crowd: Crowd, ideology: Ideology
) -> int:
    """Write citizens by ideology from place ``first`` on; return the next free place."""
    regime = Onlooker(0, crowd.precision, crowd.cost + ideology.shift_regime, crowd.spread)
    democratic = Onlooker(0, crowd.precision, crowd.cost + ideology.shift_democratic, crowd.spread)
    neutral = Onlooker(0, crowd.precision, crowd.cost, crowd.spread)
    seat(classes, game, first, crowd.weight * ideology.regime, regime)
    seat(classes, game, first + 1, crowd.weight * ideology.democratic, democratic)
    seat(classes, game, first + 2, crowd.weight * ideology.unmoved, neutral)
    return first + IDEOLOGIES


@scalar
def seat_citizens(
    classes: Classes, game: Game, crowd: Crowd, ideology: Ideology, motives: Motives
) -> int:
    """Write all citizens from place 0 on; return how many sub-classes they are.

    Three in the reference, and bit for bit what they are without motives; 48 where hardship or
    risk differ between citizens.
    """
    if not moves_anybody(motives):
        return _seat_ideologies(classes, game, 0, crowd, ideology)
    spread = sqrt(crowd.spread * crowd.spread + motives.variance)
    cost = crowd.cost + motives.added
    if motives.hardship == 0.0 and motives.risk == 0.0:
        one = Crowd(crowd.weight, crowd.precision, cost, spread)
        return _seat_ideologies(classes, game, 0, one, ideology)
    following = 0
    for i in range(NODES):
        for j in range(NODES):
            weight = crowd.weight * (node_weight(i) * node_weight(j))
            moved = cost - motives.hardship * node_place(i) + motives.risk * node_place(j)
            one = Crowd(weight, crowd.precision, moved, spread)
            following = _seat_ideologies(classes, game, following, one, ideology)
    return following


@scalar
def seat_insiders(classes: Classes, game: Game, first: int, insiders: Insiders) -> int:
    """Write elites, units and deserters from place ``first`` on; return how many players sit."""
    loyal = insiders.weight_elites * (1.0 - insiders.deserted)
    spread = insiders.spread
    elites = Onlooker(1, insiders.precision_elites, insiders.cost_elites, spread)
    units = Onlooker(2, insiders.precision_units, insiders.cost_units, spread)
    gone = Onlooker(1, insiders.precision_elites, COMMITTED, spread)
    seat(classes, game, first, loyal, elites)
    seat(classes, game, first + 1, insiders.weight_units, units)
    seat(classes, game, first + 2, insiders.weight_elites * insiders.deserted, gone)
    return first + INSIDERS
