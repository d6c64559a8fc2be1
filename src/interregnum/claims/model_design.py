"""Runs of a claim: draws of the parameters, lives of each, the same in every arm and structure.

Run k has draw k modulo the number of draws; runs of one draw differ by luck alone. All arms and
structures use the same numbers, so that a difference between two of them is paired.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.claims.interventions import LivedArm, lived_arm, lives_of, with_ease
from interregnum.claims.model_names import PATH_HORIZON
from interregnum.claims.model_quantities import COLUMNS, PATH_COLUMNS, columns_of, named
from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import plan_of
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.engine.series import PATHS
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Job, Workers
from interregnum.experiments.kept_values import KeptValues, gathered, under
from interregnum.experiments.structures import Structure
from interregnum.experiments.uncertain_inputs import drawn_parameters
from interregnum.kernels.launch import source_digest
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario
from interregnum.version import MODEL_VERSION

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import Arm
    from interregnum.claims.model_quantities import Columns
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

DRAWS = 2000
LIVES = 5
ENOUGH_RUNS = DRAWS * LIVES
FEWEST_RUNS = 100
EASE_RUNS = 400
Tell = Callable[[str, int, int], None]


class Layout(NamedTuple):
    """How many draws of the parameters, and how many lives of each."""

    draws: int
    lives: int

    @property
    def runs(self) -> int:
        """Runs of an arm in the reference structure."""
        return self.draws * self.lives


def layout_of(runs: int) -> Layout:
    """Return how runs are spread over draws: at most 2,000 draws, five lives of each.

    Raises
    ------
    ScenarioError
        If there are too few runs to tell luck from parameters.

    >>> layout_of(10_000), layout_of(1_000)
    (Layout(draws=2000, lives=5), Layout(draws=200, lives=5))
    """
    if runs < FEWEST_RUNS:
        msg = f"claims: runs = {runs} are too few; give {FEWEST_RUNS} or more"
        raise ScenarioError(msg)
    draws = min(runs // LIVES, DRAWS)
    return Layout(draws, runs // draws)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bench:
    """Where runs are made and kept; several claims share one.

    Parameters
    ----------
    layout
        Draws and lives.
    seed
        The study's.
    workers, target
        As for a study.
    kept
        Where runs land; by default they are kept in memory alone.
    tell
        Called with an arm's words, runs landed and runs in all.
    held, simulated
        What has been run so far: columns of arms, and effects of simulated worlds.
    """

    layout: Layout
    seed: int
    workers: Workers = None
    target: Target = Target.CPU
    kept: KeptValues | None = None
    tell: Tell = lambda words, done, of: None
    held: dict[str, Floats] = dataclasses.field(default_factory=dict)
    simulated: dict[str, Any] = dataclasses.field(default_factory=dict)

    def columns(self, case: Scenario, arm: Arm, structure: Structure, runs: int) -> Columns:
        """Return what the first runs of an arm left, by column.

        Parameters
        ----------
        case
            The claim's base case.
        arm, structure
            What is changed.
        runs
            How many.

        Raises
        ------
        RunsFailedError
            If a run failed.
        """
        return named(self._values(self.arm(case, arm, structure), arm.words, runs))

    def arm(self, case: Scenario, arm: Arm, structure: Structure) -> LivedArm:
        """Return an arm; one with an imposed ease asks forward runs how easily places fall."""
        import numpy as np

        lived = lived_arm(case, arm, structure)
        if arm.ease_level is None:
            return lived
        forward = changed_scenario(case, [("mode", "forward")])
        plan = plan_of(forward.model_copy(update={"contrast": None}))
        batch = run_lives(plan, self.seed, Lives(range(EASE_RUNS)), self.target)
        mine = (batch.events[:, 4] == EVENT_NAMES.index("place_taken")) & (
            batch.events[:, 3] == 0.0
        )
        mine |= (batch.events[:, 4] == EVENT_NAMES.index("place_held")) & (
            batch.events[:, 3] == 0.0
        )
        if not mine.any():
            raise ScenarioError(
                f"arm {arm.words}: no column reaches a first place; remove ease_level"
            )
        return with_ease(lived, float(np.quantile(batch.events[mine, 5], arm.ease_level)))

    def followed(self, case: Scenario, arm: Arm, structure: Structure, runs: int) -> Columns:
        """Return the same of a year's runs that are followed day by day.

        Parameters
        ----------
        case, arm, structure, runs
            As for :meth:`columns`; the horizon is a year.
        """
        import numpy as np

        year = changed_scenario(case, [("horizon.value", PATH_HORIZON)])
        lived = self.arm(year.model_copy(update={"contrast": None}), arm, structure)
        parts = []
        for first in range(0, runs, PATHS):
            end = min(first + PATHS, runs)
            parts.append(self._piece(lived, arm.words, (first, end)))
        return named(np.concatenate(parts))

    def _piece(self, arm: LivedArm, words: str, span: tuple[int, int]) -> Floats:
        """Return the columns and paths of some runs; only so many are followed at once."""
        width = len(COLUMNS) + len(PATH_COLUMNS)
        name = f"{arm.key}-{span[0]}"
        if name in self.held and len(self.held[name]) >= span[1] - span[0]:
            return self.held[name][: span[1] - span[0]]
        lives = lives_of(arm, range(*span), self._given(arm, range(*span)), None, self.seed)
        job = Job(arm.plan, self.seed, self.target, series=True, lives=lives)
        found = gathered(
            job,
            lambda batch: columns_of(batch, followed=True),
            width,
            self.workers,
            lambda done, of: self.tell(words, done, of),
            under(self.kept, name),
        )
        self.held[name] = found
        return found

    def _values(self, arm: LivedArm, words: str, runs: int) -> Floats:
        """Return (runs, columns) of an arm, from memory, from the folder, or run."""
        found = self.held.get(arm.key)
        if found is not None and len(found) >= runs:
            return found[:runs]
        days = self._fall_days(arm, words, runs)
        numbers = range(runs)
        lives = lives_of(arm, numbers, self._given(arm, numbers), days, self.seed)
        found = gathered(
            Job(arm.plan, self.seed, self.target, lives=lives),
            columns_of,
            len(COLUMNS),
            self.workers,
            lambda done, of: self.tell(words, done, of),
            under(self.kept, arm.key),
        )
        self.held[arm.key] = found
        return found

    def _fall_days(self, arm: LivedArm, words: str, runs: int) -> Floats | None:
        """Return on which day each run's ruler falls before an arm acts that waits for it [d]."""
        import numpy as np

        if arm.later is None or arm.day >= 0:
            return None
        base = self._values(arm.before, f"{words}, before it acts", runs)
        removed = base[:, 2 + OUTCOME_QUANTITIES.index("outcome.removed")] > 0.0
        contested = base[:, 2 + OUTCOME_QUANTITIES.index("outcome.contested")] > 0.0
        return np.where(removed | contested, base[:, EXIT_DAY], np.inf)

    def _given(self, arm: LivedArm, numbers: Sequence[int]) -> dict[str, Floats]:
        """Return the parameters of each run: those of its draw."""
        import numpy as np

        draws = np.asarray(numbers, dtype=np.int64) % self.layout.draws
        if numbers[-1] < self.layout.draws:
            return {}
        table = drawn_parameters(arm.plan, self.seed, range(self.layout.draws), self.target)
        return {name: column[draws] for name, column in table.items()}

    def parameters(self, case: Scenario) -> dict[str, Floats]:
        """Return what each draw takes of the parameters of a case, by name."""
        return drawn_parameters(plan_of(case), self.seed, range(self.layout.draws), self.target)


def kept_in(
    folder: Path | None,
    layout: Layout,
    seed: int,
    tell: Callable[[str], None] | None = None,
) -> KeptValues | None:
    """Return where runs land, None without a folder; what has landed there is taken up again.

    Parameters
    ----------
    folder
        A folder of its own is made in it when the first batch lands.
    layout, seed
        Of the runs.
    tell
        Called with a line about each file that was torn.

    Raises
    ------
    StudyError
        If the folder holds something else, or is in use.
    """
    if folder is None:
        return None
    asked = {
        "analysis": "runs of claims",
        "model": MODEL_VERSION,
        "seed": seed,
        "draws": layout.draws,
        "columns": [*COLUMNS, *PATH_COLUMNS],
        # Runs of other equations are not taken up, whatever the version says.
        "equations": source_digest(),
    }
    place = folder / f"draws-{layout.draws}-seed-{seed}"
    return KeptValues(place, asked, resume=True, tell=tell)
