"""What a study would cost grows with it, and is told without writing anything."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

import interregnum as ir
from interregnum.experiments import estimate as estimates
from interregnum.experiments.order import Order

CASE = ir.load("mutiny-2023", {"horizon": 2})


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a clock tick once a look: what is told follows from arithmetic alone."""
    ticks = iter(range(1000))
    clock = SimpleNamespace(perf_counter=lambda: float(next(ticks)))
    monkeypatch.setattr(estimates, "time", clock)


@pytest.mark.usefixtures("ticking")
def test_costs_grow_with_runs() -> None:
    few, many = (
        estimates.estimate(Order(scenario=CASE.scenario, runs=runs, seed=0, workers=2))
        for runs in (1000, 4000)
    )
    assert few.timed_runs == 2 * estimates.TIMED_RUNS
    assert few.seconds == pytest.approx(2 * 1000 / estimates.TIMED_RUNS / 2)
    assert many.seconds == pytest.approx(4 * few.seconds)
    assert few.disk_bytes < many.disk_bytes < many.disk_peak_bytes
    assert few.memory_bytes <= many.memory_bytes


@pytest.mark.parametrize(("horizon", "series"), [(2, False), (2, True), (40, True)])
def test_the_disk_is_foretold_within_a_factor_of_two(
    tmp_path: Path, horizon: int, series: bool
) -> None:
    case = CASE.with_settings({"horizon": horizon})
    folder = tmp_path / "study"
    order = Order(scenario=case.scenario, runs=1500, seed=0, series=series)
    foretold = estimates.estimate(order)
    case.into(folder, series=series).run(runs=1500, seed=0)
    tables = [path for path in folder.iterdir() if path.suffix in (".parquet", ".nc")]
    written = sum(path.stat().st_size for path in tables)
    assert any(path.suffix == ".nc" for path in tables) == series
    assert 0.5 < foretold.disk_bytes / written < 2.0


def test_one_run_can_be_estimated_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = estimates.estimate(Order(scenario=CASE.scenario, runs=1, seed=0))
    assert found.seconds >= 0.0
    assert os.listdir() == []  # noqa: PTH208


@pytest.mark.usefixtures("ticking")
def test_series_cost_memory_and_disk() -> None:
    bare, whole = (
        estimates.estimate(Order(scenario=CASE.scenario, runs=500, seed=0, series=series))
        for series in (False, True)
    )
    assert bare.memory_bytes < whole.memory_bytes
    assert bare.disk_bytes < whole.disk_bytes
    assert bare.disk_peak_bytes < whole.disk_peak_bytes
