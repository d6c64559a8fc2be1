"""Dimensions: what a scenario says of its parameters, and how unit points become values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.dimensions import Dimension, declared_dimensions, values_at
from interregnum.scenario.load import load_scenario

PLAN = plan_of(load_scenario("mutiny-2023", ()))
ALL = [
    Dimension("u", "uniform", 2.0, 6.0),
    Dimension("l", "log_uniform", 0.5, 20.0),
    Dimension("n", "normal", -2.0, 2.0, 0.5),
    Dimension("c", "categorical", choices=("focal", "largest", "smallest")),
    Dimension("w", "dirichlet", members=("a", "b", "c"), concentration=(5.0, 6.0, 9.0)),
]


def test_unit_points_go_to_quantiles() -> None:
    cube = np.array([[0.25, 0.5, 0.5, 0.99, 0.5, 0.5]])
    values = values_at(ALL, cube)
    assert values["u"][0] == 3.0
    assert values["l"][0] == pytest.approx(np.sqrt(10.0))
    assert values["n"][0] == 0.5
    first = stats.beta(5.0, 15.0).ppf(0.5)
    assert values["a"][0] == pytest.approx(first)
    assert values["b"][0] == pytest.approx((1.0 - first) * stats.beta(6.0, 9.0).ppf(0.5))


def test_dimensions_of_a_scenario_are_those_that_it_draws() -> None:
    names = ["public_signal.exposure_precision", "weights", "mutiny_onset.start_bound"]
    news, weights, bound = declared_dimensions(PLAN, names)
    rows = {row.name: row for row in PLAN.parameters}
    row = rows["public_signal.exposure_precision"]
    assert (news.law, news.low, news.high) == (row.draw, row.low, row.high)
    assert weights.concentration == (5.0, 6.0, 9.0)
    assert all(name.startswith("coordination.") for name in weights.members)
    assert bound.name in rows


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("public_signal.exposure_precison", "did you mean public_signal.exposure_precision"),
        (PLAN.parameters[0].name + "x", "no parameter"),
    ],
)
def test_an_unknown_parameter_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(ScenarioError, match=hint):
        declared_dimensions(PLAN, [name])


def test_a_member_of_a_simplex_is_refused_with_its_simplex() -> None:
    member = next(row.name for row in PLAN.parameters if row.draw.startswith("dirichlet:weights"))
    with pytest.raises(ScenarioError, match="name their simplex, weights"):
        declared_dimensions(PLAN, [member])
