"""An ensemble that stays in memory: for notebooks and for studies that nobody keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.record import events_table, runs_table
from interregnum.experiments.ensemble import Gap, Job, landing
from interregnum.experiments.order import Order
from interregnum.experiments.tables import digests_of
from interregnum.experiments.tally import Tally, empty_tally
from interregnum.experiments.territory import regions_of

if TYPE_CHECKING:
    import pyarrow as pa


class Results(NamedTuple):
    """Tables and daily series by their names."""

    tables: dict[str, pa.Table]
    tallies: dict[str, Tally]

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of the values of each."""
        return digests_of(self.tables, self.tallies)


def run_in_memory(
    order: Order, progress: Callable[[int, int], None] | None = None
) -> dict[str, pa.Table]:
    """Return the tables of an order by their names; daily series are not made.

    Parameters
    ----------
    order, progress
        As for :func:`results_in_memory`.

    Raises
    ------
    RunsFailedError
        If a run failed.
    """
    return results_in_memory(dataclasses.replace(order, series=False), progress).tables


def results_in_memory(order: Order, progress: Callable[[int, int], None] | None = None) -> Results:
    """Return the tables of an order, and its daily series if it asks for them.

    Parameters
    ----------
    order
        What is asked for.
    progress
        Called with runs landed and runs in all, over the arms.

    Raises
    ------
    RunsFailedError
        If a run failed.
    """
    results = Results({}, {})
    whole, done = order.runs * len(order.arms), 0
    for arm in order.arms:
        tally = None
        if order.series:
            tally = empty_tally(arm.plan.horizon, order.runs, regions_of(arm.plan))
        batches = []
        told = (order.seed, order.target, order.series, order.lives, order.persons)
        job = Job(arm.plan, *told)
        for landed in landing(job, [Gap(0, order.runs)], order.workers):
            if tally is not None:
                tally.add_batch(landed.batch)
            # A histogram a batch would outgrow everything else.
            batches.append(landed.batch._replace(histogram=None, paths=None))
            done += len(landed.batch.outcomes)
            if progress is not None:
                progress(done, whole)
        batches.sort(key=lambda batch: batch.first)
        results.tables[arm.runs] = runs_table(arm.plan, order.seed, batches)
        results.tables[arm.events] = events_table(arm.plan, batches)
        if tally is not None:
            results.tallies[arm.series] = tally
    return results
