"""A square without edges: who stands where, and how many of a kind stand within sight of a site.

Counts within sight are kept up to date as people move and change, so that looking around is one
look-up. A disc of sites is stored row by row: how far it reaches to each side.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import floor, sqrt
from typing import NamedTuple

from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.random import Address, Philox, draw_block
from interregnum.kernels.scalar import Target, inlined, scalar

FREE = -1
# Words tried before the free sites within sight are counted: eight blocks of four.
_TRIES = 8
_LANE = 0xFFFF
# Beyond, a count would not fit its 16 bits, one of which is the word's sign.
FARTHEST = 100.0


class Ground(NamedTuple):
    """The square: its side, the disc that one sees, and what stands on each site.

    ``across`` and ``down`` are the sites within sight but for one's own; ``occupant`` who stands
    on a site, or ``FREE``. Counts are kept four to a word of 16 bits each, a row of ``width``
    words after the other. A row goes on beyond both edges, so that what juts out needs no second
    stretch: a site's count is what stands at its place and at its double beyond the edge, which
    ``double`` says for each column. ``pattern`` has the words that a person adds around her: for
    each place within a word, and each of the disc's rows, ``span`` words.
    """

    side: int
    rows: int
    width: int
    span: int
    pattern: Sequence[int]
    double: Sequence[int]
    across: Sequence[int]
    down: Sequence[int]
    occupant: MutableSequence[int]
    cops_near: MutableSequence[int]
    active_near: MutableSequence[int]


def disc_of(vision: float) -> list[int]:
    """Return how far each row of a Euclidean disc reaches to each side, its edge included.

    >>> disc_of(1.7), disc_of(2.0)
    ([1, 1, 1], [0, 1, 2, 1, 0])
    """
    rows = int(floor(vision))
    return [int(floor(sqrt(vision * vision - y * y))) for y in range(-rows, rows + 1)]


def empty_ground(target: Target, side: int, vision: float) -> Ground:
    """Return a square on which nobody stands.

    Parameters
    ----------
    target
        Whose arrays it has.
    side
        Sites in a row; more than twice the vision.
    vision
        Radius of the disc that one sees [sites], at most ``FARTHEST``.

    >>> square = empty_ground(Target.PYTHON, 5, 1.7)
    >>> add_in_sight(square, square.cops_near, 0, 1), count_in_sight(square, square.cops_near, 24)
    (0, 1)
    >>> sum(count_in_sight(square, square.cops_near, site) for site in range(25))
    9
    """
    reach = disc_of(vision)
    rows = len(reach) // 2
    span = (2 * rows + 1 + 3 + 3) // 4
    pattern = []
    for start in range(4):
        for far in reach:
            lanes = range(start + rows - far, start + rows + far + 1)
            pattern += [sum(1 << 16 * (i & 3) for i in lanes if i >> 2 == k) for k in range(span)]
    # One word more at the end of each row holds nothing: the double of whoever has none.
    width = (side + 2 * rows + 3) // 4 + span
    nothing = 4 * width - 1
    double = [
        x + side + rows if x < rows else x - side + rows if x >= side - rows else nothing
        for x in range(side)
    ]
    sites = [(x, y - rows) for y, far in enumerate(reach) for x in range(-far, far + 1)]
    around = [(x, y) for x, y in sites if x or y]
    return Ground(
        side=side,
        rows=rows,
        width=width,
        span=span,
        pattern=array_of(target, "int64", pattern),
        double=array_of(target, "int64", double),
        across=array_of(target, "int64", [x for x, _ in around]),
        down=array_of(target, "int64", [y for _, y in around]),
        occupant=filled_array(target, "int32", side * side, FREE),
        cops_near=filled_array(target, "int64", side * width, 0),
        active_near=filled_array(target, "int64", side * width, 0),
    )


@inlined
@scalar
def site_at(ground: Ground, place: int, across: int, down: int) -> int:
    """Return the site so far from another, less than a side away in both directions.

    >>> square = empty_ground(Target.PYTHON, 5, 1.7)
    >>> site_at(square, 0, -1, 0), site_at(square, 24, 1, 1)
    (4, 0)
    """
    side = ground.side
    row = place // side
    x = place - row * side + across
    y = row + down
    # Sums, not branches: which side one leaves by cannot be foretold.
    x += side * int(x < 0) - side * int(x >= side)
    y += side * int(y < 0) - side * int(y >= side)
    return y * side + x


@inlined
@scalar
def _site_named(ground: Ground, place: int, word: int) -> int:
    """Return the site within sight that a word names, or ``FREE`` if somebody stands there."""
    pick = (word * len(ground.across)) >> 32
    site = site_at(ground, place, ground.across[pick], ground.down[pick])
    return site if ground.occupant[site] < 0 else FREE


@scalar
def add_in_sight(ground: Ground, counts: MutableSequence[int], place: int, change: int) -> int:
    """Add to the counts of all sites from which one sees a site; return the first word's place."""
    side = ground.side
    middle = place // side
    x = place - middle * side
    rows = 2 * ground.rows + 1
    first = x >> 2
    seen = (x & 3) * rows * ground.span
    y = middle - ground.rows
    y += side * int(y < 0)
    for _ in range(rows):
        start = y * ground.width + first
        for k in range(ground.span):
            counts[start + k] += change * ground.pattern[seen + k]
        seen += ground.span
        y += 1
        y -= side * int(y >= side)
    return first


@inlined
@scalar
def count_in_sight(ground: Ground, counts: Sequence[int], place: int) -> int:
    """Return how many of a kind stand within sight of a site, its own included."""
    row = place // ground.side
    x = place - row * ground.side
    start = row * ground.width
    here = x + ground.rows
    there = ground.double[x]
    count = (counts[start + (here >> 2)] >> (16 * (here & 3))) & _LANE
    return count + ((counts[start + (there >> 2)] >> (16 * (there & 3))) & _LANE)


@inlined
@scalar
def free_site_in_sight(
    ground: Ground, place: int, block: Philox, at: Address, person: int, purpose: int
) -> int:
    """Return a free site within sight, each equally likely, or the place itself if none is free.

    ``block`` is the first that stands at the address of the person and purpose.

    Notes
    -----
    Words are tried until one names a free site; after 32 the free sites are counted and one word
    more chooses among them. A word's bias is below the number of sites in 2**32.
    """
    sites = len(ground.across)
    for draw in range(1, _TRIES + 1):
        # All four are looked at before one is chosen, so that none waits for another.
        first = _site_named(ground, place, block.w0)
        second = _site_named(ground, place, block.w1)
        third = _site_named(ground, place, block.w2)
        fourth = _site_named(ground, place, block.w3)
        later = third if third >= 0 else fourth
        site = second if second >= 0 else later
        site = first if first >= 0 else site
        if site >= 0:
            return site
        block = draw_block(at, person, purpose, draw)
    free = 0
    for k in range(sites):
        if ground.occupant[site_at(ground, place, ground.across[k], ground.down[k])] < 0:
            free += 1
    if free == 0:
        return place
    left = (block.w0 * free) >> 32
    for k in range(sites):
        site = site_at(ground, place, ground.across[k], ground.down[k])
        if ground.occupant[site] < 0:
            if left == 0:
                return site
            left -= 1
    return place


@scalar
def free_site_anywhere(ground: Ground, at: Address, person: int, purpose: int) -> int:
    """Return a free site of the whole square, each equally likely, or ``FREE`` if there is none."""
    sites = ground.side * ground.side
    for draw in range(_TRIES):
        block = draw_block(at, person, purpose, draw)
        for k in range(4):
            word = block.w0 if k == 0 else block.w1 if k == 1 else block.w2 if k == 2 else block.w3
            site = (word * sites) >> 32
            if ground.occupant[site] < 0:
                return site
    free = 0
    for site in range(sites):
        if ground.occupant[site] < 0:
            free += 1
    left = (draw_block(at, person, purpose, _TRIES).w0 * free) >> 32
    for site in range(sites):
        if ground.occupant[site] < 0:
            if left == 0:
                return site
            left -= 1
    return FREE
