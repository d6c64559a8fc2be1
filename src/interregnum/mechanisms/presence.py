r"""In a crisis people look to the ruler: one who is seen speaks, one who is not says something too.

Equations
---------
Propaganda and presence: a visible ruler publishes once a day :math:`y = \theta + o_{full} +
N(0, 1/\tau)`, read as unbiased with precision :math:`\tau = cred\,\tau_s`; an absent one publishes
nothing, and absence is read as :math:`y = z_t - o_{abs}` with precision :math:`\tau_s/4`, z the
mean of the belief as it stands. Both update belief by E2.

Reads
-----
Whether today is a crisis day on which belief is looked at, whether the ruler shows himself,
strength, belief, and whether there was news today already.

Writes
------
The belief, in place, its mean, and whether there was news.

Limits
------
A crisis day: a column was on the road this morning or sets out by schedule, or an attack was
survived or an election stolen yesterday.
Belief is looked at on days of review only, and on no other does anybody watch. Credibility is
constant; whether the ruler shows himself is the scenario's, not the ruler's, choice.

Source
------
The reference model's own; signals that are shifted at a price and read by a public: Edmond
(2013), doi:10.1093/restud/rdt020.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.belief import Belief, learn_signal, mean_of
from interregnum.kernels.random import PURPOSE_PRESENCE, Address, draw_normal
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """How much people learn from the ruler's presence, and what his absence tells them."""

    presence_precision: Annotated[float, Param("1", 0.0, 2.0, "assumed", "τ_s")] = 0.5
    absence_shift: Annotated[float, Param("1", -0.1, 0.2, "assumed", "o_abs")] = 0.1


class Reads(NamedTuple):
    """What the rule needs."""

    review: Annotated[float, State("clock.review")]
    marching: Annotated[float, State("mutiny.on_road", previous=True)]
    happens: Annotated[float, Shared("scenario.mutiny_happens")]
    onset_day: Annotated[float, Shared("scenario.onset_day")]
    survived: Annotated[float, State("attempts.survived", previous=True)]
    stolen: Annotated[float, State("election.stolen", previous=True)]
    visible: Annotated[float, Shared("scenario.ruler_visible")]
    credibility: Annotated[float, Shared("start.credibility")]
    full_overestimation: Annotated[float, Shared("start.full_overestimation")]
    strength: Annotated[float, State("strength.true")]
    mean: Annotated[float, State("belief.mean")]
    news: Annotated[float, State("news.today")]
    belief: Annotated[Belief, State("belief.density")]


class Writes(NamedTuple):
    """What the rule sets."""

    mean: Annotated[float, State("belief.mean")]
    today: Annotated[float, State("news.today")]


@scalar
def is_crisis_day(reads: Reads, day: int) -> bool:
    """Return whether people look to the ruler on a day.

    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], [])
    >>> quiet = Reads(1.0, 0.0, 1.0, 9.0, 0.0, 0.0, 1.0, 0.5, 0.2, 0.5, 0.5, 0.0, b)
    >>> is_crisis_day(quiet, 8), is_crisis_day(quiet, 9), is_crisis_day(quiet, 10)
    (False, True, False)
    """
    column = reads.marching > 0.0 or (reads.happens > 0.0 and reads.onset_day == day)
    return column or reads.survived > 0.0 or reads.stolen > 0.0


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Let the public learn from the ruler's presence or absence."""
    if reads.review <= 0.0 or not is_crisis_day(reads, at.day):
        return Writes(reads.mean, reads.news)
    if reads.visible > 0.0:
        precision = reads.credibility * params.presence_precision
        if precision <= 0.0:
            return Writes(reads.mean, reads.news)
        noise = draw_normal(at, 0, PURPOSE_PRESENCE) / sqrt(precision)
        signal = reads.strength + reads.full_overestimation + noise
    else:
        precision = 0.25 * params.presence_precision
        if precision <= 0.0:
            return Writes(reads.mean, reads.news)
        signal = mean_of(reads.belief) - params.absence_shift
    learn_signal(reads.belief, signal, precision)
    return Writes(mean_of(reads.belief), 1.0)


MECHANISM = Mechanism(
    name="presence",
    equation="E2 (presence)",
    title="A visible ruler speaks, and absence speaks too",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C12", "C14"),
)
