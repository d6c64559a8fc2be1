"""Where the datasets lie: the folder given, the one in the environment, or the cache."""

from __future__ import annotations

import os
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.evidence.datasets import DATASETS

VARIABLE = "INTERREGNUM_DATA"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder with one folder a dataset.

    Parameters
    ----------
    path
        The folder.
    given_by
        What named it: ``--from``, the environment variable, or the user's cache.
    """

    path: Path
    given_by: str

    def find(self, dataset: str, role: str) -> Path:
        """Return the file of a dataset that has a role, as ("gwf", "country_years").

        Raises
        ------
        ScenarioError
            Nothing there fits, or more than one file does.
        """
        found = self.find_all(dataset, role)
        if len(found) == 1:
            return found[0]
        folder = self.path / dataset
        if found:
            names = ", ".join(path.name for path in found)
            raise ScenarioError(f"{folder}: {names} are all {role}; keep one")
        raise ScenarioError(
            f"{folder}: no file for {role} of {dataset}; "
            f"`interregnum data info {dataset}` says how to get it"
        )

    def has(self, dataset: str, role: str) -> bool:
        """Return whether a file with the role is there."""
        return bool(self.find_all(dataset, role))

    def find_all(self, dataset: str, role: str) -> list[Path]:
        """Return the files that fit a role; more than one is somebody's mistake."""
        if dataset not in DATASETS:
            raise UsageError(f"no dataset {dataset}; {nearest(dataset, DATASETS)}")
        file = next(file for file in DATASETS[dataset].files if file.role == role)
        folder = self.path / dataset
        if not folder.is_dir():
            return []
        patterns = [file.path, *(name for form in file.others for name in form.patterns)]
        return [
            path
            for path in sorted(folder.iterdir())
            if path.is_file()
            and any(fnmatch(path.name.lower(), pattern.lower()) for pattern in patterns)
        ]


def data_folder(given: Path | None = None) -> DataFolder:
    """Return the folder of the datasets: the one given, INTERREGNUM_DATA, or the cache."""
    if given is not None:
        return _there(given, "--from")
    if named := os.environ.get(VARIABLE):
        return _there(Path(named), VARIABLE)
    import platformdirs

    return DataFolder(Path(platformdirs.user_cache_dir("interregnum")) / "data", "the cache")


def _there(path: Path, given_by: str) -> DataFolder:
    """Return a folder, refusing one that is not there."""
    if not path.is_dir():
        raise UsageError(f"{given_by}: {path} is no folder; name one with a folder a dataset")
    return DataFolder(path.resolve(), given_by)
