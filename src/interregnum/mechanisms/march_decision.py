r"""After each place the column's leader goes on, makes a deal, or gives up.

Equations
---------
E9, decision: with :math:`P(\text{win next} \mid b, x_m)` at least :math:`q_{stop}` the column
goes on; between .2 and :math:`q_{stop}` a deal is offered, accepted with probability
:math:`p_{deal}`, else it fights on; below .2 it surrenders. A stand-down is a soft test of
strength: :math:`b(\theta) \leftarrow b(\theta)\,\Phi(\sqrt{\beta_u}(\theta - x^\dagger))`, with
:math:`x^\dagger` the signal at which P(win next) equals the bound. Afterwards the share
:math:`d_g` of what is left of the service is dissolved and a purge follows: C falls by both,
elites' cost of deserting rises by :math:`\gamma_\kappa`.

Of the scheduled column a scenario may impose the decision: it goes on to a place whose outcome is
imposed, and it ends by a deal after the place that the scenario names. Then neither bound is
looked at, and a deal that was imposed is no test of strength.

Reads
-----
The column and whether it is the scheduled one, the road with what is imposed on it, belief and
threshold after the place's news, the leader's signal.

Writes
------
Whether the column moves on, how it ended, and what it left behind.

Limits
------
A column that is beaten ends as a failed mutiny without a soft test: the battle has told more. An
imposed decision reports the leader's chance as the rule sees it, and does not use it.

Source
------
The reference model's own; the bound of .2 stands in the model text.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import (
    Belief,
    learn_soft_test,
    posterior_below,
    signal_at_probability,
)
from interregnum.formulae.likelihood import Game
from interregnum.formulae.march import Battle, Road, strength_overcome
from interregnum.formulae.view import Onlooker
from interregnum.kernels.random import PURPOSE_DEAL, Address, draw_uniform
from interregnum.kernels.scalar import scalar

GO_ON = 0.0
DEAL = 1.0
SURRENDER = 2.0
UNDECIDED = -1.0
SURRENDER_BOUND = 0.2


class Params(NamedTuple):
    """When a leader stops, and what a failed mutiny leaves behind."""

    stop_bound: Annotated[float, Param("1", 0.3, 0.7, "assumed", "q_stop")] = 0.5
    deal_probability: Annotated[float, Param("1", 0.4, 1.0, "assumed", "p_deal")] = 0.8
    dissolved_share: Annotated[float, Param("1", 0.3, 1.0, "assumed", "d_g")] = 0.8
    purge_loss: Annotated[
        float, Param("1", 0.0, 0.15, "assumed: personalisation after failed coups", "ΔC")
    ] = 0.05


class Reads(NamedTuple):
    """What the rule needs."""

    column: Annotated[float, State("mutiny.column")]
    place: Annotated[float, State("mutiny.place")]
    service: Annotated[float, State("mutiny.service", previous=True)]
    signal: Annotated[float, State("mutiny.leader_signal")]
    scheduled: Annotated[float, State("mutiny.scheduled")]
    removed: Annotated[float, State("outcome.removed")]
    threshold: Annotated[float, State("game.threshold")]
    cost_units: Annotated[float, State("units.cost")]
    lost: Annotated[float, State("forces.lost")]
    absent: Annotated[float, State("forces.absent")]
    purges: Annotated[float, State("elites.purges", previous=True)]
    precision: Annotated[float, Shared("coordination.precision_units")]
    spread: Annotated[float, Shared("coordination.cost_spread")]
    quality: Annotated[float, Shared("mutiny_onset.quality_ratio")]
    by_strength: Annotated[float, Shared("mutiny_onset.resistance_by_strength")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]
    road: Annotated[Road, State("road.places")]


class Writes(NamedTuple):
    """What the rule sets."""

    on_road: Annotated[float, State("mutiny.on_road")]
    chance: Annotated[float, State("mutiny.chance_next")]
    deal: Annotated[float, State("mutiny.deal")]
    surrendered: Annotated[float, State("mutiny.surrendered")]
    beaten: Annotated[float, State("mutiny.beaten")]
    failed: Annotated[float, State("mutiny.failed")]
    service: Annotated[float, State("mutiny.service")]
    lost: Annotated[float, State("forces.lost")]
    purges: Annotated[float, State("elites.purges")]
    absent: Annotated[float, State("forces.absent")]


@scalar
def decision(chance: float, stop_bound: float, accepted: bool) -> float:
    """Return 0 to go on, 1 for a deal, 2 for surrender.

    >>> decision(0.6, 0.5, True), decision(0.4, 0.5, True), decision(0.1, 0.5, True)
    (0.0, 1.0, 2.0)
    >>> decision(0.4, 0.5, False)
    0.0
    """
    if chance >= stop_bound:
        return GO_ON
    if chance >= SURRENDER_BOUND:
        return DEAL if accepted else GO_ON
    return SURRENDER


@scalar
def imposed_decision(scheduled: float, road: Road, place: int) -> float:
    """Return 0 or 1 where the scenario decides before a place, to go on or to deal; else -1.

    >>> road = Road([], [], [], [1.0, 0.0, 0.0], [0.9, -1.0, -1.0], [3.0, 0.0, 0.0, 0.0, 1.0])
    >>> imposed_decision(1.0, road, 2), imposed_decision(0.0, road, 2)
    (1.0, -1.0)
    """
    if scheduled <= 0.0:
        return UNDECIDED
    if road.totals[4] >= 0.0 and place > int(road.totals[4]):
        return DEAL
    if road.imposed[place] > 0.0:
        return GO_ON
    return UNDECIDED


@scalar
def after_failure(reads: Reads, params: Params, choice: float, chance: float) -> Writes:
    """Return what a mutiny that ended in a deal (1), surrender (2) or defeat (3) leaves."""
    nominal = max(reads.road.totals[1], 1.0)
    # What fell on the road is gone as well; a column that was beaten has nobody left.
    service = (1.0 - params.dissolved_share) * max(reads.column, 0.0)
    lost = reads.lost + (reads.service - service) / nominal + params.purge_loss
    deal = 1.0 if choice == DEAL else 0.0
    surrendered = 1.0 if choice == SURRENDER else 0.0
    beaten = 1.0 - deal - surrendered
    purges = reads.purges + 1.0
    return Writes(0.0, chance, deal, surrendered, beaten, 1.0, service, lost, purges, 0.0)


@scalar
def still_marching(reads: Reads, on_road: float, chance: float) -> Writes:
    """Return the state of a mutiny that has not failed."""
    service = reads.service
    lost = reads.lost
    return Writes(on_road, chance, 0.0, 0.0, 0.0, 0.0, service, lost, reads.purges, reads.absent)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Decide after a place."""
    if reads.removed > 0.0:
        return still_marching(reads, 0.0, 1.0)
    if reads.column <= 0.0:
        return after_failure(reads, params, 3.0, 0.0)
    onlooker = Onlooker(2, reads.precision, reads.cost_units, reads.spread)
    battle = Battle(onlooker, reads.threshold, reads.quality, reads.by_strength)
    place = int(reads.place)
    journey = (place, place + 1, reads.column)
    bound = strength_overcome(reads.belief, reads.game, battle, reads.road, journey)
    chance = posterior_below(reads.belief, bound, reads.signal, reads.precision)
    accepted = draw_uniform(at, place, PURPOSE_DEAL) < params.deal_probability
    choice = imposed_decision(reads.scheduled, reads.road, place)
    if choice == DEAL:
        return after_failure(reads, params, choice, chance)
    if choice == UNDECIDED:
        choice = decision(chance, params.stop_bound, accepted)
    if choice == GO_ON:
        return still_marching(reads, 1.0, chance)
    level = params.stop_bound if choice == DEAL else SURRENDER_BOUND
    soft = signal_at_probability(reads.belief, bound, level, reads.precision)
    learn_soft_test(reads.belief, soft, reads.precision)
    return after_failure(reads, params, choice, chance)


MECHANISM = Mechanism(
    name="march_decision",
    equation="E9",
    title="The column goes on, makes a deal or gives up",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C01", "C15"),
)
