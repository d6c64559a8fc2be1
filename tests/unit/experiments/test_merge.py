"""Parts become tables in groups of a fixed size, whatever the parts were."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.errors import StudyError
from interregnum.experiments import merge, parts
from interregnum.experiments.memory import results_in_memory, run_in_memory
from interregnum.experiments.order import Order
from interregnum.experiments.own_work import OwnWork
from interregnum.experiments.series_file import series_bytes
from interregnum.kernels.scalar import Target

SCENARIO = ir.load("mutiny-2023", {"horizon": 2}).scenario
ORDER = Order(scenario=SCENARIO.model_copy(update={"contrast": None}), runs=30, seed=1)
STUDY = {"scenario_sha256": ORDER.digest, "seed": 1, "model": "1", "series": True}
LOG = {field.name: None for field in merge.log_schema()}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder with the parts of 30 runs, and a folder to merge into."""
    (arm,) = ORDER.arms
    for first, end in ((0, 1), (1, 12), (12, 30)):
        batch = run_batch(arm.plan, 1, first, end - first, Target.CPU, series=True)
        note = {**LOG, **STUDY, "arm": "runs", "first": first, "runs": end - first}
        parts.write_part(tmp_path, "runs", parts.part_table(arm, 1, batch, note), first)
    (tmp_path / "new").mkdir()
    return tmp_path


@pytest.mark.parametrize("rows", [1, 7, 10, 8192])
def test_tables_are_written_in_equal_groups(
    study: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(merge, "GROUP_ROWS", rows)
    found = merge.merge_arm(
        ORDER.arms[0], parts.parts_in(study), study / "new", STUDY, 0, OwnWork()
    )
    assert [note["runs"] for note in found.notes] == [1, 11, 18]
    assert found.tally is not None
    assert found.tally.digest() == results_in_memory(ORDER).tallies["series"].digest()
    for name, table in run_in_memory(ORDER).items():
        assert parquet.read_table(study / "new" / f"{name}.parquet").equals(table)
    file = parquet.ParquetFile(study / "new" / "runs.parquet")
    sizes = [file.metadata.row_group(k).num_rows for k in range(file.num_row_groups)]
    assert set(sizes[:-1]) <= {rows}
    assert sizes[-1] <= rows
    assert file.schema_arrow.metadata is None or parts.NOTE not in file.schema_arrow.metadata


def test_a_part_torn_before_the_merge_is_named(study: Path) -> None:
    part = parts.parts_in(study)[1]
    part.path.write_bytes(b"torn")
    with pytest.raises(StudyError, match=rf"{part.path.name}.*--resume"):
        merge.merge_arm(ORDER.arms[0], parts.parts_in(study), study / "new", STUDY, 0, OwnWork())


def test_an_older_table_gives_its_first_runs(study: Path) -> None:
    for name, table in run_in_memory(ORDER).items():
        parquet.write_table(table, study / f"{name}.parquet")
    own = parts.parts_in(study)[2:]
    first = results_in_memory(dataclasses.replace(ORDER, runs=12)).tallies["series"]
    base = parts.base_of(study, "series", 12)
    base.write_bytes(series_bytes(first, ORDER.words))
    found = merge.merge_arm(ORDER.arms[0], own, study / "new", STUDY, 12, OwnWork())
    assert found.tally is not None
    assert found.tally.digest() == results_in_memory(ORDER).tallies["series"].digest()
    for name, table in run_in_memory(ORDER).items():
        assert parquet.read_table(study / "new" / f"{name}.parquet").equals(table)
    (study / "events.parquet").write_bytes(b"torn")
    with pytest.raises(StudyError, match=r"events\.parquet"):
        merge.merge_arm(ORDER.arms[0], own, study / "new", STUDY, 12, OwnWork())


def test_older_series_of_other_runs_are_refused(study: Path) -> None:
    for name, table in run_in_memory(ORDER).items():
        parquet.write_table(table, study / f"{name}.parquet")
    other = results_in_memory(dataclasses.replace(ORDER, runs=11)).tallies["series"]
    base = parts.base_of(study, "series", 12)
    base.write_bytes(series_bytes(other, ORDER.words))
    own = parts.parts_in(study)[2:]
    with pytest.raises(StudyError, match=base.name):
        merge.merge_arm(ORDER.arms[0], own, study / "new", STUDY, 12, OwnWork())


def test_the_log_has_a_row_for_each_batch(study: Path) -> None:
    older = pa.Table.from_pylist(
        [{**LOG, "arm": "runs", "first": first, "runs": 5} for first in (0, 5, 10)],
        schema=merge.log_schema(),
    )
    parquet.write_table(older, study / "log.parquet")
    merge.write_log(study / "new", [{**LOG, "arm": "runs", "first": 10, "runs": 9}], 10)
    rows = parquet.read_table(study / "new" / "log.parquet").to_pylist()
    assert [(row["first"], row["runs"]) for row in rows] == [(0, 5), (5, 5), (10, 9)]
