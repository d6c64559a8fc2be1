"""`interregnum data rows`: every row of a file is accounted for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interregnum.cli.main import main

HEAD = "conflict_id,year,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,incompatibility,intensity_level"
TAIL = "type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date"
ROW = "7,1970,750,{},,,territory,1,intrastate,1969-05-29,1,1969-11-15,1,0,"


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three rows of one conflict in one year, under three supporters."""
    place = tmp_path / "data" / "ucdp_acd"
    place.mkdir(parents=True)
    rows = [ROW.format(support) for support in ("", "2", "200")]
    (place / "ucdp_prio_acd_1946_2024.csv").write_text("\n".join([f"{HEAD},{TAIL}", *rows, ""]))
    return tmp_path / "data"


def test_rows_read_are_rows_kept_and_rows_left_out_with_reasons(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "rows", "ucdp_acd", "--from", str(folder), "--json") == 0
    (account,) = json.loads(capsys.readouterr().out)["files"]
    assert (account["rows_read"], account["rows_kept"]) == (3, 1)
    assert sum(account["left_out"].values()) == 2
    assert "supporting state" in next(iter(account["left_out"]))


def test_all_that_is_there_is_read_and_what_is_missing_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "rows", "--from", str(folder)) == 0
    out = capsys.readouterr().out
    assert "3 rows read, 1 kept" in out
    assert "not there: powell_thyne.events" in out


def test_a_dataset_asked_for_by_name_must_be_there(folder: Path) -> None:
    assert leave("data", "rows", "gwf", "--from", str(folder)) == 3


def test_an_unknown_name_is_refused_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "rows", "gwff", "--from", str(folder)) == 2
    assert "did you mean gwf?" in capsys.readouterr().err
