r"""The regime's strength wanders around a mean that falls with its forces and its front.

Equations
---------
:math:`d\theta = \kappa(\bar\theta_t - \theta)\,dt + \sigma_\theta\sqrt{2\kappa}\,dW`, by its exact
daily transition; :math:`\bar\theta_t = \bar\theta_{run} C_t - \Delta_f 1\{\text{front
broken}\} - \Delta_s\,sanctions`, where :math:`C_t` is the loyal strength over the nominal
strength of all services. On the day on which the front breaks, :math:`\theta` also falls by
:math:`\Delta_f/2` at once.

Reads
-----
Strength, the run's mean, the parts of the services that are lost or absent, whether the front is
broken or breaks today, and whether there are sanctions.

Writes
------
The loyal share of the services and strength.

Limits
------
Sanctions are on or off for a whole run, and a broken front is never restored.

Source
------
The reference model's own; the transition is that of Uhlenbeck and Ornstein (1930),
doi:10.1103/PhysRev.36.823.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import PURPOSE_STRENGTH_STEP, Address, draw_normal
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp


class Params(NamedTuple):
    """How fast and how far strength wanders, and what war and sanctions cost it."""

    reversion_rate: Annotated[
        float, Param("1/yr", 0.5, 2.0, "assumed: 1/yr in the model text, range ours", "κ")
    ] = 1.0
    spread: Annotated[float, Param("1", 0.08, 0.2, "assumed: hazards by type", "σ_θ")] = 0.12
    front_shock: Annotated[
        float,
        Param("1", 0.05, 0.4, "assumed: no open counts", "Δ_f", "uniform",
              "fall of the mean when the front breaks; half of it falls off strength at once"),
    ] = 0.35  # fmt: skip
    sanctions_shock: Annotated[
        float,
        Param("1", 0.0, 0.15, "assumed", "Δ_s", "uniform", "fall of the mean under sanctions"),
    ] = 0.05


class Reads(NamedTuple):
    """What the rule needs."""

    strength: Annotated[float, State("strength.true", previous=True)]
    run_mean: Annotated[float, State("strength.run_mean", previous=True)]
    lost: Annotated[float, State("forces.lost", previous=True)]
    absent: Annotated[float, State("forces.absent", previous=True)]
    broken: Annotated[float, State("war.broken")]
    breaks: Annotated[float, State("war.breaks")]
    sanctions: Annotated[float, Shared("scenario.sanctions")]


class Writes(NamedTuple):
    """What the rule sets."""

    loyal: Annotated[float, State("forces.loyal")]
    strength: Annotated[float, State("strength.true")]


@scalar
def strength_after(
    strength: float, mean: float, days: float, params: Params, noise: float
) -> float:
    """Return strength after a span of days, for a standard normal ``noise``.

    >>> strength_after(0.9, 0.5, 0.0, Params(), 1.0)
    0.9
    >>> round(strength_after(0.9, 0.5, 365.0, Params(), 0.0), 6)
    0.647152
    """
    kept = exp(-params.reversion_rate * days / 365.0)
    return mean + kept * (strength - mean) + noise * params.spread * sqrt(1.0 - kept * kept)


@scalar
def mean_strength(reads: Reads, params: Params, loyal: float) -> float:
    """Return the mean to which strength reverts today, for a loyal share of the forces.

    >>> round(mean_strength(Reads(0.5, 0.5, 0.0, 0.0, 1.0, 0.0, 0.0), Params(), 0.9), 12)
    0.1
    """
    shifts = params.front_shock * reads.broken + params.sanctions_shock * reads.sanctions
    return reads.run_mean * loyal - shifts


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Move strength by one day."""
    loyal = min(max(1.0 - reads.lost - reads.absent, 0.0), 1.0)
    noise = draw_normal(at, 0, PURPOSE_STRENGTH_STEP)
    mean = mean_strength(reads, params, loyal)
    strength = strength_after(reads.strength, mean, 1.0, params, noise)
    if reads.breaks > 0.0:
        strength -= 0.5 * params.front_shock
    return Writes(loyal, strength)


MECHANISM = Mechanism(
    name="fundamentals",
    equation="Fundamentals",
    title="Strength reverts to a mean that falls with lost forces and fronts",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C07", "C14", "C19", "C21"),
)
