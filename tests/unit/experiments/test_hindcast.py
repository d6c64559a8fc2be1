"""Two forecasts of a case whose end is known."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import plan_of
from interregnum.engine.record import events_table, is_removed, runs_table
from interregnum.errors import ScenarioError
from interregnum.experiments.conditioning import effective_size, run_weights
from interregnum.experiments.hindcast import (
    INNER,
    Order,
    check_order,
    conditioned,
    families,
    forward,
    is_enough,
    marches_won,
    removal_days,
)
from interregnum.experiments.two_levels import forecast_of
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario, load_scenario
from interregnum.scenario.schema import Scenario

HORIZON = 60
PASTS = 300


@pytest.fixture(scope="module")
def loose() -> Scenario:
    """Return the case of which only the capture of the hub is known, with any ease."""
    settings = [("posterior", "none"), ("horizon", HORIZON)]
    scenario = load_scenario("mutiny-2023", settings, environment={})
    rows = [
        row.model_copy(update={"low": 0.0, "high": 1.0})
        if row.kind == "capture"
        else row.model_copy(update={"role": "observed"})
        for row in scenario.timeline
    ]
    return scenario.model_copy(update={"timeline": tuple(rows), "contrast": None})


def order_of(scenario: Scenario, runs: int = 200, pasts: int = PASTS) -> Order:
    return Order(scenario, runs, pasts, 7, Target.CPU, 1)


def test_the_conditioned_forecast_is_that_of_weighing_whole_runs(loose: Scenario) -> None:
    found = conditioned(order_of(loose))
    assert found is not None
    ours = forecast_of(removal_days(found) < HORIZON, families(found))
    plan = plan_of(loose)
    batch = run_lives(plan, 7, Lives(range(PASTS)), Target.CPU)
    runs = runs_table(plan, 7, [batch]).to_pandas()
    events = events_table(plan, [batch]).to_pandas()
    weights = run_weights(runs, events, loose).to_numpy()
    taken = events[(events["event"] == "place_taken") & (events["place"] == "Rostov-on-Don")]
    day = taken.groupby("run")["day"].min().reindex(runs["run"]).to_numpy()
    weights = np.where(batch.outcomes[:, 0] >= np.nan_to_num(day) + 1, weights, 0.0)
    removed = is_removed(runs["outcome"]).to_numpy()
    share = float(weights[removed].sum() / weights.sum())
    size = effective_size(weights)
    assert found.effective == pytest.approx(size)
    error = sqrt(share * (1.0 - share) / size)
    assert abs(ours.probability - share) < 4.0 * sqrt(error**2 + ours.monte_carlo_error**2)
    assert 0.0 < share < 1.0


def test_the_forward_forecast_holds_the_ordinary_runs(loose: Scenario) -> None:
    order = order_of(loose, 40)
    found = forward(order)
    plan = plan_of(loose)
    plain = runs_table(plan, 7, [run_lives(plan, 7, Lives(range(8)), Target.CPU)]).to_pandas()
    ours = found.runs.iloc[::INNER].reset_index(drop=True)
    assert ours["outcome"].tolist() == plain["outcome"].tolist()
    assert ours["day"].equals(plain["day"])
    # Runs of a row have its parameters and draws of their own.
    table = found.runs["start.type_mean"].to_numpy().reshape(-1, INNER)
    assert (table == table[:, :1]).all()
    assert len(set(table[:, 0])) == 8
    assert marches_won(found, loose.places[-1].name).shape == (8, INNER)


def test_few_rows_are_not_enough_for_an_interval(loose: Scenario) -> None:
    assert not is_enough(forward(order_of(loose, 20)))


def test_what_the_forecast_is_given_is_checked(loose: Scenario) -> None:
    with pytest.raises(ScenarioError, match="runs = 10 is out of range"):
        check_order(order_of(loose, 10))
    with pytest.raises(ScenarioError, match="pasts = 3 is out of range"):
        check_order(order_of(loose, 200, 3))
    won = changed_scenario(loose, [("mutiny.end", "win")])
    with pytest.raises(ScenarioError, match="what happened is imposed"):
        check_order(order_of(won))
    quiet = changed_scenario(loose, [("mutiny.happens", False)])
    with pytest.raises(ScenarioError, match="nothing to condition on"):
        check_order(order_of(quiet))
