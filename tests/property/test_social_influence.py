"""Motives beside belief: zero in the reference, in proportion to their weights elsewhere."""

from __future__ import annotations

from math import isfinite, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.social_influence import Params, Reads, rule

HERE = Address(7, 0, 0)
SOCIAL, REFERENCE = Reads(1.0), Reads(0.0)
WEIGHTS = st.floats(0.0, 10.0)
PARAMS = st.builds(
    Params,
    individual_weight=st.floats(0.0, 10.0),
    social_weight=st.floats(0.0, 1.5),
    join_mean=st.floats(0.0, 1.0),
    join_spread=st.floats(0.01, 1.0),
    hardship_weight=WEIGHTS,
    hardship_bar=st.floats(0.0, 1.0),
    risk_weight=WEIGHTS,
    noise_weight=WEIGHTS,
)


@given(st.floats(0.0, 1.5), st.floats(0.0, 1.0))
def test_without_the_structure_ties_move_nobody(weight: float, mean: float) -> None:
    params = Params(social_weight=weight, join_mean=mean)
    assert set(rule(REFERENCE, params, HERE)) == {0.0}


@given(st.floats(0.0, 10.0), st.floats(0.0, 1.0))
def test_with_no_social_weight_the_social_structure_is_the_reference(
    unit: float, mean: float
) -> None:
    params = Params(individual_weight=unit, social_weight=0.0, join_mean=mean)
    assert set(rule(SOCIAL, params, HERE)) == {0.0}


@given(PARAMS)
def test_motives_are_weights_over_the_weight_of_belief(params: Params) -> None:
    out = rule(SOCIAL, params, HERE)
    unit = max(params.individual_weight, 1e-9)
    ratio = params.social_weight / unit
    assert out.pull == pytest.approx(ratio)
    assert out.hardship * unit == pytest.approx(params.hardship_weight)
    assert out.risk * unit == pytest.approx(params.risk_weight)
    expected = ratio * params.join_mean + params.hardship_weight * params.hardship_bar / unit
    assert out.added == pytest.approx(expected)
    noise = pi**2 / 3.0 * (params.noise_weight / unit) ** 2
    assert out.variance == pytest.approx((ratio * params.join_spread) ** 2 + noise)
    assert all(isfinite(term) and term >= 0.0 for term in out)


@given(PARAMS)
def test_the_reference_structure_silences_ties_and_nothing_else(params: Params) -> None:
    assert rule(REFERENCE, params, HERE) == rule(SOCIAL, params._replace(social_weight=0.0), HERE)


def test_python_and_compiled_give_the_same_bits() -> None:
    machine = compiled(rule, Target.CPU)
    for unit in (0.0, 0.3, 1.0):
        params = Params(unit, 0.7, 0.3, 0.2, 0.5, 0.1, 1.5, 0.4)
        assert tuple(machine(SOCIAL, params, HERE)) == tuple(rule(SOCIAL, params, HERE))
