"""The table of everything that may differ between runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from interregnum.scenario import parameters
from interregnum.scenario.load import load_scenario
from interregnum.scenario.parameters import (
    DrawnParameter,
    check_overrides,
    count_sources,
    declared_parameters,
    parameter_table,
    resolved,
)
from interregnum.scenario.schema import ParameterOverride

NAMES = [
    "coordination.precision_units",
    "coordination.weight_elites",
    "coordination.weight_units",
    "attempts.rate",
    "attempts.share_citizens",
    "attempts.shift",
    "force.private_army",
    "force.front_army",
    "force.capital_guard",
    "place.South.leg",
    "place.South.garrison",
    "place.Seat.leg",
]


def override(name: str, **parts: Any) -> dict[str, ParameterOverride]:
    return {name: ParameterOverride(**{"unit": "1", **parts})}


def test_the_table_has_mechanisms_then_forces_then_places(small_path: Path) -> None:
    assert [row.name for row in parameter_table(load_scenario(small_path))] == NAMES


def test_the_table_carries_overrides_and_the_scenario_s_quantities(small_path: Path) -> None:
    table = {row.name: row for row in parameter_table(load_scenario(small_path))}
    assert table["attempts.rate"] == DrawnParameter(
        "attempts.rate", 0.6, 0.3, 1.5, "1/yr", "record of the case", "log_uniform", "λ"
    )
    assert table["force.private_army"] == DrawnParameter(
        "force.private_army", 100.0, 50.0, 200.0, "persons", "record", "uniform", "F"
    )
    assert table["place.South.leg"].draw == "log_uniform"


def test_switching_a_mechanism_off_leaves_the_table_unchanged(small_path: Path) -> None:
    switched = load_scenario(small_path, [("mechanisms.off", ["attempts"])])
    assert parameter_table(switched) == parameter_table(load_scenario(small_path))


def test_an_absent_override_leaves_the_declaration() -> None:
    first = declared_parameters()[0]
    row = resolved(first, None, "small")
    assert row == DrawnParameter(first.name, 40.0, 10.0, 80.0, "1", "assumed", "uniform", "β_u")


def test_an_override_of_the_range_alone_keeps_value_and_draw() -> None:
    part = ParameterOverride(unit="1", range=(30.0, 50.0))
    row = resolved(declared_parameters()[0], part, "small")
    assert (row.value, row.low, row.high, row.draw) == (40.0, 30.0, 50.0, "uniform")
    assert row.source == "assumed: scenario small gives no source"


def test_an_override_of_the_draw_alone_keeps_the_declared_source() -> None:
    row = resolved(declared_parameters()[0], ParameterOverride(unit="1", draw="fixed"), "small")
    assert (row.source, row.draw) == ("assumed", "fixed")


@pytest.mark.parametrize(
    ("overrides", "rule"),
    [
        (override("coordination.precision_unit", value=1.0), "did you mean coordination.precision"),
        (override("coordination.precision_units", unit="km"), "unit must be 1"),
        (override("coordination.precision_units", value=9.0), r"admissible range is \[10, 80\]"),
        (override("coordination.precision_units", value=-1.0), "admissible range"),
        (override("coordination.precision_units", range=(5.0, 80.0)), "admissible range"),
        (override("coordination.precision_units", range=(10.0, 81.0)), "admissible range"),
        (override("coordination.precision_units", range=(50.0, 80.0)), "outside its range"),
        (override("coordination.precision_units", range=(80.0, 10.0)), "reversed"),
        (override("coordination.precision_units", draw="triangular"), "uniform"),
        (override("attempts.shift", draw="log_uniform"), "range above 0"),
        (override("attempts.share_citizens", value=1.7), r"\[0, 1\]"),
        (override("coordination.weight_elites", value=0.5), "share a sum of 1, but sum to 1.1"),
        (override("coordination.weight_elites", draw="fixed"), "drawn or fixed together"),
    ],
)
def test_an_override_that_does_not_fit_is_refused(
    overrides: dict[str, ParameterOverride], rule: str
) -> None:
    with pytest.raises(PydanticCustomError, match=rule):
        check_overrides(overrides, "small")


def test_weights_may_be_fixed_together() -> None:
    both = {
        "coordination.weight_elites": ParameterOverride(unit="1", value=0.5, draw="fixed"),
        "coordination.weight_units": ParameterOverride(unit="1", value=0.5, draw="fixed"),
    }
    check_overrides(both, "small")


def test_sources_are_counted_by_their_prefix(small_path: Path) -> None:
    # Assumed: three declared, two forces, one garrison; record: one override, one force, two legs.
    assert count_sources(parameter_table(load_scenario(small_path))) == (6, 4, 2, 0)
    assert count_sources([]) == (0, 0, 0, 0)


def test_declared_parameters_come_from_the_one_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "declared_mechanisms", lambda: ())
    assert declared_parameters() == ()


def test_a_private_army_that_does_not_exist_has_no_strength(small_path: Path) -> None:
    present = {row.name: row for row in parameter_table(load_scenario(small_path))}
    absent = load_scenario(small_path, [("private_army.exists", False)])
    table = {row.name: row for row in parameter_table(absent)}
    gone = table.pop("force.private_army")
    assert (gone.value, gone.low, gone.high, gone.draw) == (0.0, 0.0, 0.0, "fixed")
    assert present.pop("force.private_army").value == 100.0
    assert table == present
