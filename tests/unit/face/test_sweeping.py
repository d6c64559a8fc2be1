"""``ir.sweep``: experiments from their file, in memory or into a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import interregnum as ir
from interregnum.errors import StudyError
from unit.experiments import swept


def test_a_sweep_has_frames_means_and_a_length(tmp_path: Path) -> None:
    asked = ir.sweep(swept.file(tmp_path), {"horizon": 3}, replicates=2)
    made = asked.run()
    assert (len(made), len(made.runs), len(made.design), made.replicates) == (12, 12, 3, 2)
    assert made.resolved.policies[0].scenario.horizon.value == 3.0
    assert {row.quantity for row in made.means()} == {"survives", "exit_day"}
    assert [row.quantity for row in made.means(["removed"])] == ["removed", "removed"]
    kept = asked.into(tmp_path / "sweep").run()
    assert kept.digests() == made.digests()
    assert kept.runs.equals(made.runs)
    assert asked.into(tmp_path / "sweep").verify(sample=1) == []
    with pytest.raises(StudyError, match="no folder is named"):
        asked.verify(sample=1)
