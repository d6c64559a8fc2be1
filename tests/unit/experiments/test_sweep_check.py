"""A kept sweep is checked: its tables, and runs of every policy that are run again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interregnum.errors import StudyError
from interregnum.experiments.sweep_check import verify_sweep
from interregnum.experiments.sweep_folder import keep_sweep
from interregnum.experiments.verification import verify
from unit.experiments import swept


def test_a_sweep_is_verified_and_changes_are_found(tmp_path: Path) -> None:
    order, folder = swept.order(tmp_path), tmp_path / "sweep"
    keep_sweep(order, folder, resume=False)
    assert verify_sweep(order.resolved, folder, sample=3) == []
    with pytest.raises(StudyError, match="part of a sweep"):
        verify(folder / "policies" / "0", sample=1)
    changed = json.loads((folder / "sweep.json").read_text())
    changed["values_sha256"]["runs"] = "0" * 64
    (folder / "sweep.json").write_text(json.dumps(changed))
    faults = verify_sweep(order.resolved, folder, sample=0)
    assert faults == [f"{folder}/runs.parquet: its values differ from the manifest's digest"]
    changed["state"] = "running"
    (folder / "sweep.json").write_text(json.dumps(changed))
    with pytest.raises(StudyError, match="unfinished"):
        verify_sweep(order.resolved, folder, sample=0)
