"""Surfaces on planted truths: noise gives a constant, a slope is found, the missed is told."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.claims.model_odds import Scale, landscape, odds_of, quantity_draws, rival_landscape
from interregnum.claims.model_surface import fitted, missed

DRAWS, LIVES = 1000, 5


def tossed(chance: np.ndarray, seed: int = 1) -> np.ndarray:
    """Return (lives, draws) of 0 and 1."""
    random = np.random.default_rng(seed)
    return (random.random((LIVES, len(chance))) < chance).astype(float)


@pytest.fixture(name="matrix")
def parameters() -> np.ndarray:
    return np.random.default_rng(0).random((DRAWS, 12))


def test_luck_alone_gives_the_constant(matrix: np.ndarray) -> None:
    found = fitted(matrix, tossed(np.full(DRAWS, 0.3)))
    assert found.way == "constant"
    assert found.mean == pytest.approx(0.3, abs=4 * found.error)


def test_a_planted_slope_is_found_at_unseen_draws(matrix: np.ndarray) -> None:
    truth = 0.1 + 0.6 * matrix[:, 3]
    found = fitted(matrix, tossed(truth))
    assert np.corrcoef(found.predicted, truth)[0, 1] > 0.9
    assert abs(found.predicted - truth).mean() < 0.05


def test_what_no_parameter_explains_is_told_as_missed(matrix: np.ndarray) -> None:
    hidden = np.random.default_rng(5).choice([0.1, 0.5], DRAWS)
    readings = tossed(hidden)[None]
    flat = np.full((1, DRAWS), 0.3)
    assert missed(readings, flat)[0, 0] == pytest.approx(0.04, abs=0.01)


def test_probabilities_of_sign_are_those_of_the_expected_effect(matrix: np.ndarray) -> None:
    # No run is anything but 0 or 1, and no draw's expectation is: two in five lie above the band.
    truth = 0.1 + 0.5 * matrix[:, 0]
    land = landscape(matrix, tossed(truth)[None])
    odds = odds_of(quantity_draws(land, lambda means: means[0]), Scale(0.35, 1, 0.05), 0.0)
    assert odds.p_plus == pytest.approx(0.4, abs=0.08)
    assert odds.p_minus == pytest.approx(0.4, abs=0.08)


def test_an_effect_that_is_nought_in_every_run_is_nought_at_every_draw(matrix: np.ndarray) -> None:
    land = landscape(matrix, np.zeros((1, LIVES, DRAWS)))
    odds = odds_of(quantity_draws(land, lambda means: means[0]), Scale(0.0, 1, 0.05), 0.0)
    assert odds[:6] == (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)


def test_a_rival_that_shifts_every_draw_is_moved_by_its_pairs(matrix: np.ndarray) -> None:
    truth = 0.1 + 0.3 * matrix[:, 3]
    readings = tossed(truth)
    land = landscape(matrix, readings[None])
    reference = readings.reshape(1, -1)[:, :500]
    shifted = np.where(np.random.default_rng(9).random((1, 500)) < 0.2, 1.0, reference)
    rival = rival_landscape(land, reference, shifted)
    truly = (truth + 0.2 * (1.0 - truth)).mean()
    assert rival.predicted.mean() == pytest.approx(truly, abs=4 * rival.errors[0])


def test_a_condition_that_no_run_meets_gives_no_number(matrix: np.ndarray) -> None:
    land = landscape(matrix, tossed(np.full(DRAWS, 0.3))[None])
    nothing = np.full((1, 100), np.nan)
    rival = rival_landscape(land, nothing, nothing)
    odds = odds_of(quantity_draws(rival, lambda means: means[0]), Scale(0.0, 1, 0.05), 0.0)
    assert np.isnan(odds.p_plus)
    assert odds.draws == 0
