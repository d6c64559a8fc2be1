r"""Losses at the front wear down support for the war; foreign arms to the opponent rally it.

Equations
---------
E3 for :math:`W_t`: while the front stands, :math:`\mathrm{logit}\,W` moves each day by
:math:`-\gamma_w \cdot 100 \cdot (\text{share of the own army lost today}) +
\gamma_x x_{ext}/365`.

Reads
-----
War support, the own army, the share of it lost today, and whether the front is broken.

Writes
------
War support.

Limits
------
No return to rest: a war that goes on only ever wears support down or rallies it. Without a war,
and after the front has broken, support stays where it is. The logit stays within 20 of 0.

Source
------
The reference model's own; that casualties wear support down on a logarithmic scale: Mueller
(1973), War, Presidents and Public Opinion (from memory).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, log

PER_CENT = 100.0
FARTHEST = 20.0  # of the logit: support never rounds to 0 or 1


class Params(NamedTuple):
    """Where war support starts and what moves it."""

    rest: Annotated[
        float,
        Param("1", 0.4, 0.8, "assumed", "W_0", "uniform", "war support at the start"),
    ] = 0.6
    casualty_effect: Annotated[
        float,
        Param("1", 0.0, 3.0, "assumed", "γ_w", "uniform",
              "fall of the logit of support for each 1 % of the army lost"),
    ] = 1.0  # fmt: skip
    rally_by_arms: Annotated[
        float,
        Param("1/yr", 0.0, 0.3, "assumed", "γ_x", "uniform",
              "rise of the logit of support a year under full foreign arms to the opponent"),
    ] = 0.1  # fmt: skip


class Reads(NamedTuple):
    """What the rule needs."""

    level: Annotated[float, State("war.support", previous=True)]
    own: Annotated[float, State("war.own")]
    losses: Annotated[float, State("war.losses")]
    broken: Annotated[float, State("war.broken")]
    breaks: Annotated[float, State("war.breaks")]
    external_support: Annotated[float, Shared("front.external_support")]


class Writes(NamedTuple):
    """What the rule sets."""

    level: Annotated[float, State("war.support")]


@scalar
def support_after(level: float, drift: float) -> float:
    """Return war support when its logit has moved by ``drift``; it stays between 0 and 1.

    >>> support_after(0.6, 0.0), round(support_after(0.5, -1.0), 6)
    (0.6, 0.268941)
    """
    if drift == 0.0:
        return level
    logit = log(level) - log(1.0 - level) + drift
    return 1.0 / (1.0 + exp(-min(max(logit, -FARTHEST), FARTHEST)))


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Move war support by one day; before day 0, set it at rest."""
    if at.day < 0:
        return Writes(params.rest)
    stands = reads.own > 0.0 and (reads.broken <= 0.0 or reads.breaks > 0.0)
    if not stands:
        return Writes(reads.level)
    drift = params.rally_by_arms * reads.external_support / 365.0
    drift -= params.casualty_effect * PER_CENT * reads.losses
    return Writes(support_after(reads.level, drift))


MECHANISM = Mechanism(
    name="war_support",
    equation="E3 (war)",
    title="Losses wear down support for the war",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C14", "C18", "C19"),
)
