"""What is ordered is checked before anything runs."""

from __future__ import annotations

from typing import Any

import pytest

import interregnum as ir
from interregnum.errors import ScenarioError
from interregnum.experiments.order import Order

SCENARIO = ir.load("mutiny-2023").scenario


def test_the_contrast_is_a_second_arm() -> None:
    order = Order(scenario=SCENARIO, runs=1, seed=0)
    names = [("runs", "events", "series"), ("contrast", "contrast_events", "contrast_series")]
    assert [arm[:3] for arm in order.arms] == names
    alone = SCENARIO.model_copy(update={"contrast": None})
    assert [arm.runs for arm in Order(scenario=alone, runs=1, seed=0).arms] == ["runs"]


@pytest.mark.parametrize(
    "wrong", [{"runs": 0}, {"runs": 2**31 + 1}, {"runs": True}, {"seed": -1}, {"seed": 2**63}]
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ScenarioError, match=next(iter(wrong))):
        Order(**{"scenario": SCENARIO, "runs": 1, "seed": 0, **wrong})
