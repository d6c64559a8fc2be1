"""A ledger is fixed beforehand: what it says, and all that its verdicts hang on, in a chain.

Each entry holds the SHA-256 of the one before, as the ledger of forecasts does, so that a
registration cannot be edited unnoticed; a later one stands beside the earlier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.claims.load import Ledger, claim_hash, ledger_hash
from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.ledger import Entry, audit
from interregnum.evidence.forecast.ledger_writing import append
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

NAME = "registered.jsonl"
KIND = "register claims"
_PACKAGE = Path(__file__).parents[1]
_FILES = {
    "targets_sha256": _PACKAGE / "calibration" / "targets.yaml",
    "effects_sha256": _PACKAGE / "evidence" / "shipped" / "effects.jsonl",
    "draws_sha256": _PACKAGE / "claims" / "shipped" / "draws.json",
}


def chain_of(ledger: Ledger) -> Path:
    """Return the file of a ledger's registrations."""
    return ledger.folder / NAME


def content_of(ledger: Ledger) -> dict[str, Any]:
    """Return what a registration fixes: claims, cases, targets, posterior, record, seed, versions.

    Raises
    ------
    ScenarioError
        If a scenario that a claim names cannot be loaded.
    """
    cases = {name: _case(name) for name in sorted(scenarios_of(ledger))}
    return {
        "ledger": ledger.head.ledger,
        "ledger_sha256": ledger_hash(ledger),
        "claims": {claim.claim: claim_hash(claim) for claim in ledger.claims},
        "scenarios": {name: digest for name, (digest, _) in cases.items()},
        "posterior_sha256": next(
            (found for _, found in cases.values() if found is not None), "none"
        ),
        **{name: _digest(path) for name, path in _FILES.items()},
        "seed": ledger.head.seed,
        "version": __version__,
        "model_version": MODEL_VERSION,
    }


def scenarios_of(ledger: Ledger) -> set[str]:
    """Return the names of the cases in which a ledger's claims are tested."""
    found = {ledger.head.scenario}
    for claim in ledger.claims:
        named = claim.model.scenario if claim.model is not None else None
        found |= {named} if named else set()
    return found


def register(ledger: Ledger, *, chain: Path | None = None, now: datetime | None = None) -> Entry:
    """Write down what a ledger says now, and return the entry.

    Parameters
    ----------
    ledger
        Valid.
    chain
        The file of registrations; by default the one in the ledger's folder.
    now
        The moment; by default the clock's.

    Raises
    ------
    ScenarioError
        If nothing has changed since the last registration, the chain has a fault, or the file
        cannot be written.
    """
    file = chain_of(ledger) if chain is None else chain
    content = content_of(ledger)

    def checked(found: Any) -> dict[str, Any]:
        if found.entries and found.entries[-1].content == content:
            last = found.entries[-1]
            msg = f"{file}: entry {last.number} says the same; nothing is registered twice"
            raise ScenarioError(msg)
        return content

    return append(file, KIND, checked, now=now)


def registered(ledger: Ledger, *, chain: Path | None = None) -> Entry | None:
    """Return the last registration of a ledger, None if there is none.

    Raises
    ------
    ScenarioError
        If the chain was edited.
    """
    file = chain_of(ledger) if chain is None else chain
    found = audit(file)
    if found.faults:
        msg = f"{file}: {found.faults[0]}; restore the file that was registered"
        raise ScenarioError(msg)
    return found.entries[-1] if found.entries else None


def deviations(ledger: Ledger, entry: Entry | None) -> tuple[str, ...]:
    """Return what differs from the registration, one sentence each; none if all is as registered.

    Parameters
    ----------
    ledger
        As it is now.
    entry
        Its last registration.
    """
    if entry is None:
        return ("the ledger is not registered",)
    now, then = content_of(ledger), entry.content
    told = [*_differing(now["claims"], then["claims"], "claim")]
    told += _differing(now["scenarios"], then["scenarios"], "scenario")
    single = [key for key in now if key not in ("claims", "scenarios", "ledger_sha256")]
    told += [
        f"{key.removesuffix('_sha256').replace('_', ' ')} is {_short(now[key])}, registered as "
        f"{_short(then.get(key))}"
        for key in single
        if now[key] != then.get(key)
    ]
    if not told and now["ledger_sha256"] != then["ledger_sha256"]:
        told.append("the head of the ledger differs from the one registered")
    return tuple(told)


def _differing(now: Mapping[str, str], then: Mapping[str, str], what: str) -> list[str]:
    """Return what is new, gone or changed."""
    told = [f"{what} {name} was not registered" for name in now if name not in then]
    told += [f"{what} {name} was registered and is gone" for name in then if name not in now]
    told += [
        f"{what} {name} differs from what was registered"
        for name in now
        if name in then and now[name] != then[name]
    ]
    return told


def _case(name: str) -> tuple[str, str | None]:
    """Return the hash of a case and of the posterior that it draws from."""
    from interregnum.scenario.load import load_scenario, scenario_hash

    scenario: Scenario = load_scenario(name, environment={})
    posterior = scenario.posterior
    return scenario_hash(scenario), None if posterior is None else posterior.sha256


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read ({error.strerror}); install anew") from None


def _short(value: Any) -> str:
    text = str(value)
    return f"{text[:12]}…" if len(text) == 64 else text
