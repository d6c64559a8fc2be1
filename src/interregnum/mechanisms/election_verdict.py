r"""On election day a number is published, and a ruler who has lost concedes or stays.

Equations
---------
E16: the published share is :math:`L_t + fraud + N(0, .05^2)` with :math:`fraud \sim U(0,
f_{max})`; below one half the ruler concedes with probability :math:`P_b(\theta \le \theta^*)`,
else it is a focal day with that signal.

Reads
-----
Yesterday's legitimacy and threshold, and the belief as it stands on the day.

Writes
------
The published share; whether the ruler won, concedes, or lost and stays, and then the strength
that the share shows, as exposure.

Limits
------
Runs on election days only. A ruler who wins publishes nothing that the public would learn from.
The share stays within [0, 1]. Votes are not counted by region or candidate.

Source
------
The reference model's own; stolen elections as focal points of protest: Tucker (2007), Enough!
Electoral Fraud, Collective Action Problems, and Post-Communist Colored Revolutions, Perspectives on
Politics 5(3).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.formulae.belief import Belief, share_below
from interregnum.kernels.random import (
    PURPOSE_CONCESSION,
    PURPOSE_ELECTION_FRAUD,
    PURPOSE_ELECTION_SHARE,
    Address,
    draw_normal,
    draw_uniform,
)
from interregnum.kernels.scalar import scalar

HALF = 0.5
SHARE_SPREAD = 0.05
EXPOSURE = 1.0
PLACE = 60.0  # where the news stands, to address its noise: no place on a road


class Params(NamedTuple):
    """How much a count can be bent."""

    most_fraud: Annotated[float, Param("1", 0.0, 0.5, "assumed", "f_max", "fixed")] = 0.2


class Reads(NamedTuple):
    """What the rule needs."""

    legitimacy: Annotated[float, State("legitimacy.level", previous=True)]
    threshold: Annotated[float, State("game.threshold", previous=True)]
    belief: Annotated[Belief, State("belief.density")]


class Writes(NamedTuple):
    """What the rule sets."""

    share: Annotated[float, State("election.share")]
    won: Annotated[float, State("election.won")]
    stolen: Annotated[float, State("election.stolen")]
    concession: Annotated[float, State("exit.concession")]
    shown: Annotated[float, State("news.strength_shown")]
    kind: Annotated[float, State("news.kind")]
    place: Annotated[float, State("news.place")]


@scalar
def published_share(legitimacy: float, fraud: float, noise: float) -> float:
    """Return the share that is published, for a standard normal ``noise``.

    >>> published_share(0.4, 0.1, 0.0), published_share(0.9, 0.2, 1.0)
    (0.5, 1.0)
    """
    return min(max(legitimacy + fraud + SHARE_SPREAD * noise, 0.0), 1.0)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Publish the result of today's election and let the ruler answer it."""
    fraud = params.most_fraud * draw_uniform(at, 0, PURPOSE_ELECTION_FRAUD)
    noise = draw_normal(at, 0, PURPOSE_ELECTION_SHARE)
    share = published_share(reads.legitimacy, fraud, noise)
    if share >= HALF:
        return Writes(share, 1.0, 0.0, 0.0, share, EXPOSURE, PLACE)
    yields = share_below(reads.belief, reads.threshold)
    if draw_uniform(at, 0, PURPOSE_CONCESSION) < yields:
        return Writes(share, 0.0, 0.0, 1.0, share, EXPOSURE, PLACE)
    return Writes(share, 0.0, 1.0, 0.0, share, EXPOSURE, PLACE)


MECHANISM = Mechanism(
    name="election_verdict",
    equation="E16 (elections)",
    title="A ruler who has lost concedes or stays",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
)
