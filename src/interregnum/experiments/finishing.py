"""What has landed becomes the files of a complete study, each moved into place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from interregnum.experiments.merge import merge_arm, write_log
from interregnum.experiments.order import Order
from interregnum.experiments.own_work import OwnWork
from interregnum.experiments.parts import parts_in
from interregnum.experiments.series_file import series_file
from interregnum.experiments.tables import SERIES_NAMES, digest_of_file, file_of
from interregnum.experiments.whole_file import flush_file, flush_folder, sha256_of

MERGING = ".merging"

# Given the files of the tables and a folder, draws the study's figures into the folder.
Draw = Callable[[Mapping[str, Path], Path], None]


def merged_files(
    order: Order, folder: Path, study: dict[str, Any], merged: int, own: OwnWork, draw: Draw
) -> tuple[dict[str, str], dict[str, str]]:
    """Merge the parts of a study whose runs have all landed, and draw its figures.

    Parameters
    ----------
    order
        What was asked for.
    folder
        The study's folder; files of these names in it are replaced.
    study
        What every part must say of the study.
    merged
        How many runs lie in the tables of a smaller study that is being extended.
    own
        What this process itself has landed.
    draw
        Draws the figures.

    Returns
    -------
    tuple
        SHA-256 of the values of each table and series, and of the bytes of each file.

    Raises
    ------
    StudyError
        If a part or an older file is torn; it is named.
    OSError
        If the disk refuses.
    """
    place = folder / MERGING
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        digests = _merge(order, folder, study, merged, own)
        tables = [name for name in digests if name not in SERIES_NAMES]
        draw({name: place / file_of(name) for name in tables}, place)
        return digests, _move(place, folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _merge(
    order: Order, folder: Path, study: dict[str, Any], merged: int, own: OwnWork
) -> dict[str, str]:
    """Write tables, series and log, and return the digests of their values."""
    digests: dict[str, str] = {}
    notes: list[dict[str, Any]] = []
    place, parts = folder / MERGING, parts_in(folder)
    for arm in order.arms:
        found = merge_arm(
            arm, [part for part in parts if part.arm == arm.runs], place, study, merged, own
        )
        notes += found.notes
        if found.tally is not None:
            content, digests[arm.series] = series_file(found.tally, order.words)
            (place / file_of(arm.series)).write_bytes(content)
        for name in (arm.runs, arm.events):
            digests[name] = digest_of_file(place / file_of(name))
    write_log(place, notes, merged)
    return digests


def _move(place: Path, folder: Path) -> dict[str, str]:
    """Give the files their names, and return the SHA-256 of each."""
    files = {}
    for path in sorted(place.iterdir()):
        files[path.name] = sha256_of(path)
        flush_file(path)
    for name in files:
        os.replace(place / name, folder / name)
    flush_folder(folder)
    return files
