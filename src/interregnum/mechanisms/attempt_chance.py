r"""Initiators look for their chance: attempts come when the ruler looks weak to insiders.

Equations
---------
E10: the hazard of opportunities scales with :math:`((\hat p_t + \epsilon)/(p_0 + \epsilon))^\eta`,
where :math:`\hat p_t = P(\theta \le \theta^*_{t-1})` for an initiator with public belief and a
fresh signal of precision :math:`\beta_u`, averaged over signals; :math:`p_0 = .1` is the chance
at which :math:`\lambda_{att}` is the hazard, and chances that differ by less than
:math:`\epsilon` are much the same to an initiator. :math:`\eta = 0`: attempts at random; large: a
sharp threshold of belief.

Reads
-----
Belief, the last threshold and strength.

Writes
------
The relative hazard.

Limits
------
Evaluated on event days and every 30 days, constant between. The model text divides by the
stationary mean of each type instead: then types differ in success and not in attempts, where the
record has it the other way round, and a weak ruler of a strong type is attacked daily (D015).

Source
------
The reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import FORM, ON_GRID, Belief
from interregnum.formulae.belief_game import review_posteriors
from interregnum.formulae.likelihood import Game
from interregnum.formulae.view import Onlooker, expected_chance
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, log

REFERENCE = 0.1


class Params(NamedTuple):
    """How sharply attempts follow the chance that initiators see."""

    sharpness: Annotated[
        float, Param("1", 0.0, 3.0, "assumed: attempts and their success", "η")
    ] = 1.0
    indifference: Annotated[float, Param("1", 0.01, 0.1, "assumed, range ours", "ε")] = 0.05


class Reads(NamedTuple):
    """What the rule needs."""

    threshold: Annotated[float, State("game.threshold")]
    strength: Annotated[float, State("strength.true")]
    precision: Annotated[float, Shared("coordination.precision_units")]
    belief: Annotated[Belief, State("belief.density")]
    game: Annotated[Game, State("game.workspace")]


class Writes(NamedTuple):
    """What the rule sets."""

    relative: Annotated[float, State("attempts.relative_chance")]


@scalar
def relative_chance(chance: float, sharpness: float, indifference: float) -> float:
    """Return ((chance + ε) / (.1 + ε)) to the power of sharpness.

    >>> relative_chance(0.2, 0.0, 0.05), round(relative_chance(0.25, 2.0, 0.05), 12)
    (1.0, 4.0)
    """
    ratio = (chance + indifference) / (REFERENCE + indifference)
    return exp(sharpness * log(ratio))


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Look at the chance that initiators see."""
    onlooker = Onlooker(2, reads.precision, 0.0, 1.0)
    if reads.belief.summary[FORM] == ON_GRID:
        review_posteriors(reads.belief, reads.game, onlooker.group, reads.threshold)
    chance = expected_chance(reads.belief, reads.game, onlooker, reads.threshold, reads.strength)
    return Writes(relative_chance(chance, params.sharpness, params.indifference))


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
