"""Which days need attention: the clocks of days, of the column's hours and of the aftermath.

Belief is looked at and hazards are reviewed on event days (day 0, an open opportunity, a column
that sets out or moves, a front that breaks, an election, the day after a failed attempt) and
every 30 days. Thresholds are solved on event days and after whatever else changes what people
know or risk: a place taken, an attack survived, a pyramid that deserts. The days after a removal
are counted in weeks and months of their own.
"""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Shared, State
from interregnum.formulae.belief import Belief, mean_of, share_below
from interregnum.formulae.march import Road
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

REVIEW_DAYS = 30.0
WEEK = 7.0
MONTH = 30.0


class Params(NamedTuple):
    """None."""


class DayReads(NamedTuple):
    """What the day's clock needs."""

    survived: Annotated[float, State("attempts.survived", previous=True)]
    failed: Annotated[float, State("mutiny.failed", previous=True)]
    called: Annotated[float, State("attempts.service_called", previous=True)]
    on_road: Annotated[float, State("mutiny.on_road", previous=True)]
    stolen: Annotated[float, State("election.stolen", previous=True)]
    breaks: Annotated[float, State("war.breaks")]
    election: Annotated[float, State("election.held")]
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

    >>> day_rule(DayReads(*[0.0] * 10), Params(), Address(0, 0, 30))
    DayWrites(event=0.0, review=1.0)
    """
    reasons = reads.survived + reads.failed + reads.called + reads.on_road + reads.opened
    reasons += reads.breaks + reads.election + reads.stolen
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

    >>> road = Road([100.0], [0.0], [0.0], [0.0], [-1.0], [1.0] * 5)
    >>> march_rule(MarchReads(1.0, 0.0, 21.0, 50.0, road), Params(), Address(0, 0, 0)).due
    1.0
    """
    place = int(reads.place)
    if reads.on_road <= 0.0 or place >= int(reads.road.totals[0]):
        return MarchWrites(0.0)
    arrival = reads.hour + reads.road.leg[place] / reads.speed
    return MarchWrites(1.0 if arrival < 24.0 * (at.day + 1.0) else 0.0)


class DaybookReads(NamedTuple):
    """What the daybook needs."""

    review: Annotated[float, State("clock.review")]
    mean: Annotated[float, State("belief.mean", previous=True)]
    fall_chance: Annotated[float, State("belief.fall_chance", previous=True)]
    anchor: Annotated[float, State("belief.anchor")]
    memory_rate: Annotated[float, Shared("belief_diffusion.memory_rate")]
    threshold: Annotated[float, State("game.threshold")]
    belief: Annotated[Belief, State("belief.density")]


class DaybookWrites(NamedTuple):
    """What the daybook sets."""

    mean: Annotated[float, State("belief.mean")]
    fall_chance: Annotated[float, State("belief.fall_chance")]


@scalar
def daybook_rule(reads: DaybookReads, params: Params, at: Address) -> DaybookWrites:
    """Write down what the public believes tonight.

    Between reviews the density stands still, but its mean is known: it decays to the anchor.

    >>> daybook_rule(DaybookReads(0.0, 0.9, 0.1, 0.5, 0.0, 0.2, 0), Params(), Address(0, 0, 3))
    DaybookWrites(mean=0.9, fall_chance=0.1)
    """
    if reads.review > 0.0:
        chance = share_below(reads.belief, reads.threshold)
        return DaybookWrites(mean_of(reads.belief), chance)
    kept = exp(-reads.memory_rate / 365.0)
    return DaybookWrites(reads.anchor + kept * (reads.mean - reads.anchor), reads.fall_chance)


class AftermathReads(NamedTuple):
    """What the clock of the aftermath needs."""

    day: Annotated[float, State("aftermath.day", previous=True)]
    length: Annotated[float, Shared("scenario.aftermath")]


class AftermathWrites(NamedTuple):
    """What the clock of the aftermath sets."""

    day: Annotated[float, State("aftermath.day")]
    week: Annotated[float, State("aftermath.week")]
    month: Annotated[float, State("aftermath.month")]
    last: Annotated[float, State("aftermath.last")]


@scalar
def starts(day: float, span: float) -> float:
    """Return 1 on the days 0, span, 2 span, ...

    >>> starts(14.0, 7.0), starts(15.0, 7.0)
    (1.0, 0.0)
    """
    return 1.0 if day - span * floor(day / span) == 0.0 else 0.0


@scalar
def aftermath_rule(reads: AftermathReads, params: Params, at: Address) -> AftermathWrites:
    """Count the days after a removal.

    >>> aftermath_rule(AftermathReads(-1.0, 913.0), Params(), Address(0, 0, 40)).day
    0.0
    """
    day = reads.day + 1.0
    last = 1.0 if day + 1.0 >= reads.length else 0.0
    return AftermathWrites(day, starts(day, WEEK), starts(day, MONTH), last)


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

DAYBOOK = Mechanism(
    name="daybook",
    equation="clock",
    title="What the public believes tonight",
    params=Params,
    reads=DaybookReads,
    writes=DaybookWrites,
    rule=daybook_rule,
)

AFTERMATH_CLOCK = Mechanism(
    name="aftermath_clock",
    equation="clock",
    title="Weeks and months after a removal",
    params=Params,
    reads=AftermathReads,
    writes=AftermathWrites,
    rule=aftermath_rule,
)
