"""Numbers carry unit, range and source, or are refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from interregnum.scenario.quantity import Column, Quantity, check_range, fault, measured_in

LEG: dict[str, Any] = {"value": 5.0, "unit": "km", "range": [1.0, 9.0], "source": "record: a map"}


def test_a_complete_quantity_is_frozen() -> None:
    leg = Quantity(**LEG)
    assert (leg.value, leg.range, leg.draw) == (5.0, (1.0, 9.0), "uniform")
    with pytest.raises(ValidationError):
        leg.value = 6.0


@pytest.mark.parametrize("missing", ["value", "unit", "range", "source"])
def test_no_part_of_a_quantity_may_be_missing(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Quantity(**{key: part for key, part in LEG.items() if key != missing})


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"value": 10.0}, "lies outside its range"),
        ({"range": [9.0, 1.0]}, "reversed"),
        ({"range": [0.0, 9.0], "draw": "log_uniform"}, "range above 0"),
        ({"value": float("nan")}, "finite"),
        ({"value": float("inf")}, "finite"),
        ({"value": 10**400}, "finite|number"),
        ({"value": "5"}, "number"),
        ({"value": True}, "number"),
        ({"range": [1.0]}, "range"),
        ({"unit": "miles"}, "km"),
        ({"source": "  "}, "source"),
        ({"draw": "normal"}, "log_uniform"),
        ({"sauce": "x"}, "did you mean source"),
    ],
)
def test_a_broken_quantity_is_refused(change: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        Quantity(**{**LEG, **change})


def test_a_column_needs_an_ordered_range() -> None:
    assert Column(unit="deg", range=(0.0, 90.0), source="map").unit == "deg"
    with pytest.raises(ValidationError, match="reversed"):
        Column(unit="deg", range=(90.0, 0.0), source="map")


def test_check_range_places_its_complaint_below_the_given_path() -> None:
    check_range(1.0, (1.0, 1.0), "fixed")
    with pytest.raises(PydanticCustomError) as caught:
        check_range(3.0, (1.0, 2.0), "uniform", "horizon")
    assert caught.value.context == fault(caught.value.message(), "horizon", "value").context


@pytest.mark.parametrize(
    ("unit", "lowest", "highest", "positive", "rule"),
    [
        ("persons", 0.0, None, False, "unit must be persons"),
        ("km", 2.0, None, False, "at or above 2 km"),
        ("km", 1.0, None, True, "above 1 km"),
        ("km", 0.0, 8.0, False, "exceed 8 km"),
    ],
)
def test_measured_in_refuses_other_units_and_bounds(
    unit: Any, lowest: float, highest: float | None, positive: bool, rule: str
) -> None:
    with pytest.raises(PydanticCustomError, match=rule):
        measured_in(unit, lowest, highest, positive=positive)(Quantity(**LEG))
