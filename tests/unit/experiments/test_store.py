"""A study appears whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

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
        assert list(writer.files()) == ["runs.parquet"]
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


def test_a_study_that_can_be_gone_on_with_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(StudyError, match="--resume"):
        store.check_free(tmp_path)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    with store.StudyWriter(folder) as writer:
        writer.manifest({"format": 1})
        writer.finish()
    assert [p.name for p in folder.iterdir()] == ["manifest.json"]


def test_a_name_that_was_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    with store.StudyWriter(folder) as writer:
        writer.manifest({"format": 1})
        folder.mkdir()
        (folder / "mine.txt").write_text("precious")
        with pytest.raises(StudyError, match="meanwhile"):
            writer.finish()
    assert [p.name for p in tmp_path.iterdir()] == ["study"]
    assert (folder / "mine.txt").read_text() == "precious"


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parquet, "write_table", full)
    with (
        pytest.raises(StudyError, match="No space left"),
        store.StudyWriter(tmp_path / "study") as writer,
    ):
        writer.table("runs.parquet", TABLE)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_can_hold_no_folder_is_refused() -> None:
    with pytest.raises(StudyError, match="cannot be written"):
        store.check_place(Path("/dev/null/study"))
