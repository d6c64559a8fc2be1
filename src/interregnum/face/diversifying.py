"""What a scenario's model can produce at all: what `interregnum diversity` gives."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interregnum.experiments.combinations import Combination
    from interregnum.experiments.dimensions import Floats
    from interregnum.experiments.diversity import Seen
    from interregnum.experiments.hard_ranges import Space
    from interregnum.face.case import Case

Progress = Callable[[int, int], None]
# Examples use one of so few run numbers, so that a study of as many runs repeats any of them.
NUMBERS = 64


@dataclasses.dataclass(frozen=True)
class Diversity:
    """Combinations of outcomes that a search found, and those that it did not.

    Parameters
    ----------
    case
        What was searched.
    space
        What was moved.
    budget, seed
        How many runs, and which.
    found
        Each combination with how often it came and its first example.
    repeated
        Of how many examples a scenario of their own gave the same combination again.
    """

    case: Case
    space: Space
    budget: int
    seed: int
    found: tuple[Seen, ...]
    repeated: int

    def missing(self) -> tuple[Combination, ...]:
        """Return combinations that the definitions allow and the search did not find."""
        from interregnum.experiments.combinations import possible_combinations

        kinds = {seen.kind for seen in self.found}
        return tuple(kind for kind in possible_combinations() if kind not in kinds)

    def unforeseen(self) -> tuple[Combination, ...]:
        """Return combinations that were found and that the definitions do not allow."""
        from interregnum.experiments.combinations import Combination, possible_combinations

        allowed = set(possible_combinations())
        kinds = (seen.kind for seen in self.found)
        return tuple(k for k in kinds if isinstance(k, Combination) and k not in allowed)

    def content(self) -> dict[str, Any]:
        """Return what ``--json`` prints: each example with the settings that repeat it."""
        from interregnum.version import MODEL_VERSION, __version__

        return {
            "kind": "diversity",
            "package_version": __version__,
            "model_version": MODEL_VERSION,
            "scenario": self.case.name,
            "scenario_sha256": self.case.digest,
            "seed": self.seed,
            "budget": self.budget,
            "structures_moved": [choice.key for choice in self.space.choices],
            "parameters_moved": sum(len(d.names) for d in self.space.dimensions),
            "found": [
                {
                    **_of(seen)._asdict(),
                    "runs": seen.runs,
                    "runs_while_spreading": seen.spread_runs,
                    "example": {
                        "run": seen.first.number,
                        "seed": self.seed,
                        "settings": self.space.settings(seen.first.coordinates),
                    },
                }
                for seen in self.found
            ],
            "examples_repeated": self.repeated,
            "not_found": [kind._asdict() for kind in self.missing()],
            "unforeseen": [kind._asdict() for kind in self.unforeseen()],
        }

    def save(self, folder: str | Path) -> Path:
        """Write what was found, and a scenario file an example, into a new folder.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        from interregnum.experiments import store
        from interregnum.face.reporting import scenario_text

        place = Path(folder)
        with store.StudyWriter(place) as writer:
            for number, seen in enumerate(self.found, start=1):
                scenario = self.space.scenario_at(seen.first.coordinates)
                writer.raw(file_of(number, seen), scenario_text(scenario).encode())
            writer.raw("diversity.json", json.dumps(self.content(), indent=2).encode())
            writer.finish()
        return place


def file_of(number: int, seen: Seen) -> str:
    """Return the name of an example's scenario file."""
    kind = _of(seen)
    return f"{number:02d}-{kind.outcome}-run-{seen.first.number}.yaml"


def _of(seen: Seen) -> Combination:
    from interregnum.experiments.combinations import Combination

    if not isinstance(seen.kind, Combination):
        raise TypeError(seen.kind)
    return seen.kind


def diversity(
    case: Case,
    *,
    budget: int = 20_000,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Diversity:
    """Return which combinations of outcomes a search over all that is admissible finds.

    Parameters
    ----------
    case
        Its road, regions, calendar and horizon stay as they are.
    budget
        How many runs, at least 100.
    seed
        Of the search and of the runs.
    workers
        Threads; by default the cores at hand. What is found does not depend on it.
    progress
        Called with runs done and runs in all.

    Raises
    ------
    ScenarioError
        If a number is out of range, or nothing may differ.
    """
    from interregnum.engine.mean_field import Lives
    from interregnum.experiments.combinations import combinations_of
    from interregnum.experiments.diversity import found_kinds
    from interregnum.experiments.hard_ranges import hard_space

    space = hard_space(case.scenario)

    def evaluate(cube: Floats, numbers: Sequence[int]) -> list[Combination]:
        given = {name: values.tolist() for name, values in space.given(cube).items()}
        lives = Lives(list(numbers), given)
        return combinations_of(_table(space.plan, seed, lives, workers))

    size = {"budget": budget, "seed": seed, "numbers": NUMBERS}
    found = found_kinds(evaluate, space.columns, **size, progress=progress)
    again = sum(_again(space, seen, seed) == seen.kind for seen in found)
    return Diversity(case, space, budget, seed, tuple(found), again)


def _table(plan: Any, seed: int, lives: Any, workers: int | None) -> Any:
    """Return the table of runs whose parameters are given."""
    from interregnum.engine.record import runs_table
    from interregnum.experiments.ensemble import Gap, Job, landing
    from interregnum.kernels.scalar import chosen_target

    job = Job(plan, seed, chosen_target(), lives=lives)
    batches = [landed.batch for landed in landing(job, [Gap(0, len(lives.numbers))], workers)]
    return runs_table(plan, seed, sorted(batches, key=lambda batch: batch.first))


def _again(space: Space, seen: Seen, seed: int) -> Combination:
    """Return what the first example of a combination gives as a scenario of its own."""
    from interregnum.engine.mean_field import Lives
    from interregnum.engine.plan import plan_of
    from interregnum.experiments.combinations import combinations_of

    plan = plan_of(space.scenario_at(seen.first.coordinates))
    return combinations_of(_table(plan, seed, Lives([seen.first.number]), 1))[0]
