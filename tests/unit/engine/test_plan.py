"""A scenario becomes arrays."""

from __future__ import annotations

import pytest

import interregnum as ir
from interregnum.engine import draws
from interregnum.engine.generate import SWITCH_INDEX
from interregnum.engine.options import OPTIONS, leading_parameters
from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError


def test_the_leading_parameters_have_fixed_places() -> None:
    plan = plan_of(ir.load("mutiny-2023").scenario)
    leading = leading_parameters()
    assert tuple(row.name for row in plan.parameters[: len(leading)]) == leading
    assert len(plan.table) == draws.ROW * len(plan.parameters)


def test_the_capital_is_guarded_by_its_own_force() -> None:
    plan = plan_of(ir.load("mutiny-2023").scenario)
    names = [row.name for row in plan.parameters]
    assert names[int(plan.garrison_index[-1])] == "force.capital_guard"
    assert names[int(plan.forces[0])] == "force.private_army"
    assert plan.hubs[0] == 1.0
    assert len(plan.places) == len(plan.leg_index) == len(plan.garrison_index)


def test_options_follow_the_scenario() -> None:
    settings = {"mutiny.happens": False, "selection": "largest"}
    plan = plan_of(ir.load("mutiny-2023", settings).scenario)
    values = {row.name: row.value for row in plan.parameters if row.name in OPTIONS}
    assert values["scenario.mutiny_happens"] == 0.0
    assert values["scenario.selection"] == 1.0


def test_a_mechanism_can_be_switched_off() -> None:
    case = ir.load("mutiny-2023", {"mechanisms.off": ["legitimacy"]})
    plan = plan_of(case.scenario)
    assert plan.switches[SWITCH_INDEX["legitimacy"]] == 0.0
    assert sum(plan.switches) == len(SWITCH_INDEX) - 1


def test_a_mechanism_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScenarioError, match="legitimacy"):
        plan_of(ir.load("mutiny-2023", {"mechanisms.off": ["legitimcy"]}).scenario)


def test_without_a_ruler_there_is_no_run() -> None:
    with pytest.raises(ScenarioError, match="no ruler"):
        plan_of(ir.load("mutiny-2023", {"mechanisms.off": ["start"]}).scenario)


def test_the_guard_cannot_march_on_itself() -> None:
    with pytest.raises(ScenarioError, match="private_army"):
        plan_of(ir.load("mutiny-2023", {"mutiny.service": "capital_guard"}).scenario)
