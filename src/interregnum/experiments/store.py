"""A study on disk: whole files only, in a folder that appears when the study is complete.

Everything is written into a hidden folder beside the final one, flushed, and renamed at the
end: a study's name never stands for half a study.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
RUNS = "runs.parquet"
EVENTS = "events.parquet"
CONTRAST = "contrast.parquet"
CONTRAST_EVENTS = "contrast_events.parquet"


def versions() -> dict[str, str]:
    """Return the versions of everything that a result could depend on."""
    from importlib import metadata

    names = ("numba", "numpy", "pandas", "pyarrow", "pydantic", "ruamel.yaml")
    found = {name: metadata.version(name) for name in names}
    return {
        "interregnum": __version__,
        "model": MODEL_VERSION,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        **found,
    }


def manifest_of(about: dict[str, Any], digests: dict[str, str]) -> dict[str, Any]:
    """Return a manifest: what the study is, and the versions and values it came with."""
    from interregnum.engine.record import NOT_MODELLED

    return {
        "format": 1,
        "state": "complete",
        **about,
        "versions": versions(),
        "values_sha256": digests,
        "calibrated": False,
        "not_modelled": list(NOT_MODELLED),
    }


def check_free(folder: Path) -> None:
    """Refuse a folder that exists with something in it, or whose parent cannot be written.

    Raises
    ------
    StudyError
        With the way out; nothing has been created.
    """
    if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        msg = f"{folder}: already exists; a study is never overwritten: name another --out"
        raise StudyError(msg)
    parent = folder.resolve().parent
    while not parent.exists():
        parent = parent.parent
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        msg = f"{folder}: {parent} cannot be written; name an --out in a folder that you own"
        raise StudyError(msg)


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
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            made = tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent)
        except OSError as error:
            raise self._refused(error) from error
        self.part = Path(made)

    def __enter__(self) -> StudyWriter:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self.part.exists():
            shutil.rmtree(self.part, ignore_errors=True)

    def _refused(self, error: OSError) -> StudyError:
        return StudyError(
            f"{self.folder}: cannot be written ({error.strerror or error}); nothing was left "
            "behind: free some space or name another --out"
        )

    def table(self, name: str, table: pa.Table) -> None:
        """Write a table as Parquet."""
        import pyarrow.parquet as parquet

        try:
            parquet.write_table(table, self.part / name, compression="zstd")
        except OSError as error:
            raise self._refused(error) from error

    def manifest(self, content: dict[str, Any]) -> None:
        """Write the manifest."""
        text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        try:
            (self.part / MANIFEST).write_text(text, encoding="utf-8")
        except OSError as error:
            raise self._refused(error) from error

    def finish(self) -> None:
        """Flush every file and give the folder its name."""
        try:
            for path in self.part.iterdir():
                with path.open("rb") as stream:
                    os.fsync(stream.fileno())
            self.part.chmod(0o755)
            if self.folder.is_dir():
                self.folder.rmdir()
            self.part.rename(self.folder)
        except OSError as error:
            raise self._refused(error) from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a study's manifest.

    Raises
    ------
    StudyError
        If the folder is no study, or its manifest is torn or of a newer version.
    """
    path = folder / MANIFEST
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        msg = f"{folder}: is no study (it has no {MANIFEST}); name a folder that `run` made"
        raise StudyError(msg) from error
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be read ({error}); the file is torn: run the study again"
        raise StudyError(msg) from error
    if content.get("format") != 1:
        msg = f"{path}: format {content.get('format')} is not known to version {__version__}"
        raise StudyError(f"{msg}; use the version that wrote it: {content.get('versions')}")
    return content
