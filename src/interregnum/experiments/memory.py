"""An ensemble that stays in memory: for notebooks and for studies that nobody keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from interregnum.engine.record import events_table, runs_table
from interregnum.experiments.ensemble import run_ensemble
from interregnum.experiments.order import Order

if TYPE_CHECKING:
    import pyarrow as pa


def run_in_memory(
    order: Order, progress: Callable[[int, int], None] | None = None
) -> dict[str, pa.Table]:
    """Return the tables of an order by their names.

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
    tables: dict[str, pa.Table] = {}
    whole = order.runs * len(order.arms)
    for number, arm in enumerate(order.arms):

        def landed(done: int, before: int = number * order.runs) -> None:
            if progress is not None:
                progress(before + done, whole)

        batches = run_ensemble(
            arm.plan,
            runs=order.runs,
            seed=order.seed,
            workers=order.workers,
            target=order.target,
            progress=landed,
        )
        tables[arm.runs] = runs_table(arm.plan, order.seed, batches)
        tables[arm.events] = events_table(arm.plan, batches)
    return tables
