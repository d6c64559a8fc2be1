"""Options are switches and words with defaults; what is a number says so."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from interregnum.scenario.options import (
    AFTERMATH,
    Aftermath,
    Channels,
    Population,
    PrivateArmy,
    Ruler,
    Structure,
)


def test_the_default_aftermath_is_an_aftermath() -> None:
    span = TypeAdapter(Aftermath).validate_python(AFTERMATH)
    assert (span.value, span.unit) == (913.0, "d")
    # 24 months and 180 days: the longest wait that the tree of outcome classes asks for.
    assert span.value >= 2 * 365.25 + 180


def test_blocks_default_to_what_was_before_them() -> None:
    assert Channels() == Channels(armed=True, unarmed=True)
    assert Ruler().visible
    assert PrivateArmy().exists


@pytest.mark.parametrize("word", ["reference", "social", "enforced"])
def test_every_structure_of_the_model_passes(word: str) -> None:
    assert TypeAdapter(Structure).validate_python(word) == word


@pytest.mark.parametrize("change", [{"draw": "uniform"}, {"value": 913.5}, {"unit": "h"}])
def test_an_aftermath_of_another_kind_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Aftermath).validate_python({**AFTERMATH, **change})


def test_a_population_may_be_that_of_a_continent() -> None:
    people = {"value": 1.5e8, "unit": "persons", "range": (1e8, 2e8), "draw": "fixed"}
    assert TypeAdapter(Population).validate_python({**people, "source": "assumed"}).value == 1.5e8
