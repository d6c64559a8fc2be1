"""Effect surfaces in Python and by the command."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from interregnum.cli.main import main
from interregnum.errors import UsageError
from interregnum.experiments.surface_ways import check_library

WORDS = ["surface", "mutiny-2023", "--switch", "mutiny.happens=true,false", "--runs", "200"]


def left_with(*words: str) -> Any:
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code


def test_the_command_prints_what_the_json_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    picture = tmp_path / "surface.png"
    words = [*WORDS, "--outcome", "removed_within_30_d", "--plot", str(picture)]
    assert left_with(*words, "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert content["pairs"] == 200
    assert len(content["candidates"]) == 3
    errors = [row["error"] for row in content["candidates"]]
    chosen = {row["name"]: row for row in content["candidates"]}[content["chosen"]]
    assert chosen["error"] == min(errors)
    assert content["beats_constant"] is (chosen["gain"]["low"] > 0.0)
    assert picture.stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--runs", "20"], 3, "too few to fit"),
        (["--outcome", "removd"], 3, "did you mean removed"),
        (["--plot", "surface.pdf"], 2, "picture"),
        (["--switch", "selection=focal,largest,smallest"], 2, "two values"),
    ],
)
def test_a_wrong_command_says_the_way_out(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert left_with(*WORDS, *words) == code
    assert told in capsys.readouterr().err


def test_without_the_library_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "sklearn"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(UsageError, match=r"interregnum\[stats\]"):
        check_library()
