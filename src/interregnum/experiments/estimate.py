"""What a study would cost, told from a small batch that is timed and thrown away."""

from __future__ import annotations

import resource
import time
from typing import NamedTuple

from interregnum.engine.generate import EVENT_WIDTH, MOST_EVENTS
from interregnum.engine.mean_field import entries, run_batch
from interregnum.experiments.ensemble import (
    BATCH_SECONDS,
    FIRST_BATCH,
    LARGEST_BATCH,
    default_workers,
)
from interregnum.experiments.order import Arm, Order
from interregnum.experiments.parts import part_table

TIMED_RUNS = 64
NUMBER_BYTES = 8


class Estimate(NamedTuple):
    """What an order would cost.

    ``seconds`` [s] is the simulation part on the given threads; ``memory_bytes`` [B] the peak of
    the process; ``disk_bytes`` [B] the study when complete, ``disk_peak_bytes`` [B] while parts
    and tables lie beside each other.
    """

    runs: int
    arms: int
    workers: int
    timed_runs: int
    seconds: float
    memory_bytes: int
    disk_bytes: int
    disk_peak_bytes: int


class _Sample(NamedTuple):
    seconds: float
    fixed_bytes: float
    bytes_a_run: float


def _written_bytes(arm: Arm, order: Order, first: int, runs: int) -> int:
    """Return how long a part of these runs would be, written into memory."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    batch = run_batch(arm.plan, order.seed, first, runs, order.target)
    buffer = pa.BufferOutputStream()
    parquet.write_table(part_table(arm, order.seed, batch, {}), buffer, compression="zstd")
    return len(buffer.getvalue())


def _sampled(arm: Arm, order: Order) -> _Sample:
    """Return seconds a run, and length of its file as a line over runs."""
    runs = min(TIMED_RUNS, max(order.runs, 2))
    begun = time.perf_counter()
    large = _written_bytes(arm, order, 0, runs)
    seconds = (time.perf_counter() - begun) / runs
    small = _written_bytes(arm, order, 0, max(runs // 4, 1))
    slope = max((large - small) / (runs - max(runs // 4, 1)), 0.0)
    return _Sample(seconds, max(large - slope * runs, 0.0), slope)


def estimate(order: Order) -> Estimate:
    """Return what an order would cost; nothing is written.

    Parameters
    ----------
    order
        What is asked for.

    Notes
    -----
    The cost of a run differs from run to run and the batch is small: expect the truth within a
    factor of two. Interruptions, and the figure, are not counted.
    """
    entries(order.target)
    workers = order.workers or default_workers()
    samples = [_sampled(arm, order) for arm in order.arms]
    disk = sum(s.fixed_bytes + s.bytes_a_run * order.runs for s in samples)
    pace = max(max(s.seconds for s in samples), 1e-9)
    batch = max(min(int(BATCH_SECONDS / pace), LARGEST_BATCH, order.runs), FIRST_BATCH)
    batches = order.runs / batch
    parts = sum(s.fixed_bytes * batches + s.bytes_a_run * order.runs for s in samples)
    parameters = len(order.arms[0].plan.parameters)
    room = batch * (MOST_EVENTS * EVENT_WIDTH + parameters) * NUMBER_BYTES
    # Tables and figure ask for a few columns of all runs at the end.
    columns = order.runs * len(order.arms) * 10 * NUMBER_BYTES
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Estimate(
        runs=order.runs,
        arms=len(order.arms),
        workers=workers,
        timed_runs=min(TIMED_RUNS, max(order.runs, 2)) * len(order.arms),
        seconds=sum(s.seconds for s in samples) * order.runs / workers,
        memory_bytes=held + 2 * workers * room + columns,
        disk_bytes=int(disk),
        disk_peak_bytes=int(disk + parts),
    )
