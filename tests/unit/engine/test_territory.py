"""Who held which region is counted as the events of the same runs tell it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.mean_field import Batch, run_batch
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.engine.series import BINS, SERIES
from interregnum.engine.territory import (
    COLUMN,
    CRISIS_PEAK,
    CROWD_SCALE,
    HELD_BY,
    HORIZON,
    MOMENTS,
    TWO_YEARS_AFTER,
    Counted,
    count_crowd,
    count_holders,
    places_held,
)
from interregnum.formulae.factions import NATIONALISTS, Regions
from interregnum.kernels.scalar import Target

RUNS = 60


def counts_of(plan: Plan, first: int, runs: int, target: Target = Target.CPU) -> Counted:
    found = run_batch(plan, 7, first, runs, target, series=True).territory
    assert found is not None
    return found


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(ir.load("mutiny-2023", {"horizon": 120}).scenario)


@pytest.fixture(scope="module")
def batch(plan: Plan) -> Batch:
    return run_batch(plan, 7, 0, RUNS, Target.CPU, series=True)


def outcome(batch: Batch, quantity: str) -> np.ndarray:
    return batch.outcomes[:, 2 + OUTCOME_QUANTITIES.index(quantity)]


def control(batch: Batch) -> np.ndarray:
    assert batch.territory is not None
    return np.asarray(batch.territory.control)


def test_each_region_is_held_by_one_side_in_each_run_that_counts(batch: Batch) -> None:
    held = control(batch).sum(axis=-1)
    removed = int((outcome(batch, "outcome.removed") > 0.0).sum())
    assert 0 < removed < RUNS
    assert (held[CRISIS_PEAK] == RUNS).all()
    assert (held[HORIZON] == RUNS).all()
    assert (held[TWO_YEARS_AFTER] == removed).all()


def test_a_column_holds_the_regions_of_places_that_events_say_it_took(
    plan: Plan, batch: Batch
) -> None:
    taken = batch.events[batch.events[:, 4] == EVENT_NAMES.index("place_taken")]
    runs: dict[int, set[int]] = {}
    for line in taken:
        runs.setdefault(int(plan.road_region[int(line[3])]), set()).add(int(line[0]))
    found = control(batch)[CRISIS_PEAK, :, COLUMN]
    assert {k: int(n) for k, n in enumerate(found) if n} == {k: len(r) for k, r in runs.items()}
    assert (control(batch)[CRISIS_PEAK, :, 1:COLUMN] == 0).all()


def test_without_a_fall_and_without_a_column_all_is_the_incumbents(batch: Batch) -> None:
    stayed = int((outcome(batch, "outcome.removed") <= 0.0).sum())
    assert (control(batch)[HORIZON, :, 0] >= stayed).all()
    settings = {
        "horizon": 30,
        "mechanisms.off": ["opportunity", "mutiny_onset", "election_verdict"],
    }
    quiet = plan_of(ir.load("mutiny-2023", settings).scenario)
    held = counts_of(quiet, 0, 10).control
    assert (held[[CRISIS_PEAK, HORIZON], :, 0] == 10).all()
    assert held[TWO_YEARS_AFTER].sum() == 0


def test_a_removal_on_the_last_day_is_counted_once_at_the_horizon() -> None:
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 2}).scenario)
    batch = run_batch(plan, 7, 0, 30, Target.CPU, series=True)
    removed = outcome(batch, "outcome.removed") > 0.0
    assert (batch.outcomes[removed, EXIT_DAY] == 1.0).any()
    assert (control(batch)[HORIZON].sum(axis=-1) == 30).all()


def test_without_a_contest_the_fall_decides_the_capital_and_nothing_else() -> None:
    settings = {"horizon": 10, "mechanisms.off": ["contest"]}
    plan = plan_of(ir.load("mutiny-2023", settings).scenario)
    batch = run_batch(plan, 7, 0, RUNS, Target.CPU, series=True)
    capital = int(plan.road_region[-1])
    removed = int((outcome(batch, "outcome.removed") > 0.0).sum())
    is_taken = batch.events[:, 4] == EVENT_NAMES.index("place_taken")
    marched_in = int((is_taken & (batch.events[:, 3] == len(plan.places) - 1)).sum())
    assert 0 < marched_in < removed
    for moment, runs in ((HORIZON, RUNS), (TWO_YEARS_AFTER, removed)):
        held = control(batch)[moment]
        # N holds what its column took; the other falls were by elites or crowds.
        assert held[capital, NATIONALISTS] >= marched_in
        assert held[capital, 1:].sum() == removed
        assert (np.delete(held[:, 0], capital) == runs).all()


def test_crowds_are_the_largest_turnout_of_each_run(plan: Plan, batch: Batch) -> None:
    assert batch.paths is not None
    assert batch.territory is not None
    names = [series.name for series in SERIES]
    largest = np.nanmax(batch.paths[:, names.index("citizens.turnout")], axis=1)
    column = [row.name for row in plan.parameters].index("campaign.mobilisable_share")
    share = largest * batch.parameters[:, column]
    bins = np.minimum(share[share > 0.0] * CROWD_SCALE, BINS - 1).astype(int)
    assert len(bins) > 5
    assert np.array_equal(batch.territory.crowds, np.bincount(bins, minlength=BINS))


@pytest.mark.parametrize("cuts", [(1, 2), (30,), (7, 19, 44)])
def test_batches_add_up(plan: Plan, batch: Batch, cuts: tuple[int, ...]) -> None:
    assert batch.territory is not None
    pieces = [counts_of(plan, a, b - a) for a, b in itertools.pairwise((0, *cuts, RUNS))]
    for whole, parts in zip(batch.territory, zip(*pieces, strict=True), strict=True):
        assert np.array_equal(whole, sum(parts))


def test_both_targets_count_the_same(plan: Plan) -> None:
    ours, theirs = (counts_of(plan, 3, 5, target) for target in (Target.PYTHON, Target.CPU))
    assert np.array_equal(ours.control, theirs.control)
    assert np.array_equal(ours.crowds, theirs.crowds)


def test_nothing_is_counted_without_series_or_without_named_regions(plan: Plan) -> None:
    assert run_batch(plan, 7, 0, 2, Target.CPU).territory is None
    nameless = plan_of(ir.load("quiet-personalist", {"horizon": 2}).scenario)
    assert nameless.region_codes == ()
    assert set(nameless.road_region) <= {-1.0}
    batch = run_batch(nameless, 7, 0, 2, Target.CPU, series=True)
    assert batch.territory is None
    assert batch.histogram is not None


def test_a_column_holds_what_lies_behind_it_and_no_more() -> None:
    regions = Regions([], [0.0, 3.0, 0.0], [3.0, 1.0])
    road = [2.0, 2.0, 1.0]
    counts = [0] * (3 * HELD_BY * len(MOMENTS))
    count_holders(counts, regions, road, HORIZON, 2)
    held = np.reshape(counts, (len(MOMENTS), 3, HELD_BY))
    assert np.argwhere(held).tolist() == [[HORIZON, 0, 0], [HORIZON, 1, 3], [HORIZON, 2, COLUMN]]
    assert places_held(0.0, 2.0) == 0


def test_crowds_beyond_the_last_bin_are_counted_in_it() -> None:
    counts = [0] * (BINS + 5)
    for share in (0.0, 1e-9, 0.0625, 0.9):
        count_crowd(counts, share)
    assert [(k - 5, n) for k, n in enumerate(counts) if n] == [(0, 1), (BINS - 1, 2)]
