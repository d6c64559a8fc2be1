"""Rolling origins: what is learned from, which models find what was put in, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from forecast_record import day, small_record
from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.forecast.backtest import Order, backtest, check, roll
from interregnum.evidence.forecast.hub import CATEGORIES, COLUMNS, check_hub_table, hub_table
from interregnum.evidence.forecast.hub import outcome_table as outcomes_of
from interregnum.evidence.forecast.models import (
    MODELS,
    Fit,
    Predict,
    Training,
    climatology,
    logistic,
    persistence,
    trees,
)
from interregnum.evidence.forecast.panel import Panel

ORDER = Order(step="year", first_year=1960, draws=100)


def panel_of(chance: Callable[[np.ndarray], np.ndarray], rows: int = 200) -> Panel:
    """Return years of rows whose chance depends on one covariate."""
    rng = np.random.default_rng(0)
    years = np.repeat(np.arange(1950, 1990), rows)
    origin = np.array([f"{year}-01-01" for year in years], dtype="datetime64[D]")
    end = np.array([f"{year + 1}-01-01" for year in years], dtype="datetime64[D]")
    values = rng.random((len(years), 2))
    return Panel(
        target="exit",
        step="year",
        names=("tenure", "other"),
        values=values,
        origin=origin,
        window_end=end,
        country=np.tile(np.arange(rows), 40),
        happened=rng.random(len(years)) < chance(values[:, 1]),
        wait=np.full(len(years), np.inf),
        absent=(),
    )


def test_only_rows_whose_window_was_over_are_learned_from() -> None:
    panel = panel_of(lambda x: 0.1 + 0 * x, rows=5)
    learned: list[int] = []

    def counting(training: Training) -> Predict:
        learned.append(len(training.values))
        return climatology(training)

    roll(panel, ORDER, {"counting": counting})
    assert learned == [5 * years for years in range(10, 40)]


@pytest.mark.parametrize("refit", [1, 3, 7, 40])
def test_every_row_is_forecast_once_however_often_models_are_fitted(refit: int) -> None:
    panel = panel_of(lambda x: 0.1 + 0 * x, rows=5)
    rows, chances = roll(panel, Order(step="year", refit=refit), {"climatology": climatology})
    assert rows.tolist() == list(range(50, 200))
    assert len(chances["climatology"]) == 150


def test_the_order_of_rows_does_not_decide_what_is_learned() -> None:
    panel = panel_of(lambda x: 0.1 + 0 * x, rows=3)
    _, chances = roll(panel, ORDER, {"climatology": climatology})
    first = (panel.happened[:30].sum() + 0.5) / 31
    assert chances["climatology"][0] == pytest.approx(first)


@pytest.mark.parametrize("fit", [logistic, trees])
def test_models_find_what_was_put_in(fit: Fit) -> None:
    panel = panel_of(lambda x: 0.02 + 0.5 * x)
    learned = panel.window_end <= day("1970-01-01")
    training = Training(panel.values[learned], panel.happened[learned], panel.names)
    chances = fit(training)(np.column_stack([np.full(3, 0.5), [0.05, 0.5, 0.95]]))
    assert chances == pytest.approx([0.045, 0.27, 0.495], abs=0.08)


def test_persistence_learns_a_chance_for_each_span_since_an_attempt() -> None:
    since = np.log1p(np.array([0.5, 0.5, 3.0, 3.0, 20.0, 20.0]))
    happened = np.array([True, True, True, False, False, False])
    predict = persistence(Training(since[:, None], happened, ("since_attempt",)))
    found = predict(np.log1p(np.array([[0.1], [1.0], [50.0]])))
    assert found == pytest.approx([2.5 / 3, 1.5 / 3, 0.5 / 3])


@pytest.mark.parametrize("fit", [logistic, trees])
def test_what_is_missing_or_new_is_no_obstacle(fit: Fit) -> None:
    values = np.column_stack([np.arange(300.0), np.full(300, np.nan), np.ones(300)])
    values[::7, 0] = np.nan
    happened = np.arange(300) % 3 == 0
    predict = fit(Training(values, happened, ("a", "b", "c")))
    chances = predict(np.array([[np.nan, 1.0, 5.0], [10.0, np.nan, 1.0]]))
    assert ((chances > 0) & (chances < 1)).all()


@pytest.mark.parametrize("fit", list(MODELS.values()))
def test_a_past_without_events_gives_a_small_chance_and_no_certainty(fit: Fit) -> None:
    names = ("since_attempt",)
    chances = fit(Training(np.ones((50, 1)), np.zeros(50, dtype=bool), names))(np.ones((2, 1)))
    assert ((chances > 0) & (chances < 0.05)).all()


def test_no_skill_is_found_where_there_is_none() -> None:
    panel = panel_of(lambda x: 0.15 + 0 * x)
    rows, chances = roll(panel, Order(step="year", refit=10), MODELS)
    loss = {name: ((p - panel.happened[rows]) ** 2).mean() for name, p in chances.items()}
    for name in ("logistic", "trees"):
        assert 1 - loss[name] / loss["climatology"] < 0.005


def test_a_backtest_of_the_small_record_holds_together() -> None:
    made = backtest(small_record(), ORDER, models={"climatology": climatology})
    assert made.panel.origin[made.rows].min() == day("1960-01-01")
    assert made.panel.happened[made.rows].sum() == 3
    table = hub_table(made)
    assert tuple(table.columns) == COLUMNS
    check_hub_table(table, "table")
    assert len(table) == 2 * len(made.rows)
    assert set(table["output_type_id"]) == set(CATEGORIES)
    ends = table.loc[table["origin_date"] == "1975-01-01", "target_end_date"]
    assert set(ends) == {"1975-12-31"}
    outcomes = outcomes_of(made)
    came = outcomes.loc[outcomes["observation"] == 1, ["origin_date", "location"]]
    assert came.to_numpy().tolist() == [
        ["1961-01-01", "1"],
        ["1970-01-01", "3"],
        ["1975-01-01", "1"],
    ]


def test_times_are_scored_only_where_five_years_had_passed() -> None:
    made = backtest(small_record(), ORDER, models={"climatology": climatology})
    row = next(row for row in made.scores if row.measure == "crps")
    origins = made.panel.origin[made.rows]
    assert row.n == int((origins <= day("1985-01-01")).sum())


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order(target="exits"), "did you mean exit"),
        (Order(step="week"), "--step week"),
        (Order(refit=0), "--refit 0"),
        (Order(draws=5), "--draws 5"),
        (Order(first_year=1995), "--from-year 1995"),
    ],
)
def test_orders_that_cannot_be_met_are_refused(order: Order, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check(order)


def test_nothing_to_learn_from_is_refused() -> None:
    panel = panel_of(lambda x: 0.1 + 0 * x, rows=2)
    with pytest.raises(ScenarioError, match="nothing was known before 1950-01-01"):
        roll(panel, Order(step="year", first_year=1950), MODELS)


def test_nothing_to_forecast_is_refused() -> None:
    panel = panel_of(lambda x: 0.1 + 0 * x, rows=2)
    order = Order(step="year", first_year=1995, until=date(1999, 12, 31))
    with pytest.raises(ScenarioError, match="no ruler of an autocracy is recorded"):
        roll(panel, order, MODELS)
