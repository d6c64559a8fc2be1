"""Cascades of thresholds agree with brute force, with root-finding and with their exact law."""

from __future__ import annotations

import math
import random
from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError
from interregnum.formulae.threshold_cascade import (
    everybody_probability,
    mean_cascade,
    nobody_probability,
    random_cascade,
)
from interregnum.formulae.threshold_equilibrium import critical_spread, least_equilibrium
from interregnum.kernels.scalar import Target, compiled

SIGMAS = 4.0
# The probability beyond four standard deviations of the normal law, two-sided.
RARE = 2.0 * stats.norm.sf(SIGMAS)


def day_by_day(thresholds: list[float]) -> int:
    """Return the final count of a crowd that looks around again and again."""
    active = 0
    while (joined := sum(t <= active for t in thresholds)) > active:
        active = joined
    return active


def law(agents: int) -> list[float]:
    """Return P(final = 0), ..., P(final = N), by the closed form."""

    def probability(k: int) -> float:
        if k == agents - 1:
            return 0.0
        rest = (agents - k) * math.log(agents - k - 1) if k < agents else 0.0
        ways = math.log(math.comb(agents, k)) if k < agents else 0.0
        return math.exp(ways + (k - 1) * math.log(k + 1) + rest - agents * math.log(agents))

    return [probability(k) for k in range(agents + 1)]


def test_lists_agree_with_a_crowd_that_looks_around_again_and_again() -> None:
    draw = random.Random(1)
    for _ in range(500):
        n = draw.randint(1, 30)
        whole = [float(draw.randint(-1, n)) for _ in range(n)]
        broken = [draw.uniform(-0.5, 0.6 * n) for _ in range(n)]
        for thresholds in (whole, broken):
            assert solution_of("granovetter", {"thresholds": thresholds}) == {
                "final": day_by_day(thresholds)
            }


@pytest.mark.parametrize(
    ("thresholds", "final"),
    [([0], 1), ([1], 0), ([1e-9], 0), ([-3, 1e15], 1), ([3, 2, 1, 0], 4), ([0, 1.5, 1.5], 1)],
)
def test_small_crowds_end_where_they_must(thresholds: list[float], final: int) -> None:
    assert solution_of("granovetter", {"thresholds": thresholds}) == {"final": final}


def least_by_scanning(mean: float, spread: float) -> float:
    """Return the least root of Φ((r-mean)/spread) - r, from the first change of sign on a grid."""

    def gap(share: Any) -> Any:
        return stats.norm.cdf((share - mean) / spread) - share

    grid = np.concatenate([[0.0], np.geomspace(1e-12, 1e-3, 200), np.linspace(0.001, 1.0, 20_001)])
    after = int(np.argmax(gap(grid) <= 0.0))
    if after == 0:
        return 0.0
    return float(optimize.brentq(gap, grid[after - 1], grid[after], xtol=1e-15))


def test_equilibria_are_the_least_roots() -> None:
    draw = random.Random(2)
    for _ in range(300):
        mean, spread = draw.uniform(-20.0, 120.0), 10.0 ** draw.uniform(-0.3, 3.0)
        solution = solution_of("granovetter", {"mean": mean, "sd": spread})
        expected = 100.0 * least_by_scanning(mean / 100.0, spread / 100.0)
        assert solution["equilibrium_percent"] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("mean", "sd", "percent"),
    [
        (25.0, 0.0, 0.0),
        (0.0, 0.0, 100.0),
        (-1.0, 0.0, 100.0),
        (25.0, 1e-300, 0.0),
        (25.0, 1e15, 50.0),
        (1e15, 1.0, 0.0),
        (-1e15, 1.0, 100.0),
        (50.0, 100.0 / math.sqrt(2.0 * math.pi), 50.0),
        (50.0, 200.0, 50.0),
        (100.0, 1e-6, 0.0),
    ],
)
def test_extreme_distributions_have_their_limits(mean: float, sd: float, percent: float) -> None:
    solution = solution_of("granovetter", {"mean": mean, "sd": sd})
    assert solution["equilibrium_percent"] == pytest.approx(percent, abs=1e-3)


def test_the_equilibrium_jumps_at_the_critical_spread_and_nowhere_else() -> None:
    for mean in (0.01, 0.1, 0.25, 0.4, 0.49):
        critical = critical_spread(mean)
        below, at, above = (least_equilibrium(mean, critical * x) for x in (1 - 1e-9, 1, 1 + 1e-9))
        u = stats.norm.ppf(at)
        assert at == pytest.approx(stats.norm.cdf((at - mean) / critical), abs=1e-12)
        assert stats.norm.pdf(u) == pytest.approx(critical, rel=1e-5)
        assert below == pytest.approx(at, abs=1e-3)
        assert above > at + 0.02


@pytest.mark.parametrize("mean", [-5.0, 0.0, 50.0, 75.0])
def test_nothing_jumps_unless_the_mean_lies_between_nobody_and_half(mean: float) -> None:
    solution = solution_of("granovetter", {"mean": mean, "sd": 10.0})
    assert solution["critical_sd"] is None


@pytest.mark.parametrize("agents", [1, 2, 3, 4, 5])
def test_the_exact_law_counts_every_list_of_thresholds(agents: int) -> None:
    counts = [0] * (agents + 1)
    for thresholds in product(range(agents), repeat=agents):
        counts[day_by_day([float(t) for t in thresholds])] += 1
    shares = np.array(counts) / agents**agents
    assert nobody_probability(agents) == pytest.approx(shares[0], abs=1e-14)
    assert everybody_probability(agents) == pytest.approx(shares[-1], abs=1e-14)
    assert mean_cascade(agents) == pytest.approx(float(shares @ np.arange(agents + 1)), rel=1e-13)
    if agents > 1:
        assert shares == pytest.approx(law(agents), abs=1e-14)


@pytest.mark.parametrize("agents", [10, 100, 1000])
def test_the_mean_is_that_of_the_closed_form(agents: int) -> None:
    expected = math.fsum(k * p for k, p in enumerate(law(agents)))
    assert mean_cascade(agents) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("agents", [2, 7, 100])
def test_simulated_cascades_follow_the_exact_law(agents: int) -> None:
    replicas = 40_000
    cascade = compiled(random_cascade)
    counts = np.bincount([cascade(3, r, agents) for r in range(replicas)], minlength=agents + 1)
    expected = replicas * np.array(law(agents))
    usual = expected > 5.0
    gaps = np.append((counts - expected)[usual], np.sum((counts - expected)[~usual]))
    weights = np.append(expected[usual], max(float(np.sum(expected[~usual])), 1.0))
    assert stats.chi2.sf(float(np.sum(gaps**2 / weights)), len(gaps) - 1) > RARE


@pytest.mark.parametrize("agents", [1, 2, 50, 3000])
def test_simulated_shares_lie_within_four_standard_errors(agents: int) -> None:
    replicas = 4000
    given = {"agents": agents, "replicas": replicas, "seed": 11}
    solution = solution_of("granovetter", given, Target.CPU)
    for name in ("share_final_zero", "share_final_all"):
        p = solution[f"exact_{name}"]
        error = math.sqrt(p * (1.0 - p) / replicas)
        assert abs(solution[name] - p) <= SIGMAS * error + 1e-12
    shares = np.array(law(agents)) if agents > 1 else np.array([0.0, 1.0])
    sizes = np.arange(agents + 1)
    mean = float(shares @ sizes)
    error = math.sqrt(max(float(shares @ (sizes - mean) ** 2), 0.0) / replicas)
    assert abs(solution["mean_final"] - mean) <= SIGMAS * error + 1e-9


def test_more_replicas_extend_the_same_sequence_and_other_seeds_differ() -> None:
    def joined(replicas: int, seed: int) -> float:
        given = {"agents": 60, "replicas": replicas, "seed": seed}
        return float(solution_of("granovetter", given, Target.CPU)["mean_final"]) * replicas

    one_by_one = sum(compiled(random_cascade)(7, r, 60) for r in range(2500))
    assert joined(2500, 7) == pytest.approx(one_by_one, abs=1e-6)
    assert joined(2500, 7) != joined(2500, 8)
    assert joined(2500, 2**62 + 7) != joined(2500, 7)


def test_a_long_simulation_is_compiled_unless_somebody_says_otherwise() -> None:
    short = solution_of("granovetter", {"agents": 5, "replicas": 50, "seed": 0})
    assert short == solution_of("granovetter", {"agents": 5, "replicas": 50, "seed": 0}, Target.CPU)
    long = solution_of("granovetter", {"agents": 10_000, "replicas": 2000, "seed": 0})
    assert 60.0 < long["mean_final"] < 190.0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no input is given; give one of: thresholds; mean and sd; agents and replicas"),
        ({"mean": 25}, "sd is missing; mean needs it"),
        ({"sd": 5}, "mean is missing; sd needs it"),
        ({"agents": 5, "replicas": 5}, "seed is missing; agents needs it"),
        ({"thresholds": [0], "mean": 25, "sd": 5}, "do not go together"),
        ({"thresholds": []}, "is empty"),
        ({"mean": 25, "sd": -1}, "sd = -1 is out of range"),
        ({"agents": 0, "replicas": 1, "seed": 1}, "agents = 0 is out of range"),
        ({"agents": 2.5, "replicas": 1, "seed": 1}, "agents = 2.5 is not whole"),
        ({"agents": 2, "replicas": 1, "seed": -1}, "seed = -1 is out of range"),
        ({"agents": 2, "replicas": 1, "seed": 2**63}, "is out of range"),
        ({"agents": [2], "replicas": 1, "seed": 1}, "is a list"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        solution_of("granovetter", given)


def test_the_largest_seed_is_taken_exactly() -> None:
    given = {"agents": 30, "replicas": 200}
    last, before = (
        solution_of("granovetter", given | {"seed": 2**63 - k}, Target.CPU) for k in (1, 2)
    )
    assert last["mean_final"] != before["mean_final"]
