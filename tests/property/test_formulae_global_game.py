"""Laws of the global game for all inputs, before and after the ruler survived."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import log_ndtr, ndtr, ndtri

from interregnum.canonical.shelf import solution_of
from interregnum.formulae.global_game import (
    Survived,
    find_survived_thresholds,
    is_attack_possible,
    margin_cutoff,
)
from interregnum.formulae.tails import hazard, log_one_minus, log_ratio
from interregnum.kernels.scalar import Target, compiled

find = compiled(find_survived_thresholds, Target.CPU)
possible = compiled(is_attack_possible, Target.CPU)
cutoff = compiled(margin_cutoff, Target.CPU)

precisions = st.one_of(st.floats(-6.0, 6.0), st.floats(-1.0, 2.0)).map(lambda x: 10.0**x)
costs = st.one_of(st.floats(0.01, 0.99), st.sampled_from([1e-12, 1e-6, 1.0 - 1e-12]))
survived = st.one_of(
    st.floats(0.0, 0.95),
    st.just(0.0),
    st.floats(-12, -0.05).map(lambda x: 10.0**x),
    st.floats(-2, 0),
)
games = st.builds(Survived, st.floats(-2.0, 3.0), precisions, precisions, costs, survived)


def solutions(game: Survived) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return roots, signals and stability."""
    roots, signals, stable = np.zeros(8), np.zeros(8), np.zeros(8)
    n = find(game, roots, signals, stable)
    return roots[:n], signals[:n], stable[:n] == 1.0


def case_of(mean: float, public: float, private: float, cost: float) -> dict[str, float]:
    """Return a case of the model on the shelf."""
    return {
        "public_mean": mean,
        "public_precision": public,
        "private_precision": private,
        "cost": cost,
    }


def advantage(game: Survived, q: np.ndarray) -> np.ndarray:
    """Return a number of the sign of P(θ ≤ t | x, survival) - c by SciPy; 0 where unclear."""
    total = math.sqrt(game.precision + game.private)
    kept = (game.precision * (game.mean - ndtr(q)) + math.sqrt(game.private) * q) / total
    gap = np.maximum(0.0, total * (ndtr(q) - game.threshold))
    value = log_ndtr(kept + gap) - log_ndtr(kept) + math.log1p(-game.cost)
    return np.where(np.abs(value) > 1e-11 * (1 + kept**2), value, 0.0)


@settings(max_examples=150, deadline=None)
@given(games)
def test_every_sign_change_of_an_independent_scan_holds_an_odd_number_of_solutions(
    game: Survived,
) -> None:
    roots, signals, _ = solutions(game)
    ours = (signals - roots) * math.sqrt(game.private)
    start = max(float(ndtri(game.threshold)), -37.0) if game.threshold > 0.0 else -37.0
    points = [np.linspace(start, 37, 4000), start + np.geomspace(1e-12, 60, 1500)]
    q = np.unique(np.concatenate(points))
    signs = np.sign(advantage(game, q))
    q, signs = q[signs != 0], signs[signs != 0]
    slack = 1e-8 * (1 + np.abs(q))
    for i in np.nonzero(signs[1:] != signs[:-1])[0]:
        inside = (ours >= q[i] - slack[i]) & (ours <= q[i + 1] + slack[i + 1])
        assert np.count_nonzero(inside) % 2 == 1


@settings(max_examples=150, deadline=None)
@given(games)
def test_solutions_lie_above_what_was_survived_and_alternate(game: Survived) -> None:
    roots, signals, stable = solutions(game)
    assert len(roots) % 2 == (0 if game.threshold >= 0.0 else 1)
    assert np.all(np.diff(signals) >= 0.0)
    assert np.all((roots >= game.threshold) & (roots <= 1.0))
    first = game.threshold < 0.0
    assert list(stable) == [(i % 2 == 0) == first for i in range(len(roots))]
    assert possible(game) == (len(roots) > 0)


@settings(max_examples=60, deadline=None)
@given(st.floats(-1, 2), precisions, precisions, st.floats(0.01, 0.99))
def test_having_survived_nothing_is_the_static_game(
    mean: float, public: float, private: float, cost: float
) -> None:
    # Near the uniqueness bound a distant truncation may round to another count.
    assume(abs(public / math.sqrt(2 * math.pi * private) - 1) > 1e-3)
    case = case_of(mean, public, private, cost)
    before = solution_of("global_game", case, Target.CPU)
    after = solution_of("global_game", case | {"survived_threshold": -1e6}, Target.CPU)
    assert before["stable"] == after["stable"]
    assert before["theta_star"] == pytest.approx(after["theta_star"], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.floats(-1, 2), st.floats(0, 20), st.floats(0.1, 100), st.floats(0.01, 0.99))
def test_the_signal_cutoff_belongs_to_its_threshold(
    mean: float, public: float, private: float, cost: float
) -> None:
    case = case_of(mean, public, private, cost)
    solution = solution_of("global_game", case, Target.CPU)
    for theta, signal in zip(solution["theta_star"], solution["x_star"], strict=True):
        assert ndtr(math.sqrt(private) * (signal - theta)) == pytest.approx(theta, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-1, 2), st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.05, 0.95),
    st.floats(0.0, 0.9), st.floats(0.1, 20),
)  # fmt: skip
def test_a_new_attack_is_possible_just_below_the_margin_cutoff_and_not_just_above(
    mean: float, public: float, private: float, cost: float, threshold: float, margin: float
) -> None:
    game = Survived(mean, public, private, cost, threshold)
    edge = cutoff(game, margin)
    assert math.isfinite(edge)
    step = 1e-6 * (1 + abs(edge))
    for seen, expected in ((edge - step, True), (edge + step, False)):
        total = public + margin
        learned = game._replace(mean=(public * mean + margin * seen) / total, precision=total)
        assert possible(learned) is expected


@given(st.floats(-60.0, 8.0), st.floats(-13.0, 1.0).map(lambda x: 10.0**x))
def test_tail_ratios_agree_with_sixty_digits(kept: float, gap: float) -> None:
    with mpmath.workdps(60):
        low = mpmath.erfc(-mpmath.mpf(kept) / mpmath.sqrt(2)) / 2
        high = mpmath.erfc(-(mpmath.mpf(kept) + mpmath.mpf(gap)) / mpmath.sqrt(2)) / 2
        expected = mpmath.log(high / low)
        assert log_ratio(kept, gap) == pytest.approx(float(expected), rel=1e-11)
        assert hazard(kept) == pytest.approx(float(mpmath.npdf(kept) / low), rel=1e-13)


@given(st.floats(-20.0, -0.1).map(lambda x: 10.0**x))
def test_the_logarithm_keeps_its_digits_near_one(x: float) -> None:
    assert log_one_minus(x) == pytest.approx(math.log1p(-x), rel=1e-14)
