r"""A crisis is an opening: on its days others may try as well.

Equations
---------
E10 (ii): an opportunity arises with probability :math:`p_{open}` on the day of a hub's fall, of a
break of the front, of an election, the day after an attack survived, and on each day of a mutiny;
it is the citizens' with share :math:`\chi_c`, else elites' and units'. Where citizens start,
:math:`.3(org_D - .5)` is added to :math:`p_{open}`: an organised opposition seizes the day.

Reads
-----
Whether a column set out today or was on the road, whether an attack was survived yesterday, whether
the front breaks or an election is held today, and how well the opposition is organised.

Writes
------
Whether an opportunity is open, and whose.

Limits
------
One draw a day, however many reasons the day has; whose day it would be is drawn first. Without the
unarmed channel a day that would be the citizens' opens nothing. Funerals open nothing, because a
ruler's death ends the run. An opening comes too suddenly to be found out beforehand.

Source
------
The reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import PURPOSE_INITIATOR, PURPOSE_OPENING, Address, draw_uniform
from interregnum.kernels.scalar import scalar

CITIZENS = 1.0
INSIDERS = 2.0
ORGANISATION_EFFECT = 0.3
ORGANISATION_MIDDLE = 0.5


class Params(NamedTuple):
    """How likely a crisis day opens an opportunity."""

    open_probability: Annotated[float, Param("1", 0.2, 0.7, "assumed", "p_open")] = 0.5


class Reads(NamedTuple):
    """What the rule needs."""

    opened: Annotated[float, State("attempts.open")]
    initiator: Annotated[float, State("attempts.initiator")]
    began: Annotated[float, State("mutiny.began")]
    marching: Annotated[float, State("mutiny.on_road", previous=True)]
    survived: Annotated[float, State("attempts.survived", previous=True)]
    front_breaks: Annotated[float, State("war.breaks")]
    election: Annotated[float, State("election.held")]
    citizen_share: Annotated[float, Shared("opportunity.citizen_share")]
    organisation: Annotated[float, Shared("factions.preparation_democrats")]
    unarmed: Annotated[float, Shared("scenario.unarmed")]


class Writes(NamedTuple):
    """What the rule sets."""

    opened: Annotated[float, State("attempts.open")]
    initiator: Annotated[float, State("attempts.initiator")]


@scalar
def is_crisis_day(reads: Reads) -> bool:
    """Return whether today is a day on which a crisis may open an opportunity."""
    if reads.began > 0.0 or reads.marching > 0.0 or reads.survived > 0.0:
        return True
    return reads.front_breaks > 0.0 or reads.election > 0.0


@scalar
def chance_of(initiator: float, open_probability: float, organisation: float) -> float:
    """Return the probability that a crisis day opens an opportunity of an initiator's.

    >>> round(chance_of(CITIZENS, 0.5, 1.0), 12), chance_of(INSIDERS, 0.5, 1.0)
    (0.65, 0.5)
    """
    if initiator != CITIZENS:
        return open_probability
    raised = open_probability + ORGANISATION_EFFECT * (organisation - ORGANISATION_MIDDLE)
    return min(max(raised, 0.0), 1.0)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw whether the crisis opens an opportunity today."""
    if reads.opened > 0.0 or not is_crisis_day(reads):
        return Writes(reads.opened, reads.initiator)
    by_citizens = draw_uniform(at, 1, PURPOSE_INITIATOR) < reads.citizen_share
    initiator = CITIZENS if by_citizens else INSIDERS
    if by_citizens and reads.unarmed <= 0.0:
        return Writes(reads.opened, reads.initiator)
    chance = chance_of(initiator, params.open_probability, reads.organisation)
    if draw_uniform(at, 0, PURPOSE_OPENING) >= chance:
        return Writes(reads.opened, reads.initiator)
    return Writes(1.0, initiator)


MECHANISM = Mechanism(
    name="opening",
    equation="E10 (ii)",
    title="A crisis day opens an opportunity",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C21",),
)
