r"""Initiators look for their chance: attempts come when the ruler looks weak to insiders.

Equations
---------
E10: the hazard of opportunities scales with :math:`(\hat p_t/\bar p)^\eta`, where
:math:`\hat p_t = P(\theta \le \theta^*_{t-1})` for an initiator with public belief and a fresh
signal of precision :math:`\beta_u`, averaged over signals, and :math:`\bar p` its stationary
mean. :math:`\eta = 0`: attempts at random; large: a sharp threshold of belief.

Reads
-----
Belief, the last threshold, strength, and the baseline set at the start.

Writes
------
The relative hazard and, at the start, its baseline.

Limits
------
Evaluated on event days and every 30 days, constant between. The stationary mean is taken at the
start's threshold, over rulers of the type.

Source
------
The reference model's own.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import FORM, ON_GRID, Belief
from interregnum.formulae.belief_game import review_posteriors
from interregnum.formulae.likelihood import Game
from interregnum.formulae.view import Onlooker, expected_chance
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, log, normal_cdf

SMALLEST = 1e-9


class Params(NamedTuple):
    """How sharply attempts follow the chance that initiators see."""

    sharpness: Annotated[
        float, Param("1", 0.0, 3.0, "assumed: attempts and their success", "η")
    ] = 1.0


class Reads(NamedTuple):
    """What the rule needs."""

    threshold: Annotated[float, State("game.threshold")]
    strength: Annotated[float, State("strength.true")]
    baseline: Annotated[float, State("attempts.baseline", previous=True)]
    anchor: Annotated[float, State("belief.anchor")]
    precision: Annotated[float, Shared("coordination.precision_units")]
    public_precision: Annotated[float, Shared("start.public_precision")]
    type_mean: Annotated[float, Shared("start.type_mean")]
    spread: Annotated[float, Shared("fundamentals.spread")]
    sanctions: Annotated[float, Shared("scenario.sanctions")]
    sanctions_shock: Annotated[float, Shared("fundamentals.sanctions_shock")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]


class Writes(NamedTuple):
    """What the rule sets."""

    relative: Annotated[float, State("attempts.relative_chance")]
    baseline: Annotated[float, State("attempts.baseline")]


@scalar
def stationary_chance(reads: Reads) -> float:
    """Return the chance that initiators see on average over rulers of the type.

    Over rulers and signals the posterior mean is normal; its variance and the posterior's add up.
    """
    alpha = reads.public_precision
    beta = reads.precision
    both = alpha + beta
    rulers_mean = reads.type_mean - reads.sanctions_shock * reads.sanctions
    mean = (alpha * reads.anchor + beta * rulers_mean) / both
    rulers = max(1.0 / alpha - reads.spread * reads.spread, 0.01) + reads.spread * reads.spread
    variance = 1.0 / both + beta * beta * (rulers + 1.0 / beta) / (both * both)
    return normal_cdf((reads.threshold - mean) / sqrt(variance))


@scalar
def relative_chance(chance: float, baseline: float, sharpness: float) -> float:
    """Return (chance / baseline) to the power of sharpness, both kept above 1e-9.

    >>> relative_chance(0.2, 0.1, 0.0), round(relative_chance(0.2, 0.1, 2.0), 12)
    (1.0, 4.0)
    """
    ratio = max(chance, SMALLEST) / max(baseline, SMALLEST)
    return exp(sharpness * log(ratio))


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Look at the chance that initiators see."""
    onlooker = Onlooker(2, reads.precision, 0.0, 1.0)
    if reads.belief.summary[FORM] == ON_GRID:
        review_posteriors(reads.belief, reads.game, onlooker.group, reads.threshold)
    chance = expected_chance(reads.belief, reads.game, onlooker, reads.threshold, reads.strength)
    baseline = reads.baseline
    if at.day < 0:
        baseline = stationary_chance(reads)
    return Writes(relative_chance(chance, baseline, params.sharpness), baseline)


MECHANISM = Mechanism(
    name="attempt_chance",
    equation="E10",
    title="Initiators look for their chance",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("game.workspace",),
    rule=rule,
    claims=("C15", "C24"),
)
