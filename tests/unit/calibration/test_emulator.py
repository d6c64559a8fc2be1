"""The emulator: a function with a known shape, honest intervals, and facts that say little."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from interregnum.calibration.emulator import fit_emulator, refitted
from interregnum.calibration.material import Bank
from interregnum.calibration.reliability import reliability
from interregnum.errors import ScenarioError
from unit.calibration.known import linear_bank, slopes


def ishigami(places: np.ndarray) -> np.ndarray:
    """Return a smooth form of Ishigami's function: an interaction and a hump."""
    x = np.pi * (places - 0.5)
    return np.sin(x[:, 0]) + 1.5 * np.sin(x[:, 1]) ** 2 + 0.3 * x[:, 2] ** 2 * np.sin(x[:, 0])


def curved_bank(points: int = 260, error: float = 0.15) -> Bank:
    random = np.random.default_rng(11)
    places = random.random((points, 5))
    true = np.column_stack((ishigami(places), 2 * places[:, 3], np.zeros(points)))
    errors = np.full(true.shape, error)
    # The third fact has hardly any information: its panel is all noise.
    errors[:, 2] = 50.0
    facts = true + errors * random.standard_normal(true.shape)
    return Bank(places=places, facts=facts, errors=errors, names=("curved", "straight", "noise"))


FRESH = np.random.default_rng(12).random((500, 5))


def test_a_curved_function_is_emulated_with_honest_intervals() -> None:
    mean, variance = fit_emulator(curved_bank(), held_out=0.2, seed=1).predict(FRESH)
    off = mean[:, 0] - ishigami(FRESH)
    assert np.mean(off**2) < 0.03 * ishigami(FRESH).var()
    assert 0.8 < np.mean(np.abs(off) < 1.645 * np.sqrt(variance[:, 0])) < 0.99


def test_a_straight_fact_keeps_to_its_trend_outside_the_points_noise() -> None:
    mean, _ = fit_emulator(curved_bank(), held_out=0.0).predict(FRESH)
    np.testing.assert_allclose(mean[:, 1], 2 * FRESH[:, 3], atol=0.12)


def test_a_fact_without_information_says_so() -> None:
    bank = curved_bank()
    mean, variance = fit_emulator(bank, held_out=0.0).predict(FRESH)
    # 260 panels with an error of 50 know the level to about 3, and nothing of any slope.
    assert np.abs(mean[:, 2]).max() < 15.0
    assert np.sqrt(variance[:, 2]).min() > 2.0


def test_held_out_points_are_predicted_within_their_intervals() -> None:
    bank = curved_bank()
    found = reliability(fit_emulator(bank, held_out=0.3, seed=2), bank)
    assert 0.82 < found.inside_ninety < 0.97
    assert 0.8 < found.spread < 1.2
    assert found.passed
    curved = found.facts[0]
    assert curved.points == 78
    assert curved.explained == pytest.approx(curved.explainable, abs=0.04)
    assert found.facts[2].explained < 0.1


def test_an_emulator_that_is_too_sure_is_not_reliable() -> None:
    bank = curved_bank()
    emulator = fit_emulator(bank, held_out=0.3, seed=2)
    assert not reliability(emulator, dataclasses.replace(bank, errors=0.3 * bank.errors)).passed


def test_nothing_held_out_cannot_be_checked() -> None:
    bank = linear_bank(60)
    with pytest.raises(ScenarioError, match="seen all points"):
        reliability(fit_emulator(bank, held_out=0.0), bank)


def test_threads_and_a_second_call_change_no_bit() -> None:
    bank = linear_bank(80)
    once = fit_emulator(bank, seed=4)
    again = fit_emulator(bank, seed=4, workers=2)
    places = bank.places[:17]
    for left, right in zip(once.predict(places), again.predict(places), strict=True):
        np.testing.assert_array_equal(left, right)
    np.testing.assert_array_equal(once.held, again.held)


def test_a_place_has_the_same_prediction_in_any_company() -> None:
    emulator = fit_emulator(linear_bank(80), seed=4)
    places = np.random.default_rng(3).random((300, 3))
    alone, _ = emulator.predict(places[200:201])
    np.testing.assert_allclose(emulator.predict(places)[0][200:201], alone, rtol=1e-10)


def test_points_without_a_case_are_left_out_of_their_fact_alone() -> None:
    bank = linear_bank(200, 0.05)
    facts = bank.facts.copy()
    facts[:150, 0] = np.nan
    mean, variance = fit_emulator(dataclasses.replace(bank, facts=facts), held_out=0.0).predict(
        bank.places
    )
    np.testing.assert_allclose(mean, bank.places @ slopes().T, atol=0.15)
    assert variance[:, 0].mean() > 1.5 * variance[:, 1].mean()


def test_all_points_together_know_more_than_a_part() -> None:
    bank = linear_bank(100)
    part = fit_emulator(bank, held_out=0.5)
    whole = refitted(part, bank)
    assert not len(whole.held)
    assert whole.predict(bank.places)[1].mean() < 0.8 * part.predict(bank.places)[1].mean()


def test_a_fact_with_few_points_is_refused_by_name() -> None:
    bank = linear_bank(60)
    facts = bank.facts.copy()
    facts[19:, 3] = np.nan
    with pytest.raises(ScenarioError, match="fact 3 has a case at"):
        fit_emulator(dataclasses.replace(bank, facts=facts))


def test_a_share_of_all_points_cannot_be_held_out() -> None:
    with pytest.raises(ScenarioError, match=r"held_out = 1\.0"):
        fit_emulator(linear_bank(60), held_out=1.0)


def test_a_bank_of_other_facts_is_refused() -> None:
    bank = linear_bank(60)
    with pytest.raises(ScenarioError, match="other facts"):
        refitted(fit_emulator(bank), bank.only(["fact 1"]))
