r"""How many of a class act at a given strength, whichever form the public's belief has.

★★ in closed form while belief is Gaussian, the posteriors tabulated by the last solve once it
is on the grid; and the mean posterior itself, which is what initiators act on (E10).
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.formulae.belief import FORM, GAUSSIAN, MEAN, PRECISION, Belief
from interregnum.formulae.belief_game import share_acting_on_grid
from interregnum.formulae.coordination import ClassView, share_acting
from interregnum.formulae.likelihood import Game
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf

MEAN_POSTERIOR = -1.0


class Onlooker(NamedTuple):
    """A class that watches: its place among the precisions, precision, probit cost and spread."""

    group: int
    precision: float
    cost: float
    spread: float


@scalar
def share_at(
    belief: Belief, game: Game, onlooker: Onlooker, threshold: float, strength: float
) -> float:
    """Return the share of a class that acts at a strength, under the threshold last played.

    A threshold of zero or less means that nobody expects an attack: the share is zero.

    >>> share_at(Belief([0.0, 0.5, 4.0], [], []), Game([], [], [], [], [], [], []),
    ...          Onlooker(2, 40.0, 0.67448975, 0.7), 0.0, 0.3)
    0.0
    """
    if threshold <= 0.0:
        return 0.0
    if belief.summary[FORM] == GAUSSIAN:
        view = ClassView(onlooker.precision, onlooker.cost, onlooker.spread)
        mean = belief.summary[MEAN]
        return share_acting(strength, threshold, mean, belief.summary[PRECISION], view)
    precision = (onlooker.group, onlooker.precision)
    return share_acting_on_grid(game, precision, onlooker.cost, onlooker.spread, strength)


@scalar
def expected_chance(
    belief: Belief, game: Game, onlooker: Onlooker, threshold: float, strength: float
) -> float:
    r"""Return the chance of a fall that one with a fresh private signal expects, on average.

    :math:`E_{x \sim N(\theta, 1/\beta)}\,P(\theta' \le \theta^* | b, x)`, at a true strength.

    >>> round(expected_chance(Belief([0.0, 0.5, 4.0], [], []), Game([], [], [], [], [], [], []),
    ...                       Onlooker(2, 40.0, 0.0, 0.7), 0.5, 0.5), 12)
    0.5
    """
    if belief.summary[FORM] == GAUSSIAN:
        public = belief.summary[PRECISION]
        both = public + onlooker.precision
        mean = (public * belief.summary[MEAN] + onlooker.precision * strength) / both
        # The posterior mean varies with the signal by precision / both² around its expectation.
        spread = sqrt(1.0 / both + onlooker.precision / (both * both))
        return normal_cdf((threshold - mean) / spread)
    precision = (onlooker.group, onlooker.precision)
    return share_acting_on_grid(game, precision, 0.0, MEAN_POSTERIOR, strength)
