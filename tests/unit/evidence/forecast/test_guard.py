"""Planted leaks: each way of reading the future is refused, and honest covariates pass."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from forecast_record import day, days, small_record
from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.backtest import Order, backtest
from interregnum.evidence.forecast.features import COVARIATES
from interregnum.evidence.forecast.guard import check_no_look_ahead
from interregnum.evidence.forecast.known import Cases, Covariate, Known, View, as_known
from interregnum.evidence.forecast.models import MODELS

Floats = NDArray[np.float64]
TABLES = small_record()
ORIGINS = days("1961-01-01", "1970-01-01", "1975-01-01")


def years_left_by_country(view: View, cases: Cases) -> Floats:
    """Look a ruler's end up in the whole table, by the country's code."""
    rulers = TABLES["rulers"]
    left = np.full(len(cases), 99.0)
    for place, country in enumerate(cases.country):
        ends = rulers["end"][(rulers["country"] == country) & (rulers["end"] >= view.day)]
        if len(ends):
            left[place] = (ends.min() - view.day).astype(float)
    return left


def end_by_row(view: View, cases: Cases) -> Floats:
    """Look a ruler's end up in the whole table, by the row that the case names."""
    ends: Floats = TABLES["rulers"]["end"][cases.ruler].astype(float)
    return ends


def attempts_ahead(view: View, cases: Cases) -> Floats:
    """Cut the whole table a year too late."""
    late = as_known(TABLES, view.day + np.timedelta64(365, "D"))["attempts"]
    return np.array([(late["country"] == gw).sum() for gw in cases.country], dtype=float)


@pytest.mark.parametrize("leak", [years_left_by_country, end_by_row, attempts_ahead])
def test_a_planted_leak_is_caught_by_the_backtest(leak: Covariate) -> None:
    with pytest.raises(ScenarioError, match="look-ahead: covariate leak on 19"):
        backtest(TABLES, Order(step="year"), covariates={**COVARIATES, "leak": leak})


def test_a_table_that_tells_an_end_too_early_is_caught() -> None:
    rulers = TABLES["rulers"]
    # The end stands in the row from its first day on, as in the authors' own files.
    early = Known(rulers.columns, rulers.since, {}, rulers.covers)
    with pytest.raises(ScenarioError, match=r"rulers, column end tells of 19.* before it came"):
        check_no_look_ahead({**TABLES, "rulers": early}, COVARIATES, ORIGINS)


def test_honest_covariates_pass() -> None:
    check_no_look_ahead(TABLES, COVARIATES, ORIGINS)


def test_a_covariate_of_another_shape_is_refused() -> None:
    with pytest.raises(ScenarioError, match="give one each"):
        check_no_look_ahead(TABLES, {"short": lambda view, cases: np.zeros(1)}, ORIGINS[:1])


def test_changing_the_future_changes_no_earlier_forecast() -> None:
    order = Order(step="year", first_year=1962, draws=100)
    models = {"climatology": MODELS["climatology"], "persistence": MODELS["persistence"]}
    first = backtest(TABLES, order, models=models)
    rulers = TABLES["rulers"]
    ends = rulers["end"].copy()
    ends[3] = day("1980-05-05")
    changed = Known(
        {**rulers.columns, "end": ends},
        rulers.since,
        {"end": np.where(np.isnat(ends), rulers.later["end"], ends)},
        rulers.covers,
    )
    second = backtest({**TABLES, "rulers": changed}, order, models=models)
    for model in models:
        before = [made.panel.origin[made.rows] <= day("1980-01-01") for made in (first, second)]
        assert np.array_equal(first.forecasts[model][before[0]], second.forecasts[model][before[1]])
    assert not np.array_equal(first.forecasts["climatology"], second.forecasts["climatology"])
