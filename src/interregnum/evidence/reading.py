"""Reading a table of others: the columns asked for, as they stand, or a clear refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from interregnum.errors import InterregnumError, ScenarioError, nearest
from interregnum.evidence.cases import ReadReport
from interregnum.evidence.foreign_files import (
    sheet_columns,
    sheet_table,
    stata_columns,
    stata_table,
)
from interregnum.evidence.packed_files import unpacked
from interregnum.evidence.text_files import TextForm, text_form, text_table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Kind = Literal["text", "integer", "number", "day"]
"""What a column holds: words; whole numbers; numbers; days written as year-month-day."""

MOST_ROWS = 2_000_000
MOST_CELLS = 12_000_000

_PATTERNS = {
    "integer": r"^\s*[-+]?\d{1,15}(\.0*)?\s*$",
    "number": r"^\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*$",
    "day": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
}
_RULES = {
    "integer": "whole numbers",
    "number": "numbers with a decimal point",
    "day": "days written as 1989-12-31",
}


def read_rows(
    path: Path,
    *,
    columns: Mapping[str, Kind],
    optional: Mapping[str, Kind] | None = None,
    separator: str | None = None,
    encoding: str | None = None,
    most_rows: int = MOST_ROWS,
) -> tuple[pd.DataFrame, ReadReport]:
    """Read the columns asked for, and the account of what the file holds.

    Parameters
    ----------
    path
        Comma- or tab-separated text, a Stata file, a workbook, or a ZIP archive with one of them.
    columns, optional
        The columns and what they hold; the file must have the first and may have the second.
    separator, encoding
        What they are in a text file, where that is known; else they are found out.
    most_rows
        A file with more rows is refused: no source is that large.

    Returns
    -------
    pandas.DataFrame
        The columns in the order asked for and the rows in the file's order, numbered from 0.
        Words are of dtype ``string``, whole numbers ``Int64``, numbers ``float64``, days
        ``datetime64``. What stands for no value (nothing, NA, a point, NaN) is missing.
    ReadReport
        The file's hash, its rows, and what a reader should know.

    Raises
    ------
    ScenarioError
        The file cannot be read, lacks a column, names one twice, has too many rows, or a cell is
        not what its column holds.

    Notes
    -----
    Of a workbook the first sheet is read; of a Stata file a column of words gives the labels and
    a column of numbers the codes behind them.
    """
    with unpacked(path) as inner, _told_of(path, inner):
        header, form = _header_of(inner, separator, encoding)
        wanted = _wanted(path, header, columns, optional or {})
        # Words take most of the memory: wide and long together are refused beforehand.
        most = min(most_rows, MOST_CELLS // max(len(wanted), 1))
        table = _cells(inner, form, wanted, most)
    frame = _typed(table, wanted, path)
    sha256 = form.sha256 if form is not None and inner == path else sha256_of(path)
    notes = form.notes if form is not None else ()
    return frame, ReadReport(path.name, sha256, len(frame), {}, notes)


def columns_of(path: Path) -> tuple[str, ...]:
    """Return the names of a file's columns.

    Raises
    ------
    ScenarioError
        The file cannot be read.
    """
    with unpacked(path) as inner, _told_of(path, inner):
        return _header_of(inner, None, None)[0]


def check_codes(
    frame: pd.DataFrame, column: str, allowed: Collection[object], where: Path | str
) -> None:
    """Refuse values that the codebook does not know; a missing value is no value.

    Parameters
    ----------
    frame, column
        A table as read (its index numbers the rows of the file from 0) and the column.
    allowed
        The values that the codebook knows.
    where
        The file.

    Raises
    ------
    ScenarioError
        With the file, the column, the rows, the values and those allowed.
    """
    values = frame[column]
    wrong = values[values.notna() & ~values.isin(list(allowed))]
    if wrong.empty:
        return
    rows = ", ".join(str(_row(index)) for index in wrong.index[:5])
    more = "" if len(wrong) <= 5 else f" and {len(wrong) - 5} more"
    # A number of pandas shows its type, which is nobody's concern.
    shown = [value if isinstance(value, str) else str(value) for value in dict.fromkeys(wrong)]
    found = ", ".join(repr(value) for value in shown[:5])
    raise ScenarioError(
        f"{where}: {column} is {found} in row {rows}{more} under the header; the codebook knows "
        f"{', '.join(str(code) for code in allowed)}. Is the file of another version?"
    )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _told_of(path: Path, inner: Path) -> Iterator[None]:
    """Let complaints name the archive: the file unpacked from it is gone when they are read."""
    try:
        yield
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read ({error.strerror or error})") from error
    except InterregnumError as error:
        if path == inner:
            raise
        raise type(error)(str(error).replace(str(inner), str(path))) from error


def _header_of(
    inner: Path, separator: str | None, encoding: str | None
) -> tuple[tuple[str, ...], TextForm | None]:
    """Return the names of a file's columns, and its form where it is text."""
    ending = inner.suffix.lower()
    if ending == ".dta":
        return stata_columns(inner), None
    if ending == ".xlsx":
        return sheet_columns(inner), None
    form = text_form(inner, separator, encoding)
    return form.names, form


def _cells(
    inner: Path, form: TextForm | None, wanted: Mapping[str, Kind], most_rows: int
) -> pa.Table:
    """Return the cells of the columns wanted, as text."""
    if form is not None:
        return text_table(inner, form, list(wanted), most_rows)
    if inner.suffix.lower() == ".xlsx":
        return sheet_table(inner, list(wanted), most_rows)
    words = frozenset(name for name, kind in wanted.items() if kind == "text")
    return stata_table(inner, list(wanted), words, most_rows)


def _wanted(
    path: Path, header: tuple[str, ...], columns: Mapping[str, Kind], optional: Mapping[str, Kind]
) -> dict[str, Kind]:
    """Return the columns to read, refusing a file that lacks one or has it twice."""
    for name in columns:
        if name not in header:
            missing = sorted(set(columns) - set(header))
            others = "" if len(missing) == 1 else f" (nor {', '.join(missing[1:6])})"
            hint = nearest(missing[0], [known for known in header if known][:40])
            raise ScenarioError(f"{path}: has no column {missing[0]}{others}; {hint}")
    wanted = {**columns, **{name: kind for name, kind in optional.items() if name in header}}
    for name in wanted:
        if header.count(name) > 1:
            raise ScenarioError(f"{path}: column {name} is there {header.count(name)} times")
    return wanted


def _typed(table: pa.Table, wanted: Mapping[str, Kind], path: Path) -> pd.DataFrame:
    """Turn cells of text into what their columns hold."""
    import pandas as pd

    return pd.DataFrame(
        {name: _column(table.column(name), name, kind, path) for name, kind in wanted.items()}
    )


def _column(cells: pa.ChunkedArray, name: str, kind: Kind, path: Path) -> pd.Series[Any]:
    """Turn one column of text into what it holds, naming the first cell that does not fit."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as compute

    if kind == "text":
        return pd.Series(cells.to_pandas(), dtype="string")
    fits = compute.match_substring_regex(cells, _PATTERNS[kind])
    _refuse_first(cells, compute.fill_null(fits, True), name, kind, path)
    cells = compute.utf8_trim_whitespace(cells)
    if kind == "day":
        days = pd.to_datetime(cells.to_pandas(), format="%Y-%m-%d", errors="coerce")
        kept = days.notna().to_numpy() | cells.is_null().to_numpy()
        _refuse_first(cells, pa.chunked_array([pa.array(kept)]), name, kind, path)
        return pd.Series(days)
    # Arrow reads no plus sign before a number.
    numbers = compute.cast(compute.replace_substring_regex(cells, r"^\+", ""), pa.float64())
    finite = compute.fill_null(compute.is_finite(numbers), True)
    _refuse_first(cells, finite, name, kind, path)
    if kind == "integer":
        return pd.Series(
            compute.cast(numbers, pa.int64()).to_pandas(integer_object_nulls=True)
        ).astype("Int64")
    return pd.Series(numbers.to_pandas(), dtype="float64")


def _refuse_first(
    cells: pa.ChunkedArray, fits: pa.ChunkedArray, name: str, kind: Kind, path: Path
) -> None:
    """Refuse a column of which a cell does not fit, naming the first."""
    import pyarrow.compute as compute

    row = compute.index(fits, False).as_py()
    if row == -1:
        return
    value = cells[row].as_py()
    hint = "; is the decimal sign a comma?" if kind != "day" and "," in value else ""
    raise ScenarioError(
        f"{path}: {name} is {value[:40]!r} in row {row + 1} under the header and must hold "
        f"{_RULES[kind]}{hint}"
    )


def _row(index: Any) -> int:
    """Return the number of a row under the header, the first being 1."""
    return int(index) + 1
