r"""What a Gaussian belief says once everybody knows that strength lies above a bound.

Equations
---------
With θ ~ N(z, 1/α) known to lie above s, and t = √α(s - z),

.. math:: E[\theta] = z + \frac{1}{\sqrt\alpha} \frac{\varphi(t)}{\Phi(-t)}, \qquad
    P(\theta \le \theta^*) = 1 - \frac{\Phi(\sqrt\alpha(z-\theta^*))}{\Phi(\sqrt\alpha(z-s))}
"""

from __future__ import annotations

from math import sqrt

from interregnum.formulae.tails import hazard, log_ratio
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp


@scalar
def mean_above(bound: float, mean: float, precision: float) -> float:
    """Return the mean of N(mean, 1/precision) given that it exceeds a bound.

    >>> round(mean_above(0.0, 0.0, 1.0), 6)
    0.797885
    """
    root = sqrt(precision)
    return max(bound, mean + hazard(root * (mean - bound)) / root)


@scalar
def probability_below(threshold: float, bound: float, mean: float, precision: float) -> float:
    """Return the probability that N(mean, 1/precision), known to exceed a bound, is below θ*.

    >>> round(probability_below(1.0, 0.0, 0.0, 1.0), 6)
    0.682689
    """
    if threshold <= bound:
        return 0.0
    root = sqrt(precision)
    kept = root * (mean - threshold)
    return 1.0 - exp(-log_ratio(kept, root * (threshold - bound)))
