r"""How many act against a ruler, when each asks how many others will.

Equations
---------
The threshold θ* for a Gaussian public belief N(z, 1/α) and classes k (weight w, private
precision β, median probit cost μ, spread σ) solves ★; at truth θ the share ★★ of a class acts;
★★★ inverts ★★ in θ.

.. math::

    \theta^* = \sum_k w_k \Phi\left( \frac{\alpha(\theta^*-z) - \sqrt{\alpha+\beta_k}\,\mu_k}
        {\sqrt{\beta_k + \sigma_k^2(\alpha+\beta_k)}} \right) \quad (★)

    s_k(\theta) = \Phi\left( \frac{\sqrt{\alpha+\beta_k}\,\theta^* - (\alpha z + \beta_k\theta)
        /\sqrt{\alpha+\beta_k} - \mu_k}{\sqrt{\sigma_k^2 + \beta_k/(\alpha+\beta_k)}} \right)
        \quad (★★)

References
----------
S. Morris and H. S. Shin, Unique equilibrium in a model of self-fulfilling currency attacks,
American Economic Review 88 (1998), 587-597. G.-M. Angeletos, C. Hellwig and A. Pavan, Dynamic
global games of regime change, Econometrica 75 (2007), 711-756,
doi:10.1111/j.1468-0262.2007.00766.x. The sum over classes with probit costs is our own
extension of their equation.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.formulae.threshold_search import (
    NARROWEST,
    Classes,
    Game,
    attack,
    find_thresholds,
    width_of,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import INVERSE_SQRT_2PI, normal_cdf, normal_quantile

__all__ = [
    "ClassView",
    "Classes",
    "ease_to_strength",
    "excess_attack",
    "find_thresholds",
    "share_acting",
    "uniqueness_index",
    "weighted_threshold",
]


class ClassView(NamedTuple):
    """What one class sees and risks: private precision, median probit cost, spread of costs."""

    precision: float
    cost: float
    spread: float


@scalar
def weighted_threshold(
    threshold: float, classes: Classes, count: int, mean: float, precision: float
) -> float:
    """Return the attack that makes a conjectured threshold come true: ★'s right side.

    Parameters
    ----------
    threshold
        The conjectured threshold of regime strength [1].
    classes, count
        The classes, and how many of the arrays' entries are used; weights sum to one.
    mean, precision
        The public belief N(mean, 1/precision) about strength; precision 0 is no belief.

    Returns
    -------
    The weighted share that attacks, in [0, 1]; non-decreasing in ``threshold``.

    >>> round(weighted_threshold(0.5, Classes([1.0], [1.0], [0.0], [0.0]), 1, 0.5, 1.0), 12)
    0.5
    """
    return attack(threshold, Game(classes, count, mean, precision))


@scalar
def excess_attack(
    threshold: float, classes: Classes, count: int, mean: float, precision: float
) -> float:
    """Return ★'s right side minus the conjectured threshold: zero at an equilibrium.

    Positive where more attack than the conjecture needs. Parameters as for
    :func:`weighted_threshold`.

    >>> excess_attack(0.0, Classes([1.0], [1.0], [0.0], [0.0]), 1, 0.5, 0.0)
    0.5
    """
    return attack(threshold, Game(classes, count, mean, precision)) - threshold


@scalar
def share_acting(
    truth: float, threshold: float, mean: float, precision: float, view: ClassView
) -> float:
    """Return the share of one class that acts at a true strength: ★★.

    Parameters
    ----------
    truth
        The true strength θ [1].
    threshold
        The threshold θ* that is played [1].
    mean, precision
        The public belief.
    view
        The class.

    Notes
    -----
    Without any news at all (both precisions 0) the limit of vague private news is returned.

    >>> round(share_acting(0.3, 0.212273, 0.5, 4.0, ClassView(40.0, 0.6744897501960817, 0.7)), 6)
    0.122179
    """
    total = precision + view.precision
    if total <= 0.0:
        return normal_cdf(-view.cost / sqrt(view.spread * view.spread + 1.0))
    root = sqrt(total)
    width = max(sqrt(view.spread * view.spread + view.precision / total), NARROWEST)
    lead = (precision * (threshold - mean) + view.precision * (threshold - truth)) / root
    return normal_cdf((lead - view.cost) / width)


@scalar
def ease_to_strength(
    share: float, threshold: float, mean: float, precision: float, view: ClassView
) -> float:
    """Return the strength at which exactly this share of a class would act: ★★★.

    The exact inverse of :func:`share_acting` in the truth; what an observer concludes from the
    ease of a victory. Nothing is clamped.

    Parameters
    ----------
    share
        The share seen acting, in the open interval (0, 1).
    threshold, mean, precision, view
        As for :func:`share_acting`.

    Notes
    -----
    A class without private news (precision 0) acts alike at every strength: its share says
    nothing, and the public mean is returned.

    >>> view = ClassView(40.0, 0.6744897501960817, 0.7)
    >>> seen = share_acting(0.3, 0.212273, 0.5, 4.0, view)
    >>> round(ease_to_strength(seen, 0.212273, 0.5, 4.0, view), 12)
    0.3
    """
    if view.precision <= 0.0:
        return mean
    total = precision + view.precision
    width = sqrt(view.spread * view.spread + view.precision / total)
    lead = precision * (threshold - mean) - sqrt(total) * (
        view.cost + normal_quantile(share) * width
    )
    return threshold + lead / view.precision


@scalar
def uniqueness_index(classes: Classes, count: int, precision: float) -> float:
    """Return the steepest that ★'s right side can be: at most 1 means one threshold.

    Sufficient for uniqueness at every public mean and cost; with one class and no spread it is
    the familiar α/√(2πβ) ≤ 1.

    >>> round(uniqueness_index(Classes([1.0], [1.0], [0.0], [0.0]), 1, 1.0), 6)
    0.398942
    """
    total = 0.0
    for k in range(count):
        width = width_of(classes.precision[k], classes.spread[k], precision)
        total += classes.weight[k] * precision / width * INVERSE_SQRT_2PI
    return total
