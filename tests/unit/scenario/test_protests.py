"""The cases of protest say what the record says, with sources, and impose no event."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interregnum.scenario.document import read_document
from interregnum.scenario.load import contrasted, load_scenario
from interregnum.scenario.location import LIBRARY
from interregnum.scenario.parameters import parameter_table
from interregnum.scenario.schema import Scenario

PAGES = Path(__file__).parents[3] / "docs" / "explanation"
PROTESTS = ("protest-2011", "belarus-2020", "egypt-2011")

# First 16 hexadecimal digits of the SHA-256 of surnames that the texts must not hold.
BANNED = frozenset(
    {
        "0da8c24d932ae251",
        "51472aaff613af96",
        "56d887208fe22a40",
        "9f3d7d577871e83d",
        "a07b9305f0f87fbc",
        "a247681e6cdde53e",
        "b89c6d6af8e4a2c2",
        "bf505cf86cc9b290",
        "cb41f84d9d5e0815",
        "ebf1cce064da7d55",
        "efd5939d7ce74aab",
    }
)

# What the pages say of crowds: day, lower and upper number.
CROWDS = {
    "protest-2011": [
        ("2011-12-05", 6_000, 6_000),
        ("2011-12-10", 25_000, 60_000),
        ("2011-12-24", 28_000, 120_000),
        ("2012-02-04", 36_000, 160_000),
    ],
    "belarus-2020": [("2020-08-16", 200_000, 200_000), ("2020-09-06", 100_000, 100_000)],
    "egypt-2011": [
        ("2011-01-25", 2_000, 200_000),
        ("2011-01-29", 50_000, 50_000),
        ("2011-02-01", 250_000, 2_000_000),
        ("2011-02-04", 200_000, 500_000),
    ],
}


@pytest.fixture(autouse=True)
def _registry() -> None:
    """Leave the real mechanisms in place: the library must fit them."""


@pytest.fixture(params=PROTESTS)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param, environment={})


def described(value: Any) -> list[dict[str, Any]]:
    """Return every mapping below a value that holds a number of its own."""
    if not isinstance(value, dict | list):
        return []
    parts = value.values() if isinstance(value, dict) else value
    own = [value] if isinstance(value, dict) and {"value", "range", "low"} & set(value) else []
    own = [one for one in own if "switch" not in one]
    return own + [found for part in parts for found in described(part)]


@pytest.mark.parametrize("name", PROTESTS)
def test_every_number_has_unit_range_and_source(name: str) -> None:
    found = described(read_document(LIBRARY / f"{name}.yaml").values)
    assert len(found) >= 15
    for quantity in found:
        assert {"unit", "source"} <= set(quantity), quantity
        assert "range" in quantity or {"low", "high"} <= set(quantity), quantity


def test_every_source_says_what_kind_it_is(scenario: Scenario) -> None:
    text = scenario.model_dump_json()
    sources = re.findall(r'"source":"([^"]*)"', text)
    assert len(sources) > 20
    assert [one for one in sources if not one.startswith(("record", "assumed"))] == []


def test_crowds_are_those_of_the_pages(scenario: Scenario) -> None:
    rows = [row for row in scenario.timeline if row.kind == "crowd"]
    found = [(f"{row.time:%Y-%m-%d}", row.low, row.high) for row in rows]
    assert found == CROWDS[scenario.scenario]
    assert {row.unit for row in rows} == {"persons"}


def test_nothing_is_imposed(scenario: Scenario) -> None:
    assert not scenario.mutiny.happens
    assert not scenario.private_army.exists
    assert scenario.force.private_army.range == (0.0, 0.0)
    assert {row.role for row in scenario.timeline} == {"observed"}
    assert scenario.mode == "forward"


@pytest.mark.parametrize(
    ("name", "day"),
    [("protest-2011", datetime(2012, 3, 4)), ("belarus-2020", datetime(2020, 8, 9))],
)
def test_the_first_election_is_that_of_the_calendar(name: str, day: datetime) -> None:
    scenario = load_scenario(name, environment={})
    first = next(r for r in parameter_table(scenario) if r.name == "election.first_day")
    assert scenario.elections
    assert first.draw == "fixed"
    assert scenario.start + timedelta(days=first.value) == day


def test_the_election_that_never_came_is_drawn_from_its_month() -> None:
    scenario = load_scenario("egypt-2011", environment={})
    first = next(r for r in parameter_table(scenario) if r.name == "election.first_day")
    assert first.draw == "uniform"
    assert scenario.start + timedelta(days=first.low) == datetime(2011, 9, 1)
    assert scenario.start + timedelta(days=first.high) == datetime(2011, 9, 30)


def test_the_claim_of_the_missed_chance_has_its_contrast() -> None:
    scenario = load_scenario("protest-2011", environment={})
    arms = [
        {row.name: row for row in parameter_table(arm)} for arm in (scenario, contrasted(scenario))
    ]
    name = "factions.preparation_democrats"
    assert [(arm[name].value, arm[name].draw) for arm in arms] == [(0.2, "fixed"), (0.9, "fixed")]
    assert [key for key in arms[0] if arms[0][key] != arms[1][key]] == [name]


@pytest.mark.parametrize("name", ["belarus-2020", "egypt-2011"])
def test_the_contrast_closes_street_and_ballot(name: str) -> None:
    scenario = load_scenario(name, environment={})
    other = contrasted(scenario)
    assert (scenario.channels.unarmed, other.channels.unarmed) == (True, False)
    assert other.force == scenario.force


def test_the_seven_regions_sum_to_the_census_total() -> None:
    regions = load_scenario("belarus-2020", environment={}).regions
    assert regions is not None
    assert len(regions.rows) == 7
    assert sum(row.population for row in regions.rows) == 9_413_446


def test_only_facts_of_the_case_and_its_contrast_override_a_mechanism(scenario: Scenario) -> None:
    facts = {"election.first_day", "election.period", "natural_death.age"}
    more = {"factions.preparation_democrats"} if scenario.scenario == "protest-2011" else set()
    assert set(scenario.parameters) == facts | more


@pytest.mark.parametrize("name", PROTESTS)
@pytest.mark.parametrize("kind", ["scenario", "explanation"])
def test_roles_stand_for_persons(name: str, kind: str) -> None:
    path = LIBRARY / f"{name}.yaml" if kind == "scenario" else PAGES / f"{name}.md"
    words = set(re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8").lower()))
    assert len(words) > 150
    assert BANNED.isdisjoint(hashlib.sha256(word.encode()).hexdigest()[:16] for word in words)
