"""One claim on the bench: its runs under each structure, and the evidence that they make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from interregnum.claims.evidence_of_model import AssumedSearch, ModelEvidence, Odds
from interregnum.claims.interventions import SLOW, structures_of
from interregnum.claims.model_assumed import Search
from interregnum.claims.model_beside import besides
from interregnum.claims.model_block import ModelBlock
from interregnum.claims.model_contrast import combined, components
from interregnum.claims.model_deciding import deciding, prior_share
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
from interregnum.claims.model_pooling import gate_passed, pooled_odds, series_of
from interregnum.claims.model_regions import found_regions, named_regions
from interregnum.experiments.structures import Structure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_test import ModelTest
    from interregnum.claims.schema import Claim
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

# Monte Carlo standard error asked of a rival structure, in the unit of x.
RIVAL_ERROR = 0.01
# Runs of a rival to begin with; they are doubled until its error is small enough.
STEP = 500
# A run of a slow structure takes five to twenty times as long as another.
SLOW_RUNS = 500


class Trial:
    """One claim on the bench.

    Parameters
    ----------
    test
        Whose bench and settings are used.
    claim, block, case
        The claim, its block and its base case.
    """

    def __init__(self, test: ModelTest, claim: Claim, block: ModelBlock, case: Scenario) -> None:
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
        layout = self.test.bench.layout
        most = min(SLOW_RUNS, layout.draws) if structure.name in SLOW else layout.runs
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
