"""Persons converge to the mean-field as the root of their number, in every form of E4 it has."""

from math import sqrt

import numpy as np
import pytest

from counted_day import CountedDay, counted_day
from interregnum.engine.counted import Draws, State
from interregnum.engine.persons import Persons

SOCIAL = {"structure": "social", "social_influence.social_weight": 1.2}
SETTINGS = {"reference": {}, "social": SOCIAL}
GAUSSIAN, ON_GRID = 22, 28
POOL = "campaign.mobilisable_share"
REPEATS = 40
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@pytest.fixture(scope="module", params=["reference", "social"])
def structure(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[GAUSSIAN, ON_GRID], ids=["Gaussian", "grid"])
def day(request: pytest.FixtureRequest, structure: str) -> CountedDay:
    found = counted_day(SETTINGS[structure], request.param)
    found.give(POOL, 1.0)
    return found


def errors(day: CountedDay, citizens: int, repeats: int = REPEATS) -> Floats:
    """Return counted shares less the share in closed form, one a set of persons."""
    counts = [day.count(Persons(citizens), number) for number in range(repeats)]
    shares = np.array([count.acting / count.pool for count in counts])
    return shares - day.expected()[0]


def assert_same_spread(scaled: list[Floats]) -> None:
    """Assert that root mean squares agree within four standard errors of each."""
    spreads = np.array([sqrt(float(np.mean(one**2))) for one in scaled])
    slack = 4.0 * spreads.mean() / np.sqrt(2.0 * np.array([len(one) for one in scaled]))
    assert (abs(spreads - spreads.mean()) < slack).all(), spreads


def test_errors_shrink_as_the_root_of_the_number(day: CountedDay) -> None:
    scaled = [errors(day, n) * sqrt(n) for n in (10_000, 100_000)]
    scaled.append(errors(day, 1_000_000, 16) * sqrt(1e6))
    assert_same_spread(scaled)
    for one in scaled:
        assert abs(one.mean()) < 4.0 * one.std(ddof=1) / sqrt(len(one))


@pytest.mark.slow
def test_errors_still_shrink_at_ten_million(day: CountedDay) -> None:
    scaled = [errors(day, 10_000) * 100.0, errors(day, 10_000_000, 8) * sqrt(1e7)]
    assert_same_spread(scaled)


def test_ten_times_the_persons_keep_the_mean_and_a_tenth_of_the_variance(day: CountedDay) -> None:
    few, many = errors(day, 20_000, 60), errors(day, 200_000, 60)
    assert abs(few.mean() - many.mean()) < 4.0 * few.std(ddof=1) / sqrt(60)
    ratio = few.var(ddof=1) / many.var(ddof=1)
    assert 10.0 / 2.9 < ratio < 10.0 * 2.9  # 99.99 % of F(59, 59)


def test_without_ties_the_spread_is_that_of_independent_persons() -> None:
    day = counted_day({}, GAUSSIAN)
    day.give(POOL, 1.0)
    share = day.expected()[0]
    spread = sqrt(share * (1.0 - share) / 50_000)
    scores = errors(day, 50_000, 200) / spread
    assert abs(scores.mean()) < 4.0 / sqrt(200)
    assert abs(scores.var() - 1.0) < 4.0 * sqrt(2.0 / 200)


@pytest.mark.parametrize("number", [GAUSSIAN, ON_GRID])
def test_elites_and_units_converge_too(number: int) -> None:
    day = counted_day({}, number)
    state = State(day.laid.work)
    _, elites, units = day.expected()
    for name, share in (("elites", elites), ("units", units)):
        for many in (5_000, 50_000):
            counter = day.counter(Persons(1000, many, many))
            found = [getattr(counter, name)(state, Draws(7, i, 7, i, 3)) for i in range(60)]
            scores = (np.array(found) - share) / sqrt(share * (1.0 - share) / many)
            assert abs(scores.mean()) < 4.0 / sqrt(60), name
            assert abs(scores.var() - 1.0) < 4.0 * sqrt(2.0 / 60), name
