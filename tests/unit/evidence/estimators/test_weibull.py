"""The shape of a hazard is the likeliest one, as independent libraries find it."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines import WeibullFitter
from scipy import stats

from interregnum.errors import ScenarioError
from interregnum.evidence.estimators.weibull import shapes

ONE = np.ones((1, 1))


@pytest.mark.parametrize("shape", [0.4, 0.7, 1.0, 2.5])
def test_without_censoring_it_is_that_of_an_independent_library(shape: float) -> None:
    times = 3.0 * np.random.default_rng(3).weibull(shape, 400)
    found = shapes(times, np.ones(400), np.zeros(400), np.zeros(400), ONE)[0]
    known = stats.weibull_min.fit(times, floc=0.0)[0]
    assert found == pytest.approx(known, rel=2e-3)


def test_with_censoring_and_late_entry_too() -> None:
    draw = np.random.default_rng(4)
    times, entered = 5.0 * draw.weibull(0.7, 1500), draw.uniform(0.0, 2.0, 1500)
    seen = times > entered
    times, entered = times[seen], entered[seen]
    left = np.minimum(times, 6.0)
    left, ended, entered = (
        left[left > entered],
        (times <= 6.0)[left > entered],
        entered[left > entered],
    )
    found = shapes(left, ended, entered, np.zeros(len(left)), ONE)[0]
    known = WeibullFitter().fit(left, ended, entry=entered).rho_
    assert found == pytest.approx(known, rel=5e-3)
    assert found == pytest.approx(0.7, abs=4 * 0.7 * 0.78 / np.sqrt(ended.sum()))


def test_a_country_drawn_twice_counts_as_two() -> None:
    times = np.random.default_rng(9).weibull(1.3, 60)
    place = np.repeat([0, 1], 30)
    drawn = shapes(times, np.ones(60), np.zeros(60), place, np.array([[2.0, 0.0]]))
    alone = shapes(times[:30], np.ones(30), np.zeros(30), np.zeros(30), ONE)
    assert drawn[0] == pytest.approx(alone[0], rel=1e-9)


def test_the_unit_of_time_does_not_matter() -> None:
    times = np.random.default_rng(2).weibull(0.9, 50)
    years, days = (
        shapes(times * unit, np.ones(50), np.zeros(50), np.zeros(50), ONE)[0]
        for unit in (1.0, 365.0)
    )
    assert years == pytest.approx(days, rel=1e-9)


def test_without_an_end_nothing_is_known() -> None:
    assert np.isnan(shapes([1.0, 2.0], [0, 0], [0.0, 0.0], [0, 0], ONE)[0])


def test_a_time_not_above_its_entry_is_refused() -> None:
    with pytest.raises(ScenarioError, match="weibull"):
        shapes([1.0], [1], [1.0], [0], ONE)
