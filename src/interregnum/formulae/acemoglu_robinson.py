r"""When the poor prefer revolution to a promise that the elite may break.

Equations
---------
.. math:: \mu^* = \Theta - (1-b(1-q))\left[\tau(\Theta-\delta) - (1-\delta)\tau^2/2\right],
    \qquad \tau = \frac{\Theta-\delta}{1-\delta}

References
----------
D. Acemoglu and J. A. Robinson, A theory of political transitions, American Economic Review 91
(2001), 938-963, doi:10.1257/aer.91.4.938; the form with quadratic costs of taxation is that of
their Economic Origins of Dictatorship and Democracy, Cambridge University Press (2006), from
memory.
"""

from __future__ import annotations

from typing import NamedTuple

from interregnum.kernels.scalar import scalar


class Elite(NamedTuple):
    """The elite's shares of income Θ and of the population δ, Θ ≥ δ, δ < 1."""

    income_share: float
    population_share: float


@scalar
def preferred_tax(elite: Elite) -> float:
    """Return the tax rate τ that the poor like best.

    >>> preferred_tax(Elite(0.5, 0.2))
    0.37499999999999994
    """
    return (elite.income_share - elite.population_share) / (1.0 - elite.population_share)


@scalar
def critical_cost(elite: Elite, discount: float, crisis_probability: float) -> float:
    """Return μ*, the cost of revolution below which redistribution cannot stop it.

    Parameters
    ----------
    elite
        The elite's shares.
    discount
        Discount factor b a period, in [0, 1].
    crisis_probability
        Probability q that the poor could rise in any one period, in [0, 1].

    >>> round(critical_cost(Elite(0.5, 0.2), 0.9, 0.1), 6)
    0.489312
    """
    tax = preferred_tax(elite)
    gap = elite.income_share - elite.population_share
    gain = tax * gap - (1.0 - elite.population_share) * tax * tax * 0.5
    return elite.income_share - (1.0 - discount * (1.0 - crisis_probability)) * gain
