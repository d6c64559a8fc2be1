r"""Who wins a contest for power, what it is worth to fight, and when all prefer a settlement.

Equations
---------
.. math:: p_k = r_k^m / \sum_j r_j^m, \qquad x_k = m\,p_k(1-p_k)

p is the ratio form. x is the effort, as a share of the prize, at which no contestant gains by a
little more: the first-order condition of Tullock's contest, in which k wins with probability
(r_k x_k)^m / Σ (r_j x_j)^m. For two contestants, or any number of equal ones, all efforts are
equal, so p stands unchanged and x is the equilibrium, provided that it is one (for two equals
m ≤ 2). For three or more unequal ones it is the marginal value of resources at p,
dp_k/d log r_k, not an equilibrium.

References
----------
G. Tullock, Efficient rent seeking, in Toward a Theory of the Rent-Seeking Society (Texas A&M
University Press, 1980), 97-112. J. Hirshleifer, Conflict and rent-seeking success functions,
Public Choice 63 (1989), 101-112, doi:10.1007/BF00153394. S. Skaperdas, Contest success
functions, Economic Theory 7 (1996), 283-290, doi:10.1007/BF01213906.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, log

# A faction with less than this chance is not asked to agree (E14).
VIABLE = 0.15


@scalar
def _relative_weight(resource: float, largest: float, exponent: float) -> float:
    """Return (resource / largest) ** exponent, also where the ratio itself underflows."""
    if resource <= 0.0:
        return 0.0
    ratio = resource / largest
    if ratio > 1e-300:
        return exp(exponent * log(ratio))
    return exp(exponent * (log(resource) - log(largest)))


@scalar
def find_contest_shares(
    resources: Sequence[float],
    count: int,
    exponent: float,
    probability: MutableSequence[float],
    effort: MutableSequence[float],
) -> bool:
    """Write each contestant's probability of winning and effort; return whether any can win.

    Parameters
    ----------
    resources, count
        Resources r_k, not negative; how many entries are used.
    exponent
        Decisiveness m, positive: how much more resources tell.
    probability, effort
        Filled from the front. With no resources at all nothing can be won and both are 0.

    >>> probability, effort = [0.0, 0.0], [0.0, 0.0]
    >>> find_contest_shares([4.0, 1.0], 2, 1.0, probability, effort)
    True
    >>> [round(p, 12) for p in probability], [round(x, 12) for x in effort]
    ([0.8, 0.2], [0.16, 0.16])
    """
    first = 0
    for k in range(count):
        probability[k] = 0.0
        effort[k] = 0.0
        if resources[k] > resources[first]:
            first = k
    if count < 1 or resources[first] <= 0.0:
        return False
    others = 0.0
    for k in range(count):
        probability[k] = _relative_weight(resources[k], resources[first], exponent)
        if k != first:
            others += probability[k]
    total = 1.0 + others
    for k in range(count):
        weight = probability[k]
        rest = others if k == first else total - weight
        probability[k] = weight / total
        effort[k] = exponent * probability[k] * (rest / total)
    return True


@scalar
def is_settlement_possible(
    probability: Sequence[float], optimism: Sequence[float], count: int, total_cost: float
) -> bool:
    """Return whether viable factions' claims fit into the prize and the cost of fighting (E14).

    Parameters
    ----------
    probability, optimism
        Each faction's chance p and the error ε of its own estimate.
    count
        How many entries are used.
    total_cost
        What fighting destroys, as a share of the prize, whatever the number of factions.

    >>> is_settlement_possible([0.5, 0.5], [0.1, 0.1], 2, 0.3)
    True
    """
    claims = 0.0
    for k in range(count):
        if probability[k] > VIABLE:
            claims += probability[k] + optimism[k]
    return claims <= 1.0 + total_cost
