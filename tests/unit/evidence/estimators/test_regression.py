"""Ratios equal what two-way tables say, and cases of one country do not count twice."""

from __future__ import annotations

import builtins
import math
from typing import Any

import numpy as np
import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.estimators.regression import Link, ratios

AFTER = np.array([1.0] * 10 + [0.0] * 40)
CAME = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 5 + [0.0] * 35)
COUNTRIES = np.arange(50)


def test_a_rate_ratio_is_the_quotient_of_two_rates() -> None:
    found = ratios(CAME, {"after": AFTER}, COUNTRIES, ("after",))["after"]
    assert found.estimate == pytest.approx((4 / 10) / (5 / 40), rel=1e-6)


def test_an_odds_ratio_is_the_quotient_of_two_odds() -> None:
    found = ratios(CAME, {"after": AFTER}, COUNTRIES, ("after",), Link.ODDS)["after"]
    assert found.estimate == pytest.approx((4 / 6) / (5 / 35), rel=1e-6)


def test_the_interval_is_that_of_the_sandwich_by_hand() -> None:
    found = ratios(CAME, {"after": AFTER}, COUNTRIES, ("after",))["after"]
    parts = [
        sum((CAME[AFTER == arm] - rate) ** 2) / (rate * sum(AFTER == arm)) ** 2
        for arm, rate in ((1.0, 4 / 10), (0.0, 5 / 40))
    ]
    # The small-sample factor of clusters: G / (G - 1) · (N - 1) / (N - k).
    error = math.sqrt(sum(parts) * (50 / 49) * (49 / 48))
    assert math.log(found.high / found.low) == pytest.approx(2 * 1.959964 * error, rel=1e-4)


def test_cases_told_twice_within_a_country_do_not_narrow_the_interval() -> None:
    once = ratios(CAME, {"after": AFTER}, COUNTRIES, ("after",))["after"]
    twice = ratios(
        np.repeat(CAME, 2), {"after": np.repeat(AFTER, 2)}, np.repeat(COUNTRIES, 2), ("after",)
    )["after"]
    assert twice.estimate == pytest.approx(once.estimate, rel=1e-6)
    assert math.log(twice.high / twice.low) == pytest.approx(
        math.log(once.high / once.low), rel=0.02
    )


def test_a_confounder_that_makes_the_difference_is_taken_out() -> None:
    # The rate is 0.5 among the weak and 0.1 among the strong; the shock alone does nothing.
    weak = np.repeat([1.0, 1.0, 0.0, 0.0], [80, 20, 20, 80])
    shock = np.repeat([1.0, 0.0, 1.0, 0.0], [80, 20, 20, 80])
    came = np.concatenate(
        [np.arange(80) < 40, np.arange(20) < 10, np.arange(20) < 2, np.arange(80) < 8]
    )
    crude = ratios(came, {"shock": shock}, np.arange(200), ("shock",))["shock"]
    adjusted = ratios(came, {"shock": shock, "weak": weak}, np.arange(200), ("shock",))["shock"]
    assert crude.estimate == pytest.approx(42 / 18, rel=1e-6)
    assert adjusted.estimate == pytest.approx(1.0, rel=1e-6)


def test_no_event_is_a_ratio_of_nought_and_no_case_is_unknown() -> None:
    none = np.zeros(50)
    found = ratios(
        np.where(AFTER == 1.0, 0.0, CAME),
        {"after": AFTER, "never": none},
        COUNTRIES,
        ("after", "never"),
    )
    assert (found["after"].estimate, found["after"].low) == (0.0, 0.0)
    assert math.isnan(found["after"].high)
    assert math.isnan(found["never"].estimate)


def test_cases_that_a_covariate_parts_wholly_give_no_number() -> None:
    found = ratios(AFTER, {"after": AFTER}, COUNTRIES, ("after",))["after"]
    assert math.isnan(found.estimate)


@pytest.mark.parametrize("column", [[0.0] * 49, [math.nan] * 50])
def test_columns_of_another_length_or_not_finite_are_refused(column: list[float]) -> None:
    with pytest.raises(ScenarioError, match="after has"):
        ratios(CAME, {"after": column}, COUNTRIES, ("after",))


def test_a_name_that_is_no_covariate_is_refused() -> None:
    with pytest.raises(ScenarioError, match="other is wanted"):
        ratios(CAME, {"after": AFTER}, COUNTRIES, ("other",))


def test_without_the_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("statsmodels"):
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"interregnum\[stats\]"):
        ratios(CAME, {"after": AFTER}, COUNTRIES, ("after",))
