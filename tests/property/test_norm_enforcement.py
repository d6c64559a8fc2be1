"""The rule of enforced conformity: cases by hand, bounds, and what must change nothing."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.norm_enforcement import (
    ENFORCED,
    ROUND,
    Params,
    Reads,
    enforcing_dissent,
    enforcing_norm,
    rule,
    share_weaker,
)

BEFORE, HERE = Address(7, 0, -1), Address(7, 0, 3)
PUBLISHED = Params(0.38, 0.125)
SHARE = st.floats(0.0, 1.0)
PRESSURE = st.floats(-1.0, 1.0)
PARAMS = st.builds(Params, strongest=st.floats(0.2, 0.6), cost=st.floats(0.05, 0.25))


def day(believers: float, acting: float, enforcement: float, **changed: float) -> Reads:
    """Return an occasion on which a share acted under a morning's enforcement."""
    return Reads(ENFORCED, believers, 1.0, acting, 0.0, enforcement, 3.0)._replace(**changed)


@st.composite
def occasions(draw: st.DrawFn) -> tuple[Reads, Params]:
    """Return an occasion in which no more act than enforcement and jail leave free."""
    params = draw(PARAMS)
    believers, jailed, pressure = draw(SHARE), draw(SHARE), draw(PRESSURE)
    free = 1.0 - share_weaker(pressure, params.strongest)
    acting = draw(SHARE) * (1.0 - believers) * (1.0 - jailed) * free
    return day(believers, acting, pressure, jailed=jailed), params


@pytest.mark.parametrize(
    ("believers", "acting", "enforcement", "expected"),
    [
        # Nobody acts: W is 0 for believers and 1 for nobody; the five per cent have no need.
        (0.05, 0.0, 0.0, 0.0),
        # All disbelievers act: believers need it, .95 > .125; s times .05 reaches .019 at most.
        (0.05, 0.95, 0.0, 0.05),
        # Under .05 the part .05/.38 of disbelievers complies falsely; nobody enforces falsely.
        (0.05, 0.95 * (1.0 - 0.05 / 0.38), 0.05, 0.05),
        # A third act: those with s > .125/.6667 = .1875 enforce dissent, more than believers do.
        (0.1, 1.0 / 3.0, 0.0, 0.1 - (1.0 - 0.1875 / 0.38) / 3.0),
        # Three tenths believe: under .3 disbelievers with s < .175 enforce; all who act oppose.
        (0.3, 0.7 * 0.08 / 0.38, 0.3, 0.3 + 0.7 * 0.175 / 0.38 - 0.7 * 0.08 / 0.38),
        # Then nobody acts, believers rest, and disbelievers enforce what they do not believe.
        (0.3, 0.0, 0.505, 0.7),
        # A twelfth is less than κ: believers rest although somebody acts, and s > .1364 oppose.
        (0.3, 1.0 / 12.0, 0.0, -(1.0 - 0.125 * 12.0 / 11.0 / 0.38) / 12.0),
    ],
)
def test_cases_worked_by_hand(
    believers: float, acting: float, enforcement: float, expected: float
) -> None:
    out = rule(day(believers, acting, enforcement), PUBLISHED, HERE)
    assert out.enforcement == pytest.approx(expected, abs=1e-12)
    assert out.disbelievers_free == pytest.approx(min(max(1.0 - expected / 0.38, 0.0), 1.0))
    assert (out.believers_free, out.age) == (0.0, 0.0)


@pytest.mark.parametrize("structure", [0.0, 1.0])
@given(case=occasions())
def test_under_other_structures_nobody_is_held_back(
    case: tuple[Reads, Params], structure: float
) -> None:
    reads, params = case
    out = rule(reads._replace(structure=structure), params, HERE)
    assert tuple(out) == (0.0, 1.0, 1.0, 0.0)


@given(occasions())
def test_a_run_begins_without_enforcement(case: tuple[Reads, Params]) -> None:
    assert tuple(rule(*case, BEFORE)) == (0.0, 1.0, 0.0, 0.0)


@given(occasions())
def test_enforcement_and_shares_stay_within_their_bounds(case: tuple[Reads, Params]) -> None:
    out = rule(*case, HERE)
    assert all(isfinite(value) for value in out)
    assert -1.0 <= out.enforcement <= 1.0
    assert 0.0 <= out.disbelievers_free <= 1.0


@given(SHARE, SHARE, PRESSURE, PARAMS)
def test_enforcers_of_dissent_are_among_those_who_act(
    believers: float, acting: float, pressure: float, params: Params
) -> None:
    assert 0.0 <= enforcing_dissent(acting, pressure, params) <= acting
    assert 0.0 <= enforcing_norm(believers, acting, pressure, params) <= 1.0 + 1e-15


@given(st.floats(-1.0, 0.0), PARAMS)
def test_pressure_to_dissent_holds_nobody_back(pressure: float, params: Params) -> None:
    assert share_weaker(pressure, params.strongest) == 0.0


@given(PRESSURE, PRESSURE, PARAMS)
def test_more_pressure_never_frees_anybody(first: float, second: float, params: Params) -> None:
    low, high = min(first, second), max(first, second)
    weaker = share_weaker(low, params.strongest)
    assert weaker <= share_weaker(high, params.strongest)
    norm = enforcing_norm(0.3, 0.2, low, params)
    assert norm <= enforcing_norm(0.3, 0.2, high, params)


@given(SHARE, PRESSURE, PARAMS)
def test_where_nobody_acts_nobody_enforces_what_he_believes(
    believers: float, pressure: float, params: Params
) -> None:
    out = rule(day(believers, 0.0, pressure), params, HERE)
    afraid = share_weaker(pressure - params.cost, params.strongest)
    assert out.enforcement == pytest.approx((1.0 - believers) * afraid)


@given(st.floats(0.0, 1.0), PARAMS)
def test_without_believers_a_norm_that_nobody_enforces_never_begins(
    acting: float, params: Params
) -> None:
    out = rule(day(0.0, acting, 0.0), params, HERE)
    assert out.enforcement <= 0.0
    assert out.disbelievers_free == 1.0


@given(occasions())
def test_the_jailed_enforce_nothing(case: tuple[Reads, Params]) -> None:
    reads, params = case
    out = rule(reads._replace(jailed=1.0, acting=0.0), params, HERE)
    assert out.enforcement == 0.0


@given(PRESSURE, st.floats(0.0, ROUND - 2.0), PARAMS)
def test_between_occasions_enforcement_keeps_for_a_week(
    pressure: float, age: float, params: Params
) -> None:
    reads = day(0.3, 0.0, pressure, occasion=0.0, age=age)
    out = rule(reads, params, HERE)
    assert (out.enforcement, out.age) == (pressure, age + 1.0)
    later = rule(reads._replace(age=ROUND - 1.0), params, HERE)
    assert tuple(later) == tuple(rule(day(0.3, 0.0, pressure), params, HERE))


def weeks_of_quiet(believers: float, enforcement: float, weeks: int) -> float:
    """Return enforcement after so many weeks in which nobody acts."""
    for _ in range(weeks):
        enforcement = rule(day(believers, 0.0, enforcement), PUBLISHED, HERE).enforcement
    return enforcement


def test_in_quiet_weeks_enforcement_dies_out_below_a_tipping_point_and_takes_hold_above() -> None:
    # f(e) = (1 - q)(e - κ)/s_max crosses e at (1 - q) κ / (1 - q - s_max), .3009 at q = .35.
    tipping = 0.65 * 0.125 / (0.65 - 0.38)
    assert weeks_of_quiet(0.35, tipping - 0.01, 12) == 0.0
    assert weeks_of_quiet(0.35, tipping + 0.01, 12) == 0.65
    # Where disbelievers are no more than s_max it dies out from anywhere.
    assert weeks_of_quiet(0.63, 0.4, 40) == 0.0


def test_python_and_compiled_give_the_same_bits() -> None:
    machine = compiled(rule, Target.CPU)
    for acting in (0.0, 0.07, 0.31, 0.6, 1.0):
        for enforcement in (-0.4, 0.0, 0.11, 0.29, 0.7):
            reads = day(0.35, acting, enforcement, jailed=0.04)
            assert tuple(machine(reads, PUBLISHED, HERE)) == tuple(rule(reads, PUBLISHED, HERE))
