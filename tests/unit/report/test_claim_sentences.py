"""Sentences of a claim say every number with its interval, and name what is missing."""

from __future__ import annotations

import re

import pytest

from interregnum.claims.location import library_names
from interregnum.claims.results import read_results
from interregnum.report.claim_sentences import (
    chance_told,
    number_told,
    record_sentences,
    verdict_told,
)


@pytest.mark.parametrize("name", library_names())
def test_every_estimate_of_the_record_stands_with_its_interval(name: str) -> None:
    for claim in read_results(name)["claims"]:
        told = " ".join(record_sentences(claim))
        for test in claim["record"]["tests"]:
            estimate = number_told(test["estimate"], test["scale"])
            assert f"{estimate} (95 % interval " in told, claim["id"]


@pytest.mark.parametrize("name", library_names())
def test_what_cannot_be_tested_says_why(name: str) -> None:
    for claim in read_results(name)["claims"]:
        if not claim["record"]["testable"]:
            told = record_sentences(claim)
            assert told[0] == "The record cannot test the claim."
            assert len(told[1]) > 20


@pytest.mark.parametrize("name", library_names())
def test_the_record_never_claims_a_cause(name: str) -> None:
    for claim in read_results(name)["claims"]:
        if claim["record"]["testable"]:
            assert record_sentences(claim)[-1].endswith("association, not a cause.")


def test_no_sentence_holds_a_value_of_the_machine() -> None:
    for claim in read_results()["claims"]:
        told = " ".join(record_sentences(claim))
        assert not re.search(r"\bnan\b|None|\{|\}", told)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("supported", "The record supports the claim."),
        ("contradicted", "The record contradicts the claim."),
        ("undecided", "The record does not decide the claim."),
        ("not testable", "The record cannot test the claim."),
    ],
)
def test_verdicts_are_sentences(verdict: str, words: str) -> None:
    assert verdict_told({"verdict": verdict}, "The record") == words


def test_chances_do_not_pretend() -> None:
    assert chance_told(0.9999) == "over 99 %"
    assert chance_told(0.0) == "under 1 %"
    assert chance_told(0.25) == "25 %"
