"""Batches over threads."""

from __future__ import annotations

import pytest

import interregnum as ir
from interregnum.engine.generate import EXCESS
from interregnum.engine.mean_field import Batch
from interregnum.engine.plan import plan_of
from interregnum.errors import RunsFailedError
from interregnum.experiments import ensemble
from interregnum.kernels.scalar import Target


def test_every_run_lands_once_and_in_order() -> None:
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 2}).scenario)
    told: list[int] = []
    batches = ensemble.run_ensemble(
        plan, runs=37, seed=1, workers=2, target=Target.CPU, progress=told.append
    )
    runs = [b.first + r for b in batches for r in range(len(b.outcomes))]
    assert runs == list(range(37))
    assert told[-1] == 37


GAPS = [ensemble.Gap(0, 3), ensemble.Gap(10, 1000)]


@pytest.mark.parametrize("pace", [[], [1e-9], [1e-3], [100.0]])
def test_batches_fill_all_gaps_and_nothing_else_at_any_pace(pace: list[float]) -> None:
    pieces = list(ensemble.pieces(GAPS, pace, 2))
    runs = [run for piece in pieces for run in range(*piece)]
    assert runs == [*range(3), *range(10, 1000)]


def test_a_slow_run_is_a_batch_of_its_own() -> None:
    assert {p.end - p.first for p in ensemble.pieces(GAPS, [5.0], 2)} == {1}


def test_no_batch_is_tiny_where_runs_are_fast() -> None:
    sizes = [p.end - p.first for p in ensemble.pieces(GAPS[1:], [1e-4], 2)]
    assert min(sizes[:-1]) >= ensemble.FIRST_BATCH


def test_threads_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_NUM_THREADS", "3")
    assert ensemble.default_workers() == 3
    monkeypatch.delenv("NUMBA_NUM_THREADS")
    assert ensemble.default_workers() >= 1


def test_a_full_event_log_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ensemble.run_lives

    def crowded(*arguments: object, **options: object) -> Batch:
        batch = real(*arguments, **options)  # type: ignore[arg-type]
        batch.outcomes[0, EXCESS] = 5.0
        return batch

    monkeypatch.setattr(ensemble, "run_lives", crowded)
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 1}).scenario)
    with pytest.raises(RunsFailedError, match="run 0"):
        ensemble.run_ensemble(plan, runs=2, seed=1, workers=1, target=Target.PYTHON)


def test_a_failing_batch_ends_the_ensemble(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> Batch:
        raise MemoryError

    monkeypatch.setattr(ensemble, "run_lives", broken)
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 1}).scenario)
    with pytest.raises(MemoryError):
        ensemble.run_ensemble(plan, runs=50, seed=1, workers=2, target=Target.PYTHON)
