r"""What became of the regime is said once, at the end, by one tree.

Equations
---------
Clocks and classes: **S** the incumbent wins the contest within 90 days (contested; no removal is
the start); else **F** at month 24 nobody has held the capital and 60 % of the population for the
last 90 days; else **D** a competitive election by month 24 whose loser concedes, then 180 days
without armed reversal; else **N** the executive at month 24 is held by a side whose armed part
was over half when it took power; else **I** it is held by insiders, or shared, with half or more
of the elite weight from before the crisis; else **O**. Modes: F is 9; where elites without units
brought the ruler down and insiders rule at month 24, 1 if they called an election by then, 8 if
not; a contested survival is no removal, 0. Violence by deaths up to the settlement: 1 none, 2 up
to 25, 3 up to 1,000, 4 more.

Reads
-----
The calendar of the aftermath, the contest, the new rule, deaths, and the mode of the fall.

Writes
------
What stood at month 24, deaths of the breakdown, and on the last day class, mode, violence and
continuity.

Limits
------
Month 24 is day 730. An aftermath shorter than that is judged by how it ends.

Source
------
Model text, section 6; modes and violence as coded by Geddes, Wright and Frantz (2014),
doi:10.1017/S1537592714000851.
"""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, State
from interregnum.formulae.factions import INCUMBENT, INSIDERS, SHARED, Factions
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

MONTH_24 = 730.0
SOON = 90.0
HELD_DAYS = 90.0
SAFE_DAYS = 180.0
HALF = 0.5

SURVIVES = 0.0
FRAGMENTATION = 1.0
DEMOCRACY = 2.0
MILITARISED = 3.0
INSIDER = 4.0
OTHER = 5.0

NO_MODE = 0.0
CALLS_ELECTION = 1.0
CHANGES_RULES = 8.0
STATE_FAILS = 9.0


class Params(NamedTuple):
    """None: the tree is a definition."""


class Reads(NamedTuple):
    """What the rule needs."""

    day: Annotated[float, State("aftermath.day")]
    last: Annotated[float, State("aftermath.last")]
    formed: Annotated[float, State("aftermath.formed")]
    settled: Annotated[float, State("contest.settled")]
    settles: Annotated[float, State("contest.settles")]
    settled_day: Annotated[float, State("contest.settled_day")]
    holder: Annotated[float, State("contest.holder")]
    days_held: Annotated[float, State("contest.days_held")]
    armed_part: Annotated[float, State("contest.armed_part")]
    elite_part: Annotated[float, State("contest.elite_part")]
    contest_deaths: Annotated[float, State("contest.deaths")]
    deaths_before: Annotated[float, State("deaths.crisis", previous=True)]
    breakdown_deaths: Annotated[float, State("outcome.breakdown_deaths")]
    elected_day: Annotated[float, State("rule.elected_day")]
    conceded: Annotated[float, State("rule.conceded")]
    reversal_day: Annotated[float, State("rule.reversal_day")]
    called: Annotated[float, State("rule.called")]
    by_elites: Annotated[float, State("attempts.by_elites")]
    holder_then: Annotated[float, State("month24.holder")]
    days_held_then: Annotated[float, State("month24.days_held")]
    armed_part_then: Annotated[float, State("month24.armed_part")]
    elite_part_then: Annotated[float, State("month24.elite_part")]
    insiders_then: Annotated[float, State("month24.insiders")]
    called_then: Annotated[float, State("month24.called")]
    contested: Annotated[float, State("outcome.contested")]
    outcome: Annotated[float, State("outcome.class")]
    mode: Annotated[float, State("outcome.mode")]
    violence: Annotated[float, State("outcome.violence")]
    continuity: Annotated[float, State("outcome.continuity")]
    factions: Annotated[Factions, State("factions.table")]


class Writes(NamedTuple):
    """What the rule sets."""

    breakdown_deaths: Annotated[float, State("outcome.breakdown_deaths")]
    holder_then: Annotated[float, State("month24.holder")]
    days_held_then: Annotated[float, State("month24.days_held")]
    armed_part_then: Annotated[float, State("month24.armed_part")]
    elite_part_then: Annotated[float, State("month24.elite_part")]
    insiders_then: Annotated[float, State("month24.insiders")]
    called_then: Annotated[float, State("month24.called")]
    contested: Annotated[float, State("outcome.contested")]
    outcome: Annotated[float, State("outcome.class")]
    mode: Annotated[float, State("outcome.mode")]
    violence: Annotated[float, State("outcome.violence")]
    continuity: Annotated[float, State("outcome.continuity")]


class Executive(NamedTuple):
    """Who ruled at month 24, since when in control, with what, and after what call."""

    holder: float
    days_held: float
    armed_part: float
    elite_part: float
    insiders: float
    called: float


@scalar
def executive_now(reads: Reads) -> Executive:
    """Return the executive as it stands today."""
    insiders = 1.0 if reads.holder == INSIDERS else 0.0
    if reads.holder == SHARED and reads.factions.party[INSIDERS] > 0.0:
        insiders = 1.0
    armed, elite = reads.armed_part, reads.elite_part
    return Executive(reads.holder, reads.days_held, armed, elite, insiders, reads.called)


@scalar
def is_democracy(reads: Reads) -> bool:
    """Return whether an election by month 24 was conceded and stood for 180 days."""
    elected = reads.elected_day
    if reads.conceded <= 0.0 or elected < 0.0 or elected > MONTH_24:
        return False
    undone = elected < reads.reversal_day and reads.reversal_day <= elected + SAFE_DAYS
    return bool(not undone)


@scalar
def class_of(reads: Reads, executive: Executive, contested: float) -> float:
    """Return the class of the outcome, the first that applies."""
    if contested > 0.0:
        return SURVIVES
    if executive.days_held < HELD_DAYS:
        return FRAGMENTATION
    if is_democracy(reads):
        return DEMOCRACY
    if executive.armed_part > HALF:
        return MILITARISED
    of_insiders = executive.holder == INSIDERS or executive.holder == SHARED
    if of_insiders and executive.elite_part >= HALF:
        return INSIDER
    return OTHER


@scalar
def mode_of(reads: Reads, executive: Executive, outcome: float) -> float:
    """Return the mode of the removal, now that it is known what followed."""
    if outcome == SURVIVES:
        return NO_MODE
    if outcome == FRAGMENTATION:
        return STATE_FAILS
    if reads.by_elites > 0.0 and executive.insiders > 0.0:
        return CALLS_ELECTION if executive.called > 0.0 else CHANGES_RULES
    return reads.mode


@scalar
def violence_of(deaths: float) -> float:
    """Return the class of violence of so many deaths, counted in whole persons.

    >>> violence_of(0.4), violence_of(25.0), violence_of(26.0), violence_of(1001.0)
    (1.0, 2.0, 3.0, 4.0)
    """
    count = floor(deaths + 0.5)
    if count < 1.0:
        return 1.0
    if count <= 25.0:
        return 2.0
    return 3.0 if count <= 1000.0 else 4.0


@scalar
def deaths_of_breakdown(reads: Reads) -> float:
    """Return the deaths of the crisis before the fall, and of the contest until it is settled."""
    before = reads.deaths_before if reads.day <= 0.0 else reads.breakdown_deaths
    return before if reads.settled > 0.0 else before + reads.contest_deaths


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Keep what the tree will ask for; on the last day say what became of the regime."""
    deaths = deaths_of_breakdown(reads)
    then = Executive(
        reads.holder_then,
        reads.days_held_then,
        reads.armed_part_then,
        reads.elite_part_then,
        reads.insiders_then,
        reads.called_then,
    )
    if reads.day == MONTH_24 or (reads.last > 0.0 and reads.day < MONTH_24):
        then = executive_now(reads)
    contested = reads.contested
    if reads.settles > 0.0 and reads.holder == INCUMBENT and reads.settled_day <= SOON:
        contested = 1.0
    outcome, mode = reads.outcome, reads.mode
    violence, continuity = reads.violence, reads.continuity
    if reads.last > 0.0:
        outcome = class_of(reads, then, contested)
        mode = mode_of(reads, then, outcome)
        violence = violence_of(deaths)
        continuity = reads.elite_part if reads.holder >= 0.0 else 0.0
    return Writes(
        deaths,
        then.holder,
        then.days_held,
        then.armed_part,
        then.elite_part,
        then.insiders,
        then.called,
        contested,
        outcome,
        mode,
        violence,
        continuity,
    )


MECHANISM = Mechanism(
    name="outcome_class",
    equation="classes",
    title="What became of the regime is said at the end",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C08", "C16", "C20"),
)
