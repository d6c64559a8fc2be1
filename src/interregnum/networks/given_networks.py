"""Networks that somebody else has made: of SciPy's matrices, of networkx, and sorted by region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interregnum.errors import ScenarioError
from interregnum.kernels.arrays import array_of
from interregnum.kernels.scalar import Target
from interregnum.networks.network import STORED, Network, listed
from interregnum.networks.stored import stored


def from_scipy(matrix: Any, target: Target = Target.CPU) -> Network:
    """Return the network of a sparse matrix: a tie wherever an entry is not zero.

    Parameters
    ----------
    matrix
        Square and symmetric, of any of SciPy's sparse formats. Weights are not read, nor is the
        diagonal.
    target
        Whose arrays the network has.

    Raises
    ------
    ScenarioError
        If it is no sparse matrix, not square, or if a tie has no counterpart.
    """
    if not hasattr(matrix, "tocoo") or len(getattr(matrix, "shape", ())) != 2:
        msg = f"networks: {type(matrix).__name__} is no sparse matrix; give one of scipy.sparse"
        raise ScenarioError(msg)
    if matrix.shape[0] != matrix.shape[1]:
        rows, columns = matrix.shape
        msg = f"networks: the matrix has {rows} rows and {columns} columns; give a square one"
        raise ScenarioError(msg)
    whole = matrix.tocoo()
    ties = {
        (int(i), int(j))
        for i, j, value in zip(whole.row, whole.col, whole.data, strict=True)
        if value and i != j
    }
    alone = next(((i, j) for i, j in sorted(ties) if (j, i) not in ties), None)
    if alone is not None:
        msg = (
            f"networks: the matrix has a tie at {list(alone)} and none back; ties are mutual: "
            "give the matrix plus its transpose"
        )
        raise ScenarioError(msg)
    return _of_ties(int(matrix.shape[0]), [tie for tie in ties if tie[0] < tie[1]], target)


def from_networkx(graph: Any, target: Target = Target.CPU) -> tuple[Network, list[Any]]:
    """Return the network of a graph of networkx, and its nodes in the order of their numbers.

    Parameters
    ----------
    graph
        Undirected; second ties of the same two and ties to oneself are left out.
    target
        Whose arrays the network has.

    Raises
    ------
    ScenarioError
        If it is no graph of networkx, or a directed one.
    """
    if not all(hasattr(graph, name) for name in ("nodes", "edges", "is_directed")):
        msg = f"networks: {type(graph).__name__} is no graph; give one of networkx"
        raise ScenarioError(msg)
    if graph.is_directed():
        msg = "networks: the graph is directed; ties are mutual: give graph.to_undirected()"
        raise ScenarioError(msg)
    names = list(graph.nodes)
    number = {name: k for k, name in enumerate(names)}
    ties = [(number[one], number[other]) for one, other, *_ in graph.edges]
    return _of_ties(len(names), ties, target), names


def by_region(network: Network, region: Sequence[int]) -> tuple[Network, list[int]]:
    """Return a stored network with nodes renumbered region by region, and their former numbers.

    Neighbours then lie close to each other in memory, as far as they share a region. Within a
    region the order is kept.

    Raises
    ------
    ScenarioError
        If the network is not stored, or there is not one region a node.

    >>> from interregnum.networks.random_networks import small_world
    >>> ring = small_world(4, 2, 0.0, 7, Target.PYTHON)
    >>> by_region(ring, [1, 0, 1, 0])[1]
    [1, 3, 0, 2]
    """
    if network.kind != STORED or len(region) != network.nodes:
        msg = (
            f"networks: {len(region)} regions for {network.nodes} nodes, kind {network.kind}; "
            "give a stored network and a region for each node"
        )
        raise ScenarioError(msg)
    import numpy as np

    target = Target.PYTHON if isinstance(network.start, list) else Target.CPU
    start = np.asarray(network.start, np.int64)
    order = np.argsort(np.asarray(region), kind="stable")
    place = np.empty(network.nodes, np.int64)
    place[order] = np.arange(network.nodes)
    degrees = np.diff(start)[order]
    ends = np.concatenate(([0], np.cumsum(degrees)))
    row = np.repeat(np.arange(network.nodes), degrees)
    taken = np.repeat(start[:-1][order] - ends[:-1], degrees) + np.arange(len(row))
    # One number an entry, whose order is that of rows, and of neighbours within each.
    entry = np.sort(row * network.nodes + place[np.asarray(network.neighbour, np.int64)[taken]])
    neighbour = (entry - row * network.nodes).astype(np.int32)
    if target is Target.PYTHON:
        return listed(ends.tolist(), neighbour.tolist(), target), order.tolist()
    return listed(ends, neighbour, target), order.tolist()


def _of_ties(nodes: int, ties: Sequence[tuple[int, int]], target: Target) -> Network:
    """Return the network of a list of ties."""
    rows = [0] * (nodes + 1)
    for one, _ in ties:
        rows[one + 1] += 1
    for node in range(nodes):
        rows[node + 1] += rows[node]
    begun = [other for _, other in sorted(ties)]
    return stored(array_of(target, "int32", begun), array_of(target, "int64", rows), target)
