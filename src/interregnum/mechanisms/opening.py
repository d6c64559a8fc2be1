r"""A crisis is an opening: on its days others may try as well.

Equations
---------
E10 (ii): an opportunity arises with probability :math:`p_{open}` on the day of a hub's fall, the
day after an attack survived, and on each day of a mutiny; it is the citizens' with share
:math:`\chi_c`, else elites' and units'.

Reads
-----
Whether a column set out today or was on the road, and whether an attack was survived yesterday.

Writes
------
Whether an opportunity is open, and whose.

Limits
------
One draw a day, however many reasons the day has. Front breaks, elections and funerals open
opportunities once they are modelled. An opening comes too suddenly to be found out beforehand.

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
    citizen_share: Annotated[float, Shared("opportunity.citizen_share")]


class Writes(NamedTuple):
    """What the rule sets."""

    opened: Annotated[float, State("attempts.open")]
    initiator: Annotated[float, State("attempts.initiator")]


@scalar
def is_crisis_day(marching: float, survived: float) -> bool:
    """Return whether a day is one on which a crisis may open an opportunity.

    >>> is_crisis_day(0.0, 0.0), is_crisis_day(1.0, 0.0)
    (False, True)
    """
    return marching > 0.0 or survived > 0.0


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw whether the crisis opens an opportunity today."""
    crisis = is_crisis_day(reads.began + reads.marching, reads.survived)
    if reads.opened > 0.0 or not crisis:
        return Writes(reads.opened, reads.initiator)
    if draw_uniform(at, 0, PURPOSE_OPENING) >= params.open_probability:
        return Writes(reads.opened, reads.initiator)
    by_citizens = draw_uniform(at, 1, PURPOSE_INITIATOR) < reads.citizen_share
    return Writes(1.0, CITIZENS if by_citizens else INSIDERS)


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
