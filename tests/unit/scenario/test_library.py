"""The scenario of 2023 says only what the record says, with its sources, and names nobody."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interregnum.scenario.document import KeyPath, read_document
from interregnum.scenario.imposed import imposed_steps
from interregnum.scenario.load import contrasted, load_scenario, scenario_hash
from interregnum.scenario.location import LIBRARY
from interregnum.scenario.parameters import declared_parameters, parameter_table
from interregnum.scenario.schema import Scenario

FILE = LIBRARY / "mutiny-2023.yaml"
EXPLANATION = Path(__file__).parents[3] / "docs" / "explanation" / "mutiny-2023.md"

# First 16 hexadecimal digits of the SHA-256 of lower-case surnames and names of organisations
# that the text must not hold; spelled out here, they would stand in the repository after all.
BANNED = frozenset(
    {
        "026e6e9d6d658022",
        "039d02d56fc472ff",
        "07402cb4095397c2",
        "19f1ec0f5851adb4",
        "54454805afb040fa",
        "5baf55a176926a7d",
        "6b0d02b89e15b69d",
        "6df1b80b19c929c5",
        "778d52d4ce200500",
        "83b2b7f2dbf28986",
        "8e3b66411f3aaae5",
        "9a1c8bd9b81082a1",
        "a07b9305f0f87fbc",
        "b0bc4e3316f92d67",
        "b97a6a7497f26bd8",
        "b9d0d07d42093e09",
        "bf505cf86cc9b290",
        "c423dea9e0844752",
        "d993975be608c98d",
        "e50dbcfe1f98624a",
        "e96e35a376f8bb39",
        "ebf1cce064da7d55",
        "efd5939d7ce74aab",
        "f74e2e47abd98eb9",
        "f9180e85e29fc9e1",
    }
)


@pytest.fixture(autouse=True)
def _registry() -> None:
    """Leave the real mechanisms in place: the library must fit them."""


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    """Return the file's plain values."""
    return read_document(FILE).values


@pytest.fixture
def scenario() -> Scenario:
    """Return the scenario, checked against the real mechanisms."""
    return load_scenario("mutiny-2023")


def numbers_in(value: Any, path: KeyPath = ()) -> list[KeyPath]:
    """Return the paths of all numbers below a value."""
    if isinstance(value, dict):
        return [p for key, part in value.items() for p in numbers_in(part, (*path, key))]
    if isinstance(value, list):
        return [p for index, part in enumerate(value) for p in numbers_in(part, (*path, index))]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return [path] if is_number else []


def holder_of(values: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    """Return the nearest mapping that holds a path."""
    holder: Any = values
    for part in path[:-1]:
        below = holder[part]
        if not isinstance(below, dict | list):
            break
        if isinstance(below, list) and not isinstance(below[0], dict | list):
            break
        holder = below
    return holder  # type: ignore[no-any-return]


def test_every_number_has_unit_range_and_source(values: dict[str, Any]) -> None:
    cells = {3: "population", 5: "latitude", 6: "longitude"}
    columns = values["regions"]["columns"]
    paths = numbers_in(values)
    assert len(paths) > 300
    for path in paths:
        if path[:2] == ("regions", "rows"):
            described: dict[str, Any] = columns[cells[path[3]]]  # type: ignore[index]
        else:
            described = holder_of(values, path)
        assert described["source"].strip(), path
        assert described["unit"], path
        assert len(described.get("range", [0])) == 2 or {"low", "high"} <= set(described), path


def test_every_source_says_what_kind_it_is(values: dict[str, Any]) -> None:
    def sources(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["source"]] if "source" in value else []
            return own + [text for part in value.values() for text in sources(part)]
        return [text for part in value for text in sources(part)] if isinstance(value, list) else []

    found = sources(values)
    assert len(found) > 35
    assert [text for text in found if not text.startswith(("record", "assumed"))] == []


def test_the_83_regions_sum_to_the_census_total(scenario: Scenario) -> None:
    rows = scenario.regions.rows
    assert len(rows) == len({row.iso_3166_2 for row in rows}) == 83
    assert sum(row.population for row in rows) == 142_856_536
    by_code = {row.iso_3166_2: row for row in rows}
    assert by_code["RU-MOW"].population == 11_503_501
    assert by_code["RU-ROS"].capital == "Rostov-on-Don"
    assert len({row.federal_district for row in rows}) == 8


def test_names_are_transliterated(values: dict[str, Any]) -> None:
    letters = "".join(str(cell) for row in values["regions"]["rows"] for cell in row)
    assert letters.isascii()


def test_the_road_is_as_long_as_reported(scenario: Scenario) -> None:
    legs = {place.name: place.leg for place in scenario.places}
    hub_to_capital = [place.leg.value for place in scenario.places[1:]]
    assert 1100.0 <= sum(hub_to_capital) <= 1175.0
    assert legs["Voronezh"].value == 560.0
    assert sum(hub_to_capital[1:]) == 550.0
    assert 350.0 <= sum(hub_to_capital[2:]) <= 400.0


def test_reported_legs_are_no_shorter_than_great_circles(scenario: Scenario) -> None:
    legs = {place.name: place.leg for place in scenario.places}
    assert legs["Rostov-on-Don"].range[0] >= 72.0
    assert legs["Voronezh"].range[0] >= 494.8
    assert legs["Moscow"].range[0] >= 173.7


def test_the_march_starts_at_the_hub_and_ends_at_the_capital(scenario: Scenario) -> None:
    names = [place.name for place in scenario.places]
    assert names == ["Rostov-on-Don", "Voronezh", "Yelets", "Tula region", "Moscow"]
    assert [place.name for place in scenario.places if place.hub] == ["Rostov-on-Don"]


def test_what_is_imposed_starts_with_the_onset(scenario: Scenario) -> None:
    imposed = [row for row in scenario.timeline if row.role == "imposed"]
    assert [(row.kind, row.place) for row in imposed] == [
        ("decision", "media"),
        ("capture", "Rostov-on-Don"),
        ("movement", "Yelets"),
        ("deal", "media"),
    ]
    onset = scenario.start + timedelta(
        days=scenario.mutiny.onset_day.value, hours=scenario.mutiny.onset_hour.value
    )
    assert imposed[0].time == datetime(2023, 6, 23, 21, 25)
    assert abs(onset - imposed[0].time) < timedelta(minutes=1)
    assert len(scenario.timeline) == 23


def test_strengths_are_those_of_the_reference(scenario: Scenario) -> None:
    force = scenario.force
    assert (force.private_army.value, force.private_army.range) == (20000.0, (8000.0, 25000.0))
    assert (force.front_army.value, force.capital_guard.value) == (300000.0, 30000.0)
    assert scenario.places[0].garrison is not None
    assert scenario.places[0].garrison.value == 9000.0


@pytest.mark.parametrize("path", [FILE, EXPLANATION], ids=["scenario", "explanation"])
def test_roles_stand_for_persons(path: Path) -> None:
    words = set(re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8").lower()))
    hashed = {hashlib.sha256(word.encode()).hexdigest()[:16]: word for word in words}
    assert len(words) > 200
    assert BANNED & set(hashed) == set()


def test_only_facts_of_the_case_override_a_mechanism(scenario: Scenario) -> None:
    table = parameter_table(scenario)
    overridden = [row.name for row in table if row.name in scenario.parameters]
    assert set(overridden) == {
        "garrison_stand.column_speed",
        "election.first_day",
        "election.period",
        "natural_death.age",
    }
    assert len(table) == len(declared_parameters()) + 3 + 5 + 4
    assert len({row.name for row in table}) == len(table)
    assert all(row.low <= row.value <= row.high for row in table)


def test_the_first_election_is_that_of_the_calendar(scenario: Scenario) -> None:
    values = {row.name: row for row in parameter_table(scenario)}
    first = values["election.first_day"]
    assert scenario.start + timedelta(days=first.value) == datetime(2024, 3, 17)
    assert scenario.elections
    assert {values[name].draw for name in ("election.first_day", "natural_death.age")} == {"fixed"}


def test_the_speed_follows_from_distance_and_clock(scenario: Scenario) -> None:
    first = scenario.places[0].leg.range
    by_crossing, by_decision = 16.0 - 2.05, 16.0 + 24.0 - 21.417
    low, high = (700.0 + first[0]) / by_decision, (825.0 + first[1]) / by_crossing
    speed = scenario.parameters["garrison_stand.column_speed"]
    assert speed.range is not None
    assert list(speed.range) == [pytest.approx(low, abs=0.5), pytest.approx(high, abs=0.5)]
    leg = sum(place.leg.value for place in scenario.places[:3])
    assert speed.value == pytest.approx((leg / by_crossing + leg / by_decision) / 2.0, abs=0.5)


def test_the_contrast_is_the_same_case_without_the_onset(scenario: Scenario) -> None:
    other = contrasted(scenario)
    assert (scenario.mutiny.happens, other.mutiny.happens) == (True, False)
    assert other.force == scenario.force
    assert other.timeline == scenario.timeline


def test_the_hash_is_stable_across_loads(scenario: Scenario) -> None:
    assert scenario_hash(scenario) == scenario_hash(load_scenario("mutiny-2023"))
    assert scenario_hash(scenario) == scenario_hash(load_scenario(FILE))
    assert scenario_hash(contrasted(scenario)) != scenario_hash(scenario)


def test_the_record_of_2023_stops_short_of_the_capital() -> None:
    scenario = load_scenario("mutiny-2023", [("mode", "replay")], environment={})
    steps = imposed_steps(scenario)
    assert steps.places == (1.0, 1.0, 1.0, 0.0, 0.0)
    assert steps.ease == (0.95, -1.0, -1.0, -1.0, -1.0)
    assert scenario.places[steps.deal_place].name == "Yelets"


def test_the_contrast_of_a_replay_has_no_column_to_impose_on() -> None:
    settings = [("mode", "replay"), ("mutiny.happens", False)]
    assert not load_scenario("mutiny-2023", settings, environment={}).mutiny.happens
