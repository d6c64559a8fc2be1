"""Which inputs move an outcome: designs over a case's parameters and structures, and their runs.

Points of a design that are compared share their luck: they use the draws of the same run number.
What the design does not move is drawn by that number too, and so counts as luck.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.mean_field import Lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments import elementary_effects, given_data, sobol_indices
from interregnum.experiments.dimensions import simplexes_of
from interregnum.experiments.ensemble import Job
from interregnum.experiments.kept_values import KeptJob, KeptValues, gathered, under
from interregnum.experiments.measured import check_measure, measured_all
from interregnum.experiments.uncertain_inputs import (
    Input,
    drawn_parameters,
    given_at,
    inputs_named,
    movable_names,
    structures_named,
)
from interregnum.intervals import Interval
from interregnum.kernels.scalar import Target

if TYPE_CHECKING:
    import numpy.typing as npt

    from interregnum.engine.mean_field import Batch
    from interregnum.scenario.schema import Scenario

Progress = Callable[[int, int], None]
SCREENING_RUNS = 2000


class Method(StrEnum):
    """How sensitivity is measured."""

    SOBOL = "sobol"
    MORRIS = "morris"
    PAWN = "pawn"
    DELTA = "delta"


DESIGNED = (Method.SOBOL, Method.MORRIS)
# What each method says of an input, in order; of the first a picture is drawn.
COLUMNS: dict[Method, tuple[str, ...]] = {
    Method.SOBOL: ("total", "first", "same_luck", "difference"),
    Method.MORRIS: ("size", "mean"),
    Method.PAWN: ("distance", "first"),
    Method.DELTA: ("distance", "first"),
}


class Row(NamedTuple):
    """An input, and what the method says of it, by the names of its columns."""

    name: str
    unit: str
    values: dict[str, Interval]


class Ranking(NamedTuple):
    """What moves one outcome, the strongest first.

    ``decided`` is the share of the variance of single runs that all inputs decide together; only
    Sobol's design tells it.
    """

    outcome: str
    rows: tuple[Row, ...]
    decided: Interval | None = None

    @property
    def resolved(self) -> bool:
        """Whether what inputs decide stands out from luck; else shares of it mean nothing."""
        return self.decided is None or self.decided.low > 0.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sensing:
    """A sensitivity analysis as it is asked for.

    Parameters
    ----------
    scenario
        The case; its contrast is not run.
    method
        Which one.
    outcomes
        What is looked at, see :func:`interregnum.experiments.measured.check_measure`; all are
        measured on the same runs, and screening goes by the first.
    parameters
        Names, for a design also those of simplexes, whose weights move together; if none are
        given, a design takes those that explain most by themselves in 2,000 ordinary runs, given
        data all that are drawn.
    most
        How many a design takes, or given data show.
    structures
        Structural options moved too, by key, with their values.
    points
        Base points (sobol, a power of two), paths (morris) or runs (pawn, delta).
    replicates
        Runs of each point, each with luck of its own; not of given data.
    seed, workers, target
        As for a study.
    """

    scenario: Scenario
    method: Method = Method.SOBOL
    outcomes: Sequence[str] = ("removed",)
    parameters: Sequence[str] = ()
    most: int = 20
    structures: Mapping[str, Sequence[Any]] = dataclasses.field(default_factory=dict)
    points: int = 1024
    replicates: int = 2
    seed: int = 0
    workers: int | None = None
    target: Target = Target.CPU

    def __post_init__(self) -> None:
        """Refuse outcomes, names and numbers that are none."""
        for name in self.outcomes:
            check_measure(name, self.plan.horizon)
        if not self.outcomes or len(set(self.outcomes)) < len(self.outcomes):
            raise ScenarioError("sensitivity: name at least one outcome, each once")
        if self.most < 1:
            raise ScenarioError(f"sensitivity: most = {self.most}; give at least 1 parameter")
        if not 0 <= self.seed < 2**63:
            raise ScenarioError(f"sensitivity: seed = {self.seed}; give one in [0, 2**63)")
        if self.method in DESIGNED:
            inputs_named(self.plan, self.parameters)
            structures_named(self.scenario, self.structures)
            self._design([1])
        elif self.structures:
            msg = f"sensitivity: {self.method} takes runs as they are drawn, and structures are not"
            raise ScenarioError(f"{msg}; use --method sobol, or leave --structure out")
        elif self.points < 200:
            raise ScenarioError(f"sensitivity: points = {self.points} runs; give at least 200")

    @cached_property
    def plan(self) -> Plan:
        """The plan of every run."""
        return plan_of(self.scenario.model_copy(update={"contrast": None}))

    def runs(self) -> int:
        """Return how many runs the analysis takes, screening apart."""
        if self.method not in DESIGNED:
            return self.points
        known = min(self.most, len(movable_names(self.plan)))
        inputs = len(self.structures) + (len(self.parameters) or known)
        each = inputs + (2 if self.method is Method.SOBOL else 1)
        return self.points * each * self.replicates

    def inputs(self, kept: KeptValues | None = None) -> list[Input]:
        """Return what a design moves; screens parameters if none are named."""
        names = list(self.parameters) or self._screened(kept)
        structures = structures_named(self.scenario, self.structures)
        return [*inputs_named(self.plan, names), *structures]

    def rankings(
        self, progress: Progress | None = None, kept: KeptValues | None = None
    ) -> list[Ranking]:
        """Run the analysis and return a ranking for each outcome.

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
        if self.method not in DESIGNED:
            return self._given(progress, kept)
        inputs = self.inputs(kept)
        design = self._design([one.width for one in inputs])
        replicates = design.numbers.shape[2]
        points = design.points.reshape(-1, sum(design.widths)).repeat(replicates, axis=0)
        lives = Lives(design.numbers.ravel().tolist(), given_at(inputs, points))
        flat = self.lived(lives, progress, under(kept, "design"))
        return [
            self._ranking(name, inputs, design, flat[:, k].reshape(design.numbers.shape))
            for k, name in enumerate(self.outcomes)
        ]

    def lived(
        self,
        lives: Lives,
        progress: Progress | None = None,
        kept: KeptJob | None = None,
    ) -> npt.NDArray[Any]:
        """Return (runs, outcomes) of the runs that are named."""
        job = Job(self.plan, self.seed, self.target, lives=lives)
        return lived_outcomes(job, self.outcomes, self.workers, progress, kept)

    def _design(self, widths: Sequence[int]) -> Any:
        sizes = (widths, self.points, self.replicates, self.seed)
        if self.method is Method.SOBOL:
            return sobol_indices.sobol_design(*sizes)
        return elementary_effects.morris_design(*sizes)

    def _screened(self, kept: KeptValues | None) -> list[str]:
        """Return the inputs that explain most by themselves in ordinary runs."""
        import numpy as np

        numbers = range(SCREENING_RUNS)
        values = self.lived(Lives(numbers), kept=under(kept, "screening"))[:, 0]
        drawn = drawn_parameters(self.plan, self.seed, numbers, self.target)
        members = {name: whose for name, (whose, _) in simplexes_of(self.plan).items()}
        movable = {
            name: np.array([drawn[member] for member in members.get(name, (name,))])
            for name in movable_names(self.plan)
        }
        return given_data.screened(movable, values, self.most)

    def _given(self, progress: Progress | None, kept: KeptValues | None) -> list[Ranking]:
        """Return rankings from runs as they are drawn."""
        numbers = range(self.points)
        drawn = drawn_parameters(self.plan, self.seed, numbers, self.target)
        for name in self.parameters:
            if name not in drawn:
                inputs_named(self.plan, [name])
        columns = {name: drawn[name] for name in (self.parameters or drawn)}
        flat = self.lived(Lives(numbers), progress, under(kept, "runs"))
        units = {row.name: row.unit for row in self.plan.parameters}
        analyse = given_data.delta_indices
        if self.method is Method.PAWN:
            analyse = given_data.pawn_indices
        rankings = []
        for k, outcome in enumerate(self.outcomes):
            found = analyse(columns, flat[:, k], self.seed, self.most)
            rows = [Row(f.name, units.get(f.name, "1"), _intervals(f)) for f in found]
            rankings.append(Ranking(outcome, _sorted(rows, "distance")))
        return rankings

    def _ranking(self, outcome: str, inputs: list[Input], design: Any, values: Any) -> Ranking:
        names = [one.name for one in inputs]
        units = {one.name: one.unit for one in inputs}
        if self.method is Method.SOBOL:
            found = sobol_indices.sobol_indices(design, names, values)
            rows = [Row(f.name, units[f.name], _intervals(f)) for f in found.indices]
            return Ranking(outcome, _sorted(rows, "total"), found.decided)
        effects = elementary_effects.morris_indices(design, names, values)
        rows = [Row(f.name, units[f.name], _intervals(f)) for f in effects]
        return Ranking(outcome, _sorted(rows, "size"))


def lived_outcomes(
    job: Job,
    outcomes: Sequence[str],
    workers: int | None,
    progress: Progress | None = None,
    kept: KeptJob | None = None,
) -> npt.NDArray[Any]:
    """Return (runs, outcomes) of a job whose lives are named, in the order of its lives."""

    def measure(batch: Batch) -> npt.NDArray[Any]:
        return measured_all(batch.outcomes, outcomes, job.plan.horizon)

    return gathered(job, measure, len(outcomes), workers, progress, kept)


def _intervals(found: Any) -> dict[str, Interval]:
    """Return what a method found of an input, by column."""
    return {key: part for key, part in found._asdict().items() if isinstance(part, Interval)}


def _sorted(rows: list[Row], column: str) -> tuple[Row, ...]:
    """Return rows by a column, the largest first; what has no number comes last."""
    return tuple(sorted(rows, key=lambda row: _falling(row.values[column].estimate)))


def _falling(number: float) -> float:
    return -number if number == number else float("inf")
