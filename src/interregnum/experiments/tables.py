"""What a study consists of on disk: tables, read column by column when needed, and series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.engine.record import values_digest
from interregnum.errors import StudyError

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.experiments.tally import Tally

SERIES_NAMES = ("series", "contrast_series")


def file_of(name: str) -> str:
    """Return the file of a table or of series.

    >>> file_of("contrast"), file_of("contrast_series")
    ('contrast.parquet', 'contrast_series.nc')
    """
    return f"{name}.nc" if name in SERIES_NAMES else f"{name}.parquet"


class StoredTables(Mapping[str, "pa.Table"]):
    """Tables by their names; each is read whole when it is asked for, and not kept.

    Parameters
    ----------
    folder
        Where they lie, as ``NAME.parquet``.
    names
        Which.
    digests
        SHA-256 of the values of each as the manifest says, if they are known, and of series.
    """

    def __init__(
        self, folder: Path, names: Sequence[str], digests: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.names = tuple(names)
        self.digests = dict(digests or {})

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self.names:
            raise KeyError(name)
        return read_table(self.path(name))

    def __contains__(self, name: object) -> bool:
        return name in self.names  # a mapping would read the whole table to see

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def path(self, name: str) -> Path:
        """Return the file of a table."""
        return self.folder / f"{name}.parquet"

    def check(self) -> None:
        """Refuse tables whose values are not those of the manifest.

        Raises
        ------
        StudyError
            If a file is missing, torn or changed; it is named.
        """
        for name, digest in self.digests.items():
            path = self.folder / file_of(name)
            if digest_of_file(path) != digest:
                msg = f"{path}: its values differ from the manifest's digest"
                raise StudyError(f"{msg}; the file was changed")


def read_table(path: Path, **options: Any) -> pa.Table:
    """Return a table from its file; options go to the reader.

    Raises
    ------
    StudyError
        If the file is missing or torn; it is named.
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        return parquet.read_table(
            path, page_checksum_verification=True, partitioning=None, **options
        )
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path) from error


def unreadable(path: Path) -> StudyError:
    """Return the message about a file that cannot be read."""
    return StudyError(
        f"{path}: cannot be read; the file is missing or torn: run the study again into another "
        "folder"
    )


def columns_of(
    tables: Mapping[str, pa.Table],
    name: str,
    columns: Sequence[str],
    only: tuple[str, Sequence[str]] | None = None,
) -> pa.Table:
    """Return some columns of a table without reading the others.

    Parameters
    ----------
    tables, name
        Which table.
    columns
        Which columns.
    only
        One of the columns, and the words in it whose rows are wanted; by default all rows.
    """
    import pyarrow.compute as compute

    rows = None if only is None else compute.field(only[0]).isin(list(only[1]))
    if isinstance(tables, StoredTables):
        return read_table(tables.path(name), columns=list(columns), filters=rows)
    chosen = tables[name].select(columns)
    return chosen if rows is None else chosen.filter(rows)


def digests_of(
    tables: Mapping[str, pa.Table], tallies: Mapping[str, Tally] | None = None
) -> dict[str, str]:
    """Return the SHA-256 of the values of tables and series; of stored ones the manifest's word."""
    if isinstance(tables, StoredTables) and tables.digests:
        return dict(sorted(tables.digests.items()))
    found = {name: values_digest(table) for name, table in tables.items()}
    found |= {name: tally.digest() for name, tally in (tallies or {}).items()}
    return dict(sorted(found.items()))


class _ColumnByColumn:
    """A table in a file as far as a digest looks at it: one column in memory at a time.

    A column of words comes as several, a group of rows each, of which the first says of all rows
    whether there is a word: so the same bytes are digested.
    """

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as parquet

        self.schema = parquet.read_schema(path)
        self.words = [field.name for field in self.schema if str(field.type) == "string"]
        # Opened once: a file of two hundred columns would be opened two hundred times.
        self.file = parquet.ParquetFile(
            path, page_checksum_verification=True, read_dictionary=self.words
        )

    @property
    def columns(self) -> Iterator[Any]:
        for field in self.schema:
            column = self.file.read(columns=[field.name]).column(0)
            if field.name not in self.words:
                yield column
                continue
            valid = column.is_valid()
            for number, chunk in enumerate(column.chunks):
                yield _Words(valid if number == 0 else valid[:0], chunk)


class _Words:
    """Rows of a column of words, each word of which is kept once."""

    type = "string"

    def __init__(self, valid: Any, codes: Any) -> None:
        import pyarrow as pa

        self.valid = valid
        self.words = pa.array([*codes.dictionary.to_pylist(), None], pa.string())
        self.codes = codes.indices.fill_null(len(self.words) - 1).to_pylist()

    def is_valid(self) -> Any:
        """Return whether there is a word, for all rows of the column or for none."""
        return self.valid

    def unique(self) -> Any:
        """Return the words, and that there is none."""
        return self.words

    def to_pylist(self) -> list[str | None]:
        """Return the words of the rows, as references to the few that there are."""
        words = self.words.to_pylist()
        return [words[code] for code in self.codes]


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of the values in the file of a table or of series.

    See :func:`~interregnum.engine.record.values_digest` and
    :meth:`~interregnum.experiments.tally.Tally.digest`.

    Raises
    ------
    StudyError
        If the file is missing or torn; it is named.
    """
    import pyarrow as pa

    if path.suffix == ".nc":
        from interregnum.experiments.series_file import digest_of_series

        return digest_of_series(path)
    try:
        return values_digest(_ColumnByColumn(path))
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path) from error
