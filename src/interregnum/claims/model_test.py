"""The model's test of a claim: paired runs over draws and rival structures, and what they say.

The case's own structure is run most; each rival is run as far as its error asks. Surfaces turn
runs into the effect at a draw, and draws into three probabilities. Nothing here gives a verdict.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from interregnum.claims.evidence_of_model import AssumedSearch, ModelEvidence, Odds
from interregnum.claims.interventions import base_case, structures_of
from interregnum.claims.model_assumed import Search
from interregnum.claims.model_beside import besides
from interregnum.claims.model_block import ModelBlock, block_of
from interregnum.claims.model_contrast import combined, components
from interregnum.claims.model_deciding import deciding, prior_share
from interregnum.claims.model_design import ENOUGH_RUNS, Bench, kept_in, layout_of
from interregnum.claims.model_draws import Draws, draws_of
from interregnum.claims.model_odds import (
    Landscape,
    Scale,
    landscape,
    mean_error,
    odds_of,
    quantity_draws,
    rival_landscape,
)
from interregnum.claims.model_regions import found_regions, named_regions
from interregnum.experiments.ensemble import Workers
from interregnum.experiments.structures import Structure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.schema import Claim
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

SCENARIO = "mutiny-2023"
# Monte Carlo standard error asked of a rival structure, in probability, and of the reference as
# part of the band.
RIVAL_ERROR = 0.01
OWN_ERROR = 0.25
STEP = 500
QUANTILES = 101
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
    """

    bench: Bench
    scenario: str = SCENARIO
    parameters: str = "posterior"
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    searches: bool = True

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
        block = block_of(claim.claim, claim.model)
        if not block.testable or block.contrast is None or block.quantity is None:
            return ModelEvidence(claim=claim.claim, testable=False, reason=block.reading)
        if block.contrast.kind == "timing":
            from interregnum.claims.timing import timing_evidence

            return timing_evidence(self, claim, block)
        case = base_case(block, self.scenario, self.parameters, self.settings)
        return _Trial(self, claim, block, case).evidence()

    def command(self, claim: Claim) -> str:
        """Return the command that makes a claim's numbers anew."""
        layout = self.bench.layout
        prior = " --parameters prior" if self.parameters == "prior" else ""
        return (
            f"interregnum claims run {claim.claim} --runs {layout.runs} "
            f"--seed {self.bench.seed}{prior}"
        )


class _Trial:
    """One claim on the bench."""

    def __init__(
        self, test: ModelTest, claim: Claim, block: ModelBlock, case: Scenario
    ) -> None:
        assert block.contrast is not None
        self.test, self.claim, self.block, self.case = test, claim, block, case
        self.scale = Scale(claim.reference, claim.direction, claim.indifference)
        self.combine = partial(combined, block.contrast)
        self.runs = 0

    def readings(self, structure: Structure, runs: int) -> Floats:
        """Return (components, runs) of the claim under a structure."""
        block = self.block
        assert block.contrast is not None
        assert block.quantity is not None
        needed = [*block.contrast.arms]
        if block.quantity.given_arm:
            needed.append(block.quantity.given_arm)
        bench = self.test.bench
        arms = {
            name: bench.columns(self.case, block.arms[name], structure, runs)
            for name in dict.fromkeys(needed)
        }
        return components(block.contrast, block.quantity, arms, self.claim.horizon.decides)

    def evidence(self) -> ModelEvidence:
        """Run everything and return what it says."""
        layout = self.test.bench.layout
        structures = structures_of(self.block, self.case)
        draws = draws_of(self.case, self.test.bench.parameters(self.case))
        flat = self.readings(structures[0], layout.runs)
        readings = flat.reshape(len(flat), layout.lives, layout.draws)
        own = landscape(draws.matrix, readings, self.test.bench.seed)
        lands = {structures[0].name: own}
        for structure in structures[1:]:
            lands[structure.name] = self._rival(structure, own, flat)
        return self._told(draws, readings, lands, structures)

    def _rival(self, structure: Structure, own: Landscape, reference: Floats) -> Landscape:
        """Return the surfaces of a rival, of as many runs as its error asks."""
        most = self.test.bench.layout.draws
        runs = min(STEP, most)
        while True:
            rival = self.readings(structure, runs)
            found = rival_landscape(own, reference[:, :runs], rival)
            if runs == most or mean_error(found, self.combine) <= RIVAL_ERROR:
                self.runs += runs * len(self.block.contrasts[0].arms)
                return found
            runs = min(2 * runs, most)

    def _told(
        self,
        draws: Draws,
        readings: Floats,
        lands: dict[str, Landscape],
        structures: list[Structure],
    ) -> ModelEvidence:
        """Return the evidence of surfaces."""
        import numpy as np

        asked, seed = (self.combine, self.scale), self.test.bench.seed
        spread = {name: quantity_draws(land, self.combine) for name, land in lands.items()}
        errors = {name: mean_error(land, self.combine) for name, land in lands.items()}
        odds = {name: odds_of(x, self.scale, errors[name]) for name, x in spread.items()}
        pooled = pooled_odds(list(spread.values()), self.scale, list(errors.values()))
        own = structures[0].name
        arms = len(self.block.contrasts[0].arms)
        regions = found_regions(draws, readings, *asked, seed)
        named = named_regions(draws, self.block.regions, lands, own, asked)
        whole = np.concatenate([x.ravel() for x in spread.values()])
        return ModelEvidence(
            claim=self.claim.claim,
            testable=True,
            reason=self.block.reading,
            pooled=pooled,
            structures=odds,
            passing=tuple(odds),
            gate_passed=gate_passed(self.case),
            prior_share=prior_share(draws, lands[own], self.combine, seed),
            assumed_search=self._search(structures, odds),
            regions=(*named, *regions),
            deciding=deciding(draws, lands[own], self.combine, seed),
            beside=besides(self.test, self.claim, self.block, self.case),
            runs=self.runs + arms * self.test.bench.layout.runs,
            seed=seed,
            commands=(self.test.command(self.claim),),
            series=series_of(whole, lands[own]),
        )

    def _search(
        self, structures: list[Structure], odds: Mapping[str, Odds]
    ) -> AssumedSearch | None:
        """Look for both signs, unless the runs above have shown one already."""
        if not self.test.searches:
            return None
        search = Search(
            claim=self.claim,
            block=self.block,
            scenario=self.test.scenario,
            settings=self.test.settings,
            bench=self.test.bench,
        )
        return search.found(structures, odds)


def pooled_odds(spread: list[Floats], scale: Scale, errors: list[float]) -> Odds:
    """Return the odds over structures, each with the same weight.

    Parameters
    ----------
    spread
        x over draws, one array a structure; they may differ in size.
    scale
        Of the claim.
    errors
        Standard errors of the means.
    """
    import numpy as np

    parts = [odds_of(x, scale, e) for x, e in zip(spread, errors, strict=True)]
    kept = [part for part in parts if part.p_plus == part.p_plus]
    levels = np.linspace(0.0, 1.0, 1001)[1:-1]
    mixed = np.concatenate([np.quantile(x[np.isfinite(x)], levels) for x in spread if x.size])
    low, high = (float(end) for end in np.quantile(mixed, (0.025, 0.975)))
    plus, zero, minus, mean = (
        float(np.mean([getattr(part, name) for part in kept]))
        for name in ("p_plus", "p_zero", "p_minus", "estimate")
    )
    error = float(np.sqrt(np.nansum(np.square(errors))) / max(len(errors), 1))
    return Odds(plus, zero, minus, mean, low, high, error, sum(part.draws for part in kept))


def series_of(whole: Floats, own: Landscape) -> dict[str, Any]:
    """Return what pictures need: quantiles of x over draws and structures, and the surfaces."""
    import numpy as np

    levels = np.linspace(0.0, 1.0, QUANTILES)
    kept = whole[np.isfinite(whole)]
    return {
        "levels": [round(float(level), 4) for level in levels],
        "quantiles": [float(value) for value in np.quantile(kept, levels)] if len(kept) else [],
        "surfaces": [
            {"way": row.way, "explained": row.explained, "missed": float(own.misses[k, k]) ** 0.5}
            for k, row in enumerate(own.surfaces)
        ],
    }


def gate_passed(case: Scenario) -> bool:
    """Return whether the posterior that a case draws from passed its gate; without one, no."""
    from interregnum.calibration.gate import NOT_CALIBRATED
    from interregnum.calibration.reference_case import parameters_of

    return parameters_of(case.posterior).word != NOT_CALIBRATED


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
