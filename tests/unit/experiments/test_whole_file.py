"""A file is there and whole, or not there."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import IO

import pytest

from interregnum.errors import StudyError
from interregnum.experiments.whole_file import (
    flush_file,
    flush_folder,
    hidden_name,
    refusal_told,
    sha256_of,
    write_whole,
)


def test_a_file_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"

    def write(stream: IO[bytes]) -> None:
        stream.write(b"whole")
        assert not path.exists()
        assert hidden_name(path).exists()

    write_whole(path, write)
    assert path.read_bytes() == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_file_that_cannot_be_finished_leaves_the_older_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"older")

    def write(stream: IO[bytes]) -> None:
        stream.write(b"new")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(path, write)
    assert path.read_bytes() == b"older"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_refusal_names_the_file_and_the_way_out(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "file"
    told = refusal_told(tmp_path, "try this")
    with pytest.raises(StudyError, match=r"file.*No such file.*try this"), told:
        missing.write_bytes(b"")
    told = refusal_told(tmp_path, "try this")
    with pytest.raises(StudyError, match=rf"{tmp_path}: cannot be written \(No space"), told:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_what_is_no_refusal_passes(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), refusal_told(tmp_path, ""):
        raise ZeroDivisionError


def test_names_and_bytes_can_be_flushed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    flush_file(tmp_path / "file")
    flush_folder(tmp_path)
    with pytest.raises(OSError, match="Not a directory"):
        flush_folder(tmp_path / "file")


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    # FIPS 180-2, appendix B.1.
    assert sha256_of(tmp_path / "file").startswith("ba7816bf8f01cfea414140de5dae2223")
