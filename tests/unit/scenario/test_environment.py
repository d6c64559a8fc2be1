"""Settings of the environment stand above a file's values and below those of a command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.environment import environment_settings
from interregnum.scenario.load import contrasted, load_scenario
from interregnum.scenario.parameters import parameter_table


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", []),
        (" ; \n ;", []),
        ("a=1", [("a", 1)]),
        ("a = .5 ; b.c=word", [("a", 0.5), ("b.c", "word")]),
        ("a=[1, 2]\nb=true;", [("a", [1, 2]), ("b", True)]),
        ('a={"value": 3}', [("a", {"value": 3})]),
        ("a=b=c", [("a", "b=c")]),
        ("a=", [("a", "")]),
    ],
)
def test_pairs_are_read_in_order(text: str, settings: list[tuple[str, Any]]) -> None:
    assert environment_settings({"INTERREGNUM_SET": text}) == settings


def test_nothing_is_set_where_nothing_is_said() -> None:
    assert environment_settings({"OTHER": "a=1"}) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("horizon", "'horizon' is not of the form key=value"),
        ("a=1; =2", "'=2' is not of the form key=value"),
        ("a=1; a=2", "a is set twice"),
    ],
)
def test_what_is_no_pair_is_refused(text: str, rule: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        environment_settings({"INTERREGNUM_SET": text})
    assert str(caught.value).startswith(f"environment: INTERREGNUM_SET: {rule}")
    assert caught.value.exit_code == 3


def value_of(path: Path, name: str, *settings: tuple[str, Any]) -> float:
    """Return a parameter's value in the process's environment."""
    table = parameter_table(load_scenario(path, settings))
    return next(row.value for row in table if row.name == name)


def test_a_default_yields_to_the_file_to_the_environment_to_the_command(
    small_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "attempts.rate"
    without = small_path.with_name("without.yaml")
    stated = "  attempts.rate: {value: 0.6, unit: 1/yr, source: record of the case}\n"
    text = small_path.read_text()
    assert stated in text
    without.write_text(text.replace(f"parameters:\n{stated}", ""))
    assert value_of(without, name) == 0.5
    assert value_of(small_path, name) == 0.6
    monkeypatch.setenv("INTERREGNUM_SET", f"{name}=0.7")
    assert value_of(without, name) == value_of(small_path, name) == 0.7
    assert value_of(small_path, name, (name, 0.8)) == 0.8
    assert value_of(small_path, name, ("horizon", 9)) == 0.7


def test_an_error_names_the_environment(small_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERREGNUM_SET", "horizon=0")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(small_path)
    said = "environment: INTERREGNUM_SET horizon=0: horizon.value = 0: lies outside its range"
    assert str(caught.value).startswith(said)
    monkeypatch.setenv("INTERREGNUM_SET", "horizn=9")
    with pytest.raises(ScenarioError, match="INTERREGNUM_SET horizn=9: unknown key; did you mean"):
        load_scenario(small_path)


def test_a_loaded_case_asks_the_environment_no_more(
    small_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = "contrast: {switch: selection, value: largest, label: x}\n"
    small_path.write_text(small_path.read_text() + stated)
    monkeypatch.setenv("INTERREGNUM_SET", "selection=smallest; horizon=9")
    scenario = load_scenario(small_path)
    assert (scenario.selection, scenario.horizon.value) == ("smallest", 9.0)
    monkeypatch.setenv("INTERREGNUM_SET", "horizon=5")
    assert contrasted(scenario).selection == "largest"
    assert contrasted(scenario).horizon.value == 9.0


def test_another_environment_can_be_given(
    small_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERREGNUM_SET", "horizon=9")
    assert load_scenario(small_path, environment={}).horizon.value == 30.0
