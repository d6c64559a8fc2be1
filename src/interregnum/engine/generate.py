"""The loop over days as source text, generated from the schedule with one call a stage.

The text is compiled once and kept on disk; as plain Python it is the truth that the compiled
form must equal. State stands in flat arrays: asked to, a run pauses where heads are counted and
goes on in the next call (:mod:`interregnum.engine.pausing`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interregnum.declare import Mechanism, Shared, State, annotations_of, parameters_of
from interregnum.engine.arrays import ARRAYS, INPUTS, OUTPUTS, STRUCTURES
from interregnum.engine.counting import aftermath_counts, crisis_counts, daily_counts
from interregnum.engine.options import leading_parameters
from interregnum.engine.pausing import begun_again, deeper, pause_lines
from interregnum.engine.schedule import (
    AFTERMATH,
    EVENT_NAMES,
    OPENING,
    SCHEDULE,
)
from interregnum.engine.slots import slot
from interregnum.engine.stages import Event, Repeat, Stage, stages_in_order
from interregnum.engine.state import QUANTITIES
from interregnum.formulae.belief import SUMMARY_SIZE
from interregnum.formulae.belief_game import LAYOUT_SIZE
from interregnum.kernels.random import Address

EVENT_WIDTH = 6  # run, day, hour, place, event, size
# A crisis that feeds on itself may have an attack a day, of six lines, for as long as it lasts.
EVENTS_AT_LEAST = 400
EVENTS_A_DAY = 6
# What a run leaves: the day of exit and the events beyond the room, then these quantities.
OUTCOME_QUANTITIES: tuple[str, ...] = (
    "outcome.removed",
    "outcome.mode",
    "outcome.class",
    "outcome.contested",
    "outcome.violence",
    "outcome.continuity",
    "exit.death",
    "exit.succession",
    "exit.concession",
    "deaths.total",
    "contest.deaths_worst",
    "contest.settled_day",
    "contest.holder",
)
EXIT_DAY = 0
EXCESS = 1
OUTCOME_WIDTH = 2 + len(OUTCOME_QUANTITIES)

# Draws of the aftermath are addressed by the days since the removal, not by the calendar: the
# branches of a counterfactual in which a ruler falls on other days share them.
AFTERMATH_DRAWS = 2**20


def event_room(horizon: int) -> int:
    """Return how many events of a run the log has room for.

    >>> event_room(730)
    4780
    """
    return EVENTS_AT_LEAST + EVENTS_A_DAY * horizon


def mechanisms_in_use() -> tuple[Mechanism, ...]:
    """Return every mechanism of the opening and the day, each once, in order of appearance."""
    seen: dict[str, Mechanism] = {}
    for stage in [*OPENING, *stages_in_order(SCHEDULE), *AFTERMATH]:
        seen.setdefault(stage.mechanism.name, stage.mechanism)
    return tuple(seen.values())


REGULAR = 6.0  # outcome.class of a regular exit
SWITCH_INDEX = {m.name: i for i, m in enumerate(mechanisms_in_use())}


def _bound(declaration: State | Shared, parameter_index: dict[str, int], opening: bool) -> str:
    if isinstance(declaration, Shared):
        return f"p[{parameter_index[declaration.name]}]"
    return slot(declaration.name, declaration.previous and not opening)


def _call(stage: Stage, parameter_index: dict[str, int], opening: bool) -> list[str]:
    mechanism = stage.mechanism
    name = mechanism.name
    reads = ", ".join(
        _bound(d, parameter_index, opening) for d in annotations_of(mechanism.reads).values()
    )
    own = ", ".join(f"p[{parameter_index[row.name]}]" for row in parameters_of(mechanism))
    lines = [f"w = {name}_rule({name}_reads({reads}), {name}_params({own}), at)"]
    # One name a mechanism, because a compiled variable keeps one type.
    lines[0] = lines[0].replace("w = ", f"{name}_out = ", 1)
    for field, declaration in annotations_of(mechanism.writes).items():
        lines.append(f"{slot(declaration.name, False)} = {name}_out.{field}")
    lines += [_record(event) for event in stage.events]
    return lines


def _record(event: Event) -> str:
    code = EVENT_NAMES.index(event.name)
    place = slot(event.place, False) if event.place else "-1.0"
    hour = f"{slot(event.hour, False)} - 24.0 * day" if event.hour else "-1.0"
    size = slot(event.size, False)
    return (
        f"if {slot(event.flag, False)} > 0.0: "
        f"logged = record(events, room, r, logged, "
        f"Line(run, day, {hour}, {place}, {code}.0, {size}))"
    )


def _condition(name: str) -> str:
    if name.startswith("not "):
        return f"{slot(name[4:], False)} <= 0.0"
    return f"{slot(name, False)} > 0.0"


def _stage_lines(stage: Stage, index: dict[str, int], indent: str, opening: bool) -> list[str]:
    tests = [f"switches[{SWITCH_INDEX[stage.mechanism.name]}] > 0.0"]
    tests += [_condition(name) for name in stage.when]
    lines = [f"{indent}if {' and '.join(tests)}:"]
    lines += [f"{indent}    {line}" for line in _call(stage, index, opening)]
    return lines


def _day_lines(index: dict[str, int]) -> list[str]:
    """Return a day's stages; those before the count of heads are not run again after a pause."""
    lines = _morning_lines("day")
    for item in SCHEDULE:
        if isinstance(item, Repeat):
            tests = [_condition(item.condition)]
            tests += [f"switches[{SWITCH_INDEX[name]}] > 0.0" for name in item.drivers]
            lines.append(f"            while {' and '.join(tests)}:")
            for stage in item.stages:
                lines += _stage_lines(stage, index, " " * 16, False)
            taken, place = (slot(f"mutiny.place_{end}", False) for end in ("taken", "reached"))
            lines.append(f"                farthest = farther(farthest, {taken}, {place})")
            continue
        if item.heads_first:
            tests = [f"switches[{SWITCH_INDEX[item.mechanism.name]}] > 0.0"]
            lines += pause_lines([*tests, *(_condition(name) for name in item.when)])
            lines = ["            if not resumed:", *deeper(lines), "            resumed = False"]
        lines += _stage_lines(item, index, " " * 12, False)
    return lines


def _head_lines(index: dict[str, int]) -> list[str]:
    """Return the text before a run's first stage."""
    head = ["seed", "seed_after", "first", "runs", "horizon", "count", "room", "recording"]
    head += [*INPUTS, *OUTPUTS, "histogram", "territory", *ARRAYS]
    lines = [f"def simulate({', '.join(head)}):"]
    for name, kind in STRUCTURES.items():
        fields = ", ".join(f"{name}_{field}" for field in kind._fields)
        lines.append(f"    {name} = {kind.__name__}({fields})")
    layout = "leg_index, garrison_index, hubs, imposed, imposed_ease, forces"
    lines += [
        f"    layout = Layout({layout})",
        *begun_again(),
    ]
    return [*lines, *deeper(_run_lines(index))]


def _run_lines(index: dict[str, int]) -> list[str]:
    """Return the text that begins a run, up to its first day."""
    lines = [
        "        for j in range(count):",
        "            p[j] = parameters[r * count + j]",
        f"        lay_road(road, p, layout, p[{index['scenario.deal_place']}])",
        f"        lay_regions(regions, region_share, p[{index['scenario.capital_region']}])",
        # Nothing of the run before may be seen: a layout is looked at before the first solve.
        f"        for j in range({LAYOUT_SIZE}):",
        "            game_layout[j] = 0.0",
        f"        for j in range({SUMMARY_SIZE}):",
        "            belief_summary[j] = 0.0",
        "        clear_factions(factions)",
    ]
    for i, quantity in enumerate(QUANTITIES.values()):
        lines.append(f"        s[{i}] = {float(quantity.start)!r}")
    for stage in OPENING:
        lines += _stage_lines(stage, index, " " * 8, True)
    return lines


def _morning_lines(address: str) -> list[str]:
    """Return the text with which a day begins; its draws have their own address of days."""
    daily = [i for i, q in enumerate(QUANTITIES.values()) if q.daily]
    return [
        "            if float(day) == fork_day[r]:",
        "                root = seed_after",
        "                number = int(numbers_after[r])",
        "                for j in range(count):",
        "                    p[j] = parameters_after[r * count + j]",
        f"            at = Address(root, number, {address})",
        f"            for j in range({len(QUANTITIES)}):",
        "                y[j] = s[j]",
        *(f"            s[{i}] = 0.0" for i in daily),
    ]


def _evening_lines() -> list[str]:
    """Return the text after a day's last stage: whoever leaves in order is not removed."""
    removed, mode = slot("outcome.removed", False), slot("outcome.mode", False)
    kind = slot("outcome.class", False)
    death, passed, conceded = (
        slot(f"exit.{name}", False) for name in ("death", "succession", "concession")
    )
    return [
        f"            if {conceded} > 0.0 or ({removed} <= 0.0 and {death} + {passed} > 0.0):",
        f"                {removed} = 0.0",
        f"                {kind} = {REGULAR!r}",
        f"                {mode} = regular_mode({conceded}, {slot('exit.handover', False)})",
        "                ended = day",
        "                break",
        f"            if {removed} > 0.0:",
        "                logged = record(events, room, r, logged, Line(run, day, -1.0, -1.0,",
        f"                                {EVENT_NAMES.index('removed')}.0, {mode}))",
        "                ended = day",
        "                break",
    ]


def _aftermath_lines(index: dict[str, int]) -> list[str]:
    """Return the text of the days after a removal, which always run to their end."""
    length = f"p[{index['scenario.aftermath']}]"
    lines = [
        f"        if {slot('outcome.removed', False)} > 0.0:",
        f"          for after in range(int({length})):",
        "            day = ended + 1 + after",
        *_morning_lines(f"{AFTERMATH_DRAWS} + after"),
    ]
    for stage in AFTERMATH:
        lines += _stage_lines(stage, index, " " * 12, False)
    return lines + aftermath_counts(length)


def _tail_lines() -> list[str]:
    """Return the text after a run's last day."""
    lines = [
        f"        outcomes[r * {OUTCOME_WIDTH} + {EXIT_DAY}] = float(ended)",
        f"        outcomes[r * {OUTCOME_WIDTH} + {EXCESS}] = float(max(logged - room, 0))",
    ]
    for k, name in enumerate(OUTCOME_QUANTITIES, 2):
        lines.append(f"        outcomes[r * {OUTCOME_WIDTH} + {k}] = {slot(name, False)}")
    return [*lines, "        event_counts[r] = float(logged)"]


def generated_source() -> str:
    """Return the text of ``simulate``, which runs a batch of runs over their days."""
    index = {name: i for i, name in enumerate(leading_parameters())}
    lines = _head_lines(index)
    lines += ["        ended = horizon", "        for day in range(begun, horizon):"]
    lines += [*_day_lines(index), *daily_counts()]
    lines += [*_evening_lines(), *crisis_counts(index), *_aftermath_lines(index), *_tail_lines()]
    return "\n".join(lines) + "\n"


def bindings() -> dict[str, Any]:
    """Return what the names in the generated text stand for."""
    from interregnum.engine import prologue

    names: dict[str, Callable[..., Any]] = {
        kind.__name__: kind for kind in [*STRUCTURES.values(), Address]
    }
    for helper in prologue.BESIDE_THE_STAGES:
        names[helper.__name__] = helper
    for mechanism in mechanisms_in_use():
        names[f"{mechanism.name}_rule"] = mechanism.rule
        names[f"{mechanism.name}_reads"] = mechanism.reads
        names[f"{mechanism.name}_params"] = mechanism.params
    return names


def signature() -> str:
    """Return the declared signature of ``simulate``."""
    array = "float64[::1]"
    given = ", ".join([array] * (len(INPUTS) + len(OUTPUTS)))
    counts = "int32[::1], int32[::1]"  # histogram and territory
    work = ", ".join([array] * len(ARRAYS))
    numbers = ", ".join(["int64"] * 8)
    return f"void({numbers}, {given}, {counts}, {work})"
