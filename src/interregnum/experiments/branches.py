"""Branches of one case: the same runs under each value of a switch, draw for draw.

Every draw has an address made of the study's seed, the run, the day and its purpose. A branch is
the case with a setting of its own under the same seed: whatever the setting does not reach comes
out the same, bit for bit.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.record import OUTCOMES, events_table, is_removed, runs_table
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from interregnum.scenario.schema import Scenario

LARGEST_RUNS = 2**31
MOST_BRANCHES = 64
# What says how long and under which name is looked, not what happens.
NO_SWITCHES = ("horizon", "scenario", "title", "summary", "contrast", "start")
WITHIN_DAYS = (30, 90, 365)
RETURNED = "returned"
EXIT_DAY = "exit_day"
# How one run ends, as far as branches are compared.
COMPARED = ("outcome", "day", "mode", "violence", "result.contested")


class Switch(NamedTuple):
    """A setting and the values between which it is thrown; the last one is the reference."""

    key: str
    values: tuple[Any, ...]

    def named(self, level: int) -> str:
        """Return a value as it is written on the command line.

        >>> Switch("mutiny.happens", (True, False)).named(0)
        'true'
        """
        return spelled(self.values[level])


class Branch(NamedTuple):
    """One branch: the level of each switch, and what is set."""

    levels: tuple[int, ...]
    settings: tuple[tuple[str, Any], ...]

    @property
    def name(self) -> str:
        """What distinguishes the branch."""
        return ", ".join(f"{key}={spelled(value)}" for key, value in self.settings)


class Lived(NamedTuple):
    """What a branch gave: its tables of runs and events."""

    branch: Branch
    runs: pa.Table
    events: pa.Table


def spelled(value: Any) -> str:
    """Return a value as it is written on the command line."""
    return value if isinstance(value, str) else json.dumps(value)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Branching:
    """A case and the switches whose every combination is run with the same random numbers.

    Parameters
    ----------
    scenario
        The case; its own contrast is not run.
    switches
        At least one.
    runs, seed
        Of each branch.
    workers, target
        As for a study.
    """

    scenario: Scenario
    switches: Sequence[Switch]
    runs: int
    seed: int = 0
    workers: Workers = None
    target: Target = Target.CPU

    def __post_init__(self) -> None:
        """Refuse numbers out of range, and switches that compare nothing."""
        for name, value, low, end in (
            ("runs", self.runs, 2, LARGEST_RUNS),
            ("seed", self.seed, 0, 2**63),
        ):
            if not low <= value < end:
                msg = f"twins: {name} = {value} is out of range; give a whole number from {low}"
                raise ScenarioError(msg)
        _check_switches(self.switches)
        for branch in self.branches:
            self.plan(branch)

    @property
    def branches(self) -> list[Branch]:
        """Every combination of the switches' values; the last switch turns fastest."""
        levels = itertools.product(*(range(len(switch.values)) for switch in self.switches))
        return [
            Branch(
                each,
                tuple((s.key, s.values[k]) for s, k in zip(self.switches, each, strict=True)),
            )
            for each in levels
        ]

    def plan(self, branch: Branch) -> Plan:
        """Return the plan of a branch.

        Raises
        ------
        ScenarioError
            If a value is wrong, or runs would be weighed.
        """
        changed = changed_scenario(self.scenario, branch.settings)
        if changed.mode == "condition":
            msg = (
                f"twins: scenario {changed.scenario}: mode = condition weighs runs by what was "
                "observed, each branch otherwise; set mode=forward or mode=replay for all branches"
            )
            raise ScenarioError(msg)
        return plan_of(changed.model_copy(update={"contrast": None}))

    def lived(self, progress: Callable[[int, int], None] | None = None) -> Iterator[Lived]:
        """Yield what each branch gives.

        Parameters
        ----------
        progress
            Called with runs landed and runs in all, over the branches.

        Raises
        ------
        RunsFailedError
            If a run failed.
        """
        whole = self.runs * len(self.branches)
        for turn, branch in enumerate(self.branches):
            plan, batches, done = self.plan(branch), [], turn * self.runs
            job = Job(plan, self.seed, self.target)
            for landed in landing(job, [Gap(0, self.runs)], self.workers):
                batches.append(landed.batch)
                done += len(landed.batch.outcomes)
                if progress is not None:
                    progress(done, whole)
            batches.sort(key=lambda batch: batch.first)
            yield Lived(branch, runs_table(plan, self.seed, batches), events_table(plan, batches))


def _check_switches(switches: Sequence[Switch]) -> None:
    """Refuse switches that are none."""
    keys = [switch.key for switch in switches]
    if not switches:
        raise ScenarioError("twins: no switch is named; give for example mutiny.happens=true,false")
    for switch in switches:
        words = [spelled(value) for value in switch.values]
        place = f"twins: switch {switch.key}={','.join(words)}"
        if keys.count(switch.key) > 1:
            raise ScenarioError(f"{place}: {switch.key} is switched twice; give all values at once")
        if len(words) < 2 or len(set(words)) < len(words):
            raise ScenarioError(f"{place}: not two or more different values; give for example a,b")
        if switch.key in NO_SWITCHES:
            msg = (
                f"{place}: {switch.key} says how long or under which name is looked, not what "
                "happens; set it for all branches instead (--set)"
            )
            raise ScenarioError(msg)
    count = math.prod(len(switch.values) for switch in switches)
    if count > MOST_BRANCHES:
        msg = (
            f"twins: {count} branches are more than {MOST_BRANCHES}; give fewer switches or values"
        )
        raise ScenarioError(msg)


def switches_of(given: Mapping[str, Sequence[Any]]) -> tuple[Switch, ...]:
    """Return switches from keys and their values.

    Raises
    ------
    ScenarioError
        If the values are no list.

    >>> switches_of({"selection": ["focal", "largest"]})[0].values
    ('focal', 'largest')
    """
    for key, values in given.items():
        if isinstance(values, str) or not isinstance(values, Sequence):
            msg = f"twins: switch {key} = {values!r} is no list of values; give for example [a, b]"
            raise ScenarioError(msg)
    return tuple(Switch(key, tuple(values)) for key, values in given.items())


def states(runs: pd.DataFrame) -> pd.Series:
    """Return how each run ended: its class, or ``returned`` where the ruler fell and was back."""
    came_back = runs["result.contested"] & (runs["outcome"] == OUTCOMES[0])
    return runs["outcome"].mask(came_back, RETURNED)


class Endpoint(NamedTuple):
    """Something that a run has or has not, or a number of it."""

    name: str
    unit: str


def endpoints(horizon: int) -> tuple[Endpoint, ...]:
    """Return what branches are compared by.

    Parameters
    ----------
    horizon
        [d]

    >>> [row.name for row in endpoints(60)][:4]
    ['removed', 'collapse', 'removed_within_30_d', 'survives']
    """
    days = [f"removed_within_{day}_d" for day in WITHIN_DAYS if day < horizon]
    shares = ("removed", "collapse", *days, *OUTCOMES)
    return (*(Endpoint(name, "1") for name in shares), Endpoint(EXIT_DAY, "d"))


def endpoint_values(runs: pd.DataFrame, name: str, horizon: int) -> Any:
    """Return one value a run: 0 or 1, or for ``exit_day`` the day of exit at most the horizon [d].

    Parameters
    ----------
    runs
        With the columns ``outcome``, ``day`` and ``result.contested``.
    name
        Of an endpoint.
    horizon
        [d]

    Notes
    -----
    ``collapse`` is any fall, also one from which the ruler was back within 90 days, which counts
    as his survival; ``exit_day`` is that of any exit that lasts, regular ones included.
    """
    outcome = runs["outcome"]
    day = runs["day"].astype("Float64").fillna(horizon).to_numpy(dtype=float)
    if name == EXIT_DAY:
        return day.clip(max=float(horizon))
    removed = is_removed(outcome).to_numpy()
    if name == "removed":
        return removed.astype(float)
    if name == "collapse":
        return (removed | runs["result.contested"].to_numpy()).astype(float)
    if name.startswith("removed_within_"):
        return (removed & (day < float(name.split("_")[2]))).astype(float)
    return (outcome == name).to_numpy().astype(float)
