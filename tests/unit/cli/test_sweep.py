"""`interregnum sweep`: tables, JSON, options that say nothing, and the example of the page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir
from interregnum.cli.main import main
from unit.experiments import swept

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "how-to" / "design-an-experiment.md"


def code_of(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["sweep", *map(str, words)])
    code = left.value.code
    assert isinstance(code, int)
    return code


def test_json_is_one_object_that_says_what_was_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = swept.file(tmp_path), tmp_path / "sweep"
    assert code_of(path, "--out", out, "--json") == 0
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (content["runs"], content["replicates"], content["sweep"]) == (24, 4, str(out))
    assert [(row["policy"], row["quantity"]) for row in content["means"]] == [
        ("as-it-was", "survives"), ("no-sanctions", "survives"),
        ("as-it-was", "exit_day"), ("no-sanctions", "exit_day"),
    ]  # fmt: skip
    made = ir.sweep(path).run()
    assert made.digests() == content["values_sha256"]
    assert made.means()[0].mean.estimate == content["means"][0]["estimate"]
    rows = made.runs
    own = rows[rows["policy"] == "as-it-was"]
    assert (own["outcome"] == "survives").mean() == content["means"][0]["estimate"]
    assert code_of(path, "--out", out, "--resume", "--replicates", "5") == 0
    assert "5 replicates" in capsys.readouterr().out
    assert code_of(path, "--out", out, "--verify", "2") == 0
    assert "came out the same" in capsys.readouterr().out


def test_a_goal_is_told_with_what_was_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = swept.file(tmp_path, policies=None)
    words = ["--until", "outcome.survives:0.001", "--most-runs", "60"]
    assert code_of(path, *words) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "20 replicates" in text
    assert "0.1 points asked: NOT reached" in text
    assert "common_seeds: false" in text


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = swept.file(tmp_path), tmp_path / "sweep"
    assert code_of(path, "--out", out, "--dry-run") == 0
    assert "3 points x 2 policies x 4 replicates = 24 runs" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--resume"], 2, "name it with --out"),
        (["--verify", "1"], 2, "name it with --out"),
        (["--most-runs", "9"], 2, "give --until"),
        (["--until", "survivs:0.1"], 2, "did you mean survives"),
        (["--set", "horizont=3"], 3, "did you mean horizon"),
        (["--verify", "1", "--out", "nowhere"], 3, "is no sweep"),
    ],
)
def test_wrong_words_are_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = swept.file(tmp_path)
    assert code_of(path, *words) == code
    assert message in capsys.readouterr().err
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_the_experiment_of_the_how_to_page_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    block = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    path = tmp_path / "news.yaml"
    path.write_text(block[1], encoding="utf-8")
    small = ["--points", "2", "--replicates", "2", "--set", "horizon=2"]
    assert code_of(path, *small) == 0
    assert "2 points (latin_hypercube)" in capsys.readouterr().out
