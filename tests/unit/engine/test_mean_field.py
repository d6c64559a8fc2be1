"""Batches of runs, on the python target."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

import interregnum as ir
from interregnum.engine.arrays import array_sizes
from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.mean_field import Batch, run_batch
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.schedule import EVENT_NAMES, MEASURES
from interregnum.engine.state import QUANTITIES
from interregnum.kernels.scalar import Target
from interregnum.mechanisms import MECHANISMS

QUIET = [m.name for m in MECHANISMS if m.name not in ("start", "fundamentals")]


def batch_of(settings: dict[str, object], runs: int = 2) -> tuple[Plan, Batch]:
    plan = plan_of(ir.load("mutiny-2023", settings).scenario)
    return plan, run_batch(plan, 7, 0, runs, Target.PYTHON)


def left(batch: Batch, quantity: str) -> npt.NDArray[np.float64]:
    """Return what each run left of a quantity."""
    return batch.outcomes[:, 2 + OUTCOME_QUANTITIES.index(quantity)]


def test_every_array_has_a_size() -> None:
    plan = plan_of(ir.load("mutiny-2023").scenario)
    sizes = array_sizes(plan)
    assert sizes["s"] == sizes["y"] == len(QUANTITIES)
    assert sizes["road_leg"] == len(plan.places)


def test_with_nothing_switched_on_nothing_happens() -> None:
    _, batch = batch_of({"mechanisms.off": QUIET, "horizon": 60})
    assert len(batch.events) == 0
    assert np.all(left(batch, "outcome.removed") == 0.0)
    assert np.all(batch.outcomes[:, EXIT_DAY] == 60.0)


@pytest.mark.parametrize("name", [m.name for m in MECHANISMS if m.name != "start"])
def test_a_run_ends_whichever_mechanism_is_off(name: str) -> None:
    plan, batch = batch_of({"mechanisms.off": [name], "horizon": 40}, runs=3)
    assert len(batch.outcomes) == 3
    assert plan.switches.count(0.0) == 1


def test_parameters_stay_in_their_ranges() -> None:
    plan, batch = batch_of({"horizon": 1}, runs=50)
    for j, row in enumerate(plan.parameters):
        column = batch.parameters[:, j]
        if row.draw == "fixed":
            assert np.all(column == row.value)
        else:
            assert np.all((column >= row.low) & (column <= row.high)), row.name


def test_weights_of_a_simplex_sum_to_one() -> None:
    plan, batch = batch_of({"horizon": 1}, runs=20)
    names = [row.name for row in plan.parameters]
    weights = [names.index(f"coordination.weight_{k}") for k in ("citizens", "elites", "units")]
    assert batch.parameters[:, weights].sum(axis=1) == pytest.approx(1.0, abs=1e-14)


def test_a_scheduled_column_sets_out_and_meets_places_in_order() -> None:
    plan, batch = batch_of({"horizon": 10}, runs=4)
    for run in range(4):
        mine = batch.events[batch.events[:, 0] == run]
        names = [EVENT_NAMES[int(code)] for code in mine[:, 4]]
        assert "mutiny_begins" in names
        reached = [int(p) for p, n in zip(mine[:, 3], names, strict=True) if n.startswith("place")]
        assert reached == list(range(len(reached)))
        assert len(reached) <= len(plan.places)


def test_days_of_events_do_not_run_backwards() -> None:
    _, batch = batch_of({"horizon": 200}, runs=3)
    for run in range(3):
        days = batch.events[batch.events[:, 0] == run, 1]
        assert np.all(np.diff(days) >= 0)


def test_what_measures_an_attack_stands_before_it() -> None:
    _, batch = batch_of({"horizon": 400}, runs=12)
    names = [EVENT_NAMES[int(code)] for code in batch.events[:, 4]]
    coups = [k for k, name in enumerate(names) if name == "coup_attempt"]
    crowds = [k for k, name in enumerate(names) if name == "mass_attack"]
    assert coups
    assert crowds
    assert {names[k - 1] for k in coups} == {"insiders_acted"}
    assert {(names[k - 2], names[k - 1]) for k in crowds} == {("crowd", "units_aside")}
    measured = [k - 1 for k in (*coups, *crowds)] + [k - 2 for k in crowds]
    assert ((batch.events[measured, 5] >= 0.0) & (batch.events[measured, 5] <= 1.0)).all()
    assert len([name for name in names if name in MEASURES]) == len(measured)


def test_a_removed_ruler_has_a_mode_and_a_day() -> None:
    _, batch = batch_of({"horizon": 30}, runs=8)
    contested = left(batch, "outcome.contested") > 0.0
    removed = (left(batch, "outcome.removed") > 0.0) & ~contested
    assert removed.any()
    assert np.all(left(batch, "outcome.mode")[contested] == 0.0)
    assert set(left(batch, "outcome.mode")[removed]) <= {1.0, 4.0, 5.0, 8.0, 9.0}
    assert np.all(batch.outcomes[removed, EXIT_DAY] < 30.0)
