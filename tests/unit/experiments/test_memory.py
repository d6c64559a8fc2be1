"""An ensemble in memory has the same tables with and without series."""

from __future__ import annotations

import numpy as np

from interregnum.experiments.memory import results_in_memory, run_in_memory
from unit.experiments.kept import RUNS, order


def test_series_come_beside_the_tables_and_change_nothing() -> None:
    told: list[tuple[int, int]] = []
    found = results_in_memory(order(), lambda done, whole: told.append((done, whole)))
    assert set(found.tallies) == {"series", "contrast_series"}
    assert {tally.runs for tally in found.tallies.values()} == {RUNS}
    bare = results_in_memory(order(series=False))
    assert bare.tallies == {}
    assert {name: found.digests()[name] for name in bare.tables} == bare.digests()
    assert told[-1] == (2 * RUNS, 2 * RUNS)
    assert all(run_in_memory(order())[name].equals(found.tables[name]) for name in found.tables)


def test_one_thread_and_two_count_the_same() -> None:
    digests = [results_in_memory(order(workers=number)).digests() for number in (1, 2)]
    assert digests[0] == digests[1]


def test_the_followed_runs_of_a_larger_ensemble_are_the_same() -> None:
    small, large = (results_in_memory(order(runs)).tallies["series"] for runs in (10, 25))
    assert np.array_equal(small.paths, large.paths[:10], equal_nan=True)
    assert (small.counts <= large.counts).all()
