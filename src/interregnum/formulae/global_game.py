r"""One crowd against a ruler: the global game, before and after he survived an attack.

Equations
---------
With public belief N(z, 1/α), private precision β and cost c, whoever sees x < x* attacks; the
ruler falls iff θ ≤ θ*, where exactly θ* attack: x* = θ* + Φ⁻¹(θ*)/√β. In the static game

.. math:: \Phi\left( \frac{\sqrt\beta\,\Phi^{-1}(\theta^*) + \alpha(z-\theta^*)}
    {\sqrt{\alpha+\beta}} \right) = 1 - c

After he survived at threshold s, everybody knows θ > s. With m the posterior mean at x*,
B = √(α+β)(m - θ*) and B' = √(α+β)(m - s):

.. math:: 1 - \Phi(B) / \Phi(B') = c, \qquad θ^* \in (s, 1)

Both are solved in q = Φ⁻¹(θ*), which keeps all digits where θ* is near 0 or 1.

References
----------
S. Morris and H. S. Shin, Global games: theory and applications, in Advances in Economics and
Econometrics (Cambridge University Press, 2003), 56-114, doi:10.1017/CBO9780511610240.004.
G.-M. Angeletos, C. Hellwig and A. Pavan, Dynamic global games of regime change: learning,
multiplicity, and the timing of attacks, Econometrica 75 (2007), 711-756,
doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from math import sqrt

from interregnum.formulae.survival_search import (
    Survived,
    find_survived_thresholds,
    is_attack_possible,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import NOT_A_NUMBER, normal_density, normal_quantile

__all__ = [
    "Survived",
    "find_survived_thresholds",
    "is_attack_possible",
    "margin_cutoff",
    "signal_cutoff",
]

_LARGEST = 1e18


@scalar
def signal_cutoff(
    threshold: float, private: float, mean: float, precision: float, cost: float
) -> float:
    """Return x*, the private signal below which one attacks, at a threshold of the static game.

    Parameters
    ----------
    threshold
        A solution θ* of the static game [1].
    private, mean, precision
        Private precision, and the public belief N(mean, 1/precision).
    cost
        Cost of a failed attack in (0, 1).

    Notes
    -----
    x* = θ* + Φ⁻¹(θ*)/√β. At a stable θ* the quantile is taken from ★'s argument: it keeps its
    digits where θ* is so near 0 or 1 that θ* itself has lost them, and it is finite even there.

    >>> round(signal_cutoff(0.7, 4.0, 0.0, 0.0, 0.3), 4)
    0.9622
    """
    root = sqrt(private)
    lead = precision * (threshold - mean) - sqrt(precision + private) * normal_quantile(cost)
    quantile = lead / root
    if precision / root * normal_density(quantile) > 1.0 and 0.0 < threshold < 1.0:
        quantile = normal_quantile(threshold)
    return threshold + quantile / root


@scalar
def _after_margin(game: Survived, margin: float, margin_precision: float) -> Survived:
    """Return the game after the public also saw how narrowly the ruler survived."""
    total = game.precision + margin_precision
    mean = (game.precision * game.mean + margin_precision * margin) / total
    return Survived(mean, total, game.private, game.cost, game.threshold)


@scalar
def margin_cutoff(game: Survived, margin_precision: float) -> float:
    """Return y†: a new attack is possible iff the public margin signal lies below it.

    Parameters
    ----------
    game
        The game after survival, before the margin is seen.
    margin_precision
        Precision of the signal y = θ + noise about the margin of survival, positive.

    Returns
    -------
    The cutoff; not a number where there is none (nothing, or everything, allows an attack).

    >>> round(margin_cutoff(Survived(1.0, 1.0, 1.0, 0.5, 0.25), 4.0), 1)
    0.5
    """
    if game.threshold >= 1.0 or game.threshold < 0.0 or margin_precision <= 0.0:
        return NOT_A_NUMBER
    low = game.threshold
    stride = 1.0
    while not is_attack_possible(_after_margin(game, low, margin_precision)):
        low -= stride
        stride *= 2.0
        if stride > _LARGEST:
            return NOT_A_NUMBER
    high = low + stride
    while is_attack_possible(_after_margin(game, high, margin_precision)):
        high += stride
        stride *= 2.0
        if stride > _LARGEST:
            return NOT_A_NUMBER
    for _ in range(200):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            return middle
        if is_attack_possible(_after_margin(game, middle, margin_precision)):
            low = middle
        else:
            high = middle
    return low
