"""One message tells place, key, value, rule and way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from interregnum.errors import ScenarioError
from interregnum.scenario.complaint import complaint
from interregnum.scenario.document import parse_document
from interregnum.scenario.load import load_scenario
from interregnum.scenario.schema import MechanismChoice, ParameterOverride


def said_of(model: type, text: str) -> str:
    """Return the complaint about a text that a model refuses."""
    document = parse_document(text, "x.yaml")
    with pytest.raises(ValidationError) as caught:
        model.model_validate(document.values)  # type: ignore[attr-defined]
    return str(complaint(document, caught.value))


@pytest.mark.parametrize(
    ("model", "text", "message"),
    [
        (ParameterOverride, "value: 3\n", "x.yaml:1: unit: is missing; add it"),
        (
            ParameterOverride,
            "unit: km\nvalue: [3]\n",
            "x.yaml:2: value: must be a valid number",
        ),
        (
            ParameterOverride,
            "unit: km\nrange: [1, 2, 3]\n",
            "x.yaml:2: range: has 3 items; at most 2 fit",
        ),
        (
            ParameterOverride,
            "unit: km\nrange:\n  - 1\n  - .nan\n",
            "x.yaml:4: range[1] = NaN: must be a finite number",
        ),
        (
            ParameterOverride,
            f"unit: {'a' * 100}\nsource: 3\n",
            "x.yaml:2: source = 3: must be a valid string",
        ),
        (
            ParameterOverride,
            "unit: km\nuntil: 3\n",
            "x.yaml:2: until = 3: unknown key; did you mean unit?",
        ),
        (MechanismChoice, "off: [a, 1]\n", "x.yaml:1: off[1] = 1: must be a valid string"),
    ],
)
def test_a_complaint_reads_as_one_line(model: type, text: str, message: str) -> None:
    assert said_of(model, text) == message


def test_a_long_value_is_shortened() -> None:
    said = said_of(ParameterOverride, f"unit: km\nvalue: {'a' * 500}\n")
    assert "…" in said
    assert len(said) < 200


def test_the_first_of_several_errors_is_told_with_the_number_of_the_rest(small_path: Path) -> None:
    text = small_path.read_text().replace("title: A small case\n", "").replace("summary", "sumary")
    small_path.write_text(text)
    with pytest.raises(ScenarioError, match="did you mean summary"):
        load_scenario(small_path)
    small_path.write_text(text.replace("sumary: Two", "title: 3\nsummary: 4 #"))
    with pytest.raises(ScenarioError, match=r"small.yaml:2: title = 3: must.*\(and 1 more\)"):
        load_scenario(small_path)
