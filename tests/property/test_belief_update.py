"""The public learns: Bayes' rule in any order, and nothing from empty news."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.formulae.belief import MEAN, PRECISION, learn_survival, mean_of
from interregnum.kernels.random import Address
from interregnum.mechanisms.belief_update import Params, Reads, rule
from workspaces import gaussian_belief, masses

MEANS = st.floats(-0.5, 1.5)
PRIOR = st.floats(4.0, 30.0)
NEWS = st.floats(0.5, 20.0)
HERE = Address(7, 0, 0)


@given(MEANS, PRIOR, MEANS)
def test_uninformative_news_changes_nothing(mean: float, prior: float, signal: float) -> None:
    belief = gaussian_belief(mean, prior)
    out = rule(Reads(signal, 0.0, belief), Params(), HERE)
    assert out.mean == pytest.approx(mean, abs=1e-15)
    assert belief.summary[PRECISION] == prior


@given(MEANS, PRIOR, MEANS, NEWS)
def test_the_mean_moves_towards_the_signal_and_not_beyond(
    mean: float, prior: float, signal: float, news: float
) -> None:
    belief = gaussian_belief(mean, prior)
    after = rule(Reads(signal, news, belief), Params(), HERE).mean
    low, high = min(mean, signal), max(mean, signal)
    assert low - 1e-12 <= after <= high + 1e-12
    assert belief.summary[PRECISION] == pytest.approx(prior + news, rel=1e-15)


@given(MEANS, PRIOR, MEANS, NEWS, MEANS, NEWS)
def test_the_order_of_news_does_not_matter(
    mean: float, prior: float, first: float, one: float, second: float, two: float
) -> None:
    forward, backward = gaussian_belief(mean, prior), gaussian_belief(mean, prior)
    rule(Reads(first, one, forward), Params(), HERE)
    rule(Reads(second, two, forward), Params(), HERE)
    rule(Reads(second, two, backward), Params(), HERE)
    rule(Reads(first, one, backward), Params(), HERE)
    assert forward.summary[MEAN] == pytest.approx(backward.summary[MEAN], abs=1e-13)
    assert forward.summary[PRECISION] == pytest.approx(backward.summary[PRECISION], rel=1e-14)


@given(MEANS, PRIOR, MEANS, NEWS)
def test_a_rosier_signal_never_lowers_the_mean(
    mean: float, prior: float, signal: float, news: float
) -> None:
    plain = rule(Reads(signal, news, gaussian_belief(mean, prior)), Params(), HERE).mean
    rosier = rule(Reads(signal + 0.1, news, gaussian_belief(mean, prior)), Params(), HERE).mean
    assert rosier > plain


@given(MEANS, PRIOR, MEANS, NEWS, st.floats(0.0, 0.6))
@settings(max_examples=10)
def test_news_after_a_truncation_keeps_the_truncation(
    mean: float, prior: float, signal: float, news: float, bound: float
) -> None:
    belief = gaussian_belief(mean, prior)
    learn_survival(belief, bound)
    out = rule(Reads(signal, news, belief), Params(), HERE)
    found = masses(belief)
    assert found.sum() == pytest.approx(1.0, abs=1e-12)
    assert out.mean == mean_of(belief) > bound - 1e-3
