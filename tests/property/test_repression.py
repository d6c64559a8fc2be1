"""Repression deters, fills the jails and kills by the declared laws, and never without a crowd."""

from __future__ import annotations

from math import exp, floor, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.repression import (
    Params,
    Reads,
    Writes,
    arrest_chance,
    ratio_seen,
    rule,
    share_arrested,
)

HERE = Address(7, 0, 3)
SHARES = st.floats(0.0, 1.0)
RULES = st.sampled_from([0.0, 1.0, 2.0])
PARAMS = st.builds(
    Params,
    deterrence=st.just(2.3),
    ratio_rule=RULES,
    police_share=st.floats(0.003, 0.006),
    arrest_rate=st.floats(0.05, 1.0),
    longest_term=st.floats(7.0, 60.0),
    death_rate=st.floats(5e-6, 1e-4),
)
READS = st.builds(
    Reads, SHARES, SHARES, SHARES, SHARES, SHARES, st.floats(0.01, 0.06), st.floats(1e5, 1.5e8)
)


def reads_of(**changed: Any) -> Reads:
    return Reads(0.0, 0.0, 1.0, 0.0, 0.0, 0.035, 1.4e8)._replace(**changed)


@given(PARAMS, READS)
def test_shares_stay_shares_and_deaths_are_whole(params: Params, reads: Reads) -> None:
    out = rule(reads, params, HERE)
    assert 0.0 <= out.chance <= 1.0
    assert 0.0 <= out.jailed <= 1.0
    assert out.deaths == floor(out.deaths) >= 0.0


@given(PARAMS, READS)
def test_without_a_crowd_nobody_dies_and_jails_only_empty(params: Params, reads: Reads) -> None:
    out = rule(reads._replace(turnout=0.0), params, HERE)
    assert (out.chance, out.deaths) == (reads.chance, 0.0)
    assert out.jailed == pytest.approx(reads.jailed * (1.0 - 2.0 / params.longest_term), abs=1e-15)


@given(PARAMS, READS)
def test_without_police_that_obey_nobody_is_arrested_or_dies(params: Params, reads: Reads) -> None:
    for idle in (reads._replace(loyal=0.0), reads._replace(share_units=1.0)):
        out = rule(idle, params, HERE)
        quiet = rule(idle._replace(turnout=0.0), params, HERE)
        assert out.deaths == 0.0
        assert out.jailed == quiet.jailed


@given(PARAMS, READS)
def test_the_first_chance_is_that_of_full_mobilisation(params: Params, reads: Reads) -> None:
    out = rule(reads, params, Address(7, 0, -1))
    police = params.police_share * reads.loyal * (1.0 - reads.share_units)
    expected = 1.0 - exp(-2.3 * ratio_seen(police / reads.mobilisable_share, params.ratio_rule))
    assert out.chance == pytest.approx(expected, abs=1e-12)
    assert out == Writes(out.chance, 0.0, 0.0)


@given(PARAMS, READS, SHARES, SHARES)
def test_a_larger_crowd_is_safer_for_each_who_joins(
    params: Params, reads: Reads, one: float, other: float
) -> None:
    small, large = (
        rule(reads._replace(turnout=t, chance=1.0), params, HERE) for t in sorted((one, other))
    )
    assert large.chance <= small.chance


@given(PARAMS, READS, st.floats(0.01, 1.0))
def test_no_more_are_arrested_than_act_or_than_the_police_can(
    params: Params, reads: Reads, turnout: float
) -> None:
    out = rule(reads._replace(turnout=turnout, jailed=0.0), params, HERE)
    police = params.police_share * reads.loyal * (1.0 - reads.share_units)
    bound = police * params.arrest_rate / reads.mobilisable_share
    assert out.jailed <= min(turnout, bound) + 1e-12


@given(st.floats(0.0, 50.0))
def test_the_three_rules_differ_by_less_than_one(ratio: float) -> None:
    exact = ratio_seen(ratio, 0.0)
    assert exact == ratio
    assert 0.0 <= exact - ratio_seen(ratio, 1.0) < 1.0
    assert abs(ratio_seen(ratio, 2.0) - exact) <= 0.5


@pytest.mark.parametrize(
    ("ratio_rule", "ratio"),
    [(0.0, 0.6), (1.0, 0.0), (2.0, 1.0)],
    ids=["identity", "floor", "round"],
)
def test_the_chance_is_the_formula_of_the_rule(ratio_rule: float, ratio: float) -> None:
    params = Params(ratio_rule=ratio_rule)
    assert arrest_chance(params, 0.003, 0.005) == pytest.approx(1.0 - exp(-2.3 * ratio), abs=1e-12)
    assert share_arrested(params, 0.004, 0.0005, 0.9) == 0.0005 * 0.9


@pytest.mark.parametrize(("turnout", "chance"), [(1e-300, 1.0), (1e-322, 1.0), (5e-324, 0.3)])
def test_a_crowd_of_almost_nobody_is_surely_arrested(turnout: float, chance: float) -> None:
    """The smallest float of all is no crowd once it is a share of the population."""
    assert rule(reads_of(turnout=turnout, chance=0.3), Params(), HERE).chance == chance


def test_terms_in_jail_last_half_the_longest_on_average() -> None:
    jailed, prisoner_days = 0.01, 0.0
    for _ in range(2000):
        prisoner_days += jailed
        jailed = rule(reads_of(jailed=jailed), Params(longest_term=30.0), HERE).jailed
    assert prisoner_days / 0.01 == pytest.approx(15.0, abs=1e-9)


def test_deaths_have_the_declared_mean_and_variance() -> None:
    params = Params(death_rate=1e-4)
    reads = reads_of(turnout=0.1, share_units=0.1)
    police = 0.004 * 0.9
    mean = 1e-4 * 0.0035 * 1.4e8 * 0.9 * (1.0 - exp(-2.3 * floor(police / 0.0035)))
    assert mean > 10.0
    runs = 4000
    draws = [rule(reads, params, Address(7, run, 3)).deaths for run in range(runs)]
    average = sum(draws) / runs
    assert abs(average - mean) < 4.0 * sqrt(mean / runs)
    variance = sum((d - average) ** 2 for d in draws) / (runs - 1)
    assert abs(variance - mean) < 4.0 * mean * sqrt((2.0 + 1.0 / mean) / runs)


@given(PARAMS, READS)
def test_violence_that_grows_kills_no_fewer(params: Params, reads: Reads) -> None:
    mild = params._replace(death_rate=5e-6)
    assert rule(reads, mild, HERE).deaths <= rule(reads, params, HERE).deaths


def test_the_compiled_rule_is_the_same() -> None:
    machine = compiled(rule, Target.CPU)
    for ratio_rule in (0.0, 1.0, 2.0):
        params = Params(ratio_rule=ratio_rule, death_rate=1e-4)
        for turnout in (0.0, 0.01, 0.1, 0.9):
            reads = reads_of(turnout=turnout, share_units=0.2, chance=0.4, jailed=0.01)
            for day in (-1, 0, 40):
                here = Address(7, 2, day)
                assert Writes(*machine(reads, params, here)) == rule(reads, params, here)
