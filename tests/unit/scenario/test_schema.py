"""A case that contradicts itself is refused, with the place of the contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.load import load_scenario
from interregnum.scenario.schema import json_schema


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("NO-46\n", "NO-99\n", "did you mean NO-46?"),
        ("name: Seat", "name: South", "stands twice"),
        ("value: 40, unit: persons, range: [0", "value: 40, unit: persons, range: [-1", "above 0"),
        (
            "onset_day: {value: 0, unit: d, range: [0, 1]",
            "onset_day: {value: 30, unit: d, range: [0, 99]",
            "give a day before 30",
        ),
        ("onset_day: {value: 0,", "onset_day: {value: 0.5,", "whole number of days"),
        ("range: [1, 3652], draw: fixed", "range: [1, 3652]", "write draw: fixed"),
        ("range: [1, 3652]", "range: [0, 3652]", "above 1 d"),
        ("range: [1, 3652]", "range: [1, 36526]", "exceed 36525 d"),
        ("role: observed", "role: imposed", "timeline[1].role"),
        ("2001-01-02T06:30", "2001-01-01T05:30", "timeline[1].time"),
        ("value: 30, unit: persons", "value: 29, unit: persons", "outside its range"),
        ("60.5, 11]", "60.5]", "is missing"),
        ("attempts.rate:", "attempts.rat:", "did you mean attempts.rate?"),
        ("unit: 1/yr, ", "", "parameters.attempts.rate.unit: is missing"),
        ("unit: 1/yr", "unit: 1/d", "unit must be 1/yr"),
        ("scenario: small", "scenario: Small Case", "scenario = "),
        ("title: A small case", "title: ''", "title = "),
    ],
)
def test_a_contradiction_is_named_with_its_line(
    small_path: Path, old: str, new: str, message: str
) -> None:
    text = small_path.read_text()
    assert old in text
    small_path.write_text(text.replace(old, new, 1))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(small_path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{small_path}:")
    assert str(caught.value).removeprefix(f"{small_path}:").split(":")[0].isdigit()


def test_a_scenario_cannot_be_changed_in_place(small_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_scenario(small_path).selection = "largest"


def test_a_capital_on_the_way_is_refused(small_path: Path) -> None:
    text = small_path.read_text().replace("hub: true", "capital: true")
    garrison = next(line for line in text.splitlines(keepends=True) if "garrison" in line)
    small_path.write_text(text.replace(garrison, ""))
    with pytest.raises(ScenarioError, match="only the last place is the capital"):
        load_scenario(small_path)


def test_a_path_that_stops_short_of_the_capital_is_refused(small_path: Path) -> None:
    text = small_path.read_text()
    short = text[: text.index("  - name: Seat")] + text[text.index("parameters:") :]
    small_path.write_text(short)
    with pytest.raises(ScenarioError, match="the path must end at the capital"):
        load_scenario(small_path)


def test_the_json_schema_forbids_unknown_keys() -> None:
    definitions = json_schema()["$defs"]
    whole = definitions["Scenario"]
    assert whole["additionalProperties"] is False
    assert {"scenario", "horizon", "mutiny", "force"} <= set(whole["required"])
    assert {"regions", "timeline", "extends"}.isdisjoint(whole["required"])
    assert whole["oneOf"] == [{"required": ["places"]}, {"required": ["country"]}]
    assert set(definitions["Quantity"]["required"]) == {"value", "unit", "range", "source"}


def test_the_json_schema_asks_little_of_a_file_that_extends() -> None:
    schema = json_schema()
    assert schema["if"]["required"] == ["extends"]
    assert schema["else"] == {"$ref": "#/$defs/Scenario"}
    assert schema["then"]["required"] == ["extends", "scenario", "title", "summary"]
    assert {"horizon", "country", "extends"} <= set(schema["then"]["propertyNames"]["enum"])


def test_every_reference_of_the_json_schema_leads_somewhere() -> None:
    def references(value: object) -> set[str]:
        if isinstance(value, list):
            return {found for part in value for found in references(part)}
        if not isinstance(value, dict):
            return set()
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own | references(list(value.values()))

    schema = json_schema()
    found = references(schema)
    assert {"#/$defs/Country", "#/$defs/Quantity", "#/$defs/Place"} <= found
    assert found == {f"#/$defs/{name}" for name in schema["$defs"]}


def people(value: float, draw: str = "fixed") -> str:
    """Return the block of a population."""
    span = "range: [1000, 1000000]"
    return f"population: {{value: {value}, unit: persons, {span}, draw: {draw}, source: assumed}}\n"


def without_regions(text: str) -> str:
    """Return the small case without its table of regions."""
    return text[: text.index("regions:\n")]


def test_a_case_without_regions_names_none(small_path: Path) -> None:
    text = without_regions(small_path.read_text())
    small_path.write_text(text)
    with pytest.raises(ScenarioError, match=r"places\[0\].region = \"NO-03\".*has no regions"):
        load_scenario(small_path)
    small_path.write_text(
        text.replace("    region: NO-03\n", "").replace("    region: NO-46\n", "")
    )
    with pytest.raises(ScenarioError, match="population: is missing; without a table of regions"):
        load_scenario(small_path)
    small_path.write_text(small_path.read_text() + people(5000.0))
    scenario = load_scenario(small_path)
    assert (scenario.regions, scenario.people) == (None, 5000.0)
    assert [place.region for place in scenario.places] == [None, None]


def test_a_case_with_regions_places_every_place(small_path: Path) -> None:
    small_path.write_text(small_path.read_text().replace("    region: NO-46\n", ""))
    with pytest.raises(ScenarioError, match=r"places\[1\].region: is missing; name a region"):
        load_scenario(small_path)


def test_people_are_the_sum_of_the_regions(small_path: Path) -> None:
    assert load_scenario(small_path).people == 30.0
    small_path.write_text(small_path.read_text() + people(5000.0))
    with pytest.raises(ScenarioError, match="population: is the sum of the regions; remove this"):
        load_scenario(small_path)


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (people(0.0), "[1000, 1000000]"),
        (people(5000.5), "whole number of persons"),
        (people(5000.0, "uniform"), "write draw: fixed"),
        (people(5000.0).replace("persons", "km"), "unit must be persons"),
        (people(5000.0).replace("[1000", "[0"), "at or above 1000"),
    ],
)
def test_a_population_is_one_whole_number(small_path: Path, block: str, rule: str) -> None:
    text = without_regions(small_path.read_text()).replace("    region: NO-03\n", "")
    small_path.write_text(text.replace("    region: NO-46\n", "") + block)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(small_path)
    assert ": population" in str(caught.value)
    assert rule in str(caught.value)


def test_options_have_the_defaults_that_change_nothing(small_path: Path) -> None:
    scenario = load_scenario(small_path)
    assert (scenario.war, scenario.structure, scenario.expectation) == (
        "none",
        "reference",
        "equilibrium",
    )
    assert (scenario.mode, scenario.mutiny.end, scenario.private_memory) == (
        "forward",
        "by_rule",
        "none",
    )
    assert (scenario.sanctions, scenario.elections) == (False, False)
    assert scenario.channels.armed
    assert scenario.channels.unarmed
    assert scenario.ruler.visible
    assert scenario.private_army.exists
    assert scenario.mutiny.state_pay
    assert (scenario.aftermath.value, scenario.aftermath.draw) == (913.0, "fixed")


def test_the_json_schema_publishes_every_option() -> None:
    definitions = json_schema()["$defs"]
    whole = definitions["Scenario"]["properties"]
    assert whole["war"]["enum"] == ["none", "hazard", "lanchester"]
    assert whole["structure"]["enum"] == ["reference", "social", "enforced"]
    assert whole["mode"]["enum"] == ["forward", "replay", "condition"]
    assert definitions["Mutiny"]["properties"]["end"]["enum"][1:] == ["stand_down", "defeat", "win"]
    assert set(definitions["Channels"]["properties"]) == {"armed", "unarmed"}
    assert {"aftermath", "population", "sanctions", "elections", "private_army"} <= set(whole)


def test_an_aftermath_is_whole_days(small_path: Path) -> None:
    for wrong, rule in ((913.5, "whole number of days"), (4000, "outside its range")):
        with pytest.raises(ScenarioError, match=rule):
            load_scenario(small_path, [("aftermath", wrong)])
    with pytest.raises(ScenarioError, match="write draw: fixed"):
        load_scenario(small_path, [("aftermath", {"draw": "uniform"})])


def test_a_state_service_cannot_be_outside_the_state(small_path: Path) -> None:
    settings = [("mutiny.service", "front_army"), ("mutiny.state_pay", False)]
    with pytest.raises(ScenarioError, match="a front army is in state pay"):
        load_scenario(small_path, settings)
