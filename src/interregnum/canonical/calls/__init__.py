"""Published models as Python calls: numbers or arrays of parameters in, typed records out.

Every call takes its inputs by name, as ``interregnum canonical run`` does, and broadcasts them;
the rules of what comes back stand in :mod:`interregnum.canonical.calls.results`. A case out of
range raises :class:`interregnum.errors.ScenarioError`.

>>> import interregnum as ir
>>> game = ir.canonical.global_game(
...     public_precision=4, private_precision=1, public_mean=[0.5, 0.9], cost=0.5
... )
>>> game.theta_star.round(4).tolist()
[[0.0301, 0.5, 0.9699], [0.0002, nan, nan]]
"""

from __future__ import annotations

from typing import Unpack

from interregnum.canonical.calls import given as keys
from interregnum.canonical.calls import results
from interregnum.canonical.calls.arrays import solved


def global_game(**given: Unpack[keys.GlobalGameGiven]) -> results.GlobalGame:
    """Return all thresholds of the global game, static or after survival.

    See :mod:`interregnum.canonical.global_game` for the equations and the inputs.

    >>> global_game(public_precision=0, private_precision=4, cost=0.3).theta_star.round(12)
    array([0.7])
    """
    return solved("global_game", results.GlobalGame, given)


def global_game_dynamic(**given: Unpack[keys.DynamicGiven]) -> results.GlobalGameDynamic:
    """Return the dynamic global game, period by period.

    See :mod:`interregnum.canonical.global_game_dynamic` for the equations and the inputs.

    >>> case = {"public_precision": 1, "public_mean": 1.5, "cost": 0.3}
    >>> global_game_dynamic(**case, precisions=[1, 2, 4, 8, 16, 32]).years
    array([1., 6.])
    """
    return solved("global_game_dynamic", results.GlobalGameDynamic, given)


def coordination(**given: Unpack[keys.CoordinationGiven]) -> results.Coordination:
    """Return all thresholds of several classes that coordinate, and their shares.

    See :mod:`interregnum.canonical.coordination` for the equations and the inputs.

    >>> classes = {"weights": [0.5, 0.5], "private_precisions": [4, 4], "cost_sd": 0}
    >>> coordination(**classes, median_costs=[0.2, 0.4], public_precision=0).theta_star.round(12)
    array([0.7])
    """
    return solved("coordination", results.Coordination, given)


def granovetter(**given: Unpack[keys.GranovetterGiven]) -> results.Granovetter:
    """Return how far a cascade of thresholds goes.

    See :mod:`interregnum.canonical.granovetter` for the equations and the inputs.

    >>> granovetter(thresholds=[[0, 1, 2, 3], [0, 2, 2, 3]]).final
    array([4, 1])
    """
    return solved("granovetter", results.Granovetter, given)


def watts(**given: Unpack[keys.WattsGiven]) -> results.Watts:
    """Return the window of mean degrees in which a cascade spreads, and how far.

    See :mod:`interregnum.canonical.watts` for the equations and the inputs.

    >>> watts(threshold=[0.1, 0.18]).window.round(4).tolist()
    [[1.0, 13.6593], [1.0207, 5.7647]]
    """
    return solved("watts", results.Watts, given)


def complex_contagion(**given: Unpack[keys.ComplexContagionGiven]) -> results.ComplexContagion:
    """Return how far a contagion spreads that needs several neighbours.

    See :mod:`interregnum.canonical.complex_contagion` for the equations and the inputs.

    >>> complex_contagion(needed=2, mean_degree=4, seed_share=[0, 1], agents=50).share.tolist()
    [[0.0], [1.0]]
    """
    return solved("complex_contagion", results.ComplexContagion, given)


def kuran(**given: Unpack[keys.KuranGiven]) -> results.Kuran:
    """Return the share of the population that opposes in public in the end.

    See :mod:`interregnum.canonical.kuran` for the equations and the inputs.

    >>> float(kuran(thresholds=[0, 20, 20, 30, 40, 50, 60, 70, 80, 100]).final_share)
    0.1
    """
    return solved("kuran", results.Kuran, given)


def brock_durlauf(**given: Unpack[keys.BrockDurlaufGiven]) -> results.BrockDurlauf:
    """Return all mean choices that sustain themselves.

    See :mod:`interregnum.canonical.brock_durlauf` for the equations and the inputs.

    >>> brock_durlauf(coupling=2, field=0.2).roots.round(4).tolist()
    [-0.9303, -0.2029, 0.973]
    """
    return solved("brock_durlauf", results.BrockDurlauf, given)


def emperor(**given: Unpack[keys.EmperorGiven]) -> results.Emperor:
    """Return how many comply with, and enforce, a norm that they do not believe in.

    See :mod:`interregnum.canonical.emperor` for the equations and the inputs.

    >>> emperor(believers=[0.0, 0.05], network="global", rounds=9).false_enforcement.tolist()
    [[0.0], [0.0]]
    """
    return solved("emperor", results.Emperor, given)


def epstein(**given: Unpack[keys.EpsteinGiven]) -> results.Epstein:
    """Return how often a crowd watched by police erupts, and what two groups do to each other.

    See :mod:`interregnum.canonical.epstein` for the equations and the inputs.

    >>> epstein(run=6, size=8, steps=[2, 3]).peak.tolist()
    [[0.0], [0.0]]
    """
    return solved("epstein", results.Epstein, given)


def edmond(**given: Unpack[keys.EdmondGiven]) -> results.Edmond:
    """Return the weakest regime that survives by bending what citizens see.

    See :mod:`interregnum.canonical.edmond` for the equations and the inputs.

    >>> edmond(cost=0.25, slope=1, signal_precision=[0.25, 1, 4, 16]).theta_star.round(4).tolist()
    [0.7401, 0.7059, 0.5531, 0.3037]
    """
    return solved("edmond", results.Edmond, given)


def vanguard(**given: Unpack[keys.VanguardGiven]) -> results.Vanguard:
    """Return whom a vanguard's signal can mobilise.

    See :mod:`interregnum.canonical.vanguard` for the equations and the inputs.

    >>> vanguard(cost=0.25, share_needed=0.3, signal=[-1, 0]).cutoffs.round(4).tolist()
    [[nan, nan], [0.3637, 1.6928]]
    """
    return solved("vanguard", results.Vanguard, given)


def acemoglu_robinson(**given: Unpack[keys.AcemogluRobinsonGiven]) -> results.AcemogluRobinson:
    """Return the cost of revolution below which redistribution cannot stop it.

    See :mod:`interregnum.canonical.acemoglu_robinson` for the equations and the inputs.

    >>> shares = {"elite_income_share": 0.5, "elite_population_share": 0.2}
    >>> cost = acemoglu_robinson(**shares, discount=0.9, crisis_probability=[0.1, 0.9])
    >>> cost.critical_cost.round(4).tolist()
    [0.4893, 0.4488]
    """
    return solved("acemoglu_robinson", results.AcemogluRobinson, given)


def selectorate(**given: Unpack[keys.SelectorateGiven]) -> results.Selectorate:
    """Return the price of loyalty, and the hazard at which the guarantor fails.

    See :mod:`interregnum.canonical.selectorate` for the equations and the inputs.

    >>> selectorate(discount=0.9, coalition_ratio=0.01, hazard=[0, 0.1]).pay_share.round(4).tolist()
    [0.1009, 0.1916]
    """
    return solved("selectorate", results.Selectorate, given)


def veto(**given: Unpack[keys.VetoGiven]) -> results.Veto:
    """Return the probability that a settlement can satisfy all who must agree.

    See :mod:`interregnum.canonical.veto` for the equations and the inputs.

    >>> veto(players=[2, 3], total_cost=0.3, noise=0.2).settlement_probability.round(4).tolist()
    [0.8556, 0.8068]
    """
    return solved("veto", results.Veto, given)


def lanchester(**given: Unpack[keys.LanchesterGiven]) -> results.Lanchester:
    """Return who wins a battle of aimed fire, with how many left and when.

    See :mod:`interregnum.canonical.lanchester` for the equations and the inputs.

    >>> lanchester(a=[1000, 800], b=[800, 1000], attrition_a=0.01, attrition_b=0.01).winner.tolist()
    ['A', 'B']
    """
    return solved("lanchester", results.Lanchester, given)


def contest(**given: Unpack[keys.ContestGiven]) -> results.Contest:
    """Return each contestant's probability of winning and effort.

    See :mod:`interregnum.canonical.contest` for the equations and the inputs.

    >>> contest(resources=[4, 1], exponent=[0.5, 1]).win_probability[:, 0].round(4).tolist()
    [0.6667, 0.8]
    """
    return solved("contest", results.Contest, given)
