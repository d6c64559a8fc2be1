r"""At each place on the road the garrison chooses: stand aside, or fight the column.

Equations
---------
E9, a place: the share :math:`e_r` that stands aside follows ★★ at the true strength; resisters
:math:`F_r(1 - e_r)\max(\theta_t, 0)` (a switch drops the last factor) meet the column in
Lanchester's square law, closed form. The ease of the fall shows strength by ★★★. A lost battle
cuts belief: :math:`b \leftarrow b\,1\{\theta > \theta_{draw}\}`. The capital taken is the
regime's fall, by a state service (mode 5) or by an armed group outside it (mode 6).

Of the scheduled column a scenario may impose that it takes a place, with an ease of its own or
with that of ★★, or that it is beaten there. Strength is not redrawn: it is what it is, and what
the place shows is ★★★ of the ease that is seen, which may differ from it.

Reads
-----
The column and whether it is the scheduled one, the road with what is imposed on it, the
threshold under today's belief, units' cost and strength.

Writes
------
The column that is left, what the place showed, the forces absent and lost, the deaths of both
sides in battle, and the outcome.

Limits
------
In a forward run ★★★ inverts ★★ exactly, so the strength shown is the true one, blurred by E1; it
is published only where somebody could have stood aside. Battles take no time. Where a fall is
imposed no battle is evaluated, so it costs neither side a life; a defeat that is imposed is a
draw at the least, in which all who resist may fall.

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
    HELD,
    TAKEN,
    Battle,
    Road,
    column_after,
    defence_lost,
    resistance,
    strength_overcome,
    strength_shown,
)
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

EXPOSURE_KIND = 1.0
BY_STATE_SERVICE = 5.0
BY_ARMED_GROUP = 6.0


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
    deaths: Annotated[float, State("mutiny.deaths")]
    scheduled: Annotated[float, State("mutiny.scheduled")]
    state_pay: Annotated[float, Shared("scenario.state_pay")]
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
    deaths: Annotated[float, State("mutiny.deaths")]


class Stand(NamedTuple):
    """How a place received a column: ease, who is left of it, who fell, taken, strength shown.

    ``left`` and ``fallen`` are persons of the column and of the garrison; ``dead`` those of both.
    """

    ease: float
    left: float
    fallen: float
    dead: float
    taken: float
    shown: float


@scalar
def hours_between(leg: float, speed: float) -> float:
    """Return the hours that a column needs for a road leg [km] at a speed [km/h].

    >>> hours_between(560.0, 50.0)
    11.2
    """
    return leg / speed


@scalar
def mode_of_capture(state_pay: float) -> float:
    """Return the mode of removal (gwf_fail_type) when a service takes the capital.

    >>> mode_of_capture(1.0), mode_of_capture(0.0)
    (5.0, 6.0)
    """
    return BY_STATE_SERVICE if state_pay > 0.0 else BY_ARMED_GROUP


@scalar
def learn_defence(reads: Reads, battle: Battle, place: int) -> None:
    """Cut the belief at the strength that would have been a draw: the place was held."""
    journey = (place, place + 1, reads.column)
    bound = strength_overcome(reads.belief, reads.game, battle, reads.road, journey)
    learn_survival(reads.belief, bound)


@scalar
def fall_imposed(reads: Reads, battle: Battle, place: int) -> Stand:
    """Return the stand of a garrison whose place falls because the scenario says so."""
    watcher = battle.onlooker
    ease = reads.road.imposed_ease[place]
    shown = reads.strength
    if ease < 0.0:
        ease = share_at(reads.belief, reads.game, watcher, reads.threshold, reads.strength)
    elif reads.threshold > 0.0:
        shown = strength_shown(reads.belief, reads.game, watcher, reads.threshold, ease)
    return Stand(ease, reads.column, 0.0, 0.0, 1.0, shown)


@scalar
def battle_fought(reads: Reads, battle: Battle, place: int, imposed: float) -> Stand:
    """Return the stand of a garrison that decides by itself, and how the battle ends."""
    garrison = reads.road.garrison[place]
    watcher = battle.onlooker
    strength = reads.strength
    ease = share_at(reads.belief, reads.game, watcher, reads.threshold, strength)
    resisting = resistance(reads.belief, reads.game, battle, garrison, strength)
    left = column_after(reads.column, resisting, reads.quality)
    if imposed == HELD:
        left = 0.0
    if left > 0.0:
        fallen = min(resisting, garrison)
        return Stand(ease, left, fallen, reads.column - left + fallen, 1.0, strength)
    fallen = min(defence_lost(reads.column, resisting, reads.quality), garrison)
    return Stand(ease, left, fallen, reads.column + fallen, 0.0, strength)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Fight for, or walk into, the next place."""
    place = int(reads.place)
    road = reads.road
    garrison = road.garrison[place]
    onlooker = Onlooker(2, reads.precision, reads.cost_units, reads.spread)
    battle = Battle(onlooker, reads.threshold, reads.quality, reads.by_strength)
    imposed = road.imposed[place] if reads.scheduled > 0.0 else 0.0
    if imposed == TAKEN:
        stand = fall_imposed(reads, battle, place)
    else:
        stand = battle_fought(reads, battle, place, imposed)
    hour = reads.hour + hours_between(road.leg[place], params.column_speed)
    nominal = max(road.totals[1], 1.0)
    lost = reads.lost + stand.fallen / nominal
    absent, removed, published = reads.absent, 0.0, 0.0
    if stand.taken > 0.0:
        published = 1.0 if reads.threshold > 0.0 else 0.0
        absent += (garrison - stand.fallen) / nominal
        removed = 1.0 if place + 1 >= int(road.totals[0]) else 0.0
    else:
        learn_defence(reads, battle, place)
    return Writes(
        stand.left,
        reads.place + 1.0,
        hour,
        reads.place,
        stand.ease,
        stand.taken,
        1.0 - stand.taken,
        stand.taken * road.hub[place],
        absent,
        lost,
        published,
        stand.shown,
        EXPOSURE_KIND,
        reads.place,
        removed,
        removed * mode_of_capture(reads.state_pay),
        reads.deaths + stand.dead,
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
