"""Stored tables are read column by column, and give the same digests as those in memory."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from interregnum.engine.record import values_digest
from interregnum.errors import StudyError
from interregnum.experiments import tables
from interregnum.experiments.series_file import series_bytes
from interregnum.experiments.tables import StoredTables, columns_of, digest_of_file, digests_of
from interregnum.experiments.tally import empty_tally

TABLE = pa.table(
    {
        "run": pa.array(range(50), pa.int64()),
        "a.share": pa.array([None, *(x / 7.0 for x in range(49))], pa.float64()),
        "a": pa.array([None if x % 5 else "word" for x in range(50)], pa.string()),
        "mode": pa.array([x % 7 if x % 3 else None for x in range(50)], pa.int8()),
    }
)


@pytest.fixture
def stored(tmp_path: Path) -> StoredTables:
    parquet.write_table(TABLE, tmp_path / "runs.parquet", row_group_size=7)
    return StoredTables(tmp_path, ["runs"], {"runs": values_digest(TABLE)})


def test_the_digest_of_a_file_is_that_of_its_table(stored: StoredTables) -> None:
    assert digest_of_file(stored.path("runs")) == values_digest(TABLE)
    assert digests_of(stored) == digests_of({"runs": TABLE})
    stored.check()


def test_a_name_is_looked_up_without_reading_its_table(tmp_path: Path) -> None:
    (tmp_path / "runs.parquet").write_bytes(b"no table")
    assert "runs" in StoredTables(tmp_path, ["runs"])


@pytest.mark.parametrize("rows", [0, 1, 3, 9])
def test_words_have_the_same_digest_in_groups_of_any_size(tmp_path: Path, rows: int) -> None:
    words = pa.array([None, "a", "", "a", "bb", None, "a", "c", None][:rows], pa.string())
    table = pa.table({"word": words, "run": pa.array(range(rows), pa.int64())})
    for group in (1, 2, 100):
        parquet.write_table(table, tmp_path / "runs.parquet", row_group_size=group)
        assert digest_of_file(tmp_path / "runs.parquet") == values_digest(table)


def test_stored_tables_are_a_mapping(stored: StoredTables) -> None:
    assert (list(stored), len(stored), "events" in stored) == (["runs"], 1, False)
    assert stored["runs"].equals(TABLE)
    with pytest.raises(KeyError):
        stored["events"]


def test_columns_are_read_by_their_whole_names(stored: StoredTables) -> None:
    for columns in (["a.share"], ["a"], ["run", "mode"]):
        assert columns_of(stored, "runs", columns).equals(TABLE.select(columns))
        assert columns_of({"runs": TABLE}, "runs", columns).equals(TABLE.select(columns))


def test_rows_are_chosen_by_their_words(stored: StoredTables) -> None:
    expected = TABLE.select(["run", "a"]).filter([x % 5 == 0 for x in range(50)])
    for tables_given in (stored, {"runs": TABLE}):
        for words, rows in ((["word", "none"], expected), (["none"], expected.slice(0, 0))):
            found = columns_of(tables_given, "runs", ["run", "a"], ("a", words))
            assert found.combine_chunks().equals(rows.combine_chunks())


def test_the_digest_of_series_is_that_of_their_tally(tmp_path: Path) -> None:
    tally = empty_tally(2, 3)
    tally.runs = 3
    (tmp_path / "series.nc").write_bytes(series_bytes(tally, {}))
    assert digest_of_file(tmp_path / "series.nc") == tally.digest()
    assert digests_of({"runs": TABLE}, {"series": tally})["series"] == tally.digest()
    (tmp_path / "series.nc").write_bytes(b"CDF no series")
    with pytest.raises(StudyError, match=r"series\.nc.*torn"):
        StoredTables(tmp_path, [], {"series": tally.digest()}).check()


def test_a_changed_or_torn_table_is_named(stored: StoredTables) -> None:
    parquet.write_table(TABLE.slice(1), stored.path("runs"))
    with pytest.raises(StudyError, match=r"runs\.parquet.*differ"):
        stored.check()
    stored.path("runs").write_bytes(b"PAR1 no table PAR1")
    for read in (stored.check, lambda: stored["runs"]):
        with pytest.raises(StudyError, match=r"runs\.parquet.*torn"):
            read()
    assert "torn" in str(tables.unreadable(stored.path("runs")))
