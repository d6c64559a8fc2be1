"""Sweeps that are kept: what lies in the folder, what goes on, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from interregnum.engine.record import values_digest
from interregnum.errors import StudyError
from interregnum.experiments import ensemble, keeping
from interregnum.experiments.lock import Lock
from interregnum.experiments.stopping import Goal
from interregnum.experiments.sweep import SweepOrder, sweep_in_memory
from interregnum.experiments.sweep_folder import keep_sweep, tables_of
from interregnum.experiments.sweep_manifest import read_sweep
from interregnum.experiments.tables import read_table
from unit.experiments import swept
from unit.experiments.kept import Stopped, stop_after


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> SweepOrder:
    return swept.order(tmp_path_factory.mktemp("experiment"))


@pytest.fixture(scope="module")
def digests(order: SweepOrder) -> dict[str, str]:
    tables, _ = sweep_in_memory(order)
    return {name: values_digest(table) for name, table in tables.items()}


@pytest.fixture(scope="module")
def whole(order: SweepOrder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "sweep"
    keep_sweep(order, folder, resume=False)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_kept_sweep_is_the_one_in_memory(whole: Path, digests: dict[str, str]) -> None:
    manifest = read_sweep(whole)
    assert manifest["state"] == "complete"
    assert manifest["values_sha256"] == digests
    assert dict(tables_of(whole).digests) == digests
    assert manifest["experiment"]["policies"][1]["settings"] == {"sanctions": False}
    assert set(files(whole)) == {
        "sweep.json", "design.parquet", "runs.parquet",
        *(f"policies/{k}/{name}" for k in (0, 1)
          for name in ("manifest.json", "runs.parquet", "events.parquet", "log.parquet")),
    }  # fmt: skip


def test_a_complete_sweep_is_left_alone(whole: Path, order: SweepOrder) -> None:
    before = files(whole)
    assert keep_sweep(order, whole, resume=True).replicates == 4
    assert files(whole) == before


@pytest.mark.parametrize("batches", [1, 8])
def test_a_sweep_that_was_stopped_comes_out_the_same(
    tmp_path: Path,
    order: SweepOrder,
    digests: dict[str, str],
    whole: Path,
    monkeypatch: pytest.MonkeyPatch,
    batches: int,
) -> None:
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 2)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 2)
    folder = tmp_path / "sweep"
    with pytest.raises(Stopped):
        keep_sweep(order, folder, resume=False, progress=stop_after(batches))
    assert read_sweep(folder)["state"] == "running"
    assert not (folder / "runs.parquet").exists()
    told: list[int] = []
    keep_sweep(order, folder, resume=True, progress=lambda done, whole: told.append(done))
    assert len(told) == 12 - batches
    assert read_sweep(folder)["values_sha256"] == digests
    assert (folder / "runs.parquet").read_bytes() == (whole / "runs.parquet").read_bytes()


def test_a_sweep_that_stopped_before_its_table_makes_it(
    tmp_path: Path, order: SweepOrder, digests: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from interregnum.experiments import sweep_folder

    def stop(*_: Any) -> None:
        raise Stopped

    folder = tmp_path / "sweep"
    with monkeypatch.context() as patched:
        patched.setattr(sweep_folder, "sweep_rows", stop)
        with pytest.raises(Stopped):
            keep_sweep(order, folder, resume=False)
    assert not (folder / "runs.parquet").exists()
    keep_sweep(order, folder, resume=True)
    assert read_sweep(folder)["values_sha256"] == digests


def test_more_replicates_extend_a_sweep_and_fewer_leave_it(
    tmp_path: Path, order: SweepOrder, digests: dict[str, str]
) -> None:
    folder = tmp_path / "sweep"
    keep_sweep(dataclasses.replace(order, replicates=2), folder, resume=False)
    assert keep_sweep(order, folder, resume=True).replicates == 4
    assert read_sweep(folder)["values_sha256"] == digests
    fewer = dataclasses.replace(order, replicates=1)
    assert keep_sweep(fewer, folder, resume=True).replicates == 4
    assert read_sweep(folder)["values_sha256"] == digests


def test_rounds_are_kept_and_told(tmp_path: Path, order: SweepOrder) -> None:
    folder = tmp_path / "sweep"
    wanted = dataclasses.replace(order, goals=(Goal("survives", 0.1),))
    ended = keep_sweep(wanted, folder, resume=False)
    manifest = read_sweep(folder)
    assert ended.reached[0].is_met
    assert manifest["until"] == [ended.reached[0]._asdict()]
    assert manifest["replicates"] == ended.replicates >= 16
    assert read_table(folder / "runs.parquet").num_rows == ended.replicates * 6
    before = files(folder)
    assert keep_sweep(order, folder, resume=True).replicates == ended.replicates
    assert keep_sweep(wanted, folder, resume=True) == ended
    assert files(folder) == before


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"points": 4}, "points differs"), ({"policies": {"a": {}}}, "policies differs")],
)
def test_another_experiment_is_refused(
    tmp_path: Path, whole: Path, changes: dict[str, Any], rule: str
) -> None:
    before = files(whole)
    with pytest.raises(StudyError, match=rule):
        keep_sweep(swept.order(tmp_path, **changes), whole, resume=True)
    assert files(whole) == before


def test_a_folder_with_something_in_it_is_refused(
    tmp_path: Path, whole: Path, order: SweepOrder
) -> None:
    with pytest.raises(StudyError, match="already exists"):
        keep_sweep(order, whole, resume=False)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StudyError, match="already exists"):
        keep_sweep(order, tmp_path, resume=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_study_never_goes_on_among_the_files_of_a_sweep(whole: Path, order: SweepOrder) -> None:
    before = files(whole)
    own = order.orders(1)[0]
    with pytest.raises(StudyError, match="holds a sweep"):
        keeping.keep(own, whole, resume=True, draw=lambda files, place: None)
    assert files(whole) == before


def test_two_processes_do_not_write_one_sweep(whole: Path, order: SweepOrder) -> None:
    lock = Lock(whole)
    try:
        with pytest.raises(StudyError, match="another process"):
            keep_sweep(order, whole, resume=True)
    finally:
        lock.release()
