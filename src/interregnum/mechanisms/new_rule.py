r"""New rulers call elections, free prisoners, or are overthrown in their turn.

Equations
---------
E15: competitive elections arrive at hazard :math:`\lambda_{el}` by kind of holder: 1/yr under D,
.05/yr under N, and under all others :math:`\lambda_{ins}(1 - pressure) + \lambda_D\,pressure`,
where pressure is the mobilised share of D and N: those whom nobody presses do as they like, and
those who face the whole street do as its own leaders would (D015). The loser
concedes with a given probability. Any holder may be overthrown by insiders at a yearly hazard.
Prisoners are freed when D takes power and when insiders call an election.

Reads
-----
Who rules since when, who is in control, and the tables of sides and regions.

Writes
------
Elections, concession, reversals, amnesty, and the rulers after a reversal.

Limits
------
Who wins the election is left open: the rule, not the winner, makes the class. Once a loser has
conceded no later election is drawn, unless an armed reversal within 180 days undoes that one.
Days are days since the removal.

Source
------
The reference model's own; coups that call elections: Thyne and Powell (2016),
doi:10.1093/fpa/oru046 (from memory).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.control import (
    capital_holder,
    find_control,
    hand_over,
    set_ruler,
    side_in_control,
)
from interregnum.formulae.factions import (
    DEMOCRATS,
    INSIDERS,
    NATIONALISTS,
    SHARED,
    Factions,
    Regions,
)
from interregnum.formulae.resources import ARMED_UNIT
from interregnum.kernels.random import (
    PURPOSE_LOSER_CONCEDES,
    PURPOSE_NEW_ELECTION,
    PURPOSE_REVERSAL,
    Address,
    draw_uniform,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

YEAR = 365.0
UNDONE_WITHIN = 180.0


class Params(NamedTuple):
    """How soon rulers let themselves be voted out, and how often they are overthrown."""

    election_rate_democrats: Annotated[
        float, Param("1/yr", 0.5, 2.0, "assumed: to be fitted, range ours", "λ_el D")
    ] = 1.0
    election_rate_insiders: Annotated[
        float,
        Param(
            "1/yr", 0.01, 1.0, "assumed: to be fitted, range ours", "λ_el insiders", "log_uniform"
        ),
    ] = 0.25
    election_rate_nationalists: Annotated[
        float, Param("1/yr", 0.0, 0.25, "assumed: to be fitted", "λ_el N")
    ] = 0.05
    concession: Annotated[float, Param("1", 0.4, 1.0, "assumed: to be fitted", "concession")] = 0.8
    reversal_rate: Annotated[
        float, Param("1/yr", 0.01, 0.2, "assumed: to be fitted, range ours", "reversal coup")
    ] = 0.05


class Reads(NamedTuple):
    """What the rule needs."""

    day: Annotated[float, State("aftermath.day")]
    settled: Annotated[float, State("contest.settled")]
    settles: Annotated[float, State("contest.settles")]
    holder: Annotated[float, State("contest.holder")]
    armed_part: Annotated[float, State("contest.armed_part")]
    elite_part: Annotated[float, State("contest.elite_part")]
    capital: Annotated[float, State("contest.capital_holder")]
    held_by: Annotated[float, State("contest.held_by")]
    days_held: Annotated[float, State("contest.days_held")]
    elected_day: Annotated[float, State("rule.elected_day")]
    conceded: Annotated[float, State("rule.conceded")]
    reversal_day: Annotated[float, State("rule.reversal_day")]
    called: Annotated[float, State("rule.called")]
    armed_weight: Annotated[float, Shared("factions.armed_weight")]
    elite_weight: Annotated[float, Shared("factions.elite_weight")]
    factions: Annotated[Factions, State("factions.table")]
    regions: Annotated[Regions, State("regions.table")]


class Writes(NamedTuple):
    """What the rule sets."""

    holder: Annotated[float, State("contest.holder")]
    armed_part: Annotated[float, State("contest.armed_part")]
    elite_part: Annotated[float, State("contest.elite_part")]
    capital: Annotated[float, State("contest.capital_holder")]
    held_by: Annotated[float, State("contest.held_by")]
    days_held: Annotated[float, State("contest.days_held")]
    elected_day: Annotated[float, State("rule.elected_day")]
    election: Annotated[float, State("rule.election")]
    conceded: Annotated[float, State("rule.conceded")]
    reversal: Annotated[float, State("rule.reversal")]
    reversal_day: Annotated[float, State("rule.reversal_day")]
    called: Annotated[float, State("rule.called")]
    amnesty: Annotated[float, State("rule.amnesty")]


@scalar
def daily_probability(rate: float) -> float:
    """Return the probability of at least one event in a day at a yearly rate.

    >>> daily_probability(0.0)
    0.0
    """
    return 1.0 - exp(-rate / YEAR)


@scalar
def election_rate(params: Params, holder: float, pressure: float) -> float:
    """Return the hazard of a competitive election under a holder [1/yr].

    Parameters
    ----------
    params
        The rates.
    holder
        Who rules; 5 for those who share power.
    pressure
        Mobilised share of D and N [1].

    >>> election_rate(Params(), 3.0, 0.4), election_rate(Params(), 2.0, 0.4)
    (1.0, 0.05)
    >>> election_rate(Params(), 1.0, 0.0), election_rate(Params(), 5.0, 1.0)
    (0.25, 1.0)
    """
    if holder == DEMOCRATS:
        return params.election_rate_democrats
    if holder == NATIONALISTS:
        return params.election_rate_nationalists
    pressed = min(max(pressure, 0.0), 1.0)
    own, street = params.election_rate_insiders, params.election_rate_democrats
    return own * (1.0 - pressed) + street * pressed


@scalar
def insiders_rule(factions: Factions, holder: float) -> bool:
    """Return whether insiders rule, alone or with others."""
    shares = holder == SHARED and factions.party[INSIDERS] > 0.0
    return bool(holder == INSIDERS or shares)


@scalar
def armed_part_of_insiders(reads: Reads) -> float:
    """Return the armed part of the insiders' resources: what multiplies all of them cancels."""
    armed = reads.armed_weight * (reads.factions.armed[INSIDERS] / ARMED_UNIT)
    whole = armed + reads.elite_weight * reads.factions.elite[INSIDERS]
    return float(armed / whole) if whole > 0.0 else 0.0


@scalar
def overthrow(reads: Reads) -> Writes:
    """Return the state after insiders have taken the rulers' place, and all that they held."""
    sides, regions = reads.factions, reads.regions
    hand_over(sides, regions, float(INSIDERS))
    set_ruler(sides, INSIDERS)
    find_control(sides, regions)
    holder = float(INSIDERS)
    held_by = side_in_control(sides, regions, holder)
    days = reads.days_held
    if held_by != reads.held_by:
        days = 1.0 if held_by >= 0.0 else 0.0
    # An election undone so soon does not count.
    undone = reads.day - reads.elected_day <= UNDONE_WITHIN
    conceded = 0.0 if undone else reads.conceded
    return Writes(
        holder,
        armed_part_of_insiders(reads),
        sides.elite[INSIDERS],
        capital_holder(regions),
        held_by,
        days,
        reads.elected_day,
        0.0,
        conceded,
        1.0,
        reads.day,
        reads.called,
        0.0,
    )


@scalar
def without_reversal(reads: Reads, election: bool, concedes: bool) -> Writes:
    """Return the state after a day on which the rulers stay, with or without an election."""
    held = 1.0 if election else 0.0
    conceded = 1.0 if reads.conceded > 0.0 or (election and concedes) else 0.0
    by_insiders = election and insiders_rule(reads.factions, reads.holder)
    freed = by_insiders or (reads.settles > 0.0 and reads.holder == DEMOCRATS)
    return Writes(
        reads.holder,
        reads.armed_part,
        reads.elite_part,
        reads.capital,
        reads.held_by,
        reads.days_held,
        reads.day if election else reads.elected_day,
        held,
        conceded,
        0.0,
        reads.reversal_day,
        1.0 if by_insiders else reads.called,
        1.0 if freed else 0.0,
    )


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw whether the rulers are overthrown today, or stand for election."""
    if reads.settled <= 0.0 or reads.holder < 0.0:
        return without_reversal(reads, False, False)
    if reads.settles <= 0.0:
        overthrown = daily_probability(params.reversal_rate)
        if draw_uniform(at, 0, PURPOSE_REVERSAL) < overthrown:
            return overthrow(reads)
    if reads.conceded > 0.0:
        return without_reversal(reads, False, False)
    pressure = reads.factions.mobilised[DEMOCRATS] + reads.factions.mobilised[NATIONALISTS]
    rate = election_rate(params, reads.holder, pressure)
    if draw_uniform(at, 0, PURPOSE_NEW_ELECTION) >= daily_probability(rate):
        return without_reversal(reads, False, False)
    concedes = draw_uniform(at, 0, PURPOSE_LOSER_CONCEDES) < params.concession
    return without_reversal(reads, True, concedes)


MECHANISM = Mechanism(
    name="new_rule",
    equation="E15 (elections)",
    title="New rulers call elections or are overthrown",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("factions.table", "regions.table"),
    rule=rule,
    claims=("C08", "C09"),
)
