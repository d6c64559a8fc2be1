"""A ledger is checked as a whole: every effect, parameter and case that its claims name exists."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from interregnum.claims.load import Ledger, load_ledger
from interregnum.claims.record_tests import Record, record_evidence, shipped_record
from interregnum.claims.registration import scenarios_of
from interregnum.errors import ScenarioError, nearest


def checked_ledger(name_or_path: str | Path) -> Ledger:
    """Return a ledger in which everything that is named exists.

    Parameters
    ----------
    name_or_path
        As for :func:`interregnum.claims.load.load_ledger`.

    Raises
    ------
    ScenarioError
        If a file is wrong, or a claim names an effect, a parameter or a case that is not there.
    """
    from interregnum.scenario.load import load_scenario
    from interregnum.scenario.parameters import declared_parameters

    ledger, record = load_ledger(name_or_path), shipped_record()
    known = {parameter.name for parameter in declared_parameters()}
    for claim in ledger.claims:
        place = ledger.folder / f"{claim.claim}.yaml"
        record_evidence(claim, record)
        for name in claim.sign_open.parameters:
            if name not in known:
                msg = f"{place}: sign_open.parameters: {name} is no parameter"
                raise ScenarioError(f"{msg}; {_hint(name, known, 'interregnum parameters')}")
    _check_counter(ledger, record)
    for name in sorted(scenarios_of(ledger)):
        load_scenario(name, environment={})
    return ledger


def _check_counter(ledger: Ledger, record: Record) -> None:
    """Check that what the text leaves out is in the table."""
    for row in ledger.head.counter_evidence:
        for name in row.effects:
            if name not in record.effects:
                msg = f"{ledger.folder}: counter_evidence {row.id}: {name} is no effect"
                hint = _hint(name, record.effects, "interregnum evidence list")
                raise ScenarioError(f"{msg}; {hint}")


def _hint(name: str, known: Iterable[str], command: str) -> str:
    """Return the nearest name, or the command that lists them."""
    hint = nearest(name, known)
    return f"see `{command}`" if hint.startswith("valid:") else hint
