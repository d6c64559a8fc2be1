"""Scores of facts against their definitions, and against forecasts of known quality."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from interregnum.calibration.facts import FactValue
from interregnum.calibration.later.fact_scores import (
    FactScore,
    Predictive,
    as_row,
    climatology_of,
    predictive_of,
    skills,
)
from interregnum.calibration.record import record_facts

NAME = "breakdown.rate.personal"


def normal(mean: float, sd: float) -> Predictive:
    low, middle, high = stats.norm(mean, sd).ppf([0.05, 0.5, 0.95])
    return Predictive(float(low), float(middle), float(high), mean, sd)


def score(model: Predictive, climatology: Predictive, value: float, name: str = NAME) -> FactScore:
    later = FactValue(value, 0.2, 300, 20, 0.07)
    return FactScore(name, name, "rate", True, True, later, "2010-12-31", model, climatology, 1.0)


def test_climatology_carries_the_errors_of_both_samples() -> None:
    own = record_facts().fact(NAME)
    same = climatology_of(record_facts(), NAME, FactValue(0.0, 0.1, own.n, 9, 0.1))
    assert same.sd == pytest.approx(own.sd * math.sqrt(2.0))
    assert same.mean == own.estimate
    vast = climatology_of(record_facts(), NAME, FactValue(0.0, 0.1, 10**9, 9, 0.1))
    assert vast.sd == pytest.approx(own.sd, rel=1e-6)


def test_the_log_score_is_that_of_the_normal_density() -> None:
    assert float(normal(1.0, 0.5).log_score(1.7)) == pytest.approx(
        -float(stats.norm(1.0, 0.5).logpdf(1.7))
    )


def test_worlds_half_of_which_lack_a_case_foretell_nothing() -> None:
    assert predictive_of(np.array([1.0, np.nan, np.nan, np.nan])) is None
    found = predictive_of(np.random.default_rng(1).normal(2.0, 0.5, 4000))
    assert found is not None
    assert found.low == pytest.approx(2.0 - 1.645 * 0.5, abs=0.06)
    assert found.sd == pytest.approx(0.5, abs=0.03)


def test_the_better_forecast_has_the_lower_scores() -> None:
    draws = np.random.default_rng(2)
    truths = draws.normal(0.0, 1.0, 40)
    rows, drawn = [], {}
    for place, truth in enumerate(truths):
        name = f"fact {place}"
        rows.append(score(normal(truth + 0.1, 0.3), normal(0.0, 1.0), float(truth), name))
        drawn[name] = truth + draws.normal(0.0, 0.05, 300)
    for skill in skills(rows, drawn):
        assert skill.model < skill.climatology
        assert skill.high < 0.0
        assert skill.facts == 40


def test_equal_forecasts_are_not_told_apart() -> None:
    rows = [score(normal(0.0, 1.0), normal(0.0, 1.0), 0.4)]
    for skill in skills(rows, {NAME: np.linspace(0.0, 1.0, 50)}):
        assert skill.difference == 0.0
        assert skill.low == skill.high == 0.0


def test_facts_without_a_vote_are_shown_and_not_summed() -> None:
    silent = score(normal(0.0, 1.0), normal(0.0, 1.0), 0.4)._replace(votes=False)
    assert skills([silent], {}) == ()
    assert as_row(silent)["name"] == NAME


def test_a_row_tells_numbers_on_the_scale_of_the_fact() -> None:
    row = as_row(score(normal(math.log(0.1), 0.5), normal(math.log(0.2), 0.5), math.log(0.11)))
    assert row["later"] == pytest.approx(0.11)
    assert row["model"]["estimate"] == pytest.approx(0.1)  # type: ignore[index]
    assert row["model"]["inside"] is True  # type: ignore[index]
