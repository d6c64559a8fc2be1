"""Runs that take fitted parameters from a posterior: one row a run, the same whoever asks."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from interregnum.engine.mean_field import Fork, Lives, drawn_table, run_batch, run_lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.posterior import row_at
from interregnum.errors import ScenarioError
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario, load_scenario
from made_posterior import COLUMNS, MARGIN, RATE, TYPE_MEAN, made_posterior

SHORT = ("horizon", 5)
NAMES = (TYPE_MEAN, RATE, MARGIN)
ROWS = ("type_mean.personal", RATE, MARGIN)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_posterior(tmp_path_factory.mktemp("made"))


def fitted_plan(file: Path | str, *settings: tuple[str, object]) -> Plan:
    return plan_of(load_scenario("quiet-personalist", (SHORT, ("posterior", str(file)), *settings)))


def drawn(plan: Plan, runs: int, names: tuple[str, ...] = NAMES) -> np.ndarray:
    """Return (runs, names) as runs draw them."""
    at = [[row.name for row in plan.parameters].index(name) for name in names]
    return drawn_table(plan, 7, range(runs), Target.CPU)[:, at]


def test_every_run_takes_one_row_of_the_posterior_whole(made: Path) -> None:
    rows = {tuple(COLUMNS[name][k] for name in ROWS) for k in (0, 1)}
    assert {tuple(values) for values in drawn(fitted_plan(made), 60).tolist()} == rows


def test_rows_come_in_proportion_to_their_weights(made: Path) -> None:
    runs = 4000
    first = np.count_nonzero(drawn(fitted_plan(made), runs)[:, 1] == COLUMNS[RATE][0])
    assert abs(first - 0.75 * runs) < 4.0 * math.sqrt(0.75 * 0.25 * runs)


def test_a_row_without_weight_is_never_taken(tmp_path: Path) -> None:
    file = made_posterior(tmp_path, (0.0, 2.0))
    assert set(drawn(fitted_plan(file), 300)[:, 1]) == {COLUMNS[RATE][1]}


@pytest.mark.parametrize(("level", "row"), [(1e-17, 1), (0.4, 1), (0.6, 3), (1.0 - 1e-16, 3)])
def test_a_level_finds_the_row_whose_weight_it_lies_in(level: float, row: int) -> None:
    assert row_at((0.0, 1.0, 1.0, 2.0), level) == row


def test_the_kind_of_regime_chooses_the_column_of_the_mean_strength(made: Path) -> None:
    personal = drawn(fitted_plan(made), 20)
    party = drawn(fitted_plan(made, ("regime_type", "party")), 20)
    assert set(party[:, 0]) == set(COLUMNS["type_mean.party"])
    assert np.array_equal(personal[:, 1:], party[:, 1:])


def test_a_kind_that_was_not_fitted_keeps_the_declared_range(made: Path) -> None:
    prior = drawn(fitted_plan("none"), 20)
    military = drawn(fitted_plan(made, ("regime_type", "military")), 20)
    assert np.array_equal(prior[:, 0], military[:, 0])
    assert not np.array_equal(prior[:, 1], military[:, 1])


def test_what_was_not_fitted_is_drawn_as_without_a_posterior(made: Path) -> None:
    plan, prior = fitted_plan(made), fitted_plan("none")
    tables = [drawn_table(one, 7, range(30), Target.CPU) for one in (plan, prior)]
    others = [j for j, row in enumerate(plan.parameters) if row.name not in NAMES]
    assert np.array_equal(tables[0][:, others], tables[1][:, others])


def test_what_is_set_or_given_wins_over_the_posterior(made: Path) -> None:
    plan = fitted_plan(made, (RATE, 0.5))
    assert set(drawn(plan, 30)[:, 1]) == {0.5}
    assert set(drawn(plan, 30)[:, 2]) == set(COLUMNS[MARGIN])
    given = run_lives(plan, 7, Lives(range(4), {MARGIN: [1.0, 2.5, 3.0, 4.0]}), Target.CPU)
    column = [row.name for row in plan.parameters].index(MARGIN)
    assert given.parameters[:, column].tolist() == [1.0, 2.5, 3.0, 4.0]


def test_a_parameter_that_a_case_states_wins_even_by_its_range(made: Path) -> None:
    scenario = load_scenario("quiet-personalist", (("posterior", str(made)),))
    stated = {RATE: {"unit": "1/yr", "range": [0.6, 0.7], "value": 0.65, "source": "record: x"}}
    kept = scenario.model_dump(mode="json", exclude_none=True)["parameters"]
    own = changed_scenario(scenario, [("parameters", {**kept, **stated})])
    values = drawn(plan_of(own), 30)[:, 1]
    assert values.min() >= 0.6
    assert values.max() <= 0.7
    assert len(set(values)) == 30


def test_runs_are_the_same_on_both_targets_and_in_any_batches(made: Path) -> None:
    plan = fitted_plan(made)
    whole = run_batch(plan, 7, 0, 4, Target.CPU)
    slow = run_batch(plan, 7, 0, 4, Target.PYTHON)
    halves = [run_batch(plan, 7, first, 2, Target.CPU) for first in (0, 2)]
    for name in ("parameters", "outcomes", "events"):
        assert np.array_equal(getattr(whole, name), getattr(slow, name))
        parts = np.concatenate([getattr(half, name) for half in halves])
        assert np.array_equal(getattr(whole, name), parts)


def test_a_future_keeps_the_row_of_its_past(made: Path) -> None:
    plan = fitted_plan(made)
    numbers = range(6)
    whole = run_lives(plan, 7, Lives(numbers), Target.CPU)
    own = run_lives(plan, 7, Lives(numbers, fork=Fork([2] * 6, plan, 7, numbers)), Target.CPU)
    fresh = run_lives(plan, 7, Lives(numbers, fork=Fork([2] * 6, plan, 9, [99] * 6)), Target.CPU)
    assert np.array_equal(whole.outcomes, own.outcomes)
    assert np.array_equal(whole.parameters, fresh.parameters)


def test_a_file_that_changed_after_the_case_was_loaded_is_refused(tmp_path: Path) -> None:
    file = made_posterior(tmp_path)
    scenario = load_scenario("quiet-personalist", (("posterior", str(file)),))
    made_posterior(tmp_path, (1.0, 1.0))
    with pytest.raises(ScenarioError, match=r"holds another posterior: SHA-256 = \w{12} here"):
        plan_of(scenario)
    file.unlink()
    with pytest.raises(ScenarioError, match=r"cannot be read .*--parameters prior"):
        plan_of(scenario)
    # To look at a plan nothing is drawn.
    assert plan_of(scenario, drawing=False).posterior is None
