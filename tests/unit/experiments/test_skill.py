"""Forecasts are made of pasts that are still open, from what is known then."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.record import MODES
from interregnum.engine.series import SERIES
from interregnum.errors import ScenarioError
from interregnum.experiments.skill import (
    Asked,
    at_the_start,
    check_days,
    on_a_day,
    removals,
    skill,
    skills,
)
from interregnum.kernels.scalar import Target


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(ir.load("quiet-personalist").scenario.model_copy(update={"contrast": None}))


def test_the_first_belief_is_that_of_the_first_evening(plan: Plan) -> None:
    asked = Asked(plan, 7, 40, 2)
    known = at_the_start(asked)
    paths = run_batch(plan, 7, 0, 40, Target.CPU, series=True).paths
    assert paths is not None
    evening = paths[:, [series.name for series in SERIES].index("belief.mean"), 0]
    quiet = np.isfinite(evening)
    assert np.median(np.abs(known.belief[quiet, 0] - evening[quiet])) < 1e-3


def test_only_pasts_that_are_open_are_forecast(plan: Plan) -> None:
    asked = Asked(plan, 7, 230, 2)
    known = on_a_day(asked, 200)
    runs = ir.load("quiet-personalist").run(runs=230, seed=7, series=False)
    fell = set(runs.events.loc[runs.events["event"] == "removed", "run"])
    for run, outcome, day in zip(
        runs.runs["run"], runs.runs["outcome"], runs.runs["day"], strict=True
    ):
        if outcome == "survives" and run not in fell:
            assert run in known.runs
        elif outcome != "survives":
            assert (run in known.runs) == (day >= 200)
    assert known.runs == sorted(known.runs)
    assert known.belief.shape == (len(known.runs), 2)
    days, modes = removals(asked, known.runs[:20], 200)
    assert days.shape == modes.shape == (20, 2)
    assert (days >= 200).all()
    assert set(modes[np.isfinite(days)].tolist()) <= {0, *MODES}


def test_skills_reach_to_the_horizon(plan: Plan) -> None:
    found, mode = skills(Asked(plan, 7, 40, 2), 0)
    assert (mode.at, mode.within) == (0, plan.horizon)
    assert mode.pasts <= 40
    assert mode.futures <= round(found[-1].share * 80)
    assert [row.within for row in found][:4] == [30, 90, 180, 365]
    assert found[-1].within == plan.horizon
    shares = [row.share for row in found]
    assert shares == sorted(shares)


def test_where_hardly_a_past_could_go_either_way_there_is_no_skill() -> None:
    happened = np.zeros((50, 4), dtype=bool)
    happened[0, 0] = True
    found = skill(np.random.default_rng(0).random((50, 1)), happened, 0, 30)
    assert isnan(found.oracle.estimate)
    assert isnan(found.observer.estimate)


@pytest.mark.parametrize(
    ("at", "pasts", "futures"), [(-1, 40, 2), (10_000, 40, 2), (0, 10, 2), (0, 40, 1)]
)
def test_what_cannot_be_forecast_is_refused(plan: Plan, at: int, pasts: int, futures: int) -> None:
    with pytest.raises(ScenarioError, match="give"):
        check_days(Asked(plan, 7, pasts, futures), at)
