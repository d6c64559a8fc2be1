"""Networks are mutual, of the promised degrees, and the same from any threads and in Python."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import sparse, stats

from interregnum.errors import ScenarioError
from interregnum.kernels.scalar import Target
from interregnum.networks import stored
from interregnum.networks.given_networks import by_region, from_networkx, from_scipy
from interregnum.networks.network import (
    Network,
    complete,
    computed,
    degree_of,
    neighbours_into,
)
from interregnum.networks.permutation import bits_of, permutation_keys, permuted, unpermuted
from interregnum.networks.random_networks import (
    blocks,
    configuration,
    erdos_renyi,
    geometric,
    small_world,
)

MAKERS: dict[str, Callable[[int, Target], Network]] = {
    "even": lambda nodes, target: erdos_renyi(nodes, 4.0, 7, target),
    "sure": lambda nodes, target: erdos_renyi(min(nodes, 40), min(nodes, 40) - 1.0, 7, target),
    "blocks": lambda nodes, target: blocks(
        [nodes // 3, 0, nodes // 2], [[0.02, 0.5, 0.001], [0.5, 0, 0], [0.001, 0, 0.01]], 7, target
    ),
    "ring": lambda nodes, target: small_world(nodes, 6, 0.2, 7, target),
    "given": lambda nodes, target: configuration([i % 7 for i in range(nodes)], 7, target),
    "near": lambda nodes, target: geometric(nodes, 5.0, 7, target)[0],
}


def lists(network: Network) -> list[list[int]]:
    """Return everybody's neighbours."""
    room = [0] * network.most
    return [
        [int(x) for x in room[: neighbours_into(network, node, room)]]
        for node in range(network.nodes)
    ]


def degrees(network: Network) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.diff(np.asarray(network.start))


@pytest.mark.parametrize("name", list(MAKERS))
def test_stored_ties_are_mutual_in_order_once_and_to_others(name: str) -> None:
    around = lists(MAKERS[name](98, Target.PYTHON))
    for node, others in enumerate(around):
        assert others == sorted(set(others) - {node})
        assert all(node in around[other] for other in others)


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_network_is_the_same_compiled(name: str) -> None:
    plain, quick = MAKERS[name](98, Target.PYTHON), MAKERS[name](98, Target.CPU)
    assert plain.start == quick.start.tolist()  # type: ignore[attr-defined]
    assert plain.neighbour == quick.neighbour.tolist()  # type: ignore[attr-defined]
    assert plain[:3] == quick[:3]


@pytest.mark.parametrize("name", ["even", "blocks", "ring", "given"])
def test_a_network_is_the_same_from_any_number_of_threads(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "CHUNK", 100)
    found = []
    for threads in ("1", "3"):
        monkeypatch.setenv("NUMBA_NUM_THREADS", threads)
        found.append(MAKERS[name](980, Target.CPU))
    assert (found[0].neighbour == found[1].neighbour).all()  # type: ignore[attr-defined]
    whole = MAKERS[name](980, Target.CPU)
    assert (found[0].neighbour == whole.neighbour).all()  # type: ignore[attr-defined]


def test_even_degrees_are_binomial() -> None:
    nodes, mean = 20_000, 5.0
    counts = np.bincount(degrees(erdos_renyi(nodes, mean, 3)), minlength=30)
    law = stats.binom(nodes - 1, mean / (nodes - 1))
    for degree in range(15):
        expected = nodes * law.pmf(degree)
        # A count of nodes; ties share ends, which at mean 5 adds little to the binomial error.
        assert abs(counts[degree] - expected) < 5 * math.sqrt(expected) + 1


def test_blocks_have_their_own_densities() -> None:
    sizes, chances = [600, 900], [[0.02, 0.003], [0.003, 0.01]]
    matrix = np.zeros((2, 2))
    for node, others in enumerate(lists(blocks(sizes, chances, 5))):
        for other in others:
            matrix[int(node >= 600), int(other >= 600)] += (
                0.5 if (node < 600) == (other < 600) else 1
            )
    pairs = np.array([[600 * 599 / 2, 600 * 900], [600 * 900, 900 * 899 / 2]])
    for i in range(2):
        for j in range(2):
            expected = pairs[i, j] * chances[i][j]
            assert abs(matrix[i, j] - expected) < 4 * math.sqrt(expected)


def test_a_ring_without_rewiring_is_a_lattice_and_with_it_loses_its_triangles() -> None:
    assert lists(small_world(9, 4, 0.0, 1))[0] == [1, 2, 7, 8]
    kept = small_world(5000, 6, 0.0, 1)
    mixed = small_world(5000, 6, 1.0, 1)
    assert clustering(kept) == pytest.approx(0.6)
    assert clustering(mixed) < 0.01
    # A few rewired ties meet others.
    assert degrees(mixed).mean() == pytest.approx(6.0, abs=0.03)


def clustering(network: Network) -> float:
    """Return the share of pairs of neighbours who are neighbours."""
    around = [set(others) for others in lists(network)]
    closed = sum(len(near & around[other]) for near in around for other in near)
    return closed / sum(len(near) * (len(near) - 1) for near in around)


def test_given_degrees_are_met_but_for_a_few_ties() -> None:
    wanted = np.array([1, 2, 3, 10] * 2500)
    got = degrees(configuration(wanted.tolist(), 5))
    assert (got <= wanted).all()
    assert (wanted - got).sum() < 60
    # Half-ties are paired evenly: those of 10 are as often with each other as their share says.
    network = configuration(wanted.tolist(), 5)
    around = lists(network)
    big = sum(wanted[other] == 10 for node in range(3, 10_000, 4) for other in around[node])
    share = 10 / 16
    assert abs(big / 25_000 - share) < 4 * math.sqrt(share * (1 - share) / 12_500)


def test_near_points_are_those_within_the_distance() -> None:
    for nodes, mean in ((60, 9.0), (10, 2.0), (200, 3.0)):
        network, places = geometric(nodes, mean, 3, Target.PYTHON)
        reach = math.sqrt(mean / math.pi / (nodes - 1))
        for node, others in enumerate(lists(network)):
            near = [
                other
                for other, place in enumerate(places)
                if other != node
                and math.hypot(
                    *(
                        min(abs(a - b), 1 - abs(a - b))
                        for a, b in zip(places[node], place, strict=True)
                    )
                )
                <= reach
            ]
            assert others == near


@pytest.mark.parametrize("nodes", [2, 3, 7, 8, 9, 100, 257])
def test_a_keyed_permutation_is_one_and_can_be_undone(nodes: int) -> None:
    keys, bits = permutation_keys(5, 3), bits_of(nodes)
    seen = set()
    for number in range(3):
        first = 6 * number
        order = [permuted(node, nodes, bits, keys, first) for node in range(nodes)]
        assert sorted(order) == list(range(nodes))
        assert [unpermuted(p, nodes, bits, keys, first) for p in order] == list(range(nodes))
        seen.add(tuple(order))
    assert len(seen) == 3 or nodes < 4


def test_every_place_and_every_neighbour_of_a_keyed_permutation_is_as_likely() -> None:
    nodes, seeds = 64, 6400
    places, beside = np.zeros(nodes), np.zeros(nodes)
    for seed in range(seeds):
        keys = permutation_keys(seed, 1)
        place = permuted(3, nodes, 6, keys, 0)
        places[place] += 1
        beside[unpermuted((place + 1) % nodes, nodes, 6, keys, 0)] += 1
    assert beside[3] == 0
    for counts in (places, np.delete(beside, 3)):
        assert stats.chisquare(counts).pvalue > 1e-4


@pytest.mark.parametrize("mean_degree", [2.0, 4.0, 10.0, 3.0, 0.5, 7.3])
def test_a_computed_network_is_mutual_and_of_its_degree(mean_degree: float) -> None:
    network = computed(600, mean_degree, 7, Target.PYTHON)
    around = lists(network)
    for node, others in enumerate(around):
        assert node not in others
        assert all(around[other].count(node) == others.count(other) for other in others)
    ties = sum(map(len, around)) / 2
    rings = network.most // 2
    chance = mean_degree / (2 * rings)
    spread = math.sqrt(600 * rings * chance * (1 - chance))
    assert abs(ties - 300 * mean_degree) <= 4 * spread
    if spread == 0:
        assert set(map(len, around)) == {int(mean_degree)}


def test_a_computed_network_has_few_triangles_and_one_component() -> None:
    network = computed(3000, 4.0, 11, Target.PYTHON)
    around = lists(network)
    reached, waiting = {0}, [0]
    while waiting:
        for other in around[waiting.pop()]:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    assert len(reached) == 3000
    # As in a random network of this degree: about 27/6 triangles, whatever its size.
    assert clustering(network) < 40 * 6 / (3000 * 12)


def test_a_complete_network_lists_nobody() -> None:
    network = complete(5, Target.PYTHON)
    assert neighbours_into(network, 0, []) == 0
    assert degree_of(network, 0, []) == 4
    assert degree_of(computed(9, 4.0, 1, Target.PYTHON), 0, [0] * 4) == 4
    assert degree_of(small_world(9, 4, 0.0, 1), 0, []) == 4


def test_sparse_matrices_and_graphs_become_networks() -> None:
    ties = [(0, 1), (1, 2), (4, 1)]
    matrix = np.zeros((5, 5))
    for i, j in ties:
        matrix[i, j] = matrix[j, i] = 2.5
    matrix[3, 3] = 1.0
    network = from_scipy(sparse.csr_array(matrix))
    assert lists(network) == [[1], [0, 2, 4], [1], [], [1]]

    class Graph:
        nodes = ("a", "b", "c", "d", "e")
        edges = (("a", "b"), ("b", "c"), ("e", "b"), ("d", "d"))

        def is_directed(self) -> bool:
            return False

    imported, names = from_networkx(Graph())
    assert lists(imported) == lists(network)
    assert names == list("abcde")


def test_nodes_by_region_keep_their_ties() -> None:
    network = erdos_renyi(90, 4.0, 3)
    region = [node % 3 for node in range(90)]
    sorted_network, former = by_region(network, region)
    assert [region[node] for node in former] == sorted(region)
    around, again = lists(network), lists(sorted_network)
    for node, others in enumerate(again):
        assert sorted(former[other] for other in others) == around[former[node]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: erdos_renyi(1, 0, 7), "nodes = 1"),
        (lambda: erdos_renyi(5, 9, 7), "mean_degree = 9"),
        (lambda: blocks([3, 3], [[1, 0]], 7), "one row a region"),
        (lambda: blocks([3, 3], [[0.1, 0.2], [0.3, 0.1]], 7), r"chances\[0\]\[1\] = 0.2"),
        (lambda: small_world(9, 3, 0.1, 7), "degree = 3"),
        (lambda: configuration([1, 2], 7), "sum to 3"),
        (lambda: geometric(10, 5, 7), "mean_degree = 5"),
        (lambda: computed(2, 2, 7), "nodes = 2"),
        (lambda: computed(9, 65, 7), "mean_degree = 65"),
        (lambda: from_scipy(np.eye(3)), "no sparse matrix"),
        (lambda: from_scipy(sparse.csr_array(np.ones((2, 3)))), "2 rows and 3 columns"),
        (
            lambda: from_scipy(sparse.csr_array(np.array([[0, 1], [0, 0]]))),
            r"\[0, 1\] and none back",
        ),
        (lambda: from_networkx([1]), "no graph"),
        (lambda: by_region(complete(3), [0, 0, 0]), "give a stored network"),
    ],
)
def test_what_cannot_be_made_is_refused(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        make()
