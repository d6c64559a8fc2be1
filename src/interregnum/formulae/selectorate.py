r"""What a small coalition must be paid, and the danger at which promises stop being believed.

Equations
---------
With patience δ, coalition ratio W/S and hazard h that the ruler falls within the period,

.. math:: m(h) = \frac{1-\delta'}{1-\delta' W/S}, \qquad \delta' = \delta(1-h)

is the share of revenue that keeps a supporter who might else join a challenger, in whose
coalition he would have a place with probability W/S. The guarantor fails when m(h) exceeds the
share of revenue that can be paid.

References
----------
B. Bueno de Mesquita, A. Smith, R. M. Siverson and J. D. Morrow, The Logic of Political
Survival, MIT Press (2003), ISBN 9780262025461. The hazard in δ' is our own addition.
"""

from __future__ import annotations

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import NOT_A_NUMBER


@scalar
def pay_share(discount: float, coalition_ratio: float, hazard: float) -> float:
    """Return the share of revenue that supporters must be paid: m(h).

    Parameters
    ----------
    discount
        Patience δ, in (0, 1) [1 a period].
    coalition_ratio
        Winning coalition over selectorate W/S, in (0, 1].
    hazard
        Probability h that the ruler falls within the period, in [0, 1].

    >>> [round(pay_share(0.9, 0.01, h), 5) for h in (0.0, 0.1, 0.3)]
    [0.10091, 0.19155, 0.37235]
    """
    effective = discount * (1.0 - hazard)
    if effective >= 1.0:
        return 0.0
    return (1.0 - effective) / (1.0 - effective * coalition_ratio)


@scalar
def breaking_hazard(discount: float, coalition_ratio: float, revenue_share: float) -> float:
    """Return the hazard above which the guarantor fails: m(h) > revenue share.

    Parameters
    ----------
    discount, coalition_ratio
        As for :func:`pay_share`.
    revenue_share
        The share of revenue ρ that can be paid out.

    Returns
    -------
    0 where he fails without any hazard; not a number where no hazard makes him fail (ρ ≥ 1).

    >>> [round(breaking_hazard(0.9, 0.01, share), 4) for share in (0.2, 0.5)]
    [0.1093, 0.4417]
    """
    if revenue_share >= 1.0:
        return NOT_A_NUMBER
    if pay_share(discount, coalition_ratio, 0.0) > revenue_share or discount <= 0.0:
        return 0.0
    effective = (1.0 - revenue_share) / (1.0 - revenue_share * coalition_ratio)
    return max(0.0, 1.0 - effective / discount)
