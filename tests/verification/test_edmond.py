"""Information manipulation: the solver against a discretised game and against a plain search."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError
from interregnum.formulae.edmond import manipulated_threshold

EXTREMES = (1e-30, 1e-9, 1e-3, 1.0, 4.13, 4.14, 1e3, 1e9, 1e30)


def solved(cost: float, slope: float, precision: float) -> dict[str, Any]:
    case = {"cost": cost, "slope": slope, "signal_precision": precision}
    return solution_of("edmond", case)


def smallest_loss(position: float, ratio: float) -> tuple[float, float]:
    """Return min over A ≥ 0 of Φ(X - A) + A²/2r, and the A: a grid, then a local search."""

    def loss(hidden: Any) -> Any:
        return ndtr(position - hidden) + hidden * hidden / (2.0 * ratio)

    grid = np.linspace(0.0, max(position, 0.0) + 12.0, 4001)
    best = int(np.argmin(loss(grid)))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13})
    corner = float(loss(0.0))
    return (corner, 0.0) if corner <= found.fun else (float(found.fun), float(found.x))


@pytest.mark.parametrize("precision", [0.25, 1.0, 4.0, 16.0])
def test_the_discretised_game_has_the_same_threshold(precision: float) -> None:
    """Regimes, actions and beliefs on grids, no algebra: the published conditions as they are."""
    cost, slope, root = 0.25, 1.0, precision**0.5
    strength = np.linspace(-12.0 / root, 2.0 + 12.0 / root, 3001)
    actions = np.linspace(0.0, 2.5, 1001)

    def weakest(cutoff: float) -> tuple[float, float]:
        near = (strength > -0.01) & (strength < 1.01)
        seen = ndtr(root * (cutoff - strength[near][:, None] - actions))
        payoff = strength[near][:, None] - seen - 0.5 * slope * actions**2
        best = payoff.argmax(axis=1)
        held = payoff.max(axis=1) >= 0.0
        hidden = np.zeros_like(strength)
        hidden[near] = np.where(held, actions[best], 0.0)
        survives = strength > 1.0
        survives[near] = held
        # Above 1 the best action is found the same way, on the strengths that x* could mean.
        far = strength >= 1.01
        lost = ndtr(root * (cutoff - strength[far][:, None] - actions)) + 0.5 * slope * actions**2
        hidden[far] = actions[lost.argmin(axis=1)]
        density = np.exp(-0.5 * precision * (cutoff - strength - hidden) ** 2)
        return float(strength[survives][0]), float(density[~survives].sum() / density.sum())

    low, high = -5.0, 5.0
    for _ in range(18):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if weakest(middle)[1] > cost else (low, middle)
    step = strength[1] - strength[0]
    assert solved(cost, slope, precision)["theta_star"] == pytest.approx(
        weakest(low)[0], abs=2.0 * step
    )


def test_random_games_equal_a_plain_search() -> None:
    draw = random.Random(11)
    for _ in range(60):
        cost, ratio = draw.uniform(0.01, 0.99), 10.0 ** draw.uniform(-3.0, 4.0)
        slope = 10.0 ** draw.uniform(-3.0, 3.0)
        position = brentq(
            lambda x, c=cost, r=ratio: c * smallest_loss(x, r)[0] - (1.0 - c) * ndtr(-x),
            -8.0,
            30.0,
            xtol=1e-13,
        )
        loss, _ = smallest_loss(position, ratio)
        assert solved(cost, slope, ratio * slope)["theta_star"] == pytest.approx(loss, abs=1e-8)


def test_nobody_gains_by_another_action_or_another_cutoff() -> None:
    """At the reported equilibrium the regime at θ* is indifferent, and its action is the best."""
    draw = random.Random(5)
    for _ in range(40):
        cost, slope = draw.uniform(0.02, 0.98), 10.0 ** draw.uniform(-2.0, 2.0)
        precision = slope * 10.0 ** draw.uniform(-3.0, 3.0)
        found = solved(cost, slope, precision)
        root, theta = precision**0.5, found["theta_star"]

        def attack(action: float, found: Any = found, root: float = root) -> float:
            return float(ndtr(root * (found["x_star"] - found["theta_star"] - action)))

        loss = attack(found["action"]) + 0.5 * slope * found["action"] ** 2
        assert theta == pytest.approx(loss, abs=1e-9)
        others = np.linspace(0.0, 3.0 * found["action"] + 3.0 / root, 500)
        assert all(attack(a) + 0.5 * slope * a * a >= theta - 1e-9 for a in others)


@pytest.mark.parametrize("ratio", EXTREMES)
@pytest.mark.parametrize("cost", [1e-300, 1e-9, 0.25, 0.999999, 1.0 - 2.0**-53])
def test_extremes_stay_between_nothing_and_the_global_game(ratio: float, cost: float) -> None:
    found = manipulated_threshold(cost, 1.0, ratio)
    assert all(np.isfinite(found))
    assert 0.0 <= found.threshold <= (1.0 - cost) * (1.0 + 1e-12)
    assert found.action >= 0.0


@pytest.mark.parametrize("cost", [0.05, 0.25, 0.9])
def test_cheaper_or_sharper_lies_help_the_regime_always(cost: float) -> None:
    thresholds = [manipulated_threshold(cost, 1.0, 10.0**k).threshold for k in range(-12, 13)]
    assert thresholds == sorted(thresholds, reverse=True)
    assert thresholds[0] == pytest.approx(1.0 - cost, abs=1e-9)
    assert thresholds[-1] < 1e-8


@pytest.mark.parametrize("wrong", [{"cost": 0.0}, {"cost": 1.0}, {"slope": 0}, {"slope": -1}])
def test_impossible_costs_are_refused(wrong: dict[str, float]) -> None:
    case = {"cost": 0.25, "slope": 1.0, "signal_precision": 1.0}
    with pytest.raises(ScenarioError, match="out of range"):
        solution_of("edmond", case | wrong)
