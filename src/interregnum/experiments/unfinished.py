"""What of an unfinished study has landed, and whether it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from interregnum.errors import StudyError
from interregnum.experiments.manifest import ALL, ARMS
from interregnum.experiments.parts import PARTS, TornPartError, base_of, parts_in, read_part
from interregnum.experiments.series_file import read_series
from interregnum.experiments.standing import landed_share
from interregnum.experiments.tables import digest_of_file, file_of


class Landed(NamedTuple):
    """What a check of an unfinished study found.

    ``landed`` of ``whole`` runs have landed, arms counted apart; ``files`` were looked at, in the
    study's folder or in that of its parts; ``faults`` has a line for each that is torn.
    """

    landed: int
    whole: int
    files: tuple[str, ...]
    faults: tuple[str, ...]


def check_landed(folder: Path, manifest: dict[str, Any]) -> Landed:
    """Check all that an unfinished study consists of: parts, and tables that it started from.

    Parameters
    ----------
    folder
        The study's folder; nothing in it is changed.
    manifest
        Its manifest.

    Raises
    ------
    StudyError
        If a part may not be read.
    """
    study: dict[str, Any] = {
        "scenario_sha256": manifest["scenario_sha256"],
        "seed": manifest["seed"],
        "model": manifest["versions"]["model"],
        "series": manifest["series"] == ALL,
        **{key: manifest[key] for key in ("design_sha256", "engine") if key in manifest},
    }
    files, faults = _older(folder, manifest)
    for part in parts_in(folder):
        files.append(f"{PARTS}/{part.path.name}")
        try:
            read_part(part, study)
        except TornPartError:
            faults.append(
                f"{part.path}: is torn or of another study; --resume computes its runs again"
            )
    return Landed(*landed_share(folder), tuple(files), tuple(faults))


def _older(folder: Path, manifest: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return which files of a smaller study there are, and a line for each that is torn."""
    merged = manifest.get("merged", 0)
    files: list[str] = []
    faults: list[str] = []
    for runs, events, series in ARMS[: 2 if manifest["scenario"].get("contrast") else 1]:
        paths = [folder / file_of(name) for name in (runs, events)] if merged else []
        if merged and manifest["series"] == ALL:
            paths.append(base_of(folder, series, merged))
        for path in paths:
            files.append(str(path.relative_to(folder)))
            try:
                read_series(path) if path.suffix == ".nc" else digest_of_file(path)
            except StudyError as error:
                faults.append(str(error))
    return files, faults
