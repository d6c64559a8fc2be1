"""Life tables agree with an independent library, late entry and several ends included."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from interregnum.errors import ScenarioError
from interregnum.evidence.estimators.life_tables import LifeTable, curves, drawn, life_table


def table_of(entered: np.ndarray, left: np.ndarray, end: np.ndarray, steps: int) -> LifeTable:
    """Return the table of spells that are at risk in the steps entered + 1 to left."""
    rows = [
        (case % 3, step, end[case] if step == left[case] else 0)
        for case in range(len(left))
        for step in range(entered[case] + 1, left[case] + 1)
    ]
    blocks, step, kind = (np.array(column) for column in zip(*rows, strict=True))
    return life_table(blocks, step, kind, (3, steps, max(int(end.max()), 1)))


def once(table: LifeTable) -> LifeTable:
    """Return the table with every country once."""
    return drawn(table, np.ones((1, len(table.at_risk))))


def test_survival_is_that_of_an_independent_library() -> None:
    draw = np.random.default_rng(5)
    left = draw.integers(2, 12, 200)
    entered = np.minimum(draw.integers(0, 4, 200), left - 1)
    end = draw.integers(0, 2, 200)
    found = curves(once(table_of(entered, left, end, 12))).survival[0]
    reference = KaplanMeierFitter().fit(left, end, entry=entered)
    for step in range(1, 12):
        assert found[step - 1] == pytest.approx(float(reference.predict(step)), abs=1e-9)


def test_which_end_came_first_is_that_of_an_independent_library() -> None:
    left = np.arange(1, 41)
    end = np.random.default_rng(6).integers(0, 3, 40)
    found = curves(once(table_of(np.zeros(40, dtype=int), left, end, 40))).incidence[0]
    for kind in (1, 2):
        reference = AalenJohansenFitter(calculate_variance=False).fit(left, end, kind)
        there = reference.cumulative_density_
        for step in (5, 20, 39):
            known = float(there.loc[:step].iloc[-1, 0])
            assert found[step - 1, kind - 1] == pytest.approx(known, abs=1e-9)


def test_survival_and_all_ends_together_make_one() -> None:
    left = np.random.default_rng(7).integers(1, 9, 60)
    end = np.random.default_rng(8).integers(0, 4, 60)
    found = curves(once(table_of(np.zeros(60, dtype=int), left, end, 5)))
    assert found.survival[0] + found.incidence[0].sum(axis=-1) == pytest.approx(np.ones(5))


def test_a_country_drawn_twice_counts_as_two() -> None:
    table = life_table([0, 0, 1, 1], [1, 1, 1, 1], [1, 0, 0, 0], (2, 1, 1))
    found = curves(drawn(table, np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 2.0]])))
    assert found.survival[:, 0].tolist() == [0.75, 0.5, 1.0]


def test_where_nobody_is_at_risk_nothing_is_known() -> None:
    found = curves(life_table([0], [1], [0], (1, 2, 1)))
    assert found.survival[0, 0] == 1.0
    assert np.isnan(found.survival[0, 1])


def test_where_all_have_ended_none_stands_for_ever() -> None:
    found = curves(life_table([0], [1], [2], (1, 3, 2)))
    assert found.survival[0].tolist() == [0.0, 0.0, 0.0]
    assert found.incidence[0, -1].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(("step", "end"), [(0, 1), (1, 3), (1, -1)])
def test_steps_and_ends_outside_their_range_are_refused(step: int, end: int) -> None:
    with pytest.raises(ScenarioError, match="life table"):
        life_table([0], [step], [end], (1, 2, 2))
