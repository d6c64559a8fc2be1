"""Each cap and each verdict of the rule, on numbers made for it."""

from __future__ import annotations

import pytest

from interregnum.claims.rule import (
    Chances,
    Hurdle,
    Part,
    Verdict,
    bare_verdict,
    expected_false,
    holm,
    judged,
    not_tested,
    weakest,
)

SURE_FOR = Chances(0.97, 0.03, 0.0)
SURE_AGAINST = Chances(0.0, 0.03, 0.97)
OF_NO_MATTER = Chances(0.02, 0.96, 0.02)
OPEN = Chances(0.5, 0.2, 0.3)
OPPOSED = (Part("here", 0.96, 0.0), Part("there", 0.0, 0.95))


@pytest.mark.parametrize(
    ("chances", "verdict"),
    [
        (SURE_FOR, "supported"),
        (SURE_AGAINST, "contradicted"),
        (OF_NO_MATTER, "too weak to matter"),
        (OPEN, "undecided"),
        (Chances(0.95, 0.05, 0.0), "supported"),
        (Chances(0.9499, 0.0501, 0.0), "undecided"),
    ],
)
def test_a_probability_of_95_in_100_decides(chances: Chances, verdict: str) -> None:
    assert judged(chances).verdict == verdict


def test_two_opposed_parts_make_it_depend() -> None:
    found = judged(OPEN, parts=OPPOSED)
    assert found.verdict == "depends"
    assert found.parts == ("here", "there")


def test_parts_that_agree_do_not_make_it_depend() -> None:
    assert judged(OPEN, parts=[Part("a", 0.99, 0.0), Part("b", 0.99, 0.0)]).verdict == "undecided"


def test_what_holds_everywhere_does_not_depend() -> None:
    assert judged(SURE_FOR, parts=OPPOSED).verdict == "supported"


@pytest.mark.parametrize("chances", [SURE_FOR, SURE_AGAINST, OF_NO_MATTER])
def test_a_cap_takes_every_decision_back_in_both_directions(chances: Chances) -> None:
    found = judged(chances, caps=["too few events"])
    assert found.verdict == "undecided"
    assert found.uncapped == bare_verdict(chances)
    assert found.reasons == ("too few events",)


def test_a_cap_takes_a_verdict_that_depends_back() -> None:
    assert judged(OPEN, parts=OPPOSED, caps=["no gate"]).verdict == "undecided"


@pytest.mark.parametrize("chances", [SURE_FOR, SURE_AGAINST, OF_NO_MATTER])
def test_every_structure_must_agree(chances: Chances) -> None:
    weaker = Hurdle("in the structure x the probability is lower", OPEN, 0.8)
    found = judged(chances, hurdles=[weaker])
    assert found.verdict == "undecided"
    assert "0.80 is needed" in found.reasons[0]


def test_a_structure_at_80_in_100_is_enough() -> None:
    hurdle = Hurdle("x", Chances(0.8, 0.2, 0.0), 0.8)
    assert judged(SURE_FOR, hurdles=[hurdle]).verdict == "supported"


def test_what_is_assumed_is_no_finding_whatever_its_size() -> None:
    found = judged(SURE_FOR, assumed=True)
    assert found.verdict == "assumed"
    assert found.uncapped is Verdict.SUPPORTED
    assert found.risk == 0.0


def test_what_is_not_tested_says_why() -> None:
    found = not_tested("no open data")
    assert (found.verdict, found.chances, found.reasons) == (
        Verdict.NOT_TESTABLE,
        None,
        ("no open data",),
    )


def test_the_weakest_of_several_estimands_counts() -> None:
    assert judged(weakest([SURE_FOR, OPEN])).verdict == "undecided"
    assert judged(weakest([SURE_FOR, SURE_FOR])).verdict == "supported"


def test_holm_asks_more_of_the_surest_the_more_are_looked_at() -> None:
    one, two, three = Part("a", 0.98, 0.0), Part("b", 0.0, 0.96), Part("c", 0.3, 0.3)
    assert holm([one]) == (one,)
    assert holm([one, two]) == (one, two)
    assert holm([one, two, three]) == ()
    assert holm([Part("a", 0.99, 0.0), Part("b", 0.0, 0.976), three])[1].words == "b"


def test_only_decisive_verdicts_can_be_false() -> None:
    rows = [judged(SURE_FOR), judged(SURE_AGAINST), judged(OF_NO_MATTER), judged(OPEN)]
    assert expected_false(rows) == pytest.approx(0.06)
