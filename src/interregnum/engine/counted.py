"""What a count of heads is given and gives, and the least crowd that stands by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Any, NamedTuple

from interregnum.engine.slots import QUANTITY_INDEX
from interregnum.formulae.acceptance import WORDS

CHUNK = 2**18  # persons a thread is given at a time
BUCKETS = 2**16


class Draws(NamedTuple):
    """Whose draws count: what persons are was drawn at birth, what they see is drawn today."""

    seed: int
    number: int
    seed_today: int
    number_today: int
    day: int


class Count(NamedTuple):
    """Citizens on one day, in persons; ``pool`` + ``outside`` are all there are.

    Of the pool some ``jailed``, some are ``held_back`` by a norm, some ``acting``, the rest stay
    at home.
    """

    outside: int
    pool: int
    jailed: int
    held_back: int
    acting: int


class State:
    """The loop's arrays, read by the names of quantities."""

    def __init__(self, work: dict[str, Any]) -> None:
        self.work = work

    def today(self, name: str) -> float:
        """Return a quantity as it stands."""
        return float(self.work["s"][QUANTITY_INDEX[name]])

    def yesterday(self, name: str) -> float:
        """Return a quantity as it was in the morning."""
        return float(self.work["y"][QUANTITY_INDEX[name]])


class Side(NamedTuple):
    """A class that is asked: its precision's number, purposes, shares away and free, cuts."""

    group: int
    traits: int
    signals: int
    away: float
    free: tuple[float, float, float]
    cuts: tuple[float, float]


def words_of(share: float) -> int:
    """Return a share as a number of words, in [0, 2³²].

    >>> words_of(0.5) == 2**31, words_of(1.0) == 2**32, words_of(-1.0)
    (True, True, 0)
    """
    return int(min(max(share, 0.0), 1.0) * WORDS + 0.5)


def spans_of(count: int, size: int = CHUNK) -> list[tuple[int, int]]:
    """Return pieces of a count.

    >>> spans_of(5, 2)
    [(0, 2), (2, 4), (4, 5)]
    """
    return [(first, min(first + size, count)) for first in range(0, count, size)]


def summed(counts: Iterable[Any]) -> list[int]:
    """Return the sums over pieces, whole numbers."""
    total: list[int] = []
    for piece in counts:
        values = [int(one) for one in piece]
        total = values if not total else [a + b for a, b in zip(total, values, strict=True)]
    return total


def least_crowd(coarse: list[int], pool: int, fine: Callable[[int, int], list[int]]) -> int:
    """Return the least number acting that is as many as need no more: exact, in any order.

    Parameters
    ----------
    coarse
        How many need a number in each bucket; a bucket's width is the pool and one more, divided by
        the number of buckets, rounded down, and one more.
    pool
        How many persons there are; one more is what those need who never join.
    fine
        Returns for a first number and a width how many need exactly each.

    Notes
    -----
    Whoever needs no more than are acting joins; nobody goes home. The number acting never passes
    the least root, so it does not matter who is asked first.

    >>> needs = [0, 1, 2, 5, 5]
    >>> count = lambda low, width: [needs.count(low + i) for i in range(width)]
    >>> least_crowd([3, 2, 0], 5, count)  # buckets of three: 0 to 2, 3 to 5, beyond
    3
    """
    width = (pool + 1) // len(coarse) + 1
    before = list(accumulate(coarse, initial=0))
    acting = 0
    while True:
        bucket = acting // width
        if before[bucket] > acting:
            acting = before[bucket]
            continue
        low = bucket * width
        joined = list(accumulate(fine(low, width), initial=before[bucket]))
        while acting // width == bucket:
            more = joined[acting - low + 1]
            if more <= acting:
                return acting
            acting = more
