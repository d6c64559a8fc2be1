"""Batches over threads."""

from __future__ import annotations

import pytest

import interregnum as ir
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


def test_batches_cover_all_runs_at_any_pace() -> None:
    for pace in ([], [1e-9], [100.0]):
        pieces = list(ensemble._batches(1000, pace, 2))
        assert [p[0] for p in pieces] == [sum(q[1] for q in pieces[:i]) for i in range(len(pieces))]
        assert sum(size for _, size in pieces) == 1000


def test_threads_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_NUM_THREADS", "3")
    assert ensemble.default_workers() == 3
    monkeypatch.delenv("NUMBA_NUM_THREADS")
    assert ensemble.default_workers() >= 1


def test_a_full_event_log_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ensemble.run_batch

    def crowded(*arguments: object) -> Batch:
        batch = real(*arguments)  # type: ignore[arg-type]
        batch.outcomes[0, 3] = 5.0
        return batch

    monkeypatch.setattr(ensemble, "run_batch", crowded)
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 1}).scenario)
    with pytest.raises(RunsFailedError, match="run 0"):
        ensemble.run_ensemble(plan, runs=2, seed=1, workers=1, target=Target.PYTHON)


def test_a_failing_batch_ends_the_ensemble(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> Batch:
        raise MemoryError

    monkeypatch.setattr(ensemble, "run_batch", broken)
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 1}).scenario)
    with pytest.raises(MemoryError):
        ensemble.run_ensemble(plan, runs=50, seed=1, workers=2, target=Target.PYTHON)
