"""Result tables with provenance: one row a run, one row an event, and a digest of the values."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from interregnum.engine.generate import OPTIONS
from interregnum.engine.mean_field import Batch
from interregnum.engine.plan import Plan
from interregnum.engine.schedule import EVENT_NAMES

if TYPE_CHECKING:
    import pyarrow as pa

SURVIVES = "survives"
REMOVED = "removed"
MODES = {4: "uprising", 5: "coup by elites, units or a state service"}


def runs_schema(plan: Plan) -> pa.Schema:
    """Return the schema of the table of runs: outcome first, then the parameters of each run.

    ``day`` and ``mode`` are null where the ruler survives the horizon; ``mode`` is coded as
    gwf_fail_type. Units stand in the fields' metadata.
    """
    import pyarrow as pa

    fields = [
        pa.field("run", pa.int64(), nullable=False),
        pa.field("seed", pa.int64(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),
        pa.field("day", pa.int64(), metadata={"unit": "d"}),
        pa.field("mode", pa.int8()),
    ]
    for row in plan.parameters:
        if row.name not in OPTIONS:
            unit = {"unit": row.unit}
            fields.append(pa.field(row.name, pa.float64(), nullable=False, metadata=unit))
    return pa.schema(fields)


def runs_table(plan: Plan, seed: int, batches: list[Batch]) -> pa.Table:
    """Return the table of runs, in order of the runs."""
    import pyarrow as pa

    outcomes = np.concatenate([b.outcomes for b in batches])
    parameters = np.concatenate([b.parameters for b in batches])
    removed = outcomes[:, 0] > 0.0
    count = len(outcomes)
    schema = runs_schema(plan)
    first = batches[0].first
    columns: list[Any] = [
        pa.array(np.arange(first, first + count, dtype=np.int64)),
        pa.array(np.full(count, seed, dtype=np.int64)),
        pa.array(np.where(removed, REMOVED, SURVIVES).tolist(), pa.string()),
        pa.array(outcomes[:, 1].astype(np.int64), mask=~removed),
        pa.array(outcomes[:, 2].astype(np.int8), mask=~removed),
    ]
    kept = [i for i, row in enumerate(plan.parameters) if row.name not in OPTIONS]
    columns += [pa.array(np.ascontiguousarray(parameters[:, i])) for i in kept]
    return pa.Table.from_arrays(columns, schema=schema)


def events_table(plan: Plan, batches: list[Batch]) -> pa.Table:
    """Return the event log: run, day, hour of that day, place, event and its size."""
    import pyarrow as pa

    lines = np.concatenate([b.events for b in batches])
    places = [plan.places[int(k)] if k >= 0 else None for k in lines[:, 3]]
    return pa.table(
        {
            "run": pa.array(lines[:, 0].astype(np.int64)),
            "day": pa.array(lines[:, 1].astype(np.int64)),
            "hour": pa.array(lines[:, 2], mask=lines[:, 2] < 0.0),
            "place": pa.array(places, pa.string()),
            "event": pa.array([EVENT_NAMES[int(k)] for k in lines[:, 4]], pa.string()),
            "size": pa.array(lines[:, 5]),
        }
    )


def values_digest(table: pa.Table) -> str:
    """Return the SHA-256 of a table's schema and values, whatever file they lie in.

    Column by column: validity bits, then values as little-endian, strings as length and UTF-8,
    one NaN for all.
    """
    digest = hashlib.sha256()
    for field in table.schema:
        digest.update(f"{field.name}:{field.type}\n".encode())
    for column in table.columns:
        digest.update(np.asarray(column.is_valid()).tobytes())
        if str(column.type) == "string":
            for text in column.to_pylist():
                raw = (text or "").encode()
                digest.update(len(raw).to_bytes(8, "little") + raw)
            continue
        values = np.asarray(column.fill_null(0))
        if values.dtype.kind == "f":
            values = np.where(np.isnan(values), np.float64("nan"), values)
        digest.update(values.astype(values.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


NOT_MODELLED = (
    "the war and its front",
    "returning fighters",
    "social ties between citizens",
    "repression and its deaths",
    "arms and the opposition's stance",
    "the presence of the ruler and propaganda in a crisis",
    "regular exits: death, succession, elections",
    "who rules afterwards: contest, settlement, recognition",
)
