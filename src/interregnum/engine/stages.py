"""What an order of the day is made of: stages, loops of stages, and lines of the event log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interregnum.declare import Mechanism


class Event(NamedTuple):
    """A line of the event log: written after a stage when its flag stands above zero."""

    name: str
    flag: str
    size: str
    place: str = ""
    hour: str = ""


class Stage(NamedTuple):
    """One mechanism in the order of the day.

    ``heads_first`` says that the engine with persons counts heads before it.
    """

    mechanism: Mechanism
    when: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    heads_first: bool = False


class Repeat(NamedTuple):
    """Stages that run again while a quantity stands above zero.

    ``drivers`` name the mechanisms without which it would never end: if one of them is switched
    off, the loop does not begin.
    """

    condition: str
    drivers: tuple[str, ...]
    stages: tuple[Stage, ...]


def stages_in_order(schedule: Sequence[Stage | Repeat]) -> Iterator[Stage]:
    """Yield the stages of a day in order, those of a loop once."""
    for item in schedule:
        if isinstance(item, Repeat):
            yield from item.stages
        else:
            yield item


def numbered_lines(schedule: Sequence[Stage | Repeat]) -> list[str]:
    """Return a day as a numbered list, as the documentation prints it."""
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
