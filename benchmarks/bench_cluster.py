"""What a cluster of this machine costs against threads, what the store costs, and memory.

    python benchmarks/bench_cluster.py [--runs 25000] [--memory-runs 100000]

Prints; asserts nothing. Ratios of one run of this command can be compared, absolute numbers
depend on the machine and on what else it does. Each comparison gives every worker --runs runs, so
that all last as long: about a minute. With --memory-runs N, a study of N and one of N / 5 runs,
without daily series, are made by processes of their own and their peak memory is extrapolated to
1,000,000 runs; 0 leaves it out.
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

import interregnum as ir
from interregnum.engine.mean_field import entries
from interregnum.engine.plan import plan_of
from interregnum.experiments import finishing, keeping
from interregnum.experiments.ensemble import Gap, Job, batch_of, landing
from interregnum.experiments.order import Order
from interregnum.experiments.tasks import do_task, identity, task_of, unpacked
from interregnum.kernels.scalar import Target

MILLION = 1_000_000


def landing_seconds(job: Job, runs: int, workers: Any) -> float:
    """Return how long it takes until all runs have landed [s]."""
    begun = time.perf_counter()
    landed = sum(len(found.batch.outcomes) for found in landing(job, [Gap(0, runs)], workers))
    assert landed == runs
    return time.perf_counter() - begun


def compare(job: Job, runs_each: int, cores: int) -> None:
    """Print threads against processes, one and all of them, each with so many runs."""
    entries(Target.CPU)
    for workers in sorted({1, cores}):
        runs = runs_each * workers
        begun = time.perf_counter()
        with ir.cluster(workers=workers) as cluster:
            landing_seconds(job, workers, cluster)  # starts them
            started = time.perf_counter() - begun
            first = landing_seconds(job, runs, workers)
            there = landing_seconds(job, runs, cluster)
            second = landing_seconds(job, runs, workers)
        here = (first + second) / 2.0  # before and after: the machine may be busy with others
        kind = "with" if job.series else "without"
        print(
            f"{runs} runs {kind} series, {workers} worker(s): threads {here:.1f} s "
            f"({first:.1f} and {second:.1f}), dask {there:.1f} s, {there / here - 1.0:+.1%}; "
            f"started in {started:.1f} s"
        )


def cost_of_travel(job: Job) -> None:
    """Print what packing a batch costs against computing it, in time of this thread."""
    piece = Gap(200, 600)
    do_task(identity(), task_of(job, Gap(200, 201)))  # everything is imported and compiled
    begun = time.thread_time()
    batch_of(job, piece)
    alone = time.thread_time() - begun
    word = task_of(job, piece)
    begun = time.thread_time()
    back, _ = do_task(identity(), word)
    packing = time.thread_time() - begun - alone
    begun = time.thread_time()
    unpacked(back)
    unpacking = time.thread_time() - begun
    print(
        f"a batch of {piece.end - piece.first} runs takes {alone:.2f} s; packing about "
        f"{max(packing, 0.0):.3f} s, unpacking {unpacking:.3f} s, "
        f"{len(back.content) / 2**20:.2f} MiB of {back.length / 2**20:.1f} MiB travel"
    )


def store_share(runs: int, *, series: bool) -> None:
    """Print which share of a kept study's processor time goes into landing and finishing it."""
    scenario = ir.load("mutiny-2023").scenario
    spent = {"landing": 0.0, "merging": 0.0}
    land, merge = keeping._Keeping.land, finishing.merged_files

    def timed(name: str, function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            # Both are done by this thread, runs by another; other programs do not count.
            begun = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[name] += time.thread_time() - begun

        return call

    with tempfile.TemporaryDirectory() as place:  # everything is imported
        order = Order(scenario=scenario, runs=4, seed=7, series=series, workers=1)
        keeping.keep(order, Path(place) / "study", resume=False, draw=lambda files, place: None)
    keeping._Keeping.land = timed("landing", land)  # type: ignore[method-assign]
    keeping.merged_files = timed("merging", merge)  # type: ignore[attr-defined]
    try:
        with tempfile.TemporaryDirectory() as place:
            order = Order(scenario=scenario, runs=runs, seed=7, series=series, workers=1)
            begun = time.process_time()
            folder = Path(place) / "study"
            keeping.keep(order, folder, resume=False, draw=lambda files, place: None)
            whole = time.process_time() - begun
    finally:
        keeping._Keeping.land = land  # type: ignore[method-assign]
        keeping.merged_files = merge  # type: ignore[attr-defined]
    shares = ", ".join(f"{name} {seconds / whole:.1%}" for name, seconds in spent.items())
    print(
        f"store, {runs} runs in two arms {'with' if series else 'without'} series: {shares} of "
        f"{whole:.1f} s of processor time, figures not counted"
    )


def peak_memory(runs: int, folder: str) -> float:
    """Return the peak memory of a process that makes a study without series [MiB]."""
    program = str(Path(sys.executable).with_name("interregnum"))
    words = [program, "run", "mutiny-2023", "--seed", "7", "--series", "none", "--quiet"]
    process = subprocess.Popen([*words, "--runs", str(runs), "--out", f"{folder}/study{runs}"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the command failed with status {status}")
    return usage.ru_maxrss / 1024.0


def memory(runs: int) -> None:
    """Print the peak memory of two studies, and of a million runs on the line through them."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = peak_memory(runs // 5, folder), peak_memory(runs, folder)
    slope = (many - few) / (runs - runs // 5)
    print(
        f"peak memory without series: {few:.0f} MiB for {runs // 5} runs, {many:.0f} MiB for "
        f"{runs}; on that line {many + slope * (MILLION - runs):.0f} MiB for {MILLION}"
    )


def main() -> None:
    """Print the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=25_000)
    parser.add_argument("--memory-runs", type=int, default=100_000)
    given = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}")
    plan = plan_of(ir.load("mutiny-2023").scenario)
    for series in (False, True):
        job = Job(plan, 7, series=series)
        cost_of_travel(job)
        store_share(max(given.runs // 2, 100), series=series)
        compare(job, given.runs, cores)
    if given.memory_runs:
        memory(given.memory_runs)


if __name__ == "__main__":
    main()
