"""Sweeps in memory: which run is which, whose chance it has, and when rounds stop."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import plan_of
from interregnum.engine.record import runs_table, values_digest
from interregnum.errors import ScenarioError
from interregnum.experiments.stopping import Goal
from interregnum.experiments.sweep import sweep_in_memory
from interregnum.kernels.scalar import Target
from unit.experiments import swept
from unit.experiments.swept import NEWS


def test_a_row_is_the_run_of_its_point_policy_and_replicate(tmp_path: Path) -> None:
    order = swept.order(tmp_path)
    tables, ended = sweep_in_memory(order)
    assert ended == (4, ())
    rows = tables["runs"].to_pandas()
    assert len(rows) == 3 * 2 * 4
    keys = list(zip(rows["policy"], rows["replicate_id"], rows["scenario_id"], strict=True))
    wanted = [(p, r, s) for p in ("as-it-was", "no-sanctions") for r in range(4) for s in range(3)]
    assert keys == wanted
    policy = order.resolved.policies[1]
    given = {name: [values[2]] for name, values in policy.given.items()}
    plan = plan_of(policy.scenario)
    batch = run_lives(plan, 7, Lives([3], given), Target.CPU)
    alone = runs_table(plan, 7, [batch]).to_pylist()[0]
    row = tables["runs"].to_pylist()[keys.index(("no-sanctions", 3, 2))]
    assert row[NEWS] == alone[NEWS] == order.resolved.design[NEWS][2]
    assert row["selection"] in ("focal", "largest")
    for name in ("outcome", "day", "result.deaths", "result.exit"):
        assert row[name] == alone[name]
    design = tables["design"].to_pylist()
    assert [row["scenario_id"] for row in design] == [0, 1, 2]
    assert design[2][NEWS] == row[NEWS]


def test_neither_threads_nor_more_replicates_change_a_run(tmp_path: Path) -> None:
    order = swept.order(tmp_path)
    tables, _ = sweep_in_memory(order)
    alone, _ = sweep_in_memory(dataclasses.replace(order, workers=1))
    assert values_digest(tables["runs"]) == values_digest(alone["runs"])
    more, _ = sweep_in_memory(dataclasses.replace(order, replicates=6))
    frame = more["runs"].to_pandas()
    first = frame[frame["replicate_id"] < 4].reset_index(drop=True)
    assert first.equals(tables["runs"].to_pandas())


def test_rounds_go_on_until_the_error_is_reached(tmp_path: Path) -> None:
    order = swept.order(tmp_path, points=1, uncertainties=None, policies=None)
    goals = (Goal("survives", 0.09), Goal("exit_day", 0.3))
    _, ended = sweep_in_memory(dataclasses.replace(order, goals=goals))
    assert all(goal.is_met for goal in ended.reached)
    assert [goal.quantity for goal in ended.reached] == ["survives", "exit_day"]
    assert 16 <= ended.replicates < 100
    _, short = sweep_in_memory(dataclasses.replace(order, goals=goals, most_runs=18))
    assert short.replicates == 18
    assert not all(goal.is_met for goal in short.reached)


def test_more_runs_than_a_study_can_have_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="at most"):
        dataclasses.replace(swept.order(tmp_path), replicates=2**31)
