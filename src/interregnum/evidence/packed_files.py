"""Packed tables: one file inside a ZIP archive, unpacked with limits."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from interregnum.errors import ScenarioError

MOST_BYTES = 1 << 30
MOST_RATIO = 200
READABLE = (".csv", ".tsv", ".tab", ".txt", ".dta", ".xlsx")
"""Endings of the files that can be read, packed or not."""

_CHUNK = 1 << 20


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Give a file as it is, or the one table inside a ZIP archive for as long as it is needed.

    Raises
    ------
    ScenarioError
        The file is missing, its ending is unknown, or the archive is broken, encrypted, holds
        no table or several, names a path outside itself, or swells beyond the limits.
    """
    if not path.is_file():
        raise ScenarioError(f"{path}: there is no such file")
    if path.suffix.lower() != ".zip":
        if path.suffix.lower() not in READABLE:
            raise ScenarioError(
                f"{path}: cannot be read; readable are {', '.join(READABLE)} and .zip"
            )
        check_swelling(path)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="interregnum-") as folder:
        yield _unpack(path, Path(folder))


def check_swelling(path: Path) -> None:
    """Refuse a workbook (which is a ZIP archive) that would swell beyond the limits."""
    if path.suffix.lower() != ".xlsx":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                _check_size(path, member)
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                raise ScenarioError(f"{path}: unpacks to more than {MOST_BYTES >> 20} MiB")
    except (zipfile.BadZipFile, OSError) as error:
        raise ScenarioError(f"{path}: this is no workbook ({error})") from error


def _unpack(path: Path, folder: Path) -> Path:
    """Write the one table of an archive into a folder and return its path."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = _the_table(path, archive)
            # The name inside plays no part in where the bytes go.
            target = folder / f"table{PurePosixPath(member.filename).suffix.lower()}"
            with archive.open(member) as source, target.open("wb") as sink:
                written = 0
                while chunk := source.read(_CHUNK):
                    written += len(chunk)
                    if written > min(MOST_BYTES, member.file_size):
                        raise ScenarioError(f"{path}: holds more than it says; not unpacked")
                    sink.write(chunk)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError) as error:
        raise ScenarioError(f"{path}: the archive cannot be unpacked ({error})") from error
    check_swelling(target)
    return target


def _the_table(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the only table of an archive."""
    for member in archive.infolist():
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        if inner.is_absolute() or ".." in inner.parts or ":" in member.filename:
            raise ScenarioError(
                f"{path}: the archive names {member.filename!r}, outside itself; not unpacked"
            )
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(READABLE)
        and not member.filename.startswith("__MACOSX/")
    ]
    if len(tables) != 1:
        found = ", ".join(member.filename for member in tables[:5]) or "none"
        raise ScenarioError(
            f"{path}: one table is read from an archive and it holds {len(tables)} ({found}); "
            "unpack the one that is meant"
        )
    if tables[0].flag_bits & 0x1:
        raise ScenarioError(f"{path}: the archive is encrypted; unpack it first")
    _check_size(path, tables[0])
    return tables[0]


def _check_size(path: Path, member: zipfile.ZipInfo) -> None:
    """Refuse a member that is too large, or packed more tightly than tables are."""
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > MOST_BYTES or (ratio > MOST_RATIO and member.file_size > _CHUNK):
        raise ScenarioError(
            f"{path}: {member.filename} would unpack to {member.file_size:,} bytes "
            f"({ratio:,.0f} times as many); at most {MOST_BYTES:,} bytes and {MOST_RATIO} times "
            "are unpacked"
        )
