"""What a process has landed itself is not decoded again, and not believed if it was changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from interregnum.engine.mean_field import run_batch
from interregnum.errors import StudyError
from interregnum.experiments import keeping, parts
from interregnum.experiments.memory import results_in_memory
from interregnum.experiments.own_work import OwnWork
from interregnum.kernels.scalar import Target
from unit.experiments.kept import CASE, SEED, begun, kept, manifest, order

(ARM, _) = order().arms


def test_own_batches_count_as_the_runs_do_in_memory(tmp_path: Path) -> None:
    own = OwnWork()
    for first, end in ((30, 40), (0, 30)):
        batch = run_batch(ARM.plan, SEED, first, end - first, Target.CPU, series=True)
        own.add(ARM, batch, tmp_path / f"{first}", "digest", 40)
    tally = own.series_of(ARM)
    assert tally is not None
    assert tally.counts.dtype == np.int64
    assert tally.digest() == results_in_memory(order()).tallies["series"].digest()
    assert own.written == {"30": "digest", "0": "digest"}
    assert own.series_of(ARM) is None


def test_a_resumed_study_equals_one_that_was_never_stopped(tmp_path: Path) -> None:
    kept(tmp_path / "whole", resume=False)
    begun(tmp_path / "stopped")
    kept(tmp_path / "stopped")
    values = [manifest(tmp_path / name)["values_sha256"] for name in ("whole", "stopped")]
    assert values[0] == values[1]
    names = [path.name for path in (tmp_path / "whole").glob("*.parquet")]
    for name in [*names, "series.nc", "contrast_series.nc"]:
        if name != "log.parquet":
            files = [(tmp_path / place / name).read_bytes() for place in ("whole", "stopped")]
            assert files[0] == files[1]


def test_an_own_part_that_was_changed_before_the_merge_is_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = keeping._Keeping.finish

    def spoiled(study: keeping._Keeping, draw: keeping.Draw) -> None:
        part = parts.parts_in(study.folder)[0]
        content = bytearray(part.path.read_bytes())
        content[len(content) // 2] ^= 1
        part.path.write_bytes(content)
        finish(study, draw)

    monkeypatch.setattr(keeping._Keeping, "finish", spoiled)
    with pytest.raises(StudyError, match="is torn"):
        kept(tmp_path / "study", resume=False)
    monkeypatch.undo()
    assert kept(tmp_path / "study")
    kept(tmp_path / "whole", resume=False)
    values = [manifest(tmp_path / name)["values_sha256"] for name in ("whole", "study")]
    assert values[0] == values[1]


def test_a_case_of_tests_has_two_arms() -> None:
    assert CASE.scenario.contrast is not None
    assert [arm.runs for arm in order().arms] == ["runs", "contrast"]
