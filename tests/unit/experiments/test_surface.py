"""Readings of an effect surface: rules by lot are those of the scenario, draw for draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments import surface as module
from interregnum.experiments.branches import Switch, endpoint_values
from interregnum.experiments.memory import run_in_memory
from interregnum.experiments.order import Order
from interregnum.experiments.surface import LOTS, Surfacing
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", ())
MUTINY = Switch("mutiny.happens", (True, False))


def asked(**changes: Any) -> Surfacing:
    given = {"scenario": SCENARIO, "switch": MUTINY, "runs": 500, "seed": 7, **changes}
    return Surfacing(**given)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"runs": 20}, "too few to fit"),
        ({"outcome": "collaps"}, "did you mean collapse"),
        ({"switch": Switch("selection", ("focal", "largest", "smallest"))}, "give two"),
        ({"switch": Switch("sanctoins", (True, False))}, "did you mean sanctions"),
    ],
)
def test_what_cannot_be_fitted_is_refused(change: dict[str, Any], rule: str) -> None:
    with pytest.raises(ScenarioError, match=rule):
        asked(**change)


def test_lots_are_even_and_do_not_depend_on_the_number_of_runs() -> None:
    few, many = asked(runs=500).lots, asked(runs=30_000).lots
    assert set(few) == set(LOTS)
    for rule, values in many.items():
        assert np.array_equal(values[:500], few[rule])
        counts = np.unique(values, return_counts=True)[1]
        assert len(counts) == len(LOTS[rule])
        assert np.allclose(counts / 30_000, 1.0 / len(counts), atol=0.015)
    chances = np.corrcoef(list(many.values()))
    assert np.abs(chances - np.eye(len(chances))).max() < 0.03


def test_a_rule_that_is_switched_is_not_drawn() -> None:
    switched = asked(switch=Switch("selection", ("focal", "largest")))
    assert set(switched.lots) == set(LOTS) - {"selection"}
    assert asked(structures=False).lots == {}


@pytest.mark.parametrize("rule", list(LOTS))
def test_a_rule_by_lot_gives_the_runs_of_a_scenario_that_states_it(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEWEST_RUNS", 10)
    one = asked(runs=12, outcome="exit_day")
    word, code = list(LOTS[rule].items())[-1]
    one.__dict__["lots"] = {rule: np.full(12, code)}
    value = code if "." in rule else word
    frames = []
    for happens in (True, False):
        settings = [(rule, value), ("mutiny.happens", happens)]
        scenario = load_scenario("mutiny-2023", settings)
        alone = scenario.model_copy(update={"contrast": None})
        frames.append(run_in_memory(Order(scenario=alone, runs=12, seed=7))["runs"].to_pandas())
    days = [endpoint_values(frame, "exit_day", 730) for frame in frames]
    readings = one.readings()
    assert readings.differences.tolist() == (days[0] - days[1]).tolist()
    assert readings.inputs[-1].categories == tuple(LOTS[rule])
