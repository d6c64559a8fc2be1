"""Where a scenario is found: by its name in the library, or by the path of its file."""

from __future__ import annotations

from pathlib import Path

from interregnum.errors import ScenarioError, nearest

LIBRARY = Path(__file__).parent / "library"
MAX_SHOWN = 200


def library_names() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the package.

    Examples
    --------
    >>> "mutiny-2023" in library_names()
    True
    """
    return tuple(sorted(path.stem for path in LIBRARY.glob("*.yaml")))


def scenario_path(name_or_path: str | Path, folder: Path | None = None) -> Path:
    """Return the file of a scenario; a name of the library wins over a file of that name.

    Parameters
    ----------
    name_or_path
        A name of the library, or the path of a file.
    folder
        Where relative paths start; by default the working folder.

    Raises
    ------
    ScenarioError
        If there is neither.

    Examples
    --------
    >>> scenario_path("mutiny-2023").name
    'mutiny-2023.yaml'
    """
    name = str(name_or_path)
    if name in library_names():
        return LIBRARY / f"{name}.yaml"
    try:
        if "\0" not in name and ((folder or Path()) / name).exists():
            return (folder or Path()) / name
    except OSError:
        pass
    shown = name if len(name) <= MAX_SHOWN else f"{name[:MAX_SHOWN]}…"
    msg = f"{shown!r}: no such scenario or file; {nearest(name, library_names())}"
    raise ScenarioError(msg)
