"""The examples for R and Stata name only files, columns and values that a study has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interregnum import face
from interregnum.engine.record import OUTCOMES
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.experiments.flat import short_names
from interregnum.face.exporting import write_csv
from interregnum.face.study import Study

ROOT = Path(__file__).resolve().parents[2]
R = (ROOT / "examples" / "r" / "outcomes.R").read_text(encoding="utf-8")
STATA = (ROOT / "examples" / "stata" / "outcomes.do").read_text(encoding="utf-8")
README = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def study() -> Study:
    return face.load("mutiny-2023").run(runs=4, seed=7, series=False)


def test_r_selects_columns_that_the_files_have(study: Study) -> None:
    calls = re.findall(r'"(\w+)\.parquet"\),\s*col_select = c\(([^)]*)\)', R)
    assert len(calls) == 2
    for table, words in calls:
        assert set(re.findall(r'"([^"]+)"', words)) <= set(study.tables[table].column_names)
    assert set(re.findall(r'"(\w+)\.parquet"', R)) <= set(study.tables)


def test_r_uses_columns_that_it_has_read(study: Study) -> None:
    read = {
        table: set(re.findall(r'"([^"]+)"', words))
        for table, words in re.findall(r'"(\w+)\.parquet"\),\s*col_select = c\(([^)]*)\)', R)
    }
    read["events"] = set(study.tables["events"].column_names)
    suffixed = {f"{name}.contrast" for name in read["contrast"] & read["runs"] - {"run"}}
    read["pairs"] = read["runs"] | read["contrast"] | suffixed
    read["ends"] = read["events"]
    used = re.findall(r"\b(runs|contrast|events|pairs|ends)\$([\w.]+)", R)
    assert len(used) > 5
    assert [(name, column) for name, column in used if column not in read[name]] == []


def test_files_that_the_examples_read_are_written(study: Study, tmp_path: Path) -> None:
    place = study.save(tmp_path / "study")
    exported = {path.name for path in write_csv(study, tmp_path / "csv")}
    assert set(re.findall(r'"(\w+\.parquet)"', R)) <= {path.name for path in place.iterdir()}
    assert len(set(re.findall(r'"(\w+\.parquet)"', R))) == 3
    assert set(re.findall(r"/(\w+\.csv)", STATA)) <= exported


def test_stata_uses_variables_that_it_keeps_or_makes() -> None:
    """Each variable that a command names was kept, renamed or generated before it."""
    known: set[str] = set()
    patterns = {
        "keep": r"^keep ((?!if)[\w ]+)$",
        "made": r"^(?:generate(?: byte)?|xtile) (\w+) =",
        "renamed": r"^rename \w+ (\w+)$",
    }
    for pattern in patterns.values():
        for words in re.findall(pattern, STATA, re.M):
            known |= set(words.split())
    named = re.findall(r"^(?:tabulate|mean|summarize) (\w+)", STATA, re.M)
    named += re.findall(r"(?:inlist\(|over\(|if !)(\w+)", STATA)
    named += re.findall(r"^xtile \w+ = (\w+)", STATA, re.M)
    # Events are kept by rows: their columns are those of the table.
    assert set(named) - {"event"} <= known
    assert len(set(named)) > 5


def test_stata_keeps_variables_that_the_files_have(study: Study, tmp_path: Path) -> None:
    written = {path.stem: path for path in write_csv(study, tmp_path / "csv")}
    parts = re.split(r"^import delimited", STATA, flags=re.M)[1:]
    assert len(parts) == 3
    for part in parts:
        table = re.search(r"/(\w+)\.csv", part)
        assert table is not None
        names = written[table[1]].read_text(encoding="utf-8").splitlines()[0]
        kept = re.search(r"^keep ((?!if)[\w ]+)$", part, re.M)
        if kept is not None:
            assert set(kept[1].split()) <= set(names.replace('"', "").split(","))
    assert "public_signal_exposure_precision" in short_names(study.tables["runs"].column_names)


@pytest.mark.parametrize("script", [R, STATA], ids=["r", "stata"])
def test_values_are_those_of_the_model(script: str) -> None:
    named = set(re.findall(r'"(survives|regular_exit|deal|surrender|beaten)"', script))
    assert named == {"survives", "regular_exit", "deal", "surrender", "beaten"}
    assert named <= {*OUTCOMES, *EVENT_NAMES}


def test_the_readme_names_files_that_there_are() -> None:
    named = re.findall(r"examples/\S+\.(?:R|do)", README)
    assert len(named) == 2
    assert all((ROOT / name).is_file() for name in named)
