"""A part is a batch on disk, and gives the batch back or says that it is torn."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.engine.record import events_table, runs_table
from interregnum.errors import StudyError
from interregnum.experiments import parts
from interregnum.experiments.order import Order
from interregnum.kernels.scalar import Target

ORDER = Order(scenario=ir.load("mutiny-2023", {"horizon": 3}).scenario, runs=20, seed=5)
STUDY = {"scenario_sha256": ORDER.digest, "seed": 5, "model": "1", "series": True}


@pytest.fixture
def part(tmp_path: Path) -> parts.Part:
    batch = run_batch(ORDER.arms[0].plan, 5, 8, 6, Target.CPU, series=True)
    note = {**STUDY, "arm": "runs", "first": 8}
    table = parts.part_table(ORDER.arms[0], 5, batch, note)
    parts.write_part(tmp_path, "runs", table, 8)
    return parts.parts_in(tmp_path)[0]


def test_a_part_gives_its_batch_back(part: parts.Part) -> None:
    assert (part.path.name, part.arm, part.first, part.end) == (
        "00000008-00000014.runs.parquet", "runs", 8, 14,
    )  # fmt: skip
    plan = ORDER.arms[0].plan
    batch = run_batch(plan, 5, 8, 6, Target.CPU, series=True)
    content = parts.read_part(part, STUDY)
    assert content.daily is not None
    assert np.array_equal(content.daily.histogram, batch.histogram)
    assert np.array_equal(content.daily.paths, batch.paths, equal_nan=True)
    assert content.runs.equals(runs_table(plan, 5, [batch]))
    assert content.events.equals(events_table(plan, [batch]))
    assert content.runs.schema.field("day").metadata == {b"unit": b"d"}
    assert content.note["first"] == 8


def test_a_batch_without_events_is_a_part_like_any(tmp_path: Path) -> None:
    quiet = run_batch(ORDER.arms[1].plan, 5, 0, 2, Target.CPU, series=True)
    quiet = quiet._replace(events=quiet.events[:0])
    note = {**STUDY, "arm": "contrast"}
    parts.write_part(tmp_path, "contrast", parts.part_table(ORDER.arms[1], 5, quiet, note), 0)
    content = parts.read_part(parts.parts_in(tmp_path)[0], STUDY)
    assert content.events.equals(events_table(ORDER.arms[1].plan, [quiet]))
    assert content.runs.num_rows == 2


def test_a_part_cut_anywhere_is_torn(part: parts.Part) -> None:
    whole = part.path.read_bytes()
    for length in (0, 3, 100, len(whole) // 2, len(whole) - 1):
        part.path.write_bytes(whole[:length])
        with pytest.raises(parts.TornPartError):
            parts.read_part(part, STUDY)


def test_a_flipped_bit_never_changes_what_is_read(part: parts.Part) -> None:
    whole = part.path.read_bytes()
    before = parts.read_part(part, STUDY)
    draw, seen = random.Random(1), 0
    for _ in range(150):
        place = draw.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= 1 << draw.randrange(8)
        part.path.write_bytes(changed)
        try:
            after = parts.read_part(part, STUDY)
        except parts.TornPartError:
            seen += 1
            continue
        # Statistics and names of writers may change; values may not.
        assert after.runs.equals(before.runs)
        assert after.events.equals(before.events)
        assert after.daily is not None
        assert before.daily is not None
        assert np.array_equal(after.daily.histogram, before.daily.histogram)
        assert np.array_equal(after.daily.paths, before.daily.paths, equal_nan=True)
    assert seen > 75


@pytest.mark.parametrize(
    "change", [{"seed": 6}, {"scenario_sha256": "0"}, {"model": "0"}, {"series": False}]
)
def test_a_part_of_another_study_is_not_taken(part: parts.Part, change: dict[str, Any]) -> None:
    with pytest.raises(parts.TornPartError):
        parts.read_part(part, {**STUDY, **change})


def test_a_part_without_series_has_no_columns_of_them(tmp_path: Path) -> None:
    bare = run_batch(ORDER.arms[0].plan, 5, 0, 3, Target.CPU)
    note = {**STUDY, "arm": "runs"}
    table = parts.part_table(ORDER.arms[0], 5, bare, note)
    assert not set(parts.SERIES_COLUMNS) & set(table.column_names)
    parts.write_part(tmp_path, "runs", table, 0)
    (found,) = parts.parts_in(tmp_path)
    assert parts.read_part(found, {**STUDY, "series": False}).daily is None
    with pytest.raises(parts.TornPartError):
        parts.read_part(found, STUDY)


def test_series_that_were_changed_are_torn(part: parts.Part) -> None:
    table = parquet.read_table(part.path)
    column = table.schema.get_field_index("path")
    swapped = table["path"].to_pylist()[::-1]
    table = table.set_column(column, "path", pa.array(swapped, pa.large_binary()))
    parquet.write_table(table, part.path)
    with pytest.raises(parts.TornPartError):
        parts.read_part(part, STUDY)


def test_a_part_under_another_name_is_not_taken(part: parts.Part) -> None:
    for name in ("00000009-00000015.runs.parquet", "00000008-00000014.contrast.parquet"):
        part.path.rename(part.path.with_name(name))
        found = parts.parts_in(part.path.parent.parent)[0]
        with pytest.raises(parts.TornPartError):
            parts.read_part(found, STUDY)
        found.path.rename(part.path)


def test_a_table_that_is_no_part_is_not_taken(part: parts.Part) -> None:
    table = parquet.read_table(part.path).replace_schema_metadata(None)
    parquet.write_table(table, part.path)
    with pytest.raises(parts.TornPartError):
        parts.read_part(part, STUDY)


def test_a_part_that_is_a_folder_is_told(part: parts.Part) -> None:
    part.path.unlink()
    part.path.mkdir()
    with pytest.raises(StudyError, match="cannot be read"):
        parts.read_part(part, STUDY)


def test_parts_and_hidden_files_are_removed_and_nothing_else(part: parts.Part) -> None:
    folder = part.path.parent.parent
    hidden = [folder / ".manifest.json.part", part.path.parent / ".x.parquet.part"]
    for path in hidden:
        path.write_text("half")
    (folder / "mine.txt").write_text("precious")
    (folder / "series.nc").write_text("series")
    parts.keep_base(folder, 14, ["series"])
    assert parts.base_of(folder, "series", 14).read_text() == "series"
    parts.remove_hidden(folder)
    parts.remove_parts(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["mine.txt", "series.nc"]


def test_gaps_are_the_runs_that_no_part_holds() -> None:
    found = [parts.Part(Path(), arm, *span) for arm, *span in (("runs", 2, 4), ("runs", 4, 7))]
    assert parts.gaps_of(found, "runs", 0, 9) == [(0, 2), (7, 9)]
    assert parts.gaps_of(found, "contrast", 0, 9) == [(0, 9)]
    assert parts.gaps_of(found, "runs", 3, 6) == []
