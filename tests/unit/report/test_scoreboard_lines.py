"""The scoreboard as a reader meets it: in a table, in a report before any result, as a figure."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

import interregnum as ir
from drawn import PROVENANCE, assert_whole
from interregnum.calibration import scoreboard as boards
from interregnum.calibration.scoreboard import write_scoreboard
from interregnum.cli.main import main
from interregnum.errors import StudyError
from interregnum.face.reporting import report_html
from interregnum.report.scoreboard_lines import scoreboard_parts
from interregnum.report.scoreboard_plots import scoreboard_figure
from made_scoreboard import BOARD, FACTS


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "scoreboard.json"
    write_scoreboard(file, BOARD)
    monkeypatch.setattr(boards, "SHIPPED", file)
    return file


def printed() -> str:
    console = Console(width=170, file=io.StringIO())
    for part in scoreboard_parts(BOARD):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_fact_has_a_line_and_misses_are_marked() -> None:
    text = printed()
    for fact, word in zip(FACTS, ("inside", "OUTSIDE", "wide", "not known"), strict=True):
        line = next(line for line in text.splitlines() if line.strip().startswith(fact.title))
        assert word in line
        assert ("fitted" if fact.fitted else "held out") in line
    assert "Of 2 facts fitted, 1 lie inside the model's 90 % interval" in text
    assert "Missed: attempts a year: the hazard is the same" in text
    assert "Gate: 5 of 12 parameters are identified." in text


def test_the_figure_is_whole(tmp_path: Path) -> None:
    text = assert_whole(scoreboard_figure(BOARD, provenance=PROVENANCE), tmp_path)
    assert "<svg" in text


def test_a_report_holds_the_scoreboard_before_any_result(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interregnum.face.reporting.pictures_of", lambda study: [])
    study = ir.load("quiet-personalist", {"horizon": 5}).run(runs=30)
    page = report_html(study)
    opening = page.index("How the model fares against the record")
    assert opening < page.index("simulated histories the ruler is removed")
    section = page.index('<section id="scoreboard"')
    assert section < page.index('<section id="outcomes"')
    assert page[section:].count("OUTSIDE") >= 1
    assert "this study draws from its declared ranges" in page
    monkeypatch.setattr(boards, "SHIPPED", shipped.with_name("none.json"))
    without = report_html(study)
    assert "scoreboard" not in re.sub(r"no scoreboard comes", "", without)
    assert "it is not calibrated" in without.replace("\n", " ")


def test_the_verb_prints_draws_and_writes_json(
    shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "board.svg"
    with pytest.raises(SystemExit) as left:
        main(["scoreboard", "--json", "--plot", str(picture)])
    assert left.value.code == 0
    content = json.loads(capsys.readouterr().out)
    assert [fact["name"] for fact in content["facts"]] == [fact.name for fact in FACTS]
    assert content["gate"]["passed"] is False
    assert picture.read_text(encoding="utf-8").startswith("<?xml")
    with pytest.raises(SystemExit):
        main(["scoreboard"])
    assert "OUTSIDE" in capsys.readouterr().out


def test_the_face_gives_a_frame(shipped: Path) -> None:
    board = ir.scoreboard()
    assert len(board) == 4
    assert list(board.facts["record.n"]) == [fact.cases for fact in FACTS]
    assert repr(board) == "<Scoreboard: 2 of 4 facts inside>"


def test_without_a_shipped_file_the_verb_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(boards, "SHIPPED", tmp_path / "none.json")
    with pytest.raises(StudyError, match="no scoreboard comes with this version"):
        ir.scoreboard()
    with pytest.raises(SystemExit) as left:
        main(["scoreboard"])
    assert left.value.code == 3
    assert "not calibrated" in capsys.readouterr().err
