"""`interregnum verify`: digests, faults and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.experiments import ensemble

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    ir.load("mutiny-2023", {"horizon": 2}).into(folder).run(runs=12, seed=2)
    return folder


def call(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as left:
        main(["verify", *words])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_digests_are_printed_and_all_is_well(study: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, str(study), "--sample", "3")
    digests = json.loads((study / "manifest.json").read_text())["values_sha256"]
    assert (code, err) == (0, "")
    assert all(f"{name:<16} {digest}" in out for name, digest in digests.items())
    assert "6 runs made again" in out
    assert "All is as the manifest says." in out


def test_json_is_one_object(study: Path, capsys: Capture) -> None:
    code, out, _ = call(capsys, str(study), "--all", "--json")
    content = json.loads(out)
    assert (code, content["equal"], content["runs_again"]) == (0, True, 24)


def test_quiet_says_nothing_if_all_is_well(study: Path, capsys: Capture) -> None:
    assert call(capsys, str(study), "--quiet") == (0, "", "")


def test_a_changed_file_is_named_with_exit_code_five(study: Path, capsys: Capture) -> None:
    with (study / "survival.svg").open("a") as stream:
        stream.write("<!-- changed -->")
    code, out, err = call(capsys, str(study))
    assert code == 5
    assert "survival.svg" in err
    assert err.count("\n") == 1
    assert "All is" not in out
    code, out, err = call(capsys, str(study), "--json")
    assert (code, json.loads(out)["equal"]) == (5, False)


def test_a_torn_file_is_named_with_exit_code_three(study: Path, capsys: Capture) -> None:
    (study / "events.parquet").write_bytes(b"PAR1")
    code, out, err = call(capsys, str(study))
    assert (code, out) == (3, "")
    assert "events.parquet" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere"], 3, "is no study"),
        (["nowhere", "--sample", "0"], 2, "--sample"),
        (["nowhere", "--json", "--quiet"], 2, "contradict"),
        ([], 2, "Missing argument"),
    ],
)
def test_a_refused_command_says_why(
    words: list[str], code: int, said: str, capsys: Capture
) -> None:
    given, out, err = call(capsys, *words)
    assert (given, out) == (code, "")
    assert said in err


@pytest.fixture
def unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "unfinished"
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 4)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 4)

    def stop(done: int, whole: int) -> None:
        if done >= 8:
            raise KeyboardInterrupt

    case = ir.load("mutiny-2023", {"horizon": 2})
    with pytest.raises(KeyboardInterrupt):
        case.into(folder).run(runs=12, seed=2, workers=1, progress=stop)
    return folder


def test_an_unfinished_study_says_what_has_landed(unfinished: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, str(unfinished))
    assert (code, err) == (0, "")
    assert "is unfinished; 8 of 24 runs" in out
    assert "2 files checked" in out
    assert call(capsys, str(unfinished), "--quiet") == (0, "", "")
    code, out, _ = call(capsys, str(unfinished), "--json")
    content = json.loads(out)
    assert (code, content["state"], content["landed"]) == (0, "running", 8)


def test_a_torn_part_of_an_unfinished_study_is_named(unfinished: Path, capsys: Capture) -> None:
    part = next((unfinished / "parts").iterdir())
    part.write_bytes(part.read_bytes()[:50])
    code, out, err = call(capsys, str(unfinished))
    assert code == 5
    assert part.name in err
    assert "whole" not in out.splitlines()[-1]
