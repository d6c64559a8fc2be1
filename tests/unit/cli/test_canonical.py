"""The command line answers, refuses and leaves with the promised exit codes."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from interregnum.canonical.shelf import MODELS
from interregnum.cli.canonical import settings_from
from interregnum.cli.main import main
from interregnum.errors import UsageError
from interregnum.version import __version__


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    told = capsys.readouterr()
    return int(caught.value.code or 0), told.out, told.err


Capture = pytest.CaptureFixture[str]


def test_the_version_is_told(capsys: Capture) -> None:
    assert call(capsys, "--version") == (0, f"interregnum {__version__}\n", "")


@pytest.mark.parametrize(
    "verb", [[], ["canonical"], *(["canonical", v] for v in ("list", "check", "run", "plot"))]
)
def test_every_help_shows_an_example(capsys: Capture, verb: list[str]) -> None:
    code, out, err = call(capsys, *verb, "--help")
    assert (code, err) == (0, "")
    examples = out.partition("Example")[2]
    assert re.search(r"\n +interregnum (canonical|run)", examples)


def test_models_are_listed(capsys: Capture) -> None:
    code, out, _ = call(capsys, "canonical", "list")
    names = [line.split()[0] for line in out.splitlines()]
    assert (code, names) == (0, list(MODELS))
    assert {"global_game", "granovetter", "watts", "kuran", "brock_durlauf"} <= set(names)


def test_a_case_is_solved_as_one_json_object(capsys: Capture) -> None:
    sides = ["a=600", "b=1000", "attrition_a=0.04", "attrition_b=0.01"]
    words = [word for side in sides for word in ("--set", side)]
    code, out, err = call(capsys, "canonical", "run", "lanchester", *words, "--json")
    solution = json.loads(out)
    assert (code, err, list(solution)) == (0, "", ["winner", "survivors", "time"])
    assert (solution["winner"], round(solution["survivors"], 4)) == ("A", 331.6625)


def test_a_case_is_readable_without_json(capsys: Capture) -> None:
    code, out, _ = call(
        capsys, "canonical", "run", "contest", "--set", "resources=[4,1]", "--set", "exponent=1"
    )
    assert (code, out) == (0, "win_probability  [0.8, 0.2]\neffort           [0.16, 0.16]\n")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["bogus"], 2, "No such command 'bogus'"),
        (["canonical", "run"], 2, "Missing argument"),
        (["canonical", "run", "contest", "--set", "exponent"], 2, "key=value"),
        (["canonical", "run", "contest", "--set", "=1"], 2, "key=value"),
        (["canonical", "run", "contest", "--set", "a=1", "--set", "a=2"], 2, "a is set twice"),
        (["canonical", "run", "contest", "--jsn"], 2, "--jsn"),
        (["canonical", "run", "contst"], 3, "did you mean contest?"),
        (["canonical", "check", "contst"], 3, "did you mean contest?"),
        (["canonical", "run", "contest", "--set", "exponent=NaN"], 3, "exponent = nan"),
        (["canonical", "run", "contest", "--set", "exponent=low"], 3, "exponent = 'low'"),
        (["canonical", "run", "contest", "--set", "exponents=1"], 3, "did you mean exponent?"),
    ],
)
def test_a_wrong_command_is_told_in_one_line(
    capsys: Capture, words: list[str], code: int, told: str
) -> None:
    given, out, err = call(capsys, *words)
    assert (given, out) == (code, "")
    assert told in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_traceback_is_shown_only_on_request(capsys: Capture) -> None:
    code, _, err = call(capsys, "canonical", "run", "contst", "--debug")
    assert code == 3
    assert "Traceback" in err


def test_reference_values_are_checked_as_a_table(capsys: Capture) -> None:
    code, out, _ = call(capsys, "canonical", "check", "contest")
    head, *rows = out.splitlines()
    titles = "model case reference ours difference tolerance source pass"
    assert (code, head.split()) == (0, titles.split())
    assert rows
    assert all(row.startswith("contest") and row.endswith("yes") for row in rows)


def test_a_missed_reference_value_is_exit_code_five(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("interregnum.canonical.contest")
    wrong = (dataclasses.replace(module.CASES[0], reference=0.7),)
    monkeypatch.setattr(module, "CASES", wrong)
    code, out, err = call(capsys, "canonical", "check", "contest", "--json")
    assert code == 5
    assert "1 of 1 reference values missed" in err
    assert [row["pass"] for row in json.loads(out)] == [False]


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (RuntimeError("broken"), 1, "unexpected RuntimeError: broken"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_what_nobody_foresaw_is_one_line(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr("interregnum.canonical.shelf.solution_of", fails)
    given, _, err = call(capsys, "canonical", "run", "contest")
    assert given == code
    assert told in err
    assert "Traceback" not in err


def test_settings_are_json_and_bare_words_are_strings() -> None:
    assert settings_from(["a=1", "b=[1, 2]", "c=word", "d=", "e=x=y", "f=null"]) == {
        "a": 1, "b": [1, 2], "c": "word", "d": "", "e": "x=y", "f": None,
    }  # fmt: skip
    with pytest.raises(UsageError):
        settings_from(["a"])


def test_listing_models_imports_nothing_heavy() -> None:
    # The parser of the command line itself loads pydantic as soon as a verb runs.
    heavy = "{'numpy', 'numba', 'pandas', 'matplotlib', 'scipy', 'rich', 'pyarrow'}"
    code = (
        "import sys\nfrom interregnum.cli.main import main\n"
        "try:\n    main(['canonical', 'list'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_picture_is_written_where_it_is_asked_for(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(capsys, "canonical", "plot", "veto")[:2] == (0, "veto.png\n")
    assert (tmp_path / "veto.png").read_bytes().startswith(b"\x89PNG")
    words = ["--set", "noise=0.05", "--out", "settlement.svg"]
    assert call(capsys, "canonical", "plot", "veto", *words)[0] == 0
    text = (tmp_path / "settlement.svg").read_text(encoding="utf-8")
    assert "canonical veto · players 3, total_cost 0.3, noise 0.05" in text


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["vetoes"], 3, "did you mean veto?"),
        (["veto", "--set", "noise=-1"], 3, "noise = -1 is out of range"),
        (["veto", "--out", "picture.gif"], 2, "let it end in .png, .svg, .pdf"),
        (["veto", "--out", "no-such-folder/a.png"], 2, "cannot be written"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused(
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    left, out, err = call(capsys, "canonical", "plot", *words)
    assert (left, out) == (code, "")
    assert told in err
    assert list(tmp_path.iterdir()) == []
