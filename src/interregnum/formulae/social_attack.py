r"""A crowd that watches itself: the share that acts when each also counts how many do.

Equations
---------
E4 in the mean-field, with :math:`r = \lambda_S/\lambda_I`: given what citizens expect of the
regime, the acting share of the pool is the least root from below of

.. math::

    s = \sum_k q_k\, E_x\, \Phi\left( \frac{\Phi^{-1}(p(x)) - \mu_k + r s}{\sigma_k} \right)

where μ and σ already hold the thresholds' mean and spread. As :math:`r \to \infty` belief stops
counting and this is Granovetter's crowd, :math:`s = \Phi((s - \bar\varphi)/\sigma_\varphi)`. For
a Gaussian belief the expectation is ★★; on the grid it is the sum over signals.

Notes
-----
The search from below is safe: over the next stretch the right side rises at least by the least
density at the stretch's ends (a normal density has no trough), so no root lies within excess /
(1 - least slope). Near a simple root this converges like Newton's method; at a touch, where two
roots merge, the error halves each step.

References
----------
M. Granovetter, Threshold models of collective behavior, American Journal of Sociology 83 (1978),
1420-1443, doi:10.1086/226707.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.formulae.belief import (
    FORM,
    GAUSSIAN,
    GRID_STEP,
    MEAN,
    PRECISION,
    Belief,
    cell_position,
)
from interregnum.formulae.belief_game import (
    BEGIN,
    END,
    MOST_GROUPS,
    SIGNAL_REACH,
    SQRT_2PI,
    STRIDE,
    committed_weight,
    expected_share,
    fill_posteriors_near,
    signal_cell,
)
from interregnum.formulae.coordination import ClassView, share_acting
from interregnum.formulae.likelihood import Game
from interregnum.formulae.threshold_search import NARROWEST, Classes
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, normal_cdf, normal_density, normal_quantile

_CERTAIN = 40.0  # the probit of certainty
_MOST_STEPS = 400
_ROUNDING = 1e-15


class Scene(NamedTuple):
    """A coordination day: players seated, the first ``citizens`` of them the crowd.

    ``weight`` is all citizens' weight, jailed ones included; ``pull`` is r.
    """

    belief: Belief
    game: Game
    classes: Classes
    citizens: int
    players: int
    groups: int
    weight: float
    pull: float


class Outlook(NamedTuple):
    """The true strength, and the threshold that everybody expects."""

    truth: float
    threshold: float


@scalar
def _summed(
    scene: Scene, probit: float, noise: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return weight acting and least slope if belief has this probit and a noise variance."""
    classes = scene.classes
    acting = 0.0
    slope = 0.0
    for k in range(scene.citizens):
        width = sqrt(classes.spread[k] * classes.spread[k] + noise)
        width = max(width, NARROWEST)
        first = (probit - classes.cost[k] + scene.pull * ends[0]) / width
        last = (probit - classes.cost[k] + scene.pull * ends[1]) / width
        acting += classes.weight[k] * normal_cdf(first)
        least = normal_density(max(abs(first), abs(last)))
        slope += classes.weight[k] * least * (scene.pull / width)
    return acting, slope


@scalar
def _moved_gaussian(
    scene: Scene, outlook: Outlook, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return weight acting and least slope, belief being Gaussian: ★★."""
    mean = scene.belief.summary[MEAN]
    public = scene.belief.summary[PRECISION]
    private = scene.game.group_precision[0]
    total = max(public + private, NARROWEST)
    threshold = outlook.threshold
    lead = public * (threshold - mean) + private * (threshold - outlook.truth)
    return _summed(scene, lead / sqrt(total), private / total, ends)


@scalar
def _moved_on_grid(
    scene: Scene, outlook: Outlook, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return the same from the posteriors tabulated for the threshold expected."""
    game = scene.game
    begin = int(game.layout[BEGIN * MOST_GROUPS])
    end = int(game.layout[END * MOST_GROUPS])
    step = int(game.layout[STRIDE * MOST_GROUPS]) * GRID_STEP
    root = sqrt(game.group_precision[0])
    acting = 0.0
    slope = 0.0
    for j in range(begin, end):
        distance = (cell_position(signal_cell(game, 0, j)) - outlook.truth) * root
        if abs(distance) <= SIGNAL_REACH + 0.2:
            p = game.posterior[j]
            probit = normal_quantile(p) if 0.0 < p < 1.0 else (_CERTAIN if p > 0.5 else -_CERTAIN)
            weight = exp(-0.5 * distance * distance)
            act, rise = _summed(scene, probit, 0.0, ends)
            acting += weight * act
            slope += weight * rise
    scale = step * root / SQRT_2PI
    left = cell_position(signal_cell(game, 0, begin)) - 0.5 * step
    certain = normal_cdf((left - outlook.truth) * root)
    act, rise = _summed(scene, _CERTAIN, 0.0, ends)
    return acting * scale + certain * act, slope * scale


@scalar
def least_share(scene: Scene, outlook: Outlook, start: float) -> float:
    """Return the acting share of the pool: the least root at or above ``start``.

    Parameters
    ----------
    scene
        The day; on the grid with the posteriors of the threshold expected.
    outlook
        The truth, and that threshold.
    start
        A share known to be no larger than the least root, such as 0.

    Notes
    -----
    At most 400 steps; excesses below 1e-15 count as zero.
    """
    if scene.weight <= 0.0:
        return 0.0
    gaussian = scene.belief.summary[FORM] == GAUSSIAN
    share = start
    stride = 1.0
    for _ in range(_MOST_STEPS):
        ends = (share, min(share + stride, 1.0))
        if gaussian:
            acting, slope = _moved_gaussian(scene, outlook, ends)
        else:
            acting, slope = _moved_on_grid(scene, outlook, ends)
        excess = acting / scene.weight - share
        slope = slope / scene.weight
        if excess <= _ROUNDING or share >= 1.0:
            return min(share, 1.0)
        step = stride
        if slope < 1.0:
            step = min(stride, excess / (1.0 - slope))
        step = max(step, excess)
        share = min(share + step, 1.0)
        stride = 2.0 * step
    return share


@scalar
def social_attack_size(scene: Scene, bound: float, start: float) -> tuple[float, float]:
    """Return S(t), the weight that acts if truth and conjecture are ``bound``, and the share s.

    Parameters
    ----------
    scene
        The day; on the grid as :func:`.grid_thresholds.prepare_day` left it.
    bound
        t.
    start
        As for :func:`least_share`; the share at any lower bound will do.

    Notes
    -----
    Belief is log-concave in every form that a run gives it (signals, truncations, soft tests and
    diffusion keep that), so a higher bound means more action: S and s never fall, and where the
    least root of s vanishes they jump up.
    """
    classes = scene.classes
    mean = scene.belief.summary[MEAN]
    public = scene.belief.summary[PRECISION]
    result = 0.0
    if scene.belief.summary[FORM] == GAUSSIAN:
        for k in range(scene.citizens, scene.players):
            view = ClassView(classes.precision[k], classes.cost[k], classes.spread[k])
            result += classes.weight[k] * share_acting(bound, bound, mean, public, view)
    else:
        result = committed_weight(classes, scene.players)
        for g in range(scene.groups):
            fill_posteriors_near(scene.belief, scene.game, g, bound)
            if g > 0:
                result += expected_share(scene.game, classes, scene.players, g, bound)
    crowd = least_share(scene, Outlook(bound, bound), start)
    return result + scene.weight * crowd, crowd
