"""Cascades on random networks agree with SciPy, with sums over degrees and with real networks."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy import optimize, special, stats

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError
from interregnum.formulae.poisson import poisson_at, poisson_mass
from interregnum.formulae.random_network import find_windows, largest_degree
from interregnum.kernels.scalar import Target, compiled

MOST = 60


@pytest.mark.parametrize("mean", [1e-300, 1e-6, 0.3, 1.0, 15.9, 64.0, 599.0, 601.0, 3e4, 1e6])
def test_the_poisson_law_has_all_its_digits(mean: float) -> None:
    spread = math.sqrt(mean)
    counts = {0, 1, 2, 15, 16, 17, 63, 64, 65, *(int(mean + k * spread) for k in range(-9, 10))}
    for count in sorted(c for c in counts if c >= 0):
        mass, below = poisson_at(count, mean)
        assert mass == pytest.approx(poisson_mass(count, mean), rel=1e-12, abs=1e-300)
        with mpmath.workdps(40):
            size = mpmath.mpf(mean)
            exact = float(mpmath.exp(count * mpmath.log(size) - size - mpmath.loggamma(count + 1)))
        assert mass == pytest.approx(exact, rel=1e-12, abs=1e-280)
        assert below == pytest.approx(float(special.pdtr(count, mean)), rel=1e-9, abs=1e-280)


def test_the_poisson_law_without_a_mean_or_below_zero_is_a_step() -> None:
    assert [tuple(poisson_at(n, 0.0)) for n in (-1, 0, 1)] == [(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    assert tuple(poisson_at(-1, 2.0)) == (0.0, 0.0)


def test_degrees_are_counted_exactly_however_the_threshold_is_rounded() -> None:
    for parts in range(1, 2001):
        assert largest_degree(1, 1.0 / parts) == parts
        threshold = parts / 2000
        for active in (1, 2, 3, 7, 50):
            assert largest_degree(active, threshold) == Fraction(2000 * active, parts) // 1


def window_by_bisection(allowed: int) -> list[float]:
    """Return the bounds where z P(Pois(z) <= allowed) is 1, from a grid and SciPy."""

    def excess(degree: float) -> float:
        return degree * float(special.pdtr(allowed, degree)) - 1.0

    grid = np.geomspace(0.5, 3.0 * allowed + 50.0, 400)
    inside = [degree for degree in grid if excess(float(degree)) > 0.0] if allowed >= 0 else []
    if not inside:
        return []
    return [
        float(optimize.brentq(excess, outside, within, xtol=1e-13))
        for outside, within in ((0.5, inside[0]), (grid[-1], inside[-1]))
    ]


def test_windows_are_where_scipy_finds_them() -> None:
    draw = random.Random(5)
    thresholds = [draw.uniform(0.003, 1.0) for _ in range(60)]
    thresholds += [10.0 ** draw.uniform(-2.5, -0.5) for _ in range(60)]
    thresholds += [1.0 / n for n in range(1, 60)] + [0.1, 0.2, 0.25, 0.3, 0.5, 0.001]
    for threshold in thresholds:
        allowed = math.floor(1.0 / Fraction(threshold).limit_denominator(10**7)) - 2
        window = solution_of("watts", {"threshold": threshold})["window"]
        assert window == pytest.approx(window_by_bisection(allowed), rel=1e-9)


@pytest.mark.parametrize(("threshold", "some"), [(1.0, 0), (0.5, 0), (0.2501, 0), (0.25, 2)])
def test_no_window_opens_above_a_quarter(threshold: float, some: int) -> None:
    assert len(solution_of("watts", {"threshold": threshold})["window"]) == some


def test_the_smallest_threshold_has_a_window() -> None:
    low, high = solution_of("watts", {"threshold": 1e-6})["window"]
    assert low == 1.0
    assert high * special.pdtr(999_998, high) == pytest.approx(1.0, rel=1e-6)


def test_many_windows_are_the_single_ones() -> None:
    thresholds = np.array([0.18, 0.5, 0.1, 1e-6, 1.0, 0.25])
    bounds = np.zeros((2, 6))
    compiled(find_windows)(thresholds, 1, 6, bounds[0], bounds[1])
    assert bounds[:, 0].tolist() == [0.0, 0.0]
    for threshold, row in zip(thresholds[1:].tolist(), bounds.T[1:].tolist(), strict=True):
        window = [z for z in row if z == z]
        assert solution_of("watts", {"threshold": threshold})["window"] == window


def share_over_degrees(threshold: Fraction, degree: float, seeds: float) -> float:
    """Return the share of Gleeson and Cahalane, degree by degree, by plain iteration."""
    k = np.arange(MOST + 1)
    weight = stats.poisson.pmf(k, degree)
    moves = np.array([[m >= threshold * n for m in range(MOST + 1)] for n in range(MOST + 1)]) * 1.0
    moves[0] = 0.0

    def moved(q: float, neighbours: np.ndarray[Any, Any]) -> Any:
        chance = stats.binom.pmf(k[None, :], neighbours[:, None], q)
        return np.sum(moves * np.nan_to_num(chance), axis=1)

    q, before = seeds, -1.0
    for _ in range(3000):
        if abs(q - before) < 1e-12:
            break
        before = q
        others = np.maximum(k - 1, 0)
        q = seeds + (1.0 - seeds) * float(np.sum(k * weight / degree * moved(q, others)))
    assert abs(q - before) < 1e-12
    return seeds + (1.0 - seeds) * float(np.sum(weight * moved(q, k)))


def test_shares_are_those_of_the_sum_over_degrees() -> None:
    draw = random.Random(9)
    for _ in range(25):
        threshold = Fraction(draw.randint(5, 100), draw.choice([100, 150, 300]))
        degree, seeds = draw.uniform(0.2, 14.0), 10.0 ** draw.uniform(-3.0, -0.5)
        given = {"threshold": float(threshold), "mean_degree": degree, "seed_share": seeds}
        share = solution_of("watts", given)["mean_field_share"]
        assert share == pytest.approx(share_over_degrees(threshold, degree, seeds), abs=1e-8)


def network_share(threshold: float, degree: float, seeds: float, draw: Any) -> float:
    """Return the share that acts in the end on one random network of 20,000 people."""
    n = 20_000
    ends = draw.integers(0, n, size=(2, draw.poisson(n * degree / 2)))
    degrees = np.bincount(ends.ravel(), minlength=n)
    active = draw.random(n) < seeds
    while True:
        around = np.bincount(ends[0], weights=active[ends[1]], minlength=n)
        around += np.bincount(ends[1], weights=active[ends[0]], minlength=n)
        after = active | ((around >= threshold * degrees - 1e-9) & (around > 0))
        if np.array_equal(after, active):
            return float(np.mean(active))
        active = after


@pytest.mark.parametrize(
    ("threshold", "degree", "seeds"),
    [(0.18, 3.0, 0.02), (0.18, 8.0, 0.01), (0.4, 4.0, 0.1), (0.5, 2.0, 0.05), (0.25, 1.0, 0.03)],
)
def test_shares_are_those_of_large_networks(threshold: float, degree: float, seeds: float) -> None:
    draw = np.random.default_rng(4)
    shares = [network_share(threshold, degree, seeds, draw) for _ in range(12)]
    given = {"threshold": threshold, "mean_degree": degree, "seed_share": seeds}
    error = float(np.std(shares, ddof=1)) / math.sqrt(len(shares))
    expected = solution_of("watts", given)["mean_field_share"]
    # A network of n people differs from an endless one by a few in n.
    assert abs(float(np.mean(shares)) - expected) < 4.0 * error + 3.0 / 20_000


def test_the_share_jumps_between_two_seed_shares_and_is_least_from_below() -> None:
    given = {"threshold": 0.18, "mean_degree": 6.0}

    def share(seeds: float) -> float:
        return float(solution_of("watts", given | {"seed_share": seeds})["mean_field_share"])

    low, high = 1e-4, 1e-3
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if share(middle) < 0.5 else (low, middle)
    assert share(low) < 0.05
    assert share(high) > 0.99
    assert high - low < 1e-15


@pytest.mark.parametrize("target", [Target.PYTHON, Target.CPU])
@pytest.mark.parametrize("threshold", [1e-6, 0.01, 0.18, 0.5, 1.0])
@pytest.mark.parametrize("degree", [0.0, 1e-300, 1.0, 50.0, 3e3])
def test_extreme_networks_stay_within_bounds(
    threshold: float, degree: float, target: Target
) -> None:
    given = {"threshold": threshold, "mean_degree": degree}
    seeds = [0.0, 1e-300, 1e-9, 0.3, 1.0]
    shares = [
        solution_of("watts", given | {"seed_share": seed}, target)["mean_field_share"]
        for seed in seeds
    ]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert all(share >= seed for share, seed in zip(shares, seeds, strict=True))


def test_the_densest_network_is_solved() -> None:
    given = {"threshold": 0.3, "mean_degree": 1e5}
    for seeds, share in ((0.29, 0.29), (0.31, 1.0)):
        solution = solution_of("watts", given | {"seed_share": seeds}, Target.CPU)
        assert solution["mean_field_share"] == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"mean_degree": 3}, "seed_share is missing"),
        ({"seed_share": 0.1}, "mean_degree is missing"),
        ({"threshold": 0}, "threshold = 0 is out of range"),
        ({"threshold": 1.5}, "threshold = 1.5 is out of range"),
        ({"mean_degree": -1, "seed_share": 0.1}, "mean_degree = -1 is out of range"),
        ({"mean_degree": 1, "seed_share": 2}, "seed_share = 2 is out of range"),
    ],
)
def test_wrong_networks_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        solution_of("watts", {"threshold": 0.18} | given)
