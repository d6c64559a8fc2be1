"""The grid belief equals its closed forms: Gaussian, truncated, smoothed, forgotten.

Tolerances. Masses stand at the cells' centres, so sums of smooth functions are exact to rounding;
a bound inside a cell of width h = 1e-3 costs at most h²/8 times the slope of the density there,
which is below α/4 for a normal of precision α: .1 α h² leaves room for both ends, divided by the
mass that survives. Within the cut cell itself nothing is resolved: h/4 of the density there.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, sqrt

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import ndtr

from interregnum.formulae import belief as module
from interregnum.formulae.belief import (
    FORM,
    GAUSSIAN,
    GRID_STEP,
    ON_GRID,
    REACH,
    Belief,
)
from interregnum.formulae.diffusion import diffuse
from interregnum.kernels.scalar import compiled
from workspaces import CENTRES, Floats, gaussian_belief, masses

put_on_grid = compiled(module.put_on_grid)
learn_signal = compiled(module.learn_signal)
learn_survival = compiled(module.learn_survival)
learn_soft_test = compiled(module.learn_soft_test)
share_below = compiled(module.share_below)
mean_of = compiled(module.mean_of)
carry = compiled(diffuse)

# The mass beyond the reach that is kept, on both sides, and rounding.
TAIL = 2.0 * float(ndtr(-REACH)) + 1e-13
EDGE = 0.5 * GRID_STEP


def cut_error(bound: float, precision: float) -> float:
    """Return what a cut of N(0.5, 1/precision) at a bound may cost."""
    return 0.1 * precision * GRID_STEP**2 / float(ndtr((0.5 - bound) * sqrt(precision)))


def on_grid(mean: float, precision: float) -> Belief:
    belief = gaussian_belief(mean, precision, plain=False)
    put_on_grid(belief)
    return belief


def distribution(belief: Belief) -> Floats:
    """Return the distribution function at the cells' upper edges."""
    return np.cumsum(masses(belief))


def same_law(one: Belief, other: Belief) -> float:
    return float(np.max(np.abs(distribution(one) - distribution(other))))


@pytest.mark.parametrize("precision", [4.0, 12.0, 30.0, 400.0])
@pytest.mark.parametrize(("signal", "news"), [(0.2, 6.0), (1.4, 0.5), (-0.6, 20.0)])
def test_a_signal_on_the_grid_gives_the_gaussian_update(
    precision: float, signal: float, news: float
) -> None:
    belief = on_grid(0.5, precision)
    learn_signal(belief, signal, news)
    both = precision + news
    mean = (precision * 0.5 + news * signal) / both
    # A mean moved by k standard deviations of the prior meets a tail cut at REACH - k.
    shift = abs(mean - 0.5) * sqrt(precision)
    tail = 2.0 * float(ndtr(-sqrt(both / precision) * (REACH - shift))) + 1e-13
    exact = ndtr((CENTRES + EDGE - mean) * sqrt(both))
    midpoint = GRID_STEP**2 / 24.0 * both * 0.25  # of a cell's mass by its centre
    assert np.max(np.abs(distribution(belief) - exact)) < midpoint + tail
    assert mean_of(belief) == pytest.approx(mean, abs=1e-12 + 10.0 * tail)


def test_news_without_precision_leaves_the_grid_as_it_was() -> None:
    belief = on_grid(0.5, 12.0)
    before = masses(belief)
    learn_signal(belief, -3.0, 0.0)
    assert masses(belief) == pytest.approx(before, rel=1e-14)


@pytest.mark.parametrize("bound", [-0.2, 0.21234, 0.4, 0.4005, 0.7777, 1.1])
@pytest.mark.parametrize("precision", [4.0, 12.0, 30.0])
def test_survival_gives_the_truncated_normal(bound: float, precision: float) -> None:
    belief = gaussian_belief(0.5, precision, plain=False)
    learn_survival(belief, bound)
    law = stats.truncnorm((bound - 0.5) * sqrt(precision), np.inf, 0.5, 1.0 / sqrt(precision))
    beyond = CENTRES + EDGE > bound + GRID_STEP
    tolerance = cut_error(bound, precision)
    error = distribution(belief) - law.cdf(CENTRES + EDGE)
    assert np.max(np.abs(error[beyond])) < tolerance
    assert mean_of(belief) == pytest.approx(law.mean(), abs=tolerance)
    assert (
        share_below(belief, bound) <= 0.25 * GRID_STEP * law.pdf(bound + GRID_STEP) * 1.05 + 1e-15
    )
    assert share_below(belief, bound - GRID_STEP) == 0.0


def test_a_bound_at_a_cell_edge_leaves_nothing_below_it() -> None:
    belief = gaussian_belief(0.5, 12.0, plain=False)
    learn_survival(belief, 0.4005)
    assert share_below(belief, 0.4005) < 1e-14


def test_a_bound_above_all_belief_leaves_its_highest_cell() -> None:
    belief = on_grid(0.5, 400.0)
    learn_survival(belief, 3.0)
    assert np.count_nonzero(masses(belief)) == 1
    assert mean_of(belief) == pytest.approx(0.5 + REACH / 20.0, abs=GRID_STEP)


def test_a_bound_below_all_belief_changes_nothing() -> None:
    belief = on_grid(0.5, 400.0)
    before = masses(belief)
    learn_survival(belief, -1.0)
    assert np.array_equal(masses(belief), before)


@pytest.mark.parametrize("private", [10.0, 80.0])
@pytest.mark.parametrize("bound", [-0.2, 0.5, 1.2])
def test_a_soft_test_gives_the_skew_normal(private: float, bound: float) -> None:
    belief = gaussian_belief(0.5, 12.0, plain=False)
    learn_soft_test(belief, bound, private)
    weight = stats.norm.pdf(CENTRES, 0.5, 1.0 / sqrt(12.0)) * ndtr(
        sqrt(private) * (CENTRES - bound)
    )
    exact = weight / weight.sum()
    joint = sqrt(1.0 / 12.0 + 1.0 / private)
    u = (0.5 - bound) / joint
    assert np.max(np.abs(np.cumsum(exact) - distribution(belief))) < TAIL / ndtr(u)
    mean = 0.5 + stats.norm.pdf(u) / ndtr(u) / (12.0 * joint)
    assert mean_of(belief) == pytest.approx(mean, abs=10.0 * TAIL / ndtr(u))


class Smoothed:
    """The law of anchor + kept (θ - anchor) + N(0, variance), θ normal above a bound."""

    def __init__(self, bound: float, precision: float, carried: tuple[float, float, float]) -> None:
        self.anchor, self.kept, self.variance = carried
        self.bound, self.precision = bound, precision
        self.mean = self.anchor + self.kept * (0.5 - self.anchor)
        self.spread = sqrt(self.kept**2 / precision + self.variance)

    def density(self, z: float) -> float:
        """Return Gaussian times Φ: the extended skew normal."""
        back = self.precision + self.kept**2 / self.variance
        seen = (z - self.anchor) / self.kept + self.anchor
        pull = self.kept**2 / self.variance
        middle = (self.precision * 0.5 + pull * seen) / back
        above = ndtr((middle - self.bound) * sqrt(back))
        whole = ndtr((0.5 - self.bound) * sqrt(self.precision))
        return float(stats.norm.pdf(z, self.mean, self.spread) * above / whole)

    def cdf(self, points: Floats) -> Floats:
        low = self.mean - 9.0 * self.spread
        steps = np.concatenate([[low], points])
        parts = [
            integrate.quad(self.density, a, b, epsabs=1e-12, epsrel=1e-11, limit=200)[0]
            for a, b in pairwise(steps)
        ]
        return np.cumsum(parts)

    def expectation(self) -> float:
        root = sqrt(self.precision)
        u = (0.5 - self.bound) * root
        before = 0.5 + stats.norm.pdf(u) / ndtr(u) / root
        return float(self.anchor + self.kept * (before - self.anchor))


@pytest.mark.parametrize("bound", [0.3, 0.4005])
@pytest.mark.parametrize(
    ("precision", "memory", "days"),
    [(4.0, 0.3, 1.0), (12.0, 3.0, 1.0), (12.0, 3.0, 30.0), (30.0, 0.3, 365.0), (30.0, 30.0, 30.0)],
)
def test_forgetting_a_truncation_gives_the_extended_skew_normal(
    bound: float, precision: float, memory: float, days: float
) -> None:
    belief = gaussian_belief(0.5, precision, plain=False)
    learn_survival(belief, bound)
    carry(belief, 0.6, memory, precision, days)
    kept = exp(-memory * days / 365.0)
    law = Smoothed(bound, precision, (0.6, kept, (1.0 - kept**2) / precision))
    cells = np.arange(3400, 5400, 40)  # strengths -0.6 to 1.4
    exact = law.cdf(CENTRES[cells] + EDGE)
    # Sums over cells err by h²/24 times the slope, before and after; it is steep where the cut has
    # been smoothed little.
    survives = float(ndtr((0.5 - bound) * sqrt(precision)))
    steepness = stats.norm.pdf(0.0) ** 2 * sqrt(precision / law.variance) / survives
    tolerance = cut_error(bound, precision) + GRID_STEP**2 / 12.0 * steepness
    assert np.max(np.abs(distribution(belief)[cells] - exact)) < tolerance
    assert mean_of(belief) == pytest.approx(law.expectation(), abs=cut_error(bound, precision))


@pytest.mark.parametrize(
    ("precision", "memory"), [(4.0, 0.3), (4.0, 30.0), (12.0, 3.0), (30.0, 0.3), (30.0, 30.0)]
)
def test_one_step_of_a_year_equals_a_year_of_days(precision: float, memory: float) -> None:
    once = gaussian_belief(0.5, precision, plain=False)
    learn_survival(once, 0.4)
    daily = Belief(*(array.copy() for array in once))
    carry(once, 0.6, memory, precision, 365.0)
    for _ in range(365):
        carry(daily, 0.6, memory, precision, 1.0)
    assert same_law(once, daily) < 2e-9


@pytest.mark.parametrize("precision", [4.0, 30.0])
@pytest.mark.parametrize("days", [1.0, 30.0, 3650.0])
def test_the_stationary_law_stays(precision: float, days: float) -> None:
    belief = on_grid(0.6, precision)
    before = distribution(belief)
    for memory in (0.3, 3.0, 10.0):
        carry(belief, 0.6, memory, precision, days)
    # Shrinking and smoothing a midpoint sum of a Gaussian errs by less than rounding.
    assert np.max(np.abs(distribution(belief) - before)) < 1e-9


def direct_sum(belief: Belief, carried: tuple[float, float, float]) -> Floats:
    """Return the smoothed masses by an independent dense matrix."""
    anchor, kept, variance = carried
    before = masses(belief)
    source = np.flatnonzero(before)
    places = anchor + kept * (CENTRES[source] - anchor)
    parts = []
    for rows in np.array_split(CENTRES, 20):
        kernel = np.exp(-0.5 * (rows[:, None] - places[None, :]) ** 2 / variance)
        parts.append(kernel @ before[source])
    result = np.concatenate(parts)
    return result / result.sum()


# From two cells a stride to the largest; 0.02 of precision reaches the cap on strides.
@pytest.mark.parametrize(
    ("precision", "memory", "days"),
    [
        (30.0, 0.3, 0.5),
        (30.0, 0.3, 1.0),
        (4.0, 3.0, 1.0),
        (12.0, 3.0, 30.0),
        (4.0, 0.3, 3650.0),
        (12.0, 30.0, 30.0),
        (30.0, 30.0, 365.0),
        (0.5, 3.0, 365.0),
    ],
)
def test_three_smoothings_equal_a_dense_matrix(
    precision: float, memory: float, days: float
) -> None:
    belief = gaussian_belief(0.5, max(precision, 4.0), plain=False)
    learn_survival(belief, 0.4)
    kept = exp(-memory * days / 365.0)
    exact = direct_sum(belief, (0.6, kept, (1.0 - kept**2) / precision))
    carry(belief, 0.6, memory, precision, days)
    found = masses(belief)
    assert np.max(np.abs(found - exact)) < 1e-10
    assert np.max(np.abs(np.cumsum(found) - np.cumsum(exact))) < 1e-9
    assert found.sum() == pytest.approx(1.0, abs=1e-13)
    assert found.min() >= 0.0


@pytest.mark.parametrize("mean", [-3.9, 5.9])
def test_a_window_at_the_end_of_the_lattice_keeps_its_mass(mean: float) -> None:
    belief = on_grid(mean, 12.0)
    for days in (1.0, 90.0, 365.0):
        carry(belief, mean, 3.0, 12.0, days)
        assert masses(belief).sum() == pytest.approx(1.0, abs=1e-12)
        assert masses(belief).min() >= 0.0
        assert CENTRES[0] <= mean_of(belief) <= CENTRES[-1]


@pytest.mark.parametrize("days", [500.0, 3650.0, 36500.0])
def test_what_is_wholly_forgotten_is_the_stationary_law_again(days: float) -> None:
    belief = gaussian_belief(0.2, 30.0, plain=False)
    learn_survival(belief, 0.1)
    carry(belief, 0.6, 30.0, 12.0, days)
    assert belief.summary[FORM] == GAUSSIAN
    assert belief.summary[1:3] == pytest.approx([0.6, 12.0], rel=1e-12)


def test_no_time_changes_nothing() -> None:
    belief = gaussian_belief(0.5, 12.0, plain=False)
    learn_survival(belief, 0.4)
    before = masses(belief)
    carry(belief, 0.6, 3.0, 12.0, 0.0)
    carry(belief, 0.6, 0.0, 12.0, 365.0)
    assert belief.summary[FORM] == ON_GRID
    assert np.array_equal(masses(belief), before)
