r"""Without news, belief drifts back to what people are used to believe.

Equations
---------
E2b, over any span, exact: :math:`b \leftarrow` law of :math:`\bar z_t +
e^{-\kappa_b\Delta}(\theta - \bar z_t) + N(0, (1 - e^{-2\kappa_b\Delta})/\alpha_0)`, where
:math:`\bar z_t = \bar\theta_{type} + cred_t\,o_{full}` plus the publicly known shifts of the mean
strength: :math:`\bar\theta_{type}(C_t - 1) - \Delta_f 1\{\text{front broken}\} -
\Delta_s\,sanctions`, for lost forces, a broken front and sanctions are seen by all.

Reads
-----
The day up to which belief stands, its anchor, the loyal share of the forces, whether the front is
broken, and whether there are sanctions.

Writes
------
The belief, in place, its day, anchor and mean.

Limits
------
The anchor is constant between the days on which belief is looked at. A broken front moves the
anchor only: that strength itself fell on that day, the public learns as belief drifts.

Source
------
The reference model's own; the transition of an Ornstein-Uhlenbeck process.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import Belief, mean_of
from interregnum.formulae.diffusion import diffuse
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """How long the public remembers."""

    memory_rate: Annotated[
        float,
        Param("1/yr", 0.3, 30.0, "assumed: memory of the public", "κ_b", "log_uniform"),
    ] = 3.0


class Reads(NamedTuple):
    """What the rule needs."""

    anchor: Annotated[float, State("belief.anchor", previous=True)]
    until: Annotated[float, State("belief.day", previous=True)]
    loyal: Annotated[float, State("forces.loyal")]
    stationary_precision: Annotated[float, Shared("start.public_precision")]
    type_mean: Annotated[float, Shared("start.type_mean")]
    credibility: Annotated[float, Shared("start.credibility")]
    full_overestimation: Annotated[float, Shared("start.full_overestimation")]
    broken: Annotated[float, State("war.broken")]
    front_shock: Annotated[float, Shared("fundamentals.front_shock")]
    sanctions: Annotated[float, Shared("scenario.sanctions")]
    sanctions_shock: Annotated[float, Shared("fundamentals.sanctions_shock")]
    belief: Annotated[Belief, State("belief.density")]


class Writes(NamedTuple):
    """What the rule sets."""

    anchor: Annotated[float, State("belief.anchor")]
    until: Annotated[float, State("belief.day")]
    mean: Annotated[float, State("belief.mean")]


@scalar
def anchor_of(type_mean: float, overestimation: float, loyal: float, shifts: float) -> float:
    """Return where belief is drawn to [strength]; ``shifts`` is what war and sanctions cost.

    >>> anchor_of(0.5, 0.1, 1.0, 0.0)
    0.6
    """
    return type_mean * loyal + overestimation - shifts


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Carry the belief to today."""
    days = at.day - reads.until
    precision = reads.stationary_precision
    diffuse(reads.belief, reads.anchor, params.memory_rate, precision, days)
    overestimation = reads.credibility * reads.full_overestimation
    shifts = reads.front_shock * reads.broken + reads.sanctions_shock * reads.sanctions
    anchor = anchor_of(reads.type_mean, overestimation, reads.loyal, shifts)
    return Writes(anchor, float(at.day), mean_of(reads.belief))


MECHANISM = Mechanism(
    name="belief_diffusion",
    equation="E2b",
    title="Belief drifts back to its anchor",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C10",),
)
