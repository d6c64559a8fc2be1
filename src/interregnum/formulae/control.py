"""Who holds the country: regions counted by their people, and the capital among them.

A side is in control if it holds the capital and at least 60 % of the population; those who share
power are counted together.
"""

from __future__ import annotations

from interregnum.formulae.factions import NOBODY, SHARED, SIDES, Factions, Regions
from interregnum.kernels.scalar import scalar

CONTROL_BOUND = 0.6


@scalar
def find_control(factions: Factions, regions: Regions) -> None:
    """Write the share of the population in each side's regions into ``factions.control``."""
    for k in range(SIDES):
        factions.control[k] = 0.0
    for i in range(int(regions.totals[0])):
        factions.control[int(regions.holder[i])] += regions.share[i]


@scalar
def capital_holder(regions: Regions) -> float:
    """Return the side that holds the capital.

    >>> capital_holder(Regions([0.4, 0.6], [0.0, 3.0], [2.0, 1.0]))
    3.0
    """
    return float(regions.holder[int(regions.totals[1])])


@scalar
def side_in_control(factions: Factions, regions: Regions, holder: float) -> float:
    """Return who holds the capital and 60 % of the population, -1 if nobody does.

    Parameters
    ----------
    factions
        The table of sides, with ``control`` as it stands.
    regions
        Who holds which.
    holder
        Who rules: a side, 5 for those who share power (``party`` marks them), or -1.

    >>> sides = Factions(*[[0.0] * 5] * 11, [0.0, 0.0, 0.0, 0.6, 0.4], [0.0])
    >>> side_in_control(sides, Regions([0.4, 0.6], [4.0, 3.0], [2.0, 1.0]), -1.0)
    3.0
    >>> side_in_control(sides, Regions([0.4, 0.6], [4.0, 3.0], [2.0, 0.0]), -1.0)
    -1.0
    """
    capital = int(capital_holder(regions))
    share = factions.control[capital]
    who = float(capital)
    if holder == SHARED and factions.party[capital] > 0.0:
        who = holder
        share = 0.0
        for k in range(SIDES):
            if factions.party[k] > 0.0:
                share += factions.control[k]
    # A share of .6 exactly must not be missed for the rounding of its sum.
    return who if share >= CONTROL_BOUND - 1e-12 else float(NOBODY)


@scalar
def days_in_control(before: float, now: float, days: float) -> float:
    """Return for how many days the same has been in control, today included.

    >>> days_in_control(3.0, 3.0, 10.0), days_in_control(3.0, 1.0, 10.0)
    (11.0, 1.0)
    >>> days_in_control(3.0, -1.0, 10.0)
    0.0
    """
    if now < 0.0:
        return 0.0
    return days + 1.0 if now == before else 1.0


@scalar
def hand_over(factions: Factions, regions: Regions, heir: float) -> None:
    """Give the regions of all sides marked as ``party`` to one side."""
    for i in range(int(regions.totals[0])):
        if factions.party[int(regions.holder[i])] > 0.0:
            regions.holder[i] = heir


@scalar
def set_ruler(factions: Factions, side: int) -> None:
    """Mark one side as the only one that rules."""
    for k in range(SIDES):
        factions.party[k] = 1.0 if k == side else 0.0
