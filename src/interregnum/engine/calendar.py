"""Which days need attention: the two clocks of the day, days and the column's hours.

Belief is looked at and hazards are reviewed on event days (day 0, an open opportunity, a column
that sets out or moves, the day after a failed attempt) and every 30 days. Thresholds are solved
on event days and after whatever else changes what people know or risk: a place taken, an attack
survived, a pyramid that deserts.
"""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Shared, State
from interregnum.formulae.march import Road
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

REVIEW_DAYS = 30.0


class Params(NamedTuple):
    """None."""


class DayReads(NamedTuple):
    """What the day's clock needs."""

    survived: Annotated[float, State("attempts.survived", previous=True)]
    failed: Annotated[float, State("mutiny.failed", previous=True)]
    called: Annotated[float, State("attempts.service_called", previous=True)]
    on_road: Annotated[float, State("mutiny.on_road", previous=True)]
    opened: Annotated[float, State("attempts.open")]
    happens: Annotated[float, Shared("scenario.mutiny_happens")]
    onset_day: Annotated[float, Shared("scenario.onset_day")]


class DayWrites(NamedTuple):
    """What the day's clock sets."""

    event: Annotated[float, State("clock.event")]
    review: Annotated[float, State("clock.review")]


@scalar
def day_rule(reads: DayReads, params: Params, at: Address) -> DayWrites:
    """Say whether today is an event day and whether hazards are reviewed.

    >>> day_rule(DayReads(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), Params(), Address(0, 0, 30))
    DayWrites(event=0.0, review=1.0)
    """
    reasons = reads.survived + reads.failed + reads.called + reads.on_road + reads.opened
    event = 1.0 if at.day == 0 or reasons > 0.0 else 0.0
    if reads.happens > 0.0 and reads.onset_day == at.day:
        event = 1.0
    since = at.day - REVIEW_DAYS * floor(at.day / REVIEW_DAYS)
    review = 1.0 if event > 0.0 or since == 0.0 else 0.0
    return DayWrites(event, review)


class MarchReads(NamedTuple):
    """What the column's clock needs."""

    on_road: Annotated[float, State("mutiny.on_road")]
    place: Annotated[float, State("mutiny.place")]
    hour: Annotated[float, State("mutiny.hour")]
    speed: Annotated[float, Shared("garrison_stand.column_speed")]
    road: Annotated[Road, State("road.places")]


class MarchWrites(NamedTuple):
    """What the column's clock sets."""

    due: Annotated[float, State("mutiny.due")]


@scalar
def march_rule(reads: MarchReads, params: Params, at: Address) -> MarchWrites:
    """Say whether the column reaches its next place before midnight.

    >>> road = Road([100.0], [0.0], [0.0], [1.0, 1.0, 1.0])
    >>> march_rule(MarchReads(1.0, 0.0, 21.0, 50.0, road), Params(), Address(0, 0, 0)).due
    1.0
    """
    place = int(reads.place)
    if reads.on_road <= 0.0 or place >= int(reads.road.totals[0]):
        return MarchWrites(0.0)
    arrival = reads.hour + reads.road.leg[place] / reads.speed
    return MarchWrites(1.0 if arrival < 24.0 * (at.day + 1.0) else 0.0)


DAY_CLOCK = Mechanism(
    name="day_clock",
    equation="clock",
    title="Which days are event days",
    params=Params,
    reads=DayReads,
    writes=DayWrites,
    rule=day_rule,
)

MARCH_CLOCK = Mechanism(
    name="march_clock",
    equation="clock",
    title="Does the column reach its next place today?",
    params=Params,
    reads=MarchReads,
    writes=MarchWrites,
    rule=march_rule,
)
