r"""The regime's strength wanders around a mean that falls with its loyal forces.

Equations
---------
:math:`d\theta = \kappa(\bar\theta_t - \theta)\,dt + \sigma_\theta\sqrt{2\kappa}\,dW`, by its exact
daily transition; :math:`\bar\theta_t = \bar\theta_{run} C_t`, where :math:`C_t` is the loyal
strength over the nominal strength of all services.

Reads
-----
Strength, the run's mean, and the parts of the services that are lost or absent.

Writes
------
The loyal share of the services and strength.

Limits
------
A broken front and sanctions, which also lower the mean, are not modelled yet.

Source
------
The reference model's own; the transition is that of Uhlenbeck and Ornstein (1930),
doi:10.1103/PhysRev.36.823.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.random import PURPOSE_STRENGTH_STEP, Address, draw_normal
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp


class Params(NamedTuple):
    """How fast and how far strength wanders."""

    reversion_rate: Annotated[
        float, Param("1/yr", 0.5, 2.0, "assumed: 1/yr in the model text, range ours", "κ")
    ] = 1.0
    spread: Annotated[float, Param("1", 0.08, 0.2, "assumed: hazards by type", "σ_θ")] = 0.12


class Reads(NamedTuple):
    """What the rule needs."""

    strength: Annotated[float, State("strength.true", previous=True)]
    run_mean: Annotated[float, State("strength.run_mean", previous=True)]
    lost: Annotated[float, State("forces.lost", previous=True)]
    absent: Annotated[float, State("forces.absent", previous=True)]


class Writes(NamedTuple):
    """What the rule sets."""

    loyal: Annotated[float, State("forces.loyal")]
    strength: Annotated[float, State("strength.true")]


@scalar
def strength_after(
    strength: float, mean: float, days: float, params: Params, noise: float
) -> float:
    """Return strength after a span of days, for a standard normal ``noise``.

    >>> strength_after(0.9, 0.5, 0.0, Params(1.0, 0.12), 1.0)
    0.9
    >>> round(strength_after(0.9, 0.5, 365.0, Params(1.0, 0.12), 0.0), 6)
    0.647152
    """
    kept = exp(-params.reversion_rate * days / 365.0)
    return mean + kept * (strength - mean) + noise * params.spread * sqrt(1.0 - kept * kept)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Move strength by one day."""
    loyal = min(max(1.0 - reads.lost - reads.absent, 0.0), 1.0)
    noise = draw_normal(at, 0, PURPOSE_STRENGTH_STEP)
    strength = strength_after(reads.strength, reads.run_mean * loyal, 1.0, params, noise)
    return Writes(loyal, strength)


MECHANISM = Mechanism(
    name="fundamentals",
    equation="Fundamentals",
    title="Strength reverts to a mean that falls with lost forces",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C14", "C21"),
)
