"""`interregnum scenarios`, `validate` and `schema`: the library, a check, and the rules."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.scenario.location import LIBRARY, library_names
from interregnum.scenario.schema import json_schema

HEAD = "extends: synthetic\nscenario: mine\ntitle: Mine\nsummary: A lesson.\n"
VERBS = ("scenarios", "validate", "schema", "parameters")


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_the_list_names_every_scenario_with_its_terms(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("scenarios") == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "horizon", "mode", "contrast", "title"]
    assert [line.split()[0] for line in lines] == list(library_names())
    mutiny = next(line for line in lines if line.startswith("mutiny-2023"))
    assert mutiny.split()[1:6] == ["730", "d", "forward", "no", "mutiny"]
    assert mutiny.endswith(ir.load("mutiny-2023").scenario.title)


def test_the_list_is_that_of_the_files_whatever_the_environment_sets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERREGNUM_SET", "place.Voronezh.garrison=5; horizon=9")
    assert leave("scenarios", "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["mutiny-2023"]["horizon_days"] == 730
    assert rows["mutiny-2023"]["contrast"]["switch"] == "mutiny.happens"
    assert rows["quiet-personalist"]["contrast"] is None


@pytest.mark.parametrize("name", library_names())
def test_a_valid_scenario_shows_its_hash(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("validate", name) == 0
    captured = capsys.readouterr()
    assert captured.out == f"valid {ir.load(name).digest}\n"
    assert captured.err == ""


def test_a_file_and_its_name_have_one_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("validate", "mutiny-2023") == 0
    assert leave("validate", str(LIBRARY / "mutiny-2023.yaml")) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second


def test_the_hash_is_that_of_what_would_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERREGNUM_SET", "horizon=9")
    assert leave("validate", "mutiny-2023") == 0
    monkeypatch.delenv("INTERREGNUM_SET")
    expected = ir.load("mutiny-2023", {"horizon": 9}).digest
    assert capsys.readouterr().out == f"valid {expected}\n"


def test_a_dash_reads_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(HEAD.encode())))
    assert leave("validate", "-") == 0
    assert capsys.readouterr().out.startswith("valid ")
    torn = io.BytesIO(HEAD.encode() + b"horizon: {value: 0}\n")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=torn))
    assert leave("validate", "-") == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("stdin:5: horizon")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("horizont: 3\n", "mine.yaml:5: horizont = 3: unknown key; did you mean horizon?"),
        ("mutiny: {service: capital_guard}\n", "mutiny.service = capital_guard cannot march"),
        ("mechanisms: {off: [start]}\n", "mechanisms.off names start"),
    ],
)
def test_an_invalid_scenario_is_one_line_and_exit_code_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + text)
    assert leave("validate", str(path)) == 3
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""


def test_the_schema_is_the_published_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("schema") == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


@pytest.mark.parametrize("verb", VERBS)
def test_help_shows_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(verb, "--help") == 0
    assert f"interregnum {verb}" in capsys.readouterr().out.partition("Example")[2]


def test_help_loads_nothing_heavy() -> None:
    heavy = ("interregnum.scenario", "ruamel", "numpy", "numba", "pandas")
    code = (
        "import sys\nfrom interregnum.cli.main import _exit_code_of as run\n"
        f"for verb in {VERBS!r}: run([verb, '--help'], False)\n"
        f"sys.exit(','.join(m for m in {heavy!r} if m in sys.modules) or 0)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (finished.returncode, finished.stderr) == (0, "")


def test_python_and_the_command_line_hear_the_environment_alike(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERREGNUM_SET", "horizon=9; attempt_chance.sharpness=2")
    case = ir.load("quiet-personalist", {"horizon": 8})
    assert case.scenario.horizon.value == 8.0
    assert case.scenario.parameters["attempt_chance.sharpness"].value == 2.0
    options = ("--runs", "2", "--set", "horizon=8", "--json")
    assert leave("run", "quiet-personalist", *options) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["horizon_days"], told["scenario_sha256"]) == (8, case.digest)
    monkeypatch.setenv("INTERREGNUM_SET", "horizon")
    assert leave("run", "quiet-personalist", *options) == 3
    assert capsys.readouterr().err.startswith("environment: INTERREGNUM_SET: 'horizon' is not")


@pytest.mark.parametrize("name", ["quiet-personalist", "synthetic"])
def test_an_imagined_scenario_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("run", name, "--runs", "20", "--seed", "7", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(row["runs"] for row in told["outcomes"]) == 20
    assert ("effect_on_survival" in told) == (name == "synthetic")
