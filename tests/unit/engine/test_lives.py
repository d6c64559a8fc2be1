"""Rows that name their own draws, share them, are given parameters, and fork."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.engine.mean_field import Fork, Lives, run_batch, run_lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import load_scenario

RUNS = 12
ROWS = range(RUNS)
FORKED = 100


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(load_scenario("mutiny-2023", ()))


def test_a_fork_into_the_same_future_changes_no_bit(plan: Plan) -> None:
    whole = run_batch(plan, 7, 0, RUNS, Target.CPU)
    forked = run_lives(plan, 7, Lives(ROWS, fork=Fork([FORKED] * RUNS, plan, 7, ROWS)), Target.CPU)
    assert np.array_equal(whole.outcomes, forked.outcomes)
    assert np.array_equal(whole.events, forked.events)


def test_futures_of_one_run_share_its_past_and_differ_afterwards(plan: Plan) -> None:
    quiet = plan_of(load_scenario("mutiny-2023", (("mutiny.happens", False),)))
    lives = Lives([5] * RUNS, fork=Fork([FORKED] * RUNS, quiet, 99, ROWS))
    forked = run_lives(quiet, 7, lives, Target.CPU)
    past = forked.events[forked.events[:, 1] < FORKED]
    pasts = {past[past[:, 0] == k][:, 1:].tobytes() for k in ROWS}
    assert len(pasts) == 1
    assert len({row.tobytes() for row in forked.outcomes}) > RUNS // 2


def test_rows_of_one_number_are_the_same_life(plan: Plan) -> None:
    twice = run_lives(plan, 7, Lives([4, 4]), Target.CPU)
    alone = run_batch(plan, 7, 4, 1, Target.CPU)
    assert np.array_equal(twice.outcomes[0], twice.outcomes[1])
    assert np.array_equal(twice.outcomes[0], alone.outcomes[0])


def test_a_given_parameter_takes_the_place_of_its_draw_and_of_no_other(plan: Plan) -> None:
    name = plan.parameters[3].name
    drawn = run_lives(plan, 7, Lives([0, 1]), Target.CPU)
    given = run_lives(plan, 7, Lives([0, 1], {name: [0.25, 0.5]}), Target.CPU)
    assert given.parameters[:, 3].tolist() == [0.25, 0.5]
    others = np.arange(len(plan.parameters)) != 3
    assert np.array_equal(given.parameters[:, others], drawn.parameters[:, others])


def test_given_lives_and_forks_are_the_same_on_both_targets(plan: Plan) -> None:
    fork = Fork([0], plan, 3, [1])
    lives = Lives([8], {"public_signal.exposure_precision": [3.0]}, fork)
    slow, fast = (run_lives(plan, 7, lives, target) for target in (Target.PYTHON, Target.CPU))
    assert np.array_equal(slow.outcomes, fast.outcomes)
    assert np.array_equal(slow.events, fast.events)
