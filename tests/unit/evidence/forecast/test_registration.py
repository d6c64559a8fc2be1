"""Forecasts registered before their time and resolved after it, with scores worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.forecast.ledger import audit
from interregnum.evidence.forecast.registration import register, resolve, summary

BEFORE = datetime(1990, 1, 1, tzinfo=UTC)
AFTER = datetime(1991, 1, 1, tzinfo=UTC)
CHANCES = {"70": 0.2, "90": 0.5}


def forecasts(folder: Path, **changes: Any) -> Path:
    rows = [
        {
            "model_id": "mine",
            "origin_date": "1990-01-01",
            "target": "exit in a year",
            "horizon": 1,
            "target_end_date": "1990-12-31",
            "location": location,
            "output_type": "pmf",
            "output_type_id": category,
            "value": value,
            **changes,
        }
        for location, chance in CHANCES.items()
        for category, value in (("event", chance), ("no_event", 1 - chance))
    ]
    path = folder / "mine.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def outcomes(folder: Path, observed: dict[str, Any], end: str = "1990-12-31") -> Path:
    rows = [
        {
            "origin_date": "1990-01-01",
            "target": "exit in a year",
            "target_end_date": end,
            "location": location,
            "observation": observation,
        }
        for location, observation in observed.items()
    ]
    path = folder / "came.csv"
    pd.DataFrame(
        rows, columns=["origin_date", "target", "target_end_date", "location", "observation"]
    ).to_csv(path, index=False)
    return path


def test_forecasts_are_scored_as_by_hand(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    entry = register(ledger, file, now=BEFORE)
    assert (entry.number, entry.content["forecasts"], entry.content["after_the_fact"]) == (1, 2, 0)
    found = resolve(ledger, 1, file, outcomes(tmp_path, {"70": 1, "90": 0}), now=AFTER)
    score = found.content["scores"][0]
    assert (score["n"], score["events"]) == (2, 1)
    assert score["brier"] == pytest.approx((0.8**2 + 0.5**2) / 2)
    assert score["log"] == pytest.approx(-(log(0.2) + log(0.5)) / 2)
    assert audit(ledger).faults == ()
    assert "Brier 0.4450" in summary(found)


def test_forecasts_whose_window_is_over_are_marked(tmp_path: Path) -> None:
    entry = register(tmp_path / "ledger.jsonl", forecasts(tmp_path), now=AFTER)
    assert (entry.content["after_the_fact"], entry.content["window_begun"]) == (2, 2)
    assert "2 of them after the fact" in summary(entry)


def test_the_same_file_is_registered_once(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    register(ledger, file, now=BEFORE)
    with pytest.raises(ScenarioError, match="registered already, as entry 1"):
        register(ledger, file, now=AFTER)


def test_a_file_changed_after_it_was_registered_is_not_resolved(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    register(ledger, file, now=BEFORE)
    text = file.read_text()
    file.write_text(text.replace("0.2\n", "0.9\n").replace("0.8\n", "0.1\n"))
    with pytest.raises(ScenarioError, match="is not the file that entry 1 registered"):
        resolve(ledger, 1, file, outcomes(tmp_path, {"70": 1, "90": 0}), now=AFTER)


def test_windows_are_resolved_once(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    register(ledger, file, now=BEFORE)
    came = outcomes(tmp_path, {"70": 1, "90": 0})
    resolve(ledger, 1, file, came, now=AFTER)
    with pytest.raises(ScenarioError, match="were resolved by entry 2"):
        resolve(ledger, 1, file, came, now=AFTER)


@pytest.mark.parametrize(
    ("observed", "words"),
    [
        ({"70": 1}, "no outcome for 1 windows"),
        ({"70": 1, "90": 0, "92": 1}, "no forecast of 1 windows"),
        ({"70": 1, "90": 2}, "neither 0 nor 1"),
        ({}, "holds no outcome"),
    ],
)
def test_outcomes_that_do_not_fit_are_refused(
    tmp_path: Path, observed: dict[str, int], words: str
) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    register(ledger, file, now=BEFORE)
    with pytest.raises(ScenarioError, match=words):
        resolve(ledger, 1, file, outcomes(tmp_path, observed), now=AFTER)
    assert len(audit(ledger).entries) == 1


def test_a_window_that_is_not_over_is_not_resolved(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    register(ledger, file, now=BEFORE)
    with pytest.raises(ScenarioError, match="not over"):
        resolve(
            ledger,
            1,
            file,
            outcomes(tmp_path, {"70": 1, "90": 0}),
            now=datetime(1990, 12, 31, 23, tzinfo=UTC),
        )


def test_an_entry_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.jsonl", forecasts(tmp_path)
    with pytest.raises(UsageError, match="none yet"):
        resolve(ledger, 1, file, outcomes(tmp_path, {"70": 1, "90": 0}), now=AFTER)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 0.7}, "do not sum to 1"),
        ({"value": 1.5}, r"not a chance in \[0, 1\]"),
        ({"value": "often"}, "value is no number"),
        ({"output_type": "mean"}, "output_type is not pmf"),
        ({"output_type_id": "perhaps"}, "none of event, no_event"),
        ({"location": "70"}, "there twice"),
        ({"origin_date": "1990-13-01"}, "is no day"),
        ({"target_end_date": "1989-12-31"}, "ends before the day of forecast"),
    ],
)
def test_tables_that_are_no_forecasts_are_refused(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with pytest.raises(ScenarioError, match=words):
        register(ledger, forecasts(tmp_path, **changes), now=BEFORE)
    assert not ledger.exists()


def test_a_table_without_a_column_names_it(tmp_path: Path) -> None:
    file = forecasts(tmp_path)
    pd.read_csv(file).rename(columns={"location": "locations"}).to_csv(file, index=False)
    with pytest.raises(ScenarioError, match="no column location; did you mean locations"):
        register(tmp_path / "ledger.jsonl", file)


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    file = forecasts(tmp_path)
    other = tmp_path / "mine.parquet"
    pd.read_csv(file).to_parquet(other)
    first = register(tmp_path / "one.jsonl", file, now=BEFORE).content
    second = register(tmp_path / "two.jsonl", other, now=BEFORE).content
    assert {key for key in first if first[key] != second[key]} == {"file", "sha256"}


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.parquet"
    file.write_bytes(b"not parquet")
    with pytest.raises(ScenarioError, match="cannot be read"):
        register(tmp_path / "ledger.jsonl", file)
    with pytest.raises(ScenarioError, match="not there"):
        register(tmp_path / "ledger.jsonl", tmp_path / "gone.csv")
