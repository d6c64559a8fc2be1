"""A coordination day on the grid, and an independent reference for it.

The reference is NumPy throughout: the posterior's sums over the grid as the model text writes them,
the expectation over signals by 24-point Gauss-Legendre in 12 panels over ±9 standard deviations.
The 31 Gauss-Hermite nodes of the text err by up to 3e-6 at a spread of .4 and by .02 at .1; the
solver is held to the expectation itself.
"""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from interregnum.formulae import belief as beliefs
from interregnum.formulae import belief_game, grid_thresholds, likelihood
from interregnum.formulae.belief import FIRST, GRID_STEP, LAST, Belief
from interregnum.formulae.diffusion import diffuse
from interregnum.formulae.likelihood import Game
from interregnum.formulae.threshold_search import Classes
from interregnum.kernels.scalar import compiled
from workspaces import CENTRES, Floats, classes_of, empty_game, gaussian_belief

put_on_grid = compiled(beliefs.put_on_grid)
learn_survival = compiled(beliefs.learn_survival)
learn_soft_test = compiled(beliefs.learn_soft_test)
carry = compiled(diffuse)
tabulate_likelihood = compiled(likelihood.tabulate_likelihood)
find_on_grid = compiled(grid_thresholds.find_thresholds_on_grid)
attack_size = compiled(belief_game.attack_size)
lowest_candidate = compiled(belief_game.lowest_candidate)
play_threshold = compiled(belief_game.play_threshold)
share_on_grid = compiled(belief_game.share_acting_on_grid)

WEIGHTS = [0.25, 0.30, 0.45]
PRECISIONS = [6.0, 40.0, 40.0]
COSTS = [float(c) for c in ndtri([0.85, 0.70, 0.75])]


@cache
def panels() -> tuple[Floats, Floats]:
    """Return nodes and weights for the expectation under the standard normal law."""
    nodes, weights = np.polynomial.legendre.leggauss(24)
    edges = np.linspace(-9.0, 9.0, 13)
    half = 0.5 * np.diff(edges)[:, None]
    middle = 0.5 * (edges[:-1] + edges[1:])[:, None]
    x = (middle + half * nodes).ravel()
    return x, (half * weights).ravel() * np.exp(-0.5 * x * x) / sqrt(2.0 * np.pi)


@cache
def hermite() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(31)
    return nodes, weights / sqrt(2.0 * np.pi)


def reference_share(
    belief: Belief,
    one: tuple[float, float, float],
    truth: float,
    conjecture: float,
    rule: Any = panels,
) -> float:
    """Return the share of a class (precision, cost, spread) that acts, as the model writes it."""
    precision, cost, spread = one
    nodes, weights = rule()
    cells = slice(int(belief.summary[FIRST]), int(belief.summary[LAST]))
    mass, places = belief.mass[cells], CENTRES[cells]
    below = np.clip((conjecture - places) / GRID_STEP + 0.5, 0.0, 1.0)
    x = truth + nodes / sqrt(precision)
    with np.errstate(divide="ignore"):
        log = np.log(mass) - 0.5 * precision * (x[:, None] - places) ** 2
    likelihoods = np.exp(log - log.max(axis=1, keepdims=True))
    p = np.clip(likelihoods @ below / likelihoods.sum(axis=1), 0.0, 1.0)
    return float(weights @ ndtr((ndtri(p) - cost) / spread))


def reference_attack(belief: Belief, classes: Classes, t: float, rule: Any = panels) -> float:
    columns = zip(*(np.asarray(c) for c in classes), strict=True)
    return sum(w * reference_share(belief, (b, m, s), t, t, rule) for w, b, m, s in columns)


class Day:
    """A coordination day on the grid, solved."""

    def __init__(
        self, belief: Belief, classes: Classes, groups: list[int] | None = None, truth: float = 0.5
    ) -> None:
        put_on_grid(belief)
        self.belief, self.classes, self.truth = belief, classes, truth
        self.groups = list(range(len(classes.weight))) if groups is None else groups
        precisions = [0.0] * (max(self.groups) + 1)
        for k, g in enumerate(self.groups):
            precisions[g] = float(classes.precision[k])
        self.counts = (len(self.groups), len(precisions))
        self.game: Game = empty_game(self.groups, precisions, plain=False)
        tabulate_likelihood(self.game, len(precisions))
        found = np.zeros(16)
        n, self.quiet = find_on_grid(belief, self.game, classes, self.counts, truth, found)
        self.roots = found[:n]

    def attack(self, t: float) -> float:
        return float(attack_size(self.belief, self.game, self.classes, self.counts, t))

    def share(self, k: int, threshold: float, truth: float) -> float:
        play_threshold(self.belief, self.game, self.counts[1], threshold)
        one = (self.groups[k], float(self.classes.precision[k]))
        cost, spread = float(self.classes.cost[k]), float(self.classes.spread[k])
        return float(share_on_grid(self.game, one, cost, spread, truth))


def three(spread: float, costs: list[float] = COSTS) -> Classes:
    return classes_of(WEIGHTS, PRECISIONS, costs, [spread] * 3, plain=False)


def believed(kind: str) -> Belief:
    """Return a belief of one of the kinds that a run meets."""
    mean, precision = {"sharp": (0.3, 30.0), "tested": (0.3, 30.0)}.get(kind, (0.5, 4.0))
    belief = gaussian_belief(mean, precision, plain=False)
    put_on_grid(belief)
    if kind in ("cut", "forgotten"):
        learn_survival(belief, 0.21234)
    if kind == "forgotten":
        carry(belief, 0.5, 3.0, 4.0, 30.0)
    if kind == "tested":
        learn_soft_test(belief, 0.2, 40.0)
    return belief


KINDS = ["vague", "sharp", "cut", "forgotten", "tested"]
