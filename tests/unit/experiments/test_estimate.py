"""What a study would cost grows with it, and is told without writing anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.experiments import estimate as estimates
from interregnum.experiments.order import Order

CASE = ir.load("mutiny-2023", {"horizon": 2})


def test_costs_grow_with_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    # A clock that ticks once a look: what is told follows from arithmetic alone.
    ticks = iter(range(100))
    monkeypatch.setattr(estimates.time, "perf_counter", lambda: float(next(ticks)))
    few, many = (
        estimates.estimate(Order(scenario=CASE.scenario, runs=runs, seed=0, workers=2))
        for runs in (1000, 4000)
    )
    assert few.timed_runs == 2 * estimates.TIMED_RUNS
    assert few.seconds == pytest.approx(2 * 1000 / estimates.TIMED_RUNS / 2)
    assert many.seconds == pytest.approx(4 * few.seconds)
    assert few.disk_bytes < many.disk_bytes < many.disk_peak_bytes
    assert few.memory_bytes <= many.memory_bytes


def test_the_disk_is_foretold_within_a_factor_of_two(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    foretold = estimates.estimate(Order(scenario=CASE.scenario, runs=1500, seed=0))
    CASE.into(folder).run(runs=1500, seed=0)
    written = sum(path.stat().st_size for path in folder.glob("[rce]*.parquet"))
    assert 0.5 < foretold.disk_bytes / written < 2.0


def test_one_run_can_be_estimated_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = estimates.estimate(Order(scenario=CASE.scenario, runs=1, seed=0))
    assert found.seconds >= 0.0
    assert os.listdir() == []  # noqa: PTH208
