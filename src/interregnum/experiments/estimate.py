"""What a study would cost, told from a small batch that is timed and thrown away."""

from __future__ import annotations

import math
import resource
import time
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine.generate import EVENT_WIDTH, event_room
from interregnum.engine.mean_field import entries, run_batch
from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.experiments.ensemble import (
    BATCH_SECONDS,
    FIRST_BATCH,
    LARGEST_BATCH,
    count_of,
)
from interregnum.experiments.order import Arm, Order
from interregnum.experiments.parts import part_table

if TYPE_CHECKING:
    from interregnum.engine.mean_field import Batch

TIMED_RUNS = 64
NUMBER_BYTES = 8
SERIES_COPIES = 4  # sums, what is added, and the file as it is written and read
SERIES_FRAME = 150_000  # names, units and axes of a file of series [B]


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
    """Of one arm: seconds a run, bytes of a part as a line over runs, bytes of its series."""

    seconds: float
    fixed_bytes: float
    bytes_a_run: float
    series_bytes: float


def _written_bytes(arm: Arm, order: Order, batch: Batch) -> int:
    """Return how long the tables in a part of this batch would be, written into memory."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    bare = batch._replace(histogram=None, paths=None)
    buffer = pa.BufferOutputStream()
    parquet.write_table(part_table(arm, order.seed, bare, {}), buffer, compression="zstd")
    return len(buffer.getvalue())


def _packed_bytes(values: npt.NDArray[Any]) -> int:
    """Return about how long an array would be in a file of series."""
    planes = values.reshape(-1).view(np.uint8).reshape(-1, values.itemsize).T
    return len(zlib.compress(planes.tobytes(), 1))


def _series_bytes(small: Batch, large: Batch, runs: int) -> float:
    """Return how long the series of so many runs would be, from batches of fewer.

    Counts take the longer the more runs are spread over the bins, about with the logarithm.
    """
    if small.histogram is None or large.histogram is None or large.paths is None:
        return 0.0
    few, many = _packed_bytes(small.histogram), _packed_bytes(large.histogram)
    ratio = math.log(len(large.outcomes) / len(small.outcomes))
    more = math.log(max(runs / len(large.outcomes), 1.0))
    counts = many + max(many - few, 0.0) * more / ratio
    followed = min(runs, PATHS) / max(len(large.paths), 1)
    return counts + _packed_bytes(large.paths) * followed + SERIES_FRAME


def _sampled(arm: Arm, order: Order) -> _Sample:
    """Return seconds a run, and length of its file as a line over runs."""
    runs = min(TIMED_RUNS, max(order.runs, 2))
    begun = time.perf_counter()
    many = run_batch(arm.plan, order.seed, 0, runs, order.target, series=order.series)
    large = _written_bytes(arm, order, many)
    seconds = (time.perf_counter() - begun) / runs
    less = max(runs // 4, 1)
    few = run_batch(arm.plan, order.seed, 0, less, order.target, series=order.series)
    small = _written_bytes(arm, order, few)
    slope = max((large - small) / (runs - less), 0.0)
    series = _series_bytes(few, many, order.runs)
    return _Sample(seconds, max(large - slope * runs, 0.0), slope, series)


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
    workers = count_of(order.workers)
    samples = [_sampled(arm, order) for arm in order.arms]
    disk = sum(s.fixed_bytes + s.bytes_a_run * order.runs + s.series_bytes for s in samples)
    pace = max(max(s.seconds for s in samples), 1e-9)
    batch = max(min(int(BATCH_SECONDS / pace), LARGEST_BATCH, order.runs), FIRST_BATCH)
    batches = order.runs / batch
    # A batch's histogram takes less than that of all runs, but there is one in each part.
    part = sum(s.fixed_bytes + s.series_bytes / 2 for s in samples)
    parts = part * batches + sum(s.bytes_a_run * order.runs for s in samples)
    parameters = len(order.arms[0].plan.parameters)
    events = event_room(order.arms[0].plan.horizon) * EVENT_WIDTH
    room = batch * (events + parameters) * NUMBER_BYTES
    # Tables and figure ask for a few columns of all runs at the end.
    columns = order.runs * len(order.arms) * 10 * NUMBER_BYTES
    cells = len(SERIES) * order.arms[0].plan.horizon * BINS if order.series else 0
    # What each arm has counted is held until all runs have landed.
    series = cells * NUMBER_BYTES * (SERIES_COPIES + len(order.arms) + 2 * workers)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Estimate(
        runs=order.runs,
        arms=len(order.arms),
        workers=workers,
        timed_runs=min(TIMED_RUNS, max(order.runs, 2)) * len(order.arms),
        seconds=sum(s.seconds for s in samples) * order.runs / workers,
        memory_bytes=held + 2 * workers * room + columns + series,
        disk_bytes=int(disk),
        disk_peak_bytes=int(disk + parts),
    )
