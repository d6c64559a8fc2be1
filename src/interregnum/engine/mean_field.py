"""The mean-field engine: batches of runs through the generated day.

A batch is self-contained: what a run gives depends on the plan, the seed and its own number,
never on the batch, the thread or the other runs. The compiled loop releases the interpreter's
lock, so threads over batches use all cores.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine import draws, generate
from interregnum.engine.arrays import ARRAYS, array_sizes
from interregnum.engine.plan import Plan
from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.engine.territory import Counted, cells, counted_of
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target

Floats = npt.NDArray[np.float64]


class Batch(NamedTuple):
    """What a batch of runs gives.

    ``parameters`` is (runs, parameters); ``outcomes`` (runs, quantities): the day of exit, events
    that found no room, then :data:`~interregnum.engine.generate.OUTCOME_QUANTITIES`; ``events``
    (lines, 6): run, day, hour, place, event, size, in order. ``histogram`` (series, days, bins)
    counts runs, those that have not ended before; ``paths`` (runs below 200, series, days) is not
    a number after the exit. Both are None where no series were asked for. ``territory`` counts who
    holds each region; it is None, too, where regions have no names.
    """

    first: int
    parameters: Floats
    outcomes: Floats
    events: Floats
    histogram: npt.NDArray[np.int32] | None = None
    paths: npt.NDArray[np.float32] | None = None
    territory: Counted | None = None


@cache
def entries(target: Target) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the two entry points of the engine: drawing parameters, and simulating."""
    draw = load_entry("draw_parameters", draws.SOURCE, draws.BINDINGS, draws.SIGNATURE, target)
    source, names = generate.generated_source(), generate.bindings()
    return draw, load_entry("simulate", source, names, generate.signature(), target)


def _zeros(length: int, target: Target) -> Any:
    return [0.0] * length if target is Target.PYTHON else np.zeros(length)


def _nothing(length: int, target: Target) -> Any:
    """Return an array in which nothing has been written yet."""
    nothing = float("nan")
    return [nothing] * length if target is Target.PYTHON else np.full(length, nothing)


def _followed(runs: int, days: int, target: Target) -> tuple[Any, Any]:
    """Return room for the paths of some runs, not numbers yet, and for a count of all."""
    paths = _nothing(runs * len(SERIES) * days, target)
    return paths, _counts(len(SERIES) * days * BINS, target)


def _counts(length: int, target: Target) -> Any:
    """Return room for so many counts, and for one where there are none."""
    length = max(length, 1)
    return [0] * length if target is Target.PYTHON else np.zeros(length, dtype=np.int32)


def _values(numbers: tuple[float, ...], target: Target) -> Any:
    return list(numbers) if target is Target.PYTHON else np.array(numbers, dtype=np.float64)


def _given(plan: Plan) -> tuple[tuple[float, ...], ...]:
    """Return what the loop is given beside parameters, in order of the inputs."""
    return (
        plan.switches,
        plan.leg_index,
        plan.garrison_index,
        plan.hubs,
        plan.imposed,
        plan.imposed_ease,
        plan.forces,
        plan.region_share,
        plan.road_region,
    )


def run_batch(
    plan: Plan, seed: int, first: int, runs: int, target: Target, *, series: bool = False
) -> Batch:
    """Return runs ``first`` to ``first + runs - 1`` of a plan.

    Parameters
    ----------
    plan
        From :func:`interregnum.engine.plan.plan_of`.
    seed
        The study's seed, in [0, 2**63).
    first, runs
        Which runs; numbers in [0, 2**32).
    target
        ``cpu`` or ``python``; both give the same bits.
    series
        Whether daily quantities are counted and the first runs' paths kept.
    """
    draw, simulate = entries(target)
    count = len(plan.parameters)
    parameters = _zeros(runs * count, target)
    draw(seed, first, runs, _values(plan.table, target), parameters)
    inputs = [_values(values, target) for values in _given(plan)]
    outcomes = _zeros(runs * generate.OUTCOME_WIDTH, target)
    room = generate.event_room(plan.horizon)
    events, counts = _zeros(runs * room * generate.EVENT_WIDTH, target), _zeros(runs, target)
    followed = min(runs, max(PATHS - first, 0)) if series else 0
    paths, histogram = _followed(followed, plan.horizon if series else 0, target)
    sizes = array_sizes(plan)
    work = [_zeros(sizes[name], target) for name in ARRAYS]
    named = len(plan.region_codes)
    # 1: daily quantities alone, 2: regions too.
    recording = (2 if named else 1) if series else 0
    territory = _counts(cells(named) if series else 0, target)
    numbers = (seed, first, runs, plan.horizon, count, room, recording)
    outputs = (outcomes, events, counts, paths, histogram, territory)
    simulate(*numbers, parameters, *inputs, *outputs, *work)
    lines = np.asarray(events).reshape(runs, room, generate.EVENT_WIDTH)
    kept = [lines[r, : min(int(counts[r]), room)] for r in range(runs)]
    shape = (len(SERIES), plan.horizon)
    return Batch(
        first,
        np.asarray(parameters).reshape(runs, count),
        np.asarray(outcomes).reshape(runs, generate.OUTCOME_WIDTH),
        np.concatenate(kept) if kept else np.zeros((0, generate.EVENT_WIDTH)),
        np.asarray(histogram, dtype=np.int32).reshape(*shape, BINS) if series else None,
        np.asarray(paths, dtype=np.float32).reshape(followed, *shape) if series else None,
        counted_of(territory, named) if recording > 1 else None,
    )
