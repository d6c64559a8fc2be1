"""The engine's rules, set as a published model is, give what that model's solver gives.

The settings stand in docs/explanation/models-in-the-reference-model.md. The limits that have a
test elsewhere are not repeated: three classes with the published numbers and β → ∞ for them
(test_mean_field_limits), the margin signal (test_margin_turn), Granovetter's crowd inside its own
formula (test_social_crowd). The guarantor, contests and battles: test_conflicts_in_the_reference.
"""

from __future__ import annotations

from math import pi, sqrt
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from coordination_day import reads_of
from interregnum.canonical.shelf import solution_of
from interregnum.formulae.belief import Belief, learn_survival
from interregnum.formulae.march import strength_shown
from interregnum.formulae.threshold_search import Classes
from interregnum.formulae.view import Onlooker
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms import coordination, social_influence
from verification.grid_day import Day
from workspaces import classes_of, empty_game, gaussian_belief

LAND = Address(7, 0, 0)
FOCAL, LARGEST, SMALLEST = 0.0, 1.0, 2.0
ALIKE = {"shift_regime": 0.0, "shift_democratic": 0.0}
ONE_CROWD = coordination.Params()._replace(
    weight_citizens=1.0, weight_elites=0.0, weight_units=0.0, cost_spread=0.0, **ALIKE
)
INPUTS = ("public_precision", "private_precision", "public_mean", "cost")
fast_rule = compiled(coordination.rule, Target.CPU)


def global_game(*given: float, **more: float) -> dict[str, Any]:
    """Return the solver's answer to (α, β, z, c)."""
    return solution_of("global_game", dict(zip(INPUTS, given, strict=True)) | more)


def one_crowd(given: tuple[float, ...], **changed: float) -> coordination.Writes:
    """Return what the rule plays in the game (α, β, z, c) at a strength."""
    public, private, mean, cost = given
    likely = changed.pop("focal_probability", 0.5)
    params = ONE_CROWD._replace(
        precision_citizens=private, cost_citizens=cost, focal_probability=likely
    )
    return coordination.rule(reads_of(gaussian_belief(mean, public), **changed), params, LAND)


CROWDS = [(1.0, 1.0, 0.3, 0.5), (1.0, 1.0, 0.7, 0.5), (1.0, 1.0, 0.5, 0.3)]
GAMES = [*CROWDS, (1.0, 4.0, 0.5, 0.3), (4.0, 6.0, 0.5, 0.6)]


@pytest.mark.parametrize("given", GAMES)
@pytest.mark.parametrize("selection", [FOCAL, LARGEST, SMALLEST])
def test_a_crowd_without_private_costs_plays_the_global_game(
    given: tuple[float, ...], selection: float
) -> None:
    """One class, σ = 0, one root: θ*, and at any strength those with a signal below x*."""
    game = global_game(*given)
    for strength in (-0.2, 0.2, game["theta_star"][0], 0.9):
        out = one_crowd(given, selection=selection, strength=strength)
        assert out.threshold == pytest.approx(game["theta_star"][0], abs=1e-9)
        acting = ndtr(sqrt(given[1]) * (game["x_star"][0] - strength))
        assert out.share_citizens == pytest.approx(acting, abs=1e-8)


@pytest.mark.parametrize("cost", [0.1, 0.5, 0.85])
def test_without_a_public_belief_only_the_cost_counts(cost: float) -> None:
    """Morris and Shin: α → 0, or β → ∞ at any public belief, leaves θ* = 1 - c."""
    solved = global_game(0.0, 4.0, 0.0, cost)["theta_star"]
    assert one_crowd((1e-12, 4.0, 0.4, cost)).threshold == pytest.approx(solved[0], abs=1e-6)
    precise = global_game(4.0, 1e12, 0.4, cost)["theta_star"]
    out = one_crowd((4.0, 1e12, 0.4, cost))
    assert out.threshold == pytest.approx(precise[0], abs=1e-6)
    assert out.threshold == pytest.approx(1.0 - cost, abs=1e-5)


def test_of_three_thresholds_each_selection_plays_its_own() -> None:
    given = (4.0, 1.0, 0.5, 0.5)
    game = global_game(*given)
    low, _, high = game["theta_star"]
    assert game["stable"] == [True, False, True]
    played = [one_crowd(given, selection=s).threshold for s in (SMALLEST, LARGEST)]
    assert played == pytest.approx([low, high], abs=1e-9)
    for chance, expected in ((0.0, low), (1.0, high)):
        out = one_crowd(given, selection=FOCAL, focal_probability=chance)
        assert out.threshold == pytest.approx(expected, abs=1e-9)


def test_a_smallest_threshold_below_a_fiftieth_is_nobodys_attack() -> None:
    """Where the engine leaves the theory: it reads the least root as no attack at all."""
    given = (6.0, 1.0, 0.5, 0.5)
    roots = global_game(*given)["theta_star"]
    assert roots[0] < 0.02 < roots[-1]
    assert one_crowd(given, selection=SMALLEST).threshold == 0.0
    largest = one_crowd(given, selection=LARGEST).threshold
    assert largest == pytest.approx(roots[-1], abs=1e-9)


class Society:
    """Four ideologies, elites and units, drawn by a seed, and what the public believes."""

    def __init__(self, seed: int) -> None:
        draw = np.random.default_rng(seed)
        self.mix = [float(w) for w in draw.dirichlet((5.0, 6.0, 9.0))]
        self.ideology = [float(q) for q in draw.dirichlet((7.0, 6.0, 4.0, 3.0))]
        self.costs = [float(c) for c in draw.uniform(0.2, 0.9, 3)]
        self.precisions = [float(draw.uniform(2, 12)), *map(float, draw.uniform(10, 80, 2))]
        self.spread, self.strength = float(draw.uniform(0.1, 1.0)), float(draw.uniform(0.0, 1.0))
        self.mean, self.public = float(draw.uniform(0.1, 0.9)), float(draw.uniform(1.0, 40.0))
        loyal, none, democratic, nationalist = self.ideology
        self.split = (loyal, none + nationalist, democratic)

    def params(self) -> coordination.Params:
        """Return the rule's parameters."""
        keys = ("weight_citizens", "weight_elites", "weight_units")
        keys += ("precision_citizens", "precision_elites", "precision_units")
        keys += ("share_regime", "share_none", "share_democratic", "share_nationalist")
        values = (*self.mix, *self.precisions, *self.ideology)
        named = dict(zip(keys, values, strict=True))
        own = {"cost_citizens": self.costs[0], "cost_spread": self.spread}
        return coordination.Params()._replace(**named, **own)

    def solved(self) -> dict[str, Any]:
        """Return the solver's answer for five classes."""
        shifted = [ndtr(ndtri(self.costs[0]) + shift) for shift in (0.3, 0.0, -0.2)]
        case = {
            "weights": [self.mix[0] * q for q in self.split] + self.mix[1:],
            "private_precisions": [self.precisions[0]] * 2 + self.precisions,
            "median_costs": [float(c) for c in (*shifted, *self.costs[1:])],
            "cost_sd": self.spread,
            "public_precision": self.public,
            "public_mean": self.mean,
            "theta": self.strength,
        }
        return solution_of("coordination", case)


@pytest.mark.parametrize("seed", range(12))
def test_ideologies_elites_and_units_are_five_classes_of_the_solver(seed: int) -> None:
    drawn = Society(seed)
    solved = drawn.solved()
    roots = solved["theta_star"]
    counted = [i for i, root in enumerate(roots) if solved["stable"][i] and root >= 0.02]
    reads = reads_of(
        gaussian_belief(drawn.mean, drawn.public),
        cost_elites=float(ndtri(drawn.costs[1])),
        cost_units=float(ndtri(drawn.costs[2])),
        strength=drawn.strength,
        selection=LARGEST,
    )
    out = coordination.rule(reads, drawn.params(), LAND)
    assert out.threshold == pytest.approx(roots[counted[-1]] if counted else 0.0, abs=1e-9)
    if counted:
        shares = solved["shares"][counted[-1]] if len(roots) > 1 else solved["shares"]
        assert out.share_citizens == pytest.approx(np.dot(drawn.split, shares[:3]), abs=1e-9)
        assert (out.share_elites, out.share_units) == pytest.approx(tuple(shares[3:]), abs=1e-9)


def survived(mean: float, threshold: float) -> Belief:
    belief = gaussian_belief(mean, 1.0, plain=False)
    learn_survival(belief, threshold)
    return belief


def played_after_survival(
    mean: float, threshold: float, private: float, spread: float, selection: float = LARGEST
) -> float:
    """Return what the rule plays at cost .3 once an attack at a threshold was survived."""
    params = ONE_CROWD._replace(precision_citizens=private, cost_citizens=0.3, cost_spread=spread)
    row = [0.0] * coordination.CLASSES
    reads = reads_of(
        survived(mean, threshold), plain=False, selection=selection, strength=threshold + 0.1
    )._replace(
        game=empty_game([0] * coordination.CLASSES, [1.0] * coordination.GROUPS, plain=False),
        classes=classes_of(row, row, row, [1.0] * coordination.CLASSES, plain=False),
    )
    return float(fast_rule(reads, params, LAND).threshold)


def one_class(private: float, spread: float) -> Classes:
    return classes_of([1.0], [private], [float(ndtri(0.3))], [spread], plain=False)


def extrapolated(coarse: float, fine: float) -> float:
    """Return the value at spread 0 from those at .2 and .1: the error is of second order."""
    return (4.0 * fine - coarse) / 3.0


def test_after_survival_the_rule_plays_the_thresholds_of_the_truncated_game() -> None:
    first = global_game(1.0, 1.0, 1.5, 0.3)["theta_star"][0]
    roots = global_game(1.0, 32.0, 1.5, 0.3, survived_threshold=first)["theta_star"]
    assert len(roots) == 2
    high = [played_after_survival(1.5, first, 32.0, spread) for spread in (0.2, 0.1)]
    assert extrapolated(*high) == pytest.approx(roots[1], abs=2e-4)
    assert abs(high[0] - roots[1]) > 1e-3  # spread does matter
    low = []
    for spread in (0.2, 0.1):
        day = Day(survived(1.5, first), one_class(32.0, spread))
        assert day.quiet
        middle = 0.5 * (roots[0] + roots[1])
        low.append(brentq(lambda t, day=day: day.attack(t) - t, first + 0.02, middle))
    assert extrapolated(*low) == pytest.approx(roots[0], abs=2e-4)
    quiet = played_after_survival(1.5, first, 32.0, 0.1, selection=SMALLEST)
    assert quiet == 0.0  # after a truncation no attack stands for the smallest root


@pytest.mark.parametrize(("mean", "years"), [(1.5, {32.0}), (0.5, set())])
def test_a_ruler_who_survived_is_safe_until_news_is_as_precise_as_the_theory_says(
    mean: float, years: set[float]
) -> None:
    """β = 1, 2, ..., 32, nothing public in between: the dynamic game's own sequence."""
    first = global_game(1.0, 1.0, mean, 0.3)["theta_star"][0]
    for private in (1.0, 2.0, 4.0, 8.0, 16.0, 32.0):
        solved = global_game(1.0, private, mean, 0.3, survived_threshold=first)["theta_star"]
        assert bool(solved) == (private in years)
        assert (played_after_survival(mean, first, private, 0.1) > 0.0) == (private in years)


@pytest.mark.parametrize("strength", [0.8, 0.3, 0.1])
def test_the_ease_of_the_solver_shows_the_engine_the_strength(strength: float) -> None:
    """★★★: three classes at (4, .5); the share of units that stand aside, read back."""
    case: dict[str, Any] = {
        "weights": [0.25, 0.30, 0.45],
        "private_precisions": [6.0, 40.0, 40.0],
        "median_costs": [0.85, 0.70, 0.75],
        "cost_sd": 0.7,
        "public_precision": 4.0,
        "public_mean": 0.5,
    }
    solved = solution_of("coordination", case | {"theta": strength})
    onlooker = Onlooker(2, 40.0, float(ndtri(0.75)), 0.7)
    game = empty_game([0, 1, 2], [6.0, 40.0, 40.0])
    aside, threshold = solved["shares"][2], solved["theta_star"][0]
    shown = strength_shown(gaussian_belief(0.5, 4.0), game, onlooker, threshold, aside)
    assert shown == pytest.approx(strength, abs=1e-9)


def crowd_alone(adaptive: bool, **params: float) -> coordination.Writes:
    """Return what a crowd does that looks at itself only: λ_I = 0, chain of both rules."""
    chosen = social_influence.Params(individual_weight=0.0, **params)
    moved = social_influence.rule(social_influence.Reads(1.0), chosen, LAND)
    reads = reads_of(
        gaussian_belief(0.5, 4.0),
        pull=moved.pull,
        motive_cost=moved.added,
        motive_variance=moved.variance,
        expectation=1.0 if adaptive else 0.0,
        last_size=0.5 if adaptive else 0.0,
    )
    return coordination.rule(reads, ONE_CROWD, LAND)


@pytest.mark.parametrize("spread", [8.0, 10.0, 12.0, 13.0, 30.0, 50.0, 100.0])
def test_a_crowd_that_counts_only_itself_is_granovetters(spread: float) -> None:
    """Two rules in a row; in equilibrium its share is also θ*, unless nobody's attack."""
    solved = solution_of("granovetter", {"mean": 25.0, "sd": spread})["equilibrium_percent"]
    alone = {"social_weight": 1.0, "join_mean": 0.25, "join_spread": spread / 100.0}
    out = crowd_alone(True, **alone)
    assert 100.0 * out.share_citizens == pytest.approx(solved, abs=1e-5)
    threshold = 100.0 * crowd_alone(False, **alone).threshold
    assert threshold == pytest.approx(solved if solved >= 2.0 else 0.0, abs=1e-4)


def crowd_with_noise(coupling: float, field: float) -> float:
    """Return the share that acts for βJ and βh, nobody's threshold differing."""
    mean = 0.5 - field / (2.0 * coupling)
    noise = 1.0 / (4.0 * coupling)
    alone = {"social_weight": 1.0, "join_mean": mean, "join_spread": 1e-6, "noise_weight": noise}
    return crowd_alone(True, **alone).share_citizens


@pytest.mark.parametrize(("coupling", "field"), [(2.0, 0.2), (0.5, 0.3)])
def test_with_logistic_noise_the_crowd_is_near_brock_and_durlaufs(
    coupling: float, field: float
) -> None:
    """λ_S/λ_L = 4βJ, mean threshold 1/2 - βh/2βJ: off by what a normal is from a logistic."""
    roots = solution_of("brock_durlauf", {"coupling": coupling, "field": field})["roots"]
    choice = 2.0 * crowd_with_noise(coupling, field) - 1.0
    assert choice == pytest.approx(roots[0], abs=0.1)


def test_the_noisy_crowd_splits_later_than_brock_and_durlaufs() -> None:
    """Where the engine leaves the theory: at βJ = 1.137 instead of 1."""
    critical = pi / sqrt(3.0) * sqrt(2.0 * pi) / 4.0
    assert critical == pytest.approx(1.137, abs=5e-4)
    below, above = (crowd_with_noise(critical + step, 0.0) for step in (-0.01, 0.01))
    assert below == pytest.approx(0.5, abs=1e-3)
    assert above < 0.45
    case = {"coupling": critical - 0.01, "field": 0.0}
    assert len(solution_of("brock_durlauf", case)["roots"]) == 3
