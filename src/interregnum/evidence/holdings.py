"""What lies in a folder of datasets: which file plays which part, and whether it is sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from interregnum.errors import InterregnumError
from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.folders import DataFolder
from interregnum.evidence.manifest import DataFile, Dataset
from interregnum.evidence.packed_files import READABLE
from interregnum.evidence.reading import columns_of, sha256_of

State = Literal["known", "own copy", "absent", "wrong hash", "unusable"]
"""What a file is: the one that the manifest knows, the user's own, none, or no good."""

WRONG: tuple[State, ...] = ("wrong hash", "unusable")


@dataclass(frozen=True, slots=True)
class Holding:
    """One file of a dataset as it lies in a folder.

    Parameters
    ----------
    dataset, role
        Which file it is by the manifest.
    path
        The file, or None.
    state
        What it is.
    sha256
        Its hash, or None.
    trouble
        What is wrong with it, or nothing.
    optional
        Whether the record does without it.
    """

    dataset: str
    role: str
    path: Path | None
    state: State
    sha256: str | None = None
    trouble: str = ""
    optional: bool = False


def holdings(dataset: Dataset, folder: DataFolder) -> list[Holding]:
    """Return what lies in a folder for each file of a dataset, its hash and columns checked.

    A file of the usual name must have the hash known: it may be cut short or edited otherwise,
    and nothing else would show it. A file of another name is the user's own copy.
    """
    return [_holding(dataset, file, folder) for file in dataset.files]


def not_as_known(files: Mapping[str, str]) -> list[str]:
    """Return the files that bear a usual name and are not the file known by it.

    Parameters
    ----------
    files
        SHA-256 by dataset and file name, as "gwf/gwf_autocratic_1946_1989.csv".

    Examples
    --------
    >>> not_as_known({"ert/ert_v15.csv": "0" * 64, "ert/mine.csv": "0" * 64})
    ['ert/ert_v15.csv']
    """
    known = {
        f"{dataset.name}/{file.path}": file.sha256
        for dataset in DATASETS.values()
        for file in dataset.files
        if file.sha256 is not None
    }
    return sorted(name for name, sha256 in files.items() if known.get(name, sha256) != sha256)


def _holding(dataset: Dataset, file: DataFile, folder: DataFolder) -> Holding:
    """Return what lies in a folder for one file of a dataset."""
    blank = Holding(dataset.name, file.role, None, "absent", optional=file.optional)
    try:
        if not folder.find_all(dataset.name, file.role):
            return blank
        path = folder.find(dataset.name, file.role)
    except InterregnumError as error:
        return replace(blank, state="unusable", trouble=str(error))
    found = replace(blank, path=path, sha256=sha256_of(path))
    if path.name == file.path and file.sha256 not in (None, found.sha256):
        trouble = (
            f"{path}: SHA-256 {found.sha256} and not {file.sha256}; get it anew, or give your own "
            "copy another name"
        )
        return replace(found, state="wrong hash", trouble=trouble)
    if trouble := _missing_columns(path, file):
        return replace(found, state="unusable", trouble=trouble)
    return replace(found, state="known" if found.sha256 == file.sha256 else "own copy")


def _missing_columns(path: Path, file: DataFile) -> str:
    """Return what a file's columns lack of the form nearest to it, or nothing."""
    if path.suffix.lower() not in (*READABLE, ".zip"):
        return ""
    try:
        columns = set(columns_of(path))
    except InterregnumError as error:
        return str(error)
    lacking = min(
        ([name for name in form if name not in columns] for form in file.column_sets()), key=len
    )
    if not lacking:
        return ""
    return f"{path}: lacks {', '.join(lacking)}; is it the file for {file.role}?"
