"""Initiators look for their chance: relative to a mean that really is the mean."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.formulae.view import Onlooker, expected_chance
from interregnum.kernels.random import Address
from interregnum.mechanisms.attempt_chance import (
    Params,
    Reads,
    relative_chance,
    rule,
    stationary_chance,
)
from workspaces import empty_game, gaussian_belief

PROBABILITIES = st.floats(0.0, 1.0)
POSITIVE = st.floats(1e-6, 1.0)
SHARPNESS = st.floats(0.0, 3.0)
ALPHA = st.floats(4.0, 30.0)
BETA = st.floats(10.0, 80.0)
THRESHOLDS = st.floats(0.02, 0.9)
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(80)


def reads_of(**changed: Any) -> Reads:
    reads = Reads(
        threshold=0.2,
        strength=0.5,
        baseline=0.1,
        anchor=0.6,
        precision=40.0,
        public_precision=12.0,
        type_mean=0.5,
        spread=0.12,
        sanctions=0.0,
        sanctions_shock=0.05,
        belief=gaussian_belief(0.6, 12.0),
        game=empty_game([], []),
    )
    return reads._replace(**changed)


@given(PROBABILITIES, PROBABILITIES)
def test_without_sharpness_attempts_come_at_random(chance: float, baseline: float) -> None:
    assert relative_chance(chance, baseline, 0.0) == 1.0


@given(POSITIVE, SHARPNESS)
def test_the_mean_chance_gives_the_mean_hazard(chance: float, sharpness: float) -> None:
    assert relative_chance(chance, chance, sharpness) == 1.0


@given(POSITIVE, POSITIVE, POSITIVE, SHARPNESS)
def test_a_better_chance_never_lowers_the_hazard(
    one: float, other: float, baseline: float, sharpness: float
) -> None:
    low, high = min(one, other), max(one, other)
    calm = relative_chance(low, baseline, sharpness)
    assert relative_chance(high, baseline, sharpness) >= calm * (1 - 1e-12)
    assert calm == pytest.approx((low / baseline) ** sharpness, rel=1e-9)


@given(ALPHA, BETA, THRESHOLDS, st.floats(0.3, 1.0), st.floats(0.15, 0.75))
def test_the_stationary_chance_is_the_mean_over_rulers(
    alpha: float, beta: float, threshold: float, anchor: float, type_mean: float
) -> None:
    """By 80 Gauss-Hermite nodes over N(type mean, 1/α), which err by 1e-8."""
    reads = reads_of(
        precision=beta,
        public_precision=alpha,
        threshold=threshold,
        anchor=anchor,
        type_mean=type_mean,
        belief=gaussian_belief(anchor, alpha),
    )
    watcher = Onlooker(2, beta, 0.0, 1.0)
    chances = [
        expected_chance(reads.belief, reads.game, watcher, threshold, type_mean + x / sqrt(alpha))
        for x in NODES
    ]
    mean = float(WEIGHTS @ np.array(chances) / WEIGHTS.sum())
    assert stationary_chance(reads) == pytest.approx(mean, abs=1e-7)


@given(st.floats(0.0, 1.5), st.floats(0.0, 1.0), THRESHOLDS)
def test_a_stronger_ruler_shows_a_smaller_chance(
    strength: float, more: float, threshold: float
) -> None:
    weak = rule(reads_of(strength=strength, threshold=threshold), Params(), Address(7, 0, 3))
    strong = rule(
        reads_of(strength=strength + more, threshold=threshold), Params(), Address(7, 0, 3)
    )
    assert strong.relative <= weak.relative * (1 + 1e-12)


@given(st.integers(0, 3650))
@settings(max_examples=10)
def test_the_baseline_is_set_at_the_opening_and_kept(day: int) -> None:
    opening = rule(reads_of(), Params(), Address(7, 0, -1))
    assert opening.baseline == stationary_chance(reads_of())
    assert rule(reads_of(), Params(), Address(7, 0, day)).baseline == 0.1
