r"""Citizens count the crowd, weigh hardship against arrest, and err: what moves them but belief.

Equations
---------
E4: :math:`a_i = 1` iff :math:`\lambda_I[\Phi^{-1}(\pi_i) - Y_i] + \lambda_S[\bar a_i - \varphi_i]
+ \lambda_G[H_i(1-L) - T] - \lambda_R R_i P_i + \lambda_L \cdot` logistic noise :math:`> 0`.
In the mean-field, per unit of :math:`\lambda_I` and with :math:`r = \lambda_S/\lambda_I`:
:math:`\mu_c` becomes :math:`\mu_c + r(\bar\varphi - s_c) + \lambda_G T/\lambda_I -
\lambda_G H(1-L)/\lambda_I + \lambda_R R P/\lambda_I` and :math:`\sigma_c^2` becomes
:math:`\sigma_c^2 + r^2\sigma_\varphi^2 + (\pi^2/3)(\lambda_L/\lambda_I)^2`.

Reads
-----
The structure of the scenario: only ``social`` opens :math:`\lambda_S`.

Writes
------
The five terms, per unit of :math:`\lambda_I`: what the acting share adds, the cost for everybody,
the variance, what full hardship takes off, and what full aversion to arrest adds.

Limits
------
Mean-field: everybody sees the whole pool (ω = 0). Thresholds are normal, and the logistic noise is
taken as a normal of equal variance, which is approximate. Switched off, all terms are zero and E4
is the reference ★★.

Source
------
Granovetter (1978), doi:10.1086/226707, for thresholds; Epstein (2002), doi:10.1073/pnas.092080199,
for hardship and arrest; their sum on the probit scale is the reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

# λ_I = 0 leaves the other motives alone: belief then counts a billionth.
SMALLEST_WEIGHT = 1e-9
SOCIAL = 1.0
LOGISTIC_VARIANCE = 3.289868133696453  # π²/3


class Params(NamedTuple):
    """How much each motive weighs, and from how many on people join."""

    individual_weight: Annotated[
        float, Param("1", 0.0, 10.0, "assumed: the unit of all weights", "λ_I", "fixed")
    ] = 1.0
    social_weight: Annotated[float, Param("1", 0.0, 1.5, "assumed", "λ_S")] = 0.5
    join_mean: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: survey aggregates only", "φ", "fixed")
    ] = 0.25
    join_spread: Annotated[
        float, Param("1", 0.01, 1.0, "assumed: survey aggregates only", "σ_φ", "fixed")
    ] = 0.12
    hardship_weight: Annotated[
        float, Param("1", 0.0, 10.0, "assumed: 0 outside the canonical presets", "λ_G", "fixed")
    ] = 0.0
    hardship_bar: Annotated[float, Param("1", 0.0, 1.0, "Epstein 2002", "T", "fixed")] = 0.1
    risk_weight: Annotated[
        float, Param("1", 0.0, 10.0, "assumed: 0 outside the canonical presets", "λ_R", "fixed")
    ] = 0.0
    noise_weight: Annotated[
        float, Param("1", 0.0, 10.0, "assumed: 0 outside the canonical presets", "λ_L", "fixed")
    ] = 0.0


class Reads(NamedTuple):
    """What the rule needs."""

    structure: Annotated[float, Shared("scenario.structure")]


class Writes(NamedTuple):
    """What the rule sets."""

    pull: Annotated[float, State("citizens.social_pull")]
    added: Annotated[float, State("citizens.motive_cost")]
    variance: Annotated[float, State("citizens.motive_variance")]
    hardship: Annotated[float, State("citizens.hardship_pull")]
    risk: Annotated[float, State("citizens.risk_push")]


@scalar
def social_pull(structure: float, social: float, individual: float) -> float:
    """Return r, what the acting share adds to the probit of acting.

    >>> social_pull(1.0, 0.5, 1.0), social_pull(0.0, 0.5, 1.0)
    (0.5, 0.0)
    """
    if structure != SOCIAL:
        return 0.0
    return social / max(individual, SMALLEST_WEIGHT)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Weigh the motives.

    >>> rule(Reads(0.0), Params(), Address(0, 0, 0))
    Writes(pull=0.0, added=0.0, variance=0.0, hardship=0.0, risk=0.0)
    """
    unit = max(params.individual_weight, SMALLEST_WEIGHT)
    pull = social_pull(reads.structure, params.social_weight, params.individual_weight)
    hardship = params.hardship_weight / unit
    noise = params.noise_weight / unit
    added = pull * params.join_mean + hardship * params.hardship_bar
    variance = pull * pull * params.join_spread * params.join_spread
    variance += LOGISTIC_VARIANCE * noise * noise
    return Writes(pull, added, variance, hardship, params.risk_weight / unit)


MECHANISM = Mechanism(
    name="social_influence",
    equation="E4",
    title="Citizens count the crowd",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C06", "C13"),
)
