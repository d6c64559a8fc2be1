"""Seconds for a million Watts windows and for Granovetter's law, against SciPy and NumPy.

    python benchmarks/bench_cascades.py [--agents 10000] [--replicas 100000]

Prints; asserts nothing. One thread. The peers do a small part of the same work: their seconds are
scaled to the whole.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import optimize, special

from interregnum.canonical.shelf import solution_of
from interregnum.formulae.random_network import find_windows
from interregnum.kernels.scalar import Target, compiled

WINDOWS = 1_000_000
PEER_WINDOWS = 500
PEER_REPLICAS = 200


def seconds(work: Callable[[], Any]) -> float:
    """Return how long a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def peer_windows(thresholds: np.ndarray[Any, Any]) -> None:
    """Find the windows with SciPy, one after the other."""
    for threshold in thresholds:
        allowed = math.floor(1.0 / threshold) - 2

        def excess(z: float, allowed: int = allowed) -> float:
            return z * float(special.pdtr(allowed, z)) - 1.0

        if allowed >= 2:
            for outside in (0.5, 3.0 * allowed + 50.0):
                optimize.brentq(excess, outside, float(allowed))


def peer_law(agents: int, replicas: int) -> None:
    """Simulate the cascades with NumPy: draw and sort everybody's threshold."""
    draw = np.random.default_rng(7)
    ladder = np.arange(agents)
    for _ in range(replicas):
        ordered = np.sort(draw.integers(0, agents, agents))
        stuck = ordered > ladder
        int(np.argmax(stuck)) if stuck.any() else agents


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=10_000)
    parser.add_argument("--replicas", type=int, default=100_000)
    options = parser.parse_args()
    thresholds = np.random.default_rng(1).uniform(0.02, 0.3, WINDOWS)
    low, high = np.empty(WINDOWS), np.empty(WINDOWS)
    find = compiled(find_windows)
    find(thresholds, 0, 1, low, high)
    ours = seconds(lambda: find(thresholds, 0, WINDOWS, low, high))
    theirs = seconds(lambda: peer_windows(thresholds[:PEER_WINDOWS])) * WINDOWS / PEER_WINDOWS
    print(f"{WINDOWS} windows: {ours:.2f} s; SciPy {theirs:.0f} s; ratio {theirs / ours:.0f}")
    case = {"agents": options.agents, "replicas": options.replicas, "seed": 7}
    solution_of("granovetter", case | {"replicas": 1}, Target.CPU)
    ours = seconds(lambda: solution_of("granovetter", case, Target.CPU))
    peer = min(PEER_REPLICAS, options.replicas)
    theirs = seconds(lambda: peer_law(options.agents, peer)) * options.replicas / peer
    print(
        f"Granovetter's law, {options.agents} agents by {options.replicas} replicas: {ours:.2f} s; "
        f"NumPy {theirs:.0f} s; ratio {theirs / ours:.0f}"
    )


if __name__ == "__main__":
    main()
