"""What a ledger's entries say: forecasts registered before their time, and resolved after it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.forecast.hub import (
    COLUMNS,
    KEY,
    TASK,
    check_hub_table,
    read_table,
)
from interregnum.evidence.forecast.ledger import Audit, Entry
from interregnum.evidence.forecast.ledger_writing import append
from interregnum.scores import brier, log_score

if TYPE_CHECKING:
    import pandas as pd

OUTCOME_COLUMNS = (*TASK, "observation")
_SHOWN = 3


def register(ledger: Path, forecasts: Path, *, now: datetime | None = None) -> Entry:
    """Write down that a table of forecasts exists now, and return the entry.

    The entry holds the SHA-256 of the file, not the forecasts: keep the file. Forecasts whose
    window had begun are counted as ``window_begun``, those whose window ended on that day or
    before as ``after_the_fact``: they prove nothing.

    Parameters
    ----------
    ledger
        The ledger's file.
    forecasts
        A table as :mod:`hub` makes it, CSV or Parquet.
    now
        The moment; by default the clock's.

    Raises
    ------
    ScenarioError
        If the table is refused, is registered already, or the ledger has a fault.
    """
    moment = datetime.now(UTC) if now is None else now
    table = read_table(forecasts, COLUMNS)
    check_hub_table(table, str(forecasts))
    digest = _sha256(forecasts)
    today = moment.astimezone(UTC).date().isoformat()
    one_each = table.drop_duplicates(list(KEY))
    content = {
        "file": forecasts.name,
        "sha256": digest,
        "forecasts": len(one_each),
        "window_begun": int((one_each["origin_date"] < today).sum()),
        "after_the_fact": int((one_each["target_end_date"] <= today).sum()),
        "models": sorted(one_each["model_id"].unique().tolist()),
        "targets": sorted(one_each["target"].unique().tolist()),
        "locations": int(one_each["location"].nunique()),
        "first_origin": min(one_each["origin_date"]),
        "last_target_end": max(one_each["target_end_date"]),
    }

    def checked(found: Audit) -> dict[str, Any]:
        for entry in found.entries:
            if entry.kind == "register" and entry.content["sha256"] == digest:
                msg = f"{forecasts}: registered already, as entry {entry.number} of {entry.at}"
                raise ScenarioError(msg)
        return content

    return append(ledger, "register", checked, now=moment)


def resolve(
    ledger: Path, number: int, forecasts: Path, outcomes: Path, *, now: datetime | None = None
) -> Entry:
    """Write down what came of registered forecasts and how they scored, and return the entry.

    Parameters
    ----------
    ledger
        The ledger's file.
    number
        Of the entry that registered them.
    forecasts
        The file that was registered, byte for byte.
    outcomes
        A table with the columns ``origin_date``, ``target``, ``target_end_date``, ``location``
        and ``observation`` (1 or 0). Windows may be resolved in parts, by their last days, but
        all forecasts of one last day together.
    now
        The moment; by default the clock's.

    Raises
    ------
    UsageError
        If there is no such entry.
    ScenarioError
        If the file is another one, an outcome is missing, repeated, no 0 or 1, unasked for, or
        of a window that is not over or was resolved before.
    """
    moment = datetime.now(UTC) if now is None else now
    table = read_table(forecasts, COLUMNS)
    check_hub_table(table, str(forecasts))
    came = _outcomes(outcomes, moment.astimezone(UTC).date().isoformat())
    ends = sorted(set(came["target_end_date"]))
    scores = _scores(table[table["target_end_date"].isin(ends)], came, outcomes)
    content: dict[str, Any] = {
        "resolves": number,
        "outcomes": outcomes.name,
        "outcomes_sha256": _sha256(outcomes),
        "target_end_dates": ends,
        "scores": scores,
    }

    def checked(found: Audit) -> dict[str, Any]:
        _check_registered(found, number, forecasts)
        _check_unresolved(found, number, ends)
        return content

    return append(ledger, "resolve", checked, now=moment)


def _check_registered(found: Audit, number: int, forecasts: Path) -> None:
    known = {entry.number: entry for entry in found.entries if entry.kind == "register"}
    if number not in known:
        told = ", ".join(map(str, sorted(known))) or "none yet"
        msg = f"resolve: entry {number} registers no forecasts; those that do: {told}"
        raise UsageError(msg)
    if known[number].content["sha256"] != _sha256(forecasts):
        msg = (
            f"{forecasts}: is not the file that entry {number} registered "
            f"({known[number].content['file']}, SHA-256 {known[number].content['sha256'][:12]}...);"
            " give that one, unchanged"
        )
        raise ScenarioError(msg)


def _check_unresolved(found: Audit, number: int, ends: list[str]) -> None:
    for entry in found.entries:
        if entry.kind == "resolve" and entry.content["resolves"] == number:
            again = sorted(set(ends) & set(entry.content["target_end_dates"]))
            if again:
                msg = f"resolve: windows that end on {again[0]} were resolved by entry"
                raise ScenarioError(f"{msg} {entry.number}; leave them out")


def _outcomes(file: Path, today: str) -> pd.DataFrame:
    table = read_table(file, OUTCOME_COLUMNS)
    if not len(table):
        raise ScenarioError(f"{file}: holds no outcome; give at least one")
    for number, row in enumerate(table.to_dict("records"), 1):
        if row["observation"] not in (0, 1):
            msg = f"{file}: row {number}: observation = {row['observation']} is neither 0 nor 1"
            raise ScenarioError(f"{msg}; an event came or it did not")
        if row["target_end_date"] >= today:
            msg = f"{file}: row {number}: the window ends on {row['target_end_date']}"
            raise ScenarioError(f"{msg}, which is not over; resolve it later")
    twice = table.duplicated(list(TASK))
    if bool(twice.any()):
        raise ScenarioError(f"{file}: row {int(twice.to_numpy().argmax()) + 1} repeats another")
    return table


def _scores(asked: pd.DataFrame, came: pd.DataFrame, file: Path) -> list[dict[str, Any]]:
    """Return the mean Brier and logarithmic score of each model and target."""
    events = asked[asked["output_type_id"] == "event"]
    both = events.merge(came, on=list(TASK), how="outer", indicator=True)
    for side, words in (("left_only", "no outcome for"), ("right_only", "no forecast of")):
        missing = both.loc[both["_merge"] == side, list(TASK)]
        if len(missing):
            shown = [", ".join(map(str, row)) for row in missing.head(_SHOWN).to_numpy().tolist()]
            msg = f"{file}: {words} {len(missing)} windows, first {'; '.join(shown)}"
            raise ScenarioError(f"{msg}; give one outcome for each forecast of these days")
    found = []
    for (model, target), rows in both.groupby(["model_id", "target"]):
        pairs = [
            (float(p), bool(y)) for p, y in zip(rows["value"], rows["observation"], strict=True)
        ]
        logs = [log_score(p, y) for p, y in pairs]
        found.append(
            {
                "model_id": str(model),
                "target": str(target),
                "n": len(pairs),
                "events": sum(y for _, y in pairs),
                "brier": sum(brier(p, y) for p, y in pairs) / len(pairs),
                # A chance of 0 given to what came is infinitely bad, which JSON cannot say.
                "log": _finite(sum(logs) / len(logs)),
            }
        )
    return found


def _finite(number: float) -> float | str:
    return number if number < float("inf") else "infinite"


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ScenarioError(f"{file}: cannot be read ({error.strerror})") from error


def summary(entry: Entry) -> str:
    """Return one line about an entry."""
    content: Mapping[str, Any] = entry.content
    start = f"{entry.number}  {entry.at}  {entry.kind:<8}"
    if entry.kind == "register":
        late = content["after_the_fact"]
        told = f", {late} of them after the fact" if late else ""
        return f"{start}  {content['forecasts']} forecasts of {content['file']}{told}"
    scores = "; ".join(
        f"{row['model_id']}, {row['target']}: Brier {row['brier']:.4f} (n {row['n']})"
        for row in content["scores"]
    )
    return f"{start}  entry {content['resolves']}: {scores}"
