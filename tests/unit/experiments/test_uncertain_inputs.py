"""Inputs of a design have the values that the engine draws at the same level."""

from __future__ import annotations

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.uncertain_inputs import (
    drawn_parameters,
    given_at,
    inputs_named,
    moved_parameters,
    structures_named,
)
from interregnum.kernels.scalar import Target


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(ir.load("mutiny-2023").scenario.model_copy(update={"contrast": None}))


def test_drawn_parameters_are_those_of_runs(plan: Plan) -> None:
    drawn = drawn_parameters(plan, 7, [3, 0], Target.CPU)
    batch = run_batch(plan, 7, 0, 4, Target.CPU)
    for j, row in enumerate(plan.parameters):
        if row.name in drawn:
            assert drawn[row.name].tolist() == batch.parameters[[3, 0], j].tolist()
    assert "scenario.selection" not in drawn
    same = drawn_parameters(plan, 7, [3, 0], Target.PYTHON)
    assert all(same[name].tolist() == column.tolist() for name, column in drawn.items())


def test_levels_map_to_the_laws_that_runs_draw_from(plan: Plan) -> None:
    rows = [row for row in moved_parameters(plan) if row.draw in ("normal", "log_uniform")][:4]
    rows += [row for row in moved_parameters(plan) if row.draw == "uniform"][:2]
    inputs = inputs_named(plan, [row.name for row in rows])
    levels = (np.arange(2000) + 0.5) / 2000
    given = given_at(inputs, np.repeat(levels[:, None], len(inputs), axis=1))
    drawn = drawn_parameters(plan, 7, range(4000), Target.CPU)
    for one in inputs:
        spread = one.high - one.low
        for level in (0.1, 0.5, 0.9):
            apart = np.quantile(given[one.name], level) - np.quantile(drawn[one.name], level)
            assert abs(apart) < 0.05 * spread


def test_ends_of_a_normal_draw_are_its_range(plan: Plan) -> None:
    inputs = inputs_named(plan, ["opportunity.period_drift"])
    assert given_at(inputs, np.array([[0.0], [1.0]])) == {"opportunity.period_drift": [-1.0, 1.0]}


def test_a_simplex_has_the_dirichlet_law_that_runs_draw_from(plan: Plan) -> None:
    (one,) = inputs_named(plan, ["ideology"])
    assert (one.width, len(one.members)) == (3, 4)
    points = np.random.default_rng(5).random((4000, 3))
    given = given_at([one], points)
    assert np.array([given[name] for name in one.members]).sum(axis=0) == pytest.approx(1.0)
    drawn = drawn_parameters(plan, 7, range(4000), Target.CPU)
    whole = sum(one.concentration)
    for name, own in zip(one.members, one.concentration, strict=True):
        mean = own / whole
        spread = np.sqrt(mean * (1.0 - mean) / (whole + 1.0))
        for values in (np.array(given[name]), drawn[name]):
            assert abs(values.mean() - mean) < 4.0 * spread / np.sqrt(4000)
            assert values.std() == pytest.approx(spread, rel=0.06)
        for level in (0.1, 0.5, 0.9):
            apart = np.quantile(given[name], level) - np.quantile(drawn[name], level)
            assert abs(apart) < 0.12 * spread


def test_a_simplex_is_an_input_beside_others(plan: Plan) -> None:
    inputs = inputs_named(plan, ["start.type_mean", "weights", "factions.taint"])
    given = given_at(inputs, np.array([[0.5, 0.2, 0.9, 0.25], [0.5, 0.0, 1.0, 0.25]]))
    alone = given_at([inputs[0], inputs[2]], np.array([[0.5, 0.25]]))
    assert given["start.type_mean"] == alone["start.type_mean"] * 2
    assert given["factions.taint"] == alone["factions.taint"] * 2
    weights = np.array([given[name] for name in inputs[1].members])
    assert weights.sum(axis=0) == pytest.approx([1.0, 1.0])
    # Levels that only Morris reaches stand for no weight of exactly 0 or 1.
    assert 0.02 < weights.min() < weights.max() < 0.98


def test_structures_are_equally_likely_choices() -> None:
    scenario = ir.load("mutiny-2023").scenario
    (one,) = structures_named(scenario, {"selection": ["focal", "largest", "smallest"]})
    assert (one.name, one.choices) == ("scenario.selection", (0.0, 1.0, 2.0))
    levels = np.linspace(0.0, 1.0, 301)[:, None]
    counts = np.bincount(np.array(given_at([one], levels)["scenario.selection"], dtype=int))
    assert counts.tolist() == pytest.approx([100, 100, 101], abs=1)


@pytest.mark.parametrize(
    ("names", "way_out"),
    [
        (["start.type_men"], "did you mean start.type_mean"),
        (["start.type_mean", "start.type_mean"], "twice"),
        (["coordination.weight_elites"], "shares a sum of 1.*all as weights"),
        (["weight"], "did you mean weights"),
        (["repression.deterrence"], "is fixed at 2.3"),
    ],
)
def test_a_parameter_that_cannot_be_moved_is_refused(
    plan: Plan, names: list[str], way_out: str
) -> None:
    with pytest.raises(ScenarioError, match=way_out):
        inputs_named(plan, names)


@pytest.mark.parametrize(
    ("given", "way_out"),
    [
        ({"selection": ["focal"]}, "not two or more different values"),
        ({"selection": ["focal", "focal"]}, "not two or more different values"),
        ({"horizon.value": [365, 730]}, "changes more than an option"),
        ({"title": ["a", "b"]}, "changes nothing"),
    ],
)
def test_what_is_no_structure_is_refused(given: dict[str, list[object]], way_out: str) -> None:
    with pytest.raises(ScenarioError, match=way_out):
        structures_named(ir.load("mutiny-2023").scenario, given)
