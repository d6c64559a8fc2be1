"""Where a study may lie, and a finished one written in a single step.

Everything is written into a hidden folder beside the final one, flushed, and renamed: a study's
name never stands for half a study. Studies that land batch by batch are in
:mod:`interregnum.experiments.keeping`.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError
from interregnum.experiments.lock import LOCK
from interregnum.experiments.manifest import MANIFEST, write_manifest
from interregnum.experiments.whole_file import flush_file, flush_folder, refusal_told, sha256_of

if TYPE_CHECKING:
    import pyarrow as pa


def check_free(folder: Path) -> None:
    """Refuse a folder that exists with something in it, or whose place cannot be written.

    Raises
    ------
    StudyError
        With the way out; nothing has been created.
    """
    if holds_something(folder):
        msg = f"{folder}: already exists; a study is never overwritten: name another --out"
        if (folder / MANIFEST).is_file():
            msg += ", or go on with it by --resume"
        raise StudyError(msg)
    check_place(folder)


def holds_something(folder: Path) -> bool:
    """Say whether a name stands for anything but an absent or empty folder."""
    if folder.is_symlink() or folder.is_file():
        return True
    return folder.is_dir() and any(path.name != LOCK for path in folder.iterdir())


def check_place(folder: Path) -> None:
    """Refuse a folder that can be neither made nor written.

    Raises
    ------
    StudyError
        With the way out.
    """
    place = folder if folder.is_dir() else folder.resolve().parent
    while not place.exists():
        place = place.parent
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        msg = f"{folder}: {place} cannot be written; name an --out in a folder that you own"
        raise StudyError(msg)


def hidden_beside(folder: Path) -> Path:
    """Make a hidden folder beside a folder, to be renamed to it.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent)
    Path(made).chmod(0o755)
    return Path(made)


def give_name(hidden: Path, folder: Path) -> None:
    """Rename a hidden folder to its name; only an absent or empty folder gives way.

    Raises
    ------
    StudyError
        If something of that name has appeared meanwhile.
    OSError
        If the disk refuses.
    """
    flush_folder(hidden)
    try:
        hidden.rename(folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
        msg = f"{folder}: has appeared meanwhile; another process is writing it: name another --out"
        raise StudyError(msg) from error
    flush_folder(folder.absolute().parent)


class StudyWriter:
    """Collects a study's files beside its folder and lets them appear together.

    Raises
    ------
    StudyError
        If the folder exists or the disk refuses; what was begun is removed.
    """

    def __init__(self, folder: Path) -> None:
        check_free(folder)
        self.folder = folder
        with self._told():
            self.part = hidden_beside(folder)

    def __enter__(self) -> StudyWriter:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self.part.exists():
            shutil.rmtree(self.part, ignore_errors=True)

    def _told(self) -> Any:
        way_out = "nothing was left behind: free some space or name another --out"
        return refusal_told(self.folder, way_out)

    def table(self, name: str, table: pa.Table) -> None:
        """Write a table as Parquet."""
        import pyarrow.parquet as parquet

        with self._told():
            parquet.write_table(
                table, self.part / name, compression="zstd", write_page_checksum=True
            )

    def raw(self, name: str, content: bytes) -> None:
        """Write a file of bytes."""
        with self._told():
            (self.part / name).write_bytes(content)

    def files(self) -> dict[str, str]:
        """Return the SHA-256 of each file written so far."""
        return {path.name: sha256_of(path) for path in sorted(self.part.iterdir())}

    def manifest(self, content: dict[str, Any]) -> None:
        """Write the manifest."""
        with self._told():
            write_manifest(self.part, content)

    def finish(self) -> None:
        """Flush every file and give the folder its name."""
        with self._told():
            for path in self.part.iterdir():
                flush_file(path)
            give_name(self.part, self.folder)
