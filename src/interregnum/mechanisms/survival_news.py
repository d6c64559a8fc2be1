r"""Surviving an attack is itself news: the regime was stronger than the attack needed.

Equations
---------
E2t: after surviving an attack at threshold :math:`\theta^*`,
:math:`b \leftarrow b\,1\{\theta > \theta^*\}`; a grid cell cut by the bound keeps the fraction
above it. Where attacks are partly luck (:math:`s_x > .005`) survival proves less:
:math:`b \leftarrow b\,\Phi((\theta - \theta^*)/s_x)`. The margin of survival is then published (E1,
precision :math:`\tau_m`).

Reads
-----
The threshold that was played, the true strength, and how much of an attack is luck.

Writes
------
The belief, in place, and what the margin shows.

Limits
------
The public is taken to know which threshold was played, and how much luck counts. That the attack
itself grows where the regime is weaker is left out of the soft test.

Source
------
Angeletos, Hellwig and Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x: the good news of
surviving.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Shared, State
from interregnum.formulae.belief import Belief, learn_soft_test, learn_survival
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

MARGIN_KIND = 2.0
MARGIN_PLACE = 1000.0
NO_LUCK = 0.005  # below some cells of the belief a soft test is a hard one


class Params(NamedTuple):
    """None: what survival reveals follows from the threshold."""


class Reads(NamedTuple):
    """What the rule needs."""

    threshold: Annotated[float, State("game.threshold")]
    strength: Annotated[float, State("strength.true")]
    luck_spread: Annotated[float, Shared("collapse.luck_spread")]
    belief: Annotated[Belief, State("belief.density")]


class Writes(NamedTuple):
    """What the rule sets."""

    shown: Annotated[float, State("news.strength_shown")]
    kind: Annotated[float, State("news.kind")]
    place: Annotated[float, State("news.place")]


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Cut the belief at the threshold survived.

    >>> from interregnum.formulae.belief import GRID_SIZE, share_below
    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [0.0] * GRID_SIZE, [])
    >>> _ = rule(Reads(0.3, 0.8, 0.0, b), Params(), Address(0, 0, 0))
    >>> share_below(b, 0.299)
    0.0
    """
    spread = reads.luck_spread
    if spread > NO_LUCK:
        learn_soft_test(reads.belief, reads.threshold, 1.0 / (spread * spread))
    else:
        learn_survival(reads.belief, reads.threshold)
    return Writes(reads.strength, MARGIN_KIND, MARGIN_PLACE)


MECHANISM = Mechanism(
    name="survival_news",
    equation="E2t",
    title="Surviving an attack shows strength",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C01", "C24"),
)
