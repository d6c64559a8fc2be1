r"""Whether claims that were each misjudged still add up to a settlement.

Equations
---------
n players believe p_k + ε_k of their own victory, Σ p = 1 and ε independent N(0, s²). War costs
them c_tot together, whatever their number; all can be satisfied iff Σ(p_k + ε_k) ≤ 1 + c_tot:

.. math:: P = \Phi\left( \frac{c_{tot}}{s\sqrt n} \right)

References
----------
D. E. Cunningham, Veto players and civil war duration, American Journal of Political Science 50
(2006), 875-892, doi:10.1111/j.1540-5907.2006.00221.x, argues the effect; the arithmetic is ours.
"""

from __future__ import annotations

from math import sqrt

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_cdf


@scalar
def settlement_probability(players: float, total_cost: float, noise: float) -> float:
    """Return the probability that a settlement can satisfy everybody.

    Parameters
    ----------
    players
        How many must agree, at least 1.
    total_cost
        Cost c_tot of the war to all of them together, not negative [share of the prize].
    noise
        Standard deviation s of each one's error about his own chance; 0 always settles.

    >>> [round(settlement_probability(n, 0.3, 0.2), 4) for n in (2.0, 3.0)]
    [0.8556, 0.8068]
    """
    spread = noise * sqrt(players)
    if spread <= 0.0:
        return 1.0
    return normal_cdf(total_cost / spread)
