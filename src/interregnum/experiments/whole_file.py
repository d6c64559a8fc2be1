"""A file that is either there and whole, or not there: written beside, flushed, renamed."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from interregnum.errors import StudyError

HIDDEN_END = ".part"


def hidden_name(path: Path) -> Path:
    """Return the name under which a file is written before it gets its own.

    >>> hidden_name(Path("study/log.parquet")).name
    '.log.parquet.part'
    """
    return path.with_name(f".{path.name}{HIDDEN_END}")


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Make a file's bytes durable."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def write_whole(path: Path, write: Callable[[IO[bytes]], Any]) -> None:
    """Write a file so that its name never stands for half of it.

    Parameters
    ----------
    path
        Where it is to stand; its folder exists.
    write
        Writes the bytes into the stream that it gets.

    Raises
    ------
    OSError
        If the disk refuses; nothing is left behind and an older file of that name stands.
    """
    hidden = hidden_name(path)
    try:
        with hidden.open("wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(hidden, path)
    finally:
        hidden.unlink(missing_ok=True)
    flush_folder(path.parent)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def refusal_told(place: Path, way_out: str) -> Iterator[None]:
    """Turn what the disk refuses into one message.

    Parameters
    ----------
    place
        The folder to name where the system names no file.
    way_out
        What is kept, and what the reader can do.

    Raises
    ------
    StudyError
        In place of any ``OSError``; its text names the file.
    """
    try:
        yield
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else str(place)
        msg = f"{name}: cannot be written ({error.strerror or error}); {way_out}"
        raise StudyError(msg) from error
