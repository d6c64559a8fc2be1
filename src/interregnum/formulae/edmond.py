r"""How far a regime that bends what citizens see can be overthrown.

Equations
---------
A regime of strength θ hides an action a ≥ 0 at cost k a²/2; citizens see x = θ + a + noise of
precision α, and whoever sees x < x* attacks, so that S = Φ(√α(x* - θ - a)). With
X = √α(x* - θ), A = √α a and r = α/k, a regime that survives loses

.. math:: L(X) = \min_{A \ge 0} \left[ \Phi(X-A) + \frac{A^2}{2r} \right]

and survives iff θ ≥ L: the weakest that does has θ* = L(X*). Those below do nothing. At x* the
chance of a fall is p, with a diffuse prior:

.. math:: (1-p)\,\Phi(-X^*) = p \int_{-\infty}^{X^*} \varphi(X - A(X))\,dX = p\,L(X^*)

because L' = φ(X - A) wherever the best action is one (the envelope theorem), and L has no
jumps. The left side falls and the right side rises in X: there is one equilibrium. With
u = X - A, the stationary actions are X = u + rφ(u), L = Φ(u) + rφ(u)²/2; where rφ(1) > 1 the
first rises, falls and rises again in u, and the best action is on one of the rising branches.

References
----------
C. Edmond, Information manipulation, coordination, and regime change, Review of Economic Studies
80 (2013), 1422-1458, doi:10.1093/restud/rdt020 (this DOI from memory). The reduction to one
equation is our own.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf, normal_density

# Beyond this the normal density is zero in 64 bits.
_END = 40.0


class Manipulation(NamedTuple):
    """An equilibrium: the weakest regime that survives, citizens' cutoff and what it hides."""

    threshold: float
    cutoff: float
    action: float


@scalar
def _loss(u: float, ratio: float) -> float:
    """Return L on a branch: the attack that is left, and what keeping it there costs."""
    density = normal_density(u)
    return normal_cdf(u) + 0.5 * (ratio * density) * density


@scalar
def _is_beyond(u: float, ratio: float, cost: float) -> bool:
    """Return whether the citizen at the cutoff would rather stay at home."""
    position = u + ratio * normal_density(u)
    return cost * _loss(u, ratio) > (1.0 - cost) * normal_cdf(-position)


@scalar
def _turn_between(low: float, high: float, ratio: float, rises: bool) -> float:
    """Return where u φ(u) = 1/r in a bracket on which u φ(u) rises, or falls."""
    for _ in range(200):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            return middle
        if (ratio * middle * normal_density(middle) < 1.0) == rises:
            low = middle
        else:
            high = middle
    return low


@scalar
def _indifferent_between(low: float, high: float, ratio: float, cost: float) -> float:
    """Return the u at which the citizen at the cutoff is indifferent."""
    for _ in range(200):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            return middle
        if _is_beyond(middle, ratio, cost):
            high = middle
        else:
            low = middle
    return low


@scalar
def manipulated_threshold(cost: float, slope: float, precision: float) -> Manipulation:
    """Return the equilibrium: θ*, x* and the action of the regime at θ*.

    Parameters
    ----------
    cost
        Cost p of attacking in vain, in (0, 1) [share of the gain].
    slope
        k of the cost of manipulation k a²/2, positive [1/strength²].
    precision
        Precision α of citizens' signals, positive [1/strength²].

    Notes
    -----
    θ* depends on α/k only; 1 - p as α/k goes to 0, and 0 as it grows without end.

    >>> [round(manipulated_threshold(0.25, 1.0, a).threshold, 4) for a in (0.25, 1.0, 4.0, 16.0)]
    [0.7401, 0.7059, 0.5531, 0.3037]
    """
    ratio = precision / slope
    if ratio * normal_density(1.0) <= 1.0:
        best = _indifferent_between(-_END, _END, ratio, cost)
    else:
        # Two branches: much manipulation below ``first``, little above ``second``. L is the
        # smaller of the two losses, so the equilibrium is the farther of the two candidates.
        first = _turn_between(0.0, 1.0, ratio, True)
        second = _turn_between(1.0, _END, ratio, False)
        best = _indifferent_between(-_END, first, ratio, cost)
        if not _is_beyond(first, ratio, cost):
            best = _indifferent_between(second, _END, ratio, cost)
        elif not _is_beyond(second, ratio, cost):
            other = _indifferent_between(second, _END, ratio, cost)
            if _loss(other, ratio) < _loss(best, ratio):
                best = other
    threshold = _loss(best, ratio)
    root = sqrt(precision)
    hidden = ratio * normal_density(best)
    return Manipulation(threshold, threshold + (best + hidden) / root, hidden / root)
