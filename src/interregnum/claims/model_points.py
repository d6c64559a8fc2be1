"""Runs at points of the parameters: so many lives of each point, in every arm of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interregnum.claims.interventions import LivedArm, lives_of
from interregnum.claims.model_contrast import components
from interregnum.claims.model_quantities import columns_of, named
from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.experiments.ensemble import Gap, Job, landing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import ModelBlock
    from interregnum.claims.model_design import Bench
    from interregnum.claims.schema import Claim
    from interregnum.experiments.structures import Structure
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

# How often a child keeps a parent's value, and how often the rest comes from any point.
KEPT, FRESH = 0.8, 0.5


class Points(NamedTuple):
    """Points of the admissible prior: (points, parameters), and the structure of each."""

    values: Floats
    structures: tuple[str, ...]

    def rows(self, chosen: Sequence[int]) -> Points:
        """Return some of them."""
        rows = list(chosen)[: len(self.structures)]
        return Points(self.values[rows], tuple(self.structures[k] for k in rows))


def children(parents: Points, everyone: Points, count: int, random: np.random.Generator) -> Points:
    """Return points near the parents: each takes most values of one, others of a second or any.

    Parameters
    ----------
    parents
        The best so far; they stay.
    everyone
        Draws of the prior. A value that is taken from one is admissible, but weights that share a
        sum of 1 may no longer do so exactly.
    count
        How many in all.
    random
        Of the choices.
    """
    import numpy as np

    values, structures = [*parents.values], [*parents.structures]
    while len(values) < count:
        one, two = random.integers(0, len(parents.structures), 2)
        third = random.integers(0, len(everyone.structures))
        child = parents.values[one].copy()
        moved = random.random(len(child)) > KEPT
        other = random.random(len(child)) < FRESH
        child[moved & other] = everyone.values[third][moved & other]
        child[moved & ~other] = parents.values[two][moved & ~other]
        values.append(child)
        structures.append(parents.structures[one])
    return Points(np.stack(values), tuple(structures))


class Pointwise:
    """What makes runs of a claim at points.

    Parameters
    ----------
    claim, block, case
        The claim and its case, with parameters from their declared ranges.
    bench
        Whose seed, workers and progress are used.
    names
        Of the columns of points.
    """

    def __init__(
        self,
        claim: Claim,
        block: ModelBlock,
        case: Scenario,
        bench: Bench,
        names: tuple[str, ...],
    ) -> None:
        self.claim, self.block, self.case = claim, block, case
        self.bench, self.names = bench, names

    def components(
        self, points: Points, structures: Mapping[str, Structure], lives: int, first: int
    ) -> Floats:
        """Return (components, points, lives) of the claim's contrast.

        Parameters
        ----------
        points
            Where.
        structures
            By name.
        lives
            Of each point, the same luck in every arm.
        first
            The number of the first run; the others follow.
        """
        import numpy as np

        found: Floats | None = None
        for name in dict.fromkeys(points.structures):
            mine = [k for k, word in enumerate(points.structures) if word == name]
            part = self._under(points.rows(mine), structures[name], lives, first)
            if found is None:
                found = np.full((len(part), len(points.structures), lives), np.nan)
            found[:, mine, :] = part
            first += len(mine) * lives
        assert found is not None
        return found

    def _under(self, points: Points, structure: Structure, lives: int, first: int) -> Floats:
        """Return (components, points, lives) under one structure."""
        import numpy as np

        block = self.block
        assert block.contrast is not None
        assert block.quantity is not None
        numbers = range(first, first + len(points.structures) * lives)
        given = {
            name: np.repeat(points.values[:, j], lives)
            for j, name in enumerate(self.names)
            if name != structure.factor
        }
        extra = [block.quantity.given_arm] if block.quantity.given_arm else []
        arms = {
            name: named(self._runs(name, structure, numbers, given))
            for name in dict.fromkeys([*block.contrast.arms, *extra])
        }
        values = components(block.contrast, block.quantity, arms, self.claim.horizon.decides)
        return values.reshape(len(values), len(points.structures), lives)

    def _runs(
        self, name: str, structure: Structure, numbers: range, given: Mapping[str, Floats]
    ) -> Floats:
        """Return (runs, columns) of one arm."""
        import numpy as np

        arm = self.bench.arm(self.case, self.block.arms[name], structure)
        words = f"{self.claim.claim}: search of the prior"
        if arm.later is None or arm.day >= 0:
            return self._landed(arm, numbers, given, None, words)
        base = self._landed(arm.before, numbers, given, None, words)
        fallen = base[:, 2 + OUTCOME_QUANTITIES.index("outcome.removed")] > 0.0
        fallen |= base[:, 2 + OUTCOME_QUANTITIES.index("outcome.contested")] > 0.0
        days = np.where(fallen, base[:, EXIT_DAY], np.inf)
        return self._landed(arm, numbers, given, days, words)

    def _landed(
        self,
        arm: LivedArm,
        numbers: range,
        given: Mapping[str, Floats],
        days: Floats | None,
        words: str,
    ) -> Floats:
        """Return (runs, columns) of a plan."""
        import numpy as np

        lives = lives_of(arm, numbers, given, days, self.bench.seed)
        job = Job(arm.plan, self.bench.seed, self.bench.target, lives=lives)
        parts, done = {}, 0
        for landed in landing(job, [Gap(0, len(numbers))], self.bench.workers):
            found = columns_of(landed.batch)
            parts[landed.batch.first] = found
            done += len(found)
            self.bench.tell(words, done, len(numbers))
        return np.concatenate([parts[key] for key in sorted(parts)])
