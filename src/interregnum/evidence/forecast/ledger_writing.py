"""One entry more at the end of a ledger: locked, flushed, and whole or not there."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.ledger import (
    Audit,
    Entry,
    audit,
    head_file,
    line_of,
    new_entry,
)

PATIENCE = 10.0
_PAUSE = 0.05

Content = Callable[[Audit], dict[str, Any]]


def append(
    ledger: Path,
    kind: str,
    content: Content,
    *,
    now: datetime | None = None,
    patience: float = PATIENCE,
) -> Entry:
    """Add an entry and return it.

    Parameters
    ----------
    ledger
        The file; made if it is not there and its folder is.
    kind
        ``register`` or ``resolve``.
    content
        Given what the ledger holds while it is locked, returns what the entry says; what it
        refuses leaves the ledger as it was.
    now
        The moment to write down; by default the clock's.
    patience
        How long to wait for another process that is writing [s].

    Raises
    ------
    ScenarioError
        If the ledger has a fault, another process keeps it locked, or the disk refuses.
    """
    moment = datetime.now(UTC) if now is None else now
    with _locked(ledger, patience):
        found = audit(ledger)
        if found.faults:
            msg = f"{ledger}: {found.faults[0]}; nothing is added to a ledger with a fault"
            way = "see `interregnum forecast ledger verify`"
            if found.torn:
                way = "`interregnum forecast ledger mend` takes a torn last line away"
            raise ScenarioError(f"{msg}; {way}")
        entry = new_entry(len(found.entries) + 1, kind, content(found), found.head, moment)
        try:
            _write(ledger, entry)
        except OSError as error:
            msg = f"{ledger}: cannot be written ({error.strerror}); nothing was added"
            raise ScenarioError(msg) from error
    return entry


def mend(ledger: Path) -> int:
    """Take a last line away that was cut short while it was written.

    Only that: its hash was never told, so no entry is lost. Returns the bytes taken away, 0 if
    no line was torn.

    Raises
    ------
    ScenarioError
        If the ledger has any other fault.
    """
    with _locked(ledger, PATIENCE):
        found = audit(ledger)
        if not found.torn:
            return 0
        if len(found.faults) > 1:
            msg = f"{ledger}: {found.faults[0]}; only a torn last line can be taken away"
            raise ScenarioError(msg)
        raw = ledger.read_bytes()
        kept = raw.rfind(b"\n") + 1
        with ledger.open("r+b") as stream:
            stream.truncate(kept)
            os.fsync(stream.fileno())
    return len(raw) - kept


def _write(ledger: Path, entry: Entry) -> None:
    """Write a line and then its hash; a line that does not fit is taken back."""
    line = line_of(entry)
    handle = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(handle).st_size
        try:
            if os.write(handle, line) != len(line):
                raise OSError(28, "no space left")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    hidden = ledger.with_name(f".{ledger.name}.head.part")
    try:
        with hidden.open("w", encoding="ascii") as stream:
            stream.write(entry.sha256 + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(hidden, head_file(ledger))
    finally:
        hidden.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(ledger: Path, patience: float) -> Iterator[None]:
    """Hold the operating system's lock on a ledger; it goes when the process ends."""
    path = ledger.with_name(f".{ledger.name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        msg = f"{ledger}: cannot be written ({error.strerror}); name a file in a folder of yours"
        raise ScenarioError(msg) from error
    # The lock's file stays: removing it would let two processes hold two locks of one name.
    try:
        _wait_for(handle, ledger, patience)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, ledger: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                msg = f"{ledger}: another process is writing it; wait until it has finished"
                raise ScenarioError(msg) from None
            time.sleep(_PAUSE)
