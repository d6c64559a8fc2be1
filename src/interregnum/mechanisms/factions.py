r"""After a fall those who are armed, organised or connected form sides, each with its resources.

Equations
---------
E13: :math:`r_k = (\eta_a\,armed_k + \eta_m\,mobilised_k(1 - \gamma_{taint}x_k)\nu_k +
\eta_e\,elite_k)\cdot prep_k\cdot(1 + x_k)\cdot(1 + \eta_r\,rec_k)`, anew every week. What a side
starts with is what the fall left: the column to N; of the loyal forces at home the units that
acted to the insiders of a coup, while before a crowd they stood aside and belong to nobody; of
the others a share to regional powers, as those who stood aside on the road, the rest to the
incumbent; an army at war counts as it comes home (E12). The
acting share of the mobilisable pool is split by ideology between D and N if citizens brought the
ruler down, and that of a campaign that was on if others did: nobody called the crowd that cheers a
coup; elites that acted are
insiders, the others stay with the incumbent. :math:`arms_k` arms that share of the
pool, of D's and N's those who are out, each worth :math:`\kappa_a` of a soldier;
:math:`\nu_k = 1 - u\,arms_k`. The capital goes to those who took it, all else is the incumbent's.

Reads
-----
The fall: mode, column, forces, acting shares, nonviolence; returners; the tables of sides and
regions.

Writes
------
That factions have formed, who holds the capital, and which returners are counted already.

Limits
------
Only ratios of resources matter to the contest, so that the median of one is a choice of units.
The regions that a column has crossed stay with the incumbent; crowds and elites stay as the fall
left them; those whom arms_k arms are counted in the crowd as well.

Source
------
The reference model's own; two kinds of preparation, organisation and arms: model text, section 6.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.control import find_control
from interregnum.formulae.factions import (
    DEMOCRATS,
    INCUMBENT,
    INSIDERS,
    MOST_ACTORS,
    NATIONALISTS,
    REGIONAL,
    SIDES,
    Factions,
    Regions,
    set_side,
    share_of_crowd,
)
from interregnum.formulae.march import Road
from interregnum.formulae.resources import ResourceLaw, resource_of
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

UPRISING = 4.0
COUP = 5.0
SIGNLESS = "assumed: no sign is"
ARMS = "assumed: 0-1, a scenario's choice"


class Params(NamedTuple):
    """Where forces go, how sides are organised and armed, and what each resource counts."""

    regional_share: Annotated[float, Param("1", 0.0, 0.3, "assumed", "φ_reg")] = 0.1
    preparation_incumbent: Annotated[float, Param("1", 0.2, 1.0, SIGNLESS, "prep_k incumbent")] = (
        0.6
    )
    preparation_insiders: Annotated[float, Param("1", 0.2, 1.0, SIGNLESS, "prep_k insiders")] = 0.6
    preparation_nationalists: Annotated[float, Param("1", 0.2, 1.0, SIGNLESS, "prep_k N")] = 0.6
    preparation_democrats: Annotated[float, Param("1", 0.2, 1.0, SIGNLESS, "prep_k D, org_D")] = 0.6
    preparation_regional: Annotated[float, Param("1", 0.2, 1.0, SIGNLESS, "prep_k regional")] = 0.6
    arms_incumbent: Annotated[float, Param("1", 0.0, 1.0, ARMS, "arms_k incumbent", "fixed")] = 0.0
    arms_insiders: Annotated[float, Param("1", 0.0, 1.0, ARMS, "arms_k insiders", "fixed")] = 0.0
    arms_nationalists: Annotated[float, Param("1", 0.0, 1.0, ARMS, "arms_k N", "fixed")] = 0.0
    arms_democrats: Annotated[float, Param("1", 0.0, 1.0, ARMS, "arms_k D, arms_c", "fixed")] = 0.0
    arms_regional: Annotated[float, Param("1", 0.0, 1.0, ARMS, "arms_k regional", "fixed")] = 0.0
    external_incumbent: Annotated[float, Param("1", 0.0, 1.0, ARMS, "x_k incumbent", "fixed")] = 0.0
    external_insiders: Annotated[float, Param("1", 0.0, 1.0, ARMS, "x_k insiders", "fixed")] = 0.0
    external_nationalists: Annotated[float, Param("1", 0.0, 1.0, ARMS, "x_k N", "fixed")] = 0.0
    external_democrats: Annotated[float, Param("1", 0.0, 1.0, ARMS, "x_k D", "fixed")] = 0.0
    external_regional: Annotated[float, Param("1", 0.0, 1.0, ARMS, "x_k regional", "fixed")] = 0.0
    armed_weight: Annotated[
        float, Param("1 per 1e5 persons", 0.2, 5.0, "assumed: normalised", "η_a", "fixed")
    ] = 1.0
    mobilised_weight: Annotated[
        float, Param("1 per pool", 0.2, 5.0, "assumed: normalised", "η_m", "fixed")
    ] = 1.0
    elite_weight: Annotated[
        float, Param("1 per elite weight", 0.2, 5.0, "assumed: normalised", "η_e", "fixed")
    ] = 1.0
    recognition_effect: Annotated[
        float, Param("1", -0.5, 1.0, "assumed: direction unknown", "η_r")
    ] = 0.2
    taint: Annotated[float, Param("1", 0.0, 0.6, "assumed", "γ_taint")] = 0.2
    citizen_worth: Annotated[
        float, Param("1", 0.02, 0.5, "assumed: untrained", "κ_a", "log_uniform")
    ] = 0.1


class Reads(NamedTuple):
    """What the rule needs."""

    formed: Annotated[float, State("aftermath.formed")]
    week: Annotated[float, State("aftermath.week")]
    capital: Annotated[float, State("contest.capital_holder")]
    mode: Annotated[float, State("outcome.mode")]
    column: Annotated[float, State("mutiny.column")]
    on_road: Annotated[float, State("mutiny.on_road")]
    place: Annotated[float, State("mutiny.place")]
    service: Annotated[float, State("mutiny.service")]
    absent: Annotated[float, State("forces.absent")]
    lost: Annotated[float, State("forces.lost")]
    share_citizens: Annotated[float, State("citizens.share_acting")]
    campaign_on: Annotated[float, State("campaign.on")]
    campaign_turnout: Annotated[float, State("campaign.turnout")]
    share_elites: Annotated[float, State("elites.share_acting")]
    share_units: Annotated[float, State("units.share_acting")]
    nonviolence: Annotated[float, State("citizens.nonviolence")]
    nationalist: Annotated[float, State("veterans.nationalist")]
    democratic: Annotated[float, State("veterans.democratic")]
    incumbent: Annotated[float, State("veterans.incumbent")]
    nationalist_counted: Annotated[float, State("factions.nationalist_veterans")]
    democratic_counted: Annotated[float, State("factions.democratic_veterans")]
    incumbent_counted: Annotated[float, State("factions.incumbent_veterans")]
    share_democratic: Annotated[float, Shared("coordination.share_democratic")]
    share_nationalist: Annotated[float, Shared("coordination.share_nationalist")]
    mobilisable: Annotated[float, Shared("campaign.mobilisable_share")]
    violence_per_arms: Annotated[float, Shared("campaign.violence_per_arms")]
    armed: Annotated[float, Shared("scenario.armed")]
    war: Annotated[float, Shared("scenario.war")]
    population: Annotated[float, Shared("scenario.population")]
    road: Annotated[Road, State("road.places")]
    factions: Annotated[Factions, State("factions.table")]
    regions: Annotated[Regions, State("regions.table")]


class Writes(NamedTuple):
    """What the rule sets."""

    formed: Annotated[float, State("aftermath.formed")]
    capital: Annotated[float, State("contest.capital_holder")]
    nationalist_counted: Annotated[float, State("factions.nationalist_veterans")]
    democratic_counted: Annotated[float, State("factions.democratic_veterans")]
    incumbent_counted: Annotated[float, State("factions.incumbent_veterans")]


@scalar
def column_won(reads: Reads) -> bool:
    """Return whether it was the column that took the capital: it has passed the last place."""
    return bool(reads.column > 0.0 and reads.place >= reads.road.totals[0])


@scalar
def at_front(reads: Reads, out: bool) -> float:
    """Return how many of the forces are tied down in a war, unless it is they who marched.

    They enter the contest when they come home, as returners (E12); counted here too they would
    fight twice.
    """
    totals = reads.road.totals
    front_marched = out and totals[2] == totals[3]
    return 0.0 if reads.war <= 0.0 or front_marched else float(totals[3])


@scalar
def winner_of_fall(reads: Reads, crowd_democratic: float) -> int:
    """Return the side that holds the capital when the dust settles."""
    if column_won(reads):
        return NATIONALISTS
    if reads.mode == UPRISING:
        return DEMOCRATS if crowd_democratic >= 0.5 else NATIONALISTS
    return INSIDERS if reads.mode == COUP else INCUMBENT


@scalar
def crowd_left(reads: Reads) -> float:
    """Return the acting share of the pool that the fall leaves in the streets."""
    if reads.mode == UPRISING:
        return reads.share_citizens
    return reads.campaign_turnout if reads.campaign_on > 0.0 else 0.0


@scalar
def arm_sides(reads: Reads, params: Params) -> None:
    """Divide the forces among the sides, and arm the pool as far as each side does."""
    nominal = reads.road.totals[1]
    out = reads.on_road > 0.0 or column_won(reads)
    marched = reads.service if out else 0.0
    aside = max(reads.absent * nominal - marched, 0.0)
    loyal = max((1.0 - reads.lost - reads.absent) * nominal - at_front(reads, out), 0.0)
    fell_to_column = column_won(reads)
    acted = 0.0
    if not fell_to_column and (reads.mode == UPRISING or reads.mode == COUP):
        acted = reads.share_units * loyal
    insiders = acted if reads.mode == COUP else 0.0
    regional = params.regional_share * (loyal - acted)
    rest = loyal - acted - regional
    column = reads.column if out else 0.0
    pool = reads.mobilisable * reads.population * reads.armed
    crowd = params.citizen_worth * crowd_left(reads) * pool
    f, p = reads.factions, params
    rest += reads.incumbent + p.arms_incumbent * pool
    nationalists = column + reads.nationalist + p.arms_nationalists * crowd
    democrats = reads.democratic + p.arms_democrats * crowd
    insiders += p.arms_insiders * pool
    regional += aside + p.arms_regional * pool
    set_side(f, INCUMBENT, rest, p.preparation_incumbent, p.external_incumbent)
    set_side(f, INSIDERS, insiders, p.preparation_insiders, p.external_insiders)
    set_side(f, NATIONALISTS, nationalists, p.preparation_nationalists, p.external_nationalists)
    set_side(f, DEMOCRATS, democrats, p.preparation_democrats, p.external_democrats)
    set_side(f, REGIONAL, regional, p.preparation_regional, p.external_regional)


@scalar
def form_sides(reads: Reads, params: Params) -> int:
    """Write the tables of sides and regions as the fall leaves them; return the capital's."""
    arm_sides(reads, params)
    factions, regions = reads.factions, reads.regions
    democratic = share_of_crowd(reads.share_democratic, reads.share_nationalist)
    crowd = crowd_left(reads)
    factions.mobilised[DEMOCRATS] = crowd * democratic
    factions.mobilised[NATIONALISTS] = crowd * (1.0 - democratic)
    factions.elite[INSIDERS] = reads.share_elites
    factions.elite[INCUMBENT] = 1.0 - reads.share_elites
    for f in range(MOST_ACTORS):
        factions.choice[f] = 0.0
    for i in range(int(regions.totals[0])):
        regions.holder[i] = float(INCUMBENT)
    winner = winner_of_fall(reads, democratic)
    regions.holder[int(regions.totals[1])] = float(winner)
    find_control(factions, regions)
    return winner


@scalar
def join(factions: Factions, k: int, change: float) -> None:
    """Let returners join a side, or leave it; those who fell in the contest cannot leave.

    >>> sides = Factions(*[[5.0]] * 13)
    >>> join(sides, 0, -7.0)
    >>> sides.armed
    [0.0]
    """
    factions.armed[k] = max(factions.armed[k] + change, 0.0)


@scalar
def weigh_resources(reads: Reads, params: Params) -> None:
    """Write every side's resources."""
    p = params
    law = ResourceLaw(
        p.armed_weight, p.mobilised_weight, p.elite_weight, p.recognition_effect, p.taint
    )
    armed_nationalists = params.arms_nationalists * reads.armed
    peaceful = max(1.0 - reads.violence_per_arms * armed_nationalists, 0.0)
    for k in range(SIDES):
        nonviolence = reads.nonviolence if k == DEMOCRATS else peaceful
        reads.factions.resource[k] = resource_of(reads.factions, k, law, nonviolence)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Form the sides on the first day; weigh them every week."""
    nationalist, democratic = reads.nationalist_counted, reads.democratic_counted
    incumbent = reads.incumbent_counted
    capital = reads.capital
    first = reads.formed <= 0.0
    if first:
        capital = float(form_sides(reads, params))
    elif reads.week > 0.0:
        join(reads.factions, NATIONALISTS, reads.nationalist - nationalist)
        join(reads.factions, DEMOCRATS, reads.democratic - democratic)
        join(reads.factions, INCUMBENT, reads.incumbent - incumbent)
    if first or reads.week > 0.0:
        weigh_resources(reads, params)
        nationalist, democratic = reads.nationalist, reads.democratic
        incumbent = reads.incumbent
    return Writes(1.0, capital, nationalist, democratic, incumbent)


MECHANISM = Mechanism(
    name="factions",
    equation="E13",
    title="Sides form out of what the fall has left",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("factions.table", "regions.table"),
    rule=rule,
    claims=("C05", "C07", "C16"),
)
