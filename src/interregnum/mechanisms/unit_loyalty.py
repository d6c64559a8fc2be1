r"""Units obey while the ruler looks safe and the crowd in front of them is small.

Equations
---------
E7: :math:`\mu_u = \Phi^{-1}(c_{u0}) - \gamma_h(m(h) - m(h_0)) - \gamma_\nu\nu\tilde A +
\gamma_v(1-\nu)\tilde A + \gamma_{cb}\,counterbalance`, with :math:`\tilde A = \min(1, A/A_{crit})`
the acting share of the mobilisable pool when it last acted, and :math:`\nu` the share of
nonviolence.

Reads
-----
Loyalty's price now and at the start, the campaign's last turnout, nonviolence.

Writes
------
Units' cost.

Limits
------
The crowd counts while its campaign lasts, as large as when it last acted. The share of
nonviolence is one for all crowds: units do not see who in a crowd is armed.

Source
------
The reference model's own; defection and nonviolence: Chenoweth and Stephan (2011), Why Civil
Resistance Works (from memory).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_quantile


class Params(NamedTuple):
    """What moves units to stand aside."""

    hazard_effect: Annotated[float, Param("1", -0.5, 3.0, "assumed", "γ_h units")] = 0.15
    nonviolent_effect: Annotated[
        float, Param("1", 0.0, 1.5, "assumed: to be fitted to defection and success", "γ_ν")
    ] = 0.5
    violent_effect: Annotated[
        float, Param("1", 0.0, 1.5, "assumed: to be fitted to defection and success", "γ_v")
    ] = 0.3
    counterbalance_effect: Annotated[float, Param("1", 0.0, 1.0, "assumed", "γ_cb")] = 0.3
    counterbalance: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: 0 or 1", "counterbalance", "fixed")
    ] = 0.0


class Reads(NamedTuple):
    """What the rule needs."""

    median_cost: Annotated[float, Shared("coordination.cost_units")]
    pay: Annotated[float, State("elites.pay_share")]
    pay_start: Annotated[float, State("elites.pay_share_start")]
    turnout: Annotated[float, State("campaign.turnout")]
    nonviolence: Annotated[float, State("citizens.nonviolence")]


class Writes(NamedTuple):
    """What the rule sets."""

    cost: Annotated[float, State("units.cost")]


@scalar
def crowd_effect(params: Params, turnout: float, nonviolence: float) -> float:
    """Return by how much a crowd lowers units' probit cost of standing aside.

    >>> crowd_effect(Params(), 1.0, 1.0), crowd_effect(Params(), 1.0, 0.0)
    (0.5, -0.3)
    """
    peaceful = params.nonviolent_effect * nonviolence
    return (peaceful - params.violent_effect * (1.0 - nonviolence)) * turnout


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Set what standing aside costs a unit."""
    cost = normal_quantile(reads.median_cost)
    cost -= params.hazard_effect * (reads.pay - reads.pay_start)
    cost -= crowd_effect(params, reads.turnout, reads.nonviolence)
    cost += params.counterbalance_effect * params.counterbalance
    return Writes(cost)


MECHANISM = Mechanism(
    name="unit_loyalty",
    equation="E7",
    title="Units obey while the ruler looks safe",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C14", "C23"),
)
