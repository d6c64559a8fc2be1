"""Result tables with provenance: one row a run, one row an event, and a digest of the values."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.mean_field import Batch
from interregnum.engine.options import OPTIONS
from interregnum.engine.plan import Plan
from interregnum.engine.schedule import EVENT_NAMES

if TYPE_CHECKING:
    import pyarrow as pa

SURVIVES = "survives"
REGULAR_EXIT = "regular_exit"
OTHER = "other"
# By the code of outcome.class.
OUTCOMES = (
    SURVIVES,
    "fragmentation",
    "democracy",
    "militarised",
    "insider",
    OTHER,
    REGULAR_EXIT,
)
MODES = {
    1: "insiders change the rules and call an election",
    2: "the incumbent loses an election and concedes",
    3: "no incumbent runs",
    4: "uprising",
    5: "coup by elites, units or a state service",
    6: "a non-state armed group",
    8: "insiders change the rules, no election",
    9: "the state fragments",
}
HOLDERS = ("incumbent", "insiders", "nationalists", "democrats", "regional", "shared")
EXITS = {"exit.death": "death", "exit.succession": "succession", "exit.concession": "election"}


class Result(NamedTuple):
    """A column beside the outcome: its name, unit, and the quantity that it shows."""

    name: str
    unit: str
    quantity: str


# These stand after the parameters. Days and holders are null where the ruler was not removed.
RESULTS = (
    Result("result.deaths", "persons", "deaths.total"),
    Result("result.deaths_worst_year", "persons", "contest.deaths_worst"),
    Result("result.elite_continuity", "1", "outcome.continuity"),
    Result("result.settled_day", "d", "contest.settled_day"),
)


def is_removed(outcome: Any) -> Any:
    """Return whether outcomes are removals: neither survival nor a regular exit.

    >>> is_removed("survives"), is_removed("regular_exit"), is_removed("insider")
    (False, False, True)
    """
    if isinstance(outcome, str):
        return outcome not in (SURVIVES, REGULAR_EXIT)
    return ~outcome.isin([SURVIVES, REGULAR_EXIT])


def runs_schema(plan: Plan) -> pa.Schema:
    """Return the schema of the table of runs: outcome first, the run's parameters, then results.

    ``day`` is null where the ruler stays to the horizon; ``mode`` (coded as gwf_fail_type) where
    the regime does not break down; ``violence`` (gwf_fail_violent) where nobody was removed.
    ``result.exit`` says how a regular exit came, ``result.contested`` that the ruler was removed
    and won the contest within 90 days. Units stand in the fields' metadata.
    """
    named = ((row.name, row.unit) for row in plan.parameters if row.name not in OPTIONS)
    return _schema_with(tuple(named))


@lru_cache(maxsize=8)
def _schema_with(parameters: tuple[tuple[str, str], ...]) -> pa.Schema:
    """Return the schema with parameters by name and unit; each batch that lands asks for it."""
    import pyarrow as pa

    fields = [
        pa.field("run", pa.int64(), nullable=False),
        pa.field("seed", pa.int64(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),
        pa.field("day", pa.int64(), metadata={"unit": "d"}),
        pa.field("mode", pa.int8()),
        pa.field("violence", pa.int8()),
    ]
    for name, unit in parameters:
        fields.append(pa.field(name, pa.float64(), nullable=False, metadata={"unit": unit}))
    fields += [
        pa.field("result.exit", pa.string()),
        pa.field("result.contested", pa.bool_(), nullable=False),
        pa.field("result.holder", pa.string()),
    ]
    fields += [pa.field(row.name, pa.float64(), metadata={"unit": row.unit}) for row in RESULTS]
    return pa.schema(fields)


def _column(outcomes: Any, quantity: str) -> Any:
    """Return what each run left of a quantity."""
    return outcomes[:, 2 + OUTCOME_QUANTITIES.index(quantity)]


def _worded(codes: Any, words: Sequence[str]) -> pa.Array:
    """Return words by their codes, null where a code is below 0."""
    import pyarrow as pa

    return pa.array(words, pa.string()).take(pa.array(codes, mask=codes < 0))


def _outcome_codes(outcomes: Any) -> Any:
    """Return each run's outcome as its place in the list; a removal nobody classified is other."""
    removed = _column(outcomes, "outcome.removed") > 0.0
    contested = _column(outcomes, "outcome.contested") > 0.0
    codes = _column(outcomes, "outcome.class").astype(np.int64)
    codes[removed & ~contested & (codes == 0)] = OUTCOMES.index(OTHER)
    return codes


def _exits(outcomes: Any) -> pa.Array:
    """Return how each regular exit came, null where there was none."""
    codes = np.full(len(outcomes), -1)
    regular = _column(outcomes, "outcome.class") == OUTCOMES.index(REGULAR_EXIT)
    for code, quantity in enumerate(EXITS):
        codes[regular & (_column(outcomes, quantity) > 0.0)] = code
    return _worded(codes, list(EXITS.values()))


def _holders(outcomes: Any, removed: Any) -> pa.Array:
    """Return who rules at the end of each aftermath, null where nobody does or none came."""
    codes = _column(outcomes, "contest.holder").astype(np.int64)
    return _worded(np.where(removed, codes, -1), HOLDERS)


def runs_table(plan: Plan, seed: int, batches: list[Batch]) -> pa.Table:
    """Return the table of runs, in order of the runs."""
    import pyarrow as pa

    outcomes = np.concatenate([b.outcomes for b in batches])
    parameters = np.concatenate([b.parameters for b in batches])
    codes = _outcome_codes(outcomes)
    stayed = codes == OUTCOMES.index(SURVIVES)
    removed = ~stayed & (codes != OUTCOMES.index(REGULAR_EXIT))
    contested = _column(outcomes, "outcome.contested") > 0.0
    mode = _column(outcomes, "outcome.mode").astype(np.int8)
    violence = _column(outcomes, "outcome.violence").astype(np.int8)
    count = len(outcomes)
    first = batches[0].first
    columns: list[Any] = [
        pa.array(np.arange(first, first + count, dtype=np.int64)),
        pa.array(np.full(count, seed, dtype=np.int64)),
        _worded(codes, OUTCOMES),
        pa.array(outcomes[:, EXIT_DAY].astype(np.int64), mask=stayed),
        pa.array(mode, mask=stayed | (mode == 0)),
        pa.array(violence, mask=~removed | (violence == 0)),
    ]
    kept = [i for i, row in enumerate(plan.parameters) if row.name not in OPTIONS]
    columns += [pa.array(values) for values in np.ascontiguousarray(parameters[:, kept].T)]
    fell = _column(outcomes, "outcome.removed") > 0.0
    columns += [
        _exits(outcomes),
        pa.array(contested),
        _holders(outcomes, fell),
    ]
    unsettled = ~fell | (_column(outcomes, "contest.holder") < 0.0)
    absent = {"result.deaths": np.zeros(count, bool), "result.settled_day": unsettled}
    for row in RESULTS:
        values = np.ascontiguousarray(_column(outcomes, row.quantity))
        columns.append(pa.array(values, mask=absent.get(row.name, ~fell)))
    return pa.Table.from_arrays(columns, schema=runs_schema(plan))


def events_table(plan: Plan, batches: list[Batch]) -> pa.Table:
    """Return the event log: run, day, hour of that day, place, event and its size."""
    import pyarrow as pa

    lines = np.concatenate([b.events for b in batches])
    places, names = lines[:, 3].astype(np.int64), lines[:, 4].astype(np.int64)
    return pa.table(
        {
            "run": pa.array(lines[:, 0].astype(np.int64)),
            "day": pa.array(lines[:, 1].astype(np.int64)),
            "hour": pa.array(lines[:, 2], mask=lines[:, 2] < 0.0),
            "place": _worded(places, plan.places),
            "event": _worded(names, EVENT_NAMES),
            "size": pa.array(lines[:, 5]),
        }
    )


def _spelled(text: str) -> bytes:
    """Return a word as its length and its letters."""
    raw = text.encode()
    return len(raw).to_bytes(8, "little") + raw


def _texts(column: Any) -> list[str | None]:
    """Return the words of a column, as references to the few that there are."""
    import pyarrow as pa

    if not isinstance(column, pa.ChunkedArray):
        return list(column.to_pylist())
    coded = column.combine_chunks().dictionary_encode()
    words = np.array([*coded.dictionary.to_pylist(), None], dtype=object)
    texts: list[str | None] = words[np.asarray(coded.indices.fill_null(len(words) - 1))].tolist()
    return texts


def values_digest(table: pa.Table) -> str:
    """Return the SHA-256 of a table's schema and values, whatever file they lie in.

    Column by column: validity bits, then values as little-endian, strings as length and UTF-8,
    one NaN for all.
    """
    digest = hashlib.sha256()
    for field in table.schema:
        digest.update(f"{field.name}:{field.type}\n".encode())
    for column in table.columns:
        if str(column.type) == "string":
            digest.update(np.asarray(column.is_valid()).tobytes())
            # Few words, many times: each is spelled once.
            spelled = {text: _spelled(text or "") for text in column.unique().to_pylist()}
            digest.update(b"".join([spelled[text] for text in _texts(column)]))
            continue
        if column.null_count:
            digest.update(np.asarray(column.is_valid()).tobytes())
            column = column.fill_null(False if str(column.type) == "bool" else 0)
        else:
            digest.update(b"\1" * len(column))
        values = np.asarray(column)
        if values.dtype.kind == "f" and np.isnan(values).any():
            values = np.where(np.isnan(values), np.float64("nan"), values)
        digest.update(np.ascontiguousarray(values, values.dtype.newbyteorder("<")).data)
    return digest.hexdigest()


NOT_MODELLED = (
    "foreign imposition (mode 7)",
    "networks among citizens, and citizens one by one without --engine agents",
    "a front with places and terrain, and what fighting does to the economy",
)
