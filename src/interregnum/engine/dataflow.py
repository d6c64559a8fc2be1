"""What is read must have been written: the check of the order of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interregnum.declare import State, annotations_of
from interregnum.engine.schedule import AFTERMATH, OPENING, SCHEDULE
from interregnum.engine.stages import Repeat, Stage, stages_in_order
from interregnum.engine.state import QUANTITIES, WORKSPACES


def writers_of(stages: Iterable[Stage]) -> dict[str, set[str]]:
    """Return the names of the mechanisms that write each quantity."""
    writers: dict[str, set[str]] = {}
    for stage in stages:
        for write in annotations_of(stage.mechanism.writes).values():
            writers.setdefault(write.name, set()).add(stage.mechanism.name)
    return writers


def check_dataflow(
    schedule: Sequence[Stage | Repeat] = SCHEDULE,
    opening: Sequence[Stage] = OPENING,
    aftermath: Sequence[Stage] = AFTERMATH,
) -> list[str]:
    """Return what is wrong with the flow of data through the days; nothing if all is well.

    A read or write of an unknown quantity; a read of a ``daily`` quantity before the stage of
    the same day that writes it; a read of a quantity that no stage writes at all and that has no
    start of its own; a condition on an unknown quantity. What only the days of the other kind
    write keeps its last value, or is nothing if it is daily.
    """
    writers = writers_of([*opening, *stages_in_order(schedule), *aftermath])
    problems = [
        f"repeat: condition {item.condition} is no quantity"
        for item in schedule
        if isinstance(item, Repeat) and item.condition.removeprefix("not ") not in QUANTITIES
    ]
    by_day = set(writers_of([*opening, *stages_in_order(schedule)]))
    written = set(writers_of(aftermath)) - by_day
    for stage in stages_in_order(schedule):
        problems += _problems_of(stage, writers, written)
    written = set(writers) - set(writers_of(aftermath))
    for stage in aftermath:
        problems += _problems_of(stage, writers, written)
    return problems


def _problems_of(stage: Stage, writers: Mapping[str, set[str]], written: set[str]) -> list[str]:
    """Return what is wrong with one stage, and note what it writes."""
    name = stage.mechanism.name
    problems = [
        f"{name}: condition {condition} is no quantity"
        for condition in stage.when
        if condition.removeprefix("not ") not in QUANTITIES
    ]
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
