"""Inputs are typed, completed and refused in words that name the way out."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.resources
from typing import Any

import pytest

from interregnum.canonical import shelf
from interregnum.canonical.shelf import (
    EITHER,
    MODELS,
    NUMBER,
    NUMBERS,
    Key,
    findings_of,
    model_named,
    solution_of,
    typed_inputs,
)
from interregnum.errors import ScenarioError

BATTLE = {"a": 1, "b": 1, "attrition_a": 1, "attrition_b": 1}


@pytest.mark.parametrize("name", list(MODELS))
def test_every_model_declares_meanings_sources_and_sections(name: str) -> None:
    model = model_named(name)
    assert all(key.meaning.endswith("]") for key in model.keys.values())
    assert all(case.source for case in model.cases)
    text = importlib.import_module(f"interregnum.canonical.{name}").__doc__ or ""
    assert all(f"{heading}\n---" in text for heading in ("Equations", "Limits", "Source"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"atrition_a": 1}, ["atrition_a", "did you mean attrition_a?"]),
        ({"zzz": 1}, ["zzz", "valid: a, attrition_a, attrition_b, b"]),
        ({"a": True}, ["a = True", "[0, 1e+15]"]),
        ({"a": "many"}, ["a = 'many'", "not a number"]),
        ({"a": None}, ["a = null", "not a number"]),
        ({"a": {}}, ["a = {}", "not a number"]),
        ({"a": [1]}, ["a = [1] is a list"]),
        ({"a": float("nan")}, ["a = nan is not finite"]),
        ({"a": float("-inf")}, ["a = -inf is not finite"]),
        ({"a": 10**400}, ["a = 1000", "not finite"]),
        ({"a": -1}, ["a = -1 is out of range", "[0, 1e+15]"]),
    ],
)
def test_a_wrong_input_is_named_with_its_rule(values: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        solution_of("lanchester", BATTLE | values)
    assert all(word in str(caught.value) for word in ["lanchester", *words])


def test_a_missing_input_is_named() -> None:
    with pytest.raises(ScenarioError, match="lanchester: a is missing"):
        solution_of("lanchester", {})


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean lanchester"):
        model_named("lanchestr")


def test_open_bounds_are_left_out() -> None:
    key = Key(kind=NUMBER, meaning="", low=0.0, high=1.0, low_open=True)
    assert [key.holds(value) for value in (0.0, 0.5, 1.0, 1.5)] == [False, True, True, False]


def test_lists_are_typed_entry_by_entry() -> None:
    keys = {
        "many": Key(kind=NUMBERS, meaning=""),
        "any": Key(kind=EITHER, meaning="", required=False, default=2.0),
    }
    model = dataclasses.replace(model_named("contest"), keys=keys)
    assert typed_inputs(model, {"many": [1, 2]}) == {"many": [1.0, 2.0], "any": 2.0}
    for wrong, words in (([], "is empty"), (1, "is not a list"), ([1, "x"], r"many\[1\] = 'x'")):
        with pytest.raises(ScenarioError, match=words):
            typed_inputs(model, {"many": wrong})


def test_a_missed_reference_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("interregnum.canonical.contest")
    wrong = (
        dataclasses.replace(module.CASES[0], reference=0.7),
        dataclasses.replace(module.CASES[0], reference=[0.7, 0.3], entry=0),
        module.CASES[0],
    )
    monkeypatch.setattr(module, "CASES", wrong)
    findings = findings_of(["contest"])
    assert [f.passed for f in findings] == [False, False, True]
    assert findings[0].difference == pytest.approx(0.7 - 2 / 3)
    assert findings[1].difference is None


def test_the_shelf_lists_what_lies_beside_it() -> None:
    folder = importlib.resources.files(shelf.__package__ or "")
    files = {path.name for path in folder.iterdir() if path.name.endswith(".py")}
    assert files == {f"{name}.py" for name in [*MODELS, "inputs", "shelf", "__init__"]}
