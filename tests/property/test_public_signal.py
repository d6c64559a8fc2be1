"""News: unbiased up to its slant, as noisy as declared, addressed by its place."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import PURPOSE_SIGNAL_NOISE, Address, draw_normal
from interregnum.mechanisms.public_signal import (
    EXPOSURE,
    MARGIN,
    Params,
    Reads,
    rule,
    signal_shown,
)

PARAMS = st.builds(Params, st.floats(0.5, 20.0), st.floats(0.5, 20.0), st.floats(-0.3, 0.3))
STRENGTHS = st.floats(-1.0, 2.0)
KINDS = st.sampled_from([EXPOSURE, MARGIN])
ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 1000), st.integers(0, 3650))


@given(PARAMS, STRENGTHS, KINDS, st.integers(0, 1000), ADDRESSES)
def test_each_kind_of_news_has_its_own_precision(
    params: Params, strength: float, kind: float, place: int, at: Address
) -> None:
    out = rule(Reads(strength, kind, float(place)), params, at)
    declared = params.exposure_precision if kind == EXPOSURE else params.margin_precision
    assert out.precision == declared
    assert out.today == 1.0
    noise = draw_normal(at, place, PURPOSE_SIGNAL_NOISE)
    slant = strength - out.signal + noise / sqrt(declared)
    expected = params.bias if kind == EXPOSURE else 0.0
    assert slant == pytest.approx(expected, abs=1e-12)


@given(STRENGTHS, st.floats(-0.3, 0.3), st.floats(0.5, 20.0), st.floats(0.0, 5.0))
def test_noise_is_symmetric_around_the_slanted_truth(
    strength: float, bias: float, precision: float, noise: float
) -> None:
    up = signal_shown(strength, bias, precision, noise)
    down = signal_shown(strength, bias, precision, -noise)
    assert 0.5 * (up + down) == pytest.approx(strength - bias, abs=1e-13)
    assert up - down == pytest.approx(2.0 * noise / sqrt(precision), abs=1e-13)


@given(PARAMS, STRENGTHS, STRENGTHS, KINDS, ADDRESSES)
def test_a_stronger_regime_looks_stronger_by_as_much(
    params: Params, one: float, other: float, kind: float, at: Address
) -> None:
    first = rule(Reads(one, kind, 2.0), params, at).signal
    second = rule(Reads(other, kind, 2.0), params, at).signal
    assert first - second == pytest.approx(one - other, abs=1e-13)


@given(PARAMS, KINDS, ADDRESSES)
def test_places_and_days_have_noise_of_their_own(params: Params, kind: float, at: Address) -> None:
    here = rule(Reads(0.5, kind, 1.0), params, at).signal
    assert here == rule(Reads(0.5, kind, 1.0), params, at).signal
    assert here != rule(Reads(0.5, kind, 2.0), params, at).signal
    assert here != rule(Reads(0.5, kind, 1.0), params, at._replace(day=at.day + 1)).signal
