"""Runs a second, the whole command, the first run, and the cost of one coordination solve.

    python benchmarks/bench_study.py [--runs 1000] [--whole 10000]

Prints; asserts nothing. Ratios of one run of this command can be compared, absolute numbers
depend on the machine and on what else it does. The roofline arithmetic is in README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import interregnum as ir
from interregnum.engine import generate
from interregnum.engine.arrays import ARRAYS as ALL_ARRAYS
from interregnum.engine.arrays import array_sizes
from interregnum.engine.mean_field import entries, run_batch
from interregnum.engine.plan import Plan, plan_of
from interregnum.experiments.ensemble import run_ensemble
from interregnum.formulae.belief import learn_survival, set_gaussian
from interregnum.formulae.belief_game import play_threshold
from interregnum.formulae.diffusion import diffuse
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.threshold_search import find_thresholds
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target

REPEATS = 5
# What belief and the game work in.
ARRAYS = [
    n for n in ALL_ARRAYS if n.split("_")[0] in ("belief", "game", "classes", "roots", "stable")
]

SOURCE = f"""
def bench_solves(kind, repeats, {", ".join(ARRAYS)}):
    belief = Belief(belief_summary, belief_mass, belief_scratch)
    game = Game(game_group, game_group_precision, game_likelihood, game_layout,
                game_below, game_whole, game_posterior)
    classes = Classes(classes_weight, classes_precision, classes_cost, classes_spread)
    result = 0.0
    set_gaussian(belief, 0.55, 12.0)
    if kind > 0:
        tabulate_likelihood(game, 3)
        learn_survival(belief, 0.1)
        diffuse(belief, 0.55, 3.0, 12.0, 30.0)
    for r in range(repeats):
        if kind == 0:
            found = find_thresholds(classes, 6, 0.55, 12.0 - 1e-9 * r, roots, stable)
            result += roots[0]
        elif kind == 1:
            found, quiet = find_thresholds_on_grid(belief, game, classes, (6, 3), 0.4, roots)
            play_threshold(belief, game, 3, 0.2)
            result += game_posterior[0]
        else:
            diffuse(belief, 0.55, 3.0, 12.0, 7.0)
            result += belief_mass[4500]
    return result
"""


def solve_costs(plan: Plan) -> dict[str, float]:
    """Return microseconds a call, the best of five."""
    names: dict[str, Any] = {
        **generate.bindings(),
        "set_gaussian": set_gaussian,
        "learn_survival": learn_survival,
        "diffuse": diffuse,
        "tabulate_likelihood": tabulate_likelihood,
        "find_thresholds": find_thresholds,
        "find_thresholds_on_grid": find_thresholds_on_grid,
        "play_threshold": play_threshold,
    }
    signature = f"float64(int64, int64, {', '.join(['float64[::1]'] * len(ARRAYS))})"
    solve = load_entry("bench_solves", SOURCE, names, signature, Target.CPU)
    sizes = array_sizes(plan)
    work = {name: np.zeros(sizes[name]) for name in ARRAYS}
    work["classes_weight"][:6] = (0.0875, 0.05, 0.1125, 0.30, 0.45, 0.0)
    work["classes_precision"][:6] = (6, 6, 6, 40, 40, 40)
    work["classes_cost"][:6] = (1.336, 0.836, 1.036, 0.524, 0.674, -40.0)
    work["classes_spread"][:] = 0.7
    work["game_group"][:6] = (0, 0, 0, 1, 2, 1)
    work["game_group_precision"][:3] = (6, 40, 40)
    costs = {}
    cases = (("★, Gaussian belief", 0, 3000), ("on the grid", 1, 300), ("E2b on the grid", 2, 300))
    for label, kind, repeats in cases:
        best = float("inf")
        for _ in range(REPEATS):
            begun = time.perf_counter()
            solve(kind, repeats, *work.values())
            best = min(best, time.perf_counter() - begun)
        costs[label] = 1e6 * best / repeats
    return costs


def whole_command(runs: int, cache: str | None = None) -> tuple[float, float]:
    """Return how long `interregnum run` takes as a process [s], and its peak memory [MiB]."""
    environment = {**os.environ, **({"INTERREGNUM_CACHE": cache} if cache else {})}
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(sys.executable).with_name("interregnum"))
        command = [program, "run", "mutiny-2023", "--seed", "7"]
        command += ["--runs", str(runs), "--out", f"{folder}/study", "--quiet"]
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    if status:
        raise SystemExit(f"the command failed with status {status}")
    return seconds, usage.ru_maxrss / 1024.0


def main() -> None:
    """Print the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--whole", type=int, default=10_000, help="runs of the whole command")
    given = parser.parse_args()
    runs = given.runs
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}")
    plan = plan_of(ir.load("mutiny-2023").scenario)
    begun = time.perf_counter()
    entries(Target.CPU)
    print(f"kernels ready after {time.perf_counter() - begun:.1f} s (compiled or from the cache)")
    run_batch(plan, 7, 0, 50, Target.CPU)
    rates = {}
    for workers in sorted({1, cores}):
        best = float("inf")
        for _ in range(REPEATS):
            begun = time.perf_counter()
            run_ensemble(plan, runs=runs, seed=7, workers=workers)
            best = min(best, time.perf_counter() - begun)
        rates[workers] = runs / best
        per_core = rates[workers] / workers
        print(
            f"mutiny-2023, simulation part, {workers} thread(s): {rates[workers]:.0f} runs/s, "
            f"{per_core:.0f} a core"
        )
    if cores > 1:
        print(f"{cores} threads against 1: {rates[cores] / rates[1]:.2f} times")
    seconds, memory = whole_command(given.whole)
    print(
        f"whole command, {given.whole} runs with the paired arm and daily series: {seconds:.0f} s, "
        f"peak memory {memory:.0f} MiB"
    )
    with tempfile.TemporaryDirectory() as empty:
        seconds, _ = whole_command(100, empty)
    print(f"the first run after installation, 100 runs, with compilation: {seconds:.0f} s")
    for label, cost in solve_costs(plan).items():
        what = "one step" if label.startswith("E2b") else "one coordination solve"
        print(f"{what}, {label}: {cost:.0f} µs")


if __name__ == "__main__":
    main()
