"""Those who contest the ruins of a regime, and the regions that they hold.

Five sides: the incumbent, insiders, militarised nationalists (N), the democratic opposition (D)
and regional powers. Roles, not persons.
"""

from __future__ import annotations

from typing import Any, NamedTuple

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
