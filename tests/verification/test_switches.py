"""No mechanism passes its input through: without any one of them results differ.

The table of what moved by how much is printed by `interregnum mechanisms --switch-off`.
"""

from __future__ import annotations

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.generate import EXIT_DAY
from interregnum.engine.mean_field import Batch, run_batch
from interregnum.engine.plan import plan_of
from interregnum.engine.series import SERIES
from interregnum.experiments.switching import (
    EXERCISED,
    INDISPENSABLE,
    USUAL,
    Ran,
    most_moved,
    ran,
    without,
)
from interregnum.kernels.scalar import Target
from interregnum.mechanisms import MECHANISMS
from interregnum.scenario.load import load_scenario

RUNS = 60
SEED = 1
NAMES = [m.name for m in MECHANISMS if m.name not in INDISPENSABLE]


@pytest.fixture(scope="module")
def whole() -> dict[object, Ran]:
    """Return the studies in which everything is on, by case and settings."""
    return {where: ran(load_scenario(*where), RUNS, SEED) for where in {USUAL, *EXERCISED.values()}}


@pytest.mark.parametrize("name", NAMES)
def test_without_any_one_mechanism_values_differ(whole: dict[object, Ran], name: str) -> None:
    where = EXERCISED.get(name, USUAL)
    off = ran(without(load_scenario(*where), name), RUNS, SEED)
    assert off.digests != whole[where].digests


def test_the_outcome_that_moves_most_is_named_with_its_sign() -> None:
    on = Ran(["survives"] * 8 + ["other"] * 2, [None] * 8 + [1] * 2, ("", ""))
    off = Ran(["survives"] * 3 + ["insider"] * 7, [None] * 3 + [1] * 3 + [4] * 4, ("", ""))
    name, effect = most_moved(on, off)
    assert name == "insider"
    assert effect.estimate == pytest.approx(-0.7)
    assert effect.low < -0.7 < effect.high


def test_violence_counts_where_outcomes_stand_still() -> None:
    on = Ran(["other"] * 4, [4, 4, 4, 1], ("", ""))
    off = Ran(["other"] * 4, [1, 1, 1, 1], ("", ""))
    name, effect = most_moved(on, off)
    assert (name, abs(effect.estimate)) == ("no deaths", 0.75)


@pytest.fixture(scope="module")
def nothing_on() -> Batch:
    """Return two years in which only strength wanders."""
    off = [name for name in NAMES if name != "fundamentals"]
    plan = plan_of(ir.load("mutiny-2023", {"mechanisms.off": off}).scenario)
    return run_batch(plan, SEED, 0, 4000, Target.CPU, series=True)


def test_with_nothing_switched_on_nothing_happens(nothing_on: Batch) -> None:
    assert len(nothing_on.events) == 0
    assert np.all(nothing_on.outcomes[:, EXIT_DAY] == 730.0)
    assert np.all(nothing_on.outcomes[:, 1:] == np.array([0.0] * 13 + [-1.0]))


def test_with_nothing_switched_on_strength_keeps_its_stationary_variance(
    nothing_on: Batch,
) -> None:
    """θ - θ̄_run has variance σ_θ² on the first day and on the last."""
    names = [row.name for row in plan_of(ir.load("mutiny-2023").scenario).parameters]
    assert nothing_on.histogram is not None
    assert nothing_on.paths is not None
    k = [row.quantity for row in SERIES].index("strength.true")
    spread = nothing_on.parameters[:200, names.index("fundamentals.spread")]
    rate = nothing_on.parameters[:200, names.index("fundamentals.reversion_rate")]
    paths = nothing_on.paths[:, k, :].astype(float)
    # Daily innovations of the exact transition: variance σ_θ²(1 - e^(-2κ/365)) on every day.
    kept = np.exp(-rate / 365.0)[:, None]
    steps = paths[:, 1:] - kept * paths[:, :-1]
    centred = steps - steps.mean(axis=1, keepdims=True)
    ratio = centred.var(axis=1, ddof=1) / (spread**2 * (1.0 - kept[:, 0] ** 2))
    assert ratio.mean() == pytest.approx(1.0, abs=4.0 * np.sqrt(2.0 / 729 / 200))
    # Over rulers: frailty and noise together, on the first day as on the last.
    counts = nothing_on.histogram[k]
    row = SERIES[k]
    centres = row.low + (np.arange(256) + 0.5) * (row.high - row.low) / 256
    variances = []
    for day in (0, 729):
        weights = counts[day] / counts[day].sum()
        mean = float(weights @ centres)
        variances.append(float(weights @ (centres - mean) ** 2))
    assert variances[1] == pytest.approx(variances[0], rel=0.1)
    assert np.all(counts.sum(axis=1) == 4000)
