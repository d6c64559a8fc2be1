"""Of an unfinished study the parts are checked, and a torn one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.experiments import ensemble, keeping
from interregnum.experiments.manifest import read_manifest
from interregnum.experiments.parts import base_of, parts_in
from interregnum.experiments.unfinished import Landed, check_landed
from unit.experiments.kept import RUNS, Stopped, begun, kept, no_figure, order, stop_after


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 4)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 7)


def checked(folder: Path) -> Landed:
    return check_landed(folder, read_manifest(folder))


def test_what_has_landed_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    folder = begun(tmp_path / "study")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = checked(folder)
    parts = parts_in(folder)
    assert found.landed == sum(part.end - part.first for part in parts) < found.whole == 2 * RUNS
    assert found.files == tuple(f"parts/{part.path.name}" for part in parts)
    assert found.faults == ()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_torn_part_is_named(tmp_path: Path) -> None:
    folder = begun(tmp_path / "study")
    part = parts_in(folder)[1].path
    part.write_bytes(part.read_bytes()[:-40])
    (fault,) = checked(folder).faults
    assert str(part) in fault
    assert "--resume" in fault


def test_tables_of_a_smaller_study_are_checked_too(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    kept(folder)
    with pytest.raises(Stopped):
        keeping.keep(order(60), folder, resume=True, draw=no_figure, progress=stop_after(1))
    found = checked(folder)
    assert found.faults == ()
    assert found.landed > 2 * RUNS
    base = base_of(folder, "contrast_series", RUNS)
    assert {"runs.parquet", "contrast_events.parquet", f"parts/{base.name}"} <= set(found.files)
    for path in (base, folder / "events.parquet"):
        path.write_bytes(path.read_bytes()[:100])
    faults = checked(folder).faults
    assert {fault.split(":")[0] for fault in faults} == {str(base), str(folder / "events.parquet")}
    assert len(faults) == 2
