"""Tables of runs and events, and the digest of their values."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.engine.plan import plan_of
from interregnum.engine.record import (
    OUTCOMES,
    events_table,
    is_removed,
    runs_schema,
    runs_table,
    values_digest,
)
from interregnum.kernels.scalar import Target


@pytest.fixture(scope="module")
def tables() -> tuple[pa.Table, pa.Table]:
    plan = plan_of(ir.load("mutiny-2023", {"horizon": 20}).scenario)
    batches = [run_batch(plan, 7, first, 3, Target.PYTHON) for first in (0, 3)]
    return runs_table(plan, 7, batches), events_table(plan, batches)


def test_runs_come_first_and_in_order(tables: tuple[pa.Table, pa.Table]) -> None:
    runs, _ = tables
    assert runs.column_names[:6] == ["run", "seed", "outcome", "day", "mode", "violence"]
    assert runs["run"].to_pylist() == list(range(6))
    assert set(runs["seed"].to_pylist()) == {7}


def test_who_stays_has_no_day_and_who_is_removed_has_all(
    tables: tuple[pa.Table, pa.Table],
) -> None:
    rows = tables[0].select(["outcome", "day", "mode", "violence", "result.holder"]).to_pylist()
    assert {row["outcome"] for row in rows} <= set(OUTCOMES)
    assert any(is_removed(row["outcome"]) for row in rows)
    for row in rows:
        assert (row["outcome"] == "survives") == (row["day"] is None)
        assert is_removed(row["outcome"]) == (row["violence"] is not None)
        if is_removed(row["outcome"]):
            assert row["mode"] is not None


def test_parameters_carry_their_units(tables: tuple[pa.Table, pa.Table]) -> None:
    runs, _ = tables
    field = runs.schema.field("garrison_stand.column_speed")
    assert field.metadata == {b"unit": b"km/h"}
    plan = plan_of(ir.load("mutiny-2023").scenario)
    assert runs_schema(plan).names == runs.column_names


def test_events_name_their_place(tables: tuple[pa.Table, pa.Table]) -> None:
    _, events = tables
    rows = events.to_pylist()
    assert any(row["event"] == "place_taken" and row["place"] == "Rostov-on-Don" for row in rows)
    assert all(row["hour"] is None or 0.0 <= row["hour"] < 24.0 for row in rows)


def test_the_digest_is_of_values_not_of_files() -> None:
    one = pa.table({"a": pa.chunked_array([[1.0, 2.0], [3.0]]), "b": ["x", None, "z"]})
    two = pa.table({"a": [1.0, 2.0, 3.0], "b": ["x", None, "z"]})
    assert values_digest(one) == values_digest(two)


@pytest.mark.parametrize(
    "other",
    [
        {"a": [1.0, 2.0, 4.0], "b": ["x", None, "z"]},
        {"a": [1.0, 2.0, 3.0], "b": ["x", "", "z"]},
        {"a": [1.0, 2.0, 3.0], "c": ["x", None, "z"]},
        {"a": [1.0, 2.0, None], "b": ["x", None, "z"]},
    ],
)
def test_the_digest_sees_every_change(other: dict[str, list[object]]) -> None:
    table = pa.table({"a": [1.0, 2.0, 3.0], "b": ["x", None, "z"]})
    assert values_digest(table) != values_digest(pa.table(other))


def test_there_is_one_nan() -> None:
    plain = np.array([np.nan])
    signed = -plain
    assert values_digest(pa.table({"a": plain})) == values_digest(pa.table({"a": signed}))
