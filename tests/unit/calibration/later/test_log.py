"""Every look at the later record stays in the log, and a log that was touched stops the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.calibration.later.log import LOG, check_log, earlier, logged
from interregnum.errors import ScenarioError


def test_scorings_are_chained_and_counted(tmp_path: Path) -> None:
    log = tmp_path / "scorings.jsonl"
    first = logged(log, {"posterior_sha256": "a" * 64})
    second = logged(log, {"posterior_sha256": "b" * 64})
    assert second.before == first.sha256
    assert earlier(check_log(log), "b" * 64) == {"scorings": 2, "other_posteriors": 1}
    assert earlier(check_log(log), "c" * 64) == {"scorings": 2, "other_posteriors": 2}


def test_a_changed_scoring_stops_the_next_one(tmp_path: Path) -> None:
    log = tmp_path / "scorings.jsonl"
    logged(log, {"posterior_sha256": "a" * 64, "skill": -0.2})
    log.write_text(log.read_text().replace("-0.2", "0.2"))
    with pytest.raises(ScenarioError, match="nothing is scored that cannot be logged"):
        check_log(log)


def test_a_scoring_that_was_taken_away_stops_the_next_one(tmp_path: Path) -> None:
    log = tmp_path / "scorings.jsonl"
    logged(log, {"posterior_sha256": "a" * 64})
    logged(log, {"posterior_sha256": "a" * 64})
    log.write_text(log.read_text().splitlines(keepends=True)[0])
    with pytest.raises(ScenarioError, match="scored that cannot be logged"):
        check_log(log)


def test_a_log_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="its folder is not there"):
        check_log(tmp_path / "nowhere" / "scorings.jsonl")


def test_the_log_of_the_repository_is_whole() -> None:
    assert not check_log(LOG).faults
