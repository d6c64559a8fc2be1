"""The runs behind a variance split: points of the parameters, structures, rulers and lives.

A ruler is what a run draws before day 0; his lives are forks of that run on day 0. Structures
share points, rulers and lives, draw for draw.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interregnum.engine.mean_field import Fork, Lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Job
from interregnum.experiments.fork import future_number, seed_of_futures
from interregnum.experiments.kept_values import KeptValues, under
from interregnum.experiments.measured import check_measure
from interregnum.experiments.sensitivity import Progress, lived_outcomes
from interregnum.experiments.uncertain_inputs import drawn_parameters, structures_named
from interregnum.experiments.variance_split import FEWEST_POINTS, Split, split_of
from interregnum.kernels.scalar import Target

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

# Rival structures that every case has.
USUAL_STRUCTURES: Mapping[str, Sequence[Any]] = {
    "selection": ("focal", "largest", "smallest"),
    "expectation": ("equilibrium", "adaptive"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Nesting:
    """A variance split as it is asked for.

    Parameters
    ----------
    scenario
        The case; its contrast is not run.
    outcomes
        What is split, see :func:`interregnum.experiments.measured.check_measure`.
    structures
        Structural options by key, with their values; every combination weighs the same. Empty:
        the case's own structure alone.
    points, rulers, lives
        How many points of the parameters, rulers of each, and lives of each ruler.
    seed, workers, target
        As for a study.
    """

    scenario: Scenario
    outcomes: Sequence[str] = ("removed", "exit_day")
    structures: Mapping[str, Sequence[Any]] = dataclasses.field(
        default_factory=lambda: dict(USUAL_STRUCTURES)
    )
    points: int = 400
    rulers: int = 2
    lives: int = 2
    seed: int = 0
    workers: int | None = None
    target: Target = Target.CPU

    def __post_init__(self) -> None:
        """Refuse outcomes, structures and numbers that are none."""
        for name in self.outcomes:
            check_measure(name, self.plan.horizon)
        if not self.outcomes:
            raise ScenarioError("split: no outcome is named; give removed or exit_day")
        structures_named(self.scenario, self.structures)
        if self.points < FEWEST_POINTS or min(self.rulers, self.lives) < 2:
            msg = (
                f"split: {self.points} points of {self.rulers} rulers with {self.lives} lives; "
                f"give at least {FEWEST_POINTS} points, 2 rulers and 2 lives"
            )
            raise ScenarioError(msg)
        if not 0 <= self.seed < 2**63:
            raise ScenarioError(f"split: seed = {self.seed}; give one in [0, 2**63)")

    @cached_property
    def plan(self) -> Plan:
        """The plan of every run."""
        return plan_of(self.scenario.model_copy(update={"contrast": None}))

    @property
    def combinations(self) -> list[dict[str, float]]:
        """Every combination of structures, as values of options."""
        inputs = structures_named(self.scenario, self.structures)
        return [
            dict(zip((one.name for one in inputs), values, strict=True))
            for values in itertools.product(*(one.choices for one in inputs))
        ]

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Points, structures, rulers, lives."""
        return self.points, len(self.combinations), self.rulers, self.lives

    def runs(self) -> int:
        """Return how many runs the split takes."""
        points, structures, rulers, lives = self.shape
        return points * structures * rulers * lives

    def splits(
        self, progress: Progress | None = None, kept: KeptValues | None = None
    ) -> dict[str, Split]:
        """Run the design and return the parts of each outcome's variance.

        Parameters
        ----------
        progress
            Called with runs landed and runs in all.
        kept
            Where values are kept batch by batch; by default nowhere.

        Raises
        ------
        ScenarioError
            If an outcome is the same in every run.
        """
        job = Job(self.plan, self.seed, self.target, lives=self.design())
        place = under(kept, "design")
        flat = lived_outcomes(job, self.outcomes, self.workers, progress, place)
        return {
            name: split_of(flat[:, k].reshape(self.shape)) for k, name in enumerate(self.outcomes)
        }

    def design(self) -> Lives:
        """Return the runs: whose ruler, at which point, under which structure, which life."""
        import numpy as np

        points, structures, rulers, lives = self.shape
        drawn = drawn_parameters(self.plan, self.seed, range(points), self.target)
        each = structures * rulers * lives
        given = {name: np.repeat(column, each).tolist() for name, column in drawn.items()}
        combinations = self.combinations
        for name in combinations[0]:
            values = np.repeat([row[name] for row in combinations], rulers * lives)
            given[name] = np.tile(values, points).tolist()
        ruler = np.arange(points * rulers).reshape(points, 1, rulers, 1)
        whole = np.broadcast_to(ruler, self.shape).ravel().tolist()
        life = np.broadcast_to(np.arange(lives), self.shape).ravel().tolist()
        fresh = [future_number(run, future) for run, future in zip(whole, life, strict=True)]
        seed = seed_of_futures(self.seed, 0)
        return Lives(whole, given, Fork([0] * len(whole), self.plan, seed, fresh))
