"""Parts become the tables and series of a study: streamed in order of the runs.

The bytes of a table depend on its values alone, not on the batches that they came in: rows are
collected into groups of a fixed size before they are written. Histograms are added up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import StudyError
from interregnum.experiments.own_work import OwnWork
from interregnum.experiments.parts import Content, Part, TornPartError, base_of, read_part
from interregnum.experiments.series_file import read_series, uncounted
from interregnum.experiments.tables import read_table, unreadable
from interregnum.experiments.tally import Tally, empty_tally
from interregnum.experiments.territory import regions_of

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.experiments.order import Arm


class Merged(NamedTuple):
    """What merging an arm gives beside its tables: the notes of its parts, and its series."""

    notes: list[dict[str, Any]]
    tally: Tally | None


GROUP_ROWS = 8192
LOG = "log"


class _Rows:
    """Writes rows in groups of a fixed size; the file gets its schema from the first rows."""

    def __init__(self, path: Path, distinct: frozenset[str] = frozenset()) -> None:
        self.path, self.distinct = path, distinct
        self.waiting: list[pa.Table] = []
        self.writer: Any = None

    def __enter__(self) -> _Rows:
        self.stream = self.path.open("wb")
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                if self.waiting:
                    self._write(self._collected(), whole=True)
                self.writer.close()
                self.stream.flush()
        finally:
            if self.writer is not None:
                # Where it failed, no footer may follow half a table onto a disk that is full.
                self.writer.is_open = False
            self.stream.close()

    def add(self, table: pa.Table) -> None:
        """Take rows; whole groups are written."""
        self.waiting.append(table)
        if sum(part.num_rows for part in self.waiting) >= GROUP_ROWS:
            self._write(self._collected(), whole=False)

    def _collected(self) -> pa.Table:
        import pyarrow as pa

        table = pa.concat_tables(self.waiting)
        self.waiting = []
        return table

    def _write(self, table: pa.Table, *, whole: bool) -> None:
        import pyarrow.parquet as parquet

        if self.writer is None:
            # A dictionary of numbers that hardly ever repeat is longer than they are.
            alike = [name for name in table.column_names if name not in self.distinct]
            self.writer = parquet.ParquetWriter(
                self.stream,
                table.schema,
                compression="zstd",
                write_page_checksum=True,
                use_dictionary=alike,
            )
        full = table.num_rows - (0 if whole else table.num_rows % GROUP_ROWS)
        for first in range(0, full, GROUP_ROWS):
            rows = table.slice(first, min(GROUP_ROWS, full - first)).combine_chunks()
            self.writer.write_table(rows, row_group_size=GROUP_ROWS)
        if full < table.num_rows:
            self.waiting = [table.slice(full)]


def distinct_columns(arm: Arm) -> frozenset[str]:
    """Return the parameters of an arm that are drawn: hardly any two runs have the same."""
    return frozenset(row.name for row in arm.plan.parameters if row.draw != "fixed")


def merge_arm(
    arm: Arm, parts: list[Part], place: Path, study: dict[str, Any], merged: int, own: OwnWork
) -> Merged:
    """Write an arm's two tables, and return its series and the notes of its parts.

    Parameters
    ----------
    arm
        Which.
    parts
        Its parts, in order of the runs, without gaps.
    place
        The folder to write into; the tables of ``merged`` runs lie in its parent.
    study
        What every part must say of the study, such as whether it keeps ``series``.
    merged
        How many runs a complete study had before it was extended; 0 otherwise.
    own
        What this process itself has landed; its series become part of what is returned.

    Raises
    ------
    StudyError
        If a part or a table is torn; it is named.
    OSError
        If the disk refuses.
    """
    base = _tally_before(arm, parts, place, merged, own) if study["series"] else None
    found = Merged([], base)
    with (
        _Rows(place / f"{arm.runs}.parquet", distinct_columns(arm)) as runs,
        _Rows(place / f"{arm.events}.parquet") as events,
    ):
        for rows, name in ((runs, arm.runs), (events, arm.events)):
            for group in _groups_before(place.parent / f"{name}.parquet", merged):
                rows.add(group)
        for part in parts:
            content = _whole(part, study, found.tally, own.written.get(part.path.name))
            runs.add(content.runs)
            events.add(content.events)
            found.notes.append(content.note)
    return found


def _whole(part: Part, study: dict[str, Any], tally: Tally | None, written: str | None) -> Content:
    """Return what a part holds, with its series counted if they were not when it landed."""
    try:
        content = read_part(part, study, written)
        if tally is not None and content.daily is not None:
            tally.add(part.first, part.end - part.first, *content.daily)
    except (TornPartError, ValueError) as error:
        msg = f"{part.path}: is torn; go on with --resume, which computes its runs again"
        raise StudyError(msg) from error
    return content


def _tally_before(arm: Arm, parts: list[Part], place: Path, merged: int, own: OwnWork) -> Tally:
    """Return the series of own parts and of the runs before ``merged``, with room for the rest."""
    runs = max([merged, *(part.end for part in parts)])
    tally = own.series_of(arm) or empty_tally(arm.plan.horizon, runs, regions_of(arm.plan))
    if merged:
        path = base_of(place.parent, arm.series, merged)
        base = read_series(path)
        if (base.runs, base.days) != (merged, tally.days):
            raise StudyError(f"{path}: holds the series of another study; it was changed")
        if tally.territory is not None and not tally.territory.fits(base.territory):
            raise uncounted(path)
        tally.add(0, merged, base.counts, base.paths, base.territory)
    return tally


def _groups_before(path: Path, merged: int) -> Iterator[pa.Table]:
    """Yield the rows of the runs before ``merged`` in a table of an earlier, smaller study."""
    import pyarrow as pa
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    if not merged:
        return
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            yield file.schema_arrow.empty_table()
            for number in range(file.num_row_groups):
                table = file.read_row_group(number)
                yield table.filter(compute.less(table["run"], merged))
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path) from error


def write_log(place: Path, notes: list[dict[str, Any]], merged: int) -> None:
    """Write what depends on clock, machine, threads, batches and interruptions: a row a batch.

    Parameters
    ----------
    place
        The folder to write into; an older log lies in its parent.
    notes
        The notes of the parts.
    merged
        As for :func:`merge_arm`.

    Raises
    ------
    StudyError
        If an older log is torn.
    OSError
        If the disk refuses.
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rows = [{field.name: note[field.name] for field in log_schema()} for note in notes]
    if merged:
        older = read_table(place.parent / f"{LOG}.parquet").to_pylist()
        rows = [row for row in older if row["first"] < merged] + rows
    rows.sort(key=lambda row: (row["arm"], row["first"]))
    table = pa.Table.from_pylist(rows, schema=log_schema())
    with (place / f"{LOG}.parquet").open("wb") as stream:
        parquet.write_table(table, stream, compression="zstd", write_page_checksum=True)


def log_schema() -> pa.Schema:
    """Return the schema of ``log.parquet``."""
    import pyarrow as pa

    words = ("interregnum", "python", "machine", "target")
    return pa.schema(
        [
            pa.field("arm", pa.string()),
            pa.field("first", pa.int64()),
            pa.field("runs", pa.int64()),
            pa.field("landed_utc", pa.string()),
            pa.field("session_utc", pa.string()),
            pa.field("seconds", pa.float64(), metadata={"unit": "s"}),
            pa.field("workers", pa.int64()),
            pa.field("cores", pa.int64()),
            *(pa.field(word, pa.string()) for word in words),
        ]
    )
