"""A ledger is run: held against its registration, tested on both roads, judged and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.claims.evidence_of_model import ModelEvidence
from interregnum.claims.judging import judged_ledger
from interregnum.claims.load import Ledger
from interregnum.claims.record_tests import shipped_record
from interregnum.claims.registration import deviations, registered
from interregnum.claims.results import NAME, text_of
from interregnum.claims.testing import EVIDENCE, Landed, Placebos, Tell, Testing, model_evidences
from interregnum.claims.verdicts import judge_model
from interregnum.errors import ScenarioError, UsageError
from interregnum.experiments.whole_file import refusal_told, write_whole

if TYPE_CHECKING:
    from interregnum.evidence.forecast.ledger import Entry
    from interregnum.experiments.ensemble import Workers

RUNS = 4000
"""Paired runs of a claim's reference structure where nobody asks for another number."""
PARAMETERS = ("posterior", "prior")


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
    worlds
        Simulated worlds for number (c); 0 leaves it out.
    placebos
        Whether the claims are run on the placebos too.
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
    worlds: int = 0
    placebos: bool = False
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
    differing = _deviations(ledger, entry, order)
    _prepare(order)
    asked = Testing(
        scenario=ledger.head.scenario,
        runs=order.runs,
        seed=ledger.head.seed if order.seed is None else order.seed,
        parameters=order.parameters,
        worlds=order.worlds,
        placebos=order.placebos,
        workers=order.workers,
        folder=order.folder,
    )
    models: dict[str, ModelEvidence] = {}
    placebos: Placebos = {}
    if not order.record_only:
        models, placebos = model_evidences(
            chosen, asked, resume=order.resume, tell=tell, landed=landed
        )
    told = {
        "runs": asked.runs,
        "seed": asked.seed,
        "parameters": asked.parameters,
        "worlds": asked.worlds,
        "registration": _told(entry),
        "deviations": list(differing),
        "placebos": placebo_rows(models, placebos),
    }
    results = judged_ledger(ledger, shipped_record(), models, told)
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


def placebo_rows(
    models: dict[str, ModelEvidence], placebos: Placebos
) -> dict[str, dict[str, dict[str, Any]]]:
    """Return each placebo's verdict and number by claim; untestable claims are left out.

    The search for the opposite sign is the reference model's: a placebo takes a mechanism away
    and adds none, so it is not searched anew.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, rows in placebos.items():
        found[name] = {}
        for claim, evidence in rows.items():
            if evidence.pooled is None:
                continue
            search = models[claim].assumed_search
            judgement = judge_model(replace(evidence, assumed_search=search))
            estimate, low, high = evidence.pooled[3:6]
            row = {"verdict": str(judgement.verdict), "uncapped": str(judgement.uncapped)}
            found[name][claim] = {**row, "estimate": estimate, "low": low, "high": high}
    return found


def _deviations(ledger: Ledger, entry: Entry | None, order: RunOrder) -> tuple[str, ...]:
    """Return what differs from the registration, or refuse to go on."""
    differing = deviations(ledger, entry)
    if order.seed not in (None, ledger.head.seed):
        told = f"the seed is {order.seed}, registered as {ledger.head.seed}"
        differing = (*differing, told)
    if order.parameters == "prior":
        differing = (*differing, "parameters are drawn from their declared ranges")
    if differing and not order.unregistered:
        others = f" (and {len(differing) - 1} more)" if len(differing) > 1 else ""
        msg = f"{ledger.folder}: {differing[0]}{others}; register it as it is now "
        raise ScenarioError(msg + "(`claims register`), restore it, or add --unregistered")
    return differing


def _told(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {"entry": entry.number, "at": entry.at, "sha256": entry.sha256}


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
