"""Rulers die by a law of age that returns the deaths of the record it was fitted to."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.mechanisms.natural_death import (
    Params,
    Reads,
    daily_probability,
    rule,
    yearly_hazard,
)

ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 2**32 - 1), st.integers(0, 3650))
PARAMS = st.builds(
    Params,
    age=st.floats(35.0, 85.0),
    hazard_at_60=st.floats(0.0212, 0.0278),
    ageing=st.floats(0.051, 0.0743),
)
# Leader-years in Archigos 4.1 to 1989 at each year of age, from 10 on.
LEADER_YEARS = (
    0.4, 2.0, 2.1, 3.0, 3.0, 5.9, 7.4, 12.3, 17.1, 21.2, 22.5, 25.0, 26.5, 27.6, 31.1, 32.3,
    39.8, 38.6, 41.5, 44.8, 49.8, 57.3, 61.2, 68.5, 81.2, 88.3, 104.6, 116.3, 127.6, 142.4,
    154.2, 167.4, 187.0, 203.2, 223.7, 242.3, 262.1, 284.9, 294.1, 291.5, 312.9, 322.7, 332.6,
    352.4, 349.8, 345.2, 336.3, 331.7, 328.3, 303.6, 286.0, 276.9, 258.8, 245.7, 246.8, 222.7,
    203.8, 192.0, 167.5, 148.7, 134.3, 114.3, 96.6, 84.5, 77.6, 69.6, 56.4, 46.2, 40.6, 33.9,
    29.3, 24.1, 20.7, 16.1, 15.6, 11.0, 8.2, 5.2, 2.2, 1.0, 0.7,
)  # fmt: skip
DEATHS = 220  # deaths and illnesses in office
DEATHS_FROM_70 = 53
MEAN_AGE = 62.62  # of the 220, at the end of their rule [yr]


def expected(params: Params, lowest: int = 10) -> float:
    """Return the deaths that the law expects in the record."""
    years = enumerate(LEADER_YEARS, 10)
    return sum(n * yearly_hazard(params, age + 0.5) for age, n in years if age >= lowest)


def log_likelihood(params: Params) -> float:
    """Return the log-likelihood; of the deaths it needs their number and mean age only."""
    return DEATHS * log(yearly_hazard(params, MEAN_AGE)) - expected(params)


def test_the_law_expects_the_deaths_that_the_record_has() -> None:
    assert expected(Params()) == pytest.approx(DEATHS, rel=0.005)
    assert abs(expected(Params(), 70) - DEATHS_FROM_70) < 2.0 * DEATHS_FROM_70**0.5


def test_no_other_law_within_the_ranges_fits_the_record_noticeably_better() -> None:
    best = log_likelihood(Params())
    for k in range(-10, 11):
        for j in range(-10, 11):
            other = Params(hazard_at_60=0.0243 + 0.00033 * k, ageing=0.0627 + 0.00116 * j)
            assert log_likelihood(other) < best + 0.2


def test_the_ends_of_the_ranges_are_where_the_likelihood_says() -> None:
    """A 95 % interval ends where twice the log-likelihood has fallen by about 3.84."""
    best = log_likelihood(Params())
    for end in (
        Params(hazard_at_60=0.0212),
        Params(hazard_at_60=0.0278),
        Params(ageing=0.051),
        Params(ageing=0.0743),
    ):
        assert 3.0 < 2.0 * (best - log_likelihood(end)) < 5.0


@given(PARAMS, st.floats(0.0, 40.0), st.floats(0.0, 40.0))
def test_the_hazard_grows_by_a_constant_factor_a_year(
    params: Params, one: float, other: float
) -> None:
    ratio = yearly_hazard(params, 40.0 + one) / yearly_hazard(params, 40.0 + other)
    assert ratio == pytest.approx(exp(params.ageing * (one - other)), rel=1e-12)


@given(PARAMS, st.integers(0, 7300))
def test_the_daily_probability_is_small_and_rises_with_age(params: Params, day: int) -> None:
    today, later = daily_probability(params, day), daily_probability(params, day + 365)
    assert 0.0 < today < later < 0.01


@given(PARAMS, st.integers(0, 3650), st.integers(1, 3650))
def test_days_add_up_to_the_gompertz_survival(params: Params, start: int, days: int) -> None:
    survived = 0.0
    for day in range(start, start + days):
        survived += log(1.0 - daily_probability(params, day))
    b, first = params.ageing, params.age + start / 365.25
    hazard = yearly_hazard(params, first) * (exp(b * days / 365.25) - 1.0) / b
    assert -survived == pytest.approx(hazard, rel=1e-8)


@given(PARAMS, ADDRESSES, st.floats(0.0, 20.0))
def test_an_older_ruler_dies_on_every_day_on_which_a_younger_one_would(
    params: Params, at: Address, years: float
) -> None:
    older = params._replace(age=params.age + years)
    assert rule(Reads(), params, at).death <= rule(Reads(), older, at).death


@given(ADDRESSES)
def test_the_day_of_death_is_an_addressed_draw(at: Address) -> None:
    certain = Params(hazard_at_60=1e6)
    assert rule(Reads(), certain, at).death == 1.0
    assert rule(Reads(), Params(hazard_at_60=0.0), at).death == 0.0
