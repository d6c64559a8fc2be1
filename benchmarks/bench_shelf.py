"""Published models by the million, as Python calls: static global games and Watts windows.

    python benchmarks/bench_shelf.py [--cases 1000000]

Prints; asserts nothing. What one case alone costs, in plain Python, is measured in the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import interregnum as ir
from interregnum.canonical.shelf import solution_of

REPEATS = 3
ALONE = 200


def best_of(call: Callable[[], Any]) -> float:
    """Return the shortest of several times [s]."""
    best = float("inf")
    for _ in range(REPEATS):
        begun = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begun)
    return best


def parameters(count: int) -> dict[str, dict[str, Any]]:
    """Return parameters of many cases of each model."""
    draw = np.random.default_rng(7)
    return {
        "global_game": {
            "public_precision": draw.uniform(0.1, 8.0, count),
            "private_precision": draw.uniform(0.1, 40.0, count),
            "public_mean": draw.uniform(-0.5, 1.5, count),
            "cost": draw.uniform(0.02, 0.98, count),
        },
        "watts": {"threshold": draw.uniform(0.02, 0.25, count)},
    }


def alone(name: str, columns: dict[str, Any]) -> None:
    """Solve some cases one by one."""
    for i in range(ALONE):
        solution_of(name, {key: float(column[i]) for key, column in columns.items()})


def main() -> None:
    """Print the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    count = parser.parse_args().cases
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}")
    for name, columns in parameters(count).items():
        call = getattr(ir.canonical, name)
        begun = time.perf_counter()
        call(**{key: column[:1000] for key, column in columns.items()})
        ready = time.perf_counter() - begun
        many = best_of(lambda call=call, columns=columns: call(**columns))
        one = best_of(lambda name=name, columns=columns: alone(name, columns)) / ALONE
        print(
            f"{name}: {count} cases in {many:.2f} s, {60.0 * count / many:.3g} a minute; ready "
            f"after {ready:.1f} s; {one * count / many:.0f} times as fast as one by one in Python"
        )


if __name__ == "__main__":
    main()
