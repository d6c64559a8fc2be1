"""The regime falls exactly when the attack outweighs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.mechanisms.collapse import (
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


def weights_of(parts: tuple[float, float, float]) -> tuple[float, float, float]:
    whole = sum(parts)
    return parts[0] / whole, parts[1] / whole, parts[2] / whole


WEIGHTS = st.tuples(*[st.floats(0.01, 1.0)] * 3).map(weights_of)
ACTING = st.tuples(SHARES, SHARES, SHARES)
INITIATORS = st.sampled_from([1.0, 2.0])


@given(WEIGHTS, ACTING, STRENGTHS, INITIATORS)
def test_the_regime_falls_iff_the_attack_is_at_least_its_strength(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    strength: float,
    initiator: float,
) -> None:
    reads = Reads(*weights, *acting, 0.5, strength, initiator)
    out = rule(reads, Params(), HERE)
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


@given(WEIGHTS, ACTING, STRENGTHS, INITIATORS)
def test_without_a_threshold_nothing_happens(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    strength: float,
    initiator: float,
) -> None:
    out = rule(Reads(*weights, *acting, 0.0, strength, initiator), Params(), HERE)
    assert set(out) == {0.0}


@given(WEIGHTS, ACTING, st.integers(0, 2), SHARES)
def test_more_who_act_weigh_more(
    weights: tuple[float, float, float],
    acting: tuple[float, float, float],
    which: int,
    share: float,
) -> None:
    more = [max(s, share) if i == which else s for i, s in enumerate(acting)]
    before = attack_weight(Reads(*weights, *acting, 0.5, 0.5, 1.0))
    after = attack_weight(Reads(*weights, *more, 0.5, 0.5, 1.0))
    assert 0.0 <= before <= after + 1e-15 <= 1.0 + 1e-12


@given(WEIGHTS, ACTING)
def test_an_uprising_is_one_in_which_citizens_weigh_most(
    weights: tuple[float, float, float], acting: tuple[float, float, float]
) -> None:
    parts = [w * s for w, s in zip(weights, acting, strict=True)]
    mode = mode_of(Reads(*weights, *acting, 0.5, 0.5, 1.0))
    assert mode == (UPRISING if parts[0] > max(parts[1:]) else COUP)
