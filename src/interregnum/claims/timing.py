"""Can anybody say when? Variance and skill by horizon: a test of a claim that needs a road apart.

Skill is a property of all draws together, so a draw has none: the three probabilities are those
of the estimate's own error. The observer's forecast is what can be shown to be known.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from math import isfinite
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.claims.evidence_of_model import Beside, ModelEvidence, Odds
from interregnum.claims.interventions import SLOW, base_case, structures_of
from interregnum.claims.model_odds import Scale
from interregnum.claims.model_pooling import gate_passed
from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.plan import plan_of
from interregnum.engine.record import OUTCOMES, REGULAR_EXIT, SURVIVES
from interregnum.experiments.ensemble import Job
from interregnum.experiments.kept_values import gathered, under
from interregnum.experiments.mode_skill import mode_skill
from interregnum.experiments.nested_design import Nesting
from interregnum.experiments.skill import Asked, Skill, at_the_start, removals, skill
from interregnum.experiments.variance_split import Split, split_of
from interregnum.scenario.load import changed_scenario, scenario_hash

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import ModelBlock
    from interregnum.claims.model_test import ModelTest
    from interregnum.claims.schema import Claim
    from interregnum.engine.mean_field import Batch
    from interregnum.experiments.mode_skill import ModeSkill
    from interregnum.experiments.structures import Structure
    from interregnum.intervals import Interval
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

NORMAL_95 = 1.959963984540054
PASTS, FUTURES = 400, 10
FEWEST_PASTS, SLOW_PASTS, SLOW_FUTURES = 40, 80, 4
POINTS, RULERS, LIVES = 400, 2, 2
FEWEST_POINTS = 12


class TimingRow(NamedTuple):
    """One horizon: skill of those who foretell a removal within it, and what its variance is of.

    ``event`` splits 1{T <= H}, ``time`` min(T, H); None where the outcome is the same in all runs.
    """

    within: int
    share: float
    oracle: Interval
    observer: Interval
    event: Split | None
    time: Split | None


def timing_evidence(test: ModelTest, claim: Claim, block: ModelBlock) -> ModelEvidence:
    """Return what the model says of a claim that nobody can say when.

    Parameters
    ----------
    test
        On whose bench runs are made.
    claim, block
        The claim; its deciding horizon is that of the verdict.
    """
    case = base_case(block, test.scenario, test.parameters, test.settings)
    days = sorted({claim.horizon.decides, *claim.horizon.shown})
    clock = _Clock(test, case)
    structures = structures_of(block, case)
    skills = {row.name: clock.skills(row, days) for row in structures}
    scale = Scale(claim.reference, claim.direction, claim.indifference)
    decides = days.index(claim.horizon.decides)
    odds = {name: skill_odds(found[0][decides].observer, scale) for name, found in skills.items()}
    own = structures[0].name
    rows = clock.table(days, skills[own][0])
    mode = skills[own][1]
    return ModelEvidence(
        claim=claim.claim,
        testable=True,
        reason=block.reading,
        pooled=mean_odds(list(odds.values())),
        structures=odds,
        passing=tuple(odds),
        gate_passed=gate_passed(case),
        beside=_beside(rows, mode),
        runs=clock.runs,
        seed=test.bench.seed,
        commands=(test.command(claim),),
        series={"timing": [_plain_row(row) for row in rows], "mode": _plain_mode(mode)},
    )


def skill_odds(found: Interval, scale: Scale) -> Odds:
    """Return the three probabilities of E from an estimate of skill and its own error.

    Parameters
    ----------
    found
        Skill with its 95 % interval; not numbers where nothing could be told.
    scale
        Of the claim.

    Examples
    --------
    >>> from interregnum.intervals import Interval
    >>> odds = skill_odds(Interval(0.0, -0.02, 0.02), Scale(0.1, -1, 0.05))
    >>> round(odds.p_plus, 3), round(odds.p_minus, 3)
    (1.0, 0.0)
    """
    if not all(isfinite(value) for value in found):
        nothing = float("nan")
        return Odds(nothing, nothing, nothing, nothing, nothing, nothing)
    error = max((found.high - found.low) / (2.0 * NORMAL_95), 1e-9)
    law = NormalDist(scale.direction * (found.estimate - scale.reference), error)
    plus, minus = 1.0 - law.cdf(scale.band), law.cdf(-scale.band)
    return Odds(plus, 1.0 - plus - minus, minus, *found, error, 1)


def mean_odds(odds: list[Odds]) -> Odds:
    """Return odds over structures, each with the same weight; its interval holds all of theirs."""
    kept = [row for row in odds if isfinite(row.p_plus)]
    if not kept:
        return odds[0]
    count = len(kept)
    plus, zero, minus, mean = (
        sum(getattr(row, name) for row in kept) / count
        for name in ("p_plus", "p_zero", "p_minus", "estimate")
    )
    low, high = min(row.low for row in kept), max(row.high for row in kept)
    error = sum(row.error**2 for row in kept) ** 0.5 / count
    return Odds(plus, zero, minus, mean, low, high, error, count)


@dataclasses.dataclass
class _Clock:
    """Runs that tell the time of removals."""

    test: ModelTest
    case: Scenario
    runs: int = 0

    def skills(self, structure: Structure, days: list[int]) -> tuple[list[Skill], ModeSkill]:
        """Return the skill of forecasts on the first day, by days ahead, and that for the mode."""
        import numpy as np

        bench = self.test.bench
        case = changed_scenario(self.case, structure.settings).model_copy(update={"contrast": None})
        slow = structure.name in SLOW
        most = min(PASTS, max(FEWEST_PASTS, bench.layout.runs // 25))
        pasts, futures = (min(SLOW_PASTS, most), SLOW_FUTURES) if slow else (most, FUTURES)
        workers = bench.workers if isinstance(bench.workers, int) else None
        asked = Asked(plan_of(case), bench.seed, pasts, futures, workers, bench.target)
        known = at_the_start(asked)
        # Kept under a name of its own: `removals` names its job by the day alone.
        came, modes = removals(asked, known.runs, 0)
        self.runs += pasts * futures
        bench.tell(f"timing, {structure.name}", pasts * futures, pasts * futures)
        horizon = asked.plan.horizon
        which = np.where(came < horizon, modes, -1)
        rows = [skill(known.belief, came < within, 0, within) for within in days]
        return rows, mode_skill(known.belief, which, 0, horizon)

    def table(self, days: list[int], skills: list[Skill]) -> list[TimingRow]:
        """Return skill and the split of variance by horizon, for a figure of its own."""
        import numpy as np

        bench = self.test.bench
        points = min(POINTS, max(FEWEST_POINTS, bench.layout.runs // 25))
        nesting = Nesting(
            scenario=self.case,
            points=points,
            rulers=RULERS,
            lives=LIVES,
            seed=bench.seed,
            target=bench.target,
        )
        job = Job(nesting.plan, bench.seed, bench.target, lives=nesting.design())
        name = f"timing-{scenario_hash(self.case)[:16]}-{points}"

        def tell(done: int, of: int) -> None:
            bench.tell("timing, parts of the variance", done, of)

        place = under(bench.kept, name)
        values = gathered(job, removal_days, 1, bench.workers, tell, place)[:, 0]
        self.runs += nesting.runs()
        rows = []
        for within, row in zip(days, skills, strict=True):
            event = (values < within).astype(float).reshape(nesting.shape)
            time = np.minimum(values, within).reshape(nesting.shape)
            found = [None if np.ptp(part) == 0.0 else split_of(part) for part in (event, time)]
            rows.append(TimingRow(within, row.share, row.oracle, row.observer, *found))
        return rows


def removal_days(batch: Batch) -> Floats:
    """Return (runs, 1): the day of each lasting removal, infinite where none comes [d]."""
    import numpy as np

    kind = batch.outcomes[:, 2 + OUTCOME_QUANTITIES.index("outcome.class")]
    stayed = (kind == OUTCOMES.index(SURVIVES)) | (kind == OUTCOMES.index(REGULAR_EXIT))
    found: Floats = np.where(stayed, np.inf, batch.outcomes[:, EXIT_DAY])[:, None]
    return found


def _beside(rows: list[TimingRow], mode: ModeSkill) -> tuple[Beside, ...]:
    """Return what is shown: both skills by horizon, luck's part, and the skill for the mode."""
    found = []
    for row in rows:
        days = f"within {row.within} days"
        found.append(Beside(f"skill of the observer, {days}", *row.observer))
        found.append(Beside(f"skill of the oracle, {days}", *row.oracle))
        if row.event is not None:
            found.append(Beside(f"part of luck in whether it comes {days}", *row.event.luck))
        if row.time is not None:
            found.append(Beside(f"part of luck in when it comes, {days}", *row.time.luck))
    found.append(Beside("skill of the observer for the mode", *mode.observer))
    found.append(Beside("skill of the oracle for the mode", *mode.oracle))
    return tuple(found)


def _plain_row(row: TimingRow) -> dict[str, Any]:
    """Return a row as plain values."""
    parts: dict[str, Any] = {"within": row.within, "share": row.share}
    parts |= {name: getattr(row, name)._asdict() for name in ("oracle", "observer")}
    for name in ("event", "time"):
        split = getattr(row, name)
        parts[name] = None if split is None else _plain_split(split.parts)
    return parts


def _plain_split(parts: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: part._asdict() for name, part in parts.items()}


def _plain_mode(mode: ModeSkill) -> dict[str, Any]:
    """Return the skill for the mode as plain values."""
    return {
        "pasts": mode.pasts,
        "futures": mode.futures,
        "shares": {str(code): share for code, share in mode.shares.items()},
        "oracle": mode.oracle._asdict(),
        "observer": mode.observer._asdict(),
    }
