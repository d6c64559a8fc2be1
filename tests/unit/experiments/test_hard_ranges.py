"""Points of the space are admissible scenarios, and each gives what its values give."""

from __future__ import annotations

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import plan_of
from interregnum.experiments.hard_ranges import CHOICES, Space, hard_space
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario
from interregnum.scenario.parameters import declared_table


@pytest.fixture(scope="module")
def space() -> Space:
    return hard_space(ir.load("mutiny-2023").scenario)


def test_every_declared_range_and_structure_is_moved(space: Space) -> None:
    moved = {name for dimension in space.dimensions for name in dimension.names}
    declared = {row.name for row in declared_table() if row.low < row.high}
    assert declared <= moved
    assert {choice.key for choice in space.choices} == set(CHOICES)
    assert space.columns == sum(d.columns for d in space.dimensions) + len(CHOICES)


def test_values_lie_in_hard_ranges_and_weights_sum_to_one(space: Space) -> None:
    cube = np.random.default_rng(1).random((200, space.columns))
    given = space.given(cube)
    for row in declared_table():
        if row.low < row.high:
            assert given[row.name].min() >= row.low
            assert given[row.name].max() <= row.high
    for dimension in space.dimensions:
        if dimension.members:
            total = sum(given[name] for name in dimension.members)
            assert np.abs(total - 1.0).max() < 1e-12
    for choice in space.choices:
        assert set(given[choice.option]) == set(choice.values)


def test_a_point_as_a_scenario_of_its_own_gives_the_same_run(space: Space) -> None:
    cube = np.random.default_rng(2).random((6, space.columns))
    given = {name: values.tolist() for name, values in space.given(cube).items()}
    numbers = [3, 1, 4, 1, 5, 9]
    together = run_lives(space.plan, 7, Lives(numbers, given), Target.CPU)
    for row, number in enumerate(numbers):
        alone = plan_of(space.scenario_at(cube[row]))
        single = run_lives(alone, 7, Lives([number]), Target.CPU)
        assert single.outcomes.tobytes() == together.outcomes[row : row + 1].tobytes()
        assert single.parameters.tobytes() == together.parameters[row : row + 1].tobytes()


def test_settings_make_the_same_scenario_as_the_file(space: Space) -> None:
    point = np.random.default_rng(3).random(space.columns)
    by_keys = plan_of(changed_scenario(space.scenario, space.settings(point).items()))
    at_once = plan_of(space.scenario_at(point))
    assert by_keys.table == at_once.table
    assert by_keys.switches == at_once.switches
