r"""A day of fighting between several armed sides, each of which fires at all others.

Equations
---------
Aimed fire, spread over the others in proportion to their strength:

.. math:: \Delta S_k = -a \sum_{i \ne k} S_i \frac{S_k}{\sum_{j \ne i} S_j}

With two sides this is Lanchester's square law, one day at a time.

References
----------
F. W. Lanchester, Aircraft in Warfare: the Dawn of the Fourth Arm, Constable (1916), chapters V
and VI. The spread of fire is the model's own.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from interregnum.formulae.factions import SIDES
from interregnum.kernels.scalar import scalar


@scalar
def count_armed(strength: Sequence[float]) -> int:
    """Return how many sides are armed.

    >>> count_armed([5.0, 0.0, 1.0, 0.0, 0.0])
    2
    """
    armed = 0
    for k in range(SIDES):
        if strength[k] > 0.0:
            armed += 1
    return armed


@scalar
def loss_of(strength: Sequence[float], k: int, attrition: float) -> float:
    """Return how many persons side k loses in a day.

    Parameters
    ----------
    strength
        Armed persons of the five sides.
    k
        The side.
    attrition
        What one person destroys of the others in a day [persons/d].

    >>> loss_of([1000.0, 800.0, 0.0, 0.0, 0.0], 1, 0.01)
    10.0
    """
    own = strength[k]
    if own <= 0.0:
        return 0.0
    loss = 0.0
    for i in range(SIDES):
        if i != k and strength[i] > 0.0:
            targets = 0.0
            for j in range(SIDES):
                if j != i:
                    targets += strength[j]
            if targets > 0.0:
                loss += attrition * strength[i] * (own / targets)
    return min(loss, own)


@scalar
def fight_a_day(strength: MutableSequence[float], attrition: float) -> float:
    """Let all sides fire for a day; change their strength and return how many have died.

    >>> sides = [1000.0, 800.0, 0.0, 0.0, 0.0]
    >>> fight_a_day(sides, 0.01)
    18.0
    >>> sides
    [992.0, 790.0, 0.0, 0.0, 0.0]
    """
    # Fire is simultaneous, so no side's loss may be taken off before all are known.
    loss0 = loss_of(strength, 0, attrition)
    loss1 = loss_of(strength, 1, attrition)
    loss2 = loss_of(strength, 2, attrition)
    loss3 = loss_of(strength, 3, attrition)
    loss4 = loss_of(strength, 4, attrition)
    strength[0] -= loss0
    strength[1] -= loss1
    strength[2] -= loss2
    strength[3] -= loss3
    strength[4] -= loss4
    return loss0 + loss1 + loss2 + loss3 + loss4
