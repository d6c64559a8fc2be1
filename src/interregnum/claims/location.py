"""Where a ledger lies: in the library by its name, or in a folder of the reader's own."""

from __future__ import annotations

from pathlib import Path

from interregnum.errors import ScenarioError, nearest

LIBRARY = Path(__file__).with_name("library")
HEAD = "ledger.yaml"
REFERENCE = "khodorkovsky-2023"


def library_names() -> tuple[str, ...]:
    """Return the names of the ledgers that come with the package.

    >>> REFERENCE in library_names()
    True
    """
    return tuple(sorted(path.parent.name for path in LIBRARY.glob(f"*/{HEAD}")))


def ledger_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a ledger.

    Parameters
    ----------
    name_or_path
        A name of the library, or a folder that holds ``ledger.yaml``.

    Raises
    ------
    ScenarioError
        If there is neither.
    """
    named = LIBRARY / str(name_or_path)
    if str(name_or_path) in library_names():
        return named
    folder = Path(name_or_path)
    if not folder.is_dir():
        hint = nearest(str(name_or_path), library_names())
        msg = f"{name_or_path}: no ledger of the library and no folder; {hint}"
        raise ScenarioError(msg)
    if not (folder / HEAD).is_file():
        msg = f"{folder}: holds no {HEAD}; `interregnum claims new {folder}` writes a template"
        raise ScenarioError(msg)
    return folder
