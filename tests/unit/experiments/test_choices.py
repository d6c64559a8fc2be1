"""Choices between structures: given to a run, they do what they do when a scenario is set."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments import choices
from interregnum.experiments.choices import given_by_choices
from interregnum.experiments.dimensions import Dimension
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario, load_scenario
from unit.experiments.swept import NEWS

SCENARIO = load_scenario("mutiny-2023", [("horizon", 2)]).model_copy(update={"contrast": None})


def test_nothing_to_choose_gives_nothing() -> None:
    assert given_by_choices(SCENARIO, [], {}, "here") == {}


def test_two_choices_are_combined() -> None:
    words = [
        Dimension("selection", "categorical", choices=("focal", "largest")),
        Dimension("sanctions", "categorical", choices=(True, False)),
    ]
    design = {"selection": np.array([0.0, 1.0, 1.0]), "sanctions": np.array([1.0, 0.0, 1.0])}
    given = given_by_choices(SCENARIO, words, design, "here")
    assert given["scenario.selection"].tolist() == [0.0, 1.0, 1.0]
    assert given["scenario.sanctions"].tolist() == [0.0, 1.0, 0.0]


def test_too_many_combinations_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MOST_COMBINATIONS", 1)
    words = [Dimension("sanctions", "categorical", choices=(True, False))]
    with pytest.raises(ScenarioError, match=r"here: .* 2 combinations .*at most 1"):
        given_by_choices(SCENARIO, words, {"sanctions": np.array([0.0, 1.0])}, "here")


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("selection", ("focal", "largest", "smallest")),
        ("expectation", ("equilibrium", "adaptive")),
        ("structure", ("reference", "social", "enforced")),
        ("private_memory", ("none", "accumulated")),
        ("mutiny.happens", (True, False)),
        ("war", ("none", "hazard")),
        (NEWS, (0.7, 11.0)),
    ],
)
def test_a_choice_that_is_given_runs_like_a_scenario_that_is_set(
    key: str, values: tuple[Any, ...]
) -> None:
    choice = Dimension(key, "categorical", choices=values)
    codes = np.arange(float(len(values)))
    given = given_by_choices(SCENARIO, [choice], {key: codes}, "here")
    numbers = [5] * len(values)
    lives = Lives(numbers, {name: rows.tolist() for name, rows in given.items()})
    batch = run_lives(plan_of(SCENARIO), 3, lives, Target.CPU)
    for code, value in enumerate(values):
        plan = plan_of(changed_scenario(SCENARIO, [(key, value)]))
        alone = run_lives(plan, 3, Lives([5]), Target.CPU)
        assert np.array_equal(batch.parameters[code], alone.parameters[0])
        assert np.array_equal(batch.outcomes[code], alone.outcomes[0], equal_nan=True)
