"""The scan that leaves out bounds finds what the scan of every bound finds.

S(t), the weight that acts if truth and conjecture are t, never falls where belief is log-concave,
so S(b) > b leaves no root between b and S(b), and S(b) < b none between S(b) and b.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interregnum.formulae import grid_thresholds as module
from interregnum.formulae.belief import Belief, cell_position, learn_signal
from interregnum.formulae.belief_game import SCAN_STEP
from interregnum.formulae.grid_thresholds import Day as Solved
from interregnum.formulae.grid_thresholds import _excess, _hidden_root, _refined, prepare_day
from interregnum.formulae.threshold_search import Classes
from interregnum.kernels.scalar import compiled
from verification.grid_day import Day, carry, learn_soft_test, learn_survival, put_on_grid
from workspaces import classes_of, gaussian_belief

excess_at = compiled(_excess)
refined = compiled(_refined)
hidden_root = compiled(_hidden_root)
prepare = compiled(prepare_day)
scanned = compiled(module._scanned)
learn = compiled(learn_signal)
STEP = cell_position(SCAN_STEP) - cell_position(0)


def drawn_day(draw: np.random.Generator) -> tuple[Belief, Classes]:
    """Return a belief after a few pieces of news, and classes, over ranges wider than declared."""
    belief = gaussian_belief(draw.uniform(0.0, 0.9), draw.uniform(3.0, 60.0), plain=False)
    put_on_grid(belief)
    for _ in range(draw.integers(1, 5)):
        kind = draw.integers(4)
        if kind == 0:
            learn_survival(belief, draw.uniform(0.0, 0.5))
        elif kind == 1:
            learn(belief, draw.uniform(0.0, 1.0), draw.uniform(0.1, 20.0))
        elif kind == 2:
            learn_soft_test(belief, draw.uniform(-0.2, 0.5), draw.uniform(10.0, 80.0))
        else:
            carry(belief, 0.5, draw.uniform(0.3, 30.0), 12.0, float(draw.integers(1, 31)))
    weights = draw.dirichlet([5.0, 6.0, 9.0])
    precisions = [draw.uniform(2.0, 12.0), draw.uniform(10.0, 80.0), draw.uniform(10.0, 80.0)]
    costs = draw.uniform(-0.6, 1.4, 3)
    spreads = draw.uniform(0.1, 1.0, 3)
    columns = (weights, precisions, costs, spreads)
    return belief, classes_of(*(list(column) for column in columns), plain=False)


def every_bound(day: Solved, first: int, scans: int) -> tuple[list[float], list[float]]:
    """Return the roots and the values of a scan that looks at every bound."""
    bounds = [cell_position(first + s * SCAN_STEP) for s in range(scans)]
    values = [float(excess_at(day, bound)) for bound in bounds]
    roots = []
    for s in range(1, scans):
        root = -1.0
        before, here = values[s - 1], values[s]
        if before > 0.0 and here <= 0.0:
            root = refined(day, (bounds[s] - STEP, bounds[s], before, here))
        elif s > 1 and len({v > 0.0 for v in values[s - 2 : s + 1]}) == 1:
            ends = (bounds[s] - STEP - STEP, bounds[s])
            root = hidden_root(day, ends, tuple(values[s - 2 : s + 1]))
        if root >= 0.0:
            roots.append(float(root))
    return roots, values


@pytest.mark.parametrize("seed", range(4))
def test_the_scan_in_leaps_finds_what_the_scan_of_every_bound_finds(seed: int) -> None:
    draw = np.random.default_rng(seed)
    several = 0
    for _ in range(60):
        belief, classes = drawn_day(draw)
        solved = Day(belief, classes)
        day: Any = Solved(belief, solved.game, classes, solved.counts)
        first, scans = prepare(belief, solved.game, classes, solved.counts, 0.5)
        roots, values = every_bound(day, first, scans)
        assert solved.roots == pytest.approx(roots, abs=1e-11)
        assert solved.quiet == (values[0] < 0.0)
        several += len(roots) > 1
    assert several > 3  # days on which leaping over one of two roots would be seen


def test_the_attack_never_falls_by_more_than_the_slack() -> None:
    draw = np.random.default_rng(11)
    for _ in range(30):
        belief, classes = drawn_day(draw)
        solved = Day(belief, classes)
        day: Any = Solved(belief, solved.game, classes, solved.counts)
        first, scans = prepare(belief, solved.game, classes, solved.counts, 0.5)
        bounds = cell_position(first) + 0.25 * STEP * np.arange(4 * (scans - 1))
        attacks = [float(excess_at(day, float(bound))) + bound for bound in bounds]
        assert np.min(np.diff(attacks)) > -0.1 * module._SLACK
