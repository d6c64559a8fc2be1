"""Political transitions: the critical cost against the values of both states, solved as such."""

from __future__ import annotations

import random

import numpy as np
import pytest

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError

CASE = {
    "elite_income_share": 0.5,
    "elite_population_share": 0.2,
    "discount": 0.9,
    "crisis_probability": 0.1,
}


def cost_from_values(income: float, people: float, discount: float, crisis: float) -> float:
    """Return the cost at which the poor are indifferent, from their value in both states.

    Mean income is 1. Taxed only while they could rise, at the rate that is best for them (found
    on a grid), they compare that promise with all income, less the cost, for ever.
    """
    poor = (1.0 - income) / (1.0 - people)
    taxes = np.linspace(0.0, 1.0, 20_001)
    transfer = float((taxes * (1.0 - poor) - 0.5 * taxes**2).max())
    matrix = np.array(
        [
            [1.0 - discount * crisis, -discount * (1.0 - crisis)],
            [-discount * crisis, 1.0 - discount * (1.0 - crisis)],
        ]
    )
    promised = np.linalg.solve(matrix, [poor + transfer, poor])[0]
    return float(1.0 - promised * (1.0 - discount) * (1.0 - people))


def test_random_cases_equal_the_solution_of_the_value_equations() -> None:
    draw = random.Random(2)
    for _ in range(200):
        people, discount = draw.uniform(0.0, 0.9), draw.uniform(0.0, 0.98)
        income, crisis = draw.uniform(people, 1.0), draw.random()
        case = dict(zip(CASE, (income, people, discount, crisis), strict=True))
        expected = cost_from_values(income, people, discount, crisis)
        assert solution_of("acemoglu_robinson", case)["critical_cost"] == pytest.approx(
            expected, abs=1e-7
        )


def test_equal_shares_leave_nothing_to_redistribute() -> None:
    case = CASE | {"elite_income_share": 0.2}
    assert solution_of("acemoglu_robinson", case) == {"critical_cost": 0.2}


def test_a_threat_that_lasts_makes_promises_credible() -> None:
    costs = [
        solution_of("acemoglu_robinson", CASE | {"crisis_probability": q})["critical_cost"]
        for q in (0.0, 0.25, 0.5, 1.0)
    ]
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"elite_income_share": 0.1}, "elite_income_share = 0.1 is below"),
        ({"elite_population_share": 1.0}, "out of range"),
        ({"discount": 1.1}, "out of range"),
        ({"crisis_probability": -0.1}, "out of range"),
    ],
)
def test_an_elite_that_is_none_is_refused(wrong: dict[str, float], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        solution_of("acemoglu_robinson", CASE | wrong)


@pytest.mark.parametrize("income", [0.0, 5e-324, 0.5, 1.0])
@pytest.mark.parametrize("people", [0.0, 1.0 - 2.0**-53])
def test_extreme_shares_stay_within_bounds(income: float, people: float) -> None:
    shares = {"elite_income_share": max(income, people), "elite_population_share": people}
    cost = solution_of("acemoglu_robinson", CASE | shares)["critical_cost"]
    assert 0.0 <= cost <= 1.0
