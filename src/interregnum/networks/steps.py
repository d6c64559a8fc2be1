"""One step of noisy contagion: a bit a person, or a bit a run in a word a person."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import NamedTuple

from interregnum.kernels.random import PURPOSE_CONTAGION, Address, Blocks, fill_blocks
from interregnum.kernels.scalar import inlined, scalar

LANES = 64
_BLOCK = 256


class Sheet(NamedTuple):
    """Neighbours by degree, and chances in 2**32nds.

    Those of person i are ``neighbour[start[i]:start[i + 1]]``; ``chance[base[i] + m]`` is hers
    if m of them act.
    """

    start: Sequence[int]
    neighbour: Sequence[int]
    base: Sequence[int]
    chance: Sequence[int]


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
