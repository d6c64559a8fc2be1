"""The ODD description: whole, from the declarations, and no mechanism without its text."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

import pytest

from interregnum.declare import Mechanism, Param, parameters_of
from interregnum.engine.schedule import AFTERMATH, OPENING, SCHEDULE
from interregnum.engine.stages import numbered_lines
from interregnum.engine.state import QUANTITIES
from interregnum.mechanisms import MECHANISMS
from interregnum.report.docstrings import HEADINGS, as_markdown, missing_text, sections
from interregnum.report.odd import ELEMENTS, odd_text
from interregnum.report.odd_words import CONCEPTS
from interregnum.scenario.load import load_scenario
from interregnum.scenario.parameters import parameter_table

SCENARIO = load_scenario("mutiny-2023", environment={})
TEXT = odd_text(SCENARIO)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda m: m.name)
def test_no_mechanism_lacks_its_text(mechanism: Mechanism) -> None:
    assert missing_text(mechanism) == []


class NoParams(NamedTuple):
    """One parameter that says too little."""

    x: Annotated[float, Param("", 0.0, 1.0, " ", "x")] = 0.5


class Nothing(NamedTuple):
    """Nothing."""


def test_a_missing_text_is_noticed() -> None:
    # Its file is this one, whose docstring has none of the headings.
    mute = Mechanism(
        name="mute", equation="E0", title=" ", params=NoParams, reads=Nothing, writes=Nothing,
        rule=lambda reads, params, at: Nothing(),
    )  # fmt: skip
    found = missing_text(mute)
    wanted = [*HEADINGS, "title", "x: unit", "x: source"]
    assert found == [f"mute: {what}" for what in wanted]


def test_the_seven_elements_stand_in_order() -> None:
    assert re.findall(r"^## (.*)$", TEXT, re.M) == list(ELEMENTS)


def test_every_mechanism_is_a_submodel_with_its_sections() -> None:
    parts = re.split(r"^### ", TEXT.split("## 7 Submodels")[1], flags=re.M)[1:]
    told = {part.split(" ", 1)[0]: part for part in parts}
    for mechanism in MECHANISMS:
        for heading in HEADINGS:
            body = told[mechanism.name].split(f"**{heading}.**")[1].strip()
            assert len(body) > 3
        for row in parameters_of(mechanism):
            assert f"`{row.name}`" in told[mechanism.name]


def test_every_parameter_stands_with_value_range_unit_and_source() -> None:
    rows = {}
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 7 and cells[0].startswith("`"):
            rows[cells[0].strip("`")] = cells
    for row in parameter_table(SCENARIO):
        name, symbol, value, span, unit, draw, source = rows[row.name]
        assert (name.strip("`"), symbol, unit, draw) == (row.name, row.symbol, row.unit, row.draw)
        assert (value, span) == (f"{row.value:.6g}", f"{row.low:.6g} to {row.high:.6g}")
        assert source == " ".join(row.source.split()).replace("|", "\\|")


def test_state_and_schedule_are_those_of_the_engine() -> None:
    for name, quantity in QUANTITIES.items():
        assert f"| `{name}` |" in TEXT
        assert quantity.meaning in TEXT
    for schedule in (SCHEDULE, OPENING, AFTERMATH):
        assert "\n".join(numbered_lines(schedule)) in TEXT


def test_the_prose_names_only_mechanisms_that_there_are() -> None:
    words = " ".join(text for _, text in CONCEPTS)
    named = set(re.findall(r"`(\w+)`", words))
    assert len(named) > 8
    assert named <= {mechanism.name for mechanism in MECHANISMS}
    assert [name for name, _ in CONCEPTS] == [
        "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
        "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation",
    ]  # fmt: skip


def test_without_a_scenario_the_declared_defaults_are_told() -> None:
    text = odd_text()
    assert "declared defaults" in text
    assert "place.Moscow.leg" not in text
    assert re.findall(r"^## (.*)$", text, re.M) == list(ELEMENTS)


def test_the_record_is_told_with_its_roles() -> None:
    part = TEXT.split("## 6 Input data")[1].split("## 7")[0]
    assert part.count("| imposed |") == sum(r.role == "imposed" for r in SCENARIO.timeline)
    assert part.count("| observed |") == sum(r.role == "observed" for r in SCENARIO.timeline)


def test_markup_of_docstrings_becomes_markdown() -> None:
    text = as_markdown("So\n\n.. math::\n\n    a = b\n\nand ``x``.")
    assert "$$a = b$$" in text
    assert "`x`" in text
    assert ".. math" not in TEXT
    assert ":math:" not in TEXT
    assert sections("One.\n\nReads\n-----\nTwo.") == {"": "One.", "Reads": "Two."}
