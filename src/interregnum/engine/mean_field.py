"""The mean-field engine: batches of runs through the generated day.

A batch is self-contained: what a run gives depends on the plan, the seed and its own number,
never on the batch, the thread or the other runs. The compiled loop releases the interpreter's
lock, so threads over batches use all cores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine import draws, generate
from interregnum.engine.arrays import ARRAYS, array_sizes
from interregnum.engine.plan import Plan
from interregnum.engine.posterior import put_drawn
from interregnum.engine.room import room_for_series, values_of, whole_zeros, zeros
from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.engine.territory import Counted, cells, counted_of
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target

Floats = npt.NDArray[np.float64]
# What the loop is given of a plan, in the order of its inputs.
LAID_OUT = (
    "switches",
    "leg_index",
    "garrison_index",
    "hubs",
    "imposed",
    "imposed_ease",
    "forces",
    "region_share",
    "road_region",
)


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


class Fork(NamedTuple):
    """From which day on each row goes on otherwise, and how.

    ``day`` is the first day of another future, one a row; ``plan`` gives its parameters, drawn for
    the row's own number before the fork; ``seed`` and ``numbers`` address its draws.
    """

    day: Sequence[int]
    plan: Plan
    seed: int
    numbers: Sequence[int]

    def cut(self, first: int, end: int) -> Fork:
        """Return the rows from ``first`` to before ``end``."""
        return self._replace(day=self.day[first:end], numbers=self.numbers[first:end])


class Lives(NamedTuple):
    """Whose draws each row of a batch uses, and which parameters are given instead of drawn.

    ``numbers`` are run numbers in [0, 2**32), one a row, not necessarily different: design points
    that share them share every draw. ``given`` has, by the parameter's name, one value a row.
    ``fork`` says from which day on each row goes on otherwise; into its own future (its own plan,
    seed and numbers) it changes nothing.
    """

    numbers: Sequence[int]
    given: Mapping[str, Sequence[float]] = {}
    fork: Fork | None = None

    def cut(self, first: int, end: int) -> Lives:
        """Return the rows from ``first`` to before ``end``."""
        given = {name: values[first:end] for name, values in self.given.items()}
        fork = None if self.fork is None else self.fork.cut(first, end)
        return Lives(self.numbers[first:end], given, fork)


def _parameters(plan: Plan, seed: int, lives: Lives, target: Target) -> Any:
    """Return the parameters of each row, flat: drawn by its number, or given."""
    runs, count = len(lives.numbers), len(plan.parameters)
    parameters = zeros(runs * count, target)
    draw = entries(target)[0]
    numbers = values_of(tuple(float(number) for number in lives.numbers), target)
    draw(seed, runs, numbers, values_of(plan.table, target), parameters)
    if plan.posterior is not None:
        put_drawn(plan.posterior, seed, lives.numbers, parameters, count)
    columns = {row.name: j for j, row in enumerate(plan.parameters)}
    for name, values in lives.given.items():
        for r, value in enumerate(values):
            parameters[r * count + columns[name]] = float(value)
    return parameters


def drawn_table(plan: Plan, seed: int, numbers: Sequence[int], target: Target) -> Floats:
    """Return (runs, parameters): what ordinary runs draw before their first day.

    Parameters
    ----------
    plan, seed, target
        As for :func:`run_batch`.
    numbers
        Of the runs.
    """
    flat = np.asarray(_parameters(plan, seed, Lives(numbers), target), dtype=np.float64)
    return flat.reshape(len(numbers), len(plan.parameters))


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
    lives = Lives(range(first, first + runs))
    return run_lives(plan, seed, lives, target, first=first, series=series)


def run_lives(
    plan: Plan,
    seed: int,
    lives: Lives,
    target: Target,
    *,
    first: int = 0,
    series: bool = False,
) -> Batch:
    """Return a batch whose rows name their own draws, may share them, and may fork.

    Parameters
    ----------
    plan, seed, target, series
        As for :func:`run_batch`.
    lives
        Whose draws each row uses, which parameters are given, and where rows fork.
    first
        The name of the first row in the tables; the others follow.

    Notes
    -----
    A past is not kept but lived again: every draw has an address, so it is the same bit for bit.
    """
    laid = prepared(plan, seed, lives, target, first=first, series=series)
    entries(target)[1](*laid.arguments)
    return finished(plan, laid, first=first, series=series)


class Laid(NamedTuple):
    """A batch laid out for the loop: its arguments, what it will leave, its working arrays."""

    arguments: list[Any]
    left: _Left
    work: dict[str, Any]


def prepared(
    plan: Plan, seed: int, lives: Lives, target: Target, *, first: int = 0, series: bool = False
) -> Laid:
    """Return a batch laid out for the loop; everything as for :func:`run_lives`."""
    parameters = _parameters(plan, seed, lives, target)
    fork, forks, after = lives.fork, _forks(lives), parameters
    horizon = horizon_of(plan, lives)
    if fork is not None:
        after = _parameters(fork.plan, seed, lives, target)
    inputs = [*(values_of(values, target) for values in forks), after]
    inputs += [values_of(getattr(plan, name), target) for name in LAID_OUT]
    runs, count = len(lives.numbers), len(plan.parameters)
    room = generate.event_room(horizon)
    followed = min(runs, max(PATHS - first, 0)) if series else 0
    paths, histogram = room_for_series(followed, horizon if series else 0, target)
    left = _Left(
        parameters,
        zeros(runs * generate.OUTCOME_WIDTH, target),
        zeros(runs * room * generate.EVENT_WIDTH, target),
        zeros(runs, target),
        paths,
        histogram,
        whole_zeros(cells(len(plan.region_codes)) if series else 0, target),
    )
    sizes = array_sizes(plan)
    work = {name: zeros(sizes[name], target) for name in ARRAYS}
    seeds = (seed, seed if fork is None else fork.seed)
    # 1: daily quantities alone, 2: regions too.
    recording = (2 if plan.region_codes else 1) if series else 0
    numbers = (*seeds, first, runs, horizon, count, room, recording)
    return Laid([*numbers, parameters, *inputs, *left[1:], *work.values()], left, work)


def horizon_of(plan: Plan, lives: Lives) -> int:
    """Return until which day the rows of a batch go [d]."""
    return plan.horizon if lives.fork is None else lives.fork.plan.horizon


def finished(plan: Plan, laid: Laid, *, first: int, series: bool) -> Batch:
    """Return what the loop has left of a batch."""
    runs, horizon = laid.arguments[3], laid.arguments[4]
    batch = _batch(first, runs, horizon, laid.left, series=series)
    if not (series and plan.region_codes):
        return batch
    return batch._replace(territory=counted_of(laid.left.territory, len(plan.region_codes)))


class _Left(NamedTuple):
    """The flat arrays that a batch leaves."""

    parameters: Any
    outcomes: Any
    events: Any
    event_counts: Any
    paths: Any
    histogram: Any
    territory: Any


def _forks(lives: Lives) -> tuple[tuple[float, ...], ...]:
    """Return each row's number, the day of its fork (-1: never) and its number from then on."""
    numbers = tuple(float(number) for number in lives.numbers)
    fork = lives.fork
    if fork is None:
        return numbers, (-1.0,) * len(numbers), numbers
    after = tuple(float(number) for number in fork.numbers)
    return numbers, tuple(float(day) for day in fork.day), after


def _batch(first: int, runs: int, horizon: int, left: _Left, *, series: bool) -> Batch:
    """Return the arrays of a batch in their shapes; unused room for events is dropped."""
    lines = np.asarray(left.events).reshape(runs, -1, generate.EVENT_WIDTH)
    counts = np.minimum(np.asarray(left.event_counts, dtype=int), lines.shape[1])
    kept = [lines[r, : counts[r]] for r in range(runs)]
    shape = (len(SERIES), horizon)
    histogram = np.asarray(left.histogram, dtype=np.int32)
    paths = np.asarray(left.paths, dtype=np.float32)
    return Batch(
        first,
        np.asarray(left.parameters).reshape(runs, -1),
        np.asarray(left.outcomes).reshape(runs, generate.OUTCOME_WIDTH),
        np.concatenate(kept) if kept else np.zeros((0, generate.EVENT_WIDTH)),
        histogram.reshape(*shape, BINS) if series else None,
        paths.reshape(-1, *shape) if series else None,
    )
