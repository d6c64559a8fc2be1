"""What is ordered: a scenario, how many runs, which seed, and the arms that follow from it."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import NamedTuple

from interregnum.engine.mean_field import Lives
from interregnum.engine.persons import Persons
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Workers
from interregnum.kernels.scalar import Target
from interregnum.scenario.fitted import parameters_told
from interregnum.scenario.load import contrasted, scenario_hash
from interregnum.scenario.schema import Scenario
from interregnum.version import MODEL_VERSION, __version__

LARGEST_SEED = 2**63 - 1
LARGEST_RUNS = 2**31
ENGINE = "engine"


class Arm(NamedTuple):
    """One arm of a study: the names of its tables and of its series, and the plan that it runs."""

    runs: str
    events: str
    series: str
    plan: Plan


class Designed(NamedTuple):
    """The rows of a design: a name for it, and whose draws each run uses and what it is given.

    ``sha256`` stands for all that the rows are made of; more rows of the same design, after those
    that there are, leave it as it is.
    """

    sha256: str
    lives: Lives


@dataclasses.dataclass(frozen=True, kw_only=True)
class Order:
    """An ensemble as it is asked for.

    Parameters
    ----------
    scenario
        The case.
    runs
        How many, in [1, 2**31].
    seed
        In [0, 2**63).
    workers
        Threads, by default the cores at hand, or a cluster.
    target
        Where the rules run.
    series
        Whether daily quantities are counted and the first runs followed.
    design
        The rows of a design, one a run; None where run k draws as number k.
    persons
        How many persons stand for the country, counted head by head; None is the mean-field.

    Raises
    ------
    ScenarioError
        If a number is out of range.
    """

    scenario: Scenario
    runs: int
    seed: int
    workers: Workers = None
    target: Target = Target.CPU
    series: bool = True
    design: Designed | None = None
    persons: Persons | None = None

    def __post_init__(self) -> None:
        _check("runs", self.runs, 1, LARGEST_RUNS)
        _check("seed", self.seed, 0, LARGEST_SEED)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the resolved scenario."""
        return scenario_hash(self.scenario)

    @property
    def lives(self) -> Lives | None:
        """Whose draws each run uses and what it is given, where a design says so."""
        return None if self.design is None else self.design.lives

    @property
    def design_sha256(self) -> dict[str, str]:
        """The entry that names the design in a manifest and in each part; none without one."""
        return {} if self.design is None else {"design_sha256": self.design.sha256}

    @property
    def engine(self) -> dict[str, dict[str, int | str]]:
        """The entry that names the engine and its persons; none for the mean-field."""
        return {} if self.persons is None else {ENGINE: self.persons.entry}

    @property
    def posterior_sha256(self) -> dict[str, str]:
        """The entry that names the posterior in a manifest; none where nothing was fitted."""
        posterior = self.scenario.posterior
        return {} if posterior is None else {"posterior_sha256": posterior.sha256}

    @property
    def words(self) -> dict[str, str]:
        """What a file of series says of the study that it belongs to."""
        return {
            "title": self.scenario.title,
            "scenario": self.scenario.scenario,
            "scenario_sha256": self.digest,
            "seed": str(self.seed),
            "model": MODEL_VERSION,
            "source": f"interregnum {__version__}, {parameters_told(self.scenario)}",
        }

    @cached_property
    def arms(self) -> tuple[Arm, ...]:
        """The scenario's own arm, then its contrast if it names one."""
        own = Arm("runs", "events", "series", plan_of(self.scenario))
        if self.scenario.contrast is None:
            return (own,)
        paired = plan_of(contrasted(self.scenario))
        return (own, Arm("contrast", "contrast_events", "contrast_series", paired))


def _check(name: str, value: int, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        msg = f"run: {name} = {value} is not a whole number in [{low}, {high}]; give one that is"
        raise ScenarioError(msg)
