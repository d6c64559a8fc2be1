"""Scores against numbers worked out by hand, and intervals against what they must do."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from interregnum.evidence.forecast.scoring import (
    Score,
    Scored,
    country_weights,
    reliability,
    scores_of,
)
from interregnum.evidence.forecast.times import waiting_sample, waiting_scores


def found(scored: Scored, draws: int = 200) -> dict[tuple[str, str], Score]:
    return {(row.model, row.measure): row for row in scores_of(scored, draws, 0)}


CAME = np.array([True, False, False, True])
COUNTRY = np.array([1, 1, 2, 2])


def test_scores_and_skill_are_those_worked_out_by_hand() -> None:
    forecasts = {"climatology": np.full(4, 0.5), "mine": np.array([0.8, 0.2, 0.4, 0.6])}
    scores = found(Scored(forecasts, CAME, COUNTRY))
    brier = (0.04 + 0.04 + 0.16 + 0.16) / 4
    assert scores["mine", "brier"].estimate == pytest.approx(brier)
    assert scores["mine", "brier_skill"].estimate == pytest.approx(1 - brier / 0.25)
    expected = -(2 * log(0.8) + 2 * log(0.6)) / 4
    assert scores["mine", "log"].estimate == pytest.approx(expected)
    assert scores["mine", "log_skill"].estimate == pytest.approx(1 - expected / log(2))
    assert scores["mine", "auc_roc"].estimate == 1.0
    assert scores["mine", "expected_over_observed"].estimate == pytest.approx(1.0)
    assert (scores["mine", "brier"].n, scores["mine", "brier"].events) == (4, 2)


def test_the_interval_of_two_countries_spans_their_own_scores() -> None:
    # Drawing two countries of two gives one of them twice in half of the draws.
    forecasts = {"climatology": np.full(4, 0.5), "mine": np.array([0.8, 0.2, 0.4, 0.6])}
    row = found(Scored(forecasts, CAME, COUNTRY))["mine", "brier"]
    assert (row.low, row.high) == (pytest.approx(0.04), pytest.approx(0.16))


def test_the_reference_has_no_skill_over_itself() -> None:
    scores = found(Scored({"climatology": np.full(4, 0.3)}, CAME, COUNTRY))
    row = scores["climatology", "log_skill"]
    assert (row.estimate, row.low, row.high) == (0.0, 0.0, 0.0)


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    country = np.repeat(np.arange(40), 25)
    inside = 0
    for _ in range(100):
        shift = rng.normal(0, 0.1, 40)[country]
        forecast = np.full(len(country), 0.3)
        came = rng.random(len(country)) < np.clip(0.3 + shift, 0, 1)
        row = found(Scored({"climatology": forecast}, came, country), 400)["climatology", "brier"]
        # The expected Brier score of 0.3 for events of mean chance 0.3.
        inside += row.low <= 0.21 <= row.high
    assert 86 <= inside <= 100


def test_each_draw_has_as_many_countries_as_there_are() -> None:
    weights, block = country_weights(np.array([5, 5, 9, 2]), 50, 1)
    assert (weights.sum(axis=1) == 3).all()
    assert block.tolist() == [1, 1, 2, 0]


def test_without_an_event_what_cannot_be_known_is_no_number() -> None:
    scores = found(Scored({"climatology": np.full(4, 0.1)}, np.zeros(4, dtype=bool), COUNTRY))
    assert np.isnan(scores["climatology", "auc_roc"].estimate)
    assert np.isnan(scores["climatology", "auc_roc"].low)
    assert scores["climatology", "brier"].estimate == pytest.approx(0.01)


def test_the_reliability_curve_counts_every_forecast_once() -> None:
    rng = np.random.default_rng(2)
    forecast = rng.random(1000)
    came = rng.random(1000) < forecast
    bins = reliability(Scored({"just": forecast}, came, np.arange(1000)))
    assert sum(row.n for row in bins) == 1000
    assert len(bins) == 10
    inside = sum(row.low <= row.forecast <= row.high for row in bins)
    assert inside >= 8


def test_waiting_times_of_a_constant_chance_are_those_of_its_law() -> None:
    # A chance of 1 - 1/e a year is a rate of 1: the median wait is log 2.
    sample = waiting_sample(1 - np.exp(-1), 1.0)
    assert np.median(sample) == pytest.approx(log(2), abs=0.02)
    assert max(sample) <= 5.0


def test_who_gives_the_right_rate_has_the_best_score_of_times() -> None:
    rng = np.random.default_rng(3)
    wait = rng.exponential(1 / 0.4, 3000)
    rates = np.array([0.1, 0.2, 0.4, 0.8, 1.6])
    means = [waiting_scores(np.full(3000, 1 - np.exp(-rate)), wait, 1.0).mean() for rate in rates]
    assert int(np.argmin(means)) == 2
