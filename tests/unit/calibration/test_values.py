"""Errors are those of textbooks where cases are independent, and grow where countries differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interregnum.calibration.facts import Kind, Regression, Sample
from interregnum.calibration.values import draws_of, transformed, untransformed, values_of
from interregnum.evidence.estimators.poisson import patterns_of
from interregnum.evidence.tally import Counts

RNG = np.random.default_rng(5)


def counts(events: list[float], exposure: list[float]) -> Counts:
    """Return counts of countries numbered from 1."""
    return Counts(np.arange(1, len(events) + 1), np.array(events), np.array(exposure))


def value(made: Counts, kind: Kind) -> tuple[float, float]:
    """Return estimate and error of one fact."""
    found = values_of(Sample({"a.b": made}, ()), {"a.b": kind})["a.b"]
    return found.estimate, found.error


def test_independent_cases_have_the_binomial_error() -> None:
    # A country each: 30 of 100; the logit's variance is 1/(n p (1 - p)).
    estimate, error = value(counts([1.0] * 30 + [0.0] * 70, [1.0] * 100), "share")
    assert estimate == pytest.approx(math.log(30.5 / 70.5))
    assert error == pytest.approx(math.sqrt(1 / 21), rel=0.02)


def test_countries_that_differ_make_the_error_larger() -> None:
    alike = value(counts([3.0] * 10, [10.0] * 10), "share")[1]
    differing = value(counts([10.0] * 3 + [0.0] * 7, [10.0] * 10), "share")[1]
    assert alike == pytest.approx(math.sqrt(1 / 30.5 + 1 / 70.5))
    assert differing > 2.5 * alike


def test_the_error_of_a_rate_is_what_draws_of_countries_scatter() -> None:
    made = counts(
        list(RNG.poisson(RNG.gamma(2.0, 2.0, 200)).astype(float)), list(RNG.uniform(5, 40, 200))
    )
    weights = RNG.multinomial(200, np.full(200, 1 / 200), 4000).astype(float)
    drawn = draws_of(Sample({"a.b": made}, ()), {"a.b": "rate"}, made.codes, weights)["a.b"]
    estimate, error = value(made, "rate")
    assert float(drawn.std()) == pytest.approx(error, rel=0.06)
    assert float(drawn.mean()) == pytest.approx(estimate, abs=3 * error / 10)


def test_none_of_seven_has_a_finite_logit_and_a_large_error() -> None:
    estimate, error = value(counts([0.0] * 7, [1.0] * 7), "share")
    assert estimate == pytest.approx(math.log(0.5 / 7.5))
    assert error == pytest.approx(math.sqrt(1 / 0.5 + 1 / 7.5))


def test_half_an_event_takes_the_bias_out_of_a_logarithm_of_few() -> None:
    few = RNG.poisson(6.0, 40_000)
    plain = np.log(np.maximum(few, 0.5)).mean() - math.log(6.0)
    halved = np.log(few + 0.5).mean() - math.log(6.0)
    assert abs(halved) < 0.03 < abs(plain)


def regression(came: list[float], after: list[float]) -> Sample:
    """Return a sample of one ratio, each case a country of its own."""
    patterns = patterns_of(came, {"failed.year_1": after}, range(len(came)))
    return Sample({}, (Regression(patterns, {"r": ("failed.year_1", "")}),))


def test_a_ratio_is_the_quotient_of_rates_with_half_an_event_more_above() -> None:
    came, after = [1.0] * 4 + [0.0] * 6 + [1.0] * 5 + [0.0] * 35, [1.0] * 10 + [0.0] * 40
    found = values_of(regression(came, after), {"r": "ratio"})["r"]
    assert found.published == pytest.approx((4 / 10) / (5 / 40))
    assert found.estimate == pytest.approx(math.log(4.5 / 10 / (5 / 40)))
    assert (found.events, found.n) == (4, 10)
    assert found.error >= math.sqrt(1 / 4.5)


def test_a_ratio_of_nought_is_finite_and_uncertain() -> None:
    found = values_of(regression([0.0] * 10 + [1.0] * 8 + [0.0] * 32, [1.0] * 10 + [0.0] * 40), {})
    assert found["r"].published == 0.0
    assert found["r"].estimate == pytest.approx(math.log(0.5 / (10 * 8 / 40)))
    assert found["r"].error == pytest.approx(math.sqrt(2.0))


def test_nothing_is_known_where_nobody_had_the_event() -> None:
    found = values_of(regression([0.0] * 20, [1.0] * 10 + [0.0] * 10), {})
    assert math.isnan(found["r"].estimate)
    assert found["r"].n == 0


@pytest.mark.parametrize("kind", ["share", "rate", "ratio"])
def test_both_ways_lead_back(kind: Kind) -> None:
    for number in (0.02, 0.4, 0.97):
        assert untransformed(kind, transformed(kind, number)) == pytest.approx(number)
    assert math.isnan(transformed(kind, 0.0))
    assert math.isnan(untransformed(kind, math.nan))
