r"""The regime falls when those who act outweigh its strength.

Equations
---------
E8: collapse iff :math:`X_t = w_c s_c + w_e s_e + w_u s_u \ge \theta_t + s_x z`,
where z, standard normal, is the fortune of the day, which nobody foresees. The mode is an uprising
(4) if citizens began and at least .02 of them acted, else a coup by elites and units (5); it was
the elites' own if they are the largest part and units weigh less than .02.

Reads
-----
The shares that act, the threshold, strength, who started, how expectations form, and the counts
so far.

Writes
------
Whether the ruler is removed, how, and whether by elites alone; the size of the attack, today's and
as the last one, and the part of elites and units that acted; what kind was survived; how many
opportunities citizens have had; and, where expectations are adaptive, the threshold that survival
shows.

Limits
------
Who began, not who weighed most, makes the mode (D015): with the weights of the model text a crowd
that is joined by the army would never count as an uprising, and the coders go by who moved.
Tested on the day of an opportunity only; without a threshold there is no attack. With adaptive
expectations the regime can stand below what was expected; all that survival shows is that it was
stronger than the attack, so the attack's size takes the threshold's place.

Source
------
Angeletos, Hellwig and Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x; modes as coded by
Geddes, Wright and Frantz (2014), doi:10.1017/S1537592714000851.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import PURPOSE_FORTUNE, Address, draw_normal
from interregnum.kernels.scalar import scalar

UPRISING = 4.0
COUP = 5.0
BY_CITIZENS = 1.0
NO_UNITS = 0.02
ACTED = 0.02  # the least share that counts as having acted, as in the event map


class Params(NamedTuple):
    """How much of an attack is luck; the weights belong to coordination."""

    luck_spread: Annotated[
        float,
        Param(
            "1",
            0.0,
            0.3,
            "assumed: to be fitted to success after failures; after Singh 2014, from memory",
            "s_x",
            widest=(0.0, 0.6),
        ),
    ] = 0.1


class Reads(NamedTuple):
    """What the rule needs."""

    weight_citizens: Annotated[float, Shared("coordination.weight_citizens")]
    weight_elites: Annotated[float, Shared("coordination.weight_elites")]
    weight_units: Annotated[float, Shared("coordination.weight_units")]
    share_citizens: Annotated[float, State("citizens.share_acting")]
    share_elites: Annotated[float, State("elites.share_acting")]
    share_units: Annotated[float, State("units.share_acting")]
    threshold: Annotated[float, State("game.threshold")]
    strength: Annotated[float, State("strength.true")]
    initiator: Annotated[float, State("attempts.initiator")]
    expectation: Annotated[float, Shared("scenario.expectation")]
    last_size: Annotated[float, State("attempts.last_size")]
    opportunities: Annotated[float, State("citizens.opportunities")]


class Writes(NamedTuple):
    """What the rule sets."""

    removed: Annotated[float, State("outcome.removed")]
    mode: Annotated[float, State("outcome.mode")]
    size: Annotated[float, State("attempts.size")]
    coup: Annotated[float, State("attempts.coup")]
    mass: Annotated[float, State("attempts.mass")]
    survived: Annotated[float, State("attempts.survived")]
    failed_coup: Annotated[float, State("attempts.failed_coup")]
    survived_mass: Annotated[float, State("attempts.survived_mass")]
    turnout: Annotated[float, State("citizens.turnout")]
    by_elites: Annotated[float, State("attempts.by_elites")]
    last_size: Annotated[float, State("attempts.last_size")]
    opportunities: Annotated[float, State("citizens.opportunities")]
    threshold: Annotated[float, State("game.threshold")]
    insiders: Annotated[float, State("attempts.insiders")]


@scalar
def attack_weight(reads: Reads) -> float:
    """Return X, the weight of those who act [1].

    >>> attack_weight(Reads(0.25, 0.5, 0.25, 1.0, 1.0, 1.0, 0.5, 0.5, 1.0, 0.0, 0.0, 0.0))
    1.0
    """
    citizens = reads.weight_citizens * reads.share_citizens
    elites = reads.weight_elites * reads.share_elites
    return citizens + elites + reads.weight_units * reads.share_units


@scalar
def insiders_acting(reads: Reads) -> float:
    """Return the share of elites and units together that acts, by their weights [1].

    >>> insiders_acting(Reads(0.5, 0.25, 0.25, 1.0, 0.5, 0.0, 0.5, 0.5, 2.0, 0.0, 0.0, 0.0))
    0.25
    """
    weights = reads.weight_elites + reads.weight_units
    if weights <= 0.0:
        return 0.0
    elites = reads.weight_elites * reads.share_elites
    return (elites + reads.weight_units * reads.share_units) / weights


@scalar
def mode_of(reads: Reads) -> float:
    """Return 4 if citizens began the attack and acted in it, else 5.

    >>> mode_of(Reads(0.25, 0.3, 0.45, 1.0, 1.0, 1.0, 0.5, 0.5, 1.0, 0.0, 0.0, 0.0))
    4.0
    >>> mode_of(Reads(0.25, 0.3, 0.45, 1.0, 1.0, 1.0, 0.5, 0.5, 2.0, 0.0, 0.0, 0.0))
    5.0
    """
    began = reads.initiator == BY_CITIZENS and reads.share_citizens >= ACTED
    return UPRISING if began else COUP


@scalar
def is_by_elites(reads: Reads) -> bool:
    """Return whether elites are the largest part of the attack and units have hardly a part.

    >>> is_by_elites(Reads(0.25, 0.3, 0.45, 0.1, 0.9, 0.01, 0.2, 0.2, 2.0, 0.0, 0.0, 0.0))
    True
    """
    citizens = reads.weight_citizens * reads.share_citizens
    elites = reads.weight_elites * reads.share_elites
    units = reads.weight_units * reads.share_units
    return elites >= citizens and elites > units and units < NO_UNITS


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Test whether today's attack brings the regime down."""
    last = reads.last_size
    had = reads.opportunities + 1.0
    threshold = reads.threshold
    if threshold <= 0.0:
        return Writes(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, last, had, threshold, 0.0)
    size = attack_weight(reads)
    inside = insiders_acting(reads)
    mass = 1.0 if reads.initiator == BY_CITIZENS else 0.0
    coup = 1.0 - mass
    came = reads.share_citizens
    fortune = params.luck_spread * draw_normal(at, 0, PURPOSE_FORTUNE)
    fell = size >= reads.strength + fortune
    removed = 1.0 if fell else 0.0
    stood = 1.0 - removed
    if not fell and reads.expectation > 0.0:
        threshold = size
    return Writes(
        removed,
        mode_of(reads) if fell else 0.0,
        size,
        coup,
        mass,
        stood,
        stood * coup,
        stood * mass,
        came,
        1.0 if fell and is_by_elites(reads) else 0.0,
        size,
        had,
        threshold,
        inside,
    )


MECHANISM = Mechanism(
    name="collapse",
    equation="E8",
    title="The regime falls when the attack outweighs its strength",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C02", "C10", "C20"),
)
