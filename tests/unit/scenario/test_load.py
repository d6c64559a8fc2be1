"""Scenarios load by name or path, take settings, and are known by their hash."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.load import (
    changed_scenario,
    contrasted,
    load_scenario,
    scenario_from_stream,
    scenario_hash,
)

CONTRAST = "contrast: {switch: mutiny.happens, value: false, label: no mutiny}\n"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean mutiny-2023") as caught:
        load_scenario("mutiny-2032")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "no/such.yaml"])
def test_a_name_that_is_no_file_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError):
        load_scenario(name)


def test_defaults_are_filled_in(small_path: Path) -> None:
    scenario = load_scenario(small_path)
    assert (scenario.mode, scenario.selection, scenario.contrast) == ("forward", "focal", None)
    assert scenario.force.front_army.value == 1000.0
    assert scenario.regions.rows[0].iso_3166_2 == "NO-03"
    assert scenario.regions.rows[0].federal_district == "NO"


def test_changing_a_scenario_equals_loading_it_with_settings(small_path: Path) -> None:
    settings = [("horizon", 9), ("attempts.rate", 1.0), ("mutiny.happens", False)]
    changed = changed_scenario(load_scenario(small_path), settings)
    assert changed == load_scenario(small_path, settings)
    with pytest.raises(ScenarioError, match="horizon"):
        changed_scenario(changed, [("horizon", 0)])


def test_changing_nothing_keeps_the_hash(small_path: Path) -> None:
    scenario = load_scenario(small_path)
    assert scenario_hash(changed_scenario(scenario, [])) == scenario_hash(scenario)


def test_the_contrast_throws_its_switch_and_nothing_else(small_path: Path) -> None:
    small_path.write_text(small_path.read_text() + CONTRAST)
    scenario = load_scenario(small_path)
    other = contrasted(scenario)
    assert (scenario.mutiny.happens, other.mutiny.happens) == (True, False)
    assert changed_scenario(other, [("mutiny.happens", True)]) == scenario


def test_a_scenario_without_contrast_says_so(small_path: Path) -> None:
    with pytest.raises(ScenarioError, match="has no contrast"):
        contrasted(load_scenario(small_path))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("mutiny.happens", "mutiny.hapens", "did you mean happens"),
        ("value: false", "value: 3", "boolean"),
        ("value: false", "value: [1]", "a number or a word"),
    ],
)
def test_a_contrast_that_cannot_be_thrown_is_refused(
    small_path: Path, old: str, new: str, rule: str
) -> None:
    small_path.write_text(small_path.read_text() + CONTRAST.replace(old, new))
    with pytest.raises(ScenarioError, match=rule):
        load_scenario(small_path)


def test_the_hash_ignores_layout_and_sees_every_number(small_path: Path) -> None:
    first = scenario_hash(load_scenario(small_path))
    text = small_path.read_text()
    small_path.write_text("# a comment\n" + text.replace("value: 1e3", "value:    1000"))
    assert scenario_hash(load_scenario(small_path)) == first
    small_path.write_text(text.replace("value: 1e3", "value: 1001"))
    assert scenario_hash(load_scenario(small_path)) != first
    assert len(first) == 64


def test_a_stream_is_loaded_like_a_file(small_path: Path) -> None:
    scenario = scenario_from_stream(io.BytesIO(small_path.read_bytes()), "stdin")
    assert scenario == load_scenario(small_path)
    torn = io.BytesIO(small_path.read_bytes().replace(b"value: 30,", b"value: 0,", 1))
    with pytest.raises(ScenarioError, match=r"^stdin:5: horizon\.value = 0: lies outside"):
        scenario_from_stream(torn, "stdin")
    with pytest.raises(ScenarioError, match=r"^stdin: is larger than"):
        scenario_from_stream(io.BytesIO(b"x" * 1_000_001), "stdin")
