"""The regression over patterns is the regression over cases, drawn countries included."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interregnum.evidence.estimators.poisson import (
    clustered,
    fitted,
    patterns_of,
    ratio_between,
    standing,
)
from interregnum.evidence.estimators.regression import ratios

RNG = np.random.default_rng(11)
CASES = 3000
COUNTRY = RNG.integers(0, 40, CASES)
TENURE = RNG.integers(0, 30, CASES).astype(float)
COLUMNS = {
    "after": (RNG.uniform(size=CASES) < 0.1).astype(float),
    "plot": (RNG.uniform(size=CASES) < 0.1).astype(float),
    "tenure": np.log(TENURE + 1.0),
    "tenure_squared": np.log(TENURE + 1.0) ** 2,
}
RATE = 0.1 * np.exp(0.8 * COLUMNS["after"] - 0.3 * COLUMNS["tenure"])
CAME = RNG.poisson(RATE * RNG.gamma(2.0, 0.5, 40)[COUNTRY]).astype(float)


def test_ratios_and_clustered_ends_equal_those_of_a_regression_over_cases() -> None:
    whole = ratios(CAME, COLUMNS, COUNTRY, ("after", "plot"))
    patterns = patterns_of(CAME, COLUMNS, COUNTRY)
    assert len(patterns.design) < 120
    fit = fitted(patterns, patterns.totals())
    spread = clustered(patterns, fit)
    for place, name in ((1, "after"), (2, "plot")):
        centre, error = fit.coefficients[place], math.sqrt(spread[place, place])
        assert math.exp(centre) == pytest.approx(whole[name].estimate, rel=1e-8)
        assert math.exp(centre + 1.959963985 * error) == pytest.approx(whole[name].high, rel=1e-7)


def test_the_ratio_is_events_over_those_expected() -> None:
    patterns = patterns_of(CAME, COLUMNS, COUNTRY)
    totals = patterns.totals()
    fit = fitted(patterns, totals)
    found = standing(patterns, totals, fit, "after")
    assert (found.cases, found.events) == (
        COLUMNS["after"].sum(),
        CAME[COLUMNS["after"] == 1].sum(),
    )
    assert found.events / found.expected == pytest.approx(math.exp(fit.coefficients[1]), rel=1e-8)


def test_a_country_of_weight_three_is_three_countries() -> None:
    patterns = patterns_of(CAME, COLUMNS, COUNTRY)
    weights = np.ones(len(patterns.codes))
    weights[7] = 3.0
    drawn = fitted(patterns, patterns.totals(weights))
    again = np.concatenate([np.arange(CASES), *[np.flatnonzero(COUNTRY == 7)] * 2])
    copied = patterns_of(
        CAME[again], {name: column[again] for name, column in COLUMNS.items()}, COUNTRY[again]
    )
    alike = fitted(copied, copied.totals())
    assert drawn.coefficients == pytest.approx(alike.coefficients, abs=1e-8)


def test_a_covariate_without_an_event_has_a_ratio_of_nought_and_leaves_the_others_alone() -> None:
    never = CAME * (COLUMNS["plot"] == 0.0)
    whole = ratios(never, COLUMNS, COUNTRY, ("after", "plot"))
    patterns = patterns_of(never, COLUMNS, COUNTRY)
    totals = patterns.totals()
    fit = fitted(patterns, totals)
    assert standing(patterns, totals, fit, "plot").events == 0.0
    assert standing(patterns, totals, fit, "plot").expected > 0.0
    assert math.exp(fit.coefficients[1]) == pytest.approx(whole["after"].estimate, rel=1e-8)


def test_groups_that_leave_no_base_do_no_harm() -> None:
    three = {f"group_{k}": (COUNTRY % 3 == k).astype(float) for k in range(3)}
    found = [
        patterns_of(CAME, COLUMNS | dict(list(three.items())[:many]), COUNTRY) for many in (2, 3)
    ]
    fits = [fitted(patterns, patterns.totals()) for patterns in found]
    assert all(fit.converged for fit in fits)
    assert fits[1].coefficients[1] == pytest.approx(fits[0].coefficients[1], abs=1e-7)


def test_without_an_event_nothing_is_known() -> None:
    patterns = patterns_of(np.zeros(CASES), COLUMNS, COUNTRY)
    fit = fitted(patterns, patterns.totals())
    assert not fit.converged
    assert math.isnan(standing(patterns, patterns.totals(), fit, "after").expected)


def test_the_ratio_of_two_ratios_has_the_interval_of_their_difference() -> None:
    found = ratio_between(CAME, COLUMNS, COUNTRY, ("after", "plot"))
    both = ratios(CAME, COLUMNS, COUNTRY, ("after", "plot"))
    assert found.estimate == pytest.approx(both["after"].estimate / both["plot"].estimate)
    # The same model with the contrast as a coefficient: after, and after or plot.
    columns = dict(COLUMNS)
    columns["plot"] = COLUMNS["after"] + COLUMNS["plot"]
    other = ratios(CAME, columns, COUNTRY, ("after",))["after"]
    assert (found.low, found.high) == pytest.approx((other.low, other.high), rel=1e-6)


def test_a_ratio_of_two_is_not_known_where_one_has_no_event() -> None:
    never = CAME * (COLUMNS["plot"] == 0.0)
    assert math.isnan(ratio_between(never, COLUMNS, COUNTRY, ("after", "plot")).estimate)
