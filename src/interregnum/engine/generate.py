"""The loop over days as source text, generated from the schedule with one call a stage.

The text is compiled once and kept on disk; as plain Python it is the truth that the compiled
form must equal. State stands in one flat array, so that a run can be saved and continued.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interregnum.declare import Mechanism, Shared, State, annotations_of, parameters_of
from interregnum.engine.schedule import (
    EVENT_NAMES,
    OPENING,
    SCHEDULE,
    Event,
    Repeat,
    Stage,
    stages_in_order,
)
from interregnum.engine.state import QUANTITIES, WORKSPACES
from interregnum.formulae.belief import SUMMARY_SIZE, Belief
from interregnum.formulae.belief_game import LAYOUT_SIZE
from interregnum.formulae.likelihood import Game
from interregnum.formulae.march import Road
from interregnum.formulae.threshold_search import Classes
from interregnum.kernels.random import Address
from interregnum.mechanisms import MECHANISMS

EVENT_WIDTH = 6  # run, day, hour, place, event, size
MOST_EVENTS = 400  # a run
OUTCOME_WIDTH = 4  # removed, day, mode, events beyond the room

QUANTITY_INDEX = {name: i for i, name in enumerate(QUANTITIES)}

# Every array that the loop works in, with its kind; the order is the order of the arguments.
ARRAYS: tuple[str, ...] = (
    "belief_summary",
    "belief_mass",
    "belief_scratch",
    "game_group",
    "game_group_precision",
    "game_likelihood",
    "game_layout",
    "game_below",
    "game_whole",
    "game_posterior",
    "class_weight",
    "class_precision",
    "class_cost",
    "class_spread",
    "roots",
    "stable",
    "road_leg",
    "road_garrison",
    "road_hub",
    "road_totals",
    "s",
    "y",
    "p",
)
INPUTS: tuple[str, ...] = (
    "parameters",
    "switches",
    "leg_index",
    "garrison_index",
    "hubs",
    "forces",
)
OUTPUTS: tuple[str, ...] = ("outcomes", "events", "event_counts")


def mechanisms_in_use() -> tuple[Mechanism, ...]:
    """Return every mechanism of the opening and the day, each once, in order of appearance."""
    seen: dict[str, Mechanism] = {}
    for stage in [*OPENING, *stages_in_order(SCHEDULE)]:
        seen.setdefault(stage.mechanism.name, stage.mechanism)
    return tuple(seen.values())


SWITCH_INDEX = {m.name: i for i, m in enumerate(mechanisms_in_use())}


def _slot(name: str, previous: bool) -> str:
    if name in WORKSPACES:
        return WORKSPACES[name][0]
    return f"{'y' if previous else 's'}[{QUANTITY_INDEX[name]}]"


def _bound(declaration: State | Shared, parameter_index: dict[str, int], opening: bool) -> str:
    if isinstance(declaration, Shared):
        return f"p[{parameter_index[declaration.name]}]"
    return _slot(declaration.name, declaration.previous and not opening)


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
        lines.append(f"{_slot(declaration.name, False)} = {name}_out.{field}")
    lines += [_record(event) for event in stage.events]
    return lines


def _record(event: Event) -> str:
    code = EVENT_NAMES.index(event.name)
    place = _slot(event.place, False) if event.place else "-1.0"
    hour = f"{_slot(event.hour, False)} - 24.0 * day" if event.hour else "-1.0"
    size = _slot(event.size, False)
    return (
        f"if {_slot(event.flag, False)} > 0.0: "
        f"logged = record(events, r, logged, Line(run, day, {hour}, {place}, {code}.0, {size}))"
    )


def _condition(name: str) -> str:
    if name.startswith("not "):
        return f"{_slot(name[4:], False)} <= 0.0"
    return f"{_slot(name, False)} > 0.0"


def _stage_lines(stage: Stage, index: dict[str, int], indent: str, opening: bool) -> list[str]:
    tests = [f"switches[{SWITCH_INDEX[stage.mechanism.name]}] > 0.0"]
    tests += [_condition(name) for name in stage.when]
    lines = [f"{indent}if {' and '.join(tests)}:"]
    lines += [f"{indent}    {line}" for line in _call(stage, index, opening)]
    return lines


def _day_lines(index: dict[str, int]) -> list[str]:
    lines: list[str] = []
    for item in SCHEDULE:
        if isinstance(item, Repeat):
            tests = [_condition(item.condition)]
            tests += [f"switches[{SWITCH_INDEX[name]}] > 0.0" for name in item.drivers]
            lines.append(f"            while {' and '.join(tests)}:")
            for stage in item.stages:
                lines += _stage_lines(stage, index, " " * 16, False)
        else:
            lines += _stage_lines(item, index, " " * 12, False)
    return lines


# What every scenario states by options rather than by parameters of mechanisms.
OPTIONS = (
    "scenario.mutiny_happens",
    "scenario.onset_day",
    "scenario.onset_hour",
    "scenario.selection",
)


def leading_parameters() -> tuple[str, ...]:
    """Return the parameters with a fixed place in every run's list: of mechanisms, then options.

    A scenario's own forces and places follow; their number differs, so the loop is told.
    """
    declared = [row.name for mechanism in MECHANISMS for row in parameters_of(mechanism)]
    return (*declared, *OPTIONS)


def _head_lines() -> list[str]:
    """Return the text before a run's first stage."""
    head = ["seed", "first", "runs", "horizon", "count", *INPUTS, *OUTPUTS, *ARRAYS]
    lines = [
        f"def simulate({', '.join(head)}):",
        "    belief = Belief(belief_summary, belief_mass, belief_scratch)",
        "    game = Game(game_group, game_group_precision, game_likelihood, game_layout,",
        "                game_below, game_whole, game_posterior)",
        "    classes = Classes(class_weight, class_precision, class_cost, class_spread)",
        "    road = Road(road_leg, road_garrison, road_hub, road_totals)",
        "    for r in range(runs):",
        "        run = first + r",
        "        for j in range(count):",
        "            p[j] = parameters[r * count + j]",
        "        lay_road(road, p, leg_index, garrison_index, hubs, forces)",
        # Nothing of the run before may be seen: a layout is looked at before the first solve.
        f"        for j in range({LAYOUT_SIZE}):",
        "            game_layout[j] = 0.0",
        f"        for j in range({SUMMARY_SIZE}):",
        "            belief_summary[j] = 0.0",
    ]
    for i, quantity in enumerate(QUANTITIES.values()):
        lines.append(f"        s[{i}] = {float(quantity.start)!r}")
    return [*lines, "        logged = 0", "        at = Address(seed, run, -1)"]


def _tail_lines() -> list[str]:
    """Return the text after a day's last stage, and after a run's last day."""
    removed = _slot("outcome.removed", False)
    return [
        f"            if {removed} > 0.0:",
        "                logged = record(events, r, logged, Line(run, day, -1.0, -1.0,",
        f"                                {EVENT_NAMES.index('removed')}.0, "
        f"{_slot('outcome.mode', False)}))",
        "                ended = day",
        "                break",
        f"        outcomes[r * {OUTCOME_WIDTH}] = {removed}",
        f"        outcomes[r * {OUTCOME_WIDTH} + 1] = float(ended)",
        f"        outcomes[r * {OUTCOME_WIDTH} + 2] = {_slot('outcome.mode', False)}",
        f"        outcomes[r * {OUTCOME_WIDTH} + 3] = float(max(logged - {MOST_EVENTS}, 0))",
        "        event_counts[r] = float(logged)",
    ]


def generated_source() -> str:
    """Return the text of ``simulate``, which runs a batch of runs over their days."""
    index = {name: i for i, name in enumerate(leading_parameters())}
    lines = _head_lines()
    for stage in OPENING:
        lines += _stage_lines(stage, index, " " * 8, True)
    lines += [
        "        ended = horizon",
        "        for day in range(horizon):",
        "            at = Address(seed, run, day)",
        f"            for j in range({len(QUANTITIES)}):",
        "                y[j] = s[j]",
    ]
    daily = [i for i, q in enumerate(QUANTITIES.values()) if q.daily]
    lines += [f"            s[{i}] = 0.0" for i in daily]
    lines += [*_day_lines(index), *_tail_lines()]
    return "\n".join(lines) + "\n"


def bindings() -> dict[str, Any]:
    """Return what the names in the generated text stand for."""
    from interregnum.engine.prologue import Line, lay_road, record

    names: dict[str, Callable[..., Any]] = {
        "Belief": Belief,
        "Game": Game,
        "Classes": Classes,
        "Road": Road,
        "Address": Address,
        "lay_road": lay_road,
        "record": record,
        "Line": Line,
    }
    for mechanism in mechanisms_in_use():
        names[f"{mechanism.name}_rule"] = mechanism.rule
        names[f"{mechanism.name}_reads"] = mechanism.reads
        names[f"{mechanism.name}_params"] = mechanism.params
    return names


def signature() -> str:
    """Return the declared signature of ``simulate``."""
    array = "float64[::1]"
    arrays = ", ".join([array] * (len(INPUTS) + len(OUTPUTS) + len(ARRAYS)))
    return f"void(int64, int64, int64, int64, int64, {arrays})"
