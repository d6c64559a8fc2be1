"""`interregnum doctor`: what it prints, and how it leaves."""

from __future__ import annotations

import json

import pytest

from interregnum.cli.main import main


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from an environment without settings."""
    for name in ("INTERREGNUM_SET", "INTERREGNUM_DATA", "INTERREGNUM_TARGET"):
        monkeypatch.delenv(name, raising=False)


def test_a_sound_machine_leaves_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("doctor") == 0
    said = capsys.readouterr()
    for words in ("python", "cores", "memory", "kernel cache", "numba", "All is well"):
        assert words in said.out
    assert said.err == ""


def test_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("doctor", "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert content["ok"] is True
    assert content["problems"] == []
    assert content["packages"]["numpy"]


def test_each_problem_is_one_line_with_the_way_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERREGNUM_DATA", "no-such-folder")
    monkeypatch.setenv("INTERREGNUM_TARGET", "gpu")
    assert leave("doctor") == 5
    said = capsys.readouterr()
    assert "All is well" not in said.out
    lines = said.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("problem: ") and ";" in line for line in lines)
