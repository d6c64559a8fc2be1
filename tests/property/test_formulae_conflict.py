"""Laws of selectorate arithmetic, battles and contests for all inputs."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interregnum.formulae.contest import find_contest_shares, is_settlement_possible
from interregnum.formulae.lanchester import Battle, battle_outcome
from interregnum.formulae.selectorate import breaking_hazard, pay_share

shares = st.floats(0.0, 1.0)
patience = st.floats(0.01, 0.999)
ratios = st.floats(1e-6, 1.0)
sizes = st.floats(-6.0, 9.0).map(lambda x: 10.0**x)


def contest(resources: list[float], exponent: float) -> tuple[list[float], list[float]]:
    """Return probabilities and efforts."""
    probability, effort = [9.0] * len(resources), [9.0] * len(resources)
    find_contest_shares(resources, len(resources), exponent, probability, effort)
    return probability, effort


@given(patience, ratios, shares, shares)
def test_pay_is_a_share_that_rises_with_danger(
    discount: float, ratio: float, first: float, second: float
) -> None:
    calm, danger = sorted((first, second))
    low, high = pay_share(discount, ratio, calm), pay_share(discount, ratio, danger)
    assert 0.0 <= low <= high + 1e-15
    assert high <= 1.0


@given(patience, ratios, st.floats(0.0, 0.999))
def test_the_guarantor_breaks_where_pay_meets_revenue(
    discount: float, ratio: float, revenue: float
) -> None:
    hazard = breaking_hazard(discount, ratio, revenue)
    assert 0.0 <= hazard <= 1.0
    if hazard > 0.0:
        assert pay_share(discount, ratio, hazard) == pytest.approx(revenue, abs=1e-9)
    else:
        assert pay_share(discount, ratio, 0.0) >= revenue - 1e-12


def test_all_revenue_never_fails_to_buy_loyalty() -> None:
    assert math.isnan(breaking_hazard(0.9, 0.01, 1.0))


@given(sizes, sizes, sizes, sizes)
def test_a_battle_seen_from_the_other_side_is_the_same_battle(
    a: float, b: float, attrition_a: float, attrition_b: float
) -> None:
    one = battle_outcome(a, b, attrition_a, attrition_b)
    other = battle_outcome(b, a, attrition_b, attrition_a)
    assert other == Battle(-one.winner, one.survivors, one.time)


@given(sizes, sizes, sizes, sizes)
def test_a_battle_keeps_the_square_law_and_its_duration(
    a: float, b: float, attrition_a: float, attrition_b: float
) -> None:
    power_a, power_b = attrition_a * a * a, attrition_b * b * b
    assume(power_a > power_b * (1 + 1e-6))
    battle = battle_outcome(a, b, attrition_a, attrition_b)
    assert battle.winner == 1
    kept = attrition_a * battle.survivors**2
    assert kept == pytest.approx(power_a - power_b, rel=1e-9)
    rate = math.sqrt(attrition_a) * math.sqrt(attrition_b)
    ratio = math.sqrt(power_b / power_a)
    assert battle.time == pytest.approx(math.atanh(ratio) / rate, rel=1e-6)


@given(sizes, sizes)
def test_a_side_that_cannot_be_harmed_keeps_everybody(a: float, b: float) -> None:
    battle = battle_outcome(a, b, 0.5, 0.0)
    assert (battle.winner, battle.survivors) == (1, a)
    assert battle.time == pytest.approx(b / (0.5 * a))


def test_battles_against_nobody_and_without_weapons_end_as_they_must() -> None:
    assert battle_outcome(3.0, 0.0, 0.0, 1.0) == Battle(1, 3.0, 0.0)
    assert battle_outcome(0.0, 3.0, 1.0, 0.0) == Battle(-1, 3.0, 0.0)
    assert battle_outcome(0.0, 0.0, 1.0, 1.0) == Battle(0, 0.0, 0.0)
    assert battle_outcome(2.0, 3.0, 0.0, 0.0) == Battle(0, 5.0, math.inf)
    assert battle_outcome(10.0, 10.0, 0.1, 0.1) == Battle(0, 0.0, math.inf)


resources = st.lists(
    st.one_of(st.just(0.0), st.floats(-300.0, 300.0).map(lambda x: 10.0**x)), min_size=1, max_size=8
)


@given(resources, st.floats(0.01, 20.0))
def test_chances_are_shares_that_sum_to_one_and_follow_resources(
    held: list[float], exponent: float
) -> None:
    assume(max(held) > 0.0)
    probability, effort = contest(held, exponent)
    assert math.fsum(probability) == pytest.approx(1.0, abs=1e-12)
    assert all(0.0 <= p <= 1.0 for p in probability)
    assert all(0.0 <= x <= exponent / 4 + 1e-12 for x in effort)
    order = sorted(range(len(held)), key=lambda k: held[k])
    assert [probability[k] for k in order] == sorted(probability)
    assert all(p == 0.0 for p, r in zip(probability, held, strict=True) if r == 0.0)


@given(st.floats(-3, 3).map(lambda x: 10.0**x), st.floats(0.1, 1.0))
def test_with_two_contestants_effort_is_a_best_reply(ratio: float, exponent: float) -> None:
    (chance, _), (mine, theirs) = contest([ratio, 1.0], exponent)
    assert mine == pytest.approx(theirs, rel=1e-9)

    def gain(effort: float) -> float:
        own, other = (ratio * effort) ** exponent, theirs**exponent
        return own / (own + other) - effort

    assert gain(mine) == pytest.approx(chance - mine, rel=1e-9)
    assert all(gain(mine * factor) <= gain(mine) + 1e-12 for factor in (0.5, 0.9, 1.1, 2.0))


def test_without_resources_nothing_is_won() -> None:
    probability, effort = [9.0], [9.0]
    assert not find_contest_shares([0.0], 1, 1.0, probability, effort)
    assert (probability, effort) == ([0.0], [0.0])


@given(st.floats(0.0, 1.0), st.floats(0.0, 0.2), st.floats(0.0, 0.2))
def test_settlement_asks_that_optimism_fits_into_the_cost_of_fighting(
    cost: float, first: float, second: float
) -> None:
    expected = (0.5 + first) + (0.5 + second) <= 1.0 + cost
    assert is_settlement_possible([0.5, 0.5], [first, second], 2, cost) is expected


def test_a_faction_without_a_chance_is_not_asked_to_settle() -> None:
    assert is_settlement_possible([0.86, 0.14], [0.0, 5.0], 2, 0.0)
