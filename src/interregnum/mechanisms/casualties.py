r"""The dead are counted: today, in the crisis that is on, and in all.

Equations
---------
E5, E9, E14: deaths today are those in crowds, in the mutiny and in the contest; they add up from
the first day, and from the first day of each crisis.

Reads
-----
Today's deaths by cause, and what makes a crisis: a campaign, a column, an attack, a removal.

Writes
------
Deaths today, in the crisis and so far, and whether a crisis is on.

Limits
------
A crisis lasts while a campaign or a column is on, or was this morning, on the day of an attack, and
from a removal on; after it its count stands until the next begins. Two crises that touch are one.
Deaths at the front are the war's and are not counted here: they are no violence of a breakdown.

Source
------
The reference model's own; deaths of a breakdown as Geddes, Wright and Frantz (2014) code its
violence, doi:10.1017/S1537592714000851.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """None: deaths belong to what causes them."""


class Reads(NamedTuple):
    """What the rule needs."""

    crowd_deaths: Annotated[float, State("repression.deaths")]
    mutiny_deaths: Annotated[float, State("mutiny.deaths")]
    contest_deaths: Annotated[float, State("contest.deaths")]
    campaign: Annotated[float, State("campaign.on")]
    campaign_before: Annotated[float, State("campaign.on", previous=True)]
    began: Annotated[float, State("mutiny.began")]
    on_road: Annotated[float, State("mutiny.on_road")]
    on_road_before: Annotated[float, State("mutiny.on_road", previous=True)]
    attack: Annotated[float, State("attempts.size")]
    removed: Annotated[float, State("outcome.removed")]
    crisis_before: Annotated[float, State("deaths.crisis_on", previous=True)]
    crisis: Annotated[float, State("deaths.crisis", previous=True)]
    total: Annotated[float, State("deaths.total", previous=True)]


class Writes(NamedTuple):
    """What the rule sets."""

    today: Annotated[float, State("deaths.today")]
    crisis: Annotated[float, State("deaths.crisis")]
    total: Annotated[float, State("deaths.total")]
    crisis_on: Annotated[float, State("deaths.crisis_on")]


@scalar
def is_crisis(reads: Reads) -> bool:
    """Return whether today belongs to a crisis.

    >>> quiet = Reads(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    >>> is_crisis(quiet), is_crisis(quiet._replace(attack=0.2))
    (False, True)
    """
    citizens = reads.campaign > 0.0 or reads.campaign_before > 0.0
    column = reads.began > 0.0 or reads.on_road > 0.0 or reads.on_road_before > 0.0
    return citizens or column or reads.attack > 0.0 or reads.removed > 0.0


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Count today's dead."""
    today = reads.crowd_deaths + reads.mutiny_deaths + reads.contest_deaths
    total = reads.total + today
    if not is_crisis(reads):
        return Writes(today, reads.crisis, total, 0.0)
    before = reads.crisis if reads.crisis_before > 0.0 else 0.0
    return Writes(today, before + today, total, 1.0)


MECHANISM = Mechanism(
    name="casualties",
    equation="E5 (deaths)",
    title="The dead are counted",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C02", "C20"),
)
