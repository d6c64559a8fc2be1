"""Whether the set-up fixes the sign: a search of the admissible prior and structures for both.

Parameters are drawn from their declared ranges, whatever was fitted, and structures by lot. Where
the draws do not show a sign, a local search goes on from the most promising points; a point counts
only if fresh runs of it lie surely beyond the band. If the opposite of what the claim's own runs
show is found nowhere, the claim follows from the set-up and is no finding.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from interregnum.claims.evidence_of_model import AssumedSearch, Odds
from interregnum.claims.interventions import SLOW, base_case
from interregnum.claims.model_contrast import combined
from interregnum.claims.model_draws import Draws, draws_of
from interregnum.claims.model_odds import Scale
from interregnum.claims.model_points import Points, Pointwise, children
from interregnum.claims.model_surface import fitted
from interregnum.engine.plan import plan_of
from interregnum.experiments.structures import Structure
from interregnum.experiments.uncertain_inputs import drawn_parameters

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import ModelBlock
    from interregnum.claims.model_design import Bench
    from interregnum.claims.schema import Claim

    Floats = npt.NDArray[np.float64]

POINTS = 2000
# Points of one round of the local search, lives of each, rounds, and parents of the next round.
CROWD, LIVES, ROUNDS, PARENTS = 24, 60, 3, 6
FRESH_LIVES = 400
FRESH_POINTS = 2
# A point counts beyond this many of its standard errors.
SURELY = 2.6
# Numbers of these runs stand far from those of the claim's own.
APART, FRESH_APART, APART_TURNS = 2**30, 2**31, 2**20
# Structures that a point may have; those that take many times as long come less often.
SLOW_EVERY = 40


@dataclasses.dataclass(frozen=True, kw_only=True)
class Search:
    """A search for both signs of one claim.

    Parameters
    ----------
    claim, block
        The claim.
    scenario, settings
        The ledger's case, and settings of a placebo.
    bench
        Whose seed, workers and progress are used; nothing of a search is kept.
    points
        Of the first look.
    """

    claim: Claim
    block: ModelBlock
    scenario: str
    settings: Mapping[str, Any]
    bench: Bench
    points: int = POINTS

    @cached_property
    def case(self) -> Any:
        """The claim's case with every parameter drawn from its declared range."""
        return base_case(self.block, self.scenario, "prior", self.settings)

    @property
    def scale(self) -> Scale:
        """The claim's."""
        return Scale(self.claim.reference, self.claim.direction, self.claim.indifference)

    def found(self, structures: Sequence[Structure], odds: Mapping[str, Odds]) -> AssumedSearch:
        """Return which signs there are.

        Parameters
        ----------
        structures
            Those of the claim.
        odds
            What its own runs say in each: a sign that they show surely need not be looked for.
        """
        import numpy as np

        shown = [sure_signs(self.scale, row) for row in odds.values()]
        signs = {sign: any(sign in row for row in shown) for sign in (1, -1)}
        effects = [float(self.scale.effect(np.array(row.estimate))) for row in odds.values()]
        ends = [value for value in effects if np.isfinite(value)]
        tried = 0
        if not all(signs.values()):
            hunt = _Hunt(self, structures)
            for sign in (1, -1):
                if not signs[sign]:
                    signs[sign] = hunt.finds(sign)
            tried, ends = hunt.tried, [*ends, *hunt.ends]
        return AssumedSearch(tried, signs[1], signs[-1], min(ends), max(ends))


def sure_signs(scale: Scale, odds: Odds) -> tuple[int, ...]:
    """Return the signs that a mean surely has beyond the band.

    >>> sure_signs(Scale(0.0, 1, 0.05), Odds(1.0, 0.0, 0.0, 0.2, 0.1, 0.3, 0.01, 10))
    (1,)
    """
    import numpy as np

    effect = float(scale.effect(np.array(odds.estimate)))
    reach = SURELY * odds.error + scale.band
    return tuple(sign for sign in (1, -1) if sign * effect > reach)


class _Hunt:
    """The search itself: what has been tried, and the ends of E seen in many lives of a point."""

    def __init__(self, search: Search, structures: Sequence[Structure]) -> None:
        assert search.block.contrast is not None
        self.search = search
        self.structures = {row.name: row for row in structures}
        self.combine = partial(combined, search.block.contrast)
        self.tried = 0
        self.ends: list[float] = []

    @cached_property
    def draws(self) -> Draws:
        """Draws of the admissible prior: the points of the first look."""
        search, numbers = self.search, range(APART, APART + self.search.points)
        plan = plan_of(search.case)
        values = drawn_parameters(plan, search.bench.seed, numbers, search.bench.target)
        return draws_of(search.case, values)

    @cached_property
    def runs(self) -> Pointwise:
        """What makes runs at points."""
        search = self.search
        names = tuple(column.name for column in self.draws.columns)
        return Pointwise(search.claim, search.block, search.case, search.bench, names)

    @cached_property
    def looked(self) -> tuple[Points, Floats]:
        """The first look: points, and E that a surface promises at each."""
        import numpy as np

        search, count = self.search, self.search.points
        points = Points(self.draws.values, self._lots(count))
        values = self.runs.components(points, self.structures, 1, APART)[:, :, 0]
        words = list(self.structures)[1:]
        dummies = [[float(s == name) for name in words] for s in points.structures]
        matrix = np.hstack([self.draws.matrix, np.array(dummies).reshape(count, len(words))])
        means = np.stack([fitted(matrix, row[None, :]).predicted for row in values])
        self.tried += count
        promise = search.scale.effect(self.combine(means))
        if np.ptp(promise) < 1e-9:
            # No surface: the readings themselves are all that there is to go by.
            promise = np.nan_to_num(search.scale.effect(self.combine(values)))
        return points, promise

    def finds(self, sign: int) -> bool:
        """Return whether a point with that sign beyond the band is found."""
        import numpy as np

        points, promise = self.looked
        crowd = points.rows(np.argsort(-sign * promise, kind="stable")[:CROWD].tolist())
        random = np.random.default_rng([self.search.bench.seed, 3, sign + 1])
        for turn in range(ROUNDS):
            means, errors = self._effects(crowd, LIVES, APART + (turn + 1) * APART_TURNS)
            rank = np.where(np.isfinite(means), -sign * means, np.inf)
            order = np.argsort(rank, kind="stable")
            best = crowd.rows(order[:PARENTS].tolist())
            hopeful = sign * means[order[0]] + 2.0 * errors[order[0]] > self.search.scale.band
            if hopeful and self._confirmed(best.rows(range(FRESH_POINTS)), sign, turn):
                return True
            crowd = children(best, points, CROWD, random)
        return False

    def _lots(self, count: int) -> tuple[str, ...]:
        """Return the structure of each point by lot, slow ones less often."""
        import numpy as np

        names = list(self.structures)
        weights = np.array([1.0 / SLOW_EVERY if name in SLOW else 1.0 for name in names])
        random = np.random.default_rng([self.search.bench.seed, 2])
        return tuple(names[k] for k in random.choice(len(names), count, p=weights / weights.sum()))

    def _confirmed(self, points: Points, sign: int, turn: int) -> bool:
        """Return whether fresh lives of a point lie surely beyond the band."""
        means, errors = self._effects(points, FRESH_LIVES, FRESH_APART + turn * APART_TURNS)
        sure = sign * means - SURELY * errors > self.search.scale.band
        return bool(sure.any())

    def _effects(self, points: Points, lives: int, first: int) -> tuple[Floats, Floats]:
        """Return E at points and its standard error."""
        import numpy as np

        values = self.runs.components(points, self.structures, lives, first)
        counted = np.isfinite(values)
        size = np.maximum(counted.sum(axis=2), 1)
        means = np.where(counted, values, 0.0).sum(axis=2) / size
        rest = np.where(counted, values - means[:, :, None], 0.0)
        # A share of none or all is no certainty: one run may have gone the other way.
        errors = np.sqrt((rest**2).sum(axis=2) / size**2) + 1.0 / size
        means = np.where(counted.sum(axis=2) > 1, means, np.nan)
        effect = self.search.scale.effect(self.combine(means))
        square = np.zeros(len(effect))
        for c in range(len(means)):
            moved = means.copy()
            moved[c] += errors[c]
            square += (self.search.scale.effect(self.combine(moved)) - effect) ** 2
        self.tried += len(effect)
        self.ends += [float(value) for value in effect[np.isfinite(effect)]]
        return effect, np.sqrt(square)
