r"""Who wins a battle of aimed fire, with how many left, and after what time.

Equations
---------
.. math:: dA/dt = -b B, \qquad dB/dt = -a A

keeps a A² - b B² constant: the side with the larger product wins. If A wins,

.. math:: A_\infty = A\sqrt{1-r^2}, \qquad t = \frac{B}{aA}\,\frac{\mathrm{artanh}\,r}{r},
    \qquad r = \frac{\sqrt{b}\,B}{\sqrt{a}\,A}

References
----------
F. W. Lanchester, Aircraft in Warfare: the Dawn of the Fourth Arm, Constable (1916), chapters
V and VI (the n-square law). The duration follows from the same equations.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.formulae.tails import log_one_minus
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import INFINITY

# Products nearer than this, relative to the larger, differ by rounding alone: a draw.
_DRAW = 1e-15


class Battle(NamedTuple):
    """How a battle ends.

    ``winner`` is 1 for A, -1 for B, 0 for a draw; ``survivors`` are those of the winner, or of
    both sides in a draw; ``time`` may be infinite.
    """

    winner: int
    survivors: float
    time: float


@scalar
def _artanh_over(square: float) -> float:
    """Return artanh(r) / r for r² = ``square`` in [0, 1)."""
    if square < 1e-3:
        series = 1.0 / 11.0
        for odd in range(9, 0, -2):
            series = series * square + 1.0 / odd
        return series
    r = sqrt(square)
    # 2r/(1+r) = 1 - (1-r²)/(1+r)², so nothing is lost near a draw.
    return -0.5 * log_one_minus(2.0 * r / (1.0 + r)) / r


@scalar
def battle_outcome(a: float, b: float, attrition_a: float, attrition_b: float) -> Battle:
    """Return how a battle to the end is decided.

    Parameters
    ----------
    a, b
        The forces A and B [units], not negative.
    attrition_a, attrition_b
        What one unit of A, and of B, destroys of the other side [units a day], not negative.

    Notes
    -----
    Equal products destroy each other asymptotically: a draw, nobody left, infinite time. Where
    neither side can harm the other it is a draw in which all survive, for ever. Against nobody
    a side wins at once.

    >>> battle_outcome(600.0, 1000.0, 0.04, 0.01).winner
    1
    >>> round(battle_outcome(600.0, 1000.0, 0.04, 0.01).survivors, 4)
    331.6625
    >>> round(battle_outcome(1000.0, 800.0, 0.01, 0.01).time, 4)
    109.8612
    """
    if a <= 0.0 or b <= 0.0:
        if a <= 0.0 and b <= 0.0:
            return Battle(0, 0.0, 0.0)
        return Battle(1, a, 0.0) if a > 0.0 else Battle(-1, b, 0.0)
    if attrition_a <= 0.0 and attrition_b <= 0.0:
        return Battle(0, a + b, INFINITY)
    size = max(a, b)
    power = max(attrition_a, attrition_b)
    power_a = attrition_a / power * (a / size) * (a / size)
    power_b = attrition_b / power * (b / size) * (b / size)
    if abs(power_a - power_b) <= _DRAW * max(power_a, power_b):
        return Battle(0, 0.0, INFINITY)
    if power_a > power_b:
        left = a * sqrt((power_a - power_b) / power_a)
        return Battle(1, left, b / a / attrition_a * _artanh_over(power_b / power_a))
    left = b * sqrt((power_b - power_a) / power_b)
    return Battle(-1, left, a / b / attrition_b * _artanh_over(power_a / power_b))
