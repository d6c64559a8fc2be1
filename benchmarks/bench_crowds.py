"""Agent-steps a second of noisy contagion, alone and 64 runs at once, against peers and probes.

    python benchmarks/bench_crowds.py [--agents 1000000] [--degree 10] [--repeats 5]

Prints; asserts nothing. One draw, ten neighbours and a logistic choice an agent and step. Peers
that are installed take part: NumPy and SciPy always, torch, jax, mesa and mesa_frames if the
extra `bench` has them. Medians; ratios are those of one run of this file.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from interregnum.kernels.random import Address
from interregnum.networks.contagion import Contagion, sheet_of
from interregnum.networks.random_networks import erdos_renyi
from interregnum.networks.steps import LANES

THRESHOLD, NOISE = 0.3, 0.1
MESA_AGENTS = 10_000


def chance(degree: int, near: int) -> float:
    """Return the logistic chance of acting."""
    share = near / degree if degree else 0.0
    return 1.0 / (1.0 + math.exp(-(share - THRESHOLD) / NOISE))


def median_seconds(work: Callable[[], Any], repeats: int) -> float:
    """Return the median time of a piece of work, after one that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def numpy_step(start: Any, neighbour: Any, columns: int) -> Callable[[], Any]:
    """Return a step with NumPy: gather and sum by ``reduceat``."""
    draw = np.random.default_rng(7)
    nodes = len(start) - 1
    degree = np.maximum(np.diff(start), 1)[:, None]
    state = np.zeros((nodes, columns), np.uint8)
    rows = np.minimum(start[:-1], len(neighbour) - 1)
    alone = np.diff(start) == 0

    def step() -> None:
        near = np.add.reduceat(state[neighbour], rows, axis=0, dtype=np.int32)
        near[alone] = 0
        odds = 1.0 / (1.0 + np.exp(-(near / degree - THRESHOLD) / NOISE))
        state[:] = draw.random((nodes, columns), dtype=np.float32) < odds

    return step


def scipy_step(start: Any, neighbour: Any, columns: int) -> Callable[[], Any]:
    """Return a step with scipy.sparse: a product of a matrix and the state."""
    draw = np.random.default_rng(7)
    nodes = len(start) - 1
    ones = np.ones(len(neighbour), np.float32)
    matrix = sparse.csr_array((ones, neighbour, start), shape=(nodes, nodes))
    degree = np.maximum(np.diff(start), 1).astype(np.float32)[:, None]
    state = np.zeros((nodes, columns), np.float32)

    def step() -> None:
        odds = 1.0 / (1.0 + np.exp(-((matrix @ state) / degree - THRESHOLD) / NOISE))
        state[:] = draw.random((nodes, columns), dtype=np.float32) < odds

    return step


def torch_step(start: Any, neighbour: Any, columns: int) -> Callable[[], Any]:
    """Return a step with PyTorch: a sparse product on all cores."""
    import torch

    nodes = len(start) - 1
    matrix = torch.sparse_csr_tensor(
        torch.from_numpy(start),
        torch.from_numpy(neighbour.astype(np.int64)),
        torch.ones(len(neighbour)),
        size=(nodes, nodes),
    )
    degree = torch.from_numpy(np.maximum(np.diff(start), 1).astype(np.float32))[:, None]
    state = torch.zeros((nodes, columns))

    def step() -> None:
        odds = torch.sigmoid(((matrix @ state) / degree - THRESHOLD) / NOISE)
        state.copy_(torch.rand((nodes, columns)) < odds)

    return step


def jax_step(start: Any, neighbour: Any, columns: int) -> Callable[[], Any]:
    """Return a step with JAX, compiled: gather and sum by segments."""
    import jax
    import jax.numpy as jnp

    nodes = len(start) - 1
    owner = jnp.asarray(np.repeat(np.arange(nodes), np.diff(start)))
    others = jnp.asarray(neighbour)
    degree = jnp.asarray(np.maximum(np.diff(start), 1).astype(np.float32))[:, None]

    @jax.jit
    def advance(state: Any, key: Any) -> Any:
        near = jax.ops.segment_sum(state[others], owner, nodes, indices_are_sorted=True)
        odds = jax.nn.sigmoid((near / degree - THRESHOLD) / NOISE)
        draws = jax.random.uniform(key, (nodes, columns))
        return (draws < odds).astype(jnp.float32)

    box = [jnp.zeros((nodes, columns)), jax.random.PRNGKey(7)]

    def step() -> None:
        box[1], key = jax.random.split(box[1])
        box[0] = advance(box[0], key).block_until_ready()

    return step


def mesa_step(degree: float) -> Callable[[], Any]:
    """Return a step with Mesa, one object an agent, on a smaller network."""
    import random

    import mesa

    network = erdos_renyi(MESA_AGENTS, degree, 7)
    around = [
        network.neighbour[network.start[i] : network.start[i + 1]].tolist()  # type: ignore[attr-defined]
        for i in range(MESA_AGENTS)
    ]
    draw = random.Random(7)

    class Person(mesa.Agent):  # type: ignore[misc]
        acts = 0

        def step(self) -> None:
            near = sum(people[other].acts for other in around[self.number])
            odds = chance(len(around[self.number]), near)
            self.acts = int(draw.random() < odds)

    model = mesa.Model(seed=7)
    people = [Person(model) for _ in range(MESA_AGENTS)]
    for number, person in enumerate(people):
        person.number = number
    agents = model.agents
    return lambda: agents.do("step")


def probes(nodes: int, entries: int, lanes: bool, repeats: int) -> dict[str, float]:
    """Return the least seconds of a step by three limits: gathers, bytes and draws.

    Gathers go to a state of the smallest footprint; bytes are those of lists, table and state.
    """
    draw = np.random.default_rng(7)
    footprint = nodes if lanes else max(nodes // 64, 1)
    state = np.zeros(footprint, np.int64)
    index = draw.integers(0, footprint, min(entries, 10_000_000))
    out = np.empty(len(index), np.int64)
    gather = median_seconds(lambda: np.take(state, index, out=out, mode="wrap"), repeats)
    size = 12 * nodes + 4 * entries + (16 * nodes if lanes else nodes // 4)
    source = np.zeros(size, np.uint8)
    copy = median_seconds(source.copy, repeats) / 2.0
    words = nodes * (LANES if lanes else 1)
    some = min(words, 8_000_000)
    draws = median_seconds(lambda: draw.random(some, dtype=np.float32), repeats)
    cores = len(os.sched_getaffinity(0))
    return {
        "gathers": gather * entries / len(index) / cores,
        "bytes": copy,
        "draws": draws * words / some / cores,
    }


def compare(lanes: bool, options: argparse.Namespace, network: Any, sheet: Any) -> None:
    """Print one table: ours, the peers that are installed, and the limit."""
    threads = len(os.sched_getaffinity(0))
    ours = Contagion(sheet, Address(7, 0, 1), lanes=lanes, threads=threads)
    columns = LANES if lanes else 1
    mine = median_seconds(ours.step, options.repeats) / (options.agents * columns)
    ours.close()
    print(f"{'(a2) 64 runs' if lanes else '(a) one run'}: {1e-6 / mine:.0f} M agent-steps a second")
    peers: dict[str, Callable[..., Callable[[], Any]]] = {"NumPy": numpy_step, "SciPy": scipy_step}
    for name, package, make in (("PyTorch", "torch", torch_step), ("JAX", "jax", jax_step)):
        if importlib.util.find_spec(package) is not None:
            peers[name] = make
        else:
            print(f"  {name}: not installed")
    for name, make in peers.items():
        step = make(network.start, network.neighbour, columns)
        theirs = median_seconds(step, options.repeats) / (options.agents * columns)
        print(f"  {name}: {1e-6 / theirs:.2f} M a second; ratio {theirs / mine:.1f}")
    if not lanes and importlib.util.find_spec("mesa") is not None:
        theirs = median_seconds(mesa_step(options.degree), options.repeats) / MESA_AGENTS
        print(f"  Mesa, {MESA_AGENTS} agents: {1e-6 / theirs:.3f} M; ratio {theirs / mine:.0f}")
    limits = probes(options.agents, len(network.neighbour), lanes, options.repeats)
    slowest = max(limits, key=lambda name: limits[name])
    share = limits[slowest] / (mine * options.agents * columns)
    print(
        f"  (c) limit: {slowest}, {1e3 * limits[slowest]:.1f} ms a step; reached {share:.2f} of it"
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=1_000_000)
    parser.add_argument("--degree", type=float, default=10.0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", choices=["a", "a2"], default=None)
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores")
    network = erdos_renyi(options.agents, options.degree, 7)
    sheet, _ = sheet_of(network, chance)
    for lanes in (False, True):
        if options.only in (None, "a2" if lanes else "a"):
            compare(lanes, options, network, sheet)


if __name__ == "__main__":
    main()
