r"""Everyone asks how many others will act: the threshold below which the regime falls.

Equations
---------
★ and ★★ for citizens (four ideologies), elites and units. Citizens' probit cost is

.. math::

    \mu_c = \Phi^{-1}(c_{c0}) - \gamma_L(L_0 - L_t) - \gamma_W(W_0 - W_t) + \gamma_R \bar P_t
        - \gamma_A\,arms_c - \gamma_S\,stance_D\,share_{dem}\,1\{\mathrm{not\ led\ by\ } D\}

shifted by ideology; the jailed cannot act, nor whom a norm keeps in (``structure: enforced``);
elites who have deserted act whatever they believe. A root below .02 is nobody's attack. With one
root it is played; with several, or where no attack is an equilibrium (a root below .02, or after a
truncation), ``selection`` decides: ``focal`` (the largest with probability :math:`p_{focal}`, else
the smallest), ``largest`` or ``smallest``. A focal date adds ``focal_date_gain`` to
:math:`p_{focal}`; where citizens start, organisation adds :math:`.3(org_D - .5)`.
``expectation: adaptive`` solves no fixed point: the last attack's size, deserted elites' weight or
.02, the largest, is what everybody expects. ``private_memory: accumulated`` adds up citizens'
signals: precision :math:`\beta_c(1 + n)` after n opportunities, ten-fold at most.

Reads
-----
Belief, legitimacy, war support, arrests, arms, the opposition's stance and organisation, costs of
elites and units, deserters, strength, what else moves citizens and leaves them free, structures.

Writes
------
Citizens' cost, the threshold (0 if no attack is played), whether one is played, and the shares of
each class that would act at the true strength (of citizens: of the whole pool, jailed or not).

Limits
------
An attempt is led by D iff citizens began it. War support of zero means that none is modelled.
Accumulated signals are taken to be about today's strength, as if it had not moved since.

Source
------
Angeletos, Hellwig and Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x; the hinge role of the
military: Singh (2014), Seizing Power (from memory).
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import Belief
from interregnum.formulae.citizens import (
    LED_BY_CITIZENS,
    focal_chance,
    precision_remembered,
    war_weariness,
)
from interregnum.formulae.likelihood import Game
from interregnum.formulae.played_threshold import (
    Choice,
    Found,
    citizens_share,
    player_share,
    threshold_expected,
    threshold_in_equilibrium,
)
from interregnum.formulae.players import (
    GROUPS,
    MOST_CLASSES,
    Crowd,
    Ideology,
    Insiders,
    Motives,
    moves_anybody,
    seat_citizens,
    seat_insiders,
)
from interregnum.formulae.social_attack import Scene
from interregnum.formulae.threshold_search import Classes
from interregnum.kernels.random import PURPOSE_SELECTION, Address, draw_uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_quantile

CLASSES = MOST_CLASSES
__all__ = ["CLASSES", "GROUPS", "MECHANISM", "Params", "Reads", "Writes", "rule"]


class Params(NamedTuple):
    """Who counts, what they know, what it costs them, and which equilibrium is played."""

    weight_citizens: Annotated[
        float, Param("1", 0.0, 1.0, "assumed", "w_c", "dirichlet:weights:5")
    ] = 0.25
    weight_elites: Annotated[
        float, Param("1", 0.0, 1.0, "assumed", "w_e", "dirichlet:weights:6")
    ] = 0.30
    weight_units: Annotated[
        float,
        Param("1", 0.0, 1.0, "assumed after Singh 2014, from memory", "w_u", "dirichlet:weights:9"),
    ] = 0.45
    precision_citizens: Annotated[float, Param("1", 2.0, 12.0, "assumed", "β_c")] = 6.0
    precision_elites: Annotated[
        float, Param("1", 10.0, 80.0, "assumed: insiders know more", "β_e")
    ] = 40.0
    precision_units: Annotated[
        float, Param("1", 10.0, 80.0, "assumed: insiders know more", "β_u")
    ] = 40.0
    cost_citizens: Annotated[
        float, Param("1", 0.6, 0.9, "assumed: to be fitted to hazards", "c_c0")
    ] = 0.85
    cost_elites: Annotated[
        float, Param("1", 0.45, 0.75, "assumed: to be fitted to hazards", "c_e0")
    ] = 0.70
    cost_units: Annotated[
        float, Param("1", 0.45, 0.8, "assumed: to be fitted to hazards", "c_u0")
    ] = 0.75
    cost_spread: Annotated[float, Param("1", 0.4, 1.0, "assumed: to be fitted to hazards", "σ")] = (
        0.7
    )
    legitimacy_effect: Annotated[float, Param("1", 0.0, 4.0, "assumed", "γ_L")] = 2.0
    war_effect: Annotated[float, Param("1", -1.0, 2.0, "assumed", "γ_W")] = 1.0
    repression_effect: Annotated[
        float, Param("1", -1.0, 2.0, "assumed: backlash is allowed", "γ_R")
    ] = 1.0
    arms_effect: Annotated[float, Param("1", -1.0, 1.0, "assumed", "γ_A")] = 0.0
    stance_effect: Annotated[float, Param("1", 0.0, 1.0, "assumed", "γ_S")] = 0.5
    stance_democrats: Annotated[
        float, Param("1", -1.0, 1.0, "assumed: -1 oppose, 0, 1 back", "stance_D", "fixed")
    ] = 0.0
    focal_probability: Annotated[float, Param("1", 0.2, 0.7, "assumed", "p_focal")] = 0.5
    focal_date_gain: Annotated[float, Param("1", 0.0, 0.3, "assumed", "Δp_focal")] = 0.2
    share_regime: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_reg", "dirichlet:ideology:7")
    ] = 0.35
    share_none: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_none", "dirichlet:ideology:6")
    ] = 0.30
    share_democratic: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_dem", "dirichlet:ideology:4")
    ] = 0.20
    share_nationalist: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_nat", "dirichlet:ideology:3")
    ] = 0.15
    shift_regime: Annotated[float, Param("1", 0.0, 0.6, "assumed ±100 %", "ΔY_reg")] = 0.3
    shift_democratic: Annotated[float, Param("1", -0.4, 0.0, "assumed ±100 %", "ΔY_dem")] = -0.2


class Reads(NamedTuple):
    """What the rule needs."""

    legitimacy: Annotated[float, State("legitimacy.level")]
    legitimacy_rest: Annotated[float, Shared("legitimacy.rest")]
    war_support: Annotated[float, State("war.support")]
    war_support_rest: Annotated[float, Shared("war_support.rest")]
    arrest_chance: Annotated[float, State("repression.arrest_chance", previous=True)]
    jailed: Annotated[float, State("repression.jailed", previous=True)]
    arms: Annotated[float, Shared("factions.arms_democrats")]
    armed: Annotated[float, Shared("scenario.armed")]
    organisation: Annotated[float, Shared("factions.preparation_democrats")]
    initiator: Annotated[float, State("attempts.initiator")]
    stolen: Annotated[float, State("election.stolen")]
    last_size: Annotated[float, State("attempts.last_size")]
    opportunities: Annotated[float, State("citizens.opportunities")]
    pull: Annotated[float, State("citizens.social_pull")]
    motive_cost: Annotated[float, State("citizens.motive_cost")]
    motive_variance: Annotated[float, State("citizens.motive_variance")]
    hardship_pull: Annotated[float, State("citizens.hardship_pull")]
    risk_push: Annotated[float, State("citizens.risk_push")]
    disbelievers_free: Annotated[float, State("citizens.disbelievers_free")]
    believers_free: Annotated[float, State("citizens.believers_free")]
    cost_elites: Annotated[float, State("elites.cost")]
    deserted: Annotated[float, State("elites.deserted")]
    cost_units: Annotated[float, State("units.cost")]
    strength: Annotated[float, State("strength.true")]
    solves: Annotated[float, State("game.solves")]
    selection: Annotated[float, Shared("scenario.selection")]
    expectation: Annotated[float, Shared("scenario.expectation")]
    private_memory: Annotated[float, Shared("scenario.private_memory")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]
    classes: Annotated[Classes, State("game.classes")]
    roots: Annotated[Any, State("game.root_list")]
    stable: Annotated[Any, State("game.stable_list")]


class Writes(NamedTuple):
    """What the rule sets."""

    cost_citizens: Annotated[float, State("citizens.cost")]
    threshold: Annotated[float, State("game.threshold")]
    roots: Annotated[float, State("game.roots")]
    share_citizens: Annotated[float, State("citizens.share_acting")]
    share_elites: Annotated[float, State("elites.share_acting")]
    share_units: Annotated[float, State("units.share_acting")]
    solves: Annotated[float, State("game.solves")]


@scalar
def cost_of_citizens(median: float, legitimacy_effect: float, lost: float) -> float:
    """Return citizens' median probit cost when legitimacy has fallen by ``lost``.

    >>> cost_of_citizens(0.5, 2.0, 0.1)
    -0.2
    """
    return normal_quantile(median) - legitimacy_effect * lost


@scalar
def public_cost(reads: Reads, params: Params) -> float:
    """Return μ_c: citizens' median probit cost as legitimacy, war, arrests and arms stand."""
    lost = reads.legitimacy_rest - reads.legitimacy
    cost = cost_of_citizens(params.cost_citizens, params.legitimacy_effect, lost)
    cost -= war_weariness(params.war_effect, reads.war_support_rest, reads.war_support)
    cost += params.repression_effect * reads.arrest_chance
    cost -= params.arms_effect * reads.arms * reads.armed
    if reads.initiator != LED_BY_CITIZENS:
        cost -= params.stance_effect * params.stance_democrats * params.share_democratic
    return cost


@scalar
def motives_of(reads: Reads) -> Motives:
    """Return what moves citizens beside belief, at today's legitimacy and arrests."""
    return Motives(
        reads.pull,
        reads.motive_cost,
        reads.motive_variance,
        reads.hardship_pull * (1.0 - reads.legitimacy),
        reads.risk_push * reads.arrest_chance,
    )


@scalar
def assemble(reads: Reads, params: Params, cost: float, motives: Motives) -> Scene:
    """Seat all players: citizens by ideology, elites, units, and elites who have deserted."""
    spread = params.cost_spread
    free = params.weight_citizens * (1.0 - reads.jailed)
    known = precision_remembered(
        params.precision_citizens, reads.opportunities, reads.private_memory
    )
    ideology = Ideology(
        params.share_regime * reads.believers_free,
        params.share_democratic * reads.disbelievers_free,
        (params.share_none + params.share_nationalist) * reads.disbelievers_free,
        params.shift_regime,
        params.shift_democratic,
    )
    insiders = Insiders(
        params.weight_elites,
        reads.deserted,
        params.precision_elites,
        reads.cost_elites,
        params.weight_units,
        params.precision_units,
        reads.cost_units,
        spread,
    )
    crowd = Crowd(free, known, cost, spread)
    citizens = seat_citizens(reads.classes, reads.game, crowd, ideology, motives)
    count = seat_insiders(reads.classes, reads.game, citizens, insiders)
    weight = params.weight_citizens
    return Scene(
        reads.belief, reads.game, reads.classes, citizens, count, GROUPS, weight, motives.pull
    )


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Solve the coordination day for the belief as it stands."""
    cost = public_cost(reads, params)
    motives = motives_of(reads)
    scene = assemble(reads, params, cost, motives)
    social = moves_anybody(motives)
    strength = reads.strength
    if reads.expectation > 0.0:
        conjecture = max(reads.last_size, params.weight_elites * reads.deserted)
        threshold = threshold_expected(scene, strength, conjecture)
    else:
        gain = params.focal_date_gain * reads.stolen
        likely = focal_chance(params.focal_probability, gain, reads.organisation, reads.initiator)
        focal = draw_uniform(at, int(reads.solves), PURPOSE_SELECTION) < likely
        choice = Choice(reads.selection, focal)
        space = Found(reads.roots, reads.stable)
        threshold = threshold_in_equilibrium(scene, social, strength, choice, space)
    citizens = citizens_share(scene, social, threshold, strength)
    elites = player_share(scene, scene.citizens, threshold, strength)
    elites = reads.deserted + (1.0 - reads.deserted) * elites
    units = player_share(scene, scene.citizens + 1, threshold, strength)
    attack = 1.0 if threshold > 0.0 else 0.0
    return Writes(cost, threshold, attack, citizens, elites, units, reads.solves + 1.0)


MECHANISM = Mechanism(
    name="coordination",
    equation="★",
    title="Everyone asks how many others will act",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("game.workspace", "game.classes", "game.root_list", "game.stable_list"),
    rule=rule,
    claims=("C01", "C02", "C06", "C13"),
)
