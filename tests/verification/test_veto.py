"""Veto players: the chance of a settlement against draws and against SciPy's normal law."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.special import ndtr

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError

N_DRAWS = 200_000


@pytest.mark.parametrize("players", [2, 3, 5, 20])
def test_drawn_claims_settle_as_often(players: int) -> None:
    generator = np.random.default_rng(players)
    claims = 1.0 / players + 0.2 * generator.standard_normal((N_DRAWS, players))
    settled = float((claims.sum(axis=1) <= 1.3).mean())
    case = {"players": players, "total_cost": 0.3, "noise": 0.2}
    expected = solution_of("veto", case)["settlement_probability"]
    error = (expected * (1.0 - expected) / N_DRAWS) ** 0.5
    assert abs(settled - expected) < 4.0 * error


def test_random_cases_equal_the_normal_law() -> None:
    draw = random.Random(1)
    for _ in range(300):
        n, cost, noise = draw.randint(1, 50), draw.uniform(0, 2), 10.0 ** draw.uniform(-3, 1)
        case = {"players": n, "total_cost": cost, "noise": noise}
        expected = float(ndtr(cost / (noise * n**0.5)))
        assert solution_of("veto", case)["settlement_probability"] == pytest.approx(
            expected, abs=1e-14
        )


def test_more_players_settle_less_often() -> None:
    chances = [
        solution_of("veto", {"players": n, "total_cost": 0.3, "noise": 0.2})[
            "settlement_probability"
        ]
        for n in range(1, 30)
    ]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    ("players", "cost", "noise", "chance"),
    [(2, 0.3, 0.0, 1.0), (2, 0.0, 0.0, 1.0), (2, 0.0, 0.1, 0.5), (10**15, 1.0, 1e15, 0.5),
     (2, 1e15, 5e-324, 1.0)],
)  # fmt: skip
def test_extremes_have_their_limits(players: int, cost: float, noise: float, chance: float) -> None:
    case = {"players": players, "total_cost": cost, "noise": noise}
    assert solution_of("veto", case)["settlement_probability"] == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize("wrong", [{"players": 2.5}, {"players": 0}, {"noise": -1}])
def test_impossible_players_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ScenarioError, match=next(iter(wrong))):
        solution_of("veto", {"players": 2, "total_cost": 0.3, "noise": 0.2} | wrong)
