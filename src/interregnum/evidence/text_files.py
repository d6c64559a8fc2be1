"""Text tables: what encoding, separator and header a file has, and its cells as text.

A file is looked at once from end to end before a cell is believed: that finds what is no text,
how many lines there are, and a quotation that never ends, which readers pass over in silence.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = ("", "NA", ".", "NaN")
"""What stands for no value: nothing, R's NA, Stata's point, and pandas' NaN."""

_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 20
_CONTROL = bytes({*range(32)} - {9, 10, 11, 12, 13, 26})
_BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?=\r\n|\n|\r(?!\n))")
_WAY_OUT = "save it as comma-separated text in UTF-8"
_MAGIC = {b"PK\x03\x04": "a ZIP archive or a workbook", b"\x1f\x8b": "packed by gzip"}


@dataclass(frozen=True, slots=True)
class TextForm:
    """What a look through a text file tells.

    Parameters
    ----------
    sha256
        The hash of its bytes.
    encoding, separator
        How its bytes are letters, and what stands between two cells.
    header
        The names in its first line, as they stand there.
    lines
        Lines that are not blank, the header's too; None where the encoding hides them.
    notes
        What the report of the reading should say.
    """

    sha256: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    lines: int | None
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The header's names without blanks around them."""
        return tuple(name.strip() for name in self.header)


@dataclass(slots=True)
class _Look:
    """What has been seen of a file so far."""

    sha256: str = ""
    line_ends: int = 0
    blank_lines: int = 0
    quotes: int = 0
    control: bool = False
    utf8: bool = True
    last: bytes = b""


def text_form(path: Path, separator: str | None = None, encoding: str | None = None) -> TextForm:
    """Look through a text file.

    Parameters
    ----------
    path
        The file.
    separator, encoding
        What they are, where that is known; else they are found out.

    Raises
    ------
    ScenarioError
        The file is empty, no text, in no encoding that can be told, or its header is unusable.
    """
    look = _look_through(path)
    notes: list[str] = []
    if encoding is None:
        encoding = _encoding(path, look, notes)
    wide = encoding.startswith("utf-16")
    if not wide and look.quotes % 2:
        raise ScenarioError(f"{path}: a quotation mark opens and never closes; was it cut short?")
    if not wide and look.last not in (b"\n", b"\r"):
        notes.append("the last line has no end: if the file was cut short there, no one can tell")
    header, separator = _header(path, encoding, separator)
    ended = look.last in (b"\n", b"\r")
    lines = None if wide else look.line_ends - look.blank_lines + (0 if ended else 1)
    return TextForm(look.sha256, encoding, separator, header, lines, tuple(notes))


def text_table(path: Path, form: TextForm, names: Sequence[str], most_rows: int) -> pa.Table:
    """Read some columns of a text file as text, a missing value as none.

    Parameters
    ----------
    path, form
        The file and what a look through it told.
    names
        The columns, as in ``form.names``.
    most_rows
        How many rows are read at most.

    Raises
    ------
    ScenarioError
        Too many rows, a line with too few or too many cells, or a quotation over lines in a file
        whose cells are separated by tabs.
    """
    import pyarrow as pa
    import pyarrow.csv as pc

    raw = {name.strip(): name for name in form.header}
    wanted = [raw[name] for name in names]
    if form.lines is not None and form.lines - 1 > most_rows and form.separator == "\t":
        raise _too_many(path, form.lines - 1, most_rows)
    try:
        with (
            path.open("rb") as file,
            pc.open_csv(
                file,
                read_options=pc.ReadOptions(encoding=form.encoding, block_size=4 * _CHUNK),
                parse_options=pc.ParseOptions(delimiter=form.separator, newlines_in_values=True),
                convert_options=pc.ConvertOptions(
                    include_columns=wanted,
                    column_types=dict.fromkeys(wanted, pa.string()),
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=True,
                    null_values=list(MISSING),
                ),
            ) as reader,
        ):
            table = pa.Table.from_batches(_some(path, reader, most_rows), schema=reader.schema)
    except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeError) as error:
        raise ScenarioError(
            f"{path}: not every line has the header's {len(form.header)} cells "
            f"({_short(str(error))}); was the file cut short or edited?"
        ) from error
    _check_lines(path, form, table.num_rows)
    return table.rename_columns(list(names))


def _some(path: Path, reader: Iterator[pa.RecordBatch], most: int) -> Iterator[pa.RecordBatch]:
    """Yield a reader's batches, refusing more rows than are allowed."""
    rows = 0
    for batch in reader:
        rows += batch.num_rows
        if rows > most:
            raise _too_many(path, rows, most)
        yield batch


def _too_many(path: Path, rows: int, most: int) -> ScenarioError:
    """Return the complaint about a file of more rows than any source has."""
    return ScenarioError(
        f"{path}: holds {rows:,} rows or more and at most {most:,} are read; "
        "is it the file that the manifest names?"
    )


def _check_lines(path: Path, form: TextForm, rows: int) -> None:
    """Refuse a tab-separated file in which a stray quotation mark has swallowed lines."""
    if form.separator != "\t" or form.lines is None or rows == form.lines - 1:
        return
    raise ScenarioError(
        f"{path}: {form.lines - 1} lines under the header make {rows} rows, so quotation marks "
        f"join lines; remove them, or {_WAY_OUT}"
    )


def _look_through(path: Path) -> _Look:
    """Read a file once and count what matters."""
    # A blank first line is one as if another line had ended before it.
    look, found, carried = _Look(), hashlib.sha256(), b"\n"
    utf8 = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            look.quotes += chunk.count(b'"')
            look.control = look.control or len(chunk.translate(None, _CONTROL)) < len(chunk)
            look.utf8 = look.utf8 and _decodes(utf8, chunk)
            look.line_ends += chunk.count(b"\n") or chunk.count(b"\r")
            look.blank_lines += _blank_lines(carried + chunk) - _blank_lines(carried)
            carried = chunk[-2:]
            look.last = chunk[-1:]
    look.utf8 = look.utf8 and _decodes(utf8, b"", final=True)
    look.sha256 = found.hexdigest()
    return look


def _blank_lines(chunk: bytes) -> int:
    """Count the ends of lines that come right after another."""
    if not any(pair in chunk for pair in (b"\n\n", b"\n\r", b"\r\r")):
        return 0
    return len(_BLANK_LINE.findall(chunk))


def _is_windows(path: Path) -> bool:
    """Return whether every byte of a file is a letter in Windows-1252."""
    decoder = codecs.getincrementaldecoder("cp1252")()
    with path.open("rb") as file:
        return all(_decodes(decoder, chunk) for chunk in iter(lambda: file.read(_CHUNK), b""))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    """Return whether bytes are letters in an encoding."""
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(path: Path, look: _Look, notes: list[str]) -> str:
    """Return a file's encoding, refusing what is no text."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise ScenarioError(f"{path}: the file is empty")
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            raise ScenarioError(f"{path}: this is {kind} under a name for text; unpack it first")
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ScenarioError(f"{path}: the text is in UTF-32; {_WAY_OUT}")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        notes.append("read as UTF-16")
        return "utf-16"
    if look.control:
        raise ScenarioError(f"{path}: this is no text (or UTF-16 that does not say so); {_WAY_OUT}")
    if look.utf8:
        return "utf-8"
    if _is_windows(path):
        notes.append("not UTF-8: read as Windows-1252, so accented letters may be wrong")
        return "cp1252"
    raise ScenarioError(f"{path}: neither UTF-8 nor Windows-1252; {_WAY_OUT}")


def _header(path: Path, encoding: str, separator: str | None) -> tuple[tuple[str, ...], str]:
    """Return the names in a file's first line and what separates them."""
    read_as = "utf-8-sig" if encoding == "utf-8" else encoding
    line = "\n"
    with path.open(encoding=read_as, errors="strict") as file:
        try:
            while line in ("\n", "\r\n"):
                line = file.readline(_LONGEST_LINE)
        except UnicodeError as error:
            raise ScenarioError(f"{path}: the text is not {encoding}; {_WAY_OUT}") from error
    if not line:
        raise ScenarioError(f"{path}: the file is empty")
    if len(line) >= _LONGEST_LINE:
        raise ScenarioError(f"{path}: its first line has no end; this is no table")
    if separator is None:
        separator = max(",\t;|", key=re.sub(r'"[^"]*"', "", line).count)
    header = next(csv.reader([line.rstrip("\r\n")], delimiter=separator))
    names = [name.strip() for name in header if name.strip()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ScenarioError(
            f"{path}: column {twice[0]} is there {names.count(twice[0])} times; "
            "keep the one that is meant"
        )
    return tuple(header), separator


def _short(text: str) -> str:
    """Return the beginning of a message of others in one line."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:117] + "..."
