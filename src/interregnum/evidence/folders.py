"""Where the datasets lie: the folder given, the one in the environment, or the cache.

A file is found by its usual name, by one of the names that its authors give it, or, where there
is no such name, by its columns. Two files that would do are refused: nobody can tell which of
them a number came from.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from interregnum.errors import InterregnumError, ScenarioError, UsageError, nearest
from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.manifest import DataFile, Dataset
from interregnum.evidence.packed_files import READABLE

_ENDINGS = (*READABLE, ".zip")

VARIABLE = "INTERREGNUM_DATA"
"""The environment variable that names the folder of the datasets."""


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
        """Return the file of a dataset that has a role.

        Parameters
        ----------
        dataset, role
            As in the manifest: ("gwf", "country_years").

        Raises
        ------
        UsageError
            The manifest knows no such dataset or role.
        ScenarioError
            Nothing there fits, more than one file does, or the file lies outside the folder.
        """
        found = self.find_all(dataset, role)
        if len(found) == 1:
            return found[0]
        folder = self.path / dataset
        if found:
            names = ", ".join(path.name for path in found)
            raise ScenarioError(
                f"{folder}: {names} would each do for {role} of {dataset}; keep one there"
            )
        usual = data_file(dataset, role).path
        raise ScenarioError(
            f"{folder}: no file for {role} of {dataset} (usual name {usual}) in the folder that "
            f"{self.given_by} names; `interregnum data info {dataset}` says how to get it"
        )

    def has(self, dataset: str, role: str) -> bool:
        """Return whether a file with the role is there."""
        return bool(self.find_all(dataset, role))

    def find_all(self, dataset: str, role: str) -> list[Path]:
        """Return the files that would do for a role, sorted; more than one is a mistake."""
        file = data_file(dataset, role)
        there = self._files(dataset)
        found = _by_name(there, file)
        if not found:
            others = [other for other in DATASETS[dataset].files if other is not file]
            spare = [path for path in there if not any(_named(path, other) for other in others)]
            found = [path for path in spare if _by_columns(path, DATASETS[dataset]) is file]
        if not found and file.package is not None:
            found = _packaged(file.package)
        return found

    def _files(self, dataset: str) -> list[Path]:
        """Return the readable files in a dataset's folder, refusing those that lie elsewhere."""
        folder = self.path / dataset
        if not folder.is_dir():
            return []
        root = self.path.resolve()
        usual = {file.path for file in dataset_named(dataset).files}
        there = []
        for path in sorted(folder.iterdir()):
            readable = path.suffix.lower() in _ENDINGS or path.name in usual
            if not readable or not path.is_file():
                continue
            if not path.resolve().is_relative_to(root):
                raise ScenarioError(
                    f"{path}: leads out of {root} to {path.resolve()}; put the file itself there"
                )
            there.append(path)
        return there


def data_folder(given: Path | None = None) -> DataFolder:
    """Return the folder of the datasets: the one given, INTERREGNUM_DATA, or the cache.

    Parameters
    ----------
    given
        The folder of ``--from``; None to look further.

    Raises
    ------
    UsageError
        The folder named is none.
    """
    if given is not None:
        return _there(given, "--from")
    if named := os.environ.get(VARIABLE):
        return _there(Path(named), VARIABLE)
    return DataFolder(cache_folder(), "the cache")


def cache_folder() -> Path:
    """Return the folder of the user's cache that downloads go to."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("interregnum")) / "data"


def dataset_named(name: str) -> Dataset:
    """Return a dataset of the manifest.

    Raises
    ------
    UsageError
        There is none of that name.
    """
    if name not in DATASETS:
        raise UsageError(f"no dataset is called {name}; {nearest(name, DATASETS)}")
    return DATASETS[name]


def data_file(dataset: str, role: str) -> DataFile:
    """Return the file of a dataset that the manifest gives a role.

    Raises
    ------
    UsageError
        There is none.
    """
    files = {file.role: file for file in dataset_named(dataset).files}
    if role not in files:
        raise UsageError(f"{dataset} has no file for {role}; {nearest(role, files)}")
    return files[role]


def _there(path: Path, given_by: str) -> DataFolder:
    """Return a folder, refusing one that is not there."""
    if not path.is_dir():
        raise UsageError(
            f"{given_by}: {path} is no folder; name one that holds a folder for each dataset, "
            "such as gwf/"
        )
    return DataFolder(path.resolve(), given_by)


def _by_name(there: list[Path], file: DataFile) -> list[Path]:
    """Return the files whose names the manifest knows; of an authors' table one form will do.

    The usual file beside another is left to the user: one of them may be cut short. Among the
    authors' own, the form that the manifest names first is taken, and of a table in several
    formats the plainest.
    """
    forms = [[path for path in there if _matches(path, form.patterns)] for form in file.others]
    usual = [path for path in there if _matches(path, (file.path,))]
    if usual:
        return sorted({*usual, *(path for form in forms for path in form)})
    for form in forms:
        if len({path.stem.lower() for path in form}) == 1:
            return [min(form, key=lambda path: _ENDINGS.index(path.suffix.lower()))]
        if form:
            return form
    return []


def _named(path: Path, file: DataFile) -> bool:
    """Return whether a file has one of the names that the manifest knows."""
    return bool(_by_name([path], file))


def _matches(path: Path, patterns: tuple[str, ...]) -> bool:
    """Return whether a file's name fits a pattern, upper and lower case being one."""
    name = path.name.lower()
    return any(
        fnmatch(name, pattern.lower()) or fnmatch(name, f"{pattern.lower()}.zip")
        for pattern in patterns
    )


def _by_columns(path: Path, dataset: Dataset) -> DataFile | None:
    """Return which file of a dataset one of another name is, by its columns.

    The columns of one file may all be in another that has more: the form with the most counts.
    """
    from interregnum.evidence.reading import columns_of

    try:
        columns = set(columns_of(path))
    except InterregnumError:
        return None
    fitting = [
        (len(form), file)
        for file in dataset.files
        for form in file.column_sets()
        if form and columns.issuperset(form)
    ]
    return max(fitting, key=lambda entry: entry[0])[1] if fitting else None


def _packaged(inside: str) -> list[Path]:
    """Return a file that lies inside an installed library, without importing it."""
    library, _, rest = inside.partition("/")
    found = importlib.util.find_spec(library)
    if found is None or not found.submodule_search_locations:
        return []
    path = Path(found.submodule_search_locations[0]) / rest
    return [path] if path.is_file() else []
