"""Whether the posterior that is about to be scored is the one that was frozen before."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from interregnum.calibration.scoreboard import read_scoreboard
from interregnum.errors import ScenarioError
from interregnum.evidence.cases import LAST_DAY
from interregnum.scenario.posterior import SHIPPED, posterior_of

WAY_OUT = "score a posterior that was shipped whole: `interregnum calibrate run --ship`"


class Frozen(NamedTuple):
    """A posterior that its manifest and its scoreboard vouch for.

    Parameters
    ----------
    path
        Of its draws.
    sha256, record_sha256
        Of its draws, and of the facts that it was fitted to.
    gate
        What the gate says of it, in one sentence.
    """

    path: Path
    sha256: str
    record_sha256: str
    gate: str


def frozen_posterior(path: Path = SHIPPED) -> Frozen:
    """Return a posterior if it is the one that manifest and scoreboard tell of.

    Parameters
    ----------
    path
        Of its draws; manifest, scoreboard and record lie beside it. By default the shipped one.

    Raises
    ------
    ScenarioError
        If a file is missing, its hash is not the committed one, it was fitted with another model,
        or to anything after 1989.
    StudyError
        If its scoreboard is missing or torn.
    """
    word = "shipped" if path == SHIPPED else str(path)
    posterior = posterior_of(word)
    if posterior.until != LAST_DAY.isoformat():
        raise ScenarioError(
            f"{path.name}: until = {posterior.until}: was not fitted to the record to {LAST_DAY} "
            f"alone, so that nothing was kept back to score it on; {WAY_OUT}"
        )
    board = read_scoreboard(path.with_name("scoreboard.json"))
    if board.hashes["posterior_sha256"] != posterior.sha256:
        raise ScenarioError(
            f"scoreboard.json: posterior_sha256 = {board.hashes['posterior_sha256']:.12} is not "
            f"the {posterior.sha256:.12} of {path.name}: one of them was exchanged; {WAY_OUT}"
        )
    record = path.with_name("record.json")
    found = _sha256(record)
    if found != board.hashes["record_sha256"]:
        raise ScenarioError(
            f"{record.name}: SHA-256 = {found:.12} is not the {board.hashes['record_sha256']:.12} "
            f"that the posterior was fitted to; {WAY_OUT}"
        )
    manifest = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    told = manifest.get("record_sha256", found)
    if told != found:
        msg = f"{path.stem}.json: record_sha256 = {told!s:.12} is not the {found:.12} of "
        raise ScenarioError(f"{msg}{record.name}; {WAY_OUT}")
    return Frozen(path, posterior.sha256, found, str(board.gate.get("summary", "")))


def _sha256(path: Path) -> str:
    """Return the hash of a file."""
    if not path.is_file():
        raise ScenarioError(f"{path.name}: is missing beside the posterior; {WAY_OUT}")
    return hashlib.sha256(path.read_bytes()).hexdigest()
