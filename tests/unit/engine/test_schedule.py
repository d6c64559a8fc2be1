"""The order of the day: complete, and a flow of data without gaps; planted gaps are found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import pytest

from interregnum.declare import Mechanism, State, annotations_of
from interregnum.engine.dataflow import check_dataflow
from interregnum.engine.schedule import AFTERMATH, EVENT_NAMES, OPENING, SCHEDULE
from interregnum.engine.stages import Repeat, Stage, numbered_lines, stages_in_order
from interregnum.engine.state import QUANTITIES
from interregnum.mechanisms import MECHANISMS

STAGES = [*stages_in_order(SCHEDULE), *AFTERMATH]


class Params(NamedTuple):
    pass


class Nothing(NamedTuple):
    pass


def planted(
    reads: str = "strength.true", writes: str = "strength.true", previous: bool = False
) -> Mechanism:
    class Reads(NamedTuple):
        x: Annotated[float, State(reads, previous)]

    class Writes(NamedTuple):
        x: Annotated[float, State(writes)]

    # Annotations written as text cannot see local names.
    Reads.__annotations__["x"] = Annotated[float, State(reads, previous)]
    Writes.__annotations__["x"] = Annotated[float, State(writes)]
    return Mechanism(
        name="planted",
        equation="E0",
        title="Planted",
        params=Params,
        reads=Reads,
        writes=Writes,
        rule=lambda reads, params, at: Nothing(),
    )


def test_the_day_has_no_gap() -> None:
    assert check_dataflow() == []


def test_every_mechanism_has_its_place() -> None:
    scheduled = {stage.mechanism.name for stage in [*OPENING, *STAGES]}
    assert {m.name for m in MECHANISMS} <= scheduled
    clocks = scheduled - {m.name for m in MECHANISMS}
    assert clocks == {"day_clock", "march_clock", "daybook", "aftermath_clock"}


def test_every_condition_is_a_quantity() -> None:
    conditions = [c for stage in STAGES for c in stage.when]
    conditions += [item.condition for item in SCHEDULE if isinstance(item, Repeat)]
    assert {c.removeprefix("not ") for c in conditions} <= set(QUANTITIES)


def test_every_event_is_named_and_made_of_quantities() -> None:
    events = [event for stage in STAGES for event in stage.events]
    assert {event.name for event in events} | {"removed"} == set(EVENT_NAMES)
    assert len(EVENT_NAMES) == len(set(EVENT_NAMES))
    for event in events:
        named = {event.flag, event.size, event.place, event.hour} - {""}
        assert named <= set(QUANTITIES), event.name


def test_every_event_is_flagged_by_its_own_stage_anew_each_day() -> None:
    for stage in STAGES:
        written = {w.name for w in annotations_of(stage.mechanism.writes).values()}
        for event in stage.events:
            assert event.flag in written, event.name
            assert QUANTITIES[event.flag].daily, event.name


def test_a_loop_rewrites_its_own_condition() -> None:
    for item in SCHEDULE:
        if isinstance(item, Repeat):
            last = {w.name for w in annotations_of(item.stages[-1].mechanism.writes).values()}
            assert item.condition in last
            assert set(item.drivers) <= {stage.mechanism.name for stage in item.stages}


@pytest.mark.parametrize(
    ("stage", "complaint"),
    [
        (Stage(planted(reads="strength.tru")), "reads strength.tru, which is no quantity"),
        (Stage(planted(writes="strength.tru")), "writes strength.tru, which is no quantity"),
        (Stage(planted(), ("clock.evnt",)), "condition clock.evnt is no quantity"),
        (Stage(planted(), ("not clock.evnt",)), "condition not clock.evnt is no quantity"),
        (
            Stage(planted(reads="attempts.size")),
            "reads attempts.size before anything wrote it today",
        ),
    ],
    ids=["unknown read", "unknown write", "unknown condition", "negated", "read before written"],
)
def test_a_planted_gap_is_found(stage: Stage, complaint: str) -> None:
    assert check_dataflow((stage, *SCHEDULE)) == [f"planted: {complaint}"]


def test_an_unknown_condition_of_a_loop_is_found() -> None:
    loop = Repeat("mutiny.dew", (), (Stage(planted()),))
    assert check_dataflow((*SCHEDULE, loop)) == ["repeat: condition mutiny.dew is no quantity"]


def test_yesterdays_value_may_be_read_before_it_is_written() -> None:
    stage = Stage(planted(reads="attempts.size", previous=True))
    assert check_dataflow((stage, *SCHEDULE)) == []


def test_a_quantity_that_nothing_writes_is_found() -> None:
    only = (Stage(planted(reads="belief.anchor")),)
    assert check_dataflow(only, (), ()) == ["planted: reads belief.anchor, which nothing writes"]


def test_without_its_writer_a_daily_quantity_is_missed() -> None:
    pruned = tuple(
        item
        for item in SCHEDULE
        if isinstance(item, Repeat) or item.mechanism.name != "opportunity"
    )
    assert any("attempts.open" in line for line in check_dataflow(pruned))


def test_the_numbered_list_is_the_tuple() -> None:
    lines = numbered_lines(SCHEDULE)
    stages = [line for line in lines if "(" in line]
    for line, stage in zip(stages, stages_in_order(SCHEDULE), strict=True):
        assert f" {stage.mechanism.name} ({stage.mechanism.equation}): " in line
        for condition in stage.when:
            assert condition in line
    tops = [line for line in lines if line.split(" ")[0].count(".") == 1 and line[-1:] != ""]
    numbers = [int(line.split(".")[0]) for line in tops if line.split(" ")[0].endswith(".")]
    assert numbers == list(range(1, len(SCHEDULE) + 1))


def test_the_documentation_prints_the_day_as_it_is() -> None:
    """The page of the day holds both numbered lists, whole and in order."""
    page = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "the-day.md"
    text = page.read_text(encoding="utf-8")
    printed = [block.split("\n```")[0].splitlines() for block in text.split("```text\n")[1:]]
    assert printed == [numbered_lines(SCHEDULE), numbered_lines(AFTERMATH)]
