"""`interregnum run --engine agents`: persons through the same store, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.errors import UsageError

RUN = ("run", "quiet-personalist", "--set", "horizon=40", "--runs", "3")
PERSONS = ("--engine", "agents", "--citizens", "5000", "--elites", "60", "--units", "0")
ENGINE = {"name": "agents", "citizens": 5000, "elites": 60, "units": 0}


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_a_study_of_persons_is_kept_resumed_and_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "study"
    assert leave(*RUN, *PERSONS, "--out", str(out)) == 0
    assert "persons: 5,000 citizens, 60 elites, units a continuum" in capsys.readouterr().out
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["engine"] == ENGINE
    more = [*RUN[:-1], "5", *PERSONS, "--out", str(out), "--resume", "--json"]
    assert leave(*more) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["runs"], content["engine"]) == (5, ENGINE)
    assert leave("verify", str(out), "--sample", "5") == 0
    study = ir.read(out)
    assert study.case.persons is not None
    assert study.case.persons.citizens == 5000


def test_another_engine_does_not_go_on_with_a_study(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "study"
    assert leave(*RUN, *PERSONS, "--out", str(out), "--quiet") == 0
    assert leave(*RUN, "--out", str(out), "--resume") == 3
    assert "--engine agents --citizens 5000" in capsys.readouterr().err
    assert leave(*RUN, *PERSONS[:3], "6000", "--out", str(out), "--resume") == 3


@pytest.mark.parametrize(
    ("asked", "said", "code"),
    [
        (("--citizens", "1000"), "add --engine agents", 2),
        (("--engine", "agents", "--citizens", "5"), "citizens = 5 is not a whole number", 3),
        ((*PERSONS, "--dry-run"), "times runs of the mean-field only", 2),
        (("--engine", "agents", "--citizens", "2147483647"), "citizens = 2147483647", 3),
    ],
)
def test_what_cannot_be_is_refused(
    asked: tuple[str, ...], said: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(*RUN, *asked) == code
    assert said in capsys.readouterr().err


def test_the_mean_field_names_no_engine_in_its_manifest(tmp_path: Path) -> None:
    out = tmp_path / "study"
    assert leave(*RUN, "--out", str(out), "--quiet") == 0
    assert "engine" not in json.loads((out / "manifest.json").read_text())


def test_a_case_runs_with_persons() -> None:
    case = ir.load("quiet-personalist", {"horizon": 40})
    study = case.run(runs=2, engine="agents", citizens=3000, series=False)
    assert study.case.engine["citizens"] == 3000
    again = case.with_engine(engine="agents", citizens=3000).run(runs=2, workers=1, series=False)
    assert study.digests() == again.digests()
    with pytest.raises(UsageError, match="agents"):
        case.run(runs=2, engine="agent")
