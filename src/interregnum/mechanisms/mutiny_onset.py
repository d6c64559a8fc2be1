r"""A service turns on the ruler when its leader thinks that it can win all the way.

Equations
---------
E9, onset: the leader's signal :math:`x_m \sim N(\theta, 1/\beta_u)`, drawn once, gives
:math:`P(\text{win all places} \mid b, x_m) \ge q_{start}`, checked when an opportunity of E10
falls to that service; a scheduled onset replaces the check. Where a scenario imposes what its
column does on the road, nobody turns by rule before it has set out; a service without strength,
and any service where the armed channel is closed, never turns.

Reads
-----
The schedule, the armed channel, whether an opportunity fell to the service yesterday, belief and
the last threshold, and the road with what is imposed on it.

Writes
------
Whether a column is on the road, whether it is the scheduled one, its strength, place and hour,
the leader's signal, and the forces that are absent meanwhile.

Limits
------
One service, one column at a time. Persons are the service's; no person's intent is modelled.

Source
------
The reference model's own; coups as coordination among officers: Singh (2014), Seizing Power
(from memory).
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import Belief, posterior_below
from interregnum.formulae.likelihood import Game
from interregnum.formulae.march import Battle, Road, strength_overcome
from interregnum.formulae.view import Onlooker
from interregnum.kernels.random import PURPOSE_LEADER_SIGNAL, Address, draw_normal
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """When a leader dares, and how well the column fights."""

    start_bound: Annotated[float, Param("1", 0.1, 0.6, "assumed", "q_start")] = 0.35
    quality_ratio: Annotated[
        float,
        Param("1", 0.5, 2.0, "assumed: to be calibrated", "quality ratio", "log_uniform"),
    ] = 1.0
    resistance_by_strength: Annotated[
        float,
        Param("1", 0.0, 1.0, "assumed: a switch, 0 or 1", "θ in F_r", "fixed"),
    ] = 1.0


class Reads(NamedTuple):
    """What the rule needs."""

    happens: Annotated[float, Shared("scenario.mutiny_happens")]
    onset_day: Annotated[float, Shared("scenario.onset_day")]
    onset_hour: Annotated[float, Shared("scenario.onset_hour")]
    armed: Annotated[float, Shared("scenario.armed")]
    called: Annotated[float, State("attempts.service_called", previous=True)]
    service: Annotated[float, State("mutiny.service", previous=True)]
    strength: Annotated[float, State("strength.true")]
    threshold: Annotated[float, State("game.threshold", previous=True)]
    cost_units: Annotated[float, State("units.cost")]
    precision: Annotated[float, Shared("coordination.precision_units")]
    spread: Annotated[float, Shared("coordination.cost_spread")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]
    road: Annotated[Road, State("road.places")]


class Writes(NamedTuple):
    """What the rule sets."""

    began: Annotated[float, State("mutiny.began")]
    on_road: Annotated[float, State("mutiny.on_road")]
    column: Annotated[float, State("mutiny.column")]
    place: Annotated[float, State("mutiny.place")]
    hour: Annotated[float, State("mutiny.hour")]
    signal: Annotated[float, State("mutiny.leader_signal")]
    absent: Annotated[float, State("forces.absent")]
    scheduled: Annotated[float, State("mutiny.scheduled")]


@scalar
def chance_of_all(reads: Reads, params: Params, signal: float) -> float:
    """Return the leader's probability of winning at every place on the road."""
    onlooker = Onlooker(2, reads.precision, reads.cost_units, reads.spread)
    quality = params.quality_ratio
    battle = Battle(onlooker, reads.threshold, quality, params.resistance_by_strength)
    journey = (0, int(reads.road.totals[0]), reads.service)
    bound = strength_overcome(reads.belief, reads.game, battle, reads.road, journey)
    return posterior_below(reads.belief, bound, signal, reads.precision)


@scalar
def is_scheduled(reads: Reads, day: int) -> bool:
    """Return whether the case's own onset falls on a day.

    >>> is_scheduled(Reads(1.0, 0.0, 21.0, 1.0, 0.0, 2e4, 0.5, 0.2, 0.7, 40.0, 0.7, 0, 0, 0), 0)
    True
    """
    return reads.happens > 0.0 and reads.onset_day == day


@scalar
def awaits_imposed(reads: Reads, day: int) -> bool:
    """Return whether a column is still to come whose march the scenario imposes."""
    imposes = reads.road.imposed[0] > 0.0 or reads.road.totals[4] >= 0.0
    return reads.happens > 0.0 and day < reads.onset_day and imposes


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Let a column set out, if today is the day."""
    signal = reads.strength + draw_normal(at, 0, PURPOSE_LEADER_SIGNAL) / sqrt(reads.precision)
    begins = False
    scheduled = 0.0
    hour = at.day * 24.0
    if reads.service > 0.0 and reads.armed > 0.0:
        if is_scheduled(reads, at.day):
            begins = True
            scheduled = 1.0
            hour += reads.onset_hour
        elif reads.called > 0.0 and not awaits_imposed(reads, at.day):
            begins = chance_of_all(reads, params, signal) >= params.start_bound
    if not begins:
        return Writes(0.0, 0.0, 0.0, 0.0, hour, signal, 0.0, 0.0)
    absent = reads.service / max(reads.road.totals[1], 1.0)
    return Writes(1.0, 1.0, reads.service, 0.0, hour, signal, absent, scheduled)


MECHANISM = Mechanism(
    name="mutiny_onset",
    equation="E9",
    title="A service turns on the ruler",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C15", "C23"),
)
