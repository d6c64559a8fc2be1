"""Caps of the two roads, each on evidence made for it, and verdicts on claims of several parts."""

from __future__ import annotations

import dataclasses

import pytest

from interregnum.claims.evidence_of_model import AssumedSearch, ModelEvidence, Odds, Region
from interregnum.claims.evidence_of_record import RecordEvidence
from interregnum.claims.record_tests import Record, record_evidence
from interregnum.claims.rule import Chances, judged, not_tested
from interregnum.claims.verdicts import judge_model, judge_record, whole_verdict
from made_claims import made_claim, made_effect

FOR = Odds(0.98, 0.02, 0.0, 0.2, 0.1, 0.3)
AGAINST = Odds(0.0, 0.02, 0.98, -0.2, -0.3, -0.1)
OPEN = Odds(0.5, 0.1, 0.4, 0.05, -0.3, 0.3)
BOTH = AssumedSearch(2500, True, True, -0.2, 0.4)


def model(**changes: object) -> ModelEvidence:
    """Return evidence that decides, with some fields changed."""
    made = ModelEvidence(
        claim="C01",
        testable=True,
        reason="made up",
        pooled=FOR,
        structures={"one": FOR, "two": FOR},
        passing=("one", "two"),
        gate_passed=True,
        prior_share=0.2,
        assumed_search=BOTH,
    )
    return dataclasses.replace(made, **changes)


def record(**changes: object) -> RecordEvidence:
    """Return the record's evidence of one difference, with the effect changed."""
    effect = made_effect(**changes)
    return record_evidence(made_claim(), Record({effect.name: effect}, {}, 4000))


def test_the_model_decides_when_nothing_caps_it() -> None:
    assert judge_model(model()).verdict == "supported"
    against = model(pooled=AGAINST, structures={"one": AGAINST}, passing=("one",))
    assert judge_model(against).verdict == "contradicted"


@pytest.mark.parametrize("odds", [FOR, AGAINST])
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"gate_passed": False}, "gate"),
        ({"prior_share": 0.51}, "prior"),
        ({"prior_share": None}, "not known"),
        ({"assumed_search": None}, "search"),
        ({"structures": {"one": OPEN}, "passing": ("one",)}, "structure one"),
    ],
)
def test_a_cap_of_the_model_works_in_both_directions(
    odds: Odds, change: dict[str, object], word: str
) -> None:
    found = judge_model(model(**{"pooled": odds, "structures": {"one": odds}, **change}))
    assert found.verdict == "undecided"
    assert any(word in reason for reason in found.reasons)


def test_half_of_the_variance_may_be_prior() -> None:
    assert judge_model(model(prior_share=0.5)).verdict == "supported"


def test_a_structure_that_did_not_pass_is_not_asked() -> None:
    found = model(structures={"one": FOR, "failed": AGAINST}, passing=("one",))
    assert judge_model(found).verdict == "supported"


@pytest.mark.parametrize("search", [(True, False), (False, True), (False, False)])
def test_one_sign_in_the_whole_admissible_space_is_assumed(search: tuple[bool, bool]) -> None:
    found = model(assumed_search=AssumedSearch(2500, *search, 0.1, 0.4))
    assert judge_model(found).verdict == "assumed"


def test_only_confirmed_regions_make_it_depend() -> None:
    regions = (
        Region("here", 0.99, 0.0, True, 0.5, 0.9),
        Region("there", 0.0, 0.99, True, 0.5, 0.9),
    )
    found = model(pooled=OPEN, regions=regions)
    assert judge_model(found).verdict == "depends"
    doubtful = tuple(region._replace(confirmed=False) for region in regions)
    assert judge_model(model(pooled=OPEN, regions=doubtful)).verdict == "undecided"


def test_a_strong_association_supports() -> None:
    assert judge_record(record()).verdict == "supported"
    against = record(estimate=-0.2, low=-0.25, high=-0.15)
    assert judge_record(against).verdict == "contradicted"


@pytest.mark.parametrize("sign", [1, -1])
def test_few_events_cap_the_record_in_both_directions(sign: int) -> None:
    low, high = sorted((sign * 0.15, sign * 0.25))
    found = judge_record(record(estimate=sign * 0.2, low=low, high=high, events=9))
    assert found.verdict == "undecided"
    assert "9 events" in found.reasons[0]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_weak_confounder_that_would_undo_it_caps_in_both_directions(sign: int) -> None:
    low, high = sorted((sign * 0.07, sign * 0.13))
    found = judge_record(record(estimate=sign * 0.10, low=low, high=high))
    assert found.verdict == "undecided"
    assert "bias factor of 1.25" in found.reasons[0]


def test_no_effect_is_too_weak_to_matter() -> None:
    assert judge_record(record(estimate=0.0, low=-0.02, high=0.02)).verdict == "too weak to matter"


@pytest.mark.parametrize("change", [{"grade": "C"}, {"single_case": True}])
def test_grade_and_single_cases_cap_the_record(change: dict[str, object]) -> None:
    found = dataclasses.replace(record(), **change)
    assert judge_record(found).verdict == "undecided"


def test_the_arm_with_fewest_events_counts() -> None:
    arms = (made_effect("made.one", events=50), made_effect("made.two", events=3))
    effect = made_effect(arms=("made.one", "made.two"))
    effects = {one.name: one for one in (*arms, effect)}
    found = record_evidence(made_claim(), Record(effects, {}, 4000))
    assert found.tests[0].fewest_events == 3


def test_a_claim_of_parts_is_contradicted_by_one_and_supported_by_all() -> None:
    yes, no, open_ = (
        judged(Chances(*odds)) for odds in ((0.97, 0.03, 0.0), (0.0, 0.0, 1.0), (0.4, 0.3, 0.3))
    )
    assert whole_verdict([yes, yes]).verdict == "supported"
    assert whole_verdict([yes, no]).verdict == "contradicted"
    assert whole_verdict([yes, open_]).verdict == "undecided"
    assert whole_verdict([not_tested("a"), not_tested("b")]).verdict == "not testable"
