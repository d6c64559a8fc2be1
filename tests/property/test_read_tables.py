"""Whatever table a program writes as text, the reader gives back cell by cell or refuses."""

from __future__ import annotations

import csv
import io
import string
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.errors import ScenarioError
from interregnum.evidence.reading import Kind, read_rows
from interregnum.evidence.text_files import MISSING

# Letters, digits, and what makes trouble: separators, quotation marks, line ends, blanks.
CELLS = st.text(alphabet=string.ascii_letters + string.digits + 'éß",;\n\t |', max_size=6)
COLUMNS: dict[str, Kind] = {"a": "text", "b": "text", "c": "text"}
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8)


def read_back(content: bytes, columns: dict[str, Kind]) -> list[tuple[object, ...]]:
    """Return the rows that the reader finds in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content)
        frame, report = read_rows(path, columns=columns)
    assert report.rows_read == len(frame)
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in frame.itertuples(index=False)
    ]


@settings(max_examples=40, deadline=None)
@given(rows=TABLES, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_words_come_back_as_they_were_written(
    rows: list[tuple[str, str, str]], encoding: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([tuple(COLUMNS), *rows])
    expected = [tuple(None if cell in MISSING else cell for cell in row) for row in rows]
    assert read_back(text.getvalue().encode(encoding), COLUMNS) == expected


@settings(max_examples=40, deadline=None)
@given(numbers=st.lists(st.integers(-(10**14), 10**14) | st.none(), min_size=1, max_size=8))
def test_whole_numbers_come_back_exactly(numbers: list[int | None]) -> None:
    lines = ["n,x", *(f"{'' if number is None else number},1" for number in numbers)]
    content = ("\n".join(lines) + "\n").encode()
    assert read_back(content, {"n": "integer"}) == [(number,) for number in numbers]


@settings(max_examples=40, deadline=None)
@given(rows=TABLES, cut=st.integers(1, 200))
def test_a_file_cut_short_gives_its_beginning_or_a_refusal(
    rows: list[tuple[str, str, str]], cut: int
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([tuple(COLUMNS), *rows])
    whole = text.getvalue()
    expected = [tuple(None if cell in MISSING else cell for cell in row) for row in rows]
    try:
        found = read_back(whole[: max(len(whole) - cut, 0)].encode(), COLUMNS)
    except ScenarioError:
        return
    # A line cut between two cells has too few of them and is refused. One that is cut within its
    # last cell cannot be told from a whole one, but it has no end, and the report says so.
    assert found[:-1] == expected[: len(found)][:-1]
    assert found[-1:] == expected[: len(found)][-1:] or not whole[: len(whole) - cut].endswith("\n")
