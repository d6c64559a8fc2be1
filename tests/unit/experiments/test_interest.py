"""Outcomes of interest are sums of classes, and inputs are what was drawn."""

from __future__ import annotations

import pandas as pd
import pytest

import interregnum as ir
from interregnum.engine.plan import plan_of
from interregnum.errors import UsageError
from interregnum.experiments.interest import INTERESTS, inputs_of, interest_of

RUNS = pd.DataFrame(
    {
        "outcome": ["survives", "survives", "democracy", "regular_exit", "insider"],
        "result.contested": [False, True, False, False, False],
    }
)


def test_a_collapse_is_a_removal_or_a_fall_that_was_won_back() -> None:
    def came(outcome: str) -> list[bool]:
        return [bool(held) for held in interest_of(RUNS, outcome)]

    assert came("removed") == [False, False, True, False, True]
    assert came("contested") == [False, True, False, False, False]
    assert came("collapse") == [False, True, True, False, True]
    assert came("survives") == [True, True, False, False, False]
    assert came("democracy") == [False, False, True, False, False]


def test_an_unknown_outcome_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean democracy"):
        interest_of(RUNS, "democrcy")
    assert {"removed", "collapse", "fragmentation"} <= set(INTERESTS)


def test_inputs_are_the_parameters_that_were_drawn() -> None:
    scenario = ir.load("mutiny-2023", {"public_signal.exposure_precision": 5.0}).scenario
    plan = plan_of(scenario)
    drawn = next(row.name for row in plan.parameters if row.draw == "uniform")
    runs = pd.DataFrame({drawn: [0.1, 0.2], "public_signal.exposure_precision": [5.0, 5.0]})
    assert list(inputs_of(plan, runs)) == [drawn]
