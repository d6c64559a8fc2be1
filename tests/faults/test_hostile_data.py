"""Hostile data files end in one clear error or in the right answer, never in a wrong number."""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from interregnum.errors import InterregnumError, ScenarioError, UsageError
from interregnum.evidence import packed_files
from interregnum.evidence.folders import DataFolder, data_folder
from interregnum.evidence.reading import Kind, read_rows

COLUMNS: dict[str, Kind] = {"ccode": "integer", "year": "integer", "coup": "integer"}
GOOD = "ccode,year,coup\n41,1950,2\n145,1951,1\n"


def refused(path: Path, content: bytes | str, **options: int) -> str:
    """Write a file, read it, and return the complaint."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InterregnumError) as caught:
        read_rows(path, columns=COLUMNS, **options)
    assert caught.value.exit_code in (2, 3)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\n\n\n", "the file is empty"),
        (b"ccode,year,coup\n41,1950\x00,2\n", "this is no text"),
        (GOOD.encode("utf-16")[2:], "UTF-16 that does not say so"),
        (GOOD.encode("utf-32"), "UTF-32"),
        (b"ccode,year,coup\n41,1950,\x81\xff\x8d\n", "neither UTF-8 nor Windows-1252"),
        (b"PK\x03\x04" + b"0" * 50, "a ZIP archive or a workbook"),
        (b"\x1f\x8b" + b"0" * 50, "packed by gzip"),
        (b"a" * (1 << 20), "its first line has no end"),
        ("ccode,yaer,coup\n41,1950,2\n", "has no column year; did you mean yaer"),
        ("ccode,year,coup,year\n41,1950,2,1951\n", "column year is there 2 times"),
        (GOOD + "41,19", "not every line has the header's 3 cells"),
        (GOOD + "41,1952,2,7\n", "not every line has the header's 3 cells"),
        (GOOD + '41,1952,"2\n41,1953,1\n', "a quotation mark opens and never closes"),
        ("ccode;year;coup\n41;1950,5;2\n", "year is '1950,5' in row 1 .* decimal sign a comma"),
        ("ccode,year,coup\n41,1950.5,2\n", "year is '1950.5' in row 1 .* whole numbers"),
        ("ccode,year,coup\n41,1950,two\n", "coup is 'two' in row 1"),
        ("ccode,year,coup\n41,1950,0x2\n", "coup is '0x2'"),
        ("ccode,year,coup\n41,1950,inf\n", "coup is 'inf'"),
        ("ccode,year,coup\n41,9999999999999999999,1\n", "year is '9999999999999999999'"),
    ],
)  # fmt: skip
def test_a_broken_text_file_is_refused(tmp_path: Path, content: bytes | str, told: str) -> None:
    message = refused(tmp_path / "coups.csv", content)
    assert re.search(told, message), message


def test_stray_quotation_marks_do_not_swallow_lines_of_a_tabbed_file(tmp_path: Path) -> None:
    lines = ["ccode\tyear\tcoup\tname"]
    lines += ['41\t1950\t2\t"Papa', "42\t1951\t1\tb", '43\t1952\t1\tc"', "44\t1953\t1\td"]
    message = refused(tmp_path / "coups.txt", "\n".join(lines) + "\n")
    assert "4 lines under the header make 2 rows" in message


def test_more_rows_than_any_source_has_are_refused(tmp_path: Path) -> None:
    content = "ccode,year,coup\n" + "41,1950,2\n" * 1001
    assert "at most 1,000 are read" in refused(tmp_path / "coups.csv", content, most_rows=1000)
    tabbed = content.replace(",", "\t")
    assert "holds 1,001 rows" in refused(tmp_path / "coups.txt", tabbed, most_rows=1000)
    frame, _ = read_rows(tmp_path / "coups.txt", columns=COLUMNS, most_rows=1001)
    assert len(frame) == 1001


def test_a_last_line_without_an_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "coups.csv").write_text(GOOD.rstrip("\n"))
    frame, report = read_rows(tmp_path / "coups.csv", columns=COLUMNS)
    assert list(frame["coup"]) == [2, 1]
    assert "the last line has no end" in report.notes[0]


@pytest.mark.parametrize("ending", [".rda", ".sav", ".gz", ""])
def test_a_format_that_is_not_read_is_refused(tmp_path: Path, ending: str) -> None:
    assert "cannot be read; readable are .csv" in refused(tmp_path / f"coups{ending}", GOOD)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        read_rows(tmp_path / "coups.csv", columns=COLUMNS)


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "coups.csv").write_text(GOOD)

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(ScenarioError, match=r"coups.csv: cannot be read \(Permission denied\)"):
        read_rows(tmp_path / "coups.csv", columns=COLUMNS)


@pytest.mark.parametrize("content", [b"", b"no Stata", b"<stata_dta><header>", b"\x72\x01\x01\x00"])
def test_a_broken_stata_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "no Stata file that can be read" in refused(tmp_path / "coups.dta", content)


def test_a_stata_file_cut_short_is_refused(tmp_path: Path) -> None:
    import pandas as pd

    whole = tmp_path / "whole.dta"
    frame = pd.DataFrame({name: range(1000) for name in COLUMNS})
    frame.to_stata(whole, write_index=False, version=118)
    refused(tmp_path / "coups.dta", whole.read_bytes()[:6000])


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_a_broken_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "this is no workbook" in refused(tmp_path / "coups.xlsx", content)


def packed(*members: tuple[str, bytes]) -> bytes:
    """Return an archive with the members given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def encrypted() -> bytes:
    """Return an archive that says that its member is encrypted."""
    content = bytearray(packed(("coups.csv", GOOD.encode())))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def lying() -> bytes:
    """Return an archive whose member is larger than it says."""
    content = bytearray(packed(("coups.csv", GOOD.encode() * 100)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(mark) + place
        content[start : start + 4] = struct.pack("<I", 40)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no archive", "cannot be unpacked"),
        (packed(), "holds 0 (none)"),
        (packed(("a.csv", GOOD.encode()), ("b.csv", GOOD.encode())), "holds 2 (a.csv, b.csv)"),
        (packed(("../coups.csv", GOOD.encode())), "outside itself"),
        (packed(("/etc/coups.csv", GOOD.encode())), "outside itself"),
        (packed(("C:\\coups.csv", GOOD.encode())), "outside itself"),
        (packed(("inner.zip", packed(("coups.csv", GOOD.encode())))), "holds 0 (none)"),
        (packed(("coups.csv", b"\n" * (50 << 20))), "times as many"),
        (packed(("coups.csv", b"ccode,year\n41,1950\n")), "coups.zip: has no column coup"),
        (encrypted(), "is encrypted"),
        (lying(), "unpack"),
    ],
)
def test_a_hostile_archive_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in refused(tmp_path / "coups.zip", content)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coups.zip"]


def test_an_archive_that_swells_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_files, "MOST_BYTES", 10)
    message = refused(tmp_path / "coups.zip", packed(("coups.csv", GOOD.encode())))
    assert "at most 10 bytes" in message


def test_nothing_unpacked_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    (tmp_path / "coups.zip").write_bytes(packed(("coups.csv", GOOD.encode())))
    frame, _ = read_rows(tmp_path / "coups.zip", columns=COLUMNS)
    assert len(frame) == 2
    assert list(scratch.iterdir()) == []


def holding(tmp_path: Path, name: str, content: str = GOOD) -> DataFolder:
    """Return a folder of datasets with one file of coups."""
    folder = tmp_path / "data"
    (folder / "powell_thyne").mkdir(parents=True, exist_ok=True)
    (folder / "powell_thyne" / name).write_text(content)
    return data_folder(folder)


@pytest.mark.parametrize("link", [os.symlink, None])
def test_a_path_that_leaves_the_folder_is_refused(
    tmp_path: Path, link: Callable[[Path, Path], None] | None
) -> None:
    folder = holding(tmp_path, "README.md")
    outside = tmp_path / "outside.txt"
    outside.write_text(GOOD)
    place = folder.path / "powell_thyne"
    if link is not None:
        link(outside, place / "powell_thyne_coups_final.txt")
    else:
        (place / "README.md").unlink()
        place.rmdir()
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "powell_thyne_coups_final.txt").write_text(GOOD)
        place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ScenarioError, match="leads out of"):
        folder.find("powell_thyne", "events")


@pytest.mark.parametrize("name", ["../powell_thyne", "/etc", "powell_thyne/..", ""])
def test_a_dataset_s_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no dataset is called"):
        holding(tmp_path, "powell_thyne_coups_final.txt").find(name, "events")


def test_a_whole_file_beside_a_cut_one_is_refused(tmp_path: Path) -> None:
    holding(tmp_path, "powell_thyne_coups_1950_1989.txt")
    folder = holding(tmp_path, "powell_thyne_coups_final.txt")
    with pytest.raises(ScenarioError, match="would each do for events of powell_thyne; keep one"):
        folder.find("powell_thyne", "events")
