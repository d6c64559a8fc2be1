r"""Political transitions: the cost of revolution below which promises cannot stop it.

Equations
---------
.. math:: \mu^* = \Theta - (1-b(1-q))\left[\tau(\Theta-\delta) - (1-\delta)\tau^2/2\right],
    \qquad \tau = \frac{\Theta-\delta}{1-\delta}

Where revolution costs less than ``critical_cost`` μ* (a share of income), redistribution while
the poor could rise is not enough, because it may end when they no longer can (with probability
1 - q a period): the elite must democratise or repress. Above it, redistribution suffices.

Limits
------
Θ = δ: nothing to redistribute, μ* = Θ. q = 1: the poor could always rise, promises are kept by
the threat alone, and μ* is least.

Source
------
Acemoglu and Robinson (2001), doi:10.1257/aer.91.4.938; this form, with quadratic costs of taxation,
is that of their book of 2006, from memory.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key
from interregnum.errors import ScenarioError
from interregnum.formulae.acemoglu_robinson import Elite, critical_cost
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "elite_income_share": Key(
        kind=NUMBER, low=0.0, high=1.0, meaning="the elite's share Θ of income, at least δ [1]"
    ),
    "elite_population_share": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        high_open=True,
        meaning="the elite's share δ of the population [1]",
    ),
    "discount": Key(
        kind=NUMBER, low=0.0, high=1.0, meaning="discount factor b of the poor [1 a period]"
    ),
    "crisis_probability": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        meaning="probability q that the poor could rise in a period [1]",
    ),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    elite_income_share: float
    elite_population_share: float
    discount: float
    crisis_probability: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the critical cost of revolution.

    Raises
    ------
    ScenarioError
        If the elite's share of income is below its share of the population.

    >>> from interregnum.canonical.shelf import solution_of
    >>> shares = {"elite_income_share": 0.5, "elite_population_share": 0.2}
    >>> case = shares | {"discount": 0.9, "crisis_probability": 0.9}
    >>> round(solution_of("acemoglu_robinson", case)["critical_cost"], 5)
    0.44881
    """
    if given.elite_income_share < given.elite_population_share:
        msg = (
            f"acemoglu_robinson: elite_income_share = {given.elite_income_share!r} is below "
            f"elite_population_share = {given.elite_population_share!r}; the elite is richer than "
            f"average: give an income share in [{given.elite_population_share!r}, 1]"
        )
        raise ScenarioError(msg)
    elite = Elite(given.elite_income_share, given.elite_population_share)
    cost = compiled(critical_cost, target)(elite, given.discount, given.crisis_probability)
    return {"critical_cost": float(cost)}


_SOURCE = (
    "computed by us from the equation of Acemoglu and Robinson 2001, doi:10.1257/aer.91.4.938, "
    "in the form of 2006 (from memory)"
)


def _case(shares: tuple[float, ...], reference: float, tolerance: float) -> Case:
    """Return a case of (Θ, δ, b, q)."""
    return Case(
        name="(Θ, δ, b, q) = ({:g}, {:g}, {:g}, {:g})".format(*shares),
        inputs=dict(zip(KEYS, shares, strict=True)),
        output="critical_cost",
        reference=reference,
        tolerance=tolerance,
        source=_SOURCE,
    )


CASES = (
    _case((0.5, 0.2, 0.9, 0.1), 0.489312, 1e-6),
    _case((0.5, 0.2, 0.9, 0.9), 0.448812, 1e-6),
    _case((0.3, 0.3, 0.5, 0.5), 0.3, 1e-12),
)
