"""Counting heads: who is in the pool, who is held back, who acts, one person at a time.

What a person is and sees is looked up by address: nothing about him is stored but his place in
the pool and, where people watch one another, from how many on he joins. Counts are integers, so
no result depends on the order of persons or on the number of threads.
"""

from __future__ import annotations

from math import floor
from typing import Any, NamedTuple

from interregnum.formulae.acceptance import STRATA, STRATUM_SHIFT, Signals, probit_at
from interregnum.kernels.random import (
    PURPOSE_CITIZEN_MOTIVES,
    PURPOSE_CITIZEN_NOISE,
    PURPOSE_CITIZEN_TRAITS,
    Philox,
    philox4x32,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import log, normal_quantile

_MASK = 0xFFFFFFFF
ALWAYS = 0xFFFFFFFF  # the day of what a person is, as opposed to what a day brings
_UNIT = 2.3283064365386963e-10  # 2**-32
CLASSES = 3
# Places of the counts: who acts by class, who is taken away, who is held back.
TAKEN, HELD = CLASSES, CLASSES + 1
COUNTS = CLASSES + 2
# Places of the setting, whole numbers.
SEED, NUMBER, SEED_TODAY, NUMBER_TODAY, DAY, TRAITS, SIGNALS, BAR, FIRST_CUT, SECOND_CUT, FREE = (
    range(11)
)
SETTING = FREE + CLASSES
# Places of the motives of citizens who watch one another.
TRUTH, DEVIATION, SPREAD, COST, PULL, HARDSHIP, RISK, NOISE, JOIN, JOIN_SPREAD, POOL = (
    0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12
)  # fmt: skip
MOTIVES = 13


class Trait(NamedTuple):
    """What a person is: class, and whether away (1), held back (2) or free (0)."""

    kind: int
    state: int


@scalar
def block(seed: int, number: int, day: int, person: int, purpose: int) -> Philox:
    """Return the four words of a person's block."""
    return philox4x32(person, number, day, purpose << 16, seed & _MASK, (seed >> 32) & _MASK, 10)


@scalar
def fraction(word: int) -> float:
    """Return a word as a number in the open interval (0, 1).

    >>> fraction(0) > 0.0, fraction(4294967295) < 1.0
    (True, True)
    """
    return (word + 0.5) * _UNIT


@scalar
def in_pool(setting: Any, bar: int, person: int) -> bool:
    """Return whether a citizen is of the mobilisable pool: nested in the pool's share."""
    words = block(setting[SEED], setting[NUMBER], ALWAYS, person, PURPOSE_CITIZEN_TRAITS)
    return words.w0 < bar


@scalar
def trait_of(setting: Any, person: int) -> Trait:
    """Return what a person is today.

    Word 1 is the class, word 2 who is taken away (in jail; elites: deserted), nested in the
    share, word 3 who is held back by a norm, nested in the share that is free.
    """
    words = block(setting[SEED], setting[NUMBER], ALWAYS, person, setting[TRAITS])
    kind = 0 if words.w1 < setting[FIRST_CUT] else (1 if words.w1 < setting[SECOND_CUT] else 2)
    if words.w2 < setting[BAR]:
        return Trait(kind, 1)
    return Trait(kind, 0 if words.w3 < setting[FREE + kind] else 2)


@scalar
def signal_words(setting: Any, person: int) -> tuple[int, int]:
    """Return the words of today's signal and cost; two persons share a block."""
    words = block(
        setting[SEED_TODAY], setting[NUMBER_TODAY], setting[DAY], person >> 1, setting[SIGNALS]
    )
    if person & 1 == 0:
        return words.w0, words.w1
    return words.w2, words.w3


@scalar
def list_pool(setting: Any, bar: int, span: tuple[int, int], members: Any, begin: int) -> int:
    """Write the citizens of a span who are in the pool, from a place on; return how many.

    A list without room is not written to.
    """
    room = len(members)
    found = 0
    for person in range(span[0], span[1]):
        if in_pool(setting, bar, person):
            if begin + found < room:
                members[begin + found] = person
            found += 1
    return found


@scalar
def count_acting(
    setting: Any, table: Any, members: Any, span: tuple[int, int], counts: Any
) -> None:
    """Add up who acts by belief alone, among the members of a span.

    Parameters
    ----------
    setting
        Whole numbers, by the places above.
    table
        Acceptance, from :func:`.acceptance.tabulate_acceptance`.
    members
        Who is asked; if it holds one entry below zero, everybody.
    span
        The first of them, and that after the last.
    counts
        Added to in place.
    """
    everybody = members[0] < 0
    held = -1
    words = block(setting[SEED_TODAY], setting[NUMBER_TODAY], setting[DAY], 0, setting[SIGNALS])
    for m in range(span[0], span[1]):
        person = m if everybody else members[m]
        trait = trait_of(setting, person)
        if trait.state != 0:
            counts[TAKEN if trait.state == 1 else HELD] += 1
        else:
            pair = person >> 1
            if pair != held:
                words = block(
                    setting[SEED_TODAY],
                    setting[NUMBER_TODAY],
                    setting[DAY],
                    pair,
                    setting[SIGNALS],
                )
                held = pair
            even = person & 1 == 0
            seen = words.w0 if even else words.w2
            cost = words.w1 if even else words.w3
            if cost < table[trait.kind * STRATA + (seen >> STRATUM_SHIFT)]:
                counts[trait.kind] += 1


@scalar
def needed_share(setting: Any, motives: Any, signals: Signals, person: int, kind: int) -> float:
    """Return how far a citizen is from acting alone: acting share at which E4 is zero [1].

    Below zero he acts alone; without a pull it is the sign alone that counts.
    """
    words = signal_words(setting, person)
    seen = motives[TRUTH] + motives[DEVIATION] * normal_quantile(fraction(words[0]))
    cost = motives[COST + kind] + motives[SPREAD] * normal_quantile(fraction(words[1]))
    gain = probit_at(signals, seen) - cost
    own = block(setting[SEED], setting[NUMBER], ALWAYS, person, PURPOSE_CITIZEN_MOTIVES)
    pull = motives[PULL]
    join = motives[JOIN] + motives[JOIN_SPREAD] * normal_quantile(fraction(own.w0))
    gain += motives[HARDSHIP] * fraction(own.w1) - motives[RISK] * fraction(own.w2)
    if motives[NOISE] > 0.0:
        today = block(
            setting[SEED_TODAY],
            setting[NUMBER_TODAY],
            setting[DAY],
            person,
            PURPOSE_CITIZEN_NOISE,
        )
        u = fraction(today.w0)
        gain += motives[NOISE] * (log(u) - log(1.0 - u))
    if pull <= 0.0:
        return -1.0 if gain > 0.0 else 2.0
    return float(join - gain / pull)


@scalar
def needed_count(share: float, pool: float) -> int:
    """Return the least number acting at which one who needs a share joins; pool + 1 is never.

    >>> needed_count(-0.1, 100.0), needed_count(0.0, 100.0), needed_count(0.25, 100.0)
    (0, 1, 26)
    >>> needed_count(3.0, 100.0)
    101
    """
    if share < 0.0:
        return 0
    return int(min(floor(min(share, 2.0) * pool) + 1.0, pool + 1.0))


@scalar
def weigh_needs(
    setting: Any,
    motives: Any,
    signals: Signals,
    lists: tuple[Any, Any, Any, Any],
    span: tuple[int, int],
) -> None:
    """Write for each member of a span from how many on he joins, and count the needs in buckets.

    ``lists`` are the members, their needs, the buckets' counts, and the counts of who is away;
    the width of a bucket is that of the pool and one more, divided by the buckets, rounded up.
    """
    members, need, coarse, counts = lists
    everybody = members[0] < 0
    pool = motives[POOL]
    width = int(pool + 1.0) // len(coarse) + 1
    for m in range(span[0], span[1]):
        person = m if everybody else members[m]
        trait = trait_of(setting, person)
        needed = int(pool + 1.0)
        if trait.state != 0:
            counts[TAKEN if trait.state == 1 else HELD] += 1
        else:
            share = needed_share(setting, motives, signals, person, trait.kind)
            needed = needed_count(share, pool)
        need[m] = needed
        coarse[needed // width] += 1


@scalar
def count_needs(need: Any, low: int, high: int, fine: Any) -> None:
    """Count how many need exactly each number in [low, high)."""
    for m in range(len(need)):
        needed = need[m]
        if low <= needed < high:
            fine[needed - low] += 1
