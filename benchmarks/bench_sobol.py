"""Seconds for Sobol's indices of 20 parameters of mutiny-2023, and what of them is analysis.

    python benchmarks/bench_sobol.py [--points 1024] [--workers N]

Prints; asserts nothing. 1,024 base points of 20 parameters, each lived twice, are 45,056 runs.
Fewer points are scaled to 1,024; screening's 2,000 runs are in neither.
"""

from __future__ import annotations

import argparse
import os
import platform
import time

import interregnum as ir
from interregnum.engine.mean_field import entries
from interregnum.experiments.sensitivity import Sensing
from interregnum.experiments.sobol_indices import sobol_design, sobol_indices
from interregnum.experiments.uncertain_inputs import moved_parameters
from interregnum.kernels.scalar import Target

INPUTS, POINTS, TARGET_SECONDS = 20, 1024, 300.0


def main() -> None:
    """Print the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=POINTS, help="base points, a power of two")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    given = parser.parse_args()
    scenario = ir.load("mutiny-2023").scenario
    entries(Target.CPU)
    plan = Sensing(scenario=scenario).plan
    names = [row.name for row in moved_parameters(plan)][:INPUTS]
    asked = Sensing(
        scenario=scenario,
        parameters=names,
        outcomes=("removed", "exit_day"),
        points=given.points,
        seed=7,
        workers=given.workers,
    )
    begun = time.perf_counter()
    rankings = asked.rankings()
    whole = time.perf_counter() - begun
    design = sobol_design(INPUTS, given.points, 2, 7)
    begun = time.perf_counter()
    sobol_indices(design, names, (design.numbers % 3 == 0) * 1.0)
    analysis = 2.0 * (time.perf_counter() - begun)
    scale = POINTS / given.points
    print(f"{platform.machine()}, {given.workers} threads, load {os.getloadavg()[0]:.1f}")
    print(
        f"sobol, {INPUTS} parameters, {given.points} base points, {asked.runs()} runs: "
        f"{whole:.1f} s ({asked.runs() / whole:.0f} runs/s), of which analysis {analysis:.1f} s"
    )
    told = "" if scale == 1.0 else f"scaled to {POINTS} base points: {scale * whole:.0f} s; "
    met = "met" if scale * whole <= TARGET_SECONDS else "NOT met"
    print(f"{told}target {TARGET_SECONDS:.0f} s: {met}")
    for ranking in rankings:
        print(f"{ranking.outcome}: most by {ranking.rows[0].name}, decided {ranking.decided}")


if __name__ == "__main__":
    main()
