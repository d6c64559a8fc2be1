"""Who complies with a norm and who enforces it, one person after the other in a random order.

A person has a belief B of 1 or -1 and a strength S. With N neighbours, whose enforcement is E and
whose acts are C, she gives in iff -(B/N) ΣE > S. She enforces what she does not believe iff
-(B/N) ΣE > S + K, and what she believes iff she does it and S W > K, where W is the share of
neighbours who act against her belief. Acts and enforcement change until a round changes nothing.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from functools import cache
from typing import Any, NamedTuple

from interregnum.canonical.lattice.people import Turns, shuffle
from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.random import PURPOSE_CROWD_START, Address, Blocks, uniform
from interregnum.kernels.scalar import Target, scalar


class Norm(NamedTuple):
    """Everybody's belief, act, enforcement and strength, and the neighbours.

    The neighbours of person i are ``neighbour[start[i]:start[i + 1]]``; without any, everybody
    is everybody's neighbour, and ``sums`` holds the sums of acts and of enforcement.
    """

    belief: MutableSequence[int]
    act: MutableSequence[int]
    enforces: MutableSequence[int]
    strength: MutableSequence[float]
    sums: MutableSequence[int]
    start: Sequence[int]
    neighbour: Sequence[int]


class Outcome(NamedTuple):
    """Shares of everybody: who does, and who enforces, what they do not believe; who enforces it.

    ``rounds`` is how many it took, the last without a change; ``settled`` whether there was one.
    """

    false_compliance: float
    false_enforcement: float
    true_enforcement: float
    rounds: int
    settled: bool


@scalar
def prepare(norm: Norm, turns: Turns, at: Address, believers: int, strongest: float) -> int:
    """Make the first so many of a random order believers; let everybody do as he believes."""
    count = shuffle(turns, len(norm.belief), at)
    for i in range(count):
        person = turns.order[i]
        belief = 1 if i < believers else -1
        norm.belief[person] = belief
        norm.act[person] = belief
        norm.enforces[person] = 0
        draw = uniform(at.seed, at.run, 0, person, PURPOSE_CROWD_START, 0)
        norm.strength[person] = 1.0 if i < believers else strongest * draw
    norm.sums[0] = 2 * believers - count
    norm.sums[1] = 0
    return count


@scalar
def review(norm: Norm, person: int, cost: float) -> int:
    """Let a person decide anew what she does and enforces; return whether anything changed."""
    acts = 0
    pushed = 0
    around = len(norm.belief) - 1
    if len(norm.neighbour) > 0:
        first = norm.start[person]
        around = norm.start[person + 1] - first
        for k in range(first, first + around):
            acts += norm.act[norm.neighbour[k]]
            pushed += norm.enforces[norm.neighbour[k]]
    else:
        acts = norm.sums[0] - norm.act[person]
        pushed = norm.sums[1] - norm.enforces[person]
    belief = norm.belief[person]
    strength = norm.strength[person]
    pressure = -belief * pushed / around if around > 0 else 0.0
    need = 0.5 * (1.0 - belief * acts / around) if around > 0 else 0.0
    act = -belief if pressure > strength else belief
    enforces = 0
    if act != belief:
        if pressure > strength + cost:
            enforces = -belief
    elif strength * need > cost:
        enforces = belief
    changed = int(act != norm.act[person] or enforces != norm.enforces[person])
    norm.sums[0] += act - norm.act[person]
    norm.sums[1] += enforces - norm.enforces[person]
    norm.act[person] = act
    norm.enforces[person] = enforces
    return changed


@scalar
def settle_norm(norm: Norm, turns: Turns, at: Address, cost: float, most: int) -> int:
    """Let rounds go by until one changes nothing; return their number, negative if none was."""
    for number in range(1, most + 1):
        count = shuffle(turns, len(norm.belief), Address(at.seed, at.run, number))
        changes = 0
        for i in range(count):
            changes += review(norm, turns.order[i], cost)
        if changes == 0:
            return number
    return -most


_SOURCE = """
def norm_rounds(seed, believers, strongest, cost, most, belief, act, enforces, strength, sums,
                start, neighbour, order, w0, w1, w2, w3):
    norm = Norm(belief, act, enforces, strength, sums, start, neighbour)
    turns = Turns(order, Blocks(w0, w1, w2, w3))
    at = Address(seed, 0, 0)
    prepare(norm, turns, at, believers, strongest)
    return settle_norm(norm, turns, at, cost, most)
"""
_BINDINGS = {
    "Norm": Norm,
    "Turns": Turns,
    "Blocks": Blocks,
    "Address": Address,
    "prepare": prepare,
    "settle_norm": settle_norm,
}
_FLAGS, _LONG, _NUMBERS = "int8[::1]", "int64[::1]", "float64[::1]"
_SIGNATURE = "int64({})".format(
    ", ".join(
        ["int64", "int64", "float64", "float64", "int64"]
        + [_FLAGS, _FLAGS, _FLAGS, _NUMBERS, _LONG, _LONG, "int32[::1]", "int32[::1]"]
        + [_LONG] * 4
    )
)


class Town(NamedTuple):
    """How many live there, how many believe, how firm the others are, and what enforcing costs.

    ``neighbours`` has a list a person; None where everybody meets everybody.
    """

    inhabitants: int
    believers: int
    strongest: float
    cost: float
    neighbours: Sequence[Sequence[int]] | None


@cache
def _rounds(target: Target) -> Any:
    return load_entry("norm_rounds", _SOURCE, _BINDINGS, _SIGNATURE, target)


def moore_torus(side: int) -> list[list[int]]:
    """Return the eight neighbours of each site of a square without edges.

    >>> sorted(moore_torus(3)[0]) == [1, 2, 3, 4, 5, 6, 7, 8]
    True
    """
    steps = [(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if x or y]
    return [
        [(y + v) % side * side + (x + u) % side for u, v in steps]
        for y in range(side)
        for x in range(side)
    ]


def outcome_of(target: Target, town: Town, seed: int, most: int) -> Outcome:
    """Return what becomes of the norm, in at most so many rounds."""
    count = town.inhabitants
    lists = town.neighbours or []
    start = [0]
    for around in lists:
        start.append(start[-1] + len(around))
    belief, act, enforces = (filled_array(target, "int8", count, 0) for _ in range(3))
    norm = Norm(
        belief=belief,
        act=act,
        enforces=enforces,
        strength=filled_array(target, "float64", count, 0.0),
        sums=filled_array(target, "int64", 2, 0),
        start=array_of(target, "int64", start),
        neighbour=array_of(target, "int32", [j for around in lists for j in around]),
    )
    turns = [filled_array(target, kind, count, 0) for kind in ("int32", *["int64"] * 4)]
    rounds = int(
        _rounds(target)(seed, town.believers, town.strongest, town.cost, most, *norm, *turns)
    )
    people = range(count)
    return Outcome(
        false_compliance=sum(belief[i] < 0 < act[i] for i in people) / count,
        false_enforcement=sum(belief[i] < 0 < enforces[i] for i in people) / count,
        true_enforcement=sum(belief[i] > 0 and enforces[i] > 0 for i in people) / count,
        rounds=abs(rounds),
        settled=rounds > 0,
    )
