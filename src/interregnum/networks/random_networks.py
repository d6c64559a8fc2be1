"""Random networks that are stored: even, by region, small worlds, of given degrees, and in space.

All are looked up by seed and node: the same network comes of any number of threads, and in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, inf, sqrt

from interregnum.errors import ScenarioError
from interregnum.kernels.random import PURPOSE_POSITION, uniform
from interregnum.kernels.scalar import Target
from interregnum.kernels.special import log
from interregnum.networks import wiring
from interregnum.networks.network import Network
from interregnum.networks.permutation import STEPS, bits_of, permutation_keys
from interregnum.networks.stored import wired
from interregnum.networks.wiring import Plan


def _log_of_none(chance: float) -> float:
    """Return the logarithm of one less a chance, small ones by their series."""
    if chance < 1e-4:
        return -chance * (1.0 + chance * (0.5 + chance * (1.0 / 3.0 + 0.25 * chance)))
    return log(1.0 - chance) if chance < 1.0 else -inf


def _refuse_nodes(nodes: int, least: int) -> None:
    if not least <= nodes < 1 << 31:
        msg = f"networks: nodes = {nodes} is out of range; give a number in [{least}, 2**31)"
        raise ScenarioError(msg)


def erdos_renyi(nodes: int, mean_degree: float, seed: int, target: Target = Target.CPU) -> Network:
    """Return a network in which every tie is as likely: degrees are Poisson in large ones.

    Parameters
    ----------
    nodes
        At least 2.
    mean_degree
        In [0, nodes - 1].
    seed
        In [0, 2**63).
    target
        Where it is made, and whose arrays it has.

    Raises
    ------
    ScenarioError
        For a number or a degree out of range.

    References
    ----------
    V. Batagelj and U. Brandes, Efficient generation of large random networks, Physical Review E
    71 (2005), doi:10.1103/PhysRevE.71.036113: gaps from tie to tie.

    >>> erdos_renyi(3, 2.0, 7, Target.PYTHON).neighbour
    [1, 2, 0, 2, 0, 1]
    """
    _refuse_nodes(nodes, 2)
    if not 0.0 <= mean_degree <= nodes - 1:
        msg = (
            f"networks: mean_degree = {mean_degree:g} is out of range; give one in [0, {nodes - 1}]"
        )
        raise ScenarioError(msg)
    return blocks([nodes], [[mean_degree / (nodes - 1)]], seed, target)


def blocks(
    sizes: Sequence[int],
    chances: Sequence[Sequence[float]],
    seed: int,
    target: Target = Target.CPU,
) -> Network:
    """Return a network in which the two nodes' regions say how likely a tie is.

    Parameters
    ----------
    sizes
        Nodes of each region; regions come one after the other, so that neighbours lie together.
    chances
        Of a tie, by the two regions; symmetric.
    seed, target
        As in :func:`erdos_renyi`.

    Raises
    ------
    ScenarioError
        For sizes or chances out of range, or chances that are not symmetric.

    References
    ----------
    P. W. Holland, K. B. Laskey and S. Leinhardt, Stochastic blockmodels, Social Networks 5 (1983),
    doi:10.1016/0378-8733(83)90021-7.
    """
    regions = len(sizes)
    first = [0]
    for size in sizes:
        first.append(first[-1] + size)
    _refuse_nodes(first[-1], 2)
    if any(size < 0 for size in sizes) or [len(row) for row in chances] != [regions] * regions:
        msg = f"networks: {regions} sizes need a square of as many chances; give one row a region"
        raise ScenarioError(msg)
    for i, row in enumerate(chances):
        for j, chance in enumerate(row):
            if not 0.0 <= chance <= 1.0 or chance != chances[j][i]:
                msg = (
                    f"networks: chances[{i}][{j}] = {chance} is no chance, or not that of "
                    f"[{j}][{i}]; give the same number in [0, 1] for both"
                )
                raise ScenarioError(msg)
    gaps = [_log_of_none(chance) for row in chances for chance in row]
    plan = Plan(first[-1], seed, first, gaps)
    return wired(wiring.begun_in_blocks, plan, target)


def small_world(
    nodes: int, degree: int, rewired: float, seed: int, target: Target = Target.CPU
) -> Network:
    """Return a ring whose ties lead elsewhere with some chance.

    Parameters
    ----------
    nodes
        More than ``degree``.
    degree
        Even: as many neighbours on each side at first.
    rewired
        Chance that a tie's far end is any other node [1].
    seed, target
        As in :func:`erdos_renyi`.

    Raises
    ------
    ScenarioError
        For numbers out of range.

    Notes
    -----
    A tie that meets another is listed once, so that a few are lost: about a share degree / nodes
    of those rewired.

    References
    ----------
    D. J. Watts and S. H. Strogatz, Collective dynamics of small-world networks, Nature 393 (1998),
    doi:10.1038/30918.

    >>> small_world(5, 2, 0.0, 7, Target.PYTHON).neighbour
    [1, 4, 0, 2, 1, 3, 2, 4, 0, 3]
    """
    _refuse_nodes(nodes, 3)
    if degree < 2 or degree & 1 or degree >= nodes or not 0.0 <= rewired <= 1.0:
        msg = (
            f"networks: degree = {degree}, rewired = {rewired:g}: give an even degree in "
            f"[2, {nodes - 1}] and a chance in [0, 1]"
        )
        raise ScenarioError(msg)
    plan = Plan(nodes, seed, [degree // 2], [rewired])
    return wired(wiring.begun_on_ring, plan, target)


def configuration(degrees: Sequence[int], seed: int, target: Target = Target.CPU) -> Network:
    """Return a network of given degrees, in which half-ties are paired at random.

    Parameters
    ----------
    degrees
        Of each node; their sum is even.
    seed, target
        As in :func:`erdos_renyi`.

    Raises
    ------
    ScenarioError
        For a negative degree, or an odd sum.

    Notes
    -----
    Ties to oneself and second ties of the same two are left out: about as many as the square of
    the mean excess degree, whatever the number of nodes.

    References
    ----------
    M. Molloy and B. Reed, A critical point for random graphs with a given degree sequence, Random
    Structures and Algorithms 6 (1995), doi:10.1002/rsa.3240060204.

    >>> configuration([1, 1], 7, Target.PYTHON).neighbour
    [1, 0]
    """
    nodes = len(degrees)
    _refuse_nodes(nodes, 2)
    first = [0]
    for degree in degrees:
        first.append(first[-1] + int(degree))
    if min(degrees) < 0 or first[-1] & 1:
        msg = f"networks: degrees sum to {first[-1]}; give numbers of at least 0 with an even sum"
        raise ScenarioError(msg)
    keys = permutation_keys(seed, 1)[:STEPS]
    plan = Plan(nodes, seed, [bits_of(max(first[-1], 2)), *keys, *first], [])
    return wired(wiring.begun_from_stubs, plan, target)


def geometric(
    nodes: int, mean_degree: float, seed: int, target: Target = Target.CPU
) -> tuple[Network, list[tuple[float, float]]]:
    """Return a network of near points on a square without edges, and where each node lies.

    Parameters
    ----------
    nodes
        At least 2; they are numbered cell by cell, so that neighbours lie together.
    mean_degree
        At most nodes / 5, so that nobody is met from two sides: the distance is chosen for it.
    seed, target
        As in :func:`erdos_renyi`.

    Raises
    ------
    ScenarioError
        For numbers out of range.

    References
    ----------
    M. Penrose, Random Geometric Graphs, Oxford 2003,
    doi:10.1093/acprof:oso/9780198506263.001.0001.
    """
    _refuse_nodes(nodes, 2)
    if not 0.0 < mean_degree <= nodes / 5:
        msg = (
            f"networks: mean_degree = {mean_degree:g} is out of range; give one in "
            f"(0, {nodes / 5:g}]"
        )
        raise ScenarioError(msg)
    reach = sqrt(mean_degree / (3.141592653589793 * (nodes - 1)))
    side = max(1, min(int(floor(1.0 / reach)), int(sqrt(nodes)) + 1))
    points = [
        tuple(uniform(seed, 0, 0, node, PURPOSE_POSITION, draw) for draw in range(2))
        for node in range(nodes)
    ]
    cells = [min(side - 1, int(y * side)) * side + min(side - 1, int(x * side)) for x, y in points]
    order = sorted(range(nodes), key=cells.__getitem__)
    first = [0] * (side * side + 1)
    for cell in cells:
        first[cell + 1] += 1
    for cell in range(side * side):
        first[cell + 1] += first[cell]
    places = [(points[node][0], points[node][1]) for node in order]
    numbers = [reach, *(coordinate for place in places for coordinate in place)]
    plan = Plan(nodes, seed, [side, *first], numbers)
    return wired(wiring.begun_nearby, plan, target), places
