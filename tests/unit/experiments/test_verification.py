"""A study is as its manifest says and as its runs come out again, or the difference is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import interregnum as ir
from interregnum.errors import StudyError
from interregnum.experiments import verification
from interregnum.experiments.series_file import read_series, series_bytes
from interregnum.experiments.tables import digest_of_file
from interregnum.experiments.tally import Tally
from interregnum.experiments.verification import verify

RUNS = 30
NAMES = ("contrast", "contrast_events", "contrast_series", "events", "runs", "series")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original") / "study"
    ir.load("mutiny-2023", {"horizon": 5}).into(folder).run(runs=RUNS, seed=2)
    return folder


@pytest.fixture
def study(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "study"))


def rewritten(study: Path, **changes: Any) -> None:
    """Change entries of the manifest."""
    path = study / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_an_untouched_study_has_no_faults(study: Path) -> None:
    told: list[tuple[int, int]] = []
    found = verify(study, sample=7, progress=lambda done, whole: told.append((done, whole)))
    assert (found.faults, found.runs_again, tuple(found.digests)) == ((), 14, NAMES)
    assert set(found.files) == {p.name for p in study.iterdir()} - {"manifest.json"}
    assert told[-1] == (14, 14)


@pytest.mark.parametrize("sample", [None, RUNS, 1000])
def test_all_runs_can_be_run_again(study: Path, sample: int | None) -> None:
    found = verify(study, sample=sample)
    assert (found.faults, found.runs_again) == ((), 2 * RUNS)


def changed_value(study: Path, name: str, column: str, run: int) -> None:
    """Change one number of a run, as a careful hand would: manifest and hashes follow."""
    path = study / f"{name}.parquet"
    table = parquet.read_table(path)
    row = int(np.flatnonzero(np.asarray(table["run"]) == run)[0])
    values = table[column].to_pylist()
    values[row] += 1.0
    index = table.schema.get_field_index(column)
    table = table.set_column(index, table.schema.field(index), pa.array(values))
    parquet.write_table(table, path)


@pytest.mark.parametrize(
    ("name", "column"), [("runs", "public_signal.exposure_precision"), ("events", "size")]
)
def test_a_changed_number_is_named_twice(study: Path, name: str, column: str) -> None:
    run = int(parquet.read_table(study / "events.parquet")["run"][3].as_py())
    changed_value(study, name, column, run)
    faults = verify(study, sample=None).faults
    assert any(f"{name}.parquet: its values differ" in fault for fault in faults)
    assert any(f"{name}.parquet: its bytes differ" in fault for fault in faults)
    assert any(f"{name}.parquet: run {run} differs" in fault for fault in faults)


def test_a_forged_manifest_does_not_hide_a_changed_number(study: Path) -> None:
    changed_value(study, "runs", "public_signal.exposure_precision", 4)
    path = study / "runs.parquet"
    content = json.loads((study / "manifest.json").read_text())
    content["values_sha256"]["runs"] = digest_of_file(path)
    content["files_sha256"]["runs.parquet"] = verification.sha256_of(path)
    rewritten(study, **content)
    (fault,) = verify(study, sample=None).faults
    assert "run 4 differs" in fault


def changed_series(study: Path, change: Callable[[Tally], None]) -> None:
    """Change the series as a careful hand would: digests and hashes in file and manifest follow."""
    path = study / "series.nc"
    tally = read_series(path)
    change(tally)
    path.write_bytes(series_bytes(tally, {}))
    content = json.loads((study / "manifest.json").read_text())
    content["values_sha256"]["series"] = digest_of_file(path)
    content["files_sha256"]["series.nc"] = verification.sha256_of(path)
    rewritten(study, **content)


def another_path(tally: Tally) -> None:
    tally.paths[7, 3, 1] += 0.25


def another_count(tally: Tally) -> None:
    tally.counts[3, 1] = np.roll(tally.counts[3, 1], 1)


def test_a_forged_manifest_does_not_hide_changed_series(study: Path) -> None:
    changed_series(study, another_path)
    faults = verify(study, sample=None).faults
    assert ["paths of runs 0 to 29" in fault for fault in faults] == [True]


def test_a_forged_manifest_does_not_hide_changed_counts(study: Path) -> None:
    changed_series(study, another_count)
    assert verify(study, sample=3).faults == ()  # a histogram can be checked by all runs only
    faults = verify(study, sample=None).faults
    assert ["counts of legitimacy.level differ" in fault for fault in faults] == [True]


def another_holder(tally: Tally) -> None:
    assert tally.territory is not None
    tally.territory.control[1, 2] = np.roll(tally.territory.control[1, 2], 1)


def test_a_forged_manifest_does_not_hide_another_holder_of_a_region(study: Path) -> None:
    changed_series(study, another_holder)
    faults = verify(study, sample=None).faults
    assert ["counts of regions differ" in fault for fault in faults] == [True]


def test_files_made_of_the_study_later_are_told_and_not_checked(study: Path) -> None:
    assert verify(study, sample=1).others == ()
    (study / "report.html").write_text("a report")
    (study / "fans.png").write_bytes(b"a figure")
    found = verify(study, sample=1)
    assert (found.faults, found.others) == ((), ("fans.png", "report.html"))


def test_changed_series_are_named_by_digest_and_bytes(study: Path) -> None:
    path = study / "series.nc"
    tally = read_series(path)
    another_count(tally)
    path.write_bytes(series_bytes(tally, {}))
    faults = verify(study, sample=1).faults
    assert ["series.nc" in fault for fault in faults] == [True, True]


def test_a_table_with_rows_missing_is_named(study: Path) -> None:
    path = study / "contrast.parquet"
    parquet.write_table(parquet.read_table(path).slice(0, RUNS - 2), path)
    faults = verify(study, sample=None).faults
    assert any(f"run {RUNS - 2} differs" in fault for fault in faults)


def test_a_changed_figure_or_log_is_named(study: Path) -> None:
    for name in ("survival.svg", "log.parquet"):
        with (study / name).open("ab") as stream:
            stream.write(b" ")
    faults = verify(study, sample=1).faults
    assert [fault.split(":")[0] for fault in faults] == [
        str(study / "log.parquet"),
        str(study / "survival.svg"),
    ]


@pytest.mark.parametrize("name", ["runs.parquet", "contrast_events.parquet", "series.nc"])
def test_a_torn_table_is_told(study: Path, name: str) -> None:
    whole = (study / name).read_bytes()
    (study / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StudyError, match=name):
        verify(study, sample=1)


@pytest.mark.parametrize("name", ["events.parquet", "survival.png"])
def test_a_missing_file_is_told(study: Path, name: str) -> None:
    (study / name).unlink()
    with pytest.raises(StudyError, match=name):
        verify(study, sample=1)


def test_a_study_of_another_model_or_unfinished_is_told(study: Path) -> None:
    rewritten(study, versions={"model": "0", "interregnum": "0.0"})
    with pytest.raises(StudyError, match="model version 0"):
        verify(study, sample=1)
    rewritten(study, state="running")
    with pytest.raises(StudyError, match="unfinished"):
        verify(study, sample=1)


def test_a_saved_study_can_be_verified(tmp_path: Path) -> None:
    study = ir.load("mutiny-2023", {"horizon": 1}).run(runs=3)
    assert verify(study.save(tmp_path / "study"), sample=None).faults == ()
