"""A crowd that watches itself: Granovetter's values, the least root, and no threshold missed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.polynomial.legendre import leggauss
from scipy.optimize import brentq
from scipy.special import ndtr

from coordination_day import NO_MOTIVES, ties
from interregnum.formulae import social_attack, social_thresholds
from interregnum.formulae.belief import Belief
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid, prepare_day
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.players import (
    MOST_CLASSES,
    Crowd,
    Ideology,
    Insiders,
    Motives,
    seat_citizens,
    seat_insiders,
)
from interregnum.formulae.social_attack import Outlook, Scene
from interregnum.formulae.threshold_search import find_thresholds
from interregnum.kernels.scalar import compiled
from verification.grid_day import KINDS, believed
from workspaces import Floats, classes_of, empty_game, gaussian_belief

least_share = compiled(social_attack.least_share)
attack_size = compiled(social_attack.social_attack_size)
find_social = compiled(social_thresholds.find_social_thresholds)
prepare = compiled(prepare_day)
tabulate = compiled(tabulate_likelihood)
find_reference = compiled(find_thresholds)
find_on_grid = compiled(find_thresholds_on_grid)

SHARES = Ideology(0.35, 0.2, 0.45, 0.3, -0.2)
SMALL_WEIGHT_OF_BELIEF = 1e-9


def scene_of(
    belief: Belief, motives: Motives, citizens: float = 0.25, costs: tuple[float, ...] = (0.3, 0.2)
) -> Scene:
    """Return a seated day: citizens' probit cost, then that of elites and units alike."""
    rest = 1.0 - citizens
    row = [0.0] * MOST_CLASSES
    game = empty_game([0] * MOST_CLASSES, [1.0] * 3, plain=False)
    classes = classes_of(row, row, row, row, plain=False)
    crowd = Crowd(citizens, 6.0, costs[0], 0.7)
    insiders = Insiders(0.4 * rest, 0.0, 40.0, costs[1], 0.6 * rest, 40.0, costs[1], 0.7)
    sub_classes = seat_citizens(classes, game, crowd, SHARES, motives)
    players = seat_insiders(classes, game, sub_classes, insiders)
    tabulate(game, 3)
    return Scene(belief, game, classes, sub_classes, players, 3, citizens, motives.pull)


def crowd_answer(scene: Scene, outlook: Outlook, shares: Floats) -> Floats:
    """Return the share that acts if each share is seen, by SciPy, for a Gaussian belief."""
    mean, public = scene.belief.summary[1], scene.belief.summary[2]
    total = public + 6.0
    lead = public * (outlook.threshold - mean) + 6.0 * (outlook.threshold - outlook.truth)
    k = slice(0, scene.citizens)
    weight, cost = np.asarray(scene.classes.weight)[k], np.asarray(scene.classes.cost)[k]
    width = np.sqrt(np.asarray(scene.classes.spread)[k] ** 2 + 6.0 / total)
    probit = (lead / np.sqrt(total) - cost + scene.pull * shares[:, None]) / width
    answer: Floats = ndtr(probit) @ weight / scene.weight
    return answer


@pytest.mark.parametrize("grid", [False, True])
@pytest.mark.parametrize(
    ("spread", "share"),
    [(8, 0.09246), (10, 0.76955), (12, 4.02113), (30, 99.339), (50, 90.485), (100, 65.857)],
)
def test_without_the_weight_of_belief_the_crowd_is_granovetters(
    spread: float, share: float, grid: bool
) -> None:
    ratio = 1.0 / SMALL_WEIGHT_OF_BELIEF
    belief = believed("cut") if grid else gaussian_belief(0.5, 4.0, plain=False)
    scene = scene_of(belief, ties(ratio, 0.25, spread / 100.0))
    if grid:
        prepare(belief, scene.game, scene.classes, (scene.players, 3), 0.5)
        attack_size(scene, 0.5, 0.0)
    last = 0.5 * 10.0 ** -len(f"{share}".split(".")[1])
    assert 100.0 * least_share(scene, Outlook(0.5, 0.5), 0.0) == pytest.approx(share, abs=last)


def test_granovetters_crowd_goes_over_the_edge_at_the_published_spread() -> None:
    ratio = 1.0 / SMALL_WEIGHT_OF_BELIEF
    belief = gaussian_belief(0.5, 4.0, plain=False)
    shares = [
        least_share(scene_of(belief, ties(ratio, 0.25, spread)), Outlook(0.5, 0.5), 0.0)
        for spread in (0.122220, 0.122222)
    ]
    assert shares[0] < 0.1
    assert shares[1] > 0.99


@pytest.mark.parametrize("seed", range(60))
def test_the_share_found_is_the_least_root(seed: int) -> None:
    draw = np.random.default_rng(seed)
    belief = gaussian_belief(draw.uniform(0.0, 1.0), draw.uniform(1.0, 30.0), plain=False)
    motives = ties(draw.uniform(0.0, 20.0), draw.uniform(0.0, 0.6), draw.uniform(0.01, 0.3))
    scene = scene_of(belief, motives, costs=(draw.uniform(-1.0, 1.5), 0.2))
    outlook = Outlook(draw.uniform(-0.2, 1.0), draw.uniform(0.0, 1.0))
    share = least_share(scene, outlook, 0.0)
    at = np.linspace(0.0, 1.0, 40001)
    excess = crowd_answer(scene, outlook, at) - at
    first = int(np.argmax(excess < 0.0)) if (excess < 0.0).any() else len(at) - 1

    def gap(s: float) -> float:
        return float(crowd_answer(scene, outlook, np.array([s]))[0]) - s

    low = float(at[max(first - 1, 0)])
    root = brentq(gap, low, float(at[first]), xtol=1e-15) if gap(low) > 0.0 else low
    assert share == pytest.approx(root, abs=1e-9)


def scanned(scene: Scene, steps: int = 4001) -> list[tuple[float, float]]:
    """Return the brackets in which S(t) - t falls through zero, S by SciPy and iteration."""
    mean, public = scene.belief.summary[1], scene.belief.summary[2]
    brackets = []
    before = 1.0
    grid = np.linspace(0.0, 1.0, steps)
    at = np.linspace(0.0, 1.0, 20001)
    k = slice(scene.citizens, scene.players - 1)
    weight, cost = np.asarray(scene.classes.weight)[k], np.asarray(scene.classes.cost)[k]
    for t in grid:
        excess = crowd_answer(scene, Outlook(t, t), at) - at
        least = at[int(np.argmax(excess <= 0.0))] if (excess <= 0.0).any() else 1.0
        width = np.sqrt(40.0 + 0.49 * (public + 40.0))
        others = weight @ ndtr((public * (t - mean) - np.sqrt(public + 40.0) * cost) / width)
        now = float(scene.weight * least + others - t)
        if before > 0.0 >= now:
            brackets.append((float(t - 1.0 / (steps - 1)), float(t)))
        before = now
    return brackets


@pytest.mark.parametrize("pull", [0.5, 3.0, 8.0])
@pytest.mark.parametrize(
    ("mean", "citizens", "cost"), [(0.5, 0.7, 0.5), (0.4, 0.9, 0.2), (0.5, 0.25, 0.0)]
)
def test_every_threshold_of_a_tied_crowd_is_found(
    pull: float, mean: float, citizens: float, cost: float
) -> None:
    scene = scene_of(gaussian_belief(mean, 12.0, plain=False), ties(pull), citizens, (cost, cost))
    roots = np.zeros(16)
    found, quiet = find_social(scene, 0.3, roots)
    brackets = scanned(scene, 401)
    assert not quiet
    assert found == len(brackets)
    for root, (low, high) in zip(roots[:found], brackets, strict=True):
        assert low - 1e-4 <= root <= high + 1e-4  # the scan rounds shares to 5e-5


def test_where_a_cascade_begins_the_attack_jumps_and_no_threshold_is_there() -> None:
    scene = scene_of(gaussian_belief(0.4, 12.0, plain=False), ties(8.0), 0.9, (0.2, 0.2))
    sizes = np.array([attack_size(scene, float(t), 0.0)[0] for t in np.linspace(0.0, 1.0, 2001)])
    assert np.all(np.diff(sizes) >= -1e-14)
    jump = int(np.argmax(np.diff(sizes)))
    assert np.diff(sizes)[jump] > 0.2
    roots = np.zeros(16)
    found, _ = find_social(scene, 0.3, roots)
    assert found == 2
    assert roots[0] < jump / 2000.0 < roots[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pull", [0.5, 5.0])
def test_on_the_grid_the_attack_never_falls_with_its_bound(kind: str, pull: float) -> None:
    belief = believed(kind)
    scene = scene_of(belief, ties(pull))
    first, _ = prepare(belief, scene.game, scene.classes, (scene.players, 3), 0.5)
    bounds = np.arange(-4.0 + 0.001 * first, 1.05, 0.0037)
    sizes = np.array([attack_size(scene, float(t), 0.0)[0] for t in bounds])
    assert np.all(np.diff(sizes) >= -1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_without_ties_the_social_search_finds_the_reference_thresholds(kind: str) -> None:
    belief = believed(kind)
    scene = scene_of(belief, NO_MOTIVES, costs=(-0.5, -0.6))
    expected, roots = np.zeros(16), np.zeros(16)
    counts = (scene.players, 3)
    wanted, was_quiet = find_on_grid(belief, scene.game, scene.classes, counts, 0.3, expected)
    found, quiet = find_social(scene, 0.3, roots)
    assert (found, quiet) == (wanted, was_quiet)
    assert roots[:found] == pytest.approx(expected[:wanted], abs=1e-9)


@pytest.mark.parametrize(
    ("precision", "mean"), [(4.0, 0.5), (12.0, 0.3), (60.0, 0.5), (150.0, 0.5)]
)
def test_without_ties_it_finds_the_closed_forms_thresholds(precision: float, mean: float) -> None:
    scene = scene_of(gaussian_belief(mean, precision, plain=False), NO_MOTIVES)
    expected, stable, roots = np.zeros(64), np.zeros(64), np.zeros(16)
    n = find_reference(scene.classes, scene.players, mean, precision, expected, stable)
    found, _ = find_social(scene, 0.3, roots)
    assert roots[:found] == pytest.approx(expected[:n][stable[:n] > 0.0], abs=1e-9)


def test_sixteen_nodes_average_over_hardship_and_risk() -> None:
    motives = Motives(0.0, 0.2, 0.3, 1.5, 0.8)
    scene = scene_of(gaussian_belief(0.5, 4.0, plain=False), motives)
    outlook = Outlook(0.3, 0.4)
    nodes, weights = leggauss(40)
    u, w = 0.5 * (nodes + 1.0), 0.5 * weights
    total = 10.0
    lead = (4.0 * (0.4 - 0.5) + 6.0 * (0.4 - 0.3)) / np.sqrt(total)
    width = np.sqrt(0.49 + 0.3 + 6.0 / total)
    moved = 0.3 + 0.2 - 1.5 * u[:, None] + 0.8 * u[None, :]
    exact = sum(
        share * float(w @ ndtr((lead - moved - shift) / width) @ w)
        for share, shift in ((0.35, 0.3), (0.2, -0.2), (0.45, 0.0))
    )
    assert least_share(scene, outlook, 0.0) == pytest.approx(exact, abs=1e-7)


def test_hardship_alone_is_epsteins_active_share() -> None:
    """Model I without deterrence: those with H(1 - L) > T act, 1 - T/(1-L), on four nodes."""
    legitimacy, bar = 0.82, 0.1
    unit = 1e6  # λ_G / λ_I: belief hardly counts
    motives = Motives(0.0, unit * bar, 0.0, unit * (1.0 - legitimacy), 0.0)
    scene = scene_of(gaussian_belief(0.5, 4.0, plain=False), motives)
    share = least_share(scene, Outlook(0.5, 0.5), 0.0)
    places: Any = 0.5 * (leggauss(4)[0] + 1.0)
    acting = 0.5 * leggauss(4)[1][places * (1.0 - legitimacy) > bar].sum()
    assert share == pytest.approx(acting, abs=1e-9)
    assert abs(share - (1.0 - bar / (1.0 - legitimacy))) < 0.11  # what four nodes can say
