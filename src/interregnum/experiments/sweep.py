"""A sweep: every policy at every point of a design, as often as replicates ask, kept as it lands.

Rounds of replicates follow each other until the goals are met. A sweep that is kept is in
:mod:`interregnum.experiments.sweep_folder`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.record import runs_table
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.experiments.order import LARGEST_RUNS, Order
from interregnum.experiments.resolution import Resolved
from interregnum.experiments.stopping import (
    FEWEST_REPLICATES,
    Goal,
    Reached,
    bounds_of,
    mean_of,
    next_replicates,
    values_of,
)
from interregnum.experiments.sweep_rows import design_table, order_of, sweep_rows
from interregnum.kernels.scalar import Target

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.engine.mean_field import Batch

MOST_RUNS = 100_000
OBSERVED = ("outcome", "day", "result.contested")

Progress = Callable[[int, int], None]


class Ended(NamedTuple):
    """How a sweep ended: replicates, and how close each goal came."""

    replicates: int
    reached: tuple[Reached, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SweepOrder:
    """A sweep as it is asked for.

    Parameters
    ----------
    resolved
        The experiment.
    replicates
        How many at least; with goals, how many to begin with, and not less than 16.
    goals
        Standard errors that are to be reached.
    most_runs
        How many runs, over all policies, goals may ask for.
    workers, target
        As for a study.

    Raises
    ------
    ScenarioError
        If there are more runs than a study can have.
    """

    resolved: Resolved
    replicates: int
    goals: tuple[Goal, ...] = ()
    most_runs: int = MOST_RUNS
    workers: Workers = None
    target: Target = Target.CPU

    def __post_init__(self) -> None:
        runs = self.resolved.points * self.first
        if runs > LARGEST_RUNS:
            msg = f"sweep: {self.resolved.points} points of {self.first} replicates are {runs} runs"
            raise ScenarioError(f"{msg} under each policy; at most {LARGEST_RUNS} fit")

    @property
    def first(self) -> int:
        """How many replicates the first round has."""
        return max(self.replicates, FEWEST_REPLICATES) if self.goals else self.replicates

    @property
    def most(self) -> int:
        """How many replicates goals may ask for."""
        each = self.resolved.points * len(self.resolved.policies)
        return max(min(self.most_runs // each, LARGEST_RUNS // self.resolved.points), self.first)

    def orders(self, replicates: int) -> list[Order]:
        """Return what each policy's runs are ordered by."""
        how = {"workers": self.workers, "target": self.target}
        policies = self.resolved.policies
        return [order_of(self.resolved, policy, replicates, **how) for policy in policies]


def rounds(order: SweepOrder, begun: int, run: Callable[[int], Iterator[pa.Table]]) -> Ended:
    """Run until the goals are met, or there is no room for more.

    Parameters
    ----------
    order
        What is asked for.
    begun
        How many replicates there are already, or were asked for before.
    run
        Runs so many replicates, and returns the runs of every policy.
    """
    replicates = max(order.first, begun)
    while True:
        tables = run(replicates)
        reached = _reached(order, tables, replicates) if order.goals else ()
        wanted = next_replicates(replicates, reached, order.most)
        if wanted == replicates:
            return Ended(replicates, reached)
        replicates = wanted


def _reached(order: SweepOrder, tables: Iterator[pa.Table], replicates: int) -> tuple[Reached, ...]:
    """Return the largest standard error of each goal over the policies."""
    worst: dict[str, Reached] = {}
    for policy, table in zip(order.resolved.policies, tables, strict=True):
        runs = table.select(OBSERVED).to_pandas()
        horizon = int(policy.scenario.horizon.value)
        for goal in order.goals:
            values = values_of(runs, goal.quantity, horizon).reshape(replicates, -1)
            mean = mean_of(values, bounds_of(goal.quantity))
            found = Reached(goal.quantity, goal.error, mean.error or 0.0, policy.name)
            if goal.quantity not in worst or found.error > worst[goal.quantity].error:
                worst[goal.quantity] = found
    return tuple(worst.values())


def sweep_in_memory(
    order: SweepOrder, progress: Progress | None = None
) -> tuple[dict[str, pa.Table], Ended]:
    """Return the tables ``design`` and ``runs`` of a sweep that nobody keeps.

    Parameters
    ----------
    order
        What is asked for.
    progress
        Called with runs landed and runs in all, over the policies.

    Raises
    ------
    RunsFailedError
        If a run failed.
    """
    import pyarrow as pa

    resolved = order.resolved
    landed: list[list[Batch]] = [[] for _ in resolved.policies]

    def run(replicates: int) -> Iterator[pa.Table]:
        orders = order.orders(replicates)
        whole = sum(own.runs for own in orders)
        for own, batches in zip(orders, landed, strict=True):
            job = Job(own.arms[0].plan, own.seed, own.target, lives=own.lives)
            have = sum(len(batch.outcomes) for batch in batches)
            for new in landing(job, [Gap(have, own.runs)], own.workers):
                batches.append(new.batch)
                if progress is not None:
                    progress(sum(len(b.outcomes) for rows in landed for b in rows), whole)
            batches.sort(key=lambda batch: batch.first)
        return (
            runs_table(own.arms[0].plan, own.seed, batches)
            for own, batches in zip(orders, landed, strict=True)
        )

    ended = rounds(order, 0, run)
    rows = [
        sweep_rows(resolved, policy, table)
        for policy, table in zip(resolved.policies, run(ended.replicates), strict=True)
    ]
    return {"design": design_table(resolved), "runs": pa.concat_tables(rows)}, ended
