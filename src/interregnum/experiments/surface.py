"""Effect surfaces: thousands of paired differences, drawn over all parameters and structures.

Each run draws its own parameters, and by lot its own structure, and is lived with the switch and
without. Its difference is one noisy reading of the effect at that point; a surface is fitted to
them in :mod:`interregnum.experiments.surface_fit`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.mean_field import Lives
from interregnum.engine.plan import EXPECTATIONS, MEMORIES, SELECTIONS, STRUCTURES
from interregnum.engine.record import runs_table
from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.branches import Branching, Switch, endpoint_values, endpoints
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.experiments.thirds import drawn_parameters
from interregnum.experiments.twins import compared
from interregnum.kernels.scalar import Target

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

ENOUGH_RUNS = 10_000
FEWEST_RUNS = 200
# Rules that are drawn by lot, and the number of each as the engine knows it.
LOTS: dict[str, Mapping[str, float]] = {
    "expectation": EXPECTATIONS,
    "selection": SELECTIONS,
    "structure": STRUCTURES,
    "private_memory": MEMORIES,
    "mutiny_onset.resistance_by_strength": {"by_strength": 1.0, "whatever_strength": 0.0},
}


class Input(NamedTuple):
    """A parameter or a rule over which an effect may differ.

    ``categories`` are the names of a rule's values, whose number is in ``values``; there are none
    for a parameter. ``is_log`` says that it was drawn evenly in its logarithm.
    """

    name: str
    unit: str
    values: Floats
    categories: tuple[str, ...] = ()
    is_log: bool = False


class Readings(NamedTuple):
    """Paired differences, one a run, and where each was taken."""

    outcome: str
    unit: str
    differences: Floats
    inputs: tuple[Input, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Surfacing:
    """An effect surface as it is asked for.

    Parameters
    ----------
    scenario
        The case; its own contrast is not run.
    switch
        Two values: the effect is that of the first against the second.
    runs, seed
        Of each branch.
    outcome
        An endpoint, such as ``removed`` or ``exit_day``.
    structures
        Whether rules are drawn by lot, beside the parameters; else they are the scenario's.
    workers, target
        As for a study.
    """

    scenario: Scenario
    switch: Switch
    runs: int = ENOUGH_RUNS
    seed: int = 0
    outcome: str = "collapse"
    structures: bool = True
    workers: Workers = None
    target: Target = Target.CPU

    def __post_init__(self) -> None:
        """Refuse what cannot be fitted."""
        if self.runs < FEWEST_RUNS:
            msg = f"surface: runs = {self.runs} are too few to fit; give {FEWEST_RUNS} or more"
            raise ScenarioError(msg)
        if len(self.switch.values) != 2:
            count = len(self.switch.values)
            raise ScenarioError(f"surface: {self.switch.key} has {count} values; give two")
        names = [row.name for row in endpoints(self.horizon)]
        if self.outcome not in names:
            hint = nearest(self.outcome, names)
            raise ScenarioError(f"surface: outcome = {self.outcome} is none; {hint}")
        _ = self.branching

    @property
    def horizon(self) -> int:
        """Within how many days a removal is looked for [d]."""
        return int(self.scenario.horizon.value)

    @cached_property
    def branching(self) -> Branching:
        """The two branches."""
        return Branching(
            scenario=self.scenario,
            switches=[self.switch],
            runs=self.runs,
            seed=self.seed,
            workers=self.workers,
            target=self.target,
        )

    @cached_property
    def lots(self) -> dict[str, Floats]:
        """The value of each rule that is drawn by lot, run by run.

        A rule's lots do not depend on the number of runs, nor on the other rules.
        """
        import numpy as np

        drawn: dict[str, Floats] = {}
        if not self.structures:
            return drawn
        for position, (rule, values) in enumerate(LOTS.items()):
            if rule != self.switch.key:
                words = np.random.SeedSequence([self.seed, position])
                draws = np.random.Generator(np.random.PCG64(words)).random(self.runs)
                codes = np.array(list(values.values()))
                drawn[rule] = codes[(draws * len(codes)).astype(int)]
        return drawn

    def readings(self, progress: Callable[[int, int], None] | None = None) -> Readings:
        """Return the paired differences, first branch minus second, and their inputs.

        Parameters
        ----------
        progress
            Called with runs landed and runs in all.

        Raises
        ------
        RunsFailedError
            If a run failed.
        """
        tables = [self._table(turn, progress) for turn in range(2)]
        values = [endpoint_values(compared(table), self.outcome, self.horizon) for table in tables]
        unit = {row.name: row.unit for row in endpoints(self.horizon)}[self.outcome]
        inputs = (*self._parameters(tables[0], tables[1]), *self._rules())
        return Readings(self.outcome, unit, values[0] - values[1], inputs)

    def _table(self, turn: int, progress: Callable[[int, int], None] | None) -> pa.Table:
        """Return the runs of one branch."""
        plan = self.branching.plan(self.branching.branches[turn])
        given = {_option(rule): values.tolist() for rule, values in self.lots.items()}
        lives = Lives(range(self.runs), given)
        job = Job(plan, self.seed, self.target, lives=lives)
        batches, done = [], turn * self.runs
        for landed in landing(job, [Gap(0, self.runs)], self.workers):
            batches.append(landed.batch)
            done += len(landed.batch.outcomes)
            if progress is not None:
                progress(done, 2 * self.runs)
        batches.sort(key=lambda batch: batch.first)
        return runs_table(plan, self.seed, batches)

    def _parameters(self, first: pa.Table, second: pa.Table) -> list[Input]:
        """Return the parameters that runs drew, the same in both branches."""
        plan = self.branching.plan(self.branching.branches[0])
        draws = {row.name: row.draw for row in plan.parameters}
        return [
            Input(name, unit, values, is_log=draws[name] == "log_uniform")
            for name, (unit, values) in drawn_parameters(first, second).items()
            if name not in self.lots
        ]

    def _rules(self) -> list[Input]:
        """Return the rules that were drawn by lot."""
        import numpy as np

        found = []
        for rule, values in self.lots.items():
            codes = list(LOTS[rule].values())
            numbers = np.array([codes.index(value) for value in values], dtype=float)
            found.append(Input(rule, "1", numbers, tuple(LOTS[rule])))
        return found


def _option(rule: str) -> str:
    """Return the name under which the engine is given a rule.

    >>> _option("selection"), _option("mutiny_onset.resistance_by_strength")
    ('scenario.selection', 'mutiny_onset.resistance_by_strength')
    """
    return rule if "." in rule else f"scenario.{rule}"
