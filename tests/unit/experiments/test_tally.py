"""Counts are the same in any order, and quantiles are those of the runs to a bin's width."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.engine.mean_field import Batch
from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.engine.territory import HOLDERS, MOMENTS, Counted
from interregnum.experiments.tally import Tally, empty_tally, quantiles
from interregnum.experiments.territory import Regions

DAYS, KINDS = 3, len(SERIES)
RUNS = 230
REGIONS = Regions(("AA-A", "AA-B"), (10, 20))


def values_of(run: int) -> np.ndarray:
    """Return a run's values (series, days) in units of the range, from its number alone."""
    share = np.random.default_rng(run).random((KINDS, DAYS))
    share[:, 1 + run % 3 :] = np.nan  # a third of the runs ends after a day, a third after two
    return share


def batch_of(first: int, end: int) -> Batch:
    """Return a batch as the engine would make it, of invented values."""
    histogram = np.zeros((KINDS, DAYS, BINS), dtype=np.int32)
    for run in range(first, end):
        for k, row in enumerate(values_of(run)):
            for day, value in enumerate(row):
                if not np.isnan(value):
                    histogram[k, day, int(value * BINS)] += 1
    followed = [values_of(run) for run in range(first, min(end, PATHS))]
    paths = np.array(followed, dtype=np.float32).reshape(len(followed), KINDS, DAYS)
    nothing = np.zeros((end - first, 1))
    return Batch(first, nothing, nothing, nothing[:0], histogram, paths, territory_of(first, end))


def territory_of(first: int, end: int) -> Counted:
    """Return counts of regions that depend on the runs alone."""
    control = np.zeros((len(MOMENTS), len(REGIONS.codes), len(HOLDERS)), dtype=np.int32)
    crowds = np.zeros(BINS, dtype=np.int32)
    for run in range(first, end):
        draw = np.random.default_rng(run + 10_000)
        for moment in range(len(MOMENTS)):
            for region in range(len(REGIONS.codes)):
                control[moment, region, draw.integers(len(HOLDERS))] += 1
        crowds[draw.integers(BINS)] += 1
    return Counted(control, crowds)


def tally_of(batches: list[Batch], runs: int = RUNS) -> Tally:
    tally = empty_tally(DAYS, runs, REGIONS)
    for batch in batches:
        tally.add_batch(batch)
    return tally


@pytest.fixture(scope="module")
def whole() -> Tally:
    return tally_of([batch_of(0, RUNS)])


@pytest.mark.parametrize("cuts", [(100,), (1, 2, 199, 200, 201), (50, 100, 150, 229)])
def test_batches_of_any_size_in_any_order_add_up_to_the_same(
    whole: Tally, cuts: tuple[int, ...]
) -> None:
    ends = [0, *cuts, RUNS]
    batches = [batch_of(*span) for span in itertools.pairwise(ends)]
    assert tally_of(batches).digest() == tally_of(batches[::-1]).digest() == whole.digest()


def test_runs_that_have_ended_are_not_counted(whole: Tally) -> None:
    counted = whole.counts.sum(axis=-1)
    left = [sum(1 for run in range(RUNS) if run % 3 >= day) for day in range(DAYS)]
    assert np.array_equal(counted, np.tile(left, (KINDS, 1)))
    assert np.isnan(whole.paths[0, :, 1]).all()
    assert not np.isnan(whole.paths[2]).any()


def test_the_first_runs_are_followed_whatever_their_number(whole: Tally) -> None:
    fewer = tally_of([batch_of(0, 210)], runs=210)
    assert whole.paths.shape == fewer.paths.shape == (PATHS, KINDS, DAYS)
    assert np.array_equal(whole.paths, fewer.paths, equal_nan=True)
    assert tally_of([batch_of(0, 5)], runs=5).paths.shape[0] == 5


@pytest.mark.parametrize("place", [(0, 0, 0), (KINDS - 1, DAYS - 1, BINS - 1)])
def test_another_count_is_another_digest(whole: Tally, place: tuple[int, int, int]) -> None:
    other = dataclasses.replace(whole, counts=whole.counts.copy())
    assert other.digest() == whole.digest()
    other.counts[place] += 1
    assert other.digest() != whole.digest()


def test_other_regions_and_other_counts_of_them_are_another_digest(whole: Tally) -> None:
    assert whole.territory is not None
    assert (whole.territory.control.sum(axis=-1) == RUNS).all()
    assert whole.territory.crowds.sum() == RUNS
    control = whole.territory.control.copy()
    control[1, 1, 5] += 1
    others = (
        None,
        dataclasses.replace(whole.territory, control=control),
        dataclasses.replace(whole.territory, regions=Regions(("AA-A", "AA-C"), (10, 20))),
        dataclasses.replace(whole.territory, regions=Regions(("AA-A", "AA-B"), (10, 21))),
    )
    digests = {dataclasses.replace(whole, territory=other).digest() for other in others}
    assert len(digests | {whole.digest()}) == 5


def test_another_path_is_another_digest_and_all_missing_numbers_are_one(whole: Tally) -> None:
    other = dataclasses.replace(whole, paths=whole.paths.copy())
    other.paths.view(np.uint32)[np.isnan(whole.paths)] = 0xFFC12345
    assert np.isnan(other.paths[0, :, 1]).all()
    assert other.digest() == whole.digest()
    other.paths[2, 0, 0] += 1e-3
    assert other.digest() != whole.digest()
    assert dataclasses.replace(whole, runs=whole.runs + 1).digest() != whole.digest()


def test_what_does_not_fit_is_refused_and_nothing_is_counted() -> None:
    tally, batch = empty_tally(DAYS, RUNS, REGIONS), batch_of(0, 4)
    assert batch.histogram is not None
    assert batch.paths is not None
    assert batch.territory is not None
    fewer = batch.territory._replace(control=batch.territory.control[:, :1])
    wrong = (
        batch._replace(histogram=None),
        batch._replace(paths=batch.paths[:3]),
        batch._replace(histogram=batch.histogram[:, :2]),
        batch._replace(territory=None),
        batch._replace(territory=fewer),
    )
    for one in wrong:
        with pytest.raises(ValueError, match=r"series"):
            tally.add_batch(one)
    assert tally.digest() == empty_tally(DAYS, RUNS, REGIONS).digest()


SAMPLES = st.lists(st.floats(0.0, 0.999), min_size=1, max_size=60)


@given(values=SAMPLES, share=st.floats(0.0, 1.0))
def test_quantiles_lie_within_a_bin_of_those_of_the_runs(values: list[float], share: float) -> None:
    edges = np.linspace(0.0, 1.0, BINS + 1)
    counts = np.histogram(values, edges)[0]
    (found,) = quantiles(counts, edges, (share,))
    ordered = sorted(values)
    # Inverse of the distribution of the runs; at its steps either side is a quantile.
    low = ordered[max(int(np.ceil(share * len(values) - 1e-9)) - 1, 0)]
    high = ordered[min(int(share * len(values) + 1e-9), len(values) - 1)]
    assert low - 1.01 / BINS <= found <= high + 1.01 / BINS


@given(values=SAMPLES)
def test_quantiles_ascend_and_stay_within_the_runs(values: list[float]) -> None:
    edges = np.linspace(0.0, 1.0, BINS + 1)
    counts = np.histogram(values, edges)[0]
    found = quantiles(counts, edges, (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0))
    assert (np.diff(found) >= 0.0).all()
    assert found[0] == pytest.approx(edges[np.flatnonzero(counts)[0]])
    assert found[-1] == pytest.approx(edges[np.flatnonzero(counts)[-1] + 1])


def test_a_day_without_runs_has_no_quantile() -> None:
    counts = np.zeros((2, 4), dtype=np.int64)
    counts[0, 1] = 8
    found = quantiles(counts, np.array([0.0, 1.0, 2.0, 3.0, 4.0]), (0.25, 0.5))
    assert found[:, 0].tolist() == [1.25, 1.5]
    assert np.isnan(found[:, 1]).all()
