"""Two verdicts a claim, one a road, by the same rule and never merged."""

from __future__ import annotations

from collections.abc import Sequence

from interregnum.claims.evidence_of_model import ModelEvidence
from interregnum.claims.evidence_of_record import RecordEvidence, Tested
from interregnum.claims.rule import (
    EVERYWHERE,
    FEWEST_EVENTS,
    MOST_PRIOR,
    SURE,
    Chances,
    Hurdle,
    Judgement,
    Part,
    Verdict,
    holm,
    judged,
    not_tested,
    weakest,
)


def judge_model(evidence: ModelEvidence) -> Judgement:
    """Return the model's verdict.

    Parameters
    ----------
    evidence
        What the model's test has found.

    Examples
    --------
    >>> judge_model(ModelEvidence(claim="C11", testable=False, reason="nothing moves it")).verdict
    <Verdict.NOT_TESTABLE: 'not testable'>
    """
    if not evidence.testable or evidence.pooled is None:
        return not_tested(evidence.reason)
    search = evidence.assumed_search
    return judged(
        Chances(*evidence.pooled[:3]),
        hurdles=[
            Hurdle(
                f"in the structure {name} the probability is lower",
                Chances(*evidence.structures[name][:3]),
                EVERYWHERE,
            )
            for name in evidence.passing or evidence.structures
            if name in evidence.structures
        ],
        parts=[Part(r.words, r.p_plus, r.p_minus) for r in evidence.regions if r.confirmed],
        caps=_caps_of_model(evidence),
        assumed=search is not None and not (search.positive_found and search.negative_found),
    )


def judge_record(evidence: RecordEvidence) -> Judgement:
    """Return the record's verdict, which is an association whatever it says.

    Parameters
    ----------
    evidence
        What the record's test has found.

    Examples
    --------
    >>> judge_record(RecordEvidence(claim="C11", testable=False, reason="no data")).reasons
    ('no data',)
    """
    if not evidence.testable or not evidence.tests:
        return not_tested(evidence.reason)
    hurdles = [
        Hurdle(
            f"a confounder with a bias factor of 1.25 (.05 on a share) would undo {test.effect}",
            # Of no matter stays of no matter: the band itself is as wide as the confounder.
            test.confounded._replace(zero=1.0),
            SURE,
        )
        for test in evidence.tests
    ]
    return judged(
        weakest([test.chances for test in evidence.tests]),
        hurdles=hurdles,
        parts=holm([_part(words, test) for words, test in evidence.strata]),
        caps=_caps_of_record(evidence),
    )


def whole_verdict(parts: Sequence[Judgement]) -> Judgement:
    """Return the verdict on a claim of several parts, all of which it asserts.

    It is contradicted if one part is, supported if all are; else what its parts agree on, or
    undecided.
    """
    verdicts = {part.verdict for part in parts}
    if len(verdicts) == 1:
        return parts[0]._replace(risk=0.0)
    if Verdict.CONTRADICTED in verdicts:
        against = next(part for part in parts if part.verdict is Verdict.CONTRADICTED)
        return against._replace(risk=0.0, reasons=("one of its parts is contradicted",))
    reason = f"its parts differ: {'; '.join(str(part.verdict) for part in parts)}"
    return Judgement(Verdict.UNDECIDED, None, Verdict.UNDECIDED, (reason,))


def _caps_of_model(evidence: ModelEvidence) -> list[str]:
    """Return why nothing can be decided by the model."""
    caps = []
    if not evidence.gate_passed:
        caps.append("the posterior did not pass its gate")
    if evidence.prior_share is None:
        caps.append("what the parameters labelled prior carry is not known")
    elif evidence.prior_share > MOST_PRIOR:
        caps.append(
            f"parameters labelled prior carry {evidence.prior_share:.2f} of the variance, over "
            f"{MOST_PRIOR:.2f}"
        )
    if evidence.assumed_search is None:
        caps.append("the search for the opposite sign was not made")
    return caps


def _caps_of_record(evidence: RecordEvidence) -> list[str]:
    """Return why nothing can be decided by the record."""
    caps = []
    if evidence.grade == "C":
        caps.append("the estimand gives the direction only (grade C)")
    if evidence.single_case:
        caps.append("the evidence is a single case")
    for test in evidence.tests:
        if _is_thin(test):
            caps.append(
                f"an arm of {test.effect} has {test.fewest_events} events, under {FEWEST_EVENTS}"
            )
    return caps


def _part(words: str, test: Tested) -> Part:
    """Return a stratum as it counts: one with too few events, or that bias undoes, is unsure."""
    if _is_thin(test):
        return Part(words, 0.0, 0.0)
    return Part(words, test.confounded.plus, test.confounded.minus)


def _is_thin(test: Tested) -> bool:
    return test.fewest_events is not None and test.fewest_events < FEWEST_EVENTS
