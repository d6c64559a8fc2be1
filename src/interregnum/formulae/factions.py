"""Those who contest the ruins of a regime, and the regions that they hold.

Five sides: the incumbent, insiders, militarised nationalists (N), the democratic opposition (D)
and regional powers. Roles, not persons.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.kernels.scalar import scalar

INCUMBENT = 0
INSIDERS = 1
NATIONALISTS = 2
DEMOCRATS = 3
REGIONAL = 4
SIDES = 5
SHARED = 5
NOBODY = -1
MOST_ACTORS = 20


class Factions(NamedTuple):
    """One entry a side (5), and one a foreign actor (20) in ``choice``.

    ``armed`` and ``armed_start`` [persons], ``mobilised`` [share of the mobilisable pool],
    ``elite`` [weight, 1 in all], ``preparation``, ``external`` and ``recognised`` [1],
    ``resource`` r, ``chance`` p, ``optimism`` ε [1], ``party`` 1 for those who rule, ``control``
    [share of the population]; ``choice`` is 0 or one more than the side that an actor recognises.
    """

    armed: Any
    armed_start: Any
    mobilised: Any
    elite: Any
    preparation: Any
    external: Any
    recognised: Any
    resource: Any
    chance: Any
    optimism: Any
    party: Any
    control: Any
    choice: Any


class Regions(NamedTuple):
    """Regions by their share of the population, who holds them, and totals.

    ``share`` sums to 1; ``holder`` is a side; ``totals`` holds the number of regions and which of
    them is the capital.
    """

    share: Any
    holder: Any
    totals: Any


@scalar
def set_side(factions: Factions, k: int, armed: float, preparation: float, abroad: float) -> None:
    """Write a side that starts with so many armed persons, so well prepared and supported."""
    factions.armed[k] = armed
    factions.armed_start[k] = armed
    factions.preparation[k] = preparation
    factions.external[k] = abroad
    factions.mobilised[k] = 0.0
    factions.elite[k] = 0.0
    factions.recognised[k] = 0.0
    factions.resource[k] = 0.0
    factions.chance[k] = 0.0
    factions.optimism[k] = 0.0
    factions.party[k] = 0.0
