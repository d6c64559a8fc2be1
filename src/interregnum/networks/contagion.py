r"""Noisy contagion: everybody chooses anew in each step, with a chance that neighbours decide.

Equations
---------
In a step, one with d neighbours of whom m act does so next with the chance that a table gives for
d and m: logistic, or any other. All look at the state of the step before.

Method
------
A run's state is one bit a person. Persons are numbered by degree, so that a loop over neighbours
is as long as the last one. Random words are looked up for 256 persons at a time, one of 32 bits
each. In an ensemble, 64 runs advance together: one 64-bit word a person, a bit a run, so that a
look at a neighbour serves all; neighbours who act are counted in binary, a word a digit. Each run
has its own words, so it is bit for bit the run that it would be alone.
"""

from __future__ import annotations

from collections.abc import Callable, MutableSequence, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.random import PURPOSE_CONTAGION, Address, Blocks, fill_blocks
from interregnum.kernels.scalar import Target, inlined, scalar
from interregnum.networks.given_networks import by_region
from interregnum.networks.network import Network

LANES = 64
_BLOCK = 256
_CHUNK = 1 << 14
_WORDS = 1 << 32
# Digits of a count of neighbours: up to 31 of them.
MOST_NEIGHBOURS = 31


class Sheet(NamedTuple):
    """Neighbours by degree, and chances in 2**32nds.

    Those of person i are ``neighbour[start[i]:start[i + 1]]``; ``chance[base[i] + m]`` is hers
    if m of them act.
    """

    start: Sequence[int]
    neighbour: Sequence[int]
    base: Sequence[int]
    chance: Sequence[int]


def sheet_of(network: Network, chance: Callable[[int, int], float]) -> tuple[Sheet, list[int]]:
    """Return a stored network's persons by degree with their chances, and their former numbers.

    Parameters
    ----------
    network
        Stored, with at most ``MOST_NEIGHBOURS`` neighbours a person.
    chance
        Of acting next, by how many neighbours one has and how many of them act [1].
    """
    target = Target.PYTHON if isinstance(network.start, list) else Target.CPU
    degrees = [int(d) for d in _differences(network.start)]
    by_degree, former = by_region(network, degrees)
    offsets: dict[int, int] = {}
    table: list[int] = []
    for degree in sorted(set(degrees)):
        offsets[degree] = len(table)
        table += [int(chance(degree, m) * _WORDS) for m in range(degree + 1)]
    base = [offsets[degrees[node]] for node in former]
    return Sheet(
        by_degree.start,
        by_degree.neighbour,
        array_of(target, "int64", base),
        array_of(target, "int64", table),
    ), former


def _differences(values: Sequence[int]) -> Any:
    import numpy as np

    return np.diff(np.asarray(values))


@inlined
@scalar
def _word_of(words: Blocks, block: int, part: int) -> int:
    """Return one of a block's four words."""
    if part == 0:
        return words.w0[block]
    if part == 1:
        return words.w1[block]
    if part == 2:
        return words.w2[block]
    return words.w3[block]


@inlined
@scalar
def _acting_near(sheet: Sheet, state: Sequence[int], person: int) -> int:
    """Return how many of a person's neighbours act, a bit a person."""
    count = 0
    for k in range(sheet.start[person], sheet.start[person + 1]):
        other = sheet.neighbour[k]
        count += (state[other >> 6] >> (other & 63)) & 1
    return count


@scalar
def step_bits(
    sheet: Sheet,
    state: Sequence[int],
    out: MutableSequence[int],
    words: Blocks,
    at: Address,
    stretch: tuple[int, int],
) -> int:
    """Write the next state of a stretch of persons of one run; return where it ends.

    The stretch begins with a multiple of 256; ``words`` has room for 64 blocks.
    """
    first, end = stretch
    for begin in range(first, end, _BLOCK):
        fill_blocks(words, at, begin >> 2, _BLOCK // 4, PURPOSE_CONTAGION, 0)
        for piece in range(begin, min(begin + _BLOCK, end), 64):
            bits = 0
            for person in range(piece, min(piece + 64, end)):
                near = _acting_near(sheet, state, person)
                word = _word_of(words, (person - begin) >> 2, person & 3)
                acts = int(word < sheet.chance[sheet.base[person] + near])
                bits |= acts << (person - piece)
            out[piece >> 6] = bits
    return end


class Digits(NamedTuple):
    """A number in each of 64 lanes, in binary: a word a digit."""

    ones: int
    twos: int
    fours: int
    eights: int
    sixteens: int


@inlined
@scalar
def _choices(sheet: Sheet, base: int, digits: Digits, words: Sequence[int]) -> int:
    """Return the next acts of one person in all lanes, a bit a run."""
    bits = 0
    for lane in range(LANES):
        near = (digits.ones >> lane) & 1
        near += ((digits.twos >> lane) & 1) << 1
        near += ((digits.fours >> lane) & 1) << 2
        near += ((digits.eights >> lane) & 1) << 3
        near += ((digits.sixteens >> lane) & 1) << 4
        bits |= int(words[lane] < sheet.chance[base + near]) << lane
    return bits


@inlined
@scalar
def _acting_near_in_lanes(sheet: Sheet, state: Sequence[int], person: int) -> Digits:
    """Return how many of a person's neighbours act in each run."""
    ones = 0
    twos = 0
    fours = 0
    eights = 0
    sixteens = 0
    for k in range(sheet.start[person], sheet.start[person + 1]):
        carry = state[sheet.neighbour[k]]
        more = ones & carry
        ones ^= carry
        carry = twos & more
        twos ^= more
        more = fours & carry
        fours ^= carry
        carry = eights & more
        eights ^= more
        sixteens ^= carry
    return Digits(ones, twos, fours, eights, sixteens)


@scalar
def step_lanes(
    sheet: Sheet,
    state: Sequence[int],
    out: MutableSequence[int],
    words: Blocks,
    at: Address,
    stretch: tuple[int, int],
) -> int:
    """Write the next state of a stretch of persons in 64 runs from that of the address on.

    The stretch begins with a multiple of 4; ``words`` has room for 64 blocks.
    """
    first, end = stretch
    for person in range(first, end):
        if person & 3 == 0:
            fill_blocks(words, at, person >> 2, LANES, PURPOSE_CONTAGION, 1)
        digits = _acting_near_in_lanes(sheet, state, person)
        base = sheet.base[person]
        part = person & 3
        if part == 0:
            out[person] = _choices(sheet, base, digits, words.w0)
        elif part == 1:
            out[person] = _choices(sheet, base, digits, words.w1)
        elif part == 2:
            out[person] = _choices(sheet, base, digits, words.w2)
        else:
            out[person] = _choices(sheet, base, digits, words.w3)
    return end


_SOURCE = """
def NAME(seed, run, day, first, end, start, neighbour, base, chance, state, out, w0, w1, w2, w3):
    sheet = Sheet(start, neighbour, base, chance)
    words = Blocks(w0, w1, w2, w3)
    return rule(sheet, state, out, words, Address(seed, run, day), (first, end))
"""
_LONG = "int64[::1]"
_SIGNATURE = f"int64({', '.join(['int64'] * 5)}, {_LONG}, int32[::1], {', '.join([_LONG] * 8)})"


@cache
def _entry(lanes: bool, target: Target) -> Any:
    name = "contagion_lanes" if lanes else "contagion_bits"
    bindings = {
        "Sheet": Sheet,
        "Blocks": Blocks,
        "Address": Address,
        "rule": step_lanes if lanes else step_bits,
    }
    return load_entry(name, _SOURCE.replace("NAME", name), bindings, _SIGNATURE, target)


class Contagion:
    """One run, or 64 together, of noisy contagion on a sheet.

    Parameters
    ----------
    sheet
        From :func:`sheet_of`.
    place
        Where draws are looked up; 64 runs are those from ``place.run`` on, and days count from
        ``place.day``.
    lanes
        Whether 64 runs advance together.
    threads
        How many; the states are the same.
    target
        Whose arrays the sheet has.

    Notes
    -----
    Nobody acts in the first state. Memory: two bits a person, or 16 bytes a person for 64 runs,
    beside the sheet.
    """

    def __init__(
        self,
        sheet: Sheet,
        place: Address,
        *,
        lanes: bool = False,
        threads: int = 1,
        target: Target = Target.CPU,
    ) -> None:
        self._sheet, self._place, self._lanes, self._target = sheet, place, lanes, target
        self._people = len(sheet.base)
        words = self._people if lanes else (self._people + 63) // 64
        self._state = filled_array(target, "int64", words, 0)
        self._next = filled_array(target, "int64", words, 0)
        self._day = place.day
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def step(self) -> None:
        """Let everybody choose once."""
        run = _entry(self._lanes, self._target)
        at = (self._place.seed, self._place.run, self._day)

        def stretch(first: int) -> None:
            words = [filled_array(self._target, "int64", LANES, 0) for _ in range(4)]
            end = min(first + _CHUNK, self._people)
            run(*at, first, end, *self._sheet, self._state, self._next, *words)

        starts = range(0, self._people, _CHUNK)
        if self._pool is None:
            for first in starts:
                stretch(first)
        else:
            list(self._pool.map(stretch, starts))
        self._state, self._next = self._next, self._state
        self._day += 1

    def acting(self, lane: int = 0) -> list[int]:
        """Return who acts in one run: 1 or 0 a person."""
        if self._lanes:
            return [(int(self._state[i]) >> lane) & 1 for i in range(self._people)]
        return [(int(self._state[i >> 6]) >> (i & 63)) & 1 for i in range(self._people)]

    def close(self) -> None:
        """Let go of the threads."""
        if self._pool is not None:
            self._pool.shutdown()
