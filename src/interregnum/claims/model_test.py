"""The model's test of a claim: paired runs over draws and rival structures, and what they say.

The case's own structure is run most; each rival is run as far as its error asks. Surfaces turn
runs into the effect at a draw, and draws into three probabilities. Nothing here gives a verdict.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from interregnum.claims.evidence_of_model import ModelEvidence, RecordsEstimator
from interregnum.claims.interventions import base_case
from interregnum.claims.model_block import block_of
from interregnum.claims.model_design import ENOUGH_RUNS, Bench, kept_in, layout_of
from interregnum.claims.simulated_record import (
    FEWEST_WORLDS,
    RUNS_A_WORLD,
    WORLDS,
    Worlds,
    simulated_effects,
    with_number_c,
)
from interregnum.experiments.ensemble import Workers, count_of

if TYPE_CHECKING:
    from interregnum.claims.schema import Claim

SCENARIO = "mutiny-2023"
Tell = Callable[[str, int, int], None]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ModelTest:
    """The model's test of one claim after another; claims share their runs.

    Parameters
    ----------
    bench
        Where runs are made and kept.
    scenario
        The ledger's case, for blocks that name none.
    parameters
        ``posterior`` or ``prior``.
    settings
        Of a placebo, set last on every case.
    searches
        Whether the opposite sign is looked for in the admissible prior.
    simulates
        Whether the record's estimators are applied to simulated worlds: number (c).
    """

    bench: Bench
    scenario: str = SCENARIO
    parameters: str = "posterior"
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    searches: bool = True
    simulates: bool = True

    def __enter__(self) -> ModelTest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        if self.bench.kept is not None:
            self.bench.kept.__exit__(kind, error, trace)

    def evidence(self, claim: Claim) -> ModelEvidence:
        """Return what the model says of a claim.

        Parameters
        ----------
        claim
            With its block ``model:``.

        Raises
        ------
        ScenarioError
            If the block is missing or wrong.
        RunsFailedError
            If a run failed.
        """
        found = self._own_evidence(claim)
        return with_number_c(found, claim, self.simulated) if self.simulates else found

    @property
    def simulated(self) -> Mapping[str, RecordsEstimator]:
        """The record's estimators on simulated worlds, made when first asked for."""
        bench, key = self.bench, repr((self.parameters, sorted(self.settings.items())))
        if key not in bench.simulated:
            count = min(max(bench.layout.runs // RUNS_A_WORLD, FEWEST_WORLDS), WORLDS)
            asked = Worlds(
                count=count,
                seed=bench.seed,
                parameters=self.parameters,
                settings=tuple(self.settings.items()),
                workers=count_of(bench.workers) if isinstance(bench.workers, int) else 1,
                folder=None if bench.kept is None else bench.kept.folder.parent / "worlds",
            )
            bench.simulated[key] = simulated_effects(asked, (), bench.tell)
        found: Mapping[str, RecordsEstimator] = bench.simulated[key]
        return found

    def _own_evidence(self, claim: Claim) -> ModelEvidence:
        """Return what paired runs say of a claim."""
        block = block_of(claim.claim, claim.model)
        if not block.testable or block.contrast is None or block.quantity is None:
            return ModelEvidence(claim=claim.claim, testable=False, reason=block.reading)
        if block.contrast.kind == "timing":
            from interregnum.claims.timing import timing_evidence

            return timing_evidence(self, claim, block)
        case = base_case(block, self.scenario, self.parameters, self.settings)
        from interregnum.claims.model_trial import Trial

        return Trial(self, claim, block, case).evidence()

    def command(self, claim: Claim) -> str:
        """Return the command that makes a claim's numbers anew."""
        layout = self.bench.layout
        prior = " --parameters prior" if self.parameters == "prior" else ""
        return (
            f"interregnum claims run {claim.claim} --runs {layout.runs} "
            f"--seed {self.bench.seed}{prior}"
        )


def model_evidence(
    claim: Claim,
    *,
    runs: int = ENOUGH_RUNS,
    seed: int = 0,
    workers: Workers = None,
    folder: Path | None = None,
    progress: Tell | None = None,
) -> ModelEvidence:
    """Return what the model says of one claim.

    Parameters
    ----------
    claim
        With its block ``model:``.
    runs
        Paired runs of the reference structure.
    seed
        Of all draws.
    workers
        Threads, by default the cores at hand, or a cluster.
    folder
        Where runs land and are taken up again; by default nowhere.
    progress
        Called with what is run, runs landed and runs in all.
    """
    with bench_test(runs, seed, workers, folder, progress) as test:
        return test.evidence(claim)


def bench_test(
    runs: int,
    seed: int,
    workers: Workers = None,
    folder: Path | None = None,
    progress: Tell | None = None,
) -> ModelTest:
    """Return a test for several claims that share runs; to be used as a context.

    Parameters
    ----------
    runs, seed, workers, folder, progress
        As for :func:`model_evidence`.
    """
    layout = layout_of(runs)
    bench = Bench(
        layout=layout,
        seed=seed,
        workers=workers,
        kept=kept_in(folder, layout, seed),
        tell=progress or (lambda words, done, of: None),
    )
    return ModelTest(bench=bench)
