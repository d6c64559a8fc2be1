"""War support: a logit moved by losses and foreign arms, and by nothing else."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.war_support import Params, Reads, rule, support_after

LEVELS = st.floats(0.001, 0.999)
LOSSES = st.floats(0.0, 0.01)
FLAGS = st.sampled_from([0.0, 1.0])
PARAMS = st.builds(Params, st.floats(0.4, 0.8), st.floats(0.0, 3.0), st.floats(0.0, 0.3))
HERE = Address(7, 0, 3)


def logit(level: float) -> float:
    return log(level / (1.0 - level))


def at_war(level: float, losses: float, arms: float = 0.0) -> Reads:
    return Reads(level, 3e5, losses, 0.0, 0.0, arms)


@given(PARAMS, st.builds(Reads, LEVELS, st.floats(0.0, 1e6), LOSSES, FLAGS, FLAGS, FLAGS))
def test_the_opening_sets_support_at_rest(params: Params, reads: Reads) -> None:
    assert rule(reads, params, Address(7, 0, -1)).level == params.rest


@given(PARAMS, LEVELS, FLAGS)
def test_without_a_war_support_stays(params: Params, level: float, arms: float) -> None:
    peace = Reads(level, 0.0, 0.0, 0.0, 0.0, arms)
    assert rule(peace, params, HERE).level == level


@given(PARAMS, LEVELS, FLAGS)
def test_after_the_break_support_stays(params: Params, level: float, arms: float) -> None:
    over = Reads(level, 2e5, 0.0, 1.0, 0.0, arms)
    assert rule(over, params, HERE).level == level


@given(PARAMS, LEVELS, LOSSES)
def test_the_losses_of_the_day_of_the_break_still_count(
    params: Params, level: float, losses: float
) -> None:
    standing = at_war(level, losses)
    breaking = standing._replace(broken=1.0, breaks=1.0)
    assert rule(breaking, params, HERE) == rule(standing, params, HERE)


@given(PARAMS, LEVELS, LOSSES, st.floats(0.0, 1.0))
def test_the_logit_moves_by_what_is_declared(
    params: Params, level: float, losses: float, arms: float
) -> None:
    after = rule(at_war(level, losses, arms), params, HERE).level
    drift = params.rally_by_arms * arms / 365.0 - params.casualty_effect * 100.0 * losses
    assert logit(after) - logit(level) == pytest.approx(drift, abs=1e-10)


@given(st.floats(1e-8, 1.0 - 1e-8), st.floats(-2000.0, 2000.0))
def test_support_stays_between_nothing_and_all(level: float, drift: float) -> None:
    after = support_after(level, drift)
    assert 0.0 < after < 1.0
    slack = 1e-15
    assert after >= level - slack if drift > 0.0 else after <= level + slack


@given(LEVELS, st.floats(-2.0, 2.0), st.floats(-2.0, 2.0))
def test_drifts_add_up(level: float, first: float, second: float) -> None:
    composed = support_after(support_after(level, first), second)
    assert composed == pytest.approx(support_after(level, first + second), rel=1e-11)


def test_a_year_of_foreign_arms_rallies_by_its_parameter() -> None:
    level = 0.6
    for day in range(365):
        level = rule(at_war(level, 0.0, 1.0), Params(), Address(7, 0, day)).level
    assert logit(level) - logit(0.6) == pytest.approx(0.1, abs=1e-9)


@given(PARAMS, st.builds(Reads, LEVELS, st.floats(0.0, 1e6), LOSSES, FLAGS, FLAGS, FLAGS))
@settings(max_examples=20)
def test_the_compiled_rule_gives_the_same_bits(params: Params, reads: Reads) -> None:
    fast = compiled(rule, Target.CPU)
    assert tuple(fast(reads, params, HERE)) == tuple(rule(reads, params, HERE))
