"""A network as compiled rules see it: complete, stored as lists of neighbours, or computed.

Complete: everybody meets everybody, and nobody is listed. Stored: the neighbours of each node one
after the other (compressed sparse rows). Computed: nodes lie on k/2 rings, each in an order of its
own, and neighbours on a ring are neighbours; for degrees between even numbers each tie is kept by
a hash of the two. Nothing is stored then, whatever the number of nodes.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.kernels.arrays import array_of
from interregnum.kernels.random import (
    PURPOSE_THINNING,
    Address,
    draw_block,
)
from interregnum.kernels.scalar import Target, scalar
from interregnum.networks.permutation import (
    STEPS,
    bits_of,
    permutation_keys,
    permuted,
    unpermuted,
)

COMPLETE, STORED, COMPUTED = 0, 1, 2
_ALL = 1 << 32


class Network(NamedTuple):
    """Who meets whom; ties are mutual.

    Parameters
    ----------
    kind
        ``COMPLETE``, ``STORED`` or ``COMPUTED``.
    nodes
        How many there are.
    most
        An upper bound of anybody's listed neighbours.
    start, neighbour
        Stored: those of node i are ``neighbour[start[i]:start[i + 1]]``.
    keys, bits
        Computed: the keys of all rings, and the bits that number the nodes.
    kept
        Computed: the share of ties that are kept, in 2**32nds.
    """

    kind: int
    nodes: int
    most: int
    start: Sequence[int]
    neighbour: Sequence[int]
    keys: Sequence[int]
    bits: int
    kept: int


# The signature of a network's fields, in their order, for entries that take them one by one.
SIGNATURE = ("int64", "int64", "int64", "int64[::1]", "int32[::1]", "int64[::1]", "int64", "int64")


def complete(nodes: int, target: Target = Target.CPU) -> Network:
    """Return the network in which everybody meets everybody.

    >>> complete(5, Target.PYTHON).most
    0
    """
    return Network(
        COMPLETE,
        nodes,
        0,
        array_of(target, "int64", [0]),
        array_of(target, "int32", []),
        array_of(target, "int64", []),
        0,
        0,
    )


def listed(start: Any, neighbour: Any, target: Target = Target.CPU) -> Network:
    """Return a stored network from its lists of neighbours, which must be mutual.

    >>> listed([0, 1, 2], [1, 0], Target.PYTHON).most
    1
    """
    nodes = len(start) - 1
    if target is Target.PYTHON:
        most = max((start[i + 1] - start[i] for i in range(nodes)), default=0)
    else:
        most = int((start[1:] - start[:-1]).max(initial=0))
    return Network(STORED, nodes, most, start, neighbour, array_of(target, "int64", []), 0, 0)


def computed(nodes: int, mean_degree: float, seed: int, target: Target = Target.CPU) -> Network:
    """Return a network that is computed from its seed whenever it is looked at.

    Parameters
    ----------
    nodes
        At least 3.
    mean_degree
        In (0, 64]. An even one is everybody's degree; otherwise ties on the next larger even
        number of rings are kept with equal chance.
    seed
        In [0, 2**63).
    target
        Whose arrays it has.

    Raises
    ------
    ScenarioError
        For fewer nodes or another degree.

    Notes
    -----
    Two nodes may be neighbours on two rings, with chance of about the squared degree over the
    number of nodes; such a neighbour is listed, and counts, twice. Looking up ten neighbours takes
    15 permutations: 0.2 to 0.3 microseconds.

    >>> network = computed(100, 4.0, 7, Target.PYTHON)
    >>> room = [0] * 4
    >>> neighbours_into(network, 0, room)
    4
    >>> back = [0] * 4
    >>> all(neighbours_into(network, other, back) == 4 and 0 in back for other in room)
    True
    """
    if nodes < 3 or nodes >= 1 << 31:
        msg = f"networks: nodes = {nodes} cannot lie on rings; give a number in [3, 2**31)"
        raise ScenarioError(msg)
    if not 0.0 < mean_degree <= 64.0:
        msg = f"networks: mean_degree = {mean_degree:g} is out of range; give one in (0, 64]"
        raise ScenarioError(msg)
    rings = -int(-mean_degree // 2)
    return Network(
        COMPUTED,
        nodes,
        2 * rings,
        array_of(target, "int64", [0]),
        array_of(target, "int32", []),
        array_of(target, "int64", [*permutation_keys(seed, rings), *_thinning_keys(seed)]),
        bits_of(nodes),
        int(mean_degree / (2 * rings) * _ALL + 0.5),
    )


def _thinning_keys(seed: int) -> list[int]:
    """Return the two words under which ties are kept or not."""
    block = draw_block(Address(seed, 0, 0), 0, PURPOSE_THINNING, 0)
    return [block.w0, block.w1]


@scalar
def is_kept(network: Network, one: int, other: int, ring: int) -> bool:
    """Return whether a tie of two nodes on a ring is kept: the same whoever asks."""
    if network.kept >= _ALL:
        return True
    last = len(network.keys)
    seed = network.keys[last - 2] | ((network.keys[last - 1] >> 1) << 32)
    block = draw_block(Address(seed, max(one, other), ring), min(one, other), PURPOSE_THINNING, 1)
    return block.w0 < network.kept


@scalar
def neighbours_into(network: Network, node: int, room: MutableSequence[int]) -> int:
    """Write the listed neighbours of a node into the front of an array; return how many they are.

    ``room`` has at least ``network.most`` places. A complete network lists nobody.
    """
    count = 0
    if network.kind == STORED:
        for k in range(network.start[node], network.start[node + 1]):
            room[count] = network.neighbour[k]
            count += 1
    elif network.kind == COMPUTED:
        nodes = network.nodes
        for ring in range(network.most // 2):
            first = ring * STEPS
            place = permuted(node, nodes, network.bits, network.keys, first)
            for side in range(2):
                beside = place + 1 if side == 0 else place - 1
                if beside >= nodes:
                    beside = 0
                elif beside < 0:
                    beside = nodes - 1
                other = unpermuted(beside, nodes, network.bits, network.keys, first)
                if is_kept(network, node, other, ring):
                    room[count] = other
                    count += 1
    return count


@scalar
def degree_of(network: Network, node: int, room: MutableSequence[int]) -> int:
    """Return how many neighbours a node has; ``room`` is for the list of a computed network."""
    if network.kind == STORED:
        return int(network.start[node + 1] - network.start[node])
    if network.kind == COMPUTED:
        return neighbours_into(network, node, room)
    return network.nodes - 1
