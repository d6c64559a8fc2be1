"""`interregnum calibrate score`: what is refused before anything is read, and what is logged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interregnum.calibration.chain import Founder, Shape
from interregnum.calibration.later import scoring
from interregnum.calibration.later.frozen import frozen_posterior
from interregnum.calibration.later.log import LOG
from interregnum.calibration.later.scoring import Order, Scoring
from interregnum.cli.main import main

Capture = pytest.CaptureFixture[str]


def call(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as left:
        main(["calibrate", *words])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def nothing(sources: object, order: Order, told: object = None) -> Scoring:
    """Return a scoring that found nothing to score."""
    shape = Shape(
        countries=1,
        first_year=1990,
        founders=(Founder("party", 0),),
        last_start=1990,
        last_year=1990,
    )
    missing = {"cases.exit": "archigos has no later rows: it ends with 1989-12-31"}
    return Scoring(order, frozen_posterior(), shape, (), {}, (), missing)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(scoring, "scored", nothing)
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_years_before_1990_are_refused(data: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, "score", "--data", str(data), "--from", "1989")
    assert (code, out) == (2, "")
    assert "what was fitted to is no test; give 1990 or a later year" in err


def test_few_worlds_and_no_folder_are_refused(data: Path, tmp_path: Path, capsys: Capture) -> None:
    code, _, err = call(capsys, "score", "--data", str(data), "--worlds", "5")
    assert (code, "--worlds 5: too few" in err) == (2, True)
    code, _, err = call(capsys, "score", "--data", str(tmp_path / "no"))
    assert (code, "is no folder" in err) == (2, True)


def test_every_scoring_is_logged_and_the_next_one_says_so(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    log = tmp_path / "scorings.jsonl"
    words = ("score", "--data", str(data), "--log", str(log), "--quiet")
    code, out, err = call(capsys, *words, "--json")
    assert code == 0, err
    first = json.loads(out)
    assert first["before"] == {"scorings": 0, "other_posteriors": 0}
    assert first["posterior_sha256"] == frozen_posterior().sha256
    _, told, _ = call(capsys, *words)
    assert "The log holds 1 earlier scoring(s), all of this posterior." in told
    assert "Not scored, 1 in all:" in told
    assert "Logged as entry 2" in told
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["content"]["missing"] for line in lines] == [first["missing"]] * 2
    assert lines[1]["before"] == first["logged"]["sha256"]


def test_a_log_with_a_fault_stops_a_scoring_before_it_looks(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    log = tmp_path / "scorings.jsonl"
    log.write_text("{}\n")
    code, out, err = call(capsys, "score", "--data", str(data), "--log", str(log))
    assert (code, out) == (3, "")
    assert "nothing is scored" in err
    assert log.read_text() == "{}\n"


def test_the_log_lies_beside_the_posterior_by_default() -> None:
    assert LOG.parent == frozen_posterior().path.parent


def test_a_placebo_that_is_none_is_refused(tmp_path: Path, capsys: Capture) -> None:
    code, _, err = call(capsys, "placebos", "--out", str(tmp_path), "--model", "nul")
    assert (code, "nul is no model" in err) == (3, True)
    assert not list(tmp_path.iterdir())
