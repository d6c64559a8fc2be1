"""The coordination day on the grid equals the model's sums, its closed form and published roots."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from interregnum.formulae.coordination import ClassView, find_thresholds, share_acting
from verification.grid_day import (
    COSTS,
    KINDS,
    PRECISIONS,
    WEIGHTS,
    Day,
    believed,
    hermite,
    lowest_candidate,
    reference_attack,
    reference_share,
    three,
)
from workspaces import CENTRES, classes_of, gaussian_belief


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spread", [1.0, 0.4, 0.1])
def test_the_attack_equals_the_models_sum(kind: str, spread: float) -> None:
    day = Day(believed(kind), three(spread))
    start = float(CENTRES[lowest_candidate(day.belief)])
    for t in (start, 0.5 * (start + 0.4), 0.4, 1.0):
        exact = reference_attack(day.belief, day.classes, t)
        assert day.attack(t) == pytest.approx(exact, abs=1e-10 if spread > 0.1 else 2e-10)


@pytest.mark.parametrize(("spread", "error"), [(1.0, 1e-11), (0.7, 1e-8), (0.4, 1e-5)])
def test_the_nodes_of_the_text_err_by_what_is_said(spread: float, error: float) -> None:
    belief = believed("cut")
    for t in (0.3, 0.6):
        exact = reference_attack(belief, three(spread), t)
        assert abs(reference_attack(belief, three(spread), t, hermite) - exact) < error


@pytest.mark.parametrize("kind", KINDS)
def test_every_root_solves_the_models_equation(kind: str) -> None:
    day = Day(believed(kind), three(0.4, [-0.5, -0.6, -0.7]))
    assert len(day.roots) > 0
    for root in day.roots:
        low, high = root - 1e-4, root + 1e-4

        def excess(t: float) -> float:
            return reference_attack(day.belief, day.classes, t) - t

        assert excess(low) > 0.0 > excess(high)
        assert root == pytest.approx(brentq(excess, low, high, xtol=1e-13), abs=1e-9)


@pytest.mark.parametrize("precision", [1.0, 4.0, 12.0, 30.0, 100.0])
@pytest.mark.parametrize("mean", [0.1, 0.5, 0.8])
@pytest.mark.parametrize("spread", [0.4, 1.0])
def test_a_gaussian_on_the_grid_has_the_roots_of_the_closed_form(
    precision: float, mean: float, spread: float
) -> None:
    """The sums count part of a cell: h²/24 of the posterior's slope, times what the game adds."""
    day = Day(gaussian_belief(mean, precision, plain=False), three(spread, [0.2, 0.0, -0.1]))
    roots, stable = np.zeros(16), np.zeros(16)
    n = find_thresholds(day.classes, 3, mean, precision, roots, stable)
    start = float(CENTRES[lowest_candidate(day.belief)])
    exact = [roots[i] for i in range(n) if stable[i] > 0.0 and roots[i] >= start]
    assert day.roots == pytest.approx(exact, abs=2e-6)


@pytest.mark.parametrize("truth", [-0.3, 0.1, 0.3, 0.8, 1.6])
def test_shares_on_the_grid_are_those_of_the_closed_form(truth: float) -> None:
    day = Day(gaussian_belief(0.5, 4.0, plain=False), three(0.7), truth=truth)
    for k in range(3):
        view = ClassView(PRECISIONS[k], COSTS[k], 0.7)
        exact = share_acting(truth, float(day.roots[0]), 0.5, 4.0, view)
        assert day.share(k, float(day.roots[0]), truth) == pytest.approx(exact, abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("truth", [-0.2, 0.25, 1.5])
def test_shares_equal_the_models_sum(kind: str, truth: float) -> None:
    day = Day(believed(kind), three(0.4), truth=truth)
    for k in (0, 2):
        one = (PRECISIONS[k], COSTS[k], 0.4)
        exact = reference_share(day.belief, one, truth, 0.35)
        assert day.share(k, 0.35, truth) == pytest.approx(exact, abs=1e-10)


@pytest.mark.parametrize(
    ("precision", "mean", "root"),
    [(12.0, 0.8, 0.035033), (12.0, 0.5, 0.096985), (4.0, 0.5, 0.212273)],
)
def test_three_classes_on_the_grid_have_the_published_threshold(
    precision: float, mean: float, root: float
) -> None:
    day = Day(gaussian_belief(mean, precision, plain=False), three(0.7))
    assert day.roots == pytest.approx([root], abs=2e-6)
    assert not day.quiet


def test_three_classes_on_the_grid_stand_aside_as_published() -> None:
    day = Day(gaussian_belief(0.5, 4.0, plain=False), three(0.7))
    for truth, share in ((0.8, 0.000102), (0.3, 0.122179), (0.1, 0.442538)):
        assert day.share(2, float(day.roots[0]), truth) == pytest.approx(share, abs=2e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_the_regime_falls_exactly_below_the_threshold(kind: str) -> None:
    day = Day(believed(kind), three(0.4, [-0.5, -0.6, -0.7]))
    root = float(day.roots[-1])
    for step in (1e-6, 1e-3, 0.1):
        low, high = root - step, root + step
        assert sum(w * day.share(k, root, low) for k, w in enumerate(WEIGHTS)) > low
        assert sum(w * day.share(k, root, high) for k, w in enumerate(WEIGHTS)) < high


def test_classes_of_one_precision_share_their_sums() -> None:
    shared = Day(believed("cut"), three(0.4, [-0.5, -0.6, -0.7]), [0, 1, 1])
    apart = Day(believed("cut"), three(0.4, [-0.5, -0.6, -0.7]))
    assert shared.roots == pytest.approx(apart.roots, abs=1e-12)


def test_a_class_that_is_committed_adds_its_weight() -> None:
    free = Day(believed("cut"), three(0.7))
    classes = classes_of([*WEIGHTS, 0.1], [*PRECISIONS, 40.0], [*COSTS, -40.0], [0.7] * 4, False)
    day = Day(believed("cut"), classes, [0, 1, 2, 2])
    for t in (0.25, 0.5, 0.9):
        assert day.attack(t) == pytest.approx(free.attack(t) + 0.1, abs=1e-12)
