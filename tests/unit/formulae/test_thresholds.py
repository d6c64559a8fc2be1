"""Edges of ★, ★★ and ★★★: underflow, steps, missing news, and arrays that are too short."""

from __future__ import annotations

import math

import pytest

from interregnum.formulae.coordination import (
    Classes,
    ClassView,
    ease_to_strength,
    find_thresholds,
    share_acting,
    uniqueness_index,
    weighted_threshold,
)
from interregnum.formulae.global_game import Survived, margin_cutoff, signal_cutoff

THREE = Classes(
    [0.25, 0.30, 0.45],
    [6.0, 40.0, 40.0],
    [1.0364333894937898, 0.5244005127080407, 0.6744897501960817],
    [0.7, 0.7, 0.7],
)


def one_class(private: float, cost: float, spread: float = 0.0) -> Classes:
    return Classes([1.0], [private], [cost], [spread])


def thresholds(classes: Classes, mean: float, precision: float) -> list[tuple[float, bool]]:
    """Return roots and stability."""
    count = len(classes.weight)
    roots, stable = [0.0] * (2 * count + 3), [0.0] * (2 * count + 3)
    n = find_thresholds(classes, count, mean, precision, roots, stable)
    return [(roots[i], stable[i] == 1.0) for i in range(n)]


@pytest.mark.parametrize(
    ("precision", "mean", "expected"),
    [(12.0, 0.8, 0.035033), (12.0, 0.5, 0.096985), (4.0, 0.5, 0.212273)],
)
def test_three_classes_have_their_published_threshold(
    precision: float, mean: float, expected: float
) -> None:
    assert thresholds(THREE, mean, precision) == [(pytest.approx(expected, abs=1e-6), True)]


def test_an_attack_that_underflows_is_a_threshold_of_zero_and_a_certain_one_is_one() -> None:
    assert thresholds(one_class(1e-6, 0.0), 0.5, 1e6) == [(0.0, True), (0.5, False), (1.0, True)]
    assert thresholds(one_class(1.0, -50.0), 0.0, 0.0) == [(1.0, True)]
    assert thresholds(one_class(1.0, 50.0), 0.0, 0.0) == [(0.0, True)]


def test_a_tiny_threshold_keeps_its_digits() -> None:
    (root, stable), *others = thresholds(one_class(1.0, 30.0), 0.0, 0.0)
    assert stable
    assert others == []
    assert root == pytest.approx(4.906713927148187e-198, rel=1e-12)


def test_two_camps_far_apart_hold_five_thresholds() -> None:
    camps = Classes([0.5, 0.5], [1e-4, 1e-4], [0.25, -0.25], [0.0, 0.0])
    found = thresholds(camps, 0.5, 1.0)
    assert [stable for _, stable in found] == [True, False, True, False, True]
    assert [root for root, _ in found] == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0], abs=1e-3)


def test_a_camp_of_tiny_weight_is_not_overlooked() -> None:
    camps = Classes([1.0 - 1e-6, 1e-6], [1e-6, 1e-6], [2000.0, 0.0], [0.0, 0.0])
    found = thresholds(camps, 5e-7, 1e6)
    assert [stable for _, stable in found] == [True, False, True]
    assert [root for root, _ in found] == pytest.approx([0.0, 5e-7, 1e-6], rel=1e-2, abs=1e-12)


def test_an_array_that_is_too_short_is_never_overrun() -> None:
    roots, stable = [9.0, 9.0], [9.0, 9.0]
    assert find_thresholds(one_class(1.0, 0.0), 1, 0.5, 4.0, roots, stable) == 2
    assert len(roots) == 2


def test_classes_beyond_the_count_are_ignored() -> None:
    more = Classes([1.0, 7.0], [4.0, 1.0], [0.0, 0.0], [0.0, 0.0])
    assert weighted_threshold(0.3, more, 1, 0.5, 1.0) == weighted_threshold(
        0.3, one_class(4.0, 0.0), 1, 0.5, 1.0
    )


def test_a_class_without_news_or_spread_steps() -> None:
    step = one_class(0.0, 0.0)
    assert [weighted_threshold(t, step, 1, 0.5, 4.0) for t in (0.49, 0.5, 0.51)] == [0.0, 0.5, 1.0]
    assert math.isfinite(uniqueness_index(step, 1, 4.0))
    view = ClassView(0.0, 0.0, 0.0)
    assert [share_acting(9.0, t, 0.5, 4.0, view) for t in (0.4, 0.6)] == [0.0, 1.0]


def test_no_news_at_all_is_the_limit_of_vague_private_news() -> None:
    nothing = share_acting(0.3, 0.5, 0.0, 0.0, ClassView(0.0, 0.4, 0.7))
    vague = share_acting(0.3, 0.5, 0.0, 0.0, ClassView(1e-20, 0.4, 0.7))
    assert nothing == pytest.approx(vague, abs=1e-9)


def test_a_class_without_private_news_tells_nothing_by_its_share() -> None:
    assert ease_to_strength(0.3, 0.5, 0.7, 4.0, ClassView(0.0, 0.0, 0.5)) == 0.7


def test_an_uninformed_public_needs_no_uniqueness() -> None:
    assert uniqueness_index(THREE, 3, 0.0) == 0.0


def test_a_signal_cutoff_is_finite_at_thresholds_of_zero_and_one() -> None:
    assert signal_cutoff(0.0, 1e-6, 0.5, 1e6, 0.5) == pytest.approx(-0.5e12, rel=1e-6)
    assert signal_cutoff(1.0, 1e-6, 0.5, 1e6, 0.5) == pytest.approx(0.5e12, rel=1e-6)


@pytest.mark.parametrize(("precision", "edge"), [(1.0, -0.766), (4.0, 0.513), (16.0, 0.851)])
def test_the_margin_cutoff_is_that_of_unchanged_private_beliefs(
    precision: float, edge: float
) -> None:
    first = thresholds(one_class(1.0, 0.0), 1.0, 1.0)[0][0]
    game = Survived(1.0, 1.0, 1.0, 0.5, first)
    assert margin_cutoff(game, precision) == pytest.approx(edge, abs=1e-3)


def test_no_margin_matters_where_nothing_or_everything_can_be_attacked() -> None:
    for survived in (1.0, -0.1):
        assert math.isnan(margin_cutoff(Survived(0.5, 1.0, 1.0, 0.5, survived), 1.0))
