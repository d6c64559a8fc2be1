"""People on a square: what they are, how they come and go, and in which order they act."""

from __future__ import annotations

from collections.abc import MutableSequence
from math import floor
from typing import NamedTuple

from interregnum.canonical.lattice.ground import FREE, Ground, add_in_sight
from interregnum.kernels.random import (
    PURPOSE_CROWD_ORDER,
    PURPOSE_CROWD_START,
    Address,
    Blocks,
    Philox,
    fill_blocks,
    uniform,
)
from interregnum.kernels.scalar import inlined, scalar

QUIET, ACTIVE, JAILED, GONE = 0, 1, 2, 3
RATIO_RULES = ("identity", "floor", "round")
LATEST = 2147483647  # what a 32-bit tick can say: nobody lives to see it


class People(NamedTuple):
    """Everybody, cops first; a citizen's hardship H, risk aversion R, group, and her last tick.

    ``place`` is a site or ``FREE``; ``until`` the tick that ends a term in jail.
    """

    cops: int
    place: MutableSequence[int]
    state: MutableSequence[int]
    until: MutableSequence[int]
    dies: MutableSequence[int]
    group: MutableSequence[int]
    hardship: MutableSequence[float]
    risk: MutableSequence[float]


class Rules(NamedTuple):
    """Threshold T, deterrence k, longest term [ticks], ratio rule, who moves, and model II's.

    ``cloning`` [chance a tick] and ``oldest`` [ticks] stand where ``groups`` is 1.
    """

    threshold: float
    deterrence: float
    longest_term: float
    ratio_rule: int
    citizens_move: int
    groups: int
    cloning: float
    oldest: float


class Turns(NamedTuple):
    """The order of a tick and the first words of everybody's move, looked up for all at once."""

    order: MutableSequence[int]
    words: Blocks


class Tally(NamedTuple):
    """How many are active, in jail, and at large or in jail in each of two groups."""

    active: int
    jailed: int
    first: int
    second: int


@scalar
def shuffle(turns: Turns, count: int, at: Address) -> int:
    """Write a random order of ``count`` people; return their number.

    A word's bias is below ``count`` in 2**32. The order depends on the address alone.
    """
    order, words = turns.order, turns.words
    for i in range(count):
        order[i] = i
    fill_blocks(words, at, 0, (count + 3) // 4, PURPOSE_CROWD_ORDER, 0)
    for i in range(count - 1):
        k = i & 3
        j = i >> 2
        word = words.w0[j]
        if k == 1:
            word = words.w1[j]
        elif k == 2:
            word = words.w2[j]
        elif k == 3:
            word = words.w3[j]
        last = count - 1 - i
        other = (word * (last + 1)) >> 32
        kept = order[last]
        order[last] = order[other]
        order[other] = kept
    return count


@inlined
@scalar
def first_words(turns: Turns, person: int) -> Philox:
    """Return the first four words of a person's move."""
    words = turns.words
    return Philox(words.w0[person], words.w1[person], words.w2[person], words.w3[person])


@scalar
def remove(ground: Ground, people: People, person: int, state: int) -> int:
    """Take a citizen off the square, into jail or for good; return where she stood."""
    place = people.place[person]
    if place >= 0:
        ground.occupant[place] = FREE
        if people.state[person] == ACTIVE:
            add_in_sight(ground, ground.active_near, place, -1)
    people.place[person] = FREE
    people.state[person] = state
    return place


@scalar
def begin(
    ground: Ground, people: People, rules: Rules, turns: Turns, at: Address, born: int
) -> int:
    """Put the first ``born`` people on random sites and draw what they are; return how many."""
    shuffle(turns, ground.side * ground.side, at)
    for person in range(born):
        site = turns.order[person]
        ground.occupant[site] = person
        people.place[person] = site
        if person < people.cops:
            add_in_sight(ground, ground.cops_near, site, 1)
        else:
            people.state[person] = QUIET
            people.hardship[person] = uniform(at.seed, 0, 0, person, PURPOSE_CROWD_START, 0)
            people.risk[person] = uniform(at.seed, 0, 0, person, PURPOSE_CROWD_START, 1)
            if rules.groups == 1:
                people.group[person] = person & 1
                life = uniform(at.seed, 0, 0, person, PURPOSE_CROWD_START, 2) * rules.oldest
                people.dies[person] = 1 + int(floor(life))
    return born


@scalar
def dismiss(ground: Ground, people: People, kept: int) -> int:
    """Take all cops but the first so many off the square; return how many have gone now."""
    gone = 0
    for cop in range(kept, people.cops):
        place = people.place[cop]
        if place >= 0:
            ground.occupant[place] = FREE
            add_in_sight(ground, ground.cops_near, place, -1)
            people.place[cop] = FREE
            gone += 1
    return gone


@scalar
def tally_of(people: People) -> Tally:
    """Return how many are in which state, after a tick."""
    active = 0
    jailed = 0
    first = 0
    second = 0
    for person in range(people.cops, len(people.place)):
        state = people.state[person]
        if state == ACTIVE:
            active += 1
        elif state == JAILED:
            jailed += 1
        if state != GONE:
            if people.group[person] == 0:
                first += 1
            else:
                second += 1
    return Tally(active, jailed, first, second)
