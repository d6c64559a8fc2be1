"""Reading a table of others: the columns asked for, as they stand, or a clear refusal."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from interregnum.errors import ScenarioError, nearest
from interregnum.evidence.cases import ReadReport

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "integer", "number", "day"]

MOST_ROWS = 2_000_000
MISSING = ("", "NA", ".", "NaN")
CHUNK = 1 << 20


def read_rows(
    path: Path,
    *,
    columns: Mapping[str, Kind],
    optional: Mapping[str, Kind] | None = None,
    separator: str | None = None,
    encoding: str | None = None,
    most_rows: int = MOST_ROWS,
) -> tuple[pd.DataFrame, ReadReport]:
    """Read the columns asked for, with the report of what the file holds."""
    if path.suffix.lower() == ".dta":
        return _read_stata(path, columns, optional or {}, most_rows)
    import pyarrow as pa
    import pyarrow.csv as pc

    encoding, notes = (encoding, ()) if encoding else _encoding_of(path)
    assert encoding is not None
    header, separator = _header_of(path, encoding, separator)
    wanted = _wanted(path, header, columns, optional or {})
    try:
        reader = pc.open_csv(
            str(path),
            read_options=pc.ReadOptions(encoding=encoding, block_size=CHUNK * 4),
            parse_options=pc.ParseOptions(delimiter=separator, newlines_in_values=True),
            convert_options=pc.ConvertOptions(
                include_columns=list(wanted),
                column_types=dict.fromkeys(wanted, pa.string()),
                strings_can_be_null=True,
                null_values=list(MISSING),
                quoted_strings_can_be_null=True,
            ),
        )
        batches = []
        rows = 0
        for batch in reader:
            rows += batch.num_rows
            if rows > most_rows:
                raise ScenarioError(f"{path}: more than {most_rows:,} rows")
            batches.append(batch)
        table = pa.Table.from_batches(batches, schema=reader.schema)
    except (pa.ArrowInvalid, UnicodeError) as error:
        raise ScenarioError(f"{path}: {error}") from error
    frame = _typed(table.to_pandas(), wanted, path)
    return frame, ReadReport(path.name, sha256_of(path), len(frame), {}, notes)


def check_codes(
    frame: pd.DataFrame, column: str, allowed: Collection[object], where: Path | str
) -> None:
    """Refuse values that the codebook does not know; a missing value is no value.

    Raises
    ------
    ScenarioError
        With the file, the column, the lines, the values and those allowed.
    """
    values = frame[column]
    wrong = values[values.notna() & ~values.isin(list(allowed))]
    if wrong.empty:
        return
    lines = ", ".join(str(int(index) + 2) for index in wrong.index[:5])
    more = "" if len(wrong) <= 5 else f" and {len(wrong) - 5} more"
    found = ", ".join(repr(value) for value in list(dict.fromkeys(wrong))[:5])
    raise ScenarioError(
        f"{where}: {column} holds {found} at line {lines}{more}; known are "
        f"{', '.join(str(code) for code in allowed)}. Was the file of another version?"
    )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _encoding_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the encoding of a text file, and a note where it is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", ("UTF-16",)
        file.seek(0)
        try:
            for chunk in _chunks(file):
                if b"\0" in chunk:
                    raise ScenarioError(f"{path}: not a text file")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", ("not UTF-8: read as Windows-1252",)
    return "utf-8", ()


def _chunks(file: io.BufferedReader) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _header_of(path: Path, encoding: str, separator: str | None) -> tuple[list[str], str]:
    """Return the names in a file's first line and what separates them."""
    read_as = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open(encoding=read_as, newline="") as file:
        line = file.readline(1 << 20)
    if not line.strip():
        raise ScenarioError(f"{path}: the file is empty")
    if separator is None:
        separator = max("\t,;", key=line.count)
    header = next(csv.reader([line], delimiter=separator))
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ScenarioError(f"{path}: column {twice[0]} is there twice")
    return header, separator


def _wanted(
    path: Path, header: list[str], columns: Mapping[str, Kind], optional: Mapping[str, Kind]
) -> dict[str, Kind]:
    """Return the columns to read, refusing a file that lacks one."""
    for name in columns:
        if name not in header:
            raise ScenarioError(f"{path}: no column {name}; {nearest(name, header)}")
    return {**columns, **{name: kind for name, kind in optional.items() if name in header}}


def _typed(frame: pd.DataFrame, wanted: Mapping[str, Kind], path: Path) -> pd.DataFrame:
    """Turn text into the kinds asked for."""
    import pandas as pd

    typed = {}
    for name, kind in wanted.items():
        values = frame[name]
        if kind == "text":
            typed[name] = values.astype("string")
            continue
        if kind == "day":
            read = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
        else:
            read = pd.to_numeric(values, errors="coerce")
        wrong = values.notna() & read.isna()
        if kind == "integer":
            wrong |= read.notna() & (read != read.round())
        if wrong.any():
            line = int(wrong.idxmax()) + 2
            raise ScenarioError(
                f"{path}, line {line}: {name} is {values[wrong].iloc[0]!r}, which is no {kind}"
            )
        typed[name] = read.astype("Int64") if kind == "integer" else read
        if kind == "number":
            typed[name] = read.astype("float64")
    return pd.DataFrame(typed)


def _read_stata(
    path: Path, columns: Mapping[str, Kind], optional: Mapping[str, Kind], most_rows: int
) -> tuple[pd.DataFrame, ReadReport]:
    """Read a Stata file."""
    import pandas as pd

    with pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
        header = list(reader.variable_labels())
        wanted = _wanted(path, header, columns, optional)
        labels = reader.value_labels()
        frame = reader.read(columns=list(wanted))
    for name, kind in wanted.items():
        if kind == "text" and name in labels:
            frame[name] = frame[name].map(labels[name])
        elif kind == "day" and frame[name].dtype.kind == "M":
            frame[name] = frame[name].dt.strftime("%Y-%m-%d")
        elif kind != "text" and frame[name].dtype == object:
            frame[name] = frame[name].where(~frame[name].isin(MISSING))
    frame = frame.replace("", None)
    return _typed(frame, wanted, path), ReadReport(path.name, sha256_of(path), len(frame))
