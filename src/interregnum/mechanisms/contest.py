r"""Every week the sides settle if what they hope for fits into the prize; else they fight.

Equations
---------
E14, weekly: :math:`p_k = r_k^m / \sum_j r_j^m`; settlement iff
:math:`\sum_k (p_k + \varepsilon_k) \le 1 + c_{tot}` over viable sides (:math:`p > .15`), with
:math:`c_{tot}` whatever their number. :math:`\varepsilon_k \sim N(0, s_{opt}^2)` at the start,
then :math:`\varepsilon \leftarrow \rho\varepsilon + \sqrt{1 - \rho^2}\,s_{opt}\,\ell z` with
:math:`\ell` the armed strength left of what there was: fighting teaches. On settlement, if the
largest :math:`p` is at least one half or one side alone is viable, a winner is drawn among the
viable by :math:`p`; else they share power. Without settlement a week of fighting follows, a day
at a time: fire is spread over all others by strength, and each region changes hands with a weekly
probability, to a side drawn by :math:`p`.

Reads
-----
The tables of sides and regions, the calendar of the aftermath, and the contest so far.

Writes
------
Whether and for whom the contest is settled, who is in control and for how long, and its deaths.

Limits
------
All losses are deaths. Where fewer than two sides are armed nobody fights, yet regions change
hands. Those who settle hand their regions to the winner at once; the regions of the others follow
at the weekly rate.

Source
------
Information and bargaining: Fearon (1995), doi:10.1017/S0020818300033324; contests: Hirshleifer
(1989), doi:10.1007/BF00153394; a fixed total cost is the reference model's own.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.contest import VIABLE, find_contest_shares, is_settlement_possible
from interregnum.formulae.control import (
    capital_holder,
    days_in_control,
    find_control,
    hand_over,
    set_ruler,
    side_in_control,
)
from interregnum.formulae.factions import NOBODY, SHARED, SIDES, Factions, Regions
from interregnum.formulae.heirs import side_drawn, strength_left, strongest_ruler
from interregnum.formulae.melee import count_armed, fight_a_day
from interregnum.formulae.resources import armed_part_of_rulers, elite_part_of_rulers
from interregnum.kernels.random import (
    PURPOSE_OPTIMISM,
    PURPOSE_POWER,
    PURPOSE_REGION,
    Address,
    draw_normal,
    draw_uniform,
)
from interregnum.kernels.scalar import scalar

WEEK = 7.0
YEAR = 365.0
MAJORITY = 0.5


class Params(NamedTuple):
    """How much resources tell, how wrong hopes are, and what fighting costs."""

    decisiveness: Annotated[
        float, Param("1", 0.5, 2.0, "assumed: to be fitted to civil conflict and failure", "m")
    ] = 1.0
    optimism_spread: Annotated[
        float, Param("1", 0.05, 0.3, "assumed: to be fitted to civil conflict", "s_opt")
    ] = 0.15
    total_cost: Annotated[
        float, Param("1", 0.02, 0.3, "assumed after civil conflict at the fall", "c_tot")
    ] = 0.1
    optimism_memory: Annotated[float, Param("1", 0.7, 0.98, "assumed", "weekly AR")] = 0.9
    attrition: Annotated[
        float,
        Param("1/d", 3e-4, 3e-3, "assumed: to be fitted to deaths", "a = b contest", "log_uniform"),
    ] = 1e-3
    region_rate: Annotated[float, Param("1/week", 0.02, 0.3, "assumed", "region rate")] = 0.1


class Reads(NamedTuple):
    """What the rule needs."""

    formed: Annotated[float, State("aftermath.formed")]
    day: Annotated[float, State("aftermath.day")]
    week: Annotated[float, State("aftermath.week")]
    settled: Annotated[float, State("contest.settled")]
    settled_day: Annotated[float, State("contest.settled_day")]
    holder: Annotated[float, State("contest.holder")]
    fighting: Annotated[float, State("contest.fighting")]
    deaths_year: Annotated[float, State("contest.deaths_year")]
    deaths_worst: Annotated[float, State("contest.deaths_worst")]
    armed_part: Annotated[float, State("contest.armed_part")]
    elite_part: Annotated[float, State("contest.elite_part")]
    capital: Annotated[float, State("contest.capital_holder")]
    held_by: Annotated[float, State("contest.held_by")]
    days_held: Annotated[float, State("contest.days_held")]
    armed_weight: Annotated[float, Shared("factions.armed_weight")]
    recognition_effect: Annotated[float, Shared("factions.recognition_effect")]
    factions: Annotated[Factions, State("factions.table")]
    regions: Annotated[Regions, State("regions.table")]


class Writes(NamedTuple):
    """What the rule sets."""

    settled: Annotated[float, State("contest.settled")]
    settles: Annotated[float, State("contest.settles")]
    settled_day: Annotated[float, State("contest.settled_day")]
    holder: Annotated[float, State("contest.holder")]
    fighting: Annotated[float, State("contest.fighting")]
    begins: Annotated[float, State("contest.begins")]
    deaths: Annotated[float, State("contest.deaths")]
    deaths_year: Annotated[float, State("contest.deaths_year")]
    deaths_worst: Annotated[float, State("contest.deaths_worst")]
    armed_part: Annotated[float, State("contest.armed_part")]
    elite_part: Annotated[float, State("contest.elite_part")]
    capital: Annotated[float, State("contest.capital_holder")]
    held_by: Annotated[float, State("contest.held_by")]
    days_held: Annotated[float, State("contest.days_held")]


class Power(NamedTuple):
    """Who rules since when, and with what."""

    settled: float
    settles: float
    settled_day: float
    holder: float
    armed_part: float
    elite_part: float


@scalar
def optimism_after(optimism: float, memory: float, spread: float, noise: float) -> float:
    """Return a side's error about its own chance a week later, for a standard normal noise.

    >>> optimism_after(0.2, 0.6, 0.1, 1.0)
    0.2
    """
    return memory * optimism + sqrt(max(1.0 - memory * memory, 0.0)) * spread * noise


@scalar
def weigh_chances(reads: Reads, params: Params, at: Address) -> None:
    """Write each side's chance p and the error ε of its own estimate."""
    sides = reads.factions
    # The effort of the contest is not asked for here; control is written anew afterwards.
    find_contest_shares(sides.resource, SIDES, params.decisiveness, sides.chance, sides.control)
    spread = params.optimism_spread
    left = strength_left(sides)
    for k in range(SIDES):
        noise = draw_normal(at, k, PURPOSE_OPTIMISM)
        if reads.day < WEEK:
            sides.optimism[k] = spread * noise
        else:
            before = sides.optimism[k]
            sides.optimism[k] = optimism_after(before, params.optimism_memory, spread * left, noise)


@scalar
def take_power(reads: Reads, at: Address) -> float:
    """Settle: mark who rules, let the viable hand over their regions; return the holder."""
    sides = reads.factions
    viable = 0
    largest = 0.0
    for k in range(SIDES):
        sides.party[k] = 1.0 if sides.chance[k] > VIABLE else 0.0
        viable += int(sides.party[k])
        largest = max(largest, sides.chance[k])
    if viable > 1 and largest < MAJORITY:
        return float(SHARED)
    winner = side_drawn(sides, VIABLE, draw_uniform(at, 0, PURPOSE_POWER))
    hand_over(sides, reads.regions, float(winner))
    set_ruler(sides, winner)
    return float(winner)


@scalar
def change_hands(reads: Reads, rate: float, at: Address) -> None:
    """Let regions pass: in the contest to a side drawn by p, afterwards to those who rule.

    While nobody rules no side is a party and every region may pass.
    """
    sides, regions = reads.factions, reads.regions
    heir = strongest_ruler(sides)
    for i in range(int(regions.totals[0])):
        if sides.party[int(regions.holder[i])] <= 0.0:
            draw = draw_uniform(at, i, PURPOSE_REGION)
            if draw < rate:
                # A draw below the rate, over the rate, is again uniform.
                side = heir if heir >= 0 else side_drawn(sides, 0.0, draw / rate)
                if side >= 0:
                    regions.holder[i] = float(side)


@scalar
def negotiate(reads: Reads, params: Params, at: Address) -> Power:
    """Return who rules after the sides have compared hopes: nobody, if they do not settle."""
    sides = reads.factions
    weigh_chances(reads, params, at)
    agreed = is_settlement_possible(sides.chance, sides.optimism, SIDES, params.total_cost)
    # Where nobody has anything to contest with, nobody can be said to win.
    if not agreed or side_drawn(sides, VIABLE, 0.5) < 0:
        return Power(0.0, 0.0, 0.0, float(NOBODY), 0.0, 0.0)
    holder = take_power(reads, at)
    armed_part = armed_part_of_rulers(sides, reads.armed_weight, reads.recognition_effect)
    return Power(1.0, 1.0, reads.day, holder, armed_part, elite_part_of_rulers(sides))


@scalar
def deaths_this_year(day: float, deaths: float, before: float) -> float:
    """Return the deaths of this year of the aftermath, with today's.

    >>> deaths_this_year(364.0, 5.0, 20.0), deaths_this_year(365.0, 5.0, 20.0)
    (25.0, 5.0)
    """
    return deaths if day - YEAR * floor(day / YEAR) == 0.0 else before + deaths


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Carry the contest on by a day."""
    sides, regions = reads.factions, reads.regions
    settled, holder = reads.settled, reads.holder
    power = Power(settled, 0.0, reads.settled_day, holder, reads.armed_part, reads.elite_part)
    fighting, begins = reads.fighting, 0.0
    held_by, capital = reads.held_by, reads.capital
    if reads.formed > 0.0 and reads.week > 0.0:
        if settled <= 0.0:
            power = negotiate(reads, params, at)
        fighting = 1.0 if power.settled <= 0.0 and count_armed(sides.armed) > 1 else 0.0
        begins = 1.0 if fighting > 0.0 and reads.fighting <= 0.0 else 0.0
        if power.settles <= 0.0:
            change_hands(reads, params.region_rate, at)
        find_control(sides, regions)
        held_by = side_in_control(sides, regions, power.holder)
        capital = capital_holder(regions)
    deaths = fight_a_day(sides.armed, params.attrition) if fighting > 0.0 else 0.0
    deaths_year = deaths_this_year(reads.day, deaths, reads.deaths_year)
    return Writes(
        power.settled,
        power.settles,
        power.settled_day,
        power.holder,
        fighting,
        begins,
        deaths,
        deaths_year,
        max(reads.deaths_worst, deaths_year),
        power.armed_part,
        power.elite_part,
        capital,
        held_by,
        days_in_control(reads.held_by, held_by, reads.days_held),
    )


MECHANISM = Mechanism(
    name="contest",
    equation="E14",
    title="Settle if all hopes fit into the prize, else fight",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("factions.table", "regions.table"),
    rule=rule,
    claims=("C16", "C20", "C22"),
)
