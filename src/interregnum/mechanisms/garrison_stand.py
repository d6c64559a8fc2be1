r"""At each place on the road the garrison chooses: stand aside, or fight the column.

Equations
---------
E9, a place: the share :math:`e_r` that stands aside follows ★★ at the true strength; resisters
:math:`F_r(1 - e_r)\max(\theta_t, 0)` (a switch drops the last factor) meet the column in
Lanchester's square law, closed form. The ease of the fall shows strength by ★★★. A lost battle
cuts belief: :math:`b \leftarrow b\,1\{\theta > \theta_{draw}\}`. The capital taken is the
regime's fall.

Reads
-----
The column, the road, the threshold under today's belief, units' cost and strength.

Writes
------
The column that is left, what the place showed, the forces absent and lost, and the outcome.

Limits
------
In a forward run ★★★ inverts ★★ exactly, so the strength shown is the true one, blurred by E1; it
is published only where somebody could have stood aside. Battles take no time.

Source
------
F. W. Lanchester, Aircraft in Warfare (1916, from memory); the choice of the garrison is the
reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import Belief, learn_survival
from interregnum.formulae.likelihood import Game
from interregnum.formulae.march import (
    Battle,
    Road,
    column_after,
    defence_lost,
    resistance,
    strength_overcome,
)
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

EXPOSURE_KIND = 1.0
BY_STATE_SERVICE = 5.0


class Params(NamedTuple):
    """How fast a column moves."""

    column_speed: Annotated[float, Param("km/h", 20.0, 80.0, "assumed", "v")] = 50.0


class Reads(NamedTuple):
    """What the rule needs."""

    column: Annotated[float, State("mutiny.column")]
    place: Annotated[float, State("mutiny.place")]
    hour: Annotated[float, State("mutiny.hour")]
    strength: Annotated[float, State("strength.true")]
    threshold: Annotated[float, State("game.threshold")]
    cost_units: Annotated[float, State("units.cost")]
    absent: Annotated[float, State("forces.absent")]
    lost: Annotated[float, State("forces.lost")]
    precision: Annotated[float, Shared("coordination.precision_units")]
    spread: Annotated[float, Shared("coordination.cost_spread")]
    quality: Annotated[float, Shared("mutiny_onset.quality_ratio")]
    by_strength: Annotated[float, Shared("mutiny_onset.resistance_by_strength")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]
    road: Annotated[Road, State("road.places")]


class Writes(NamedTuple):
    """What the rule sets."""

    column: Annotated[float, State("mutiny.column")]
    place: Annotated[float, State("mutiny.place")]
    hour: Annotated[float, State("mutiny.hour")]
    reached: Annotated[float, State("mutiny.place_reached")]
    ease: Annotated[float, State("mutiny.ease")]
    taken: Annotated[float, State("mutiny.place_taken")]
    held: Annotated[float, State("mutiny.place_held")]
    hub_fell: Annotated[float, State("mutiny.hub_fell")]
    absent: Annotated[float, State("forces.absent")]
    lost: Annotated[float, State("forces.lost")]
    published: Annotated[float, State("news.at_place")]
    shown: Annotated[float, State("news.strength_shown")]
    kind: Annotated[float, State("news.kind")]
    news_place: Annotated[float, State("news.place")]
    removed: Annotated[float, State("outcome.removed")]
    mode: Annotated[float, State("outcome.mode")]


@scalar
def hours_between(leg: float, speed: float) -> float:
    """Return the hours that a column needs for a road leg [km] at a speed [km/h].

    >>> hours_between(560.0, 50.0)
    11.2
    """
    return leg / speed


@scalar
def forces_after(reads: Reads, garrison: float, resisting: float) -> tuple[float, float]:
    """Return the shares of all services that are lost and absent once a place is taken."""
    nominal = max(reads.road.totals[1], 1.0)
    fallen = min(resisting, garrison)
    return reads.lost + fallen / nominal, reads.absent + (garrison - fallen) / nominal


@scalar
def learn_defence(reads: Reads, battle: Battle, place: int) -> None:
    """Cut the belief at the strength that would have been a draw: the place was held."""
    journey = (place, place + 1, reads.column)
    bound = strength_overcome(reads.belief, reads.game, battle, reads.road, journey)
    learn_survival(reads.belief, bound)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Fight for, or walk into, the next place."""
    place = int(reads.place)
    road = reads.road
    garrison = road.garrison[place]
    onlooker = Onlooker(2, reads.precision, reads.cost_units, reads.spread)
    battle = Battle(onlooker, reads.threshold, reads.quality, reads.by_strength)
    ease = share_at(reads.belief, reads.game, onlooker, reads.threshold, reads.strength)
    resisting = resistance(reads.belief, reads.game, battle, garrison, reads.strength)
    left = column_after(reads.column, resisting, reads.quality)
    hour = reads.hour + hours_between(road.leg[place], params.column_speed)
    taken = 1.0 if left > 0.0 else 0.0
    published = 1.0 if reads.threshold > 0.0 else 0.0
    lost, absent, removed = reads.lost, reads.absent, 0.0
    if taken > 0.0:
        lost, absent = forces_after(reads, garrison, resisting)
        if place + 1 >= int(road.totals[0]):
            removed = 1.0
    else:
        learn_defence(reads, battle, place)
        fallen = defence_lost(reads.column, resisting, reads.quality)
        lost += min(fallen, garrison) / max(road.totals[1], 1.0)
        published = 0.0
    return Writes(
        left,
        reads.place + 1.0,
        hour,
        reads.place,
        ease,
        taken,
        1.0 - taken,
        taken * road.hub[place],
        absent,
        lost,
        published,
        reads.strength,
        EXPOSURE_KIND,
        reads.place,
        removed,
        removed * BY_STATE_SERVICE,
    )


MECHANISM = Mechanism(
    name="garrison_stand",
    equation="E9",
    title="The garrison stands aside or fights",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C01", "C12", "C14"),
)
