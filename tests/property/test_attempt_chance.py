"""Initiators look for their chance: a better one brings more attempts, within bounds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.mechanisms.attempt_chance import (
    REFERENCE,
    Params,
    Reads,
    relative_chance,
    rule,
)
from workspaces import empty_game, gaussian_belief

PROBABILITIES = st.floats(0.0, 1.0)
SHARPNESS = st.floats(0.0, 3.0)
INDIFFERENCE = st.floats(0.01, 0.1)
THRESHOLDS = st.floats(0.02, 0.9)


def reads_of(**changed: Any) -> Reads:
    reads = Reads(
        threshold=0.2,
        strength=0.5,
        precision=40.0,
        belief=gaussian_belief(0.6, 12.0),
        game=empty_game([], []),
    )
    return reads._replace(**changed)


@given(PROBABILITIES, INDIFFERENCE)
def test_without_sharpness_attempts_come_at_random(chance: float, indifference: float) -> None:
    assert relative_chance(chance, 0.0, indifference) == 1.0


@given(SHARPNESS, INDIFFERENCE)
def test_a_chance_of_one_in_ten_gives_the_rate_itself(
    sharpness: float, indifference: float
) -> None:
    assert relative_chance(REFERENCE, sharpness, indifference) == 1.0


@given(PROBABILITIES, PROBABILITIES, SHARPNESS, INDIFFERENCE)
def test_a_better_chance_never_lowers_the_hazard(
    one: float, other: float, sharpness: float, indifference: float
) -> None:
    low, high = min(one, other), max(one, other)
    calm = relative_chance(low, sharpness, indifference)
    assert relative_chance(high, sharpness, indifference) >= calm * (1 - 1e-12)
    ratio = (low + indifference) / (0.1 + indifference)
    assert calm == pytest.approx(ratio**sharpness, rel=1e-9)
    # However weak a ruler looks, attempts stay within bounds.
    assert calm <= ((1.0 + indifference) / (0.1 + indifference)) ** sharpness * (1 + 1e-12)


@given(st.floats(0.0, 1.5), st.floats(0.0, 1.0), THRESHOLDS)
def test_a_stronger_ruler_shows_a_smaller_chance(
    strength: float, more: float, threshold: float
) -> None:
    weak = rule(reads_of(strength=strength, threshold=threshold), Params(), Address(7, 0, 3))
    strong = rule(
        reads_of(strength=strength + more, threshold=threshold), Params(), Address(7, 0, 3)
    )
    assert strong.relative <= weak.relative * (1 + 1e-12)
