"""Many runs of one scenario: threads over batches of about a second.

Run k is the same whatever the number of runs, threads or the size of batches.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from interregnum.engine.mean_field import Batch, entries, run_batch
from interregnum.engine.plan import Plan
from interregnum.errors import RunsFailedError
from interregnum.kernels.scalar import Target

FIRST_BATCH = 16
BATCH_SECONDS = 1.0
LARGEST_BATCH = 4000

Progress = Callable[[int], None]


def default_workers() -> int:
    """Return how many threads to use: ``NUMBA_NUM_THREADS`` if set, else the cores at hand."""
    named = os.environ.get("NUMBA_NUM_THREADS", "")
    if named.isdigit() and int(named) > 0:
        return int(named)
    return len(os.sched_getaffinity(0))


def _batches(runs: int, pace: list[float], workers: int) -> Iterator[tuple[int, int]]:
    """Yield (first, runs) until all are given out; sizes follow the pace measured so far."""
    first = 0
    while first < runs:
        size = FIRST_BATCH
        if pace:
            size = int(BATCH_SECONDS / max(pace[-1], 1e-9))
        fair = max((runs - first + workers - 1) // workers, 1)
        size = max(min(size, LARGEST_BATCH, fair), 1)
        yield first, min(size, runs - first)
        first += size


def _landing(
    work: Callable[[int, int], Batch], pieces: Iterator[tuple[int, int]], workers: int
) -> Iterator[Batch]:
    """Yield batches as they land; what is pending is dropped if the reader stops."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        pending: set[Future[Batch]] = set()
        exhausted = False
        try:
            while pending or not exhausted:
                while not exhausted and len(pending) < workers:
                    piece = next(pieces, None)
                    if piece is None:
                        exhausted = True
                    else:
                        pending.add(pool.submit(work, *piece))
                finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in finished)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def run_ensemble(
    plan: Plan,
    *,
    runs: int,
    seed: int,
    workers: int | None = None,
    target: Target = Target.CPU,
    progress: Progress | None = None,
) -> list[Batch]:
    """Return the batches of an ensemble, in order of the runs.

    Parameters
    ----------
    plan
        The scenario's plan.
    runs
        How many, at least 1.
    seed
        In [0, 2**63).
    workers
        Threads; by default the cores at hand.
    target
        Where the rules run.
    progress
        Called with the number of runs that have landed.

    Raises
    ------
    RunsFailedError
        If a run's event log found no room.
    """
    workers = workers or default_workers()
    entries(target)  # compiled or loaded once, before threads start
    landed: list[Batch] = []
    pace: list[float] = []

    def work(first: int, size: int) -> Batch:
        begun = time.perf_counter()
        batch = run_batch(plan, seed, first, size, target)
        pace.append((time.perf_counter() - begun) / size)
        return batch

    for batch in _landing(work, _batches(runs, pace, workers), workers):
        landed.append(batch)
        if progress is not None:
            progress(sum(len(b.outcomes) for b in landed))
    landed.sort(key=lambda batch: batch.first)
    _check_room(landed)
    return landed


def _check_room(batches: list[Batch]) -> None:
    full = [int(b.first + r) for b in batches for r, row in enumerate(b.outcomes) if row[3] > 0.0]
    if full:
        msg = (
            f"{len(full)} runs, first run {full[0]}, had more events than the log has room for; "
            "shorten the horizon"
        )
        raise RunsFailedError(msg)
