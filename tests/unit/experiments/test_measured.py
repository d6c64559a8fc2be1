"""What is measured of a run equals what the table of runs says."""

from __future__ import annotations

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.engine.plan import plan_of
from interregnum.engine.record import is_removed
from interregnum.errors import ScenarioError
from interregnum.experiments.measured import check_measure, measured, measured_all, unit_of
from interregnum.kernels.scalar import Target


def test_measures_are_those_of_the_table() -> None:
    case = ir.load("mutiny-2023")
    plan = plan_of(case.scenario.model_copy(update={"contrast": None}))
    outcomes = run_batch(plan, 7, 0, 60, Target.CPU).outcomes
    runs = case.run(runs=60, seed=7, series=False).runs
    removed = is_removed(runs["outcome"]).to_numpy()
    day = runs["day"].astype(float).fillna(plan.horizon).to_numpy()
    for name, expected in (
        ("removed", removed),
        ("collapse", removed | runs["result.contested"].to_numpy()),
        ("removed_within_90_d", removed & (day < 90)),
        ("democracy", (runs["outcome"] == "democracy").to_numpy()),
        ("exit_day", np.minimum(day, plan.horizon)),
    ):
        assert measured(outcomes, name, plan.horizon).tolist() == expected.astype(float).tolist()
    both = measured_all(outcomes, ("removed", "exit_day"), plan.horizon)
    assert both.shape == (60, 2)


def test_an_exit_is_measured_in_days() -> None:
    assert (unit_of("exit_day"), unit_of("democracy")) == ("d", "1")


@pytest.mark.parametrize(
    ("name", "way_out"),
    [
        ("remove", "did you mean removed"),
        ("removed_within_730_d", "not within the horizon of 730 days"),
        ("removed_within_0_d", "not measured"),
    ],
)
def test_what_no_run_has_is_refused(name: str, way_out: str) -> None:
    with pytest.raises(ScenarioError, match=way_out):
        check_measure(name, 730)
