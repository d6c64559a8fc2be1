"""The vanguard's followers: cutoffs against beliefs on a grid, and where the last of them go."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from interregnum.canonical.shelf import solution_of

PLAIN = {"cost": 0.25, "share_needed": 0.3, "signal": 0.0}


def random_case(draw: random.Random) -> dict[str, float]:
    return {
        "cost": 10.0 ** draw.uniform(-2.0, 1.0),
        "share_needed": draw.uniform(0.02, 0.98),
        "signal": draw.uniform(-3.0, 6.0),
        "mean": draw.uniform(-1.0, 2.0),
        "value": 10.0 ** draw.uniform(-1.0, 1.0),
        "sd_state": 10.0 ** draw.uniform(-0.7, 0.7),
        "sd_private": 10.0 ** draw.uniform(-0.7, 0.7),
        "sd_signal": 10.0 ** draw.uniform(-0.7, 0.7),
    }


def gain(cutoff: float, case: dict[str, Any]) -> float:
    """Return γ x̂ P(the regime falls | x̂, s) - k by precision weighting, with SciPy's normal."""
    state, private, public = (
        case[name] ** -2.0 for name in ("sd_state", "sd_private", "sd_signal")
    )
    whole = state + private + public
    mean = (state * case["mean"] + private * cutoff + public * case["signal"]) / whole
    needed = cutoff - case["sd_private"] * ndtri(1.0 - case["share_needed"])
    return float(case["value"] * cutoff * ndtr((mean - needed) * whole**0.5) - case["cost"])


def scanned(case: dict[str, Any]) -> list[float]:
    """Return every zero of the gain that a fine scan sees."""
    grid = np.geomspace(1e-4, 1e4, 6001)
    values = [gain(x, case) for x in grid]
    return [
        brentq(gain, grid[i], grid[i + 1], args=(case,), xtol=1e-14)
        for i in range(len(grid) - 1)
        if (values[i] > 0.0) != (values[i + 1] > 0.0)
    ]


def test_random_cases_have_the_cutoffs_that_a_scan_finds() -> None:
    draw = random.Random(3)
    seen = set()
    for _ in range(60):
        case = random_case(draw)
        expected = scanned(case)
        found = solution_of("vanguard", case)["cutoffs"]
        assert found == pytest.approx(expected, rel=1e-9)
        seen.add(len(found))
    assert seen == {0, 2}


def test_beliefs_on_a_grid_confirm_the_chance_of_success() -> None:
    """Bayes' rule by summation, without any conjugate formula."""
    draw = random.Random(8)
    confirmed = 0
    for _ in range(40):
        case = random_case(draw)
        for cutoff in solution_of("vanguard", case)["cutoffs"]:
            centre = cutoff - case["sd_private"] * ndtri(1.0 - case["share_needed"])
            theta = centre + 3e-4 * (np.arange(-200_000, 200_000) + 0.5)
            log_density = -0.5 * (
                ((theta - case["mean"]) / case["sd_state"]) ** 2
                + ((cutoff - theta) / case["sd_private"]) ** 2
                + ((case["signal"] - theta) / case["sd_signal"]) ** 2
            )
            density = np.exp(log_density - log_density.max())
            taking_part = ndtr((theta - cutoff) / case["sd_private"])
            falls = density[taking_part >= case["share_needed"]].sum() / density.sum()
            assert case["value"] * cutoff * falls == pytest.approx(case["cost"], rel=1e-5)
            confirmed += 1
    assert confirmed > 20


def test_followers_vanish_exactly_below_the_least_signal() -> None:
    draw = random.Random(21)
    for _ in range(60):
        case = random_case(draw)
        least = solution_of("vanguard", case)["least_mobilising_signal"]
        step = 1e-6 * (1.0 + abs(least))
        assert len(solution_of("vanguard", case | {"signal": least + step})["cutoffs"]) == 2
        assert solution_of("vanguard", case | {"signal": least - step})["cutoffs"] == []


def test_at_the_least_signal_two_cutoffs_are_one() -> None:
    least = solution_of("vanguard", PLAIN)["least_mobilising_signal"]
    met = solution_of("vanguard", PLAIN | {"signal": least})["cutoffs"]
    near = solution_of("vanguard", PLAIN | {"signal": least + 1e-8})["cutoffs"]
    assert len(met) == 1
    assert near[0] < met[0] < near[1]


def test_the_least_signal_does_not_depend_on_the_signal() -> None:
    values = {
        solution_of("vanguard", PLAIN | {"signal": signal})["least_mobilising_signal"]
        for signal in (-5, 0, 7)
    }
    assert len(values) == 1


def test_certain_success_leaves_only_the_cost() -> None:
    cutoffs = solution_of("vanguard", PLAIN | {"signal": 1000.0, "value": 2.0})["cutoffs"]
    assert cutoffs[0] == pytest.approx(0.125, rel=1e-12)


EXTREMES: tuple[dict[str, float], ...] = (
    {"cost": 1e-300},
    {"cost": 1e15},
    {"value": 1e-15},
    {"value": 1e15, "cost": 1e-15},
    {"share_needed": 1e-300},
    {"share_needed": 1.0 - 2.0**-53},
    {"signal": 1e15},
    {"signal": -1e15},
    {"mean": 1e15},
    {"sd_state": 1e-9, "sd_private": 1e9},
    {"sd_state": 1e9, "sd_private": 1e-9},
    {"sd_signal": 1e9},
    {"sd_signal": 1e-9, "sd_private": 1e-9},
    {"sd_state": 1e-9, "sd_private": 1e-9, "sd_signal": 1e9, "mean": -1e15},
)


@pytest.mark.parametrize("case", EXTREMES, ids=str)
def test_extremes_stay_finite(case: dict[str, float]) -> None:
    solution = solution_of("vanguard", PLAIN | case)
    assert len(solution["cutoffs"]) in (0, 1, 2)
    assert all(np.isfinite([*solution["cutoffs"], solution["least_mobilising_signal"]]))
    assert all(cutoff > 0.0 for cutoff in solution["cutoffs"])
