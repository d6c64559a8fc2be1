"""Surviving is good news: nothing is left below the threshold, and the mean never falls."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from interregnum.formulae.belief import GRID_STEP, mean_of, put_on_grid, share_below
from interregnum.kernels.random import Address
from interregnum.mechanisms.survival_news import MARGIN_KIND, Params, Reads, rule
from workspaces import gaussian_belief, masses

MEANS = st.floats(-0.2, 1.2)
PRIOR = st.floats(4.0, 30.0)
BOUNDS = st.floats(0.02, 1.0)
HERE = Address(7, 0, 0)


@given(MEANS, PRIOR, BOUNDS)
@settings(max_examples=12)
def test_nothing_is_left_below_the_threshold(mean: float, prior: float, bound: float) -> None:
    """Up to the cell that the threshold cuts, which is spread over its whole width again."""
    belief = gaussian_belief(mean, prior)
    rule(Reads(bound, 2.0, 0.0, belief), Params(), HERE)
    found = masses(belief)
    assert share_below(belief, bound - GRID_STEP) == 0.0
    assert share_below(belief, bound) <= 0.5 * float(found.max())
    assert found.sum() == pytest.approx(1.0, abs=1e-12)


@given(MEANS, PRIOR, BOUNDS)
@settings(max_examples=12)
def test_surviving_never_lowers_the_mean(mean: float, prior: float, bound: float) -> None:
    belief = gaussian_belief(mean, prior)
    put_on_grid(belief)
    before = mean_of(belief)
    rule(Reads(bound, 2.0, 0.0, belief), Params(), HERE)
    after = mean_of(belief)
    assert after >= before - 1e-12
    rule(Reads(min(bound, 0.01), 2.0, 0.0, belief), Params(), HERE)
    assert mean_of(belief) == pytest.approx(after, abs=1e-12)  # a weaker attack tells nothing more


@given(MEANS, PRIOR, BOUNDS, BOUNDS)
@settings(max_examples=8)
def test_a_stronger_attack_survived_is_better_news(
    mean: float, prior: float, one: float, other: float
) -> None:
    means = []
    for bound in sorted((one, other)):
        belief = gaussian_belief(mean, prior)
        rule(Reads(bound, 2.0, 0.0, belief), Params(), HERE)
        means.append(mean_of(belief))
    assert means[0] <= means[1] + 1e-12


@given(st.floats(-1.0, 2.0))
@settings(max_examples=5)
def test_the_margin_shows_the_true_strength(strength: float) -> None:
    out = rule(Reads(0.3, strength, 0.0, gaussian_belief(0.5, 12.0)), Params(), HERE)
    assert out.shown == strength
    assert out.kind == MARGIN_KIND


@given(MEANS, PRIOR, BOUNDS, st.floats(0.01, 0.3))
@settings(max_examples=8)
def test_where_luck_counts_survival_proves_less(
    mean: float, prior: float, bound: float, luck: float
) -> None:
    before, hard, soft = (gaussian_belief(mean, prior) for _ in range(3))
    put_on_grid(before)
    rule(Reads(bound, 2.0, 0.0, hard), Params(), HERE)
    rule(Reads(bound, 2.0, luck, soft), Params(), HERE)
    assert mean_of(before) - 1e-12 <= mean_of(soft)
    assert share_below(hard, bound) <= share_below(soft, bound) + 1e-9


def test_the_soft_test_is_bayes_rule_by_hand() -> None:
    """A Gaussian belief times a normal distribution function has a known mean."""
    luck, bound, mean, precision = 0.2, 0.4, 0.5, 12.0
    belief = gaussian_belief(mean, precision)
    rule(Reads(bound, 2.0, luck, belief), Params(), HERE)
    whole = (1.0 / precision + luck**2) ** 0.5
    z = (mean - bound) / whole
    known = mean + norm.pdf(z) / norm.cdf(z) / precision / whole
    assert mean_of(belief) == pytest.approx(known, abs=1e-5)
