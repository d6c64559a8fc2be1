"""One play of rebellion or of fighting groups on the square: from the first sites to the last tick.

The kernel is compiled once, with a declared signature, and lets go of the interpreter's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from interregnum.canonical.lattice import people, unrest
from interregnum.canonical.lattice.ground import FREE, Ground, empty_ground
from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.random import Address, Blocks
from interregnum.kernels.scalar import Target

# Ticks between two chances to interrupt.
_PIECE = 1000

_SOURCE = """
def unrest_ticks(seed, born, first, end, side, rows, width, span, pattern, double, across,
                 down, occupant, cops_near, active_near, cops, place, state, until, dies, group,
                 hardship, risk, numbers, switches, legitimacy, duty, order, w0, w1, w2, w3,
                 counts):
    ground = Ground(side, rows, width, span, pattern, double, across, down, occupant, cops_near,
                    active_near)
    people = People(cops, place, state, until, dies, group, hardship, risk)
    rules = Rules(numbers[0], numbers[1], numbers[2], switches[0], switches[1], switches[2],
                  numbers[3], numbers[4])
    turns = Turns(order, Blocks(w0, w1, w2, w3))
    steps = len(legitimacy)
    if first == 0:
        begin(ground, people, rules, turns, Address(seed, 0, 0), born)
    for t in range(first, end):
        at = Address(seed, 0, t + 1)
        dismiss(ground, people, duty[t])
        tick(ground, people, rules, at, legitimacy[t], turns)
        found = tally_of(people)
        counts[t] = found.active
        counts[steps + t] = found.jailed
        counts[2 * steps + t] = found.first
        counts[3 * steps + t] = found.second
    return 0
"""
_BINDINGS = {
    "Ground": Ground,
    "People": people.People,
    "Rules": people.Rules,
    "Address": Address,
    "begin": people.begin,
    "dismiss": people.dismiss,
    "Turns": people.Turns,
    "Blocks": Blocks,
    "tick": unrest.tick,
    "tally_of": people.tally_of,
}
_WORDS, _FLAGS = "int32[::1]", "int8[::1]"
_LONG, _NUMBERS = "int64[::1]", "float64[::1]"
_SIGNATURE = "int64({})".format(
    ", ".join(
        ["int64"] * 8
        + [_LONG, _LONG, _LONG, _LONG, _WORDS, _LONG, _LONG]
        + ["int64", _WORDS, _FLAGS, _WORDS, _WORDS, _FLAGS, _NUMBERS, _NUMBERS]
        + [_NUMBERS, _LONG, _NUMBERS, _LONG, _WORDS, *[_LONG] * 4, _LONG]
    )
)


class Setting(NamedTuple):
    """What a play needs beside its seed.

    ``cops`` and ``citizens`` [persons] stand on a square of ``side`` sites that they see within
    ``vision`` [sites]; ``legitimacy`` and ``duty``, the cops at work, have an entry a tick.
    """

    side: int
    vision: float
    cops: int
    citizens: int
    rules: people.Rules
    legitimacy: Sequence[float]
    duty: Sequence[int]


class Course(NamedTuple):
    """Active and jailed citizens, and members of two groups, at the end of each tick."""

    active: list[int]
    jailed: list[int]
    first: list[int]
    second: list[int]


@cache
def _ticks(target: Target) -> Any:
    return load_entry("unrest_ticks", _SOURCE, _BINDINGS, _SIGNATURE, target)


def _people(target: Target, setting: Setting) -> people.People:
    """Return everybody, nobody on the square yet; model II has room for offspring."""
    born = setting.cops + setting.citizens
    count = setting.side * setting.side if setting.rules.groups == 1 else born
    return people.People(
        cops=setting.cops,
        place=filled_array(target, "int32", count, FREE),
        state=filled_array(target, "int8", count, people.GONE),
        until=filled_array(target, "int32", count, 0),
        dies=filled_array(target, "int32", count, people.LATEST),
        group=filled_array(target, "int8", count, 0),
        hardship=filled_array(target, "float64", count, 0.0),
        risk=filled_array(target, "float64", count, 0.0),
    )


def play(target: Target, setting: Setting, seed: int) -> Course:
    """Return the course of one play.

    Parameters
    ----------
    target
        Where it runs; the course is the same.
    setting
        The square, its people and the rules.
    seed
        Of everything that is drawn, in [0, 2**63).

    Notes
    -----
    About 40 microseconds a tick on a square of 40 sites, compiled; a thousand times that in
    Python. One thread: the order of acts is part of the model.
    """
    ground = empty_ground(target, setting.side, setting.vision)
    crowd = _people(target, setting)
    sites = setting.side * setting.side
    turns = [filled_array(target, kind, sites, 0) for kind in ("int32", *["int64"] * 4)]
    rules, steps = setting.rules, len(setting.legitimacy)
    counts = filled_array(target, "int64", 4 * steps, 0)
    given = (
        array_of(target, "float64", (*rules[:3], rules.cloning, rules.oldest)),
        array_of(target, "int64", (rules.ratio_rule, rules.citizens_move, rules.groups)),
        array_of(target, "float64", setting.legitimacy),
        array_of(target, "int64", setting.duty),
    )
    for first in range(0, steps, _PIECE):
        end = min(first + _PIECE, steps)
        born = setting.cops + setting.citizens
        _ticks(target)(seed, born, first, end, *ground, *crowd, *given, *turns, counts)
    series = [int(count) for count in counts]
    return Course(*(series[k * steps : (k + 1) * steps] for k in range(4)))
