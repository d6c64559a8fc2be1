r"""Which threshold is played today, and how many of each class then act.

Equations
---------
★ or its grid form gives the thresholds; ``selection`` decides between several, and where no
attack is an equilibrium: ``focal`` (the largest with probability :math:`p_{focal}`, else the
smallest), ``largest`` or ``smallest``. A root below .02 is nobody's attack. With adaptive
expectations no fixed point is solved: everybody expects the size of the last attack,
:math:`\pi_i = P(\theta \le X_{t-1} | b, x_i)`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.formulae.belief import FORM, GAUSSIAN, MEAN, PRECISION, cell_below
from interregnum.formulae.belief_game import (
    HIGHEST_BOUND,
    LOWEST_BOUND,
    READY,
    play_threshold,
    review_posteriors,
)
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid, lay_out_around
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.social_attack import Outlook, Scene, least_share
from interregnum.formulae.social_thresholds import find_social_thresholds
from interregnum.formulae.threshold_search import find_thresholds
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.scalar import scalar

NOBODY = 0.02
FOCAL = 0.0
LARGEST = 1.0


class Choice(NamedTuple):
    """The mode of selection (0 focal, 1 largest, 2 smallest), and whether a focal draw fell."""

    selection: float
    focal: bool


class Found(NamedTuple):
    """Where thresholds and their stability are written."""

    roots: Any
    stable: Any


@scalar
def chosen_root(roots: Any, found: int, quiet: bool, choice: Choice) -> float:
    """Return the threshold that is played, 0 if no attack is.

    Parameters
    ----------
    roots
        Stable thresholds, increasing; one below .02 is nobody's attack: no attack is then an
        equilibrium.
    found
        How many there are.
    quiet
        Whether no attack is an equilibrium; it then stands for the smallest root.
    choice
        How one is selected.

    >>> smallest = Choice(2.0, False)
    >>> chosen_root([0.3, 0.9], 2, False, smallest)
    0.3
    >>> chosen_root([0.01, 0.3, 0.9], 3, False, smallest)
    0.0
    >>> chosen_root([0.3], 1, True, smallest)
    0.0
    """
    smallest = 0.0
    largest = 0.0
    count = 0
    nobody = quiet
    for i in range(found):
        if roots[i] >= NOBODY:
            count += 1
            largest = roots[i]
            if count == 1:
                smallest = roots[i]
        else:
            nobody = True
    if nobody:
        smallest = 0.0
    elif count <= 1:
        return largest
    if choice.selection == LARGEST or (choice.selection == FOCAL and choice.focal):
        return largest
    return smallest


@scalar
def _tables_ready(scene: Scene) -> None:
    """Tabulate likelihoods, unless they stand: once a run, and when citizens' precision moves."""
    if scene.game.layout[READY] != scene.game.group_precision[0]:
        tabulate_likelihood(scene.game, scene.groups)
        scene.game.layout[READY] = scene.game.group_precision[0]


@scalar
def _roots_found(scene: Scene, strength: float, space: Found) -> tuple[int, bool]:
    """Write the stable thresholds of the reference rule; return how many, and if it is quiet."""
    belief = scene.belief
    roots, stable = space.roots, space.stable
    if belief.summary[FORM] != GAUSSIAN:
        counts = (scene.players, scene.groups)
        return find_thresholds_on_grid(belief, scene.game, scene.classes, counts, strength, roots)
    mean = belief.summary[MEAN]
    precision = belief.summary[PRECISION]
    everything = find_thresholds(scene.classes, scene.players, mean, precision, roots, stable)
    found = 0
    for i in range(everything):
        if stable[i] > 0.0:
            roots[found] = roots[i]
            found += 1
    return found, False


@scalar
def threshold_in_equilibrium(
    scene: Scene, social: bool, strength: float, choice: Choice, space: Found
) -> float:
    """Return the threshold that is played under the belief as it stands, 0 if no attack is.

    Parameters
    ----------
    scene
        The day, all players seated.
    social
        Whether anything but belief moves citizens; without it this is ★.
    strength
        The true strength.
    choice
        How one of several thresholds is selected.
    space
        Room for what is found.
    """
    on_grid = scene.belief.summary[FORM] != GAUSSIAN
    if on_grid:
        _tables_ready(scene)
    if social:
        found, quiet = find_social_thresholds(scene, strength, space.roots)
    else:
        found, quiet = _roots_found(scene, strength, space)
    threshold = chosen_root(space.roots, found, quiet, choice)
    if on_grid and threshold > 0.0:
        play_threshold(scene.belief, scene.game, scene.groups, threshold)
    return threshold


@scalar
def threshold_expected(scene: Scene, strength: float, conjecture: float) -> float:
    """Return the conjecture as the threshold that everybody expects: the least attack, or more.

    Before anybody attacked, an attack that is just somebody's is expected; else nobody would ever
    begin. On the grid the posteriors are tabulated for it, so that shares can be asked for.
    """
    expected = max(conjecture, NOBODY)
    if scene.belief.summary[FORM] != GAUSSIAN:
        _tables_ready(scene)
        ends = (cell_below(LOWEST_BOUND), cell_below(HIGHEST_BOUND))
        lay_out_around(scene.game, scene.classes, (scene.players, scene.groups), ends, strength)
        for g in range(scene.groups):
            review_posteriors(scene.belief, scene.game, g, expected)
    return expected


@scalar
def player_share(scene: Scene, k: int, threshold: float, strength: float) -> float:
    """Return the share of player k that would act at a strength, by belief alone: ★★."""
    classes = scene.classes
    group = int(scene.game.group[k])
    onlooker = Onlooker(group, classes.precision[k], classes.cost[k], classes.spread[k])
    return share_at(scene.belief, scene.game, onlooker, threshold, strength)


@scalar
def citizens_share(scene: Scene, social: bool, threshold: float, strength: float) -> float:
    """Return the share of the pool, those in jail counted, that would act at a strength."""
    if threshold <= 0.0 or scene.weight <= 0.0:
        return 0.0
    if social:
        return least_share(scene, Outlook(strength, threshold), 0.0)
    citizens = 0.0
    for k in range(scene.citizens):
        weight = scene.classes.weight[k] / scene.weight
        citizens += weight * player_share(scene, k, threshold, strength)
    return citizens
