"""Forecasts on the datasets at hand, to 1989: no look-ahead, and outcomes counted another way."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from interregnum.evidence.computing import TablesOf
from interregnum.evidence.folders import DataFolder
from interregnum.evidence.forecast.backtest import Order, backtest
from interregnum.evidence.forecast.features import COVARIATES
from interregnum.evidence.forecast.guard import check_no_look_ahead
from interregnum.evidence.forecast.inputs import Sources, read_record
from interregnum.evidence.forecast.models import MODELS
from written_data import data_at_hand

BASELINES = {name: MODELS[name] for name in ("climatology", "persistence")}


@pytest.fixture(scope="module")
def folder() -> DataFolder:
    return data_at_hand("archigos", "archigos_4.1_to_1989.csv")


@pytest.mark.parametrize(
    "sources", [Sources(), Sources("reign", "reign", "cline")], ids=["default", "others"]
)
def test_no_covariate_looks_ahead(folder: DataFolder, sources: Sources) -> None:
    origins = np.array(["1951-01-01", "1964-07-01", "1989-12-01"], dtype="datetime64[D]")
    check_no_look_ahead(read_record(folder, sources).tables, COVARIATES, origins)


def test_exits_are_those_of_rulers_in_office_on_new_years_day(folder: DataFolder) -> None:
    made = backtest(
        read_record(folder, Sources()).tables, Order(step="year", draws=100), models=BASELINES
    )
    tables = TablesOf(folder)
    rulers, regimes = tables.table("archigos").frame, tables.table("gwf").frame
    # The authors' own country-years, and rulers' spells, joined without a view of a day.
    years = regimes[regimes["year"].between(1960, 1989)][["gw", "year"]]
    joined = years.merge(rulers[["gw", "startdate", "enddate", "censored"]], on="gw")
    first = joined["year"].astype(int).map(lambda year: np.datetime64(f"{year}-01-01"))
    in_office = (joined["startdate"] < first) & (joined["enddate"] >= first)
    joined = joined[in_office].sort_values("startdate").drop_duplicates(["gw", "year"], keep="last")
    left = (joined["enddate"].dt.year == joined["year"]) & ~joined["censored"]
    ours = made.panel.happened[made.rows]
    # The authors count a country-year by who rules on 1 January, we by the days of the spells.
    assert len(ours) == pytest.approx(len(joined), rel=0.01)
    assert int(ours.sum()) == pytest.approx(int(left.sum()), rel=0.03)


def test_no_row_reaches_beyond_the_last_day(folder: DataFolder) -> None:
    order = Order(step="month", until=date(1969, 6, 30), draws=100)
    made = backtest(read_record(folder, Sources()).tables, order, models=BASELINES)
    assert made.panel.window_end.max() == np.datetime64("1969-07-01")
    waits = made.panel.wait[np.isfinite(made.panel.wait)]
    origins = made.panel.origin[np.isfinite(made.panel.wait)]
    reached = origins + (waits * 365.25).round().astype("timedelta64[D]")
    assert reached.max() <= np.datetime64("1969-06-30")
