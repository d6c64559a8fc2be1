"""One writer a study."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interregnum.errors import StudyError
from interregnum.experiments import lock
from interregnum.experiments.lock import LOCK, Lock


def test_a_second_writer_is_refused_until_the_first_releases(tmp_path: Path) -> None:
    first = Lock(tmp_path)
    with pytest.raises(StudyError, match="another process"):
        Lock(tmp_path)
    first.release()
    assert list(tmp_path.iterdir()) == []
    Lock(tmp_path).release()


def test_a_lock_file_left_behind_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("")
    Lock(tmp_path).release()


def test_a_lock_on_a_file_that_was_removed_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, opened = os.open, []

    def removing(path: Path, *rest: int) -> int:
        handle = real(path, *rest)
        opened.append(handle)
        if len(opened) == 1:
            path.unlink()  # as if its holder had released it between opening and locking
        return handle

    monkeypatch.setattr(lock.os, "open", removing)
    held = Lock(tmp_path)
    assert len(opened) == 2
    assert (tmp_path / LOCK).exists()
    held.release()


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Lock(tmp_path / "missing")
