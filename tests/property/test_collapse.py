"""The regime falls exactly when the attack outweighs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.mechanisms.collapse import (
    ACTED,
    BY_CITIZENS,
    COUP,
    UPRISING,
    Params,
    Reads,
    attack_weight,
    mode_of,
    rule,
)

SHARES = st.floats(0.0, 1.0)
STRENGTHS = st.floats(-0.5, 1.5)
HERE = Address(7, 0, 0)
SURE = Params(luck_spread=0.0)


def weights_of(parts: tuple[float, float, float]) -> tuple[float, float, float]:
    whole = sum(parts)
    return parts[0] / whole, parts[1] / whole, parts[2] / whole


WEIGHTS = st.tuples(*[st.floats(0.01, 1.0)] * 3).map(weights_of)
QUIET = (0.0, 0.0, 0.0)  # equilibrium, no attack so far, no opportunity so far
ACTING = st.tuples(SHARES, SHARES, SHARES)
INITIATORS = st.sampled_from([1.0, 2.0])


@given(WEIGHTS, ACTING, STRENGTHS, INITIATORS)
def test_the_regime_falls_iff_the_attack_is_at_least_its_strength(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    strength: float,
    initiator: float,
) -> None:
    reads = Reads(*weights, *acting, 0.5, strength, initiator, *QUIET)
    out = rule(reads, SURE, HERE)
    assert out.size == pytest.approx(sum(w * s for w, s in zip(weights, acting, strict=True)))
    assert out.removed == (1.0 if out.size >= strength else 0.0)
    assert out.survived == 1.0 - out.removed
    assert out.coup + out.mass == 1.0
    assert out.mass == (1.0 if initiator == BY_CITIZENS else 0.0)
    assert (out.failed_coup, out.survived_mass) == (
        out.survived * out.coup,
        out.survived * out.mass,
    )
    assert out.mode == (mode_of(reads) if out.removed else 0.0)
    assert out.turnout == acting[0]
    inside = weights[1] * acting[1] + weights[2] * acting[2]
    assert out.insiders * (weights[1] + weights[2]) == pytest.approx(inside)


@given(WEIGHTS, ACTING, STRENGTHS, INITIATORS)
def test_without_a_threshold_nothing_happens(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    strength: float,
    initiator: float,
) -> None:
    out = rule(Reads(*weights, *acting, 0.0, strength, initiator, *QUIET), SURE, HERE)
    assert set(out._replace(opportunities=0.0)) == {0.0}
    assert out.opportunities == 1.0


@given(WEIGHTS, ACTING, st.integers(0, 2), SHARES)
def test_more_who_act_weigh_more(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    which: int,
    share: float,
) -> None:
    more = [max(s, share) if i == which else s for i, s in enumerate(acting)]
    before = attack_weight(Reads(*weights, *acting, 0.5, 0.5, 1.0, *QUIET))
    after = attack_weight(Reads(*weights, *more, 0.5, 0.5, 1.0, *QUIET))
    assert 0.0 <= before <= after + 1e-15 <= 1.0 + 1e-12


@given(WEIGHTS, ACTING, INITIATORS)
def test_an_uprising_is_one_that_citizens_began_and_acted_in(
    weights: tuple[float, float, float], acting: tuple[float, float, float], initiator: float
) -> None:
    mode = mode_of(Reads(*weights, *acting, 0.5, 0.5, initiator, *QUIET))
    began = initiator == BY_CITIZENS and acting[0] >= ACTED
    assert mode == (UPRISING if began else COUP)


@given(WEIGHTS, ACTING, STRENGTHS, INITIATORS, SHARES, st.floats(0.0, 50.0))
def test_the_last_attacks_size_stands_until_the_next(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    strength: float,
    initiator: float,
    before: float,
    had: float,
) -> None:
    reads = Reads(*weights, *acting, 0.5, strength, initiator, 0.0, before, had)
    out = rule(reads, SURE, HERE)
    assert out.last_size == out.size
    assert out.opportunities == had + 1.0
    assert out.threshold == 0.5
    nothing = rule(reads._replace(threshold=0.0), SURE, HERE)
    assert (nothing.last_size, nothing.opportunities) == (before, had + 1.0)


@given(WEIGHTS, ACTING, STRENGTHS, INITIATORS)
def test_survival_of_the_unexpected_shows_strength_above_the_attack(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    strength: float,
    initiator: float,
) -> None:
    reads = Reads(*weights, *acting, 0.5, strength, initiator, 1.0, 0.5, 0.0)
    out = rule(reads, SURE, HERE)
    if out.survived:
        assert out.threshold == out.size < strength
    else:
        assert out.threshold == 0.5


@given(WEIGHTS, ACTING)
def test_elites_fell_the_ruler_alone_only_if_largest_and_units_hardly_acted(
    weights: tuple[float, float, float], acting: tuple[float, float, float]
) -> None:
    citizens, elites, units = (w * s for w, s in zip(weights, acting, strict=True))
    out = rule(Reads(*weights, *acting, 0.5, -1.0, 2.0, *QUIET), SURE, HERE)
    assert out.removed == 1.0
    assert out.by_elites == float(units < 0.02 and elites >= citizens and elites > units)
    if out.by_elites:
        assert out.mode == COUP
    survived = rule(Reads(*weights, *acting, 0.5, 2.0, 2.0, *QUIET), SURE, HERE)
    assert survived.by_elites == 0.0


def test_a_palace_coup_is_by_elites_and_a_barracks_coup_is_not() -> None:
    palace = Reads(0.25, 0.3, 0.45, 0.05, 0.9, 0.01, 0.2, 0.2, 2.0, *QUIET)
    assert rule(palace, SURE, HERE).by_elites == 1.0
    assert rule(palace._replace(share_units=0.1), SURE, HERE).by_elites == 0.0


def test_luck_brings_down_as_often_as_its_spread_says() -> None:
    """A regime stronger than the attack by one spread falls on one day in six."""
    reads = Reads(0.25, 0.3, 0.45, 0.4, 0.4, 0.4, 0.5, 0.5, 2.0, *QUIET)
    days = 20000
    fell = sum(rule(reads, Params(luck_spread=0.1), Address(7, r, 3)).removed for r in range(days))
    chance = 0.15865525393145707
    assert abs(fell / days - chance) < 4.0 * (chance * (1.0 - chance) / days) ** 0.5
