r"""What one person decides on seeing one signal: tables that make it a lookup and a comparison.

Equations
---------
A person with signal x expects the fall with probit :math:`q(x) = \Phi^{-1}(P(\theta \le \theta^* |
b, x))`; q is tabulated over signals 64 to a standard deviation. In the reference he acts iff his
cost lies below it, which for a cost :math:`N(\mu, \sigma^2)` happens with probability
:math:`\Phi((q(x) - \mu)/\sigma)`. Signals are cut into 4096 strata of equal probability; the
table holds each stratum's mean of that probability in units of :math:`2^{-32}`: a uniform word
decides by one comparison of integers, the same on every machine.

Limits
------
Within a stratum signals are not told apart. The mean over strata is the mean-field's share but
for the rule of integration (midpoints: 2 a stratum, 64 in the two that reach to infinity), below
1e-6. Between tabulated signals q is a straight line.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import Any, NamedTuple

from interregnum.formulae.belief import (
    FORM,
    GAUSSIAN,
    GRID_STEP,
    MEAN,
    PRECISION,
    Belief,
    cell_below,
    cell_position,
)
from interregnum.formulae.belief_game import SIGNAL_REACH
from interregnum.formulae.likelihood import Game, weight_between
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf, normal_quantile

MOST_NODES = 2048
STRATA = 4096
STRATUM_SHIFT = 20  # bits of a 32-bit word below its stratum
WORDS = 4294967296.0  # how many values a word has
FRAME = 3  # first signal, step between signals, how many there are
_FINENESS = 64.0  # signals a standard deviation
_CERTAIN = 40.0  # the probit of certainty
_PARTS = 2
_END_PARTS = 64
_ALL_CELLS = 100000


class Signals(NamedTuple):
    """The probit of the fall by signal; ``frame`` says where the signals lie."""

    probit: Any
    frame: Any


class Look(NamedTuple):
    """Who looks: number and value of the private precision; the true strength; the threshold."""

    group: int
    precision: float
    truth: float
    threshold: float


@scalar
def chance_seen(belief: Belief, game: Game, look: Look, cell: int) -> float:
    """Return P(θ ≤ θ* | b, x) for a signal on a cell, from a belief on the grid."""
    edge = cell_below(look.threshold + 0.5 * GRID_STEP)
    part = (look.threshold - cell_position(edge)) / GRID_STEP + 0.5
    g = look.group
    below = weight_between(belief, game, g, cell, 0, edge)
    here = weight_between(belief, game, g, cell, edge, edge + 1)
    above = weight_between(belief, game, g, cell, edge + 1, _ALL_CELLS)
    whole = below + here + above
    if whole > 0.0:
        return min((below + part * here) / whole, 1.0)
    return 1.0 if look.threshold >= cell_position(cell) else 0.0


@scalar
def tabulate_probits(belief: Belief, game: Game, look: Look, signals: Signals) -> None:
    """Fill the table of q(x) around the true strength, seven standard deviations to either side.

    Parameters
    ----------
    belief, game
        As the last solve left them.
    look
        Who looks at what.
    signals
        Filled in place; room for ``MOST_NODES`` probits.
    """
    precision = max(look.precision, 1e-6)
    deviation = 1.0 / (sqrt(precision) * GRID_STEP)
    stride = max(int(floor(deviation / _FINENESS)), 1)
    reach = min(int(floor(SIGNAL_REACH * deviation / stride)) + 1, (MOST_NODES - 1) // 2)
    first = cell_below(look.truth) - reach * stride
    signals.frame[0] = cell_position(first)
    signals.frame[1] = stride * GRID_STEP
    signals.frame[2] = 2.0 * reach + 1.0
    mean = belief.summary[MEAN]
    public = belief.summary[PRECISION]
    total = max(public + precision, 1e-6)
    for j in range(2 * reach + 1):
        cell = first + j * stride
        if belief.summary[FORM] == GAUSSIAN:
            expected = (public * mean + precision * cell_position(cell)) / total
            signals.probit[j] = sqrt(total) * (look.threshold - expected)
        else:
            p = chance_seen(belief, game, look, cell)
            probit = _CERTAIN if p > 0.5 else -_CERTAIN
            signals.probit[j] = normal_quantile(p) if 0.0 < p < 1.0 else probit


@scalar
def probit_at(signals: Signals, signal: float) -> float:
    """Return q at a signal: on a straight line between neighbours, constant beyond the ends.

    >>> probit_at(Signals([1.0, 0.0], [0.25, 0.5, 2.0]), 0.5)
    0.5
    """
    place = (signal - signals.frame[0]) / max(signals.frame[1], 1e-12)
    j = int(min(max(floor(place), 0.0), signals.frame[2] - 2.0))
    part = min(max(place - j, 0.0), 1.0)
    left = signals.probit[j]
    return float(left + part * (signals.probit[j + 1] - left))


@scalar
def tabulate_acceptance(
    signals: Signals, look: Look, costs: Any, spread: float, table: Any
) -> None:
    """Fill the table of acceptance, ``STRATA`` whole numbers a class, in [0, 2³²].

    Parameters
    ----------
    signals
        From :func:`tabulate_probits`.
    look
        The same.
    costs, spread
        Median probit cost of each class, and the spread of costs.
    table
        Filled in place, class by class.
    """
    deviation = 1.0 / sqrt(max(look.precision, 1e-6))
    width = max(spread, 1e-9)
    for j in range(STRATA):
        parts = _END_PARTS if j == 0 or j == STRATA - 1 else _PARTS
        for k in range(len(costs)):
            acting = 0.0
            for i in range(parts):
                u = (j + (i + 0.5) / parts) / STRATA
                seen = look.truth + deviation * normal_quantile(u)
                acting += normal_cdf((probit_at(signals, seen) - costs[k]) / width)
            table[k * STRATA + j] = int(floor(acting / parts * WORDS + 0.5))
