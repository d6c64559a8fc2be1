"""The order of the day: one tuple of stages, from which the loop is generated.

There is no second, hand-written order. A stage runs when each of its conditions holds (a
quantity above zero, or ``not`` a quantity above zero) and its mechanism is switched on. A read
marked ``previous`` sees yesterday's value; every other read must have been written earlier the
same day, or be a quantity that keeps its value from day to day: :func:`check_dataflow`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interregnum.declare import Mechanism, State, annotations_of
from interregnum.engine.calendar import DAY_CLOCK, MARCH_CLOCK
from interregnum.engine.state import QUANTITIES, WORKSPACES
from interregnum.mechanisms import (
    attempt_chance,
    belief_diffusion,
    belief_update,
    campaign,
    collapse,
    coordination,
    elite_guarantee,
    fundamentals,
    garrison_stand,
    legitimacy,
    march_decision,
    mutiny_onset,
    opening,
    opportunity,
    public_signal,
    start,
    survival_news,
    turnout_news,
    unit_loyalty,
)


class Event(NamedTuple):
    """A line of the event log: written after a stage when its flag stands above zero."""

    name: str
    flag: str
    size: str
    place: str = ""
    hour: str = ""


class Stage(NamedTuple):
    """One mechanism in the order of the day."""

    mechanism: Mechanism
    when: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


class Repeat(NamedTuple):
    """Stages that run again while a quantity stands above zero.

    ``drivers`` name the mechanisms without which it would never end: if one of them is switched
    off, the loop does not begin.
    """

    condition: str
    drivers: tuple[str, ...]
    stages: tuple[Stage, ...]


# Before day 0, with the day counted as -1; here each stage sees what the one before it left.
OPENING: tuple[Stage, ...] = (
    Stage(start.MECHANISM),
    Stage(legitimacy.MECHANISM),
    Stage(elite_guarantee.MECHANISM),
    Stage(unit_loyalty.MECHANISM),
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

SCHEDULE: tuple[Stage | Repeat, ...] = (
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
    Stage(opening.MECHANISM, ("not outcome.removed",)),
    Stage(coordination.MECHANISM, ("attempts.open", "not outcome.removed")),
    Stage(coordination.MECHANISM, ("clock.event", "not attempts.open", "not outcome.removed")),
    Stage(
        coordination.MECHANISM,
        ("elites.pyramid_deserts", "not attempts.open", "not clock.event"),
    ),
    Stage(
        collapse.MECHANISM,
        ("attempts.open", "not outcome.removed"),
        (
            Event("coup_attempt", "attempts.coup", "attempts.size"),
            Event("mass_attack", "attempts.mass", "attempts.size"),
        ),
    ),
    Stage(survival_news.MECHANISM, ("attempts.survived",)),
    Stage(public_signal.MECHANISM, ("attempts.survived",)),
    Stage(belief_update.MECHANISM, ("attempts.survived",)),
    Stage(turnout_news.MECHANISM, ("attempts.survived_mass",)),
    Stage(public_signal.MECHANISM, ("attempts.survived_mass",)),
    Stage(belief_update.MECHANISM, ("attempts.survived_mass",)),
    Stage(coordination.MECHANISM, ("attempts.survived",)),
    Stage(attempt_chance.MECHANISM, ("clock.review", "not outcome.removed")),
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
)


def stages_in_order(schedule: tuple[Stage | Repeat, ...] = SCHEDULE) -> Iterator[Stage]:
    """Yield the stages of a day in order, those of a loop once."""
    for item in schedule:
        if isinstance(item, Repeat):
            yield from item.stages
        else:
            yield item


def numbered_lines(schedule: tuple[Stage | Repeat, ...] = SCHEDULE) -> list[str]:
    """Return the day as a numbered list, as the documentation prints it."""
    lines: list[str] = []
    for number, item in enumerate(schedule, 1):
        if isinstance(item, Repeat):
            lines.append(f"{number}. while {item.condition}:")
            lines += [_line(f"{number}.{k}", stage) for k, stage in enumerate(item.stages, 1)]
        else:
            lines.append(_line(f"{number}.", item))
    return lines


def _line(number: str, stage: Stage) -> str:
    when = f", when {' and '.join(stage.when)}" if stage.when else ""
    mechanism = stage.mechanism
    return f"{number} {mechanism.name} ({mechanism.equation}): {mechanism.title}{when}"


def check_dataflow(
    schedule: tuple[Stage | Repeat, ...] = SCHEDULE,
    opening: tuple[Stage, ...] = OPENING,
) -> list[str]:
    """Return what is wrong with the flow of data through a day; nothing if all is well.

    A read or write of an unknown quantity; a read of a ``daily`` quantity that no earlier stage
    of the day writes; a read of a lasting quantity that no stage writes at all and that has no
    start of its own; a condition on an unknown quantity.
    """
    problems: list[str] = []
    writers: dict[str, set[str]] = {}
    for stage in [*opening, *stages_in_order(schedule)]:
        for write in annotations_of(stage.mechanism.writes).values():
            writers.setdefault(write.name, set()).add(stage.mechanism.name)
    for item in schedule:
        if isinstance(item, Repeat) and item.condition.removeprefix("not ") not in QUANTITIES:
            problems.append(f"repeat: condition {item.condition} is no quantity")
    written: set[str] = set()
    for stage in stages_in_order(schedule):
        name = stage.mechanism.name
        for condition in stage.when:
            if condition.removeprefix("not ") not in QUANTITIES:
                problems.append(f"{name}: condition {condition} is no quantity")
        own = {w.name for w in annotations_of(stage.mechanism.writes).values()}
        for read in annotations_of(stage.mechanism.reads).values():
            if not isinstance(read, State) or read.name in WORKSPACES:
                continue
            if read.name not in QUANTITIES:
                problems.append(f"{name}: reads {read.name}, which is no quantity")
            elif read.name not in writers and QUANTITIES[read.name].start == 0.0:
                problems.append(f"{name}: reads {read.name}, which nothing writes")
            elif read.previous or writers.get(read.name) == {name}:
                continue  # yesterday's value, or a counter that is nobody else's
            elif QUANTITIES[read.name].daily and read.name not in written:
                problems.append(f"{name}: reads {read.name} before anything wrote it today")
        problems += [f"{name}: writes {w}, which is no quantity" for w in own - set(QUANTITIES)]
        written |= own
    return problems
