"""Addressed random numbers: a draw is looked up by what it is for, never taken from a stream.

``uniform(seed, run, day, entity, purpose, draw)`` is Philox4x32-10 with the seed as key and
(entity, run, day, purpose and draw) as counter. Nothing is stored and nothing is consumed, so
results depend on no order, no thread and no unrelated draw, and two branches of a
counterfactual differ only where the intervention acts.

References
----------
J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel random numbers: as easy as
1, 2, 3, SC11, doi:10.1145/2063384.2063405; the published test vectors of Random123.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableSequence
from typing import NamedTuple

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import normal_quantile

_MASK = 0xFFFFFFFF
_MULTIPLIER_0 = 0xD2511F53
_MULTIPLIER_1 = 0xCD9E8D57
_WEYL_0 = 0x9E3779B9
_WEYL_1 = 0xBB67AE85

# One number a purpose; a test shows that no two share one. Never renumber: a draw is an address.
PURPOSE_PARAMETER = 1
PURPOSE_FRAILTY = 2
PURPOSE_STRENGTH_START = 3
PURPOSE_STRENGTH_STEP = 4
PURPOSE_SIGNAL_NOISE = 5
PURPOSE_SELECTION = 6
PURPOSE_RALLY = 7
PURPOSE_OPPORTUNITY = 8
PURPOSE_INITIATOR = 9
PURPOSE_PLOT = 10
PURPOSE_OPENING = 11
PURPOSE_LEADER_SIGNAL = 12
PURPOSE_DEAL = 13
PURPOSE_SERVICE = 14
PURPOSE_FRONT_BREAK = 15
PURPOSE_NATURAL_DEATH = 16
PURPOSE_SUCCESSION = 17
PURPOSE_ELECTION_DATE = 18
PURPOSE_ELECTION_FRAUD = 19
PURPOSE_ELECTION_SHARE = 20
PURPOSE_CONCESSION = 21
PURPOSE_PRESENCE = 22
PURPOSE_CROWD_DEATHS = 23
PURPOSE_OPTIMISM = 24
PURPOSE_POWER = 25
PURPOSE_REGION = 26
PURPOSE_PROXIMITY = 27
PURPOSE_RECOGNITION = 28
PURPOSE_NEW_ELECTION = 29
PURPOSE_LOSER_CONCEDES = 30
PURPOSE_REVERSAL = 31
PURPOSE_FORTUNE = 32
# Persons of the engine with persons; whole blocks of four words.
PURPOSE_CITIZEN_TRAITS = 40
PURPOSE_CITIZEN_MOTIVES = 41
PURPOSE_CITIZEN_DAY = 42
PURPOSE_CITIZEN_NOISE = 43
PURPOSE_ELITE_TRAITS = 44
PURPOSE_ELITE_DAY = 45
PURPOSE_UNIT_TRAITS = 46
PURPOSE_UNIT_DAY = 47
# Published models, from 1000 on.
PURPOSE_THRESHOLDS = 1000
PURPOSE_CROWD_START = 1001
PURPOSE_CROWD_ORDER = 1002
PURPOSE_CROWD_MOVE = 1003
PURPOSE_CROWD_ACT = 1004
PURPOSE_CROWD_PLACE = 1005
# Networks and what spreads on them, from 2000 on.
PURPOSE_EDGES = 2000
PURPOSE_ENDPOINTS = 2001
PURPOSE_PERMUTATION = 2002
PURPOSE_THINNING = 2003
PURPOSE_POSITION = 2004
PURPOSE_CASCADE_SEED = 2006
PURPOSE_CASCADE_THRESHOLD = 2007
PURPOSE_CONTAGION = 2008


class Philox(NamedTuple):
    """The four 32-bit words of one Philox block."""

    w0: int
    w1: int
    w2: int
    w3: int


class Address(NamedTuple):
    """Where in a study a draw belongs: seed, run and day (a day is an integer, day 0 the first)."""

    seed: int
    run: int
    day: int


@scalar
def philox4x32(w0: int, w1: int, w2: int, w3: int, key0: int, key1: int, rounds: int) -> Philox:
    """Return the Philox4x32 block of a counter of four words and a key of two.

    Words are integers in [0, 2**32); ten rounds are the standard. Products are taken in 64-bit
    integers that may wrap: the bits kept are the same in Python's unbounded ones.

    >>> [hex(w) for w in philox4x32(0, 0, 0, 0, 0, 0, 10)]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    for _ in range(rounds):
        product0 = w0 * _MULTIPLIER_0
        product1 = w2 * _MULTIPLIER_1
        w0 = ((product1 >> 32) & _MASK) ^ w1 ^ key0
        w2 = ((product0 >> 32) & _MASK) ^ w3 ^ key1
        w1 = product1 & _MASK
        w3 = product0 & _MASK
        key0 = (key0 + _WEYL_0) & _MASK
        key1 = (key1 + _WEYL_1) & _MASK
    return Philox(w0, w1, w2, w3)


@scalar
def draw_block(at: Address, entity: int, purpose: int, draw: int) -> Philox:
    """Return the four random 32-bit words that stand at an address.

    The address is that of :func:`uniform`, which is made of the first two words.

    >>> block = draw_block(Address(7, 0, 0), 0, PURPOSE_RALLY, 0)
    >>> all(0 <= word < 2**32 for word in block)
    True
    """
    return philox4x32(
        entity & _MASK,
        at.run & _MASK,
        at.day & _MASK,
        ((purpose & 0xFFFF) << 16) | (draw & 0xFFFF),
        at.seed & _MASK,
        (at.seed >> 32) & _MASK,
        10,
    )


class Blocks(NamedTuple):
    """Room for many blocks: an array of 64-bit integers a word."""

    w0: MutableSequence[int]
    w1: MutableSequence[int]
    w2: MutableSequence[int]
    w3: MutableSequence[int]


@scalar
def fill_blocks(
    blocks: Blocks, at: Address, entity: int, count: int, purpose: int, over_runs: int
) -> int:
    """Write the first blocks of ``count`` entities, or of one in ``count`` runs; return how many.

    They begin with the entity given, or with the run of the address if ``over_runs`` is 1. The
    same words as :func:`draw_block` gives one by one, in a third of the time: its rounds are
    written out here, so that the compiler can take several blocks at once.

    >>> room = Blocks([0] * 2, [0] * 2, [0] * 2, [0] * 2)
    >>> fill_blocks(room, Address(7, 0, 0), 5, 2, PURPOSE_RALLY, 0)
    2
    >>> room.w3[1] == draw_block(Address(7, 0, 0), 6, PURPOSE_RALLY, 0).w3
    True
    """
    day = at.day & _MASK
    low = at.seed & _MASK
    high = (at.seed >> 32) & _MASK
    what = (purpose & 0xFFFF) << 16
    by_entity = 1 - over_runs
    for i in range(count):
        w0 = (entity + by_entity * i) & _MASK
        w1 = (at.run + over_runs * i) & _MASK
        w2 = day
        w3 = what
        key0 = low
        key1 = high
        for _ in range(10):
            product0 = w0 * _MULTIPLIER_0
            product1 = w2 * _MULTIPLIER_1
            w0 = ((product1 >> 32) & _MASK) ^ w1 ^ key0
            w2 = ((product0 >> 32) & _MASK) ^ w3 ^ key1
            w1 = product1 & _MASK
            w3 = product0 & _MASK
            key0 = (key0 + _WEYL_0) & _MASK
            key1 = (key1 + _WEYL_1) & _MASK
        blocks.w0[i] = w0
        blocks.w1[i] = w1
        blocks.w2[i] = w2
        blocks.w3[i] = w3
    return count


@scalar
def uniform(seed: int, run: int, day: int, entity: int, purpose: int, draw: int) -> float:
    """Return the uniform number in the open interval (0, 1) that stands at an address.

    Parameters
    ----------
    seed
        The study's seed, an integer in [0, 2**63).
    run, day, entity
        Integers in [0, 2**32).
    purpose
        One of the ``PURPOSE_`` constants, in [0, 2**16).
    draw
        Which draw of that purpose, in [0, 2**16).

    Notes
    -----
    52 of the block's bits and a half: never 0, never 1.

    >>> uniform(0, 0, 0, 0, PURPOSE_SELECTION, 0) != uniform(0, 0, 0, 0, PURPOSE_SELECTION, 1)
    True
    """
    block = philox4x32(
        entity & _MASK,
        run & _MASK,
        day & _MASK,
        ((purpose & 0xFFFF) << 16) | (draw & 0xFFFF),
        seed & _MASK,
        (seed >> 32) & _MASK,
        10,
    )
    return ((block.w0 >> 6) * 67108864.0 + (block.w1 >> 6) + 0.5) * 2.220446049250313e-16


@scalar
def draw_uniform(at: Address, entity: int, purpose: int) -> float:
    """Return the first uniform draw of a purpose at a study's address.

    >>> 0.0 < draw_uniform(Address(7, 0, 0), 0, PURPOSE_RALLY) < 1.0
    True
    """
    return uniform(at.seed, at.run, at.day, entity, purpose, 0)


@scalar
def draw_normal(at: Address, entity: int, purpose: int) -> float:
    """Return the first standard normal draw of a purpose at a study's address.

    >>> abs(draw_normal(Address(7, 0, 0), 0, PURPOSE_FRAILTY)) < 9.0
    True
    """
    return normal_quantile(uniform(at.seed, at.run, at.day, entity, purpose, 0))


def name_address(name: str) -> tuple[int, int]:
    """Return the two 32-bit words under which a parameter's own name draws its numbers.

    They stand in the counter's entity and day words, so a parameter's draws depend on its name
    alone: not on other parameters, their order, or the scenario.

    >>> name_address("belief.memory_rate") == name_address("belief.memory_rate")
    True
    """
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")
