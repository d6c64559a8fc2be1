"""The order of the day: one tuple of stages, from which the loop is generated.

There is no second, hand-written order. A stage runs when each of its conditions holds (a
quantity above zero, or ``not`` a quantity above zero) and its mechanism is switched on. A read
marked ``previous`` sees yesterday's value; every other read must have been written earlier the
same day, or be a quantity that keeps its value from day to day:
:func:`interregnum.engine.dataflow.check_dataflow`.
"""

from __future__ import annotations

from interregnum.engine.calendar import AFTERMATH_CLOCK, DAY_CLOCK, DAYBOOK, MARCH_CLOCK
from interregnum.engine.stages import Event, Repeat, Stage
from interregnum.mechanisms import (
    attempt_chance,
    belief_diffusion,
    belief_update,
    campaign,
    casualties,
    collapse,
    contest,
    coordination,
    election,
    election_verdict,
    elite_guarantee,
    factions,
    fighters_return,
    front,
    fundamentals,
    garrison_stand,
    legitimacy,
    march_decision,
    mutiny_onset,
    natural_death,
    new_rule,
    norm_enforcement,
    opening,
    opportunity,
    outcome_class,
    presence,
    public_signal,
    recognition,
    repression,
    social_influence,
    start,
    succession,
    survival_news,
    turnout_news,
    unit_loyalty,
    war_support,
)

# Before day 0, with the day counted as -1; here each stage sees what the one before it left.
OPENING: tuple[Stage, ...] = (
    Stage(election.MECHANISM),
    Stage(front.MECHANISM),
    Stage(war_support.MECHANISM),
    Stage(start.MECHANISM),
    Stage(legitimacy.MECHANISM),
    Stage(elite_guarantee.MECHANISM),
    Stage(unit_loyalty.MECHANISM),
    Stage(repression.MECHANISM),
    Stage(social_influence.MECHANISM),
    Stage(norm_enforcement.MECHANISM),
    Stage(coordination.MECHANISM),
    Stage(attempt_chance.MECHANISM),
    Stage(elite_guarantee.MECHANISM),
)

MARCH = Repeat(
    "mutiny.due",
    ("garrison_stand",),
    (
        Stage(
            garrison_stand.MECHANISM,
            events=(
                Event(
                    "place_taken",
                    "mutiny.place_taken",
                    "mutiny.ease",
                    "mutiny.place_reached",
                    "mutiny.hour",
                ),
                Event(
                    "place_held",
                    "mutiny.place_held",
                    "mutiny.ease",
                    "mutiny.place_reached",
                    "mutiny.hour",
                ),
            ),
        ),
        Stage(public_signal.MECHANISM, ("news.at_place",)),
        Stage(belief_update.MECHANISM, ("news.at_place",)),
        Stage(coordination.MECHANISM, ("mutiny.place_taken", "not outcome.removed")),
        Stage(
            march_decision.MECHANISM,
            events=(
                Event(
                    "deal",
                    "mutiny.deal",
                    "mutiny.chance_next",
                    "mutiny.place_reached",
                    "mutiny.hour",
                ),
                Event(
                    "surrender",
                    "mutiny.surrendered",
                    "mutiny.chance_next",
                    "mutiny.place_reached",
                    "mutiny.hour",
                ),
                Event(
                    "beaten",
                    "mutiny.beaten",
                    "mutiny.chance_next",
                    "mutiny.place_reached",
                    "mutiny.hour",
                ),
            ),
        ),
        Stage(MARCH_CLOCK),
    ),
)

WAR: tuple[Stage, ...] = (
    Stage(
        front.MECHANISM,
        events=(Event("front_breaks", "war.breaks", "war.army_at_break"),),
    ),
    Stage(war_support.MECHANISM),
    Stage(fighters_return.MECHANISM),
)

SCHEDULE: tuple[Stage | Repeat, ...] = (
    Stage(election.MECHANISM),
    *WAR,
    Stage(fundamentals.MECHANISM),
    Stage(legitimacy.MECHANISM),
    Stage(
        opportunity.MECHANISM,
        events=(Event("plot_found_out", "attempts.plot", "attempts.hazard"),),
    ),
    Stage(
        campaign.MECHANISM,
        events=(Event("campaign_ends", "campaign.ended", "campaign.age"),),
    ),
    Stage(DAY_CLOCK),
    Stage(belief_diffusion.MECHANISM, ("clock.review",)),
    Stage(
        election_verdict.MECHANISM,
        ("election.held",),
        (
            Event("election_conceded", "exit.concession", "election.share"),
            Event("election_stolen", "election.stolen", "election.share"),
            Event("election_won", "election.won", "election.share"),
        ),
    ),
    Stage(public_signal.MECHANISM, ("election.stolen",)),
    Stage(belief_update.MECHANISM, ("election.stolen",)),
    Stage(presence.MECHANISM, ("clock.review",)),
    Stage(
        elite_guarantee.MECHANISM,
        ("clock.review",),
        (Event("pyramid_deserts", "elites.pyramid_deserts", "elites.deserted"),),
    ),
    Stage(unit_loyalty.MECHANISM, ("clock.review",)),
    Stage(
        mutiny_onset.MECHANISM,
        ("clock.event", "not mutiny.on_road"),
        (Event("mutiny_begins", "mutiny.began", "mutiny.column", "", "mutiny.hour"),),
    ),
    Stage(coordination.MECHANISM, ("mutiny.on_road",)),
    Stage(MARCH_CLOCK, ("mutiny.on_road",)),
    MARCH,
    Stage(opening.MECHANISM, ("not outcome.removed", "not exit.concession")),
    Stage(coordination.MECHANISM, ("attempts.open", "not outcome.removed")),
    Stage(coordination.MECHANISM, ("clock.event", "not attempts.open", "not outcome.removed")),
    Stage(
        coordination.MECHANISM,
        ("elites.pyramid_deserts", "not attempts.open", "not clock.event"),
    ),
    Stage(
        collapse.MECHANISM,
        ("attempts.open", "not outcome.removed", "not exit.concession"),
        (
            Event("insiders_acted", "attempts.coup", "attempts.insiders"),
            Event("crowd", "attempts.mass", "citizens.turnout"),
            Event("units_aside", "attempts.mass", "units.share_acting"),
            Event("coup_attempt", "attempts.coup", "attempts.size"),
            Event("mass_attack", "attempts.mass", "attempts.size"),
        ),
        heads_first=True,
    ),
    Stage(repression.MECHANISM),
    Stage(survival_news.MECHANISM, ("attempts.survived",)),
    Stage(public_signal.MECHANISM, ("attempts.survived",)),
    Stage(belief_update.MECHANISM, ("attempts.survived",)),
    # Where nobody was free to act, the size of the crowd says nothing.
    Stage(turnout_news.MECHANISM, ("attempts.survived_mass", "citizens.disbelievers_free")),
    Stage(public_signal.MECHANISM, ("attempts.survived_mass", "citizens.disbelievers_free")),
    Stage(belief_update.MECHANISM, ("attempts.survived_mass", "citizens.disbelievers_free")),
    Stage(coordination.MECHANISM, ("attempts.survived",)),
    Stage(norm_enforcement.MECHANISM, ("not outcome.removed",)),
    Stage(attempt_chance.MECHANISM, ("clock.review", "not outcome.removed")),
    Stage(casualties.MECHANISM),
    Stage(
        natural_death.MECHANISM,
        ("not outcome.removed", "not exit.concession"),
        (Event("ruler_dies", "exit.death", "exit.death"),),
    ),
    Stage(
        succession.MECHANISM,
        ("not outcome.removed", "not exit.concession", "not exit.death"),
        (Event("succession", "exit.succession", "exit.succession"),),
    ),
    Stage(DAYBOOK),
)

# The days after a removal, in the order of the model's day.
AFTERMATH: tuple[Stage, ...] = (
    Stage(AFTERMATH_CLOCK),
    *WAR,
    Stage(factions.MECHANISM),
    Stage(
        contest.MECHANISM,
        events=(
            Event("fighting_begins", "contest.begins", "contest.armed_part"),
            Event("settlement", "contest.settles", "contest.holder"),
        ),
    ),
    Stage(
        recognition.MECHANISM,
        ("aftermath.month",),
        (Event("recognition", "recognition.change", "recognition.new_side"),),
    ),
    Stage(
        new_rule.MECHANISM,
        ("contest.settled",),
        (
            Event("new_election", "rule.election", "rule.conceded"),
            Event("reversal", "rule.reversal", "contest.holder"),
            Event("amnesty", "rule.amnesty", "contest.holder"),
        ),
    ),
    Stage(casualties.MECHANISM),
    Stage(outcome_class.MECHANISM),
)

EVENT_NAMES: tuple[str, ...] = (
    "mutiny_begins",
    "place_taken",
    "place_held",
    "deal",
    "surrender",
    "beaten",
    "plot_found_out",
    "pyramid_deserts",
    "coup_attempt",
    "mass_attack",
    "campaign_ends",
    "removed",
    "front_breaks",
    "election_won",
    "election_stolen",
    "election_conceded",
    "ruler_dies",
    "succession",
    "fighting_begins",
    "settlement",
    "recognition",
    "new_election",
    "reversal",
    "amnesty",
    "insiders_acted",
    "crowd",
    "units_aside",
)

# Lines of the log that measure an attack that another line tells: comparisons with the record
# need them, a run's story does not. They stand before the attack, which a fall must follow.
MEASURES: tuple[str, ...] = ("insiders_acted", "crowd", "units_aside")
