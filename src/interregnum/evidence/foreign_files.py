"""Tables of statistics programs and spreadsheets: Stata files and workbooks, as text."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.text_files import MISSING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_BROKEN = (ValueError, KeyError, IndexError, OverflowError, OSError, EOFError, struct.error)


def stata_columns(path: Path) -> tuple[str, ...]:
    """Return the names of the variables in a Stata file."""
    import pandas as pd

    try:
        with pd.read_stata(path, iterator=True) as reader:
            return tuple(reader.variable_labels())
    except _BROKEN as error:
        raise _no_stata(path, error) from error


def stata_table(
    path: Path, names: Sequence[str], labelled: frozenset[str], most_rows: int
) -> pa.Table:
    """Read some variables of a Stata file as text.

    Parameters
    ----------
    path, names
        The file and the variables.
    labelled
        The variables of which the labels are wanted and not the codes behind them.
    most_rows
        How many rows are read at most.

    Raises
    ------
    ScenarioError
        It is no Stata file, it is broken, or it has too many rows.
    """
    import pandas as pd
    import pyarrow as pa

    try:
        reader: Any
        with pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
            labels = reader.value_labels()
            sets = dict(zip(reader.variable_labels(), reader._lbllist, strict=True))
            frame = reader.read(nrows=most_rows + 1, columns=list(names))
    except _BROKEN as error:
        raise _no_stata(path, error) from error
    if len(frame) > most_rows:
        raise ScenarioError(f"{path}: holds more than {most_rows:,} rows, the most that are read")
    columns = {
        name: _as_text(frame[name], labels.get(sets[name], {}) if name in labelled else {})
        for name in names
    }
    return pa.table({name: pa.array(cells, type=pa.string()) for name, cells in columns.items()})


def sheet_columns(path: Path) -> tuple[str, ...]:
    """Return the names in the first line of a workbook's first sheet."""
    first = next(_sheet_rows(path), ())
    return tuple((cell or "").strip() for cell in first)


def sheet_table(path: Path, names: Sequence[str], most_rows: int) -> pa.Table:
    """Read some columns of a workbook's first sheet as text.

    Raises
    ------
    UsageError
        The library that reads workbooks is not installed.
    ScenarioError
        It is no workbook, or it has too many rows.
    """
    import pyarrow as pa

    rows = _sheet_rows(path)
    header = [(cell or "").strip() for cell in next(rows, ())]
    columns: dict[str, list[str | None]] = {name: [] for name in names}
    places = [(header.index(name), columns[name]) for name in names]
    for row, cells in enumerate(rows):
        if row == most_rows:
            raise ScenarioError(
                f"{path}: holds more than {most_rows:,} rows, the most that are read"
            )
        for place, column in places:
            column.append(cells[place])
    return pa.table({name: pa.array(cells, type=pa.string()) for name, cells in columns.items()})


def _sheet_rows(path: Path) -> Iterator[tuple[str | None, ...]]:
    """Yield the lines of a workbook's first sheet that are not blank, as text."""
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError(
            f"{path}: reading a workbook needs openpyxl: pip install openpyxl; "
            "or save the sheet as comma-separated text"
        ) from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for cells in book.worksheets[0].iter_rows(values_only=True):
                if any(cell is not None for cell in cells):
                    yield tuple(_cell(cell) for cell in cells)
        finally:
            book.close()
    except _BROKEN as error:
        raise ScenarioError(f"{path}: this is no workbook that can be read ({error})") from error


def _no_stata(path: Path, error: Exception) -> ScenarioError:
    """Return the complaint about a file that pandas cannot read as Stata's."""
    text = " ".join(str(error).split())[:120]
    return ScenarioError(f"{path}: this is no Stata file that can be read ({text})")


def _as_text(values: pd.Series[Any], labels: dict[Any, str]) -> list[str | None]:
    """Return a variable's values as the text that a person would write."""
    if values.dtype == "float32":
        # In single precision .1 is .1 and not its double, .10000000149011612.
        return [_cell(float(str(value))) for value in values.to_numpy()]
    return [_cell(labels.get(value, value)) for value in values]


def _cell(value: Any) -> str | None:
    """Return one value as text: whole numbers without a point, days as year-month-day."""
    if value is None or value != value:
        return None
    if hasattr(value, "strftime"):
        day = value.strftime("%Y-%m-%d")
        clock = value.strftime("%H:%M:%S") if hasattr(value, "hour") else "00:00:00"
        return day if clock == "00:00:00" else f"{day} {clock}"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return None if value in MISSING else value
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)
