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
