"""Which ties a node begins, in each kind of random network: looked up by seed and node.

Every rule writes the other ends of the ties that it assigns to one node, so that nodes can be
taken in any order and by any number of threads. A plan holds what the rule reads.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import floor
from typing import NamedTuple

from interregnum.kernels.random import (
    PURPOSE_EDGES,
    PURPOSE_ENDPOINTS,
    Address,
    draw_block,
    uniform,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import log
from interregnum.networks.permutation import permuted, unpermuted


class Plan(NamedTuple):
    """Nodes, seed, and the numbers of one kind of network, whole ones and others."""

    nodes: int
    seed: int
    whole: Sequence[int]
    numbers: Sequence[float]


@scalar
def region_of(node: int, first: Sequence[int], regions: int) -> int:
    """Return the region of a node, where ``first`` has the regions' first nodes and the end.

    >>> [region_of(node, [0, 2, 2, 5], 3) for node in range(5)]
    [0, 0, 2, 2, 2]
    """
    low = 0
    high = regions
    while high - low > 1:
        middle = (low + high) // 2
        if first[middle] <= node:
            low = middle
        else:
            high = middle
    return low


@scalar
def begun_in_blocks(plan: Plan, node: int, out: MutableSequence[int], at: int, write: int) -> int:
    """Return how many ties to later nodes a node has where regions say how likely a tie is.

    ``whole`` has the regions' first nodes and the end, ``numbers`` the logarithm of the chance of
    no tie, a row a region.

    Notes
    -----
    From one tie to the next the gap is geometric: one draw a tie, and one more a region.
    """
    regions = len(plan.whole) - 1
    mine = region_of(node, plan.whole, regions)
    count = 0
    for region in range(mine, regions):
        gap = plan.numbers[mine * regions + region]
        end = plan.whole[region + 1]
        other = max(node, plan.whole[region] - 1)
        draw = 0
        while gap < 0.0 and other < end:
            u = uniform(plan.seed, region, draw >> 16, node, PURPOSE_EDGES, draw & 0xFFFF)
            draw += 1
            skipped = log(u) / gap
            # Compared before it is made an integer, which it may be too large for.
            other = end if skipped >= end - other else other + 1 + int(floor(skipped))
            if other < end:
                if write == 1:
                    out[at + count] = other
                count += 1
    return count


@scalar
def begun_on_ring(plan: Plan, node: int, out: MutableSequence[int], at: int, write: int) -> int:
    """Return the ties to the next nodes of a ring, some of which lead elsewhere.

    ``whole`` has how many ties a node begins, ``numbers`` the chance that one leads elsewhere: to
    any other node with equal chance.
    """
    count = plan.whole[0]
    if write == 0:
        return int(count)
    for k in range(count):
        other = node + 1 + k
        if other >= plan.nodes:
            other -= plan.nodes
        block = draw_block(Address(plan.seed, 0, 0), node, PURPOSE_ENDPOINTS, k)
        if (block.w0 + 0.5) / 4294967296.0 < plan.numbers[0]:
            other = (block.w1 * (plan.nodes - 1)) >> 32
            if other >= node:
                other += 1
        out[at + k] = other
    return int(count)


@scalar
def begun_from_stubs(plan: Plan, node: int, out: MutableSequence[int], at: int, write: int) -> int:
    """Return the ties to later nodes where half-ties are paired at random.

    ``whole`` has the bits that number the half-ties, six keys, and where each node's half-ties
    begin, with their number at the end. A keyed permutation lines the half-ties up, and each is
    paired with the one beside it.
    """
    bits = plan.whole[0]
    stubs = plan.whole[7 + plan.nodes]
    count = 0
    for stub in range(plan.whole[7 + node], plan.whole[8 + node]):
        place = permuted(stub, stubs, bits, plan.whole, 1)
        twin = unpermuted(place ^ 1, stubs, bits, plan.whole, 1)
        low = 0
        high = plan.nodes
        while high - low > 1:
            middle = (low + high) // 2
            if plan.whole[7 + middle] <= twin:
                low = middle
            else:
                high = middle
        if low > node:
            if write == 1:
                out[at + count] = low
            count += 1
    return count


@scalar
def begun_nearby(plan: Plan, node: int, out: MutableSequence[int], at: int, write: int) -> int:
    """Return the ties to later nodes within a distance on a square without edges.

    ``whole`` has the cells in a row and where each cell's nodes begin, with the end; ``numbers``
    the distance, then each node's two coordinates in [0, 1). Nodes are in the order of cells.
    """
    side = plan.whole[0]
    reach = plan.numbers[0]
    x = plan.numbers[1 + 2 * node]
    y = plan.numbers[2 + 2 * node]
    column = min(side - 1, int(floor(x * side)))
    row = min(side - 1, int(floor(y * side)))
    around = 3 if side >= 3 else side
    count = 0
    for i in range(around):
        for j in range(around):
            there = (row + i + side - 1) if side >= 3 else i
            beside = (column + j + side - 1) if side >= 3 else j
            there -= side * (there // side)
            beside -= side * (beside // side)
            cell = there * side + beside
            for other in range(plan.whole[1 + cell], plan.whole[2 + cell]):
                across = abs(x - plan.numbers[1 + 2 * other])
                down = abs(y - plan.numbers[2 + 2 * other])
                across = min(across, 1.0 - across)
                down = min(down, 1.0 - down)
                if other > node and across * across + down * down <= reach * reach:
                    if write == 1:
                        out[at + count] = other
                    count += 1
    return count


@scalar
def make_mutual(
    begun: Sequence[int],
    rows: Sequence[int],
    start: MutableSequence[int],
    neighbour: MutableSequence[int],
    cursor: MutableSequence[int],
) -> int:
    """List each tie with both its ends, in increasing order and once; return how many entries.

    Parameters
    ----------
    begun, rows
        The other ends of the ties that each node begins, and where each node's begin.
    start, neighbour
        Where the lists go: zeros, and room for two entries a tie.
    cursor
        Working space, an entry a node.
    """
    nodes = len(rows) - 1
    for node in range(nodes):
        for k in range(rows[node], rows[node + 1]):
            start[node + 1] += 1
            start[begun[k] + 1] += 1
    for node in range(nodes):
        start[node + 1] += start[node]
        cursor[node] = start[node]
    for node in range(nodes):
        for k in range(rows[node], rows[node + 1]):
            other = begun[k]
            neighbour[cursor[other]] = node
            cursor[other] += 1
    for node in range(nodes):
        for k in range(rows[node], rows[node + 1]):
            neighbour[cursor[node]] = begun[k]
            cursor[node] += 1
    kept = 0
    low = 0
    for node in range(nodes):
        high = start[node + 1]
        sort_stretch(neighbour, low, high)
        begin = kept
        for k in range(low, high):
            other = neighbour[k]
            if other != node and (kept == begin or neighbour[kept - 1] != other):
                neighbour[kept] = other
                kept += 1
        low = high
        start[node + 1] = kept
    return kept


@scalar
def sort_stretch(values: MutableSequence[int], low: int, high: int) -> int:
    """Put a stretch of an array into increasing order; return its length.

    Shell's sort: quick where it is nearly in order, and never quadratic.

    >>> cells = [9, 3, 1, 2]
    >>> sort_stretch(cells, 1, 4), cells
    (3, [9, 1, 2, 3])
    """
    gap = 1
    while gap < (high - low) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(low + gap, high):
            value = values[k]
            place = k
            while place - gap >= low and values[place - gap] > value:
                values[place] = values[place - gap]
                place -= gap
            values[place] = value
        gap = gap // 3
    return high - low
