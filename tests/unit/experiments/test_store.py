"""A study appears whole or not at all."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from interregnum.errors import StudyError
from interregnum.experiments import store

TABLE = pa.table({"run": [0, 1]})


def test_a_study_appears_with_all_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "study"
    with store.StudyWriter(folder) as writer:
        writer.table("runs.parquet", TABLE)
        assert not folder.exists()
        writer.manifest({"format": 1})
        writer.finish()
    assert sorted(p.name for p in folder.iterdir()) == ["manifest.json", "runs.parquet"]
    assert [p.name for p in folder.parent.iterdir()] == ["study"]


def test_an_unfinished_study_leaves_nothing(tmp_path: Path) -> None:
    with store.StudyWriter(tmp_path / "study") as writer:
        writer.table("runs.parquet", TABLE)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_study_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.txt").write_text("precious")
    with pytest.raises(StudyError, match="already exists"):
        store.check_free(tmp_path / "study")
    (tmp_path / "file").write_text("precious")
    with pytest.raises(StudyError, match="already exists"):
        store.check_free(tmp_path / "file")


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    with store.StudyWriter(folder) as writer:
        writer.manifest({"format": 1})
        writer.finish()
    assert store.read_manifest(folder) == {"format": 1}


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parquet, "write_table", full)
    with (
        pytest.raises(StudyError, match="No space left"),
        store.StudyWriter(tmp_path / "study") as writer,
    ):
        writer.table("runs.parquet", TABLE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "is no study"), ("{", "torn"), (json.dumps({"format": 99}), "format 99")],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(
    tmp_path: Path, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(StudyError, match=said):
        store.read_manifest(tmp_path)


def test_versions_name_the_model() -> None:
    assert {"interregnum", "model", "python", "numba"} <= set(store.versions())
