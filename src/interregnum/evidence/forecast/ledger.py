"""A ledger of forecasts that can be added to, and not edited unnoticed.

JSON lines, each holding the SHA-256 of the one before and its own. A small file beside it holds
the hash of the last line, so that lines cut off the end are found too. Nobody who can write both
files is stopped from rewriting the whole chain: publish the last hash, and ``verify`` with it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interregnum.errors import ScenarioError

FIRST = "0" * 64
_FIELDS = {"entry", "kind", "at", "content", "before", "sha256"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger.

    Parameters
    ----------
    number
        Its place, from 1.
    kind
        ``register`` or ``resolve``.
    at
        When it was written, UTC, as ``2024-05-01T12:00:00Z``.
    content
        What it says, as plain JSON values.
    before, sha256
        Hash of the entry before (zeros for the first), and its own.
    """

    number: int
    kind: str
    at: str
    content: dict[str, Any]
    before: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What a look through a ledger has found.

    Parameters
    ----------
    entries
        Those that could be read, in the order of the file.
    faults
        One sentence each, naming the line; none if all is whole.
    head
        Hash of the last line, zeros where there is none.
    torn
        Whether the last line was cut short while it was written.
    """

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]
    head: str
    torn: bool = False


def new_entry(number: int, kind: str, content: dict[str, Any], before: str, at: datetime) -> Entry:
    """Return an entry with its own hash.

    >>> at = datetime(2024, 5, 1, tzinfo=UTC)
    >>> new_entry(1, "register", {}, FIRST, at).sha256[:12]
    'f730fea35743'
    """
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    bare = {"entry": number, "kind": kind, "at": moment, "content": content, "before": before}
    return Entry(number, kind, moment, content, before, _digest(bare))


def line_of(entry: Entry) -> bytes:
    """Return the one spelling of an entry as a line, with its end."""
    return _spelt(
        {
            "entry": entry.number,
            "kind": entry.kind,
            "at": entry.at,
            "content": entry.content,
            "before": entry.before,
            "sha256": entry.sha256,
        }
    )


def audit(ledger: Path, published: str | None = None) -> Audit:
    """Return what a ledger holds and every fault in it.

    Parameters
    ----------
    ledger
        The file; one that is not there is an empty ledger unless a file of its end is.
    published
        A hash that was told when an entry was written: the ledger must still hold it.

    Raises
    ------
    ScenarioError
        If a file cannot be read.
    """
    raw, head = _bytes_of(ledger), _head_of(ledger)
    lines = raw.split(b"\n")
    tail = lines.pop()
    entries, faults = _read_lines(lines)
    torn = bool(tail)
    if torn:
        faults.append(f"line {len(lines) + 1} is cut short: a write was interrupted, or bytes lost")
    faults += _chain_faults(entries)
    found = [entry for _, entry in entries]
    last = found[-1].sha256 if found else FIRST
    faults += _head_faults(found, last, head)
    if published is not None and published not in {entry.sha256 for entry in found}:
        faults.append(f"no entry has the published hash {published}: the chain was rewritten")
    return Audit(tuple(found), tuple(faults), last, torn)


def head_file(ledger: Path) -> Path:
    """Return the file beside a ledger that holds the hash of its last line.

    >>> head_file(Path("forecasts.jsonl")).name
    'forecasts.jsonl.head'
    """
    return ledger.with_name(f"{ledger.name}.head")


def _spelt(record: dict[str, Any]) -> bytes:
    text = json.dumps(
        record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode() + b"\n"


def _digest(bare: dict[str, Any]) -> str:
    return hashlib.sha256(_spelt(bare)).hexdigest()


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); name a ledger that you may read"
        raise ScenarioError(msg) from error


def _head_of(ledger: Path) -> str:
    return _bytes_of(head_file(ledger)).decode("ascii", "replace").strip() or FIRST


def _read_lines(lines: list[bytes]) -> tuple[list[tuple[int, Entry]], list[str]]:
    """Return the entries with the lines they stand on, and what is wrong with single lines."""
    entries: list[tuple[int, Entry]] = []
    faults: list[str] = []
    for place, line in enumerate(lines, 1):
        entry = _entry_of(line)
        if entry is None:
            faults.append(f"line {place} is no entry of a ledger: it was changed or is torn")
            continue
        entries.append((place, entry))
        bare = {key: value for key, value in json.loads(line).items() if key != "sha256"}
        if _digest(bare) != entry.sha256 or line + b"\n" != line_of(entry):
            faults.append(f"line {place} (entry {entry.number}) was changed after it was written")
    return entries, faults


def _entry_of(line: bytes) -> Entry | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or set(record) != _FIELDS:
        return None
    number, content = record["entry"], record["content"]
    if not isinstance(number, int) or isinstance(number, bool) or not isinstance(content, dict):
        return None
    words = (record["kind"], record["at"], record["before"], record["sha256"])
    if not all(isinstance(word, str) for word in words):
        return None
    return Entry(number, words[0], words[1], content, words[2], words[3])


def _chain_faults(entries: list[tuple[int, Entry]]) -> list[str]:
    """Return where the chain breaks, and whether entries are gone or stand elsewhere."""
    faults: list[str] = []
    present = {entry.number for _, entry in entries}
    last = max(present, default=0)
    faults += [
        f"entry {number} is missing: it was removed or made unreadable"
        for number in range(1, min(last, len(entries) + 1000) + 1)
        if number not in present
    ]
    before, number = FIRST, 0
    for place, entry in entries:
        if entry.number <= number:
            faults.append(
                f"line {place} holds entry {entry.number} after entry {number}: lines were "
                "reordered or repeated"
            )
        elif entry.before != before:
            faults.append(
                f"line {place} (entry {entry.number}) does not follow on the line before it"
            )
        before, number = entry.sha256, entry.number
    return faults


def _head_faults(found: list[Entry], last: str, head: str) -> list[str]:
    """Return whether lines are gone from the end."""
    if head == last:
        return []
    hashes = [entry.sha256 for entry in found]
    # Between writing a line and its hash a process can die: the line is whole and counts.
    if head in [FIRST, *hashes] and len(hashes) - ([FIRST, *hashes].index(head)) == 1:
        return []
    return [
        f"the last entry should have hash {head[:12]}...: lines were removed from the end, or the "
        "last one was changed"
    ]
