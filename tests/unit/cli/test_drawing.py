"""The option that says what fitted parameters are drawn from, on the verbs that run a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interregnum.cli.main import main
from interregnum.engine import posterior
from made_posterior import COLUMNS, RATE, made_posterior, ship

RUN = ["run", "quiet-personalist", "--runs", "4", "--set", "horizon=2", "--quiet"]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    posterior._table_of.cache_clear()
    file = made_posterior(tmp_path)
    ship(monkeypatch, file)
    return file


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    captured = capsys.readouterr()
    assert left.value.code == code, captured.err
    return json.loads(captured.out) if code == 0 else captured.err


def test_a_run_says_which_posterior_it_drew_from(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    default = told(capsys, *RUN, "--json")
    assert len(default["posterior_sha256"]) == 64
    named = [
        told(capsys, *RUN, "--json", "--parameters", word) for word in ("posterior", str(made))
    ]
    assert [one["values_sha256"] for one in named] == [default["values_sha256"]] * 2
    prior = told(capsys, *RUN, "--json", "--parameters", "prior")
    assert prior["posterior_sha256"] is None
    assert prior["values_sha256"] != default["values_sha256"]


def test_parameters_say_their_basis_and_their_gate(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = told(capsys, "parameters", "mutiny-2023", "--json")
    rows = {row["name"]: row for row in content["parameters"]}
    assert content["posterior"]["file"] == "shipped"
    assert content["sources"]["fitted"] == 3
    assert (rows[RATE]["basis"], rows[RATE]["gate"]) == ("fitted", "fitted")
    assert rows[RATE]["range"] == list(COLUMNS[RATE])
    assert rows["start.type_mean"]["gate"] == "identified"
    prior = told(capsys, "parameters", "mutiny-2023", "--json", "--parameters", "prior")
    assert prior["posterior"] is None
    assert {row["basis"] for row in prior["parameters"]} == {"prior", "record", "scenario"}


def test_the_list_of_parameters_shows_the_basis_in_words(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["parameters", "moscow-1991"])
    text = capsys.readouterr().out
    line = next(line for line in text.splitlines() if line.startswith("start.type_mean"))
    assert "fitted, not identified" in line
    assert "3 fitted" in text
    assert "Fitted to the record until 1989-12-31" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((*RUN, "--parameters", "nowhere.parquet"), 3, "--parameters nowhere.parquet: nowhere.par"),
        ((*RUN, "--parameters", "prior", "--set", "posterior=none"), 2, "says it too; leave one"),
        (("parameters", "--parameters", "prior"), 2, "names what a scenario draws"),
        (
            ("sensitivity", "mutiny-2023", "--parameters", "prior", "--parameters", "posterior"),
            2,
            "prior is said too",
        ),
        (
            ("sensitivity", "mutiny-2023", "--parameters", RATE, "--dry-run"),
            3,
            "is drawn from the posterior together",
        ),
    ],
)
def test_what_says_nothing_is_refused(
    made: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    assert words in told(capsys, *arguments, code=code)


def test_a_fitted_parameter_is_moved_over_its_own_range_on_request(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--parameters", RATE, "--parameters", "prior", "--dry-run", "--points", "16"]
    with pytest.raises(SystemExit) as left:
        main(["sensitivity", "mutiny-2023", *words])
    assert left.value.code == 0
    assert capsys.readouterr().out == "96 runs\n"


def test_a_torn_shipped_file_stops_a_run_with_one_line_and_a_way_out(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.write_bytes(b"torn")
    error = told(capsys, *RUN, "--json", code=3)
    assert "the file was changed or torn" in error
    assert "--parameters prior" in error
    assert error.count("\n") == 1
    assert told(capsys, *RUN, "--json", "--parameters", "prior")["runs"] == 4
