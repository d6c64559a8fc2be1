"""The scenarios that are no case say of every number that it is assumed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.document import read_document
from interregnum.scenario.load import contrasted, load_scenario
from interregnum.scenario.location import LIBRARY
from interregnum.scenario.parameters import declared_table, parameter_table, source_kind

ROOT = Path(__file__).resolve().parents[3]
IMAGINED = ("quiet-personalist", "synthetic")


@pytest.fixture(autouse=True)
def _registry() -> None:
    """Leave the real mechanisms in place: the library must fit them."""


def quantities(value: Any) -> list[dict[str, Any]]:
    """Return every mapping below a value that holds a number of its own."""
    if not isinstance(value, dict | list):
        return []
    parts = value.values() if isinstance(value, dict) else value
    own = [value] if isinstance(value, dict) and "range" in value else []
    return own + [found for part in parts for found in quantities(part)]


@pytest.mark.parametrize("name", IMAGINED)
def test_every_number_is_assumed_and_says_so(name: str) -> None:
    found = quantities(read_document(LIBRARY / f"{name}.yaml").values)
    assert len(found) >= 10
    for quantity in found:
        assert {"unit", "range", "source"} <= set(quantity)
        assert source_kind(quantity["source"]) == "assumed"


@pytest.mark.parametrize("name", IMAGINED)
def test_every_parameter_of_a_mechanism_keeps_its_declaration(name: str) -> None:
    declared = declared_table()
    table = parameter_table(load_scenario(name, environment={}))
    assert table[: len(declared)] == declared
    assert {source_kind(row.source) for row in table[len(declared) :]} == {"assumed"}


@pytest.mark.parametrize("name", IMAGINED)
def test_nothing_of_a_real_case_is_in_it(name: str) -> None:
    scenario = load_scenario(name, environment={})
    assert scenario.timeline == ()
    real = {place.name for place in load_scenario("mutiny-2023", environment={}).places}
    assert real.isdisjoint(place.name for place in scenario.places)


TYPES = ("military", "monarchy", "party", "personalist")


@pytest.mark.parametrize("name", TYPES)
def test_a_type_of_regime_states_its_type_four_parameters_and_no_place(name: str) -> None:
    scenario = load_scenario(f"synthetic-{name}", environment={})
    assert scenario.regime_type == name.removesuffix("ist")
    assert set(scenario.parameters) == {
        "natural_death.age",
        "succession.rate",
        "succession.handover_rate",
        "factions.arms_democrats",
    }
    assert scenario.places == load_scenario("quiet-personalist", environment={}).places
    kinds = {key: source_kind(row.source or "") for key, row in scenario.parameters.items()}
    assert kinds["factions.arms_democrats"] == "assumed"
    assert kinds["natural_death.age"] == kinds["succession.rate"] == "record"


def test_a_type_may_look_further_than_a_case_whose_type_is_not_known() -> None:
    override = [("start.type_mean", 1.2)]
    assert load_scenario("synthetic-party", override, environment={})
    with pytest.raises(ScenarioError, match=r"admissible range is \[0\.15, 1\.3\]"):
        load_scenario("synthetic-party", [("start.type_mean", 1.31)])
    declared = {row.name: row for row in declared_table()}
    assert (declared["start.type_mean"].low, declared["start.type_mean"].high) == (0.15, 0.75)


def test_the_quiet_regime_has_no_imposed_onset_no_regions_and_no_contrast() -> None:
    scenario = load_scenario("quiet-personalist", environment={})
    assert scenario.mutiny.happens is False
    assert scenario.regions is None
    assert {place.region for place in scenario.places} == {None}
    with pytest.raises(ScenarioError, match="has no contrast"):
        contrasted(scenario)


def test_the_imagined_country_is_paired_with_itself_without_a_mutiny() -> None:
    scenario = load_scenario("synthetic", environment={})
    other = contrasted(scenario)
    assert (scenario.mutiny.happens, other.mutiny.happens) == (True, False)
    assert other.places == scenario.places


def test_the_example_of_the_how_to_page_runs(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "write-a-scenario.md").read_text(encoding="utf-8")
    path = tmp_path / "weak-guard.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    scenario = load_scenario(path, environment={})
    base = load_scenario("mutiny-2023", environment={})
    assert scenario.force.capital_guard.range == (10000.0, 20000.0)
    assert scenario.force.capital_guard.unit == "persons"
    assert (scenario.contrast, scenario.places) == (None, base.places)
