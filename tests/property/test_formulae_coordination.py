"""Laws of ★, ★★ and ★★★ for all inputs: no threshold is missed and none is invented."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import norm

from interregnum.formulae.coordination import (
    Classes,
    ClassView,
    ease_to_strength,
    excess_attack,
    find_thresholds,
    share_acting,
    uniqueness_index,
    weighted_threshold,
)
from interregnum.kernels.scalar import Target, compiled

find = compiled(find_thresholds, Target.CPU)

precisions = st.floats(-6.0, 6.0).map(lambda x: 10.0**x)
moderate = st.floats(-1.0, 3.0).map(lambda x: 10.0**x)
costs = st.one_of(st.floats(0.001, 0.999), st.sampled_from([1e-12, 1.0 - 1e-12]))
spreads = st.one_of(st.just(0.0), st.floats(0.001, 5.0))
one_class = st.tuples(
    st.floats(0.01, 1.0), st.one_of(precisions, moderate), costs.map(norm.ppf), spreads
)


@st.composite
def games(draw: st.DrawFn) -> tuple[Classes, int, float, float]:
    """Draw a hostile game; half of them are centred, where thresholds are many."""
    rows = np.array(draw(st.lists(one_class, min_size=1, max_size=4)))
    precision = draw(st.one_of(st.just(0.0), precisions, moderate))
    mean = draw(st.floats(-2.0, 3.0))
    if precision > 0.0 and draw(st.booleans()):
        mean = 0.5 - float(np.sqrt(precision + rows[0, 1]) * rows[0, 2] / precision)
    rows[:, 0] /= rows[:, 0].sum()
    return Classes(*np.ascontiguousarray(rows.T)), len(rows), mean, precision


def thresholds(game: tuple[Classes, int, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return roots and stability."""
    roots, stable = np.zeros(11), np.zeros(11)
    n = find(*game, roots, stable)
    return roots[:n], stable[:n] == 1.0


def attack(game: tuple[Classes, int, float, float], at: np.ndarray) -> np.ndarray:
    """Return ★'s right side by SciPy, independently of the package."""
    classes, _, mean, precision = game
    total = precision + np.asarray(classes.precision)
    width = np.sqrt(np.asarray(classes.precision) + np.asarray(classes.spread) ** 2 * total)
    argument = precision * (at[:, None] - mean) - np.sqrt(total) * np.asarray(classes.cost)
    shares: np.ndarray = ndtr(argument / width) @ np.asarray(classes.weight)
    return shares


def scan(game: tuple[Classes, int, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return points dense at 0, at 1 and about every class's centre, and the clear signs there."""
    classes, _, mean, precision = game
    points: list[Any] = [np.linspace(0, 1, 2001), np.geomspace(1e-300, 1, 900)]
    points.append(1 - np.geomspace(1e-16, 1, 300))
    steepest = 0.0
    if precision > 0.0:
        total = precision + np.asarray(classes.precision)
        width = np.sqrt(np.asarray(classes.precision) + np.asarray(classes.spread) ** 2 * total)
        centre = mean + np.sqrt(total) * np.asarray(classes.cost) / precision
        steepest = float(np.max(precision / width))
        points += [
            c + np.linspace(-9, 9, 900) * w / precision for c, w in zip(centre, width, strict=True)
        ]
    at = np.unique(np.clip(np.concatenate(points), 0.0, 1.0))
    excess = attack(game, at) - at
    clear = np.abs(excess) > 1e-13 + 1e-15 * steepest * max(abs(mean), 1.0)
    return at[clear], np.sign(excess[clear])


@settings(max_examples=150, deadline=None)
@given(games())
def test_every_sign_change_of_an_independent_scan_holds_an_odd_number_of_thresholds(
    game: tuple[Classes, int, float, float],
) -> None:
    roots, _ = thresholds(game)
    at, signs = scan(game)
    for i in np.nonzero(signs[1:] != signs[:-1])[0]:
        assert np.count_nonzero((roots >= at[i]) & (roots <= at[i + 1])) % 2 == 1


@settings(max_examples=150, deadline=None)
@given(games())
def test_thresholds_are_roots_in_order_and_alternate_in_stability(
    game: tuple[Classes, int, float, float],
) -> None:
    roots, stable = thresholds(game)
    assert len(roots) % 2 == 1
    assert all(0.0 <= root <= 1.0 for root in roots)
    assert all(first <= second for first, second in pairwise(roots))
    assert list(stable) == [i % 2 == 0 for i in range(len(roots))]
    step = 4e-16 + 4e-16 * roots
    lower = attack(game, np.maximum(roots - step, 0.0)) - roots
    upper = attack(game, np.minimum(roots + step, 1.0)) - roots
    # The root's own rounding moves the attack by what it is over a neighbouring float.
    assert np.all((lower <= 1e-12) & (upper >= -1e-12))


@settings(max_examples=150, deadline=None)
@given(games())
def test_an_index_of_at_most_one_means_one_threshold(
    game: tuple[Classes, int, float, float],
) -> None:
    classes, count, _, precision = game
    assume(uniqueness_index(classes, count, precision) <= 1.0)
    assert len(thresholds(game)[0]) == 1


@pytest.mark.parametrize("precision", [1e-6, 0.01, 1.0, 7.0, 1e6])
@pytest.mark.parametrize("beyond", [-1e-3, -1e-6, 0.0, 1e-6, 1e-3])
def test_one_threshold_becomes_three_at_the_uniqueness_bound(
    precision: float, beyond: float
) -> None:
    private = precision**2 / (2.0 * np.pi) / (1.0 + beyond) ** 2
    classes = Classes(*(np.array([x]) for x in (1.0, private, 0.0, 0.0)))
    roots, _ = thresholds((classes, 1, 0.5, precision))
    assert len(roots) == (3 if beyond > 0.0 else 1)
    assert roots[len(roots) // 2] == pytest.approx(0.5, abs=1e-9)


@given(games(), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_attack_is_a_share_and_never_falls_with_the_conjecture(
    game: tuple[Classes, int, float, float], first: float, second: float
) -> None:
    low, high = sorted((first, second))
    below, above = weighted_threshold(low, *game), weighted_threshold(high, *game)
    assert 0.0 <= below <= above + 1e-15 <= 1.0 + 2e-15
    assert excess_attack(low, *game) == below - low


@given(games())
def test_the_attack_equals_an_independent_computation(
    game: tuple[Classes, int, float, float],
) -> None:
    at = np.array([0.0, 0.3, 1.0])
    ours = [weighted_threshold(float(t), *game) for t in at]
    assert ours == pytest.approx(list(attack(game, at)), abs=1e-7)


views = st.builds(
    ClassView, st.floats(0.1, 100.0), st.floats(-2.0, 2.0), st.one_of(st.just(0.0), st.floats(0, 3))
)


@given(st.floats(1e-6, 1.0 - 1e-6), st.floats(0, 1), st.floats(-1, 2), st.floats(0.0, 50.0), views)
def test_strength_from_ease_inverts_the_share_acting(
    share: float, threshold: float, mean: float, precision: float, view: ClassView
) -> None:
    truth = ease_to_strength(share, threshold, mean, precision, view)
    again = share_acting(truth, threshold, mean, precision, view)
    assert again == pytest.approx(share, rel=1e-9)


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(0, 1), st.floats(-1, 2), views)
def test_fewer_act_against_the_stronger(
    first: float, second: float, threshold: float, mean: float, view: ClassView
) -> None:
    weak, strong = sorted((first, second))
    assert share_acting(strong, threshold, mean, 4.0, view) <= share_acting(
        weak, threshold, mean, 4.0, view
    )


@given(st.floats(0.01, 0.99), precisions, st.floats(0.0, 3.0))
def test_without_public_belief_the_threshold_is_one_minus_the_mean_cost(
    cost: float, private: float, spread: float
) -> None:
    quantile = float(norm.ppf(cost))
    classes = Classes(*(np.array([x]) for x in (1.0, private, quantile, spread)))
    roots, _ = thresholds((classes, 1, 0.0, 0.0))
    expected = 1.0 - ndtr(quantile / np.sqrt(1.0 + spread**2))
    assert list(roots) == pytest.approx([expected], abs=1e-12)


@given(games())
def test_costs_and_mean_mirrored_mirror_the_thresholds(
    game: tuple[Classes, int, float, float],
) -> None:
    classes, count, mean, precision = game
    assume(precision < 100.0 and min(classes.precision) > 0.01)
    roots, _ = thresholds(game)
    mirrored, _ = thresholds(
        (classes._replace(cost=-np.asarray(classes.cost)), count, 1 - mean, precision)
    )
    assert len(roots) == len(mirrored)
    slope = np.diff(
        attack(game, np.concatenate([roots - 1e-6, roots + 1e-6])).reshape(2, -1), axis=0
    )
    well = np.abs(slope[0] / 2e-6 - 1.0) > 1e-3
    assert list((1 - mirrored[::-1])[well]) == pytest.approx(list(roots[well]), abs=1e-10)
