"""A ruler who has lost concedes or stays; who has won does neither."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from interregnum.kernels.random import (
    PURPOSE_CONCESSION,
    PURPOSE_ELECTION_FRAUD,
    PURPOSE_ELECTION_SHARE,
    Address,
    draw_normal,
    draw_uniform,
)
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.election_verdict import Params, Reads, Writes, published_share, rule
from workspaces import gaussian_belief

ADDRESSES = st.builds(Address, st.just(7), st.integers(0, 2**32 - 1), st.integers(0, 3650))
SHARES = st.floats(0.0, 1.0)
FRAUD = st.floats(0.0, 0.5)
DEFAULTS = Params()


def verdict(
    at: Address, legitimacy: float, threshold: float = 0.2, params: Params = DEFAULTS
) -> Writes:
    return rule(Reads(legitimacy, threshold, gaussian_belief(0.5, 12.0)), params, at)


@given(ADDRESSES, SHARES, SHARES, FRAUD)
def test_the_answer_follows_from_the_share_alone(
    at: Address, legitimacy: float, threshold: float, fraud: float
) -> None:
    out = verdict(at, legitimacy, threshold, Params(fraud))
    assert 0.0 <= out.share <= 1.0
    assert out.stolen + out.concession == (1.0 if out.share < 0.5 else 0.0)
    assert out.won == (1.0 if out.share >= 0.5 else 0.0)
    assert (out.shown, out.kind, out.place) == (out.share, 1.0, 60.0)


@given(ADDRESSES, SHARES, FRAUD)
def test_the_share_is_legitimacy_with_fraud_and_noise(
    at: Address, legitimacy: float, fraud: float
) -> None:
    added = fraud * draw_uniform(at, 0, PURPOSE_ELECTION_FRAUD)
    noise = 0.05 * draw_normal(at, 0, PURPOSE_ELECTION_SHARE)
    share = verdict(at, legitimacy, params=Params(fraud)).share
    assert share == pytest.approx(min(max(legitimacy + added + noise, 0.0), 1.0), abs=1e-12)


@given(SHARES, SHARES, st.floats(0.0, 0.5), st.floats(-4.0, 4.0))
def test_a_more_legitimate_ruler_never_gets_less(
    one: float, other: float, fraud: float, noise: float
) -> None:
    low, high = sorted((one, other))
    assert published_share(low, fraud, noise) <= published_share(high, fraud, noise)


@given(ADDRESSES, st.floats(0.0, 0.3), SHARES)
def test_a_beaten_ruler_concedes_with_the_belief_that_he_would_fall(
    at: Address, legitimacy: float, threshold: float
) -> None:
    out = verdict(at, legitimacy, threshold, Params(0.0))
    if out.share < 0.5:
        falls = ndtr((threshold - 0.5) * sqrt(12.0))
        u = draw_uniform(at, 0, PURPOSE_CONCESSION)
        assert out.concession == (1.0 if u < falls else 0.0)


@given(ADDRESSES, SHARES, SHARES, SHARES)
def test_a_higher_threshold_turns_theft_into_concession_and_never_back(
    at: Address, legitimacy: float, one: float, other: float
) -> None:
    low = verdict(at, legitimacy, min(one, other))
    high = verdict(at, legitimacy, max(one, other))
    assert low.share == high.share
    assert low.concession <= high.concession


def test_the_compiled_form_equals_python() -> None:
    fast = compiled(rule, Target.CPU)
    for run in range(50):
        at = Address(7, run, 100)
        for threshold in (0.0, 0.2, 0.6):
            plain = verdict(at, 0.4, threshold)
            reads = Reads(0.4, threshold, gaussian_belief(0.5, 12.0, plain=False))
            assert tuple(fast(reads, Params(), at)) == tuple(plain)
