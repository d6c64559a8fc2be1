"""Cascades of persons with drawn thresholds or beginners, replica by replica."""

from __future__ import annotations

from collections.abc import Callable, MutableSequence
from functools import cache
from math import floor
from typing import Any

from interregnum.errors import ScenarioError
from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.random import (
    PURPOSE_CASCADE_SEED,
    PURPOSE_CASCADE_THRESHOLD,
    PURPOSE_EDGES,
    Address,
    draw_block,
    uniform,
)
from interregnum.kernels.scalar import Target, scalar
from interregnum.kernels.special import normal_quantile
from interregnum.networks.cascade import cascade
from interregnum.networks.growth import Crowd
from interregnum.networks.network import Network, complete
from interregnum.networks.shares import share_need, share_pulls

# Persons beyond which a stored network and its working space would not fit a usual machine.
MOST_ON_NETWORKS = 10_000_000


@scalar
def draw_needs(
    need: MutableSequence[int], seed: int, replica: int, mean: float, spread: float
) -> int:
    """Draw how many persons must act before each joins, normal; return how many joiners there are.

    The least whole number that is not below the drawn one, between 0 and one more than all.
    """
    count = len(need)
    for person in range(count):
        draw = uniform(seed, replica, 0, person, PURPOSE_CASCADE_THRESHOLD, 0)
        threshold = mean + spread * normal_quantile(draw)
        bounded = max(0.0, min(threshold, count + 1.0))
        least = int(floor(bounded))
        need[person] = least if least >= bounded else least + 1
    return count


@scalar
def draw_beginners(acts: MutableSequence[int], seed: int, replica: int, share: float) -> int:
    """Let each person begin with some chance; return how many do."""
    begun = 0
    for person in range(len(acts)):
        draw = uniform(seed, replica, 0, person, PURPOSE_CASCADE_SEED, 0)
        acts[person] = 1 if draw < share else 0
        begun += acts[person]
    return begun


@cache
def _entry(rule: Callable[..., int], kind: str, numbers: int, target: Target) -> Any:
    names = ", ".join(f"number{k}" for k in range(numbers))
    name = f"fill_{rule.__name__}"
    source = (
        f"def {name}(out, seed, replica, {names}):\n    return rule(out, seed, replica, {names})\n"
    )
    signature = f"int64({kind}[::1], int64, int64{', float64' * numbers})"
    return load_entry(name, source, {"rule": rule}, signature, target)


def network_seed(seed: int, replica: int) -> int:
    """Return the seed of a replica's network: no two replicas or seeds share one but by chance.

    >>> network_seed(7, 0) != network_seed(7, 1)
    True
    """
    block = draw_block(Address(seed, replica, 0), 0, PURPOSE_EDGES, 0)
    return block.w0 | (block.w1 >> 1) << 32


def normal_crowds(
    target: Target, agents: int, spread: tuple[float, float], replicas: int, seed: int
) -> list[float]:
    """Return the shares that act in the end where thresholds are normal and all see all.

    ``spread`` is mean and standard deviation of thresholds [share of everybody].
    """
    network = complete(agents, target)
    fill = _entry(draw_needs, "int64", 2, target)
    shares = []
    for replica in range(replicas):
        need = filled_array(target, "int64", agents, 0)
        fill(need, seed, replica, agents * spread[0], agents * spread[1])
        acts = filled_array(target, "int8", agents, 0)
        crowd = Crowd(acts, need, 1, array_of(target, "int64", [0]))
        shares.append(cascade(network, crowd, target).active / agents)
    return shares


def seeded_crowds(
    target: Target,
    networks: Callable[[int], Network],
    need: tuple[str, float],
    beginners: float,
    plays: tuple[int, int],
) -> list[float]:
    """Return the shares that act in the end where everybody has the same threshold.

    Parameters
    ----------
    target
        Where it runs.
    networks
        Makes a network from a seed.
    need
        ``("share", φ)`` of one's neighbours, or ``("count", k)`` of them.
    beginners
        Chance that a person acts from the start.
    plays
        Replicas, and the seed.
    """
    replicas, seed = plays
    fill = _entry(draw_beginners, "int8", 1, target)
    shares = []
    for replica in range(replicas):
        network = networks(network_seed(seed, replica))
        acts = filled_array(target, "int8", network.nodes, 0)
        fill(acts, seed, replica, beginners)
        if need[0] == "share":
            wanted = share_need(need[1])
            pull, near = share_pulls(network, 1.0, target)
        else:
            wanted, pull = int(need[1]), 0
            near = filled_array(target, "int64", network.most + 1, 1)
        needs = filled_array(target, "int64", network.nodes, wanted)
        grown = cascade(network, Crowd(acts, needs, pull, near), target)
        shares.append(grown.active / network.nodes)
    return shares


def refuse_many(model: str, agents: int, mean_degree: float) -> None:
    """Refuse a network that would not fit, or has more ties than pairs, before it is made.

    Raises
    ------
    ScenarioError
        With the number that would do.
    """
    if mean_degree > agents - 1:
        msg = (
            f"{model}: mean_degree = {mean_degree:g} is more than {agents} agents can have; give "
            f"one of at most {agents - 1}"
        )
        raise ScenarioError(msg)
    entries = agents * (mean_degree + 4.0)
    if entries > 14.0 * MOST_ON_NETWORKS:
        most = int(14.0 * MOST_ON_NETWORKS / (mean_degree + 4.0))
        msg = (
            f"{model}: agents = {agents} with mean_degree = {mean_degree:g} would take "
            f"{entries * 8e-9:.3g} GB; give at most {most} agents"
        )
        raise ScenarioError(msg)
