"""Effects of pairs: hand-made cases, and the most that sharing random numbers can gain."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.experiments.pairing import (
    contrast_interval,
    mean_interval,
    most_reduction,
    paired_effect,
    reduction,
)


def test_the_bound_is_reached_when_all_changed_runs_go_one_way() -> None:
    first = np.repeat([1.0, 1.0, 0.0], [30, 20, 50])
    second = np.repeat([1.0, 0.0, 0.0], [30, 20, 50])
    effect = paired_effect("removed", "1", first, second)
    # .5(.5) + .3(.7) over .2 - .04
    assert effect.bound == pytest.approx(0.46 / 0.16)
    assert effect.variance_reduction == pytest.approx(effect.bound)
    assert (effect.only_first, effect.only_second) == (0.2, 0.0)


def test_no_pairs_do_better_than_the_bound() -> None:
    random = np.random.default_rng(3)
    for _ in range(200):
        chances = random.uniform(0.05, 0.95, 3)
        shared = random.uniform(size=50)
        first = (shared < chances[0]).astype(float)
        second = np.where(random.uniform(size=50) < chances[2], shared < chances[1], 1.0 - first)
        effect = paired_effect("removed", "1", first, second)
        if effect.bound is not None:
            assert effect.variance_reduction is not None
            assert effect.variance_reduction <= effect.bound * (1.0 + 1e-9)


def test_unrelated_branches_gain_nothing() -> None:
    random = np.random.default_rng(5)
    first, second = (random.integers(0, 2, 200_000).astype(float) for _ in range(2))
    assert reduction([first, second], [1.0, -1.0]) == pytest.approx(1.0, abs=0.02)


def test_equal_shares_and_equal_branches_have_no_bound() -> None:
    assert most_reduction(0.4, 0.4) is None
    same = np.array([0.0, 1.0, 1.0])
    effect = paired_effect("removed", "1", same, same)
    assert effect.variance_reduction is None
    assert effect.low < 0.0 < effect.high


def test_an_interval_of_days_is_that_of_a_mean() -> None:
    first, second = np.array([10.0, 20.0, 30.0, 40.0]), np.array([12.0, 18.0, 20.0, 30.0])
    effect = paired_effect("exit_day", "d", first, second)
    differences = np.array([-2.0, 2.0, 10.0, 10.0])
    assert effect.estimate == 5.0
    half = 1.959963984540054 * differences.std(ddof=1) / 2.0
    assert (effect.low, effect.high) == pytest.approx((5.0 - half, 5.0 + half))


def test_what_differs_in_no_run_still_has_an_interval() -> None:
    days = np.full(100, 50.0)
    effect = paired_effect("exit_day", "d", days, days)
    assert effect.low < 0.0 < effect.high
    assert effect.high - effect.estimate < 50.0


def test_intervals_of_contrasts_cover_at_their_level() -> None:
    random = np.random.default_rng(11)
    inside = 0
    for _ in range(1000):
        shared = random.uniform(size=300)
        parts = [(shared < chance).astype(float) for chance in (0.5, 0.4, 0.35, 0.3)]
        interval = contrast_interval(parts, [1.0, -1.0, -1.0, 1.0], "1")
        inside += interval.low <= 0.05 <= interval.high
    # 95 %, within three standard errors of 1,000 trials.
    assert 930 <= inside <= 970


def test_few_runs_widen_an_interval() -> None:
    values = np.array([1.0, 0.0, -1.0, 1.0])
    few, many = mean_interval(values), mean_interval(np.tile(values, 100))
    assert few.high - few.low > 9.0 * (many.high - many.low)
