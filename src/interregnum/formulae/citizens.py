"""What citizens pay for a war, what they remember, and how well they agree on a date."""

from __future__ import annotations

from interregnum.kernels.scalar import scalar

LED_BY_CITIZENS = 1.0
ORGANISATION_EFFECT = 0.3
MOST_SIGNALS_KEPT = 10.0  # the grid's signals are laid out for this precision at most


@scalar
def war_weariness(effect: float, rest: float, support: float) -> float:
    """Return what lost war support takes off the cost; nothing where none is modelled.

    >>> war_weariness(1.0, 0.6, 0.5), war_weariness(1.0, 0.6, 0.0)
    (0.09999999999999998, 0.0)
    """
    return effect * (rest - support) if support > 0.0 else 0.0


@scalar
def focal_chance(base: float, gain: float, organisation: float, initiator: float) -> float:
    """Return the probability that the largest threshold is played.

    >>> focal_chance(0.5, 0.2, 0.9, 2.0), round(focal_chance(0.5, 0.2, 0.9, 1.0), 12)
    (0.7, 0.82)
    """
    chance = base + gain
    if initiator == LED_BY_CITIZENS:
        chance += ORGANISATION_EFFECT * (organisation - 0.5)
    return max(0.0, min(chance, 1.0))


@scalar
def precision_remembered(precision: float, opportunities: float, memory: float) -> float:
    """Return citizens' private precision, with the signals of earlier opportunities or without.

    >>> precision_remembered(6.0, 2.0, 0.0), precision_remembered(6.0, 2.0, 1.0)
    (6.0, 18.0)
    """
    if memory <= 0.0:
        return precision
    return precision * min(1.0 + opportunities, MOST_SIGNALS_KEPT)
