"""Values of an analysis land batch by batch, and are not computed twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interregnum.engine.mean_field import Batch, Lives
from interregnum.errors import StudyError
from interregnum.experiments import ensemble, kept_values
from interregnum.experiments.ensemble import Job
from interregnum.experiments.kept_values import KeptValues, gathered, under
from unit.experiments.kept import SEED, Stopped, order

ASKED = {"kind": "test", "seed": SEED, "points": 16}
COUNT = 40
JOB = Job(order().arms[0].plan, SEED, lives=Lives(range(COUNT)))


def measure(batch: Batch) -> np.ndarray:
    return batch.outcomes[:, :2] + np.array([0.0, 0.5])


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 4)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 6)


def begun(folder: Path, batches: int = 3) -> None:
    """Land some batches of the job."""
    told: list[int] = []

    def progress(done: int, whole: int) -> None:
        told.append(done)
        if len(told) == batches:
            raise Stopped

    with KeptValues(folder, ASKED) as kept, pytest.raises(Stopped):
        gathered(JOB, measure, 2, 1, progress, under(kept, "design"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / kept_values.VALUES).iterdir())


def test_a_resumed_job_runs_only_what_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    whole = gathered(JOB, measure, 2, 1)
    begun(folder)
    assert len(names(folder)) == 3
    seen: list[int] = []

    def counted(batch: Batch) -> np.ndarray:
        seen.append(len(batch.outcomes))
        return measure(batch)

    with KeptValues(folder, ASKED, resume=True) as kept:
        again = gathered(JOB, counted, 2, 2, None, under(kept, "design"))
    assert np.array_equal(again, whole)
    assert 0 < sum(seen) < COUNT
    assert names(folder) == [f"00000000-000000{COUNT}.design.f8"]
    seen.clear()
    with KeptValues(folder, ASKED, resume=True) as kept:
        assert np.array_equal(gathered(JOB, counted, 2, 1, None, under(kept, "design")), whole)
        kept.finish("test.json", {"a": 1})
    assert seen == []
    assert json.loads((folder / "test.json").read_text()) == {"a": 1}


def test_a_torn_file_is_told_and_its_runs_are_computed_again(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    begun(folder)
    whole = gathered(JOB, measure, 2, 1)
    first, second, third = ((folder / kept_values.VALUES) / name for name in names(folder))
    content = bytearray(first.read_bytes())
    content[-3] ^= 1
    first.write_bytes(content)
    second.write_bytes(second.read_bytes()[:-1])
    third.rename(third.with_name("00000030-00000036.design.f8"))
    told: list[str] = []
    with KeptValues(folder, ASKED, resume=True, tell=told.append) as kept:
        assert np.array_equal(gathered(JOB, measure, 2, 1, None, under(kept, "design")), whole)
    assert len(told) == 3
    assert all("is torn" in line for line in told)


def test_jobs_of_an_analysis_do_not_mix(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    begun(folder)
    with KeptValues(folder, ASKED, resume=True) as kept:
        assert kept.read("forecast-0", 2) == []
        assert len(kept.read("design", 2)) == 3


@pytest.mark.parametrize(
    ("change", "told"),
    [({"points": 32}, "points = 16, not 32"), ({"more": 1}, "of another version")],
)
def test_another_analysis_is_refused(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    folder = tmp_path / "kept"
    begun(folder)
    with pytest.raises(StudyError, match=told):
        KeptValues(folder, {**ASKED, **change}, resume=True)
    with KeptValues(folder, ASKED, resume=True):
        pass  # the lock of who was refused is gone


def test_a_folder_is_taken_up_only_where_that_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    begun(folder)
    with pytest.raises(StudyError, match="already exists"):
        KeptValues(folder, ASKED)
    with (
        KeptValues(folder, ASKED, resume=True),
        pytest.raises(StudyError, match="another process"),
    ):
        KeptValues(folder, ASKED, resume=True)
    (folder / kept_values.ASKED).write_text("{")
    with pytest.raises(StudyError, match="torn"):
        KeptValues(folder, ASKED, resume=True)
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine")
    with pytest.raises(StudyError, match="already exists"):
        KeptValues(other, ASKED, resume=True)


def test_nothing_is_written_before_something_has_landed(tmp_path: Path) -> None:
    with KeptValues(tmp_path / "kept", ASKED) as kept:
        assert not kept.begun
    assert list(tmp_path.iterdir()) == []
