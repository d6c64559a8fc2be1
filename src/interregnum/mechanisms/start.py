r"""A ruler enters: how strong the regime is, and how strong the public believes it to be.

Equations
---------
Start: rulers differ by frailty, :math:`\bar\theta_{run} = \bar\theta_{type} + N(0, s_f^2)`,
:math:`s_f^2 = \max(1/\alpha_0 - \sigma_\theta^2, .01)`;
:math:`\theta_0 \sim N(\bar\theta_{run} - \Delta_s\,sanctions, \sigma_\theta^2)`; the public
believes :math:`b_0 = N(\bar\theta_{type} + o - \Delta_s\,sanctions, 1/\alpha_0)` with
:math:`o = cred \cdot o_{full}`, the overestimation bought by fear and propaganda; o = 0 is the
rational benchmark. Sanctions that stand on day 0 have long done their work, and all know it.

Reads
-----
The stationary spread of strength, sanctions and what they cost, and the service's own strength in
persons.

Writes
------
The run's mean strength, strength itself, the belief and its anchor, the service that may turn.

Limits
------
Frailty is Gaussian and fixed for the run; the public knows the type, not the ruler.

Source
------
The reference model's own; the prior of a global game as in Angeletos, Hellwig and Pavan (2007),
doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import Belief, set_gaussian
from interregnum.formulae.march import Road
from interregnum.kernels.random import (
    PURPOSE_FRAILTY,
    PURPOSE_STRENGTH_START,
    Address,
    draw_normal,
)
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """What the public can know of a ruler before any news."""

    public_precision: Annotated[
        float, Param("1", 4.0, 30.0, "assumed: opacity of the regime", "α_0")
    ] = 12.0
    type_mean: Annotated[
        float,
        Param(
            "1",
            0.15,
            0.75,
            "assumed: to be fitted to hazards by regime type",
            "θ̄_type",
            widest=(0.15, 1.3),
        ),
    ] = 0.5
    credibility: Annotated[float, Param("1", 0.0, 1.0, "assumed: open", "cred")] = 0.5
    full_overestimation: Annotated[
        float, Param("1", -0.2, 0.6, "assumed: open; the sign of news depends on it", "o_full")
    ] = 0.2


class Reads(NamedTuple):
    """What the rule needs."""

    spread: Annotated[float, Shared("fundamentals.spread")]
    sanctions: Annotated[float, Shared("scenario.sanctions")]
    sanctions_shock: Annotated[float, Shared("fundamentals.sanctions_shock")]
    belief: Annotated[Belief, State("belief.density")]
    road: Annotated[Road, State("road.places")]


class Writes(NamedTuple):
    """What the rule sets."""

    run_mean: Annotated[float, State("strength.run_mean")]
    strength: Annotated[float, State("strength.true")]
    anchor: Annotated[float, State("belief.anchor")]
    mean: Annotated[float, State("belief.mean")]
    service: Annotated[float, State("mutiny.service")]


@scalar
def frailty_spread(public_precision: float, spread: float) -> float:
    """Return the standard deviation of rulers' mean strength within a type.

    >>> round(frailty_spread(12.0, 0.12), 6)
    0.262552
    """
    return sqrt(max(1.0 / public_precision - spread * spread, 0.01))


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw the ruler and set the public's first belief."""
    frailty = frailty_spread(params.public_precision, reads.spread)
    run_mean = params.type_mean + frailty * draw_normal(at, 0, PURPOSE_FRAILTY)
    shift = reads.sanctions_shock * reads.sanctions
    strength = run_mean - shift + reads.spread * draw_normal(at, 0, PURPOSE_STRENGTH_START)
    anchor = params.type_mean + params.credibility * params.full_overestimation - shift
    set_gaussian(reads.belief, anchor, params.public_precision)
    return Writes(run_mean, strength, anchor, anchor, reads.road.totals[2])


MECHANISM = Mechanism(
    name="start",
    equation="Start",
    title="A ruler enters with a strength that the public misjudges",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C01", "C10"),
)
