"""A country is drawn from its seed: the same again, whole, and within what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from math import dist
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.country import Country, Town, regions_of, towns_of
from interregnum.scenario.document import read_document
from interregnum.scenario.load import changed_scenario, load_scenario
from interregnum.scenario.location import LIBRARY
from interregnum.scenario.schema import Scenario

BLOCK = read_document(LIBRARY / "synthetic.yaml").values["country"]


@pytest.fixture(autouse=True)
def _registry() -> None:
    """Leave the real mechanisms in place: the library must fit them."""


def country(**values: float) -> Country:
    """Return the library's country with some values changed."""
    block: dict[str, Any] = {**BLOCK, "seed": values.pop("seed", 1)}
    for name, value in values.items():
        block[name] = {**block[name], "value": value}
    return Country.model_validate(block)


def synthetic(**settings: Any) -> Scenario:
    """Return the library's scenario under settings of its country."""
    pairs = [(f"country.{key}", value) for key, value in settings.items()]
    return load_scenario("synthetic", pairs, environment={})


def cases() -> Iterator[Scenario]:
    """Yield countries of many seeds and sizes, the smallest and the largest among them."""
    for seed in (0, 1, 2**63 - 1):
        for regions, stops in ((2, 1), (5, 4), (12, 3), (99, 98)):
            yield synthetic(seed=seed, regions=regions, stops=stops)


def towns(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Return where the towns lie, from the table of regions [km]."""
    assert scenario.regions is not None
    rows = scenario.regions.rows
    return {row.capital: (row.longitude * 111.2, row.latitude * 111.2) for row in rows}


def test_every_country_is_a_valid_scenario() -> None:
    for scenario in cases():
        assert scenario.regions is not None
        assert sum(row.population for row in scenario.regions.rows) == 20_000_000
        assert min(row.population for row in scenario.regions.rows) > 0
        assert scenario.places[-1].name == scenario.regions.rows[0].capital
        assert [place.hub for place in scenario.places] == [
            True, *[False] * (len(scenario.places) - 1)
        ]  # fmt: skip


def test_the_road_has_as_many_stops_as_asked() -> None:
    assert [len(case.places) - 1 for case in cases()] == [1, 4, 3, 98] * 3


def test_the_first_region_is_the_most_populous() -> None:
    for scenario in cases():
        assert scenario.regions is not None
        people = [row.population for row in scenario.regions.rows]
        # What rounding leaves over, at most one a region, lives in the first.
        assert people[0] == max(people)
        assert people[1:] == sorted(people[1:], reverse=True)


def test_the_road_starts_far_away_and_comes_nearer() -> None:
    for scenario in cases():
        where = towns(scenario)
        capital = where[scenario.places[-1].name]
        gaps = [dist(where[place.name], capital) for place in scenario.places]
        assert gaps == sorted(gaps, reverse=True)
        assert gaps[0] == max(dist(point, capital) for point in where.values())


def test_a_leg_is_the_straight_line_and_a_fifth_more() -> None:
    scenario = synthetic(regions=40, stops=10)
    where = towns(scenario)
    for before, place in zip(scenario.places, scenario.places[1:], strict=False):
        straight = dist(where[before.name], where[place.name])
        assert place.leg.value == pytest.approx(max(1.0, 1.2 * straight), abs=0.5001)
        assert place.leg.range == pytest.approx((0.8 * place.leg.value, 1.2 * place.leg.value))


def test_garrisons_on_the_way_are_small() -> None:
    for scenario in cases():
        values = [p.garrison.value for p in scenario.places if p.garrison is not None]
        assert values[0] == 4500.0
        assert all(90.0 <= value <= 900.0 for value in values[1:])


def test_the_seed_decides_and_nothing_else_does() -> None:
    assert synthetic(seed=5) == synthetic(seed=5)
    assert synthetic(seed=5).places != synthetic(seed=6).places
    assert synthetic(seed=5).force == synthetic(seed=6).force


def test_more_regions_leave_the_first_where_they_are() -> None:
    def points(drawn: list[Town]) -> dict[int, tuple[float, float]]:
        return {town.number: (town.east, town.north) for town in drawn}

    few, many = points(towns_of(country(regions=8))), points(towns_of(country(regions=80)))
    assert len(many) == 80
    assert few.items() <= many.items()


def test_a_town_lies_in_the_square() -> None:
    for town in towns_of(country(regions=99, width=10.0)):
        assert 0.0 < town.east < 10.0
        assert 0.0 < town.north < 10.0


def test_every_drawn_number_names_the_seed() -> None:
    scenario = synthetic(seed=77)
    quantities = [q for p in scenario.places for q in (p.leg, p.garrison) if q is not None]
    assert {q.source for q in quantities} == {"assumed: drawn at country.seed = 77"}
    assert regions_of(country(seed=77))["columns"]["latitude"]["source"].endswith("seed = 77")


def test_a_drawn_place_can_be_set_beside_its_country() -> None:
    settings = [("place.Town 01.leg", 700), ("country.seed", 1), ("country.stops", 1)]
    assert synthetic().places[-1].name == "Town 01"
    assert load_scenario("synthetic", settings).places[-1].leg.value == 700.0


def test_a_loaded_country_keeps_its_seed() -> None:
    with pytest.raises(ScenarioError, match="no country is drawn here; load a scenario"):
        changed_scenario(synthetic(), [("country.seed", 2)])


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("seed", -1, "greater than or equal to 0"),
        ("seed", 2**63, "less than"),
        ("seed", 1.5, "valid integer"),
        ("regions", 1, "[2, 99]"),
        ("regions", 2.5, "whole number"),
        ("stops", 12, "needs more regions than that; at most 11"),
        ("stops", {"draw": "uniform"}, "draw: fixed"),
        ("population", 0, "[1000, 10000000000]"),
        ("width", {"unit": "h"}, "unit must be km"),
        ("sed", 1, "did you mean seed?"),
    ],
)
def test_a_country_that_cannot_be_drawn_is_refused(key: str, value: Any, rule: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        synthetic(**{key: value})
    assert str(caught.value).startswith(f"--set country.{key}=")
    assert f": country.{key}" in str(caught.value)
    assert rule in str(caught.value)


@pytest.mark.parametrize("block", ["places: []\n", "regions: {}\n"])
def test_places_beside_a_country_are_refused(tmp_path: Any, block: str) -> None:
    path = tmp_path / "both.yaml"
    path.write_text(f"extends: synthetic\nscenario: a\ntitle: b\nsummary: c\n{block}")
    with pytest.raises(ScenarioError, match=r"both.yaml:5: \w+: is drawn from country; remove"):
        load_scenario(path)
