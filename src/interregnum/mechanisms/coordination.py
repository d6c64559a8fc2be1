r"""Everyone asks how many others will act: the threshold below which the regime falls.

Equations
---------
★ and ★★ for citizens (four ideologies), elites and units. Citizens' probit cost is
:math:`\mu_c = \Phi^{-1}(c_{c0}) - \gamma_L(L_0 - L_t)`, shifted by ideology; elites who have
already deserted act whatever they believe. A root below .02 is nobody's attack. With one root it
is played; with several, or where no attack is an equilibrium (a root below .02, or after a
truncation), ``selection`` decides: ``focal`` (the largest with probability :math:`p_{focal}`,
else the smallest), ``largest`` or ``smallest``.

Reads
-----
Belief, legitimacy, the costs of elites and units, the elites who have deserted, strength, and
the mode of selection.

Writes
------
Citizens' cost, the threshold (0 if no attack is played), whether one is played, and the shares of
each class that would act at the true strength.

Limits
------
Costs of war, repression, arms and the opposition's stance wait for their mechanisms. The
mean-field of the reference rule: no social term.

Source
------
Angeletos, Hellwig and Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x; the hinge role of the
military: Singh (2014), Seizing Power (from memory).
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import FORM, GAUSSIAN, MEAN, PRECISION, Belief
from interregnum.formulae.belief_game import (
    COMMITTED,
    READY,
    play_threshold,
)
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid
from interregnum.formulae.likelihood import Game, tabulate_likelihood
from interregnum.formulae.threshold_search import Classes, find_thresholds
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.random import PURPOSE_SELECTION, Address, draw_uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_quantile

CLASSES = 6
CITIZENS = 3  # by ideology: regime, democratic, and both that shift nothing
ELITES = 3
UNITS = 4
GROUPS = 3
NOBODY = 0.02
FOCAL = 0.0
LARGEST = 1.0


class Params(NamedTuple):
    """Who counts, what they know, what it costs them, and which equilibrium is played."""

    weight_citizens: Annotated[
        float, Param("1", 0.0, 1.0, "assumed", "w_c", "dirichlet:weights:5")
    ] = 0.25
    weight_elites: Annotated[
        float, Param("1", 0.0, 1.0, "assumed", "w_e", "dirichlet:weights:6")
    ] = 0.30
    weight_units: Annotated[
        float,
        Param("1", 0.0, 1.0, "assumed after Singh 2014, from memory", "w_u", "dirichlet:weights:9"),
    ] = 0.45
    precision_citizens: Annotated[float, Param("1", 2.0, 12.0, "assumed", "β_c")] = 6.0
    precision_elites: Annotated[
        float, Param("1", 10.0, 80.0, "assumed: insiders know more", "β_e")
    ] = 40.0
    precision_units: Annotated[
        float, Param("1", 10.0, 80.0, "assumed: insiders know more", "β_u")
    ] = 40.0
    cost_citizens: Annotated[
        float, Param("1", 0.6, 0.9, "assumed: to be fitted to hazards", "c_c0")
    ] = 0.85
    cost_elites: Annotated[
        float, Param("1", 0.45, 0.75, "assumed: to be fitted to hazards", "c_e0")
    ] = 0.70
    cost_units: Annotated[
        float, Param("1", 0.45, 0.8, "assumed: to be fitted to hazards", "c_u0")
    ] = 0.75
    cost_spread: Annotated[float, Param("1", 0.4, 1.0, "assumed: to be fitted to hazards", "σ")] = (
        0.7
    )
    legitimacy_effect: Annotated[float, Param("1", 0.0, 4.0, "assumed", "γ_L")] = 2.0
    focal_probability: Annotated[float, Param("1", 0.2, 0.7, "assumed", "p_focal")] = 0.5
    share_regime: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_reg", "dirichlet:ideology:7")
    ] = 0.35
    share_none: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_none", "dirichlet:ideology:6")
    ] = 0.30
    share_democratic: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_dem", "dirichlet:ideology:4")
    ] = 0.20
    share_nationalist: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates", "q_nat", "dirichlet:ideology:3")
    ] = 0.15
    shift_regime: Annotated[float, Param("1", 0.0, 0.6, "assumed ±100 %", "ΔY_reg")] = 0.3
    shift_democratic: Annotated[float, Param("1", -0.4, 0.0, "assumed ±100 %", "ΔY_dem")] = -0.2


class Reads(NamedTuple):
    """What the rule needs."""

    legitimacy: Annotated[float, State("legitimacy.level")]
    legitimacy_rest: Annotated[float, Shared("legitimacy.rest")]
    cost_elites: Annotated[float, State("elites.cost")]
    deserted: Annotated[float, State("elites.deserted")]
    cost_units: Annotated[float, State("units.cost")]
    strength: Annotated[float, State("strength.true")]
    solves: Annotated[float, State("game.solves")]
    selection: Annotated[float, Shared("scenario.selection")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]
    classes: Annotated[Classes, State("game.classes")]
    roots: Annotated[Any, State("game.root_list")]
    stable: Annotated[Any, State("game.stable_list")]


class Writes(NamedTuple):
    """What the rule sets."""

    cost_citizens: Annotated[float, State("citizens.cost")]
    threshold: Annotated[float, State("game.threshold")]
    roots: Annotated[float, State("game.roots")]
    share_citizens: Annotated[float, State("citizens.share_acting")]
    share_elites: Annotated[float, State("elites.share_acting")]
    share_units: Annotated[float, State("units.share_acting")]
    solves: Annotated[float, State("game.solves")]


@scalar
def cost_of_citizens(median: float, legitimacy_effect: float, lost: float) -> float:
    """Return citizens' median probit cost when legitimacy has fallen by ``lost``.

    >>> cost_of_citizens(0.5, 2.0, 0.1)
    -0.2
    """
    return normal_quantile(median) - legitimacy_effect * lost


@scalar
def set_class(reads: Reads, k: int, weight: float, onlooker: Onlooker) -> None:
    """Write one class into the list of players, and its precision among the groups."""
    reads.classes.weight[k] = weight
    reads.classes.precision[k] = onlooker.precision
    reads.classes.cost[k] = onlooker.cost
    reads.classes.spread[k] = onlooker.spread
    reads.game.group[k] = float(onlooker.group)
    reads.game.group_precision[onlooker.group] = onlooker.precision


@scalar
def assemble(reads: Reads, params: Params, cost: float) -> None:
    """Write all players: citizens by ideology, elites, units, and elites who have deserted."""
    spread = params.cost_spread
    citizens = params.weight_citizens
    known = params.precision_citizens
    loyal = params.weight_elites * (1.0 - reads.deserted)
    regime = Onlooker(0, known, cost + params.shift_regime, spread)
    democratic = Onlooker(0, known, cost + params.shift_democratic, spread)
    neutral = Onlooker(0, known, cost, spread)
    elites = Onlooker(1, params.precision_elites, reads.cost_elites, spread)
    units = Onlooker(2, params.precision_units, reads.cost_units, spread)
    gone = Onlooker(1, params.precision_elites, COMMITTED, spread)
    unmoved = params.share_none + params.share_nationalist
    set_class(reads, 0, citizens * params.share_regime, regime)
    set_class(reads, 1, citizens * params.share_democratic, democratic)
    set_class(reads, 2, citizens * unmoved, neutral)
    set_class(reads, ELITES, loyal, elites)
    set_class(reads, UNITS, params.weight_units, units)
    set_class(reads, 5, params.weight_elites * reads.deserted, gone)


@scalar
def chosen_root(roots: Any, found: int, quiet: bool, selection: float, focal: bool) -> float:
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
    selection
        0 focal, 1 largest, 2 smallest.
    focal
        Whether a focal draw chose the largest.

    >>> chosen_root([0.3, 0.9], 2, False, 2.0, False)
    0.3
    >>> chosen_root([0.01, 0.3, 0.9], 3, False, 2.0, False)
    0.0
    >>> chosen_root([0.3], 1, True, 2.0, False)
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
    if selection == LARGEST or (selection == FOCAL and focal):
        return largest
    return smallest


@scalar
def solve(reads: Reads, focal: bool) -> float:
    """Return the threshold that is played under the belief as it stands."""
    belief = reads.belief
    if belief.summary[FORM] == GAUSSIAN:
        mean = belief.summary[MEAN]
        precision = belief.summary[PRECISION]
        everything = find_thresholds(
            reads.classes, CLASSES, mean, precision, reads.roots, reads.stable
        )
        found = 0
        for i in range(everything):
            if reads.stable[i] > 0.0:
                reads.roots[found] = reads.roots[i]
                found += 1
        return chosen_root(reads.roots, found, False, reads.selection, focal)
    if reads.game.layout[READY] == 0.0:
        tabulate_likelihood(reads.game, GROUPS)
        reads.game.layout[READY] = 1.0
    found, quiet = find_thresholds_on_grid(
        belief, reads.game, reads.classes, (CLASSES, GROUPS), reads.strength, reads.roots
    )
    threshold = chosen_root(reads.roots, found, quiet, reads.selection, focal)
    if threshold > 0.0:
        play_threshold(belief, reads.game, GROUPS, threshold)
    return threshold


@scalar
def class_share(reads: Reads, k: int, group: int, threshold: float) -> float:
    """Return the share of player k that would act at the true strength."""
    classes = reads.classes
    onlooker = Onlooker(group, classes.precision[k], classes.cost[k], classes.spread[k])
    return share_at(reads.belief, reads.game, onlooker, threshold, reads.strength)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Solve the coordination day for the belief as it stands."""
    lost = reads.legitimacy_rest - reads.legitimacy
    cost = cost_of_citizens(params.cost_citizens, params.legitimacy_effect, lost)
    assemble(reads, params, cost)
    draw = draw_uniform(at, int(reads.solves), PURPOSE_SELECTION)
    threshold = solve(reads, draw < params.focal_probability)
    citizens = 0.0
    for k in range(CITIZENS):
        if params.weight_citizens > 0.0:
            weight = reads.classes.weight[k] / params.weight_citizens
            citizens += weight * class_share(reads, k, 0, threshold)
    elites = class_share(reads, ELITES, 1, threshold)
    elites = reads.deserted + (1.0 - reads.deserted) * elites
    units = class_share(reads, UNITS, 2, threshold)
    roots = 1.0 if threshold > 0.0 else 0.0
    return Writes(cost, threshold, roots, citizens, elites, units, reads.solves + 1.0)


MECHANISM = Mechanism(
    name="coordination",
    equation="★",
    title="Everyone asks how many others will act",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("game.workspace", "game.classes", "game.root_list", "game.stable_list"),
    rule=rule,
    claims=("C01", "C02", "C06", "C13"),
)
