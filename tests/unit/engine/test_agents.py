"""A run with persons is the mean-field's run, but for the shares that are counted."""

import numpy as np
import pytest

from interregnum.engine.agents import Hand, Headcount, run_lives_of_persons
from interregnum.engine.mean_field import Batch, Fork, Lives, run_lives
from interregnum.engine.persons import Persons
from interregnum.engine.plan import Plan, plan_of
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import load_scenario

RUNS = 12
FEW = Persons(20_000, 300, 400)


def short(**settings: object) -> Plan:
    return plan_of(load_scenario("mutiny-2023", {"horizon": 60, **settings}.items()))


def told(
    plan: Plan, lives: Lives, target: Target = Target.CPU, threads: int = 1
) -> tuple[Batch, list[Headcount]]:
    counts: list[Headcount] = []
    hand = Hand(target, series=True, threads=threads, tell=counts.append)
    return run_lives_of_persons(plan, 7, lives, FEW, hand), counts


def same(one: Batch, other: Batch) -> bool:
    pairs = zip(one[1:6], other[1:6], strict=True)
    return all(np.array_equal(a, b, equal_nan=True) for a, b in pairs)


def test_heads_are_counted_and_public_draws_are_the_mean_fields() -> None:
    plan, lives = short(), Lives(range(RUNS))
    batch, counts = told(plan, lives)
    plain = run_lives(plan, 7, lives, Target.CPU, series=True)
    assert np.array_equal(batch.parameters, plain.parameters)
    assert len(counts) >= 4
    counted = {head.run for head in counts}
    for run in set(range(RUNS)) - counted:
        assert np.array_equal(batch.outcomes[run], plain.outcomes[run])
    for head in counts:
        assert head.citizens.outside + head.citizens.pool == FEW.citizens
        assert head.counted[0] == head.citizens.acting / head.citizens.pool


def test_a_run_is_the_same_alone_and_in_a_batch_and_on_any_threads() -> None:
    plan = short(structure="social")
    whole, counts = told(plan, Lives(range(RUNS)), threads=3)
    again, _ = told(plan, Lives(range(RUNS)))
    assert same(whole, again)
    number = counts[0].run
    alone, _ = told(plan, Lives([number]))
    assert np.array_equal(alone.outcomes[0], whole.outcomes[number])


@pytest.mark.parametrize("structure", ["reference", "social", "enforced"])
def test_python_and_machine_code_give_the_same_runs(structure: str) -> None:
    plan, lives = short(structure=structure, horizon=5), Lives([0, 5])
    slow, counts = told(plan, lives, Target.PYTHON)
    fast, _ = told(plan, lives)
    assert counts
    assert same(slow, fast)


def test_a_fork_into_its_own_future_changes_nothing() -> None:
    plan, numbers = short(), list(range(RUNS))
    straight, counts = told(plan, Lives(numbers))
    forked, _ = told(plan, Lives(numbers, fork=Fork([0] * RUNS, plan, 7, numbers)))
    assert counts
    assert same(straight, forked)


def test_a_continuum_of_insiders_keeps_its_share_in_closed_form() -> None:
    counts: list[Headcount] = []
    hand = Hand(Target.CPU, tell=counts.append)
    run_lives_of_persons(short(), 7, Lives(range(RUNS)), Persons(20_000, 0, 0), hand)
    assert counts
    assert all(head.counted[1:] == head.expected[1:] for head in counts)
