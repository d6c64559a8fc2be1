"""A cascade's end is the least fixed point: that of plain sweeps, of Python, and of any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from interregnum.kernels.arrays import array_of
from interregnum.kernels.scalar import Target
from interregnum.networks.cascade import cascade, swept_cascade
from interregnum.networks.growth import Crowd
from interregnum.networks.network import Network, complete, computed, neighbours_into
from interregnum.networks.random_networks import (
    blocks,
    configuration,
    erdos_renyi,
    geometric,
    small_world,
)
from interregnum.networks.shares import share_need, share_pulls
from interregnum.networks.stored import stored

NODES = 120
NETWORKS: dict[str, Callable[[Target], Network]] = {
    "complete": lambda target: complete(NODES, target),
    "computed": lambda target: computed(NODES, 6.0, 3, target),
    "thinned": lambda target: computed(NODES, 4.5, 3, target),
    "even": lambda target: erdos_renyi(NODES, 4.0, 3, target),
    "blocks": lambda target: blocks([50, 70], [[0.05, 0.02], [0.02, 0.1]], 3, target),
    "ring": lambda target: small_world(NODES, 4, 0.1, 3, target),
    "given": lambda target: configuration([i % 5 for i in range(NODES)], 3, target),
    "near": lambda target: geometric(NODES, 6.0, 3, target)[0],
}


def crowd(network: Network, near: float, seed: int, target: Target) -> Crowd:
    """Return a crowd with a few beginners and thresholds on shares."""
    draw = random.Random(seed)
    pull, pull_near = share_pulls(network, near, target)
    acts = [int(draw.random() < 0.03) for _ in range(NODES)]
    need = [share_need(draw.gauss(0.3, 0.2)) for _ in range(NODES)]
    return Crowd(array_of(target, "int8", acts), array_of(target, "int64", need), pull, pull_near)


@pytest.mark.parametrize("near", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("name", list(NETWORKS))
def test_buckets_sweeps_and_both_targets_agree(name: str, near: float) -> None:
    sizes = set()
    for seed in range(6):
        found = []
        for target in (Target.PYTHON, Target.CPU):
            network = NETWORKS[name](target)
            for run in (cascade, swept_cascade):
                who = crowd(network, near, seed, target)
                growth = run(network, who, target)
                found.append((growth, [int(act) for act in who.acts]))
                assert growth.active == sum(found[-1][1])
        assert all(other == found[0] for other in found)
        sizes.add(found[0][0].active)
    assert len(sizes) > 1


def one_by_one(network: Network, who: Crowd, draw: random.Random) -> list[int]:
    """Return who acts in the end if people look one at a time, in a random order."""
    acts, room = list(who.acts), [0] * (network.most + 1)
    changed = True
    while changed:
        changed = False
        order = list(range(network.nodes))
        draw.shuffle(order)
        for person in order:
            count = neighbours_into(network, person, room)
            near = sum(acts[other] for other in room[:count])
            pulled = who.pull * sum(acts) + who.pull_near[count] * near
            if not acts[person] and pulled >= who.need[person]:
                acts[person], changed = 1, True
    return acts


@pytest.mark.parametrize("name", list(NETWORKS))
def test_the_end_does_not_depend_on_the_order(name: str) -> None:
    network = NETWORKS[name](Target.PYTHON)
    for seed in range(3):
        who = crowd(network, 0.5, seed, Target.PYTHON)
        ends = [one_by_one(network, who, random.Random(k)) for k in range(3)]
        cascade(network, who, Target.PYTHON)
        assert all(end == who.acts for end in ends)


def ends_of(needs: list[int], pulls: tuple[int, list[int]], network: Network) -> tuple[Any, ...]:
    who = Crowd([0] * len(needs), needs, *pulls)
    return cascade(network, who, Target.PYTHON)


def test_granovetters_hundred() -> None:
    hundred = complete(100, Target.PYTHON)
    assert ends_of(list(range(100)), (1, [0]), hundred) == (100, 100)
    assert ends_of([0, *range(2, 100), 100], (1, [0]), hundred) == (1, 1)


def test_one_beginner_goes_round_a_ring_of_neighbours() -> None:
    ring = small_world(9, 2, 0.0, 1, Target.PYTHON)
    who = Crowd([1] + [0] * 8, [1] * 9, 0, [1] * 3)
    assert cascade(ring, who, Target.PYTHON) == (9, 4)
    stuck = Crowd([1] + [0] * 8, [2] * 9, 0, [1] * 3)
    assert cascade(ring, stuck, Target.PYTHON) == (1, 0)


def test_nobody_is_moved_by_those_who_do_not_pull() -> None:
    network = complete(3, Target.PYTHON)
    assert ends_of([1, 1, 1], (0, [0]), network) == (0, 0)
    assert ends_of([0, 1, 1], (0, [0]), network) == (1, 1)
    assert ends_of([-5, 1, 3], (1, [0]), network) == (2, 2)


@pytest.mark.parametrize(("active", "of"), [(1, 5), (1, 3), (2, 6), (9, 50)])
def test_a_share_that_equals_the_threshold_is_enough(active: int, of: int) -> None:
    star = from_star(of)
    pull, pull_near = share_pulls(star, 1.0, Target.PYTHON)
    for threshold, joins in ((active / of, 1), (active / of + 1e-6, 0)):
        acts = [0] + [int(leaf < active) for leaf in range(of)]
        need = [share_need(threshold), *[share_need(2.0)] * of]
        cascade(star, Crowd(acts, need, pull, pull_near), Target.PYTHON)
        assert acts[0] == joins


def from_star(leaves: int) -> Network:
    """Return the network of one person whom all others meet."""
    return stored(list(range(1, leaves + 1)), [0, *[leaves] * (leaves + 1)], Target.PYTHON)
