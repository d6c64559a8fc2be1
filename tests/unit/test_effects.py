"""Effects: the common currency of simulation and record."""

from __future__ import annotations

import math
from typing import Any

import pytest

from interregnum.effects import as_record, effect_of
from interregnum.errors import ScenarioError

HALF: dict[str, Any] = {
    "name": "campaigns.nonviolent.success",
    "estimate": 0.5,
    "low": 0.4,
    "high": 0.6,
    "n": 100,
    "definition": "share of campaigns that succeeded",
    "source": "a list",
    "vintage": "1",
    "period": "1950-1989",
    "scale": "share",
    "grade": "A",
    "caveat": "an association",
}


def test_an_effect_comes_back_from_its_record() -> None:
    effect = effect_of(HALF)
    assert effect_of(as_record(effect)) == effect


def test_an_end_that_is_not_known_is_none_in_the_record() -> None:
    effect = effect_of({**HALF, "high": None})
    assert math.isnan(effect.high)
    assert as_record(effect)["high"] is None


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"estimate": 1.5, "high": 2.0}, "not a share"),
        ({"n": -1}, "not a count"),
        ({"n": 1.5}, "not a count"),
        ({"low": 0.55}, "outside its own interval"),
        ({"scale": "shares"}, "shares"),
        ({"grade": "D"}, "D"),
        ({"colour": 1}, "unknown field"),
    ],
)
def test_a_wrong_field_is_refused_by_name(change: dict[str, Any], rule: str) -> None:
    with pytest.raises(ScenarioError, match=rule):
        effect_of({**HALF, **change})


def test_a_missing_field_is_refused() -> None:
    record = {key: value for key, value in HALF.items() if key != "definition"}
    with pytest.raises(ScenarioError, match="definition"):
        effect_of(record)
