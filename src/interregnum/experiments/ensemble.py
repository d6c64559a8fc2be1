"""Many runs of one scenario: threads, or a cluster, over batches of about two seconds.

Run k is the same whatever the number of runs, threads or the size of batches, and wherever it is
done.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple, Protocol

from interregnum.engine.agents import Hand, run_lives_of_persons
from interregnum.engine.generate import EXCESS
from interregnum.engine.head_entries import head_entries
from interregnum.engine.mean_field import Batch, Lives, entries, run_lives
from interregnum.engine.persons import Persons, check_fits
from interregnum.engine.plan import Plan
from interregnum.errors import RunsFailedError
from interregnum.kernels.scalar import Target

FIRST_BATCH = 16
# What a killed process loses of each worker; of batches half as long the store takes twice as much.
BATCH_SECONDS = 2.0
LARGEST_BATCH = 1000
# More citizens than this have all threads to themselves: runs at once would need their memory.
MOST_AT_ONCE = 2_000_000

Progress = Callable[[int], None]


class Gap(NamedTuple):
    """Runs that are still missing: from ``first`` to before ``end``."""

    first: int
    end: int


class Landed(NamedTuple):
    """A batch that has landed, and how long it took [s]."""

    batch: Batch
    seconds: float


def default_workers() -> int:
    """Return how many threads to use: ``NUMBA_NUM_THREADS`` if set, else the cores at hand."""
    named = os.environ.get("NUMBA_NUM_THREADS", "")
    if named.isdigit() and int(named) > 0:
        return int(named)
    return len(os.sched_getaffinity(0))


def pieces(
    gaps: Sequence[Gap], pace: list[float], workers: int, least: int = FIRST_BATCH
) -> Iterator[Gap]:
    """Yield pieces until all gaps are given out; sizes follow the pace measured so far.

    Parameters
    ----------
    gaps
        The runs that are missing.
    pace
        Time a run took [s], the newest last; whoever does the pieces adds to it.
    workers
        Among how many the pieces are shared.
    least
        How many runs the first pieces have, and the last ones at least.
    """
    left = sum(gap.end - gap.first for gap in gaps)
    for gap in gaps:
        first = gap.first
        while first < gap.end:
            size = least
            if pace:
                size = int(BATCH_SECONDS / max(pace[-1], 1e-9))
            # The last batches share what is left, but are not worth a file of their own below this.
            fair = max((left + workers - 1) // workers, least)
            size = min(max(min(size, LARGEST_BATCH, fair), 1), gap.end - first)
            yield Gap(first, first + size)
            first += size
            left -= size


def _in_turn(
    work: Callable[[Gap], Landed], pieces: Iterator[Gap], workers: int
) -> Iterator[Landed]:
    """Yield batches as they land; what is pending is dropped if the reader stops."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        pending: set[Future[Landed]] = set()
        exhausted = False
        try:
            while pending or not exhausted:
                # One more than there are threads: none is idle while a batch lands.
                while not exhausted and len(pending) <= workers:
                    piece = next(pieces, None)
                    if piece is None:
                        exhausted = True
                    else:
                        pending.add(pool.submit(work, piece))
                finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in finished)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class Job(NamedTuple):
    """What the runs of an arm are made of; any piece of it can be done by itself, anywhere.

    ``lives`` says, one entry a run from run 0 on, whose draws each run uses, what is given to it
    and whether it forks; by default run k draws as number k. ``persons`` asks for the engine with
    persons; None is the mean-field.
    """

    plan: Plan
    seed: int
    target: Target = Target.CPU
    series: bool = False
    lives: Lives | None = None
    persons: Persons | None = None


class Hands(Protocol):
    """Whoever does the pieces of a job elsewhere than in threads of this process."""

    @property
    def count(self) -> int:
        """How many pieces are done at the same time, at least 1."""

    def landing(self, job: Job, gaps: Sequence[Gap]) -> Generator[Landed, None, None]:
        """Yield the batches that fill the gaps, in the order in which they land."""


Workers = int | Hands | None


def count_of(workers: Workers) -> int:
    """Return how many pieces of a job are done at the same time.

    >>> count_of(3)
    3
    """
    if workers is None or isinstance(workers, int):
        return workers or default_workers()
    return workers.count


def lives_of(job: Job, piece: Gap) -> Lives:
    """Return the lives of a piece of a job."""
    return Lives(range(*piece)) if job.lives is None else job.lives.cut(*piece)


def batch_of(job: Job, piece: Gap, threads: int = 1) -> Batch:
    """Return a piece of a job; it is the same whoever does it, in whatever order.

    ``threads`` share a count of heads, where there are persons.
    """
    own = lives_of(job, piece)
    if job.persons is None:
        return run_lives(job.plan, job.seed, own, job.target, first=piece.first, series=job.series)
    hand = Hand(job.target, piece.first, job.series, threads)
    return run_lives_of_persons(job.plan, job.seed, own, job.persons, hand)


def load_entries(job: Job) -> None:
    """Compile or load what a job needs."""
    entries(job.target)
    if job.persons is not None:
        head_entries(job.target)


def shared_threads(job: Job, gaps: Sequence[Gap], workers: int) -> tuple[int, int]:
    """Return how many runs with persons are done at once, and how many threads share each.

    Raises
    ------
    ScenarioError
        If they do not fit the memory.
    """
    assert job.persons is not None
    runs = sum(gap.end - gap.first for gap in gaps)
    at_once = workers if job.persons.citizens <= MOST_AT_ONCE else 1
    at_once = max(min(at_once, runs), 1)
    check_fits(job.plan, job.persons, at_once)
    return at_once, max(workers // at_once, 1)


def landing(job: Job, gaps: Sequence[Gap], workers: Workers = None) -> Iterator[Landed]:
    """Yield the batches that fill the gaps, in the order in which they land.

    Parameters
    ----------
    job
        What is to be done.
    gaps
        The runs that are missing.
    workers
        Threads, by default the cores at hand, or a cluster.

    Raises
    ------
    RunsFailedError
        If a run's event log found no room.
    ClusterError
        If the cluster was lost or does not fit.
    """
    if workers is None or isinstance(workers, int):
        landings = _landing_in_threads(job, gaps, count_of(workers))
    else:
        landings = workers.landing(job, gaps)
    with contextlib.closing(landings):
        for landed in landings:
            _check_room(landed.batch)
            yield landed


def _landing_in_threads(
    job: Job, gaps: Sequence[Gap], workers: int
) -> Generator[Landed, None, None]:
    """Yield batches done by threads of this process."""
    threads = 1
    if job.persons is not None:
        workers, threads = shared_threads(job, gaps, workers)
    load_entries(job)  # compiled or loaded once, before threads start
    pace: list[float] = []

    def work(piece: Gap) -> Landed:
        begun = time.perf_counter()
        batch = batch_of(job, piece, threads)
        seconds = time.perf_counter() - begun
        pace.append(seconds / (piece.end - piece.first))
        return Landed(batch, seconds)

    least = FIRST_BATCH if job.persons is None else 1
    yield from _in_turn(work, pieces(gaps, pace, workers, least), workers)


def run_ensemble(
    plan: Plan,
    *,
    runs: int,
    seed: int,
    workers: Workers = None,
    target: Target = Target.CPU,
    progress: Progress | None = None,
) -> list[Batch]:
    """Return the batches of an ensemble, in order of the runs.

    Parameters
    ----------
    plan, seed, workers, target
        As for :func:`landing`.
    runs
        How many, at least 1.
    progress
        Called with the number of runs that have landed.

    Raises
    ------
    RunsFailedError
        If a run's event log found no room.
    """
    batches: list[Batch] = []
    for landed in landing(Job(plan, seed, target), [Gap(0, runs)], workers):
        batches.append(landed.batch)
        if progress is not None:
            progress(sum(len(b.outcomes) for b in batches))
    return sorted(batches, key=lambda batch: batch.first)


def _check_room(batch: Batch) -> None:
    full = [int(batch.first + r) for r, row in enumerate(batch.outcomes) if row[EXCESS] > 0.0]
    if full:
        msg = (
            f"{len(full)} runs, first run {full[0]}, had more events than the log has room for; "
            "shorten the horizon"
        )
        raise RunsFailedError(msg)
