"""Parts of a study: one file a landed batch, whole in itself, with its runs and their events.

A part is a table of runs with one more column, the list of each run's events; where daily series
are kept, three more: the paths of the runs that are followed, and on the first row the histogram
of the batch and its counts of who holds each region. Its metadata says of which study and arm it
is, the digests of its values, when it landed and how.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.engine.record import events_table, runs_table, values_digest
from interregnum.errors import StudyError
from interregnum.experiments.ensemble import Gap
from interregnum.experiments.packed_series import Daily, Packed, digest_of_packed, packed, unpacked
from interregnum.experiments.tables import file_of
from interregnum.experiments.whole_file import HIDDEN_END, write_whole

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.engine.mean_field import Batch
    from interregnum.experiments.order import Arm

PARTS = "parts"
EVENTS_COLUMN = "events"
SERIES_COLUMNS = ("histogram", "path", "territory")
NOTE = b"interregnum"
_NAME = re.compile(r"(\d{8,10})-(\d{8,10})\.(runs|contrast)\.parquet")
_BASE = re.compile(r"0{8}-\d{8,10}\.(contrast_)?series\.nc")


class Part(NamedTuple):
    """A part by its name: which arm's runs from ``first`` to before ``end``."""

    path: Path
    arm: str
    first: int
    end: int


class Content(NamedTuple):
    """What a part holds: runs, events, series if they are kept, and the note in its metadata."""

    runs: pa.Table
    events: pa.Table
    daily: Daily | None
    note: dict[str, Any]


class TornPartError(Exception):
    """A part that is not what its name says; its runs count as missing."""


def part_name(arm: str, first: int, end: int) -> str:
    """Return the name of a part.

    >>> part_name("runs", 0, 250)
    '00000000-00000250.runs.parquet'
    """
    return f"{first:08d}-{end:08d}.{arm}.parquet"


def parts_in(folder: Path) -> list[Part]:
    """Return the parts in a study's folder by their names, in order of arm and runs."""
    place = folder / PARTS
    found = []
    for path in place.iterdir() if place.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named:
            found.append(Part(path, named[3], int(named[1]), int(named[2])))
    return sorted(found, key=lambda part: (part.arm, part.first, part.end))


def part_table(arm: Arm, seed: int, batch: Batch, note: dict[str, Any]) -> pa.Table:
    """Return a batch as the table of a part."""
    import pyarrow as pa

    runs = runs_table(arm.plan, seed, [batch])
    events = events_table(arm.plan, [batch])
    numbers = np.arange(batch.first, batch.first + runs.num_rows + 1)
    offsets = np.searchsorted(np.asarray(events["run"]), numbers).astype(np.int32)
    columns = [column.combine_chunks() for column in events.columns]
    lines = pa.StructArray.from_arrays(columns, fields=list(events.schema))
    lists = pa.ListArray.from_arrays(pa.array(offsets), lines)
    table = runs.append_column(pa.field(EVENTS_COLUMN, lists.type), lists)
    digests = [values_digest(runs), values_digest(events)]
    if batch.histogram is not None and batch.paths is not None:
        columns_of_series = packed(batch.histogram, batch.paths, runs.num_rows, batch.territory)
        digests.append(digest_of_packed(columns_of_series))
        for name, column in zip(SERIES_COLUMNS, columns_of_series, strict=True):
            table = table.append_column(name, _bytes_column(column))
    told = {**note, "series": len(digests) == 3, "values_sha256": digests}
    return table.replace_schema_metadata({NOTE: json.dumps(told, sort_keys=True)})


def _bytes_column(words: Any) -> pa.Array:
    """Return bytes as a column; those that stand alone on the first row are not copied."""
    import pyarrow as pa

    if words[0] is None or any(word is not None for word in words[1:]):
        return pa.array(words, pa.large_binary())
    offsets = np.full(len(words) + 1, len(words[0]), dtype=np.int64)
    offsets[0] = 0
    held = np.packbits(np.arange(len(words)) == 0, bitorder="little")
    buffers = [pa.py_buffer(part) for part in (held, offsets, words[0])]
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(words), buffers)


def write_part(folder: Path, arm: str, table: pa.Table, first: int) -> tuple[Path, str]:
    """Write a part into a study's folder.

    Returns
    -------
    Its file, and SHA-256 of the bytes of it.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    place = folder / PARTS
    place.mkdir(exist_ok=True)
    buffer = pa.BufferOutputStream()
    # A part is read once, whole: neither a dictionary nor least and largest values are of use.
    parquet.write_table(
        table,
        buffer,
        compression="zstd",
        write_page_checksum=True,
        use_dictionary=False,
        write_statistics=False,
    )
    content = buffer.getvalue()
    path = place / part_name(arm, first, first + table.num_rows)
    _write_bytes(path, content)
    return path, hashlib.sha256(content).hexdigest()


def _write_bytes(path: Path, content: Any) -> None:
    write_whole(path, lambda stream: stream.write(content))


def read_part(part: Part, study: dict[str, Any], written: str | None = None) -> Content:
    """Return what a part holds.

    Parameters
    ----------
    part
        Which.
    study
        What its note must say of the study: ``scenario_sha256``, ``seed``, ``model`` and whether
        it keeps ``series``.
    written
        SHA-256 of the bytes that this process itself wrote as this part, if it did. Then these
        are compared, which takes less time than the digests of all values; and its series, which
        whoever wrote it has counted, are left out.

    Raises
    ------
    TornPartError
        If it is torn, changed or of another study.
    StudyError
        If it may not be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        raw = part.path.read_bytes()
    except OSError as error:
        msg = f"{part.path}: cannot be read ({error.strerror}); make it readable"
        raise StudyError(msg) from error
    if written is not None and hashlib.sha256(raw).hexdigest() != written:
        raise TornPartError(str(part.path))
    try:
        file = parquet.ParquetFile(pa.BufferReader(raw), page_checksum_verification=True)
        note = json.loads(file.schema_arrow.metadata[NOTE])
        if written is None:
            content = _content(file.read(), note, series=note["series"])
        else:
            rest = [name for name in file.schema_arrow.names if name not in SERIES_COLUMNS]
            content = _content(file.read(columns=rest), note, series=False)
        is_whole = written is not None or _is_whole(content, part, study)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException) as error:
        raise TornPartError(str(part.path)) from error
    if not is_whole:
        raise TornPartError(str(part.path))
    return content


def _is_whole(content: Content, part: Part, study: dict[str, Any]) -> bool:
    """Say whether a part's content is what its name, its study and its note promise."""
    # Checksums of pages do not cover what describes the pages; the digests of the values do.
    digests = [values_digest(content.runs), values_digest(content.events)]
    expected = {**study, "arm": part.arm}
    numbers = np.asarray(content.runs["run"])
    told = {key: content.note.get(key) for key in expected}
    return (
        told == expected
        and content.note["values_sha256"][:2] == digests
        and np.array_equal(numbers, np.arange(part.first, part.end))
    )


def _content(table: pa.Table, note: dict[str, Any], *, series: bool) -> Content:
    """Return runs, events and series of a part's table; a ValueError if its series are torn."""
    import pyarrow as pa

    lines = table[EVENTS_COLUMN].combine_chunks().flatten()
    events = pa.Table.from_arrays(lines.flatten(), schema=pa.schema(list(lines.type)))
    daily = None
    if series:
        found = Packed(*(table[name].to_pylist() for name in SERIES_COLUMNS))
        if digest_of_packed(found) != note["values_sha256"][2]:
            raise ValueError("another digest of series")
        daily = unpacked(found, int(table["run"][0].as_py()))
        table = table.drop_columns(list(SERIES_COLUMNS))
    runs = table.drop_columns([EVENTS_COLUMN]).replace_schema_metadata(None)
    return Content(runs, events, daily, note)


def keep_base(folder: Path, merged: int, names: Iterable[str]) -> None:
    """Put copies of a complete study's series among the parts, before it is extended.

    Counts cannot be cut off at a run as rows can: once larger series have taken the place of the
    smaller ones, only a copy tells what the first runs were.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    (folder / PARTS).mkdir(exist_ok=True)
    for name in names:
        _write_bytes(base_of(folder, name, merged), (folder / file_of(name)).read_bytes())


def base_of(folder: Path, name: str, merged: int) -> Path:
    """Return the name of the copy of an arm's series of the first ``merged`` runs."""
    return folder / PARTS / f"{0:08d}-{merged:08d}.{file_of(name)}"


def remove_parts(folder: Path) -> None:
    """Remove all parts and copies of series, and their folder if nothing else lies in it."""
    place = folder / PARTS
    for part in parts_in(folder):
        part.path.unlink(missing_ok=True)
    for path in place.iterdir() if place.is_dir() else ():
        if _BASE.fullmatch(path.name):
            path.unlink(missing_ok=True)
    if place.is_dir() and not any(place.iterdir()):
        place.rmdir()


def remove_hidden(folder: Path) -> None:
    """Remove files that a killed process was writing."""
    for place in (folder, folder / PARTS):
        for path in place.glob(f".*{HIDDEN_END}") if place.is_dir() else ():
            path.unlink(missing_ok=True)


def gaps_of(parts: list[Part], arm: str, start: int, end: int) -> list[Gap]:
    """Return the runs of an arm in [start, end) that no part holds.

    >>> gaps_of([Part(Path(), "runs", 2, 4)], "runs", 0, 6)
    [Gap(first=0, end=2), Gap(first=4, end=6)]
    """
    gaps = []
    for part in parts:
        if part.arm == arm and part.first < end:
            if part.first > start:
                gaps.append(Gap(start, part.first))
            start = max(start, part.end)
    if start < end:
        gaps.append(Gap(start, end))
    return gaps
