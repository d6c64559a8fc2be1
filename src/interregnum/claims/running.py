"""A ledger is run: each claim's evidence lands in a file of its own, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.claims.evidence_of_model import ModelEvidence, as_plain, evidence_from
from interregnum.claims.judging import judged_ledger
from interregnum.claims.load import Ledger, claim_hash
from interregnum.claims.record_test import shipped_record
from interregnum.claims.registration import deviations, registered
from interregnum.claims.results import NAME, text_of
from interregnum.errors import ScenarioError, StudyError, UsageError
from interregnum.experiments.whole_file import refusal_told, write_whole
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from interregnum.claims.schema import Claim
    from interregnum.experiments.ensemble import Workers

RUNS = 4000
"""Paired runs of a claim's reference structure where nobody asks for another number."""
EVIDENCE = "evidence"
PARAMETERS = ("posterior", "prior")

Tell = Callable[[str, int, int], None]
Landed = Callable[[str, int, int], None]


class RunOrder(NamedTuple):
    """What is asked of a run.

    Parameters
    ----------
    names
        Claims; none means all.
    runs
        Paired runs of the reference structure.
    seed
        Of the model's draws; None is the ledger's own.
    workers
        Threads, by default the cores at hand.
    parameters
        ``posterior`` or ``prior``.
    folder
        Where evidence and runs land; None keeps nothing.
    resume
        Whether what had landed there is used.
    unregistered
        Whether a ledger that is not as registered is judged all the same.
    record_only
        Whether the model is left out.
    """

    names: Sequence[str] = ()
    runs: int = RUNS
    seed: int | None = None
    workers: Workers = None
    parameters: str = "posterior"
    folder: Path | None = None
    resume: bool = False
    unregistered: bool = False
    record_only: bool = False


def run_ledger(
    ledger: Ledger, order: RunOrder, *, tell: Tell | None = None, landed: Landed | None = None
) -> dict[str, Any]:
    """Judge a ledger and return it as plain values; with a folder, write it there too.

    Parameters
    ----------
    ledger
        Checked.
    order
        What is asked.
    tell
        Called with what is run, runs landed and runs in all.
    landed
        Called with a claim's id, how many have landed and how many there are.

    Raises
    ------
    ScenarioError
        If the ledger is not as registered and nobody said to go on.
    UsageError
        If the folder holds something already and is not resumed.
    """
    chosen = ledger.chosen(order.names)
    entry = registered(ledger)
    differing = deviations(ledger, entry)
    if order.seed not in (None, ledger.head.seed):
        told = f"the seed is {order.seed}, registered as {ledger.head.seed}"
        differing = (*differing, told)
    if order.parameters == "prior":
        differing = (*differing, "parameters are drawn from their declared ranges")
    if differing and not order.unregistered:
        msg = f"{ledger.folder}: {differing[0]}{_others(differing)}; register it as it is now "
        raise ScenarioError(msg + "(`claims register`), restore it, or add --unregistered")
    _prepare(order)
    models = {} if order.record_only else _evidence(ledger, chosen, order, tell, landed)
    results = judged_ledger(
        ledger,
        shipped_record(),
        models,
        {
            "runs": order.runs,
            "seed": ledger.head.seed if order.seed is None else order.seed,
            "parameters": order.parameters,
            "registration": None
            if entry is None
            else {"entry": entry.number, "at": entry.at, "sha256": entry.sha256},
            "deviations": list(differing),
        },
    )
    if order.folder is not None:
        write_results(order.folder / NAME, results)
    return results


def write_results(path: Path, results: dict[str, Any]) -> None:
    """Write a judged ledger, whole or not at all.

    Raises
    ------
    StudyError
        If the disk refuses.
    """
    content = text_of(results).encode("utf-8")
    with refusal_told(path, "nothing was written; name another folder"):
        write_whole(path, lambda stream: stream.write(content))


def _others(told: Sequence[str]) -> str:
    return f" (and {len(told) - 1} more)" if len(told) > 1 else ""


def _prepare(order: RunOrder) -> None:
    """Make the folder, or see that it may be gone on with."""
    folder = order.folder
    if folder is None:
        if order.resume:
            raise UsageError("--resume: name the folder to go on with by --out")
        return
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--out {folder}: is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not order.resume:
        raise UsageError(f"--out {folder}: is not empty; name a new folder or add --resume")
    with refusal_told(folder, "name a folder of yours"):
        (folder / EVIDENCE).mkdir(parents=True, exist_ok=True)


def _evidence(
    ledger: Ledger,
    chosen: Sequence[Claim],
    order: RunOrder,
    tell: Tell | None,
    landed: Landed | None,
) -> dict[str, ModelEvidence]:
    """Return the model's evidence of each claim asked for, kept as it lands."""
    found: dict[str, ModelEvidence] = {}
    if order.resume:
        found = _kept(ledger, chosen, order)
    missing = [claim for claim in chosen if claim.claim not in found]
    if missing:
        from interregnum.claims.model_test import bench_test

        seed = ledger.head.seed if order.seed is None else order.seed
        bench = bench_test(order.runs, seed, order.workers, order.folder, tell)
        case = {"scenario": ledger.head.scenario, "parameters": order.parameters}
        with replace(bench, **case) as test:
            for claim in missing:
                found[claim.claim] = test.evidence(claim)
                _keep(claim, order, found[claim.claim])
                if landed is not None:
                    landed(claim.claim, len(found), len(chosen))
    return {claim.claim: found[claim.claim] for claim in chosen}


def _mark(claim: Claim, order: RunOrder) -> str:
    """Return the hash of all that a claim's evidence hangs on."""
    parts = (claim_hash(claim), order.runs, order.seed, order.parameters)
    said = json.dumps([*parts, __version__, MODEL_VERSION])
    return hashlib.sha256(said.encode()).hexdigest()


def _keep(claim: Claim, order: RunOrder, evidence: ModelEvidence) -> None:
    """Write a claim's evidence beside the runs."""
    if order.folder is None:
        return
    path = order.folder / EVIDENCE / f"{claim.claim}.json"
    content = {"mark": _mark(claim, order), "evidence": as_plain(evidence)}
    text = json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")
    with refusal_told(path, "what had landed is kept; make room and add --resume"):
        write_whole(path, lambda stream: stream.write(text))


def _kept(ledger: Ledger, chosen: Sequence[Claim], order: RunOrder) -> dict[str, ModelEvidence]:
    """Return what had landed for claims that are still the same."""
    found: dict[str, ModelEvidence] = {}
    assert order.folder is not None
    for claim in chosen:
        path = order.folder / EVIDENCE / f"{claim.claim}.json"
        if not path.is_file():
            continue
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            mark, plain = content["mark"], content["evidence"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = f"{path}: is no evidence of a claim ({error}); remove the file and add --resume"
            raise StudyError(msg) from None
        if mark == _mark(claim, order):
            found[claim.claim] = evidence_from(plain)
    return found
