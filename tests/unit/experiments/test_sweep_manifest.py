"""Manifests of sweeps: what they say comes back, and what is torn or another's is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interregnum.errors import StudyError
from interregnum.experiments.sweep_manifest import (
    begun_sweep,
    check_same_sweep,
    read_sweep,
    write_sweep,
)
from unit.experiments import swept


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    resolved = swept.resolved(tmp_path)
    write_sweep(tmp_path, begun_sweep(resolved, 4))
    found = read_sweep(tmp_path)
    assert found == json.loads(json.dumps(begun_sweep(resolved, 4)))
    assert (found["state"], found["replicates"], found["calibrated"]) == ("running", 4, False)
    check_same_sweep(tmp_path, found, resolved)


def test_another_experiment_is_named_by_what_differs(tmp_path: Path) -> None:
    write_sweep(tmp_path, begun_sweep(swept.resolved(tmp_path), 4))
    found = read_sweep(tmp_path)
    with pytest.raises(StudyError, match="seed differs"):
        check_same_sweep(tmp_path, found, swept.resolved(tmp_path, seed=8))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"kind": "sweep", "format": 9, "state": "running", "replicates": 1}'],
)
def test_a_torn_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "sweep.json").write_text(text)
    with pytest.raises(StudyError, match=r"sweep\.json: cannot be read"):
        read_sweep(tmp_path)
