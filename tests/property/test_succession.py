"""Power passes inside the regime at the rate that the record has."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma

from interregnum.declare import annotations_of
from interregnum.kernels.random import Address
from interregnum.mechanisms.succession import Params, Reads, Writes, daily_probability, rule

ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 2**32 - 1), st.integers(0, 3650))
RATES = st.floats(0.011, 0.108)
# Regular exits that the regime outlived, and leader-years, by type of regime, 1946 to 1989.
RECORD = {
    "personal": (21, 658.9),
    "party": (83, 1635.9),
    "military": (37, 472.3),
    "monarchy": (10, 440.5),
    "no type": (1, 10.9),
}


# Breakdowns of modes 1 and 3 in Geddes, Wright and Frantz, and country-years, 1946 to 1989.
HANDOVERS, COUNTRY_YEARS = 26, 3204


def test_the_default_is_the_rate_of_all_autocracies() -> None:
    exits = sum(n for n, _ in RECORD.values())
    years = sum(t for _, t in RECORD.values())
    assert exits == 152
    assert Params().rate == pytest.approx(exits / years, abs=0.0005)


def test_the_range_spans_the_exact_intervals_by_type() -> None:
    typed = [row for name, row in RECORD.items() if name != "no type"]
    low = min(gamma.ppf(0.025, n) / t for n, t in typed)
    high = max(gamma.ppf(0.975, n + 1) / t for n, t in typed)
    declared = annotations_of(Params)["rate"]
    assert (declared.low, declared.high) == pytest.approx((low, high), abs=0.0005)


def test_the_handover_rate_and_its_range_are_the_records() -> None:
    assert Params().handover_rate == pytest.approx(HANDOVERS / COUNTRY_YEARS, abs=0.0001)
    declared = annotations_of(Params)["handover_rate"]
    low = gamma.ppf(0.025, HANDOVERS) / COUNTRY_YEARS
    high = gamma.ppf(0.975, HANDOVERS + 1) / COUNTRY_YEARS
    assert (declared.low, declared.high) == pytest.approx((low, high), abs=0.0001)


@given(RATES)
def test_a_year_of_days_has_the_yearly_survival(rate: float) -> None:
    assert -365.25 * log(1.0 - daily_probability(rate)) == pytest.approx(rate, rel=1e-9)


@given(RATES, RATES, ADDRESSES)
def test_a_higher_rate_keeps_the_days_of_a_lower_one(one: float, other: float, at: Address) -> None:
    rare = rule(Reads(), Params(min(one, other)), at)
    often = rule(Reads(), Params(max(one, other)), at)
    assert rare.succession <= often.succession


@given(ADDRESSES)
def test_no_rate_is_no_succession_and_an_endless_one_is_certain(at: Address) -> None:
    assert rule(Reads(), Params(0.0, 0.0), at) == Writes(0.0, 0.0)
    assert rule(Reads(), Params(1e6, 0.0), at) == Writes(1.0, 0.0)
    assert rule(Reads(), Params(0.0, 1e6), at) == Writes(1.0, 1.0)
