"""`interregnum export` and `report`: what is written where, and what is refused."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from interregnum import face
from interregnum.cli.main import main
from interregnum.face.reporting import again_of, versions_of
from interregnum.report.told import again_part


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def read_exactly(file: Path) -> pd.DataFrame:
    """Return a table with its numbers to the last bit; pandas rounds unless it is asked not to."""
    return pd.read_csv(file, float_precision="round_trip")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("studies") / "one"
    face.load("mutiny-2023").run(runs=25, seed=3, series=False).save(folder)
    return folder


def test_odd_goes_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("export", "odd", "quiet-personalist") == 0
    said = capsys.readouterr().out
    assert said.startswith("# ODD description")
    assert "quiet-personalist" in said
    assert leave("export", "odd", "no-such-case") == 3


def test_csv_holds_the_tables_and_their_units(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "csv"
    assert leave("export", "csv", str(study), "--out", str(out)) == 0
    names = {path.name for path in out.iterdir()}
    tables = {"runs.csv", "events.csv", "contrast.csv", "contrast_events.csv"}
    assert names == {*tables, "columns.csv"}
    assert capsys.readouterr().out.splitlines()[-1] == str(out / "columns.csv")
    stored, flat = pd.read_parquet(study / "runs.parquet"), read_exactly(out / "runs.csv")
    assert flat["outcome"].tolist() == stored["outcome"].tolist()
    with (out / "columns.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["file"] == "runs.csv"]
    assert [row["variable"] for row in rows] == list(flat.columns)
    assert [row["column"] for row in rows] == list(stored.columns)
    longest = next(r for r in rows if r["column"] == "public_signal.exposure_precision")
    assert flat[longest["variable"]].tolist() == stored[longest["column"]].tolist()


def test_behaviorspaces_table_goes_to_a_new_file(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.csv"
    assert leave("export", "behaviorspace", str(study), "--out", str(out)) == 0
    assert capsys.readouterr().out == f"{out}\n"
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[6].startswith('"[run number]",')
    assert len(lines) == 7 + 2 * 25
    assert leave("export", "behaviorspace", str(study), "--out", str(out)) == 3


def test_csv_overwrites_nothing(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert leave("export", "csv", str(study), "--out", str(tmp_path)) == 3
    assert "nothing is overwritten" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_study_gives_its_scenario_back(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("export", "scenario", str(study)) == 0
    file = tmp_path / "scenario.yaml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert face.load(file).digest == face.read(study).case.digest


def test_a_report_lies_beside_its_study_or_where_one_asks(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "page.html"
    assert leave("report", str(study), "--out", str(elsewhere)) == 0
    assert capsys.readouterr().out.strip() == str(elsewhere)
    assert "--out one</code>" in elsewhere.read_text(encoding="utf-8").replace("\n", "</code>")
    assert not (study / "report.html").exists()
    assert leave("report", str(study)) == 0
    assert (study / "report.html").read_bytes() == elsewhere.read_bytes()
    assert leave("verify", str(study), "--sample", "1", "--quiet") == 0


def test_a_report_tells_the_versions_that_made_the_study(study: Path, tmp_path: Path) -> None:
    copy = tmp_path / "older"
    shutil.copytree(study, copy)
    manifest = copy / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["versions"]["numpy"] = "1.2.3 of <long> ago"
    manifest.write_text(json.dumps(content), encoding="utf-8")
    assert versions_of(face.read(copy)) == content["versions"]
    assert versions_of(face.read(study))["numpy"] != content["versions"]["numpy"]
    section = again_part(again_of(face.read(copy), "older")).body
    assert "<td>1.2.3 of &lt;long&gt; ago</td>" in section


def test_what_is_no_study_has_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("report", str(tmp_path)) == 3
    assert "is no study" in capsys.readouterr().err


def test_a_run_can_end_with_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "study"
    asked = ("run", "quiet-personalist", "--runs", "3", "--series", "none", "--report")
    assert leave(*asked) == 2
    assert "name it with --out" in capsys.readouterr().err
    assert leave(*asked, "--out", str(out)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Report: {out / 'report.html'}"
    assert (out / "report.html").stat().st_size > 10_000
