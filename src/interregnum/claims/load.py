"""A ledger is read from its folder, every claim checked, and known by the hash of what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from interregnum.claims.location import HEAD, ledger_folder
from interregnum.claims.schema import Claim, LedgerHead
from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.scenario.complaint import complaint
from interregnum.scenario.document import read_document

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A text's claims with what the ledger says of the text.

    Parameters
    ----------
    folder
        Where it was read.
    head
        Of the text.
    claims
        In the order of the head.
    """

    folder: Path
    head: LedgerHead
    claims: tuple[Claim, ...]

    def claim(self, name: str) -> Claim:
        """Return a claim by its id.

        Raises
        ------
        UsageError
            If there is none; the nearest is told.
        """
        for claim in self.claims:
            if claim.claim == _spelt(name):
                return claim
        known = [claim.claim for claim in self.claims]
        raise UsageError(f"{name}: no claim of {self.head.ledger}; {nearest(name, known)}")

    def chosen(self, names: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims of some ids in the ledger's order; all of them for none.

        The id of a whole claim stands for its parts.
        """
        wanted = {_spelt(name) for name in names}
        if not wanted:
            return self.claims
        for name in wanted - {claim.number for claim in self.claims}:
            self.claim(name)
        return tuple(c for c in self.claims if c.claim in wanted or c.number in wanted)


def load_ledger(name_or_path: str | Path) -> Ledger:
    """Return a ledger whose files are valid, each by itself.

    Parameters
    ----------
    name_or_path
        A name of the library, or the folder that holds ``ledger.yaml`` and a file a claim.

    Raises
    ------
    ScenarioError
        If a file is missing, of no claim of the list, or invalid.
    """
    folder = ledger_folder(name_or_path)
    head = _read(folder / HEAD, LedgerHead)
    files = {path.stem: path for path in sorted(folder.glob("*.yaml")) if path.name != HEAD}
    for name in head.claims:
        if name not in files:
            msg = f"{folder / HEAD}: claims: {name} has no file {name}.yaml; none may be dropped"
            raise ScenarioError(msg)
    for name, path in files.items():
        if name not in head.claims:
            msg = f"{path}: is not in the list of claims; add {name} to {HEAD} or remove the file"
            raise ScenarioError(msg)
    claims = tuple(_read(files[name], Claim) for name in head.claims)
    for claim, name in zip(claims, head.claims, strict=True):
        if claim.claim != name:
            msg = f"{files[name]}: claim = {claim.claim}; name the file {claim.claim}.yaml"
            raise ScenarioError(msg)
    if len(set(head.claims)) != len(head.claims):
        raise ScenarioError(f"{folder / HEAD}: claims: an id stands twice; name each once")
    return Ledger(folder, head, claims)


def claim_hash(claim: Claim) -> str:
    """Return the SHA-256 of a claim's canonical JSON; comments and layout do not enter."""
    return _digest(claim.model_dump(mode="json"))


def ledger_hash(ledger: Ledger) -> str:
    """Return the SHA-256 of a ledger: of its head and of every claim in order."""
    return _digest([ledger.head.model_dump(mode="json"), [claim_hash(c) for c in ledger.claims]])


def _spelt(name: str) -> str:
    """Return an id as it is written: a capital, two digits, perhaps a small letter."""
    return name[:1].upper() + name[1:].lower()


def _read(path: Path, kind: type[Model]) -> Model:
    """Return the model of a YAML file, or raise the one message about it."""
    document = read_document(path)
    try:
        return kind.model_validate(document.values)
    except ValidationError as error:
        raise complaint(document, error) from None


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
