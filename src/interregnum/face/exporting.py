"""A study's tables become files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import StudyError

if TYPE_CHECKING:
    from interregnum.face.study import Study


def write_csv(study: Study, folder: Path) -> list[Path]:
    """Write each table of a study as CSV into a new folder, and what its columns are.

    Returns
    -------
    list of pathlib.Path
        The files, those of the tables first.

    Raises
    ------
    StudyError
        If the folder holds something, or cannot be written.
    """
    from interregnum.experiments.flat import COLUMNS, columns_bytes, csv_bytes

    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        msg = f"{folder}: already exists; nothing is overwritten: name another --out"
        raise StudyError(msg)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        schemas, files = {}, []
        for name in study.tables:
            table = study.tables[name]
            file = folder / f"{name}.csv"
            file.write_bytes(csv_bytes(table))
            schemas[file.name] = table.schema
            files.append(file)
        (folder / COLUMNS).write_bytes(columns_bytes(schemas))
    except OSError as error:
        msg = f"{folder}: cannot be written ({error.strerror}); name an --out that you may write"
        raise StudyError(msg) from None
    return [*files, folder / COLUMNS]
