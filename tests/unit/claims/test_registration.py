"""A registration fixes a ledger, tells what differs from it, and cannot be edited unnoticed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from interregnum.claims.load import load_ledger
from interregnum.claims.registration import chain_of, deviations, register, registered
from interregnum.claims.running import RunOrder, run_ledger
from interregnum.claims.template import write_template
from interregnum.errors import ScenarioError

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_template(tmp_path / "mine")
    return tmp_path / "mine"


def change(folder: Path, old: str, new: str, file: str = "C01.yaml") -> None:
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def test_a_registered_ledger_deviates_in_nothing(folder: Path) -> None:
    ledger = load_ledger(folder)
    entry = register(ledger, now=NOW)
    assert registered(ledger) == entry
    assert deviations(ledger, entry) == ()


def test_an_unregistered_ledger_says_so(folder: Path) -> None:
    ledger = load_ledger(folder)
    assert deviations(ledger, registered(ledger)) == ("the ledger is not registered",)


def test_a_changed_claim_is_named(folder: Path) -> None:
    register(load_ledger(folder), now=NOW)
    change(folder, "direction: 1", "direction: -1")
    changed = load_ledger(folder)
    assert deviations(changed, registered(changed)) == (
        "claim C01 differs from what was registered",
    )


def test_comments_and_layout_change_nothing(folder: Path) -> None:
    register(load_ledger(folder), now=NOW)
    change(folder, "# One claim.", "# Only a remark.")
    changed = load_ledger(folder)
    assert deviations(changed, registered(changed)) == ()


def test_another_seed_and_another_title_are_named(folder: Path) -> None:
    register(load_ledger(folder), now=NOW)
    change(folder, "seed: 1", "seed: 2", "ledger.yaml")
    changed = load_ledger(folder)
    assert deviations(changed, registered(changed)) == ("seed is 2, registered as 1",)
    change(folder, "seed: 2", "seed: 1", "ledger.yaml")
    change(folder, "author: Its author", "author: Another", "ledger.yaml")
    changed = load_ledger(folder)
    assert deviations(changed, registered(changed)) == (
        "the head of the ledger differs from the one registered",
    )


def test_the_same_is_not_registered_twice(folder: Path) -> None:
    register(load_ledger(folder), now=NOW)
    with pytest.raises(ScenarioError, match="says the same"):
        register(load_ledger(folder), now=NOW)


def test_later_registrations_stand_beside_the_first(folder: Path) -> None:
    first = register(load_ledger(folder), now=NOW)
    change(folder, "direction: 1", "direction: -1")
    second = register(load_ledger(folder), now=NOW)
    assert (second.number, second.before) == (2, first.sha256)


def test_an_edited_chain_is_refused(folder: Path) -> None:
    ledger = load_ledger(folder)
    register(ledger, now=NOW)
    chain = chain_of(ledger)
    chain.write_text(chain.read_text("utf-8").replace('"seed":1', '"seed":2'), "utf-8")
    with pytest.raises(ScenarioError, match="changed after it was written"):
        registered(ledger)


def test_a_run_refuses_what_was_not_registered(folder: Path) -> None:
    ledger = load_ledger(folder)
    with pytest.raises(ScenarioError, match="--unregistered"):
        run_ledger(ledger, RunOrder(record_only=True))


def test_a_run_that_goes_on_tells_what_differs(folder: Path) -> None:
    ledger = load_ledger(folder)
    results = run_ledger(ledger, RunOrder(record_only=True, unregistered=True))
    assert results["deviations"] == ["the ledger is not registered"]
    assert results["registration"] is None


def test_a_registered_ledger_runs_and_tells_its_entry(folder: Path) -> None:
    ledger = load_ledger(folder)
    entry = register(ledger, now=NOW)
    results = run_ledger(ledger, RunOrder(record_only=True))
    assert results["registration"]["sha256"] == entry.sha256
    assert results["deviations"] == []


def test_another_seed_than_the_ledgers_deviates(folder: Path) -> None:
    ledger = load_ledger(folder)
    register(ledger, now=NOW)
    with pytest.raises(ScenarioError, match="the seed is 5"):
        run_ledger(ledger, RunOrder(record_only=True, seed=5))
