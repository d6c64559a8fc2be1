r"""Once citizens have begun, they come back every week until they win or nobody comes.

Equations
---------
Campaign (with E4): a citizens' opportunity opens a campaign: ★ is solved every 7 days with
:math:`\tilde A` from the last solve, until collapse, or :math:`A = A_{crit}\,s_c < .001` for 30
days. :math:`\nu = 1 - u\,arms_c`: the better armed citizens are, the less peaceful they look.

Reads
-----
Yesterday's opportunity and whose it was, the campaign so far, turnout at the last solve, whether
an opportunity is open today already, citizens' arms, and which channels of change are open.

Writes
------
The campaign's state, turnout (which ends with it), today's opportunity if it is due, and
nonviolence.

Limits
------
One campaign at a time. Only the mobilisable pool acts. Where the unarmed channel is closed no
campaign starts and one that is on ends at once; where the armed one is, nobody has arms.

Source
------
The reference model's own; weekly rhythm and participation: Chenoweth and Stephan (2011), Why
Civil Resistance Works (from memory).
"""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

CITIZENS = 1.0
WEEK = 7.0
NOBODY_CAME = 0.001
QUIET_DAYS = 30.0


class Params(NamedTuple):
    """How large a part of the population can be mobilised, and what its arms look like."""

    mobilisable_share: Annotated[
        float, Param("1", 0.01, 0.06, "assumed after NAVCO's participation bins", "A_crit")
    ] = 0.035
    violence_per_arms: Annotated[
        float, Param("1", 0.3, 1.0, "assumed: violence seen where all are armed", "u")
    ] = 0.8


class Reads(NamedTuple):
    """What the rule needs."""

    began: Annotated[float, State("attempts.open", previous=True)]
    by: Annotated[float, State("attempts.initiator", previous=True)]
    on: Annotated[float, State("campaign.on", previous=True)]
    age: Annotated[float, State("campaign.age", previous=True)]
    quiet: Annotated[float, State("campaign.quiet_days", previous=True)]
    came: Annotated[float, State("citizens.turnout", previous=True)]
    turnout: Annotated[float, State("campaign.turnout", previous=True)]
    opened: Annotated[float, State("attempts.open")]
    initiator: Annotated[float, State("attempts.initiator")]
    arms: Annotated[float, Shared("factions.arms_democrats")]
    armed: Annotated[float, Shared("scenario.armed")]
    unarmed: Annotated[float, Shared("scenario.unarmed")]


class Writes(NamedTuple):
    """What the rule sets."""

    on: Annotated[float, State("campaign.on")]
    age: Annotated[float, State("campaign.age")]
    quiet: Annotated[float, State("campaign.quiet_days")]
    turnout: Annotated[float, State("campaign.turnout")]
    opened: Annotated[float, State("attempts.open")]
    initiator: Annotated[float, State("attempts.initiator")]
    ended: Annotated[float, State("campaign.ended")]
    nonviolence: Annotated[float, State("citizens.nonviolence")]


@scalar
def is_due(age: float) -> bool:
    """Return whether a campaign of an age [d] acts today: every seventh day.

    >>> is_due(7.0), is_due(8.0), is_due(0.0)
    (True, False, False)
    """
    return age > 0.0 and age - WEEK * floor(age / WEEK) == 0.0


@scalar
def quiet_after(quiet: float, population_share: float) -> float:
    """Return for how many days nobody has come, one day later.

    >>> quiet_after(3.0, 0.0), quiet_after(3.0, 0.02)
    (4.0, 0.0)
    """
    return quiet + 1.0 if population_share < NOBODY_CAME else 0.0


@scalar
def nonviolence_of(arms: float, violence_per_arms: float) -> float:
    """Return the share of nonviolence where a share of citizens is armed.

    >>> nonviolence_of(0.0, 0.8), nonviolence_of(0.5, 0.8)
    (1.0, 0.6)
    """
    return min(max(1.0 - violence_per_arms * arms, 0.0), 1.0)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Carry the campaign on by a day."""
    peace = nonviolence_of(reads.arms * reads.armed, params.violence_per_arms)
    if reads.unarmed <= 0.0:
        stopped = 1.0 if reads.on > 0.0 else 0.0
        return Writes(0.0, 0.0, 0.0, 0.0, reads.opened, reads.initiator, stopped, peace)
    on = reads.on
    age = reads.age + 1.0
    quiet = reads.quiet
    acted = reads.began > 0.0 and reads.by == CITIZENS
    if on <= 0.0:
        if not acted:
            opened, initiator = reads.opened, reads.initiator
            return Writes(0.0, 0.0, 0.0, 0.0, opened, initiator, 0.0, peace)
        on = 1.0
        age = 1.0
        quiet = 0.0
    turnout = reads.came if acted else reads.turnout
    quiet = quiet_after(quiet, params.mobilisable_share * turnout)
    if quiet >= QUIET_DAYS:
        return Writes(0.0, 0.0, 0.0, 0.0, reads.opened, reads.initiator, 1.0, peace)
    if reads.opened <= 0.0 and is_due(age):
        return Writes(on, age, quiet, turnout, 1.0, CITIZENS, 0.0, peace)
    return Writes(on, age, quiet, turnout, reads.opened, reads.initiator, 0.0, peace)


MECHANISM = Mechanism(
    name="campaign",
    equation="E4 (campaign)",
    title="Citizens come back every week",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C03", "C04", "C06"),
)
