"""A ledger is judged: the record's test at once, the model's where it was run, a verdict each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interregnum.claims import evidence_of_model, evidence_of_record
from interregnum.claims.evidence_of_model import ModelEvidence
from interregnum.claims.load import Ledger
from interregnum.claims.record_tests import Record, record_evidence
from interregnum.claims.results import FORM
from interregnum.claims.rule import DECISIVE, Judgement, expected_false
from interregnum.claims.schema import Claim, CounterEvidence
from interregnum.claims.verdicts import judge_model, judge_record, whole_verdict
from interregnum.version import MODEL_VERSION, __version__


def judged_ledger(
    ledger: Ledger,
    record: Record,
    models: Mapping[str, ModelEvidence],
    told: Mapping[str, Any],
) -> dict[str, Any]:
    """Return a judged ledger as plain values, for :func:`interregnum.claims.results.text_of`.

    Parameters
    ----------
    ledger
        Its claims.
    record
        What the record has.
    models
        The model's evidence by claim; a claim without any was not run.
    told
        What else the file is to say: ``registration`` and ``deviations`` at least.

    Raises
    ------
    ScenarioError
        If a claim names an effect that the record has not.
    """
    pairs = {
        claim.claim: _judged(claim, record, models.get(claim.claim)) for claim in ledger.claims
    }
    return {
        "form": FORM,
        "version": __version__,
        "model_version": MODEL_VERSION,
        "ledger": ledger.head.model_dump(mode="json", exclude={"counter_evidence"}),
        **told,
        **_tallies(pairs),
        "wholes": _wholes(ledger.claims, pairs),
        "claims": [
            _plain(claim, record, models.get(claim.claim), pairs[claim.claim])
            for claim in ledger.claims
        ],
        "counter_evidence": [_left_out(row, record) for row in ledger.head.counter_evidence],
    }


Pair = tuple[Judgement | None, Judgement]


def _tallies(pairs: Mapping[str, Pair]) -> dict[str, Any]:
    """Return how many verdicts of each road are decisive, and how many are expected to be false."""
    roads: dict[str, list[Judgement]] = {
        "model": [model for model, _ in pairs.values() if model is not None],
        "record": [record for _, record in pairs.values()],
    }
    return {
        "expected_false": {road: expected_false(found) for road, found in roads.items()},
        "decisive": {
            road: sum(judgement.verdict in DECISIVE for judgement in found)
            for road, found in roads.items()
        },
    }


def _left_out(row: CounterEvidence, record: Record) -> dict[str, Any]:
    """Return what the text leaves out, with the record's numbers."""
    return {
        "id": row.id,
        "title": row.title,
        "words": row.words,
        "effects": [evidence_of_record.beside(record.effects[name]) for name in row.effects],
    }


def _judged(claim: Claim, record: Record, model: ModelEvidence | None) -> Pair:
    """Return the model's verdict, if it was run, and the record's."""
    of_model = None if model is None else judge_model(model)
    return of_model, judge_record(record_evidence(claim, record))


def _wholes(claims: Sequence[Claim], pairs: Mapping[str, Pair]) -> dict[str, Any]:
    """Return both verdicts on each claim that has parts."""
    found: dict[str, list[Pair]] = {}
    for claim in claims:
        if claim.part_of is not None:
            found.setdefault(claim.part_of, []).append(pairs[claim.claim])
    return {
        name: {
            "model": _together([model for model, _ in parts]),
            "record": _together([record for _, record in parts]),
        }
        for name, parts in found.items()
    }


def _together(parts: Sequence[Judgement | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return str(whole_verdict(known).verdict) if len(known) == len(parts) else None


def _plain(claim: Claim, record: Record, model: ModelEvidence | None, pair: Pair) -> dict[str, Any]:
    """Return a claim with both tests and both verdicts as plain values."""
    said = claim.model_dump(mode="json", exclude={"claim", "record", "model"})
    of_model, of_record = pair
    return {
        "id": claim.claim,
        **said,
        "model_reading": None if claim.model is None else claim.model.reading,
        "model": None if model is None else evidence_of_model.as_plain(model),
        "model_judgement": None if of_model is None else _verdict(of_model),
        "record": evidence_of_record.as_plain(record_evidence(claim, record)),
        "record_judgement": _verdict(of_record),
    }


def _verdict(judgement: Judgement) -> dict[str, Any]:
    plain = judgement._asdict()
    plain["chances"] = None if judgement.chances is None else judgement.chances._asdict()
    return {key: str(v) if key in ("verdict", "uncapped") else v for key, v in plain.items()}
