"""`interregnum forecast`: scores, files, refusals and the ledger, on datasets made up for it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from forecast_folder import made_up_folder
from interregnum.cli.main import main
from interregnum.effects import effect_of

Capture = pytest.CaptureFixture[str]
FILES = {"forecasts.parquet", "missing.csv", "outcomes.parquet", "reliability.png", "scores.json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_folder(tmp_path_factory.mktemp("data"))


def call(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as left:
        main(["forecast", *words])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def scored(capsys: Capture, folder: Path, *words: str) -> dict[str, Any]:
    given = ("--step", "year", "--draws", "100", "--refit", "10", "--from", str(folder))
    code, out, err = call(capsys, "backtest", *given, "--json", *words)
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_json_has_scores_with_intervals_effects_and_what_is_missing(
    folder: Path, capsys: Capture
) -> None:
    found = scored(capsys, folder)
    assert (found["first_origin"], found["last_origin"]) == ("1960-01-01", "1989-01-01")
    assert (found["forecasts"], found["countries"]) == (300, 10)
    measures = {row["measure"] for row in found["scores"]}
    assert measures == {
        *("brier", "brier_skill", "log", "log_skill", "auc_roc", "auc_pr"),
        *("expected_over_observed", "crps", "crps_skill"),
    }
    for row in found["scores"]:
        assert row["low"] <= row["estimate"] <= row["high"], row
    effects = [effect_of(record) for record in found["effects"]]
    assert {effect.name for effect in effects} >= {
        "forecast.exit.year.log_skill.trees",
        "forecast.exit.year.crps_skill.logistic",
    }
    assert all(effect.claims == ("C21",) for effect in effects)
    assert effects[0].source == "archigos, gwf, powell_thyne"
    assert set(found["vintages"]) == {"archigos", "gwf", "powell_thyne"}
    assert len(found["files"]) == 4
    assert [note.split(":")[0] for note in found["notes"]] == [
        *("capitals", "democracy", "conflicts", "campaigns", "protests")
    ]
    assert found["covariates_unknown"]["protests"] == 1.0


def test_nothing_after_the_last_day_changes_a_number(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    first = scored(capsys, folder, "--target", "attempt")
    other = made_up_folder(tmp_path)
    rulers = other / "archigos" / "archigos_4.1_to_1989.csv"
    rulers.write_text(rulers.read_text().replace("1999-12-31", "1998-02-02"))
    events = other / "powell_thyne" / "powell_thyne_coups_1950_1989.txt"
    kept = [line for line in events.read_text().splitlines() if "\t1992\t" not in line]
    events.write_text("\n".join([*kept, ""]))
    second = scored(capsys, other, "--target", "attempt")
    assert first["files"] != second["files"]
    assert first["scores"] == second["scores"]
    assert first["missing"] == second["missing"]


def test_later_years_are_read_when_they_are_asked_for(folder: Path, capsys: Capture) -> None:
    found = scored(capsys, folder, "--until", "1995-12-31", "--from-year", "1990")
    assert (found["first_origin"], found["last_origin"]) == ("1990-01-01", "1995-01-01")
    assert found["forecasts"] == 60


def test_the_same_command_gives_the_same_numbers(folder: Path, capsys: Capture) -> None:
    assert scored(capsys, folder) == scored(capsys, folder)


def test_files_are_whole_and_the_forecasts_can_be_registered_and_resolved(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    out, ledger = tmp_path / "out", tmp_path / "ledger.jsonl"
    scored(capsys, folder, "--out", str(out))
    assert {path.name for path in out.iterdir()} == FILES
    table, came = out / "forecasts.parquet", out / "outcomes.parquet"
    code, told, _ = call(capsys, "register", str(table), "--ledger", str(ledger), "--json")
    entry = json.loads(told)
    assert code == 0
    # A backtest is written after the fact, and the ledger says so.
    assert entry["content"]["after_the_fact"] == entry["content"]["forecasts"] == 4 * 300
    words = ("--forecasts", str(table), "--outcomes", str(came), "--ledger", str(ledger))
    code, told, err = call(capsys, "resolve", "1", *words, "--json")
    assert code == 0, err
    resolved = {row["model_id"]: row["brier"] for row in json.loads(told)["content"]["scores"]}
    scores = json.loads((out / "scores.json").read_text())["scores"]
    assert resolved == pytest.approx(
        {row["model"]: row["estimate"] for row in scores if row["measure"] == "brier"}
    )
    code, told, _ = call(capsys, "ledger", "verify", str(ledger), "--holds", entry["sha256"])
    assert (code, told.split(",")[0]) == (0, "2 entries")
    code, told, _ = call(capsys, "ledger", "show", str(ledger))
    assert (code, len(told.splitlines())) == (0, 2)


def test_text_tells_the_base_rate_each_score_and_what_is_missing(
    folder: Path, capsys: Capture
) -> None:
    words = ("--step", "year", "--draws", "100", "--refit", "10", "--from", str(folder))
    code, out, err = call(capsys, "backtest", *words)
    assert (code, err) == (0, "")
    assert "300 forecasts in 10 countries from 1960-01-01 to 1989-01-01" in out
    assert "base rate 0." in out
    assert "crps [years]" in out
    assert "Origins of a country without a row" in out
    assert "Note: protests: no file of mass_mobilization" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--target", "exits"), "did you mean exit?"),
        (("--step", "months"), "did you mean month?"),
        (("--until", "1989"), "--until 1989: not a day"),
        (("--rulers", "archigo"), "did you mean archigos?"),
        (("--attempts", "clin"), "did you mean cline?"),
        (("--draws", "3"), "give 100 or more"),
    ],
)
def test_wrong_words_are_refused_with_the_nearest(
    folder: Path, capsys: Capture, words: tuple[str, ...], told: str
) -> None:
    code, out, err = call(capsys, "backtest", "--from", str(folder), *words)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_a_file_is_no_folder_to_write_into(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "out"
    file.write_text("mine")
    code, _, err = call(capsys, "backtest", "--from", str(folder), "--out", str(file))
    assert (code, "is a file; name a folder" in err) == (2, True)
    assert file.read_text() == "mine"


def test_without_scikit_learn_the_way_to_install_it_is_told(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    code, out, err = call(capsys, "backtest", "--from", str(folder))
    assert (code, out) == (2, "")
    assert 'pip install "interregnum[stats]"' in err


def test_a_folder_without_rulers_names_what_is_missing(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, "backtest", "--from", str(tmp_path))
    assert (code, out) == (3, "")
    assert "archigos" in err


def test_an_edited_ledger_ends_in_exit_code_five(tmp_path: Path, capsys: Capture) -> None:
    row = {
        "model_id": "mine",
        "origin_date": "2300-01-01",
        "target": "exit in a year",
        "horizon": 1,
        "target_end_date": "2300-12-31",
        "location": "70",
        "output_type": "pmf",
    }
    rows = [{**row, "output_type_id": key, "value": 0.5} for key in ("event", "no_event")]
    table, ledger = tmp_path / "mine.csv", tmp_path / "ledger.jsonl"
    pd.DataFrame(rows).to_csv(table, index=False)
    assert call(capsys, "register", str(table), "--ledger", str(ledger))[0] == 0
    year = datetime.now(UTC).year
    ledger.write_text(ledger.read_text().replace(f'"at":"{year}', f'"at":"{year - 1}'))
    code, _, err = call(capsys, "ledger", "verify", str(ledger))
    assert (code, "line 1 (entry 1) was changed" in err) == (5, True)
    code, out, _ = call(capsys, "ledger", "verify", str(ledger), "--json")
    assert (code, len(json.loads(out)["faults"])) == (5, 1)


def test_a_ledger_that_is_not_there_is_a_wrong_command(tmp_path: Path, capsys: Capture) -> None:
    for verb in ("verify", "show", "mend"):
        code, _, err = call(capsys, "ledger", verb, str(tmp_path / "none.jsonl"))
        assert (code, "no such ledger" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_mend_takes_a_torn_line_away(tmp_path: Path, capsys: Capture) -> None:
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(b'{"at":')
    code, out, _ = call(capsys, "ledger", "mend", str(ledger))
    assert (code, out) == (0, "6 bytes of a torn line taken away\n")
    assert ledger.read_bytes() == b""
