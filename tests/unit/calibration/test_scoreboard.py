"""A scoreboard says what follows from its numbers, and is read as anybody's file."""

from __future__ import annotations

import json
from math import log
from pathlib import Path
from typing import Any

import pytest

from interregnum.calibration import scoreboard
from interregnum.calibration.scoreboard import (
    as_content,
    read_scoreboard,
    shipped_scoreboard,
    write_scoreboard,
)
from interregnum.errors import StudyError
from made_scoreboard import BOARD, FACTS


def test_a_fact_is_inside_where_the_models_interval_holds_the_records_estimate() -> None:
    assert [fact.inside for fact in FACTS] == [True, False, True, None]


def test_a_fact_holds_only_where_the_interval_is_no_wider_than_three_of_the_records() -> None:
    assert [fact.holds for fact in FACTS] == [True, False, False, False]
    assert FACTS[2].width_ratio == pytest.approx(log(20.0 / 0.2) / log(3.1 / 1.4))
    assert FACTS[3].width_ratio is None


def test_widths_of_shares_are_compared_on_the_logit_scale() -> None:
    def logit(share: float) -> float:
        return log(share / (1.0 - share))

    expected = (logit(0.58) - logit(0.38)) / (logit(0.6) - logit(0.4))
    assert FACTS[0].width_ratio == pytest.approx(expected)


def test_facts_that_were_held_out_are_counted_apart() -> None:
    assert BOARD.tally(fitted=True) == (1, 1, 2)
    assert BOARD.tally(fitted=False) == (0, 1, 2)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "scoreboard.json"
    write_scoreboard(file, BOARD)
    assert read_scoreboard(file) == BOARD
    rows = json.loads(file.read_text(encoding="utf-8"))["facts"]
    assert set(rows[0]) >= {"name", "title", "unit", "record", "model", "inside", "fitted"}
    assert set(rows[0]["record"]) == {"estimate", "low", "high", "n"}
    assert [row["inside"] for row in rows] == [True, False, True, None]


def test_no_scoreboard_is_shipped_for_another_model_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "scoreboard.json"
    monkeypatch.setattr(scoreboard, "SHIPPED", file)
    assert shipped_scoreboard() is None
    write_scoreboard(file, BOARD)
    assert shipped_scoreboard() == BOARD
    file.write_text(json.dumps({**as_content(BOARD), "model": "0"}), encoding="utf-8")
    assert shipped_scoreboard() is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 9}, "format = 9"),
        ({"model": "0"}, "model = '0'"),
        ({"facts": [{}]}, "'record' is missing or wrong"),
        ({"gate": 7}, "missing or wrong"),
        ({"level": "high"}, "missing or wrong"),
    ],
)
def test_a_file_that_is_no_scoreboard_is_refused(
    tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    file = tmp_path / "scoreboard.json"
    file.write_text(json.dumps({**as_content(BOARD), **change}), encoding="utf-8")
    with pytest.raises(StudyError, match=words):
        read_scoreboard(file)
    file.write_text("[", encoding="utf-8")
    with pytest.raises(StudyError, match="cannot be read"):
        read_scoreboard(file)


def test_a_fact_without_a_vote_is_in_no_tally() -> None:
    voting = [fact for fact in BOARD.facts if fact.fitted]
    silent = BOARD._replace(facts=(voting[0]._replace(votes=False), *voting[1:]))
    holds, inside, whole = BOARD._replace(facts=tuple(voting)).tally(fitted=True)
    found = silent.tally(fitted=True)
    assert found[2] == whole - 1
    assert found[1] == inside - (voting[0].inside is True)
    assert found[0] == holds - voting[0].holds
