"""Shares, rates and contrasts found from cases have the intervals that theory gives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interregnum.effects import Scale
from interregnum.errors import ScenarioError
from interregnum.evidence.findings import Facts, Findings
from interregnum.intervals import wilson

FACTS = Facts(source="s", vintage="v", period="1950-1989", caveat="c")


def test_a_share_counts_its_cases_and_events() -> None:
    findings = Findings([1, 2, 3, 4], 200, 0)
    findings.share("a.b", [True, False, True, False], [1, 2, 3, 4], "d", FACTS)
    effect = findings.effects[0]
    assert (effect.estimate, effect.events, effect.n) == (0.5, 2, 4)
    assert effect.low <= 0.5 <= effect.high


def test_draws_of_single_cases_have_the_binomial_error() -> None:
    countries = np.arange(400)
    came = countries % 4 == 0
    findings = Findings(countries, 4000, 0)
    findings.share("a.b", came, countries, "d", FACTS)
    effect = findings.effects[0]
    width = 2 * 1.96 * math.sqrt(0.25 * 0.75 / 400)
    assert effect.high - effect.low == pytest.approx(width, rel=0.06)


def test_cases_of_one_country_go_together() -> None:
    """Ten copies of each country's case say no more than one."""
    countries = np.arange(60)
    came = countries % 3 == 0
    single, copied = Findings(countries, 2000, 0), Findings(countries, 2000, 0)
    single.share("a.b", came, countries, "d", FACTS)
    copied.share("a.b", np.tile(came, 10), np.tile(countries, 10), "d", FACTS)
    one, other = single.effects[0], copied.effects[0]
    assert (one.low, one.high) == pytest.approx((other.low, other.high))
    assert other.n == 600


def test_no_or_only_events_have_wilsons_interval() -> None:
    findings = Findings(range(10), 200, 0)
    findings.share("a.none", np.zeros(10, dtype=bool), range(10), "d", FACTS)
    findings.share("a.all", np.ones(10, dtype=bool), range(10), "d", FACTS)
    none, every = findings.effects
    assert (none.low, none.high) == tuple(wilson(0, 10))[1:]
    assert (every.low, every.high) == tuple(wilson(10, 10))[1:]


def test_a_share_without_a_case_is_there_and_not_known() -> None:
    findings = Findings([], 200, 0)
    findings.share("a.x", [], [], "d", FACTS)
    findings.share("a.y", [], [], "d", FACTS)
    findings.difference("a.x_less_y", ("a.x", "a.y"))
    findings.ratio("a.x_to_y", ("a.x", "a.y"))
    findings.rate("a.rate", ([], [], []), "d", FACTS)
    assert [effect.n for effect in findings.effects] == [0] * 5
    assert all(math.isnan(effect.estimate) for effect in findings.effects)
    assert "No case" in findings.effects[0].caveat


def test_the_same_cases_twice_differ_by_nothing_in_every_draw() -> None:
    """Draws are shared by the arms, so what they have in common cancels."""
    countries = np.arange(50)
    findings = Findings(countries, 500, 0)
    for name in ("a.x", "a.y"):
        findings.share(name, countries % 2 == 0, countries, "d", FACTS)
    findings.difference("a.difference", ("a.x", "a.y"))
    findings.ratio("a.ratio", ("a.x", "a.y"))
    difference, ratio = findings.effects[2:]
    assert (difference.estimate, difference.low, difference.high) == (0.0, 0.0, 0.0)
    assert (ratio.estimate, ratio.low, ratio.high) == (1.0, 1.0, 1.0)
    assert (difference.scale, ratio.scale) == (Scale.DIFFERENCE, Scale.RATIO)
    assert difference.arms == ("a.x", "a.y")


def test_a_contrast_with_an_arm_without_events_is_not_falsely_sure() -> None:
    findings = Findings(range(8), 500, 0)
    findings.share("a.x", [False] * 4, range(4), "d", FACTS)
    findings.share("a.y", [True, False, False, False], range(4, 8), "d", FACTS)
    findings.difference("a.difference", ("a.x", "a.y"))
    difference = findings.effects[2]
    assert difference.low < -0.25 < 0.0 < difference.high


def test_a_rate_is_events_by_years() -> None:
    findings = Findings([1, 2], 200, 0)
    findings.rate("a.b", ([1, 1, 2], [1, 0, 1], [2.0, 3.0, 5.0]), "d", FACTS)
    effect = findings.effects[0]
    assert (effect.estimate, effect.events, effect.n) == (0.2, 2, 10)


def test_a_rate_without_events_has_the_exact_poisson_bound() -> None:
    """No event in 100 years: above 3.69/100 it would be rarer than 2.5 %."""
    findings = Findings([1], 200, 0)
    findings.rate("a.b", ([1], [0], [100.0]), "d", FACTS)
    assert findings.effects[0].high == pytest.approx(0.036889, abs=1e-6)


def test_a_name_comes_once() -> None:
    findings = Findings([1], 200, 0)
    findings.single_share("a.b", 1, 2, "d", FACTS)
    with pytest.raises(ScenarioError, match="found twice"):
        findings.single_share("a.b", 1, 2, "d", FACTS)


def test_the_same_seed_gives_the_same_numbers_and_another_does_not() -> None:
    def ends(seed: int) -> tuple[float, float]:
        countries = np.arange(30)
        findings = Findings(countries, 300, seed)
        findings.share("a.b", countries % 3 == 0, countries, "d", FACTS)
        return findings.effects[0].low, findings.effects[0].high

    assert ends(0) == ends(0)
    assert ends(0) != ends(5)
