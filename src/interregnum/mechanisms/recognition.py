r"""Every month foreign actors may recognise a side, and all the others take notice.

Equations
---------
E15: :math:`\operatorname{logit} P(rec_k\ by\ f) = \psi_0 + \psi_1 control_k + \psi_2
proximity_{fk} + \psi_3 commit_k`, monthly. An actor that recognises nobody considers the sides in
the order of their chances, those who rule first, and stops at the first that it recognises.
:math:`proximity_{fk} \sim U(0, 1)` is drawn once, :math:`commit_k = x_k`. Each recognition is a
public signal of precision :math:`\tau_{rec}` about who would win: it shrinks every side's error,
:math:`\varepsilon \leftarrow \varepsilon\,s_{opt}^{-2} / (s_{opt}^{-2} + \tau_{rec})`.

Reads
-----
The table of sides, whether and for whom the contest is settled, and the month.

Writes
------
How many recognitions there were today, and of whom the last.

Limits
------
The signal's own error is left out: it only teaches. An actor moves to another side only if the
one that it recognises does not rule after a settlement; it never takes recognition back.

Source
------
The reference model's own; recognition as information: model text; no open counts exist.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.factions import MOST_ACTORS, SIDES, Factions
from interregnum.kernels.random import (
    PURPOSE_PROXIMITY,
    PURPOSE_RECOGNITION,
    Address,
    draw_uniform,
    uniform,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp


class Params(NamedTuple):
    """How many actors there are, what moves them, and what their choice tells others."""

    actors: Annotated[
        float, Param("1", 1.0, 20.0, "assumed: 1-20 in the model text", "f", "fixed")
    ] = 5.0
    base: Annotated[float, Param("1", -5.0, -1.0, "assumed: direction unknown", "ψ_0")] = -3.0
    control_effect: Annotated[float, Param("1", 0.0, 8.0, "assumed: direction unknown", "ψ_1")] = (
        4.0
    )
    proximity_effect: Annotated[
        float, Param("1", 0.0, 4.0, "assumed: direction unknown", "ψ_2")
    ] = 2.0
    commitment_effect: Annotated[
        float, Param("1", 0.0, 2.0, "assumed: direction unknown", "ψ_3")
    ] = 1.0
    precision: Annotated[
        float, Param("1", 0.5, 20.0, "assumed: direction unknown", "τ_rec", "log_uniform")
    ] = 4.0


class Reads(NamedTuple):
    """What the rule needs."""

    formed: Annotated[float, State("aftermath.formed")]
    month: Annotated[float, State("aftermath.month")]
    settled: Annotated[float, State("contest.settled")]
    new_side: Annotated[float, State("recognition.new_side")]
    optimism_spread: Annotated[float, Shared("contest.optimism_spread")]
    factions: Annotated[Factions, State("factions.table")]


class Writes(NamedTuple):
    """What the rule sets."""

    change: Annotated[float, State("recognition.change")]
    new_side: Annotated[float, State("recognition.new_side")]


@scalar
def chance_of_recognition(
    params: Params, control: float, proximity: float, commitment: float
) -> float:
    """Return the probability that an actor that considers a side recognises it this month.

    >>> round(chance_of_recognition(Params(), 0.5, 0.5, 0.0), 12)
    0.5
    """
    score = params.base + params.control_effect * control
    score += params.proximity_effect * proximity + params.commitment_effect * commitment
    return 1.0 / (1.0 + exp(-score))


@scalar
def proximity_of(at: Address, entity: int) -> float:
    """Return how near an actor and a side are [1]: one draw for the whole run."""
    return uniform(at.seed, at.run, 0, entity, PURPOSE_PROXIMITY, 0)


@scalar
def next_side(factions: Factions, before: int) -> int:
    """Return the side considered after another (-1: the first): who rules, then by chance.

    >>> sides = Factions(*[[0.0] * 5] * 8, [0.1, 0.5, 0.4, 0.0, 0.0], [0.0], [0.0] * 4 + [1.0],
    ...     [0.0], [0.0])
    >>> next_side(sides, -1), next_side(sides, 4), next_side(sides, 1), next_side(sides, 3)
    (4, 1, 2, -1)
    """
    best = -1
    bound = 3.0  # above every rank
    if before >= 0:
        bound = factions.chance[before] + factions.party[before]
    highest = -1.0
    for k in range(SIDES):
        rank = factions.chance[k] + factions.party[k]
        # Of equal ranks the one with the lower number comes first.
        if (rank < bound or (rank == bound and k > before)) and rank > highest:
            best = k
            highest = rank
    return best


@scalar
def side_recognised(reads: Reads, params: Params, actor: int, at: Address) -> int:
    """Return the side that an actor comes to recognise this month, -1 if none."""
    sides = reads.factions
    side = next_side(sides, -1)
    while side >= 0:
        entity = actor * SIDES + side
        # Whoever must look for another side does not return to the one that it has.
        if sides.choice[actor] != side + 1.0:
            proximity = proximity_of(at, entity)
            commitment = sides.external[side]
            chance = chance_of_recognition(params, sides.control[side], proximity, commitment)
            if draw_uniform(at, entity, PURPOSE_RECOGNITION) < chance:
                return side
        side = next_side(sides, side)
    return -1


@scalar
def is_looking(reads: Reads, actor: int) -> bool:
    """Return whether an actor recognises nobody, or one who has lost to others."""
    choice = int(reads.factions.choice[actor])
    if choice <= 0:
        return True
    return bool(reads.settled > 0.0 and reads.factions.party[choice - 1] <= 0.0)


@scalar
def count_recognition(factions: Factions, actors: int) -> None:
    """Write the share of actors that recognise each side."""
    for k in range(SIDES):
        count = 0.0
        for f in range(actors):
            if factions.choice[f] == k + 1.0:
                count += 1.0
        factions.recognised[k] = count / max(float(actors), 1.0)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Let foreign actors choose, and everybody learn from it."""
    if reads.formed <= 0.0 or reads.month <= 0.0:
        return Writes(0.0, reads.new_side)
    actors = min(max(int(params.actors), 0), MOST_ACTORS)
    change = 0.0
    new_side = reads.new_side
    known = 1.0 / max(reads.optimism_spread * reads.optimism_spread, 1e-12)
    shrink = known / (known + params.precision)
    for f in range(actors):
        if is_looking(reads, f):
            side = side_recognised(reads, params, f, at)
            if side >= 0:
                reads.factions.choice[f] = side + 1.0
                new_side = float(side)
                change += 1.0
                for k in range(SIDES):
                    reads.factions.optimism[k] *= shrink
    if change > 0.0:
        count_recognition(reads.factions, actors)
    return Writes(change, new_side)


MECHANISM = Mechanism(
    name="recognition",
    equation="E15 (recognition)",
    title="Foreign actors recognise a side, and all take notice",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("factions.table",),
    rule=rule,
    claims=("C17",),
)
