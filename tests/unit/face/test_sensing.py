"""Sensitivity and split in Python and by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.errors import StudyError, UsageError
from interregnum.face.sensing import check_statistics


def left_with(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    return int(stopped.value.code or 0)


SENSITIVITY = ["sensitivity", "mutiny-2023", "--seed", "7", "--points", "16"]
NAMED = ["--parameters", "start.type_mean,factions.taint"]
SPLIT = ["split", "mutiny-2023", "--seed", "7", "--points", "12", "--structure"]


def test_the_command_writes_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, figure = tmp_path / "kept", tmp_path / "figure.svg"
    more = ["--json", "--out", str(kept), "--plot", str(figure), "--outcome", "exit_day"]
    assert left_with([*SENSITIVITY, *NAMED, *more]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content == json.loads((kept / "sensitivity.json").read_text())
    assert content["runs"] == 16 * 4 * 2
    (outcome,) = content["outcomes"]
    assert {row["name"] for row in outcome["inputs"]} == {"start.type_mean", "factions.taint"}
    assert set(outcome["inputs"][0]) == {
        "name", "unit", "first", "total", "same_luck", "difference",
    }  # fmt: skip
    assert figure.read_text().startswith("<?xml")


def test_the_table_has_units_and_says_what_inputs_decide(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert left_with([*SENSITIVITY, *NAMED, "--outcome", "exit_day"]) == 0
    told = capsys.readouterr().out
    assert "upper less lower third [d]" in told
    assert "of the variance of single runs" in told


def test_a_dry_run_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert left_with([*SENSITIVITY, "--most", "20", "--dry-run"]) == 0
    assert capsys.readouterr().out == f"{16 * 22 * 2} runs\n"
    more = ["selection=focal,largest", "--at", "0", "--pasts", "100", "--dry-run"]
    assert left_with([*SPLIT, *more]) == 0
    assert capsys.readouterr().out == f"{12 * 2 * 4 + 1000} runs\n"


@pytest.mark.parametrize(
    ("arguments", "code", "way_out"),
    [
        (["--method", "sobl"], 2, "did you mean sobol"),
        (["--structure", "selection"], 2, "give selection=focal,largest"),
        (["--plot", "figure.gif"], 2, "let it end in"),
        (["--outcome", "demokracy"], 3, "did you mean democracy"),
    ],
)
def test_a_wrong_command_is_told_what_is_wrong(
    arguments: list[str], code: int, way_out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert left_with([*SENSITIVITY, *arguments]) == code
    assert way_out in capsys.readouterr().err


def test_a_frame_has_a_row_an_outcome_and_input(tmp_path: Path) -> None:
    made = ir.sensitivity(
        "mutiny-2023",
        method="morris",
        outcomes=["removed", "exit_day"],
        parameters=["start.type_mean", "factions.taint"],
        points=4,
    )
    frame = made.to_frame()
    assert len(frame) == 4
    assert {"outcome", "input", "size", "size_low", "mean_high"} <= set(frame.columns)
    made.save(tmp_path / "kept")
    with pytest.raises(StudyError):
        made.save(tmp_path / "kept")


def test_the_split_command_tells_parts_and_forecasts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure, kept = tmp_path / "split.png", tmp_path / "kept"
    more = ["selection=focal,largest", "--at", "0", "--pasts", "40", "--futures", "2"]
    assert left_with([*SPLIT, *more, "--plot", str(figure), "--out", str(kept)]) == 0
    told = capsys.readouterr().out
    assert "luck: all that happens from day 0 on" in told
    assert "oracle: knows everything" in told
    content = json.loads((kept / "split.json").read_text())
    assert set(content["splits"]) == {"removed", "exit_day"}
    assert content["skills"][-1]["within"] == 730
    assert "If it comes, which way?" in told
    (mode,) = content["modes"]
    assert (mode["at"], mode["within"]) == (0, 730)
    assert sum(mode["shares"].values()) == pytest.approx(1.0)
    assert set(mode["oracle"]) == {"estimate", "low", "high"}
    assert figure.stat().st_size > 10_000


def test_resuming_a_complete_analysis_runs_nothing_and_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*SENSITIVITY, *NAMED, "--json", "--out", str(tmp_path / "kept")]
    assert left_with(words) == 0
    first = capsys.readouterr().out
    assert left_with(words) == 3
    assert "already exists" in capsys.readouterr().err
    monkeypatch.setattr("interregnum.experiments.ensemble.run_lives", None)
    assert left_with([*words, "--resume"]) == 0
    assert capsys.readouterr().out == first
    assert left_with([*SENSITIVITY, *NAMED, "--resume"]) == 2
    assert "--out" in capsys.readouterr().err


def test_a_split_without_forecasts_needs_none() -> None:
    made = ir.split("mutiny-2023", at=[], points=12, structures={}, outcomes=["exit_day"])
    assert made.skills == made.modes == ()
    assert made.runs() == 12 * 4
    assert made.plot()._repr_png_()


def test_a_library_that_is_missing_is_named_with_its_way_in() -> None:
    with pytest.raises(UsageError, match=r"pip install \"interregnum\[stats\]\""):
        check_statistics("no_such_library")
