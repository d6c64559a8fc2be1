"""Tables of others are read as they stand, whatever their dress, or refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.reading import Kind, check_codes, columns_of, read_rows, sha256_of

COLUMNS: dict[str, Kind] = {
    "country": "text",
    "code": "integer",
    "share": "number",
    "since": "day",
}
TEXT = "country,code,share,since\nNorth,365,0.5,1989-11-09\nÖst,2,,\nNA,.,1e-3,1946-01-01\n"
ROWS = [
    ("North", 365, 0.5, pd.Timestamp("1989-11-09")),
    ("Öst", 2, None, None),
    (None, None, 0.001, pd.Timestamp("1946-01-01")),
]


def written(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    """Write a table and return its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return a table's rows, a missing value being None."""
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in frame[list(COLUMNS)].itertuples(index=False)
    ]


def test_cells_are_what_their_columns_hold(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)
    frame, report = read_rows(path, columns=COLUMNS)
    assert rows_of(frame) == ROWS
    assert [str(kind) for kind in frame.dtypes] == ["string", "Int64", "float64", "datetime64[ns]"]
    assert (report.file, report.rows_read, report.rows_kept) == ("table.csv", 3, 3)
    assert report.sha256 == sha256_of(path)
    assert report.notes == ()


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8-sig", None), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
def test_an_encoding_is_found_out_and_told(tmp_path: Path, encoding: str, note: str | None) -> None:
    frame, report = read_rows(written(tmp_path, TEXT, encoding=encoding), columns=COLUMNS)
    assert rows_of(frame) == ROWS
    assert [note in told for told in report.notes] == ([True] if note else [])


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_a_separator_is_found_out(tmp_path: Path, separator: str) -> None:
    path = written(tmp_path, TEXT.replace(",", separator), "table.txt")
    assert rows_of(read_rows(path, columns=COLUMNS)[0]) == ROWS


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_make_no_difference(tmp_path: Path, ends: str) -> None:
    path = written(tmp_path, TEXT.replace("\n", ends))
    assert rows_of(read_rows(path, columns=COLUMNS)[0]) == ROWS


def test_shuffled_columns_and_blank_lines_make_no_difference(tmp_path: Path) -> None:
    lines = [line.split(",") for line in TEXT.splitlines()]
    text = "\n" + "\n\n".join(",".join(reversed(cells)) for cells in lines) + "\n\n"
    assert rows_of(read_rows(written(tmp_path, text), columns=COLUMNS)[0]) == ROWS


def test_blank_lines_of_a_tabbed_file_are_no_rows(tmp_path: Path) -> None:
    text = "\n\n" + TEXT.replace(",", "\t").replace("\n", "\r\n\r\n") + "\r\n"
    assert rows_of(read_rows(written(tmp_path, text, "t.txt"), columns=COLUMNS)[0]) == ROWS


def test_shuffled_rows_are_the_same_rows(tmp_path: Path) -> None:
    head, *lines = TEXT.splitlines()
    path = written(tmp_path, "\n".join([head, *reversed(lines)]) + "\n")
    assert rows_of(read_rows(path, columns=COLUMNS)[0]) == ROWS[::-1]


def test_a_cell_may_hold_separators_and_line_ends_in_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n"one, two\nthree",1\n"say ""no""",2\n')
    frame, _ = read_rows(path, columns={"a": "text", "b": "integer"})
    assert list(frame["a"]) == ["one, two\nthree", 'say "no"']


def test_a_stata_file_gives_labels_for_words_and_codes_for_numbers(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "country": ["North", "Öst", ""],
            "code": [365.0, 2.0, None],
            "share": [0.5, None, 0.001],
            "since": pd.to_datetime(["1989-11-09", None, "1946-01-01"]),
            "kind": pd.Categorical(["party", "military", "party"]),
        }
    )
    path = tmp_path / "table.dta"
    frame.to_stata(path, write_index=False, version=118, convert_dates={"since": "td"})
    both: dict[str, Kind] = {**COLUMNS, "kind": "text"}
    read, _ = read_rows(path, columns=both)
    assert rows_of(read) == ROWS
    assert list(read["kind"]) == ["party", "military", "party"]
    codes, _ = read_rows(path, columns={"kind": "integer"})
    assert list(codes["kind"]) == [1, 0, 1]
    assert columns_of(path) == ("country", "code", "share", "since", "kind")


def test_numbers_of_single_precision_are_those_that_were_meant(tmp_path: Path) -> None:
    frame = pd.DataFrame({"share": pd.Series([0.1, None, 7.25], dtype="float32")})
    frame.to_stata(tmp_path / "table.dta", write_index=False)
    read, _ = read_rows(tmp_path / "table.dta", columns={"share": "number"})
    assert read["share"].dropna().tolist() == [0.1, 7.25]


def test_a_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["country", "code", "share", "since"],
        ["North", 365, 0.5, pd.Timestamp("1989-11-09").to_pydatetime()],
        ["Öst", 2, None, None],
        ["NA", ".", 0.001, "1946-01-01"],
    ):
        sheet.append(row)
    book.save(tmp_path / "table.xlsx")
    assert rows_of(read_rows(tmp_path / "table.xlsx", columns=COLUMNS)[0]) == ROWS


def test_the_one_table_of_an_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "table.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/README.pdf", b"%PDF")
        archive.writestr("folder/table.csv", TEXT)
    frame, report = read_rows(path, columns=COLUMNS)
    assert rows_of(frame) == ROWS
    assert report.sha256 == sha256_of(path)


def test_optional_columns_are_read_where_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)
    optional: dict[str, Kind] = {"share": "number", "region": "text"}
    frame, _ = read_rows(path, columns={"code": "integer"}, optional=optional)
    assert list(frame.columns) == ["code", "share"]


def test_a_code_that_the_codebook_does_not_know_is_named_with_its_row() -> None:
    frame = pd.DataFrame({"coup": pd.Series([1, 2, None, 9], dtype="Int64")})
    check_codes(frame.head(3), "coup", (1, 2), "coups.txt")
    with pytest.raises(ScenarioError, match=r"coups.txt: coup is '9' in row 4 .* knows 1, 2"):
        check_codes(frame, "coup", (1, 2), "coups.txt")


def test_rows_keep_the_numbers_of_their_lines(tmp_path: Path) -> None:
    frame, _ = read_rows(written(tmp_path, TEXT), columns=COLUMNS)
    kept = frame[frame["code"].notna()].sort_values("code")
    with pytest.raises(ScenarioError, match="in row 1 under the header"):
        check_codes(kept, "code", (2,), "table.csv")
