"""`interregnum run`: what is printed, what is written, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interregnum.cli.main import main


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_a_run_prints_its_outcomes_and_writes_a_study(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "study"
    assert leave("run", "mutiny-2023", "--runs", "40", "--seed", "7", "--out", str(out)) == 0
    said = capsys.readouterr().out
    for words in ("the ruler is still there", "95 %", "not calibrated", "Not modelled", "seed 7"):
        assert words in said
    assert {p.name for p in out.iterdir()} == {
        "runs.parquet",
        "events.parquet",
        "contrast.parquet",
        "contrast_events.parquet",
        "series.nc",
        "contrast_series.nc",
        "log.parquet",
        "manifest.json",
        "survival.png",
        "survival.svg",
    }
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["runs"], manifest["seed"], manifest["calibrated"]) == (40, 7, False)


def test_json_is_one_object_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("run", "mutiny-2023", "--runs", "3", "--seed", "0", "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert content["seed"] == 0
    assert sum(row["runs"] for row in content["outcomes"]) == 3
    assert content["effect_on_survival"]["contrast"] == "no mutiny"


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("run", "mutiny-2023", "--runs", "2", "--quiet") == 0
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def test_settings_change_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("run", "mutiny-2023", "--runs", "2", "--set", "horizon=5", "--json")
    assert leave(*arguments) == 0
    assert json.loads(capsys.readouterr().out)["horizon_days"] == 5


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--runs", "0"), 2, "--runs"),
        (("--runs", "-5"), 2, "--runs"),
        (("--runs", "many"), 2, "--runs"),
        (("--seed", "-1"), 2, "--seed"),
        (("--seed", "9223372036854775808"), 3, "seed"),
        (("--workers", "0"), 2, "--workers"),
        (("--series", "some"), 2, "--series"),
        (("--bogus",), 2, "--bogus"),
        (("--resume", "--runs", "0"), 2, "--runs"),
        (("--resume", "--set", "horizon=0"), 3, "[1, 3652]"),
        (("--set", "horizon"), 2, "key=value"),
        (("--set", "horizon=0"), 3, "[1, 3652]"),
        (("--set", "horizn=5"), 3, "horizon"),
        (("--set", "mutiny.hapens=false"), 3, "happens"),
        (("--set", "coordination.precision_units=NaN"), 3, "finite"),
        (("--set", "coordination.precision_units=500"), 3, "[10, 80]"),
        (("--set", 'coordination.precision_units="x"'), 3, "precision_units"),
        (("--set", "structure=enforcd"), 3, "did you mean enforced?"),
    ],
)
def test_a_refused_command_says_why_and_leaves_nothing(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "study"
    assert leave("run", "mutiny-2023", "--out", str(out), *arguments) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_scenario_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("run", "mutiny-2032") == 3
    assert "mutiny-2023" in capsys.readouterr().err


def test_an_existing_folder_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    assert leave("run", "mutiny-2023", "--runs", "100000", "--out", str(tmp_path)) == 3
    assert "already exists" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text() == "precious"


def test_an_unknown_target_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERREGNUM_TARGET", "cpuu")
    assert leave("run", "mutiny-2023", "--runs", "1") == 2
    assert "cpu" in capsys.readouterr().err
    monkeypatch.setenv("INTERREGNUM_TARGET", "cuda")
    assert leave("run", "mutiny-2023", "--runs", "1") == 2
    assert "cuda" in capsys.readouterr().err


def test_a_finished_study_is_resumed_by_saying_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("run", "mutiny-2023", "--set", "horizon=2", "--out", str(tmp_path / "study"))
    assert leave(*command, "--runs", "20", "--seed", "5", "--resume", "--json") == 0
    first = json.loads(capsys.readouterr().out)
    # Without numbers the study's own are taken.
    assert leave(*command, "--resume", "--json") == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == first
    assert "is complete" in captured.err
    assert (first["runs"], first["seed"]) == (20, 5)
    assert leave(*command, "--runs", "30", "--resume", "--json") == 0
    assert json.loads(capsys.readouterr().out)["runs"] == 30


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("--seed", "6"), "another seed"),
        (("--runs", "3"), "less than the 20"),
        (("--set", "horizon=3"), "another scenario"),
        (("--series", "none"), "another choice of series"),
    ],
)
def test_another_study_is_refused_with_exit_code_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: tuple[str, ...], said: str
) -> None:
    command = ("run", "mutiny-2023", "--out", str(tmp_path / "study"), "--resume")
    own = ("--set", "horizon=2", "--runs", "20", "--quiet")
    assert leave(*command, *own) == 0
    given = changed if "--set" in changed else ("--set", "horizon=2", *changed)
    assert leave(*command, *given) == 3
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_going_on_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("run", "mutiny-2023", "--resume") == 2
    assert "--out" in capsys.readouterr().err


def test_a_dry_run_estimates_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("run", "mutiny-2023", "--runs", "500", "--out", str(tmp_path / "study"), "--dry-run")
    assert leave(*command) == 0
    said = capsys.readouterr().out
    for word in ("time", "memory", "disk", "500 runs in 2 arms"):
        assert word in said
    assert leave(*command, "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["runs"], content["arms"]) == (500, 2)
    assert content["disk_bytes"] > 0
    assert list(tmp_path.iterdir()) == []


def test_series_can_be_left_out_and_stay_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "study"
    command = ("run", "mutiny-2023", "--set", "horizon=2", "--out", str(out), "--json")
    assert leave(*command, "--runs", "4", "--series", "none") == 0
    assert "series" not in json.loads(capsys.readouterr().out)["values_sha256"]
    assert not list(out.glob("*.nc"))
    # Going on without the option goes on as the study was begun.
    assert leave(*command, "--runs", "6", "--resume") == 0
    assert not list(out.glob("*.nc"))
    assert json.loads((out / "manifest.json").read_text())["series"] == "none"
