"""One past, many futures: a recorded run goes on otherwise from a day or a political event on.

A past is not kept but lived again: every draw has an address, so it comes back bit for bit, and
nothing has to be stored in advance. A future differs from its past's own by the numbers that
its draws are addressed with, and by what was set; futures with and without the change share all
their draws.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interregnum.engine.mean_field import Batch, Fork, Lives, run_lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.record import events_table, runs_table
from interregnum.engine.schedule import OPENING
from interregnum.errors import ScenarioError, StudyError
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.experiments.origins import Origin
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.scenario.schema import Scenario

LARGEST_FUTURES = 2**31
# What a run is laid out with before its first day; a later change of these could not act.
LAID_OUT = ("leg_index", "garrison_index", "hubs", "imposed", "imposed_ease", "forces")
SET_AT_THE_START = ("place", "force", *(stage.mechanism.name for stage in OPENING[3:4]))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Forking:
    """Futures as they are asked for.

    Parameters
    ----------
    scenario, seed
        Of the study whose pasts are lived again.
    origins
        Where futures begin.
    futures
        How many of each origin.
    settings
        What is otherwise from the origin's day on, by dotted key.
    future_seed
        Which futures, in [0, 2**63); their draws differ from the past's under any.
    workers, target
        As for a study.
    """

    scenario: Scenario
    seed: int
    origins: Sequence[Origin]
    futures: int
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    future_seed: int = 0
    workers: Workers = None
    target: Target = Target.CPU

    def __post_init__(self) -> None:
        """Refuse numbers out of range, and changes that could not act any more."""
        for name, value, low in (("runs", self.futures, 1), ("seed", self.future_seed, 0)):
            if not low <= value < (LARGEST_FUTURES if name == "runs" else 2**63):
                msg = f"fork: {name} = {value} is out of range; give a whole number from {low}"
                raise ScenarioError(msg)
        if not self.origins:
            raise ScenarioError("fork: no run is named; give --run K, or --every")
        _check_change(self.past, self.plan, self.settings)

    @cached_property
    def past(self) -> Plan:
        """The plan of the pasts."""
        return plan_of(self.scenario.model_copy(update={"contrast": None}))

    @cached_property
    def plan(self) -> Plan:
        """The plan of the futures."""
        changed = changed_scenario(self.scenario, self.settings.items())
        return plan_of(changed.model_copy(update={"contrast": None}))

    def lived(self, plan: Plan, progress: Callable[[int, int], None] | None = None) -> list[Batch]:
        """Return the futures under a plan: those of the first origin first."""
        numbers = [origin.run for origin in self.origins for _ in range(self.futures)]
        days = [origin.day for origin in self.origins for _ in range(self.futures)]
        fresh = [
            future_number(origin.run, future)
            for origin in self.origins
            for future in range(self.futures)
        ]
        seed = seed_of_futures(self.seed, self.future_seed)
        lives = Lives(numbers, fork=Fork(days, plan, seed, fresh))
        job = Job(self.past, self.seed, self.target, lives=lives)
        batches = []
        for landed in landing(job, [Gap(0, len(numbers))], self.workers):
            batches.append(landed.batch)
            if progress is not None:
                progress(sum(len(batch.outcomes) for batch in batches), len(numbers))
        return sorted(batches, key=lambda batch: batch.first)


def future_number(run: int, future: int) -> int:
    """Return the number that addresses the draws of one future of one run, in [0, 2**32).

    It does not depend on how many futures or runs there are. The futures of one run never share
    a number; those of two runs stand far apart (multiples of the golden ratio modulo 1).

    >>> future_number(0, 5), future_number(1, 0)
    (5, 2654435769)
    """
    return (run * 2654435769 + future) % 2**32


def seed_of_futures(seed: int, given: int) -> int:
    """Return the seed of the futures' draws: never that of the pasts, in [0, 2**63).

    Parameters
    ----------
    seed
        The study's.
    given
        What the user gave; 0 is as good as any.
    """
    words = hashlib.sha256(f"fork {seed} {given}".encode()).digest()
    return int.from_bytes(words[:8], "little") >> 1


def _check_change(past: Plan, plan: Plan, settings: Mapping[str, Any]) -> None:
    """Refuse a change of what is laid out or drawn once, before a run's first day."""
    named = ", ".join(settings) or "nothing"
    way_out = "run a study of its own with it (`interregnum run SCENARIO --set ...`)"
    rows = {row.name: row for row in past.parameters}
    late = [
        row.name
        for row in plan.parameters
        if row.name.partition(".")[0] in SET_AT_THE_START and rows.get(row.name) != row
    ]
    if late:
        msg = (
            f"fork: {late[0]} is used before a run's first day only, so no future could differ by "
            f"it; {way_out}"
        )
        raise ScenarioError(msg)
    same_rows = [row.name for row in past.parameters] == [row.name for row in plan.parameters]
    laid = all(getattr(past, name) == getattr(plan, name) for name in LAID_OUT)
    if not same_rows or not laid or past.region_share != plan.region_share:
        msg = f"fork: {named} changes what a run is laid out with before its first day; {way_out}"
        raise ScenarioError(msg)
    if past.switches != plan.switches:
        msg = f"fork: {named} switches mechanisms, which is done for a whole run; {way_out}"
        raise ScenarioError(msg)


def check_past(forking: Forking, recorded: Mapping[int, str]) -> None:
    """Refuse a study whose pasts do not come back as they were recorded.

    Parameters
    ----------
    forking
        What is asked for.
    recorded
        The outcome of each origin's run in the study.

    Raises
    ------
    StudyError
        If a run that forks into its own future ends otherwise than recorded.
    """
    numbers = [origin.run for origin in forking.origins]
    own = Fork([origin.day for origin in forking.origins], forking.past, forking.seed, numbers)
    lives = Lives(numbers, fork=own)
    again = run_lives(forking.past, forking.seed, lives, forking.target)
    names = runs_table(forking.past, forking.seed, [again]).column("outcome").to_pylist()
    for run, name in zip(numbers, names, strict=True):
        if name != recorded[run]:
            msg = (
                f"fork: run {run} ends as {name} when it is lived again, as {recorded[run]} in the "
                "study; the study is another model version's: run it again"
            )
            raise StudyError(msg)


def futures_tables(forking: Forking, plan: Plan, batches: list[Batch]) -> dict[str, pa.Table]:
    """Return the tables of futures and their events: whose past, which future, then as a study's.

    ``run`` is the run whose past it is, ``future`` counts from 0, ``fork_day`` is the first day
    that may differ [d].
    """
    import numpy as np
    import pyarrow as pa

    whose = np.repeat([origin.run for origin in forking.origins], forking.futures)
    days = np.repeat([origin.day for origin in forking.origins], forking.futures)
    which = np.tile(np.arange(forking.futures), len(forking.origins))
    runs = runs_table(plan, forking.seed, batches)
    events = events_table(plan, batches)
    rows = events.column("run").to_numpy()
    for position, (name, values) in enumerate(
        (("run", whose), ("future", which), ("fork_day", days))
    ):
        field = pa.field(name, pa.int64(), nullable=False)
        if name == "run":
            runs = runs.set_column(0, field, pa.array(values))
            events = events.set_column(0, field, pa.array(values[rows]))
        else:
            runs = runs.add_column(position, field, pa.array(values))
            if name == "future":
                events = events.add_column(position, field, pa.array(values[rows]))
    return {"futures": runs, "events": events}
