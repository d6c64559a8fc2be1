"""A ledger in which nothing can be changed, removed, reordered or cut off unnoticed."""

from __future__ import annotations

import fcntl
import hashlib
import itertools
import json
import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.ledger import FIRST, audit, head_file
from interregnum.evidence.forecast.ledger_writing import append, mend

AT = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "forecasts.jsonl"
    for number in range(5):
        append(path, "register", lambda _, number=number: {"what": f"Prognose ü {number}"}, now=AT)
    return path


def lines(ledger: Path) -> list[bytes]:
    return ledger.read_bytes().splitlines(keepends=True)


def test_each_entry_holds_the_hash_of_the_one_before(ledger: Path) -> None:
    records = [json.loads(line) for line in lines(ledger)]
    assert records[0]["before"] == FIRST
    for before, record in itertools.pairwise(records):
        assert record["before"] == before["sha256"]
    for record in records:
        bare = {key: value for key, value in record.items() if key != "sha256"}
        spelt = json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
        assert hashlib.sha256(spelt.encode()).hexdigest() == record["sha256"]


def test_a_whole_ledger_has_no_fault(ledger: Path) -> None:
    found = audit(ledger)
    assert (len(found.entries), found.faults, found.torn) == (5, (), False)
    assert audit(ledger, found.entries[1].sha256).faults == ()


@pytest.mark.parametrize("place", range(5))
def test_a_changed_line_is_named(ledger: Path, place: int) -> None:
    changed = lines(ledger)
    changed[place] = changed[place].replace(f"ü {place}".encode(), b"x")
    ledger.write_bytes(b"".join(changed))
    assert f"line {place + 1} (entry {place + 1}) was changed" in audit(ledger).faults[0]


@pytest.mark.parametrize("place", range(4))
def test_a_removed_line_is_named(ledger: Path, place: int) -> None:
    kept = lines(ledger)
    del kept[place]
    ledger.write_bytes(b"".join(kept))
    assert f"entry {place + 1} is missing" in audit(ledger).faults[0]


@pytest.mark.parametrize("kept", range(5))
def test_lines_removed_from_the_end_are_found(ledger: Path, kept: int) -> None:
    ledger.write_bytes(b"".join(lines(ledger)[:kept]))
    assert any("removed from the end" in fault for fault in audit(ledger).faults)


def test_a_ledger_that_is_gone_is_found(ledger: Path) -> None:
    ledger.unlink()
    assert "removed from the end" in audit(ledger).faults[0]


def test_reordered_lines_are_named(ledger: Path) -> None:
    mixed = lines(ledger)
    mixed[1], mixed[2] = mixed[2], mixed[1]
    ledger.write_bytes(b"".join(mixed))
    told = " ".join(audit(ledger).faults)
    assert "line 3 holds entry 2 after entry 3: lines were reordered" in told


def test_a_repeated_line_is_named(ledger: Path) -> None:
    twice = lines(ledger)
    ledger.write_bytes(b"".join([*twice[:2], *twice[1:]]))
    assert "line 3 holds entry 2 after entry 2" in " ".join(audit(ledger).faults)


def test_a_spelling_that_says_the_same_is_a_change(ledger: Path) -> None:
    changed = lines(ledger)
    changed[2] = (json.dumps(json.loads(changed[2])) + "\n").encode()
    ledger.write_bytes(b"".join(changed))
    assert "line 3 (entry 3) was changed" in audit(ledger).faults[0]


def test_every_byte_that_is_cut_off_is_found(ledger: Path) -> None:
    whole = ledger.read_bytes()
    for size in range(len(whole) - 1, len(whole) - 400, -1):
        ledger.write_bytes(whole[:size])
        assert audit(ledger).faults, f"{len(whole) - size} bytes cut off"


@pytest.mark.parametrize("junk", [b"{}\n", b"\n", b"\xff\xfe\n", b"[1]\n", b"null\n"])
def test_lines_that_are_no_entries_are_named(ledger: Path, junk: bytes) -> None:
    ledger.write_bytes(ledger.read_bytes() + junk)
    assert "line 6 is no entry" in audit(ledger).faults[0]


def test_a_chain_rewritten_with_its_head_is_found_by_a_published_hash(ledger: Path) -> None:
    published = audit(ledger).head
    ledger.unlink()
    head_file(ledger).unlink()
    for number in range(5):
        append(ledger, "register", lambda _, number=number: {"other": number}, now=AT)
    assert audit(ledger).faults == ()
    assert "the chain was rewritten" in audit(ledger, published).faults[0]


def test_nothing_is_added_to_a_ledger_with_a_fault(ledger: Path) -> None:
    ledger.write_bytes(b"".join(lines(ledger)[1:]))
    before = ledger.read_bytes()
    with pytest.raises(ScenarioError, match="entry 1 is missing"):
        append(ledger, "register", lambda _: {})
    assert ledger.read_bytes() == before


def test_what_refuses_its_content_leaves_no_file(tmp_path: Path) -> None:
    def refuse(_: object) -> dict[str, object]:
        raise ScenarioError("no")

    with pytest.raises(ScenarioError):
        append(tmp_path / "new.jsonl", "register", refuse)
    assert [path.name for path in tmp_path.iterdir()] == [".new.jsonl.lock"]


def test_a_process_that_died_between_line_and_hash_does_no_harm(ledger: Path) -> None:
    last_but_one = audit(ledger).entries[-2].sha256
    head_file(ledger).write_text(last_but_one + "\n")
    assert audit(ledger).faults == ()
    append(ledger, "register", lambda _: {"after": True}, now=AT)
    assert audit(ledger).faults == ()


def test_a_torn_last_line_is_taken_away_by_mend_and_by_nothing_else(ledger: Path) -> None:
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + lines(ledger)[0][:40])
    with pytest.raises(ScenarioError, match="mend"):
        append(ledger, "register", lambda _: {})
    assert mend(ledger) == 40
    assert ledger.read_bytes() == whole
    assert mend(ledger) == 0


def test_mend_refuses_to_take_away_an_entry(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:-1])
    with pytest.raises(ScenarioError, match="only a torn last line"):
        mend(ledger)


def test_a_full_disk_leaves_the_ledger_as_it_was(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger.read_bytes()
    real = os.write

    def half(handle: int, content: bytes) -> int:
        return real(handle, content[: len(content) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(ScenarioError, match="cannot be written"):
        append(ledger, "register", lambda _: {"large": "x"}, now=AT)
    monkeypatch.undo()
    assert ledger.read_bytes() == before
    assert audit(ledger).faults == ()


def test_a_ledger_that_another_process_writes_is_refused(ledger: Path) -> None:
    handle = os.open(ledger.with_name(f".{ledger.name}.lock"), os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(ScenarioError, match="another process is writing"):
        append(ledger, "register", lambda _: {}, patience=0.0)
    os.close(handle)


def _write_some(path: Path, writer: int) -> None:
    for number in range(10):
        append(path, "register", lambda _, number=number: {"writer": writer, "n": number})


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "forecasts.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_some, args=(path, number)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = audit(path)
    assert (len(found.entries), found.faults) == (30, ())
