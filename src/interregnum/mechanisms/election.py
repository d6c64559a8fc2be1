r"""Elections come round every few years, and the end of a term casts its shadow before it.

Equations
---------
E16: an election every 5 years (4-6). The first falls on a day drawn uniformly within one period,
unless the scenario knows it. The lame-duck date of E6 is the last half year of a term: an
election is near on its day and on the 180 days before it.

Reads
-----
Whether the scenario has elections and an unarmed channel, and the day of the next election.

Writes
------
The day of the next election, whether one is held today, whether one is near.

Limits
------
Dates are kept: none is brought forward, put off or called off. Before day 0 nothing is near, so
that the start is that of a ruler in the middle of a term.

Source
------
The reference model's own; elections as focal dates: Tucker (2007), Enough! Electoral Fraud,
Collective Action Problems, and Post-Communist Colored Revolutions, Perspectives on Politics 5(3).
"""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import PURPOSE_ELECTION_DATE, Address, draw_uniform
from interregnum.kernels.scalar import scalar

DAYS_A_YEAR = 365.25
NEAR_DAYS = 180.0


class Params(NamedTuple):
    """How long a term is, and when the first one ends."""

    period: Annotated[float, Param("yr", 4.0, 6.0, "assumed: usual terms", "T_el")] = 5.0
    first_day: Annotated[
        float,
        Param("d", -1.0, 3652.0, "assumed: -1, drawn; else a fact of the case", "t_el", "fixed"),
    ] = -1.0


class Reads(NamedTuple):
    """What the rule needs."""

    next_day: Annotated[float, State("election.next_day", previous=True)]
    elections: Annotated[float, Shared("scenario.elections")]
    unarmed: Annotated[float, Shared("scenario.unarmed")]


class Writes(NamedTuple):
    """What the rule sets."""

    next_day: Annotated[float, State("election.next_day")]
    held: Annotated[float, State("election.held")]
    near: Annotated[float, State("election.near")]


@scalar
def first_election(params: Params, u: float) -> float:
    """Return the day of the first election, for a uniform number u, unless it is known.

    >>> first_election(Params(), 0.5), first_election(Params(first_day=265.0), 0.5)
    (913.0, 265.0)
    """
    if params.first_day >= 0.0:
        return float(floor(params.first_day))
    return float(floor(u * params.period * DAYS_A_YEAR))


@scalar
def is_near(day: float, election_day: float) -> bool:
    """Return whether an election is today or within the next 180 days.

    >>> is_near(84.0, 265.0), is_near(85.0, 265.0), is_near(265.0, 265.0), is_near(266.0, 265.0)
    (False, True, True, False)
    """
    return election_day - NEAR_DAYS <= day <= election_day


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Say whether an election is held today or near, and when the next one is due."""
    if reads.elections <= 0.0 or reads.unarmed <= 0.0:
        return Writes(0.0, 0.0, 0.0)
    if at.day < 0:
        return Writes(first_election(params, draw_uniform(at, 0, PURPOSE_ELECTION_DATE)), 0.0, 0.0)
    due = reads.next_day
    near = 1.0 if is_near(float(at.day), due) else 0.0
    if at.day < due:
        return Writes(due, 0.0, near)
    return Writes(due + floor(params.period * DAYS_A_YEAR + 0.5), 1.0, near)


MECHANISM = Mechanism(
    name="election",
    equation="E16 (dates)",
    title="Elections come round",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
)
