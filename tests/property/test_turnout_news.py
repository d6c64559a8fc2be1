"""A crowd that was counted shows strength, by the exact inversion of its size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.coordination import ClassView, ease_to_strength, share_acting
from interregnum.kernels.random import Address
from interregnum.mechanisms import public_signal
from interregnum.mechanisms.turnout_news import Params, Reads, rule

HERE = Address(7, 0, 3)
STRENGTHS = st.floats(0.0, 1.0)


@given(STRENGTHS, st.floats(0.05, 0.6), st.floats(0.3, 0.8), st.floats(4.0, 30.0))
def test_the_strength_shown_is_the_one_that_the_turnout_implies(
    strength: float, threshold: float, mean: float, precision: float
) -> None:
    view = ClassView(6.0, 1.04, 0.7)
    turnout = share_acting(strength, threshold, mean, precision, view)
    implied = ease_to_strength(turnout, threshold, mean, precision, view)
    assert rule(Reads(strength), Params(), HERE).shown == pytest.approx(implied, abs=1e-6)


@given(STRENGTHS)
def test_the_news_is_of_the_exposing_kind_with_noise_of_its_own(strength: float) -> None:
    out = rule(Reads(strength), Params(), HERE)
    assert out.kind == public_signal.EXPOSURE
    crowd = public_signal.rule(
        public_signal.Reads(out.shown, out.kind, out.place), public_signal.Params(), HERE
    )
    margin = public_signal.rule(
        public_signal.Reads(out.shown, out.kind, 1000.0), public_signal.Params(), HERE
    )
    assert crowd.precision == public_signal.Params().exposure_precision
    assert crowd.signal != margin.signal
