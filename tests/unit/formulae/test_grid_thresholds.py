"""Thresholds on the grid, on the Python target; accuracy is verified elsewhere."""

from __future__ import annotations

import pytest

from interregnum.formulae.belief import Belief, learn_survival, put_on_grid
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.threshold_search import Classes
from workspaces import classes_of, empty_game, gaussian_belief


def solved(belief: Belief, classes: Classes, truth: float = 0.5) -> tuple[list[float], bool]:
    put_on_grid(belief)
    game = empty_game([0], [classes.precision[0]])
    tabulate_likelihood(game, 1)
    roots = [0.0] * 16
    n, quiet = find_thresholds_on_grid(belief, game, classes, (1, 1), truth, roots)
    return roots[:n], quiet


def one(cost: float, precision: float = 40.0) -> Classes:
    return classes_of([1.0], [precision], [cost], [0.7])


def test_a_gaussian_belief_is_not_quiet() -> None:
    roots, quiet = solved(gaussian_belief(0.5, 12.0), one(0.0))
    assert len(roots) == 1
    assert not quiet


def test_after_a_truncation_no_attack_is_an_equilibrium() -> None:
    belief = gaussian_belief(0.5, 12.0)
    learn_survival(belief, 0.6)
    roots, quiet = solved(belief, one(0.6))
    assert quiet
    assert roots == []


def test_roots_come_in_increasing_order() -> None:
    roots, _ = solved(gaussian_belief(0.5, 30.0), one(0.0, 2.0))
    assert len(roots) == 2
    assert roots == sorted(roots)


def test_the_truth_moves_no_threshold() -> None:
    near, _ = solved(gaussian_belief(0.5, 12.0), one(0.0), 0.5)
    far, _ = solved(gaussian_belief(0.5, 12.0), one(0.0), 6.0)
    assert near == pytest.approx(far, abs=1e-9)


def test_certainty_of_strength_leaves_nothing_to_attack() -> None:
    belief = gaussian_belief(3.0, 12.0)
    learn_survival(belief, 2.0)
    assert solved(belief, one(0.0)) == ([], True)
