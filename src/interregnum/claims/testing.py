"""The model's tests of a ledger's claims, one after another, each kept where it has landed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interregnum.claims.evidence_of_model import ModelEvidence, as_plain, evidence_from
from interregnum.claims.load import claim_hash
from interregnum.errors import StudyError
from interregnum.experiments.whole_file import refusal_told, write_whole
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from interregnum.claims.model_test import ModelTest
    from interregnum.claims.schema import Claim
    from interregnum.experiments.ensemble import Workers

EVIDENCE = "evidence"
Tell = Callable[[str, int, int], None]
Landed = Callable[[str, int, int], None]
Placebos = dict[str, dict[str, ModelEvidence]]


class Testing(NamedTuple):
    """What is asked of the model.

    Parameters
    ----------
    scenario
        The ledger's case.
    runs, seed
        Paired runs of a claim's reference structure, and where the draws begin.
    parameters
        ``posterior`` or ``prior``.
    worlds
        Simulated worlds on which the record's estimators are tried; 0 leaves that out.
    placebos
        Whether the claims are run on the placebos too.
    workers
        Threads, by default the cores at hand.
    folder
        Where runs and evidence land; None keeps nothing.
    """

    scenario: str
    runs: int
    seed: int
    parameters: str = "posterior"
    worlds: int = 0
    placebos: bool = False
    workers: Workers = None
    folder: Path | None = None


def model_evidences(
    claims: Sequence[Claim],
    asked: Testing,
    *,
    resume: bool = False,
    tell: Tell | None = None,
    landed: Landed | None = None,
) -> tuple[dict[str, ModelEvidence], Placebos]:
    """Return the model's evidence of each claim, and that of each placebo.

    Parameters
    ----------
    claims
        Those asked for.
    asked
        Of the model.
    resume
        Whether what had landed in the folder is used.
    tell
        Called with what is run, runs landed and runs in all.
    landed
        Called with a claim's id, how many have landed and how many there are.

    Raises
    ------
    StudyError
        If what had landed is torn, or the disk refuses.
    """
    from interregnum.claims.model_placebos import PLACEBOS, under_placebo
    from interregnum.claims.model_test import bench_test

    names = tuple(PLACEBOS) if asked.placebos else ()
    bench = bench_test(asked.runs, asked.seed, asked.workers, asked.folder, tell)
    whole = len(claims) * (1 + len(names))
    found: dict[str, ModelEvidence] = {}
    placebos: Placebos = {}
    with replace(bench, scenario=asked.scenario, parameters=asked.parameters) as test:
        for claim, evidence in _each(test, claims, asked, "", resume):
            found[claim.claim] = evidence
            _say(landed, claim.claim, len(found), whole)
        for place, name in enumerate(names, 1):
            poorer = under_placebo(test, name)
            placebos[name] = {}
            for claim, evidence in _each(poorer, claims, asked, name, resume):
                placebos[name][claim.claim] = evidence
                done = place * len(claims) + len(placebos[name])
                _say(landed, f"{claim.claim} on the placebo {name}", done, whole)
    return _with_number_c(found, claims, asked, tell), placebos


def _say(landed: Landed | None, what: str, done: int, whole: int) -> None:
    if landed is not None:
        landed(what, done, whole)


def _each(
    test: ModelTest, claims: Sequence[Claim], asked: Testing, placebo: str, resume: bool
) -> Iterator[tuple[Claim, ModelEvidence]]:
    """Yield each claim with its evidence, taken up where it had landed and kept where it is new."""
    for claim in claims:
        evidence = _kept(claim, asked, placebo) if resume else None
        if evidence is None:
            evidence = test.evidence(claim)
            _keep(claim, asked, placebo, evidence)
        yield claim, evidence


def _with_number_c(
    found: dict[str, ModelEvidence],
    claims: Sequence[Claim],
    asked: Testing,
    tell: Tell | None,
) -> dict[str, ModelEvidence]:
    """Return evidence with the record's estimators on simulated worlds."""
    if asked.worlds == 0:
        return found
    from interregnum.claims.simulated_record import (
        Worlds,
        effects_asked,
        simulated_effects,
        with_number_c,
    )
    from interregnum.experiments.ensemble import count_of

    worlds = Worlds(
        count=asked.worlds,
        seed=asked.seed,
        parameters=asked.parameters,
        workers=count_of(asked.workers),
        folder=asked.folder,
    )
    simulated = simulated_effects(worlds, effects_asked(claims), tell)
    return {claim.claim: with_number_c(found[claim.claim], claim, simulated) for claim in claims}


def _place(claim: Claim, asked: Testing, placebo: str) -> Path | None:
    """Return the file of a claim's evidence."""
    if asked.folder is None:
        return None
    end = f".{placebo}" if placebo else ""
    return asked.folder / EVIDENCE / f"{claim.claim}{end}.json"


def _mark(claim: Claim, asked: Testing) -> str:
    """Return the hash of all that a claim's evidence hangs on."""
    parts = (claim_hash(claim), asked.scenario, asked.runs, asked.seed, asked.parameters)
    said = json.dumps([*parts, _posterior(), __version__, MODEL_VERSION])
    return hashlib.sha256(said.encode()).hexdigest()


def _posterior() -> str:
    """Return the hash of the posterior that comes with the package."""
    from interregnum.scenario.posterior import SHIPPED

    return hashlib.sha256(SHIPPED.read_bytes()).hexdigest() if SHIPPED.is_file() else ""


def _keep(claim: Claim, asked: Testing, placebo: str, evidence: ModelEvidence) -> None:
    """Write a claim's evidence beside the runs."""
    path = _place(claim, asked, placebo)
    if path is None:
        return
    content = {"mark": _mark(claim, asked), "evidence": as_plain(evidence)}
    text = json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")
    with refusal_told(path, "what had landed is kept; make room and add --resume"):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda stream: stream.write(text))


def _kept(claim: Claim, asked: Testing, placebo: str) -> ModelEvidence | None:
    """Return what had landed for a claim that is still the same, else None."""
    path = _place(claim, asked, placebo)
    if path is None or not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        mark, plain = content["mark"], content["evidence"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path}: is no evidence of a claim ({error}); remove the file and add --resume"
        raise StudyError(msg) from None
    return evidence_from(plain) if mark == _mark(claim, asked) else None
