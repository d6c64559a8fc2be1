"""Intervals against published values, exact identities and their own coverage."""

import math

import pytest

from interregnum.errors import ScenarioError
from interregnum.intervals import paired_difference, wilson

# R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
NEWCOMBE_TABLE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("successes", "trials", "low", "high"), NEWCOMBE_TABLE)
def test_wilson_gives_the_published_limits(
    successes: int, trials: int, low: float, high: float
) -> None:
    interval = wilson(successes, trials, 0.95)
    assert interval.estimate == successes / trials
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
@pytest.mark.parametrize(("successes", "trials"), [(1, 7), (40, 90), (3, 2000)])
def test_wilson_limits_solve_the_score_equation(successes: int, trials: int, level: float) -> None:
    interval = wilson(successes, trials, level)
    for limit in (interval.low, interval.high):
        distance = abs(successes / trials - limit)
        z = distance / math.sqrt(limit * (1 - limit) / trials)
        assert math.erf(z / math.sqrt(2)) == pytest.approx(level, abs=1e-12)


def test_wilson_of_nothing_and_of_everything_touches_the_end_exactly() -> None:
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0
    assert wilson(0, 10).high == pytest.approx(1.0 - wilson(10, 10).low, abs=1e-15)


def test_wilson_covers_the_truth_as_often_as_it_says_on_average() -> None:
    """The mean coverage over shares is the level; a Wald interval reaches only 0.90 here."""
    trials = 30
    shares = [(i + 0.5) / 200 for i in range(200)]
    intervals = [wilson(k, trials) for k in range(trials + 1)]
    coverage = 0.0
    for share in shares:
        for k, interval in enumerate(intervals):
            if interval.low <= share <= interval.high:
                coverage += math.comb(trials, k) * share**k * (1 - share) ** (trials - k)
    assert coverage / len(shares) == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(successes: int, trials: int) -> None:
    with pytest.raises(ScenarioError, match="is not a count"):
        wilson(successes, trials)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 95.0, math.nan])
def test_impossible_levels_are_refused(level: float) -> None:
    with pytest.raises(ScenarioError, match="level"):
        wilson(1, 2, level)


def arms(both: int, only_first: int, only_second: int, neither: int) -> tuple[list[int], list[int]]:
    first = [1] * (both + only_first) + [0] * (only_second + neither)
    second = [1] * both + [0] * only_first + [1] * only_second + [0] * neither
    return first, second


def test_paired_difference_gives_the_published_interval() -> None:
    """Airway hyper-responsiveness before and after transplantation, 21 children.

    Fagerland, Lydersen and Laake, Statistics in Medicine 33 (2014), doi:10.1002/sim.6148.
    """
    interval = paired_difference(*arms(1, 1, 7, 12))
    assert interval.estimate == pytest.approx(-0.286, abs=5e-4)
    assert interval.low == pytest.approx(-0.507, abs=5e-4)
    assert interval.high == pytest.approx(-0.026, abs=5e-4)


def test_swapping_the_arms_changes_only_the_sign() -> None:
    one = paired_difference(*arms(20, 9, 3, 14))
    first, second = arms(20, 9, 3, 14)
    other = paired_difference(second, first)
    assert other.estimate == -one.estimate
    assert other.low == pytest.approx(-one.high, abs=1e-15)
    assert other.high == pytest.approx(-one.low, abs=1e-15)


def test_agreement_of_the_arms_narrows_the_interval() -> None:
    agreeing = paired_difference(*arms(45, 5, 0, 50))
    independent = paired_difference(*arms(25, 25, 20, 30))
    assert agreeing.estimate == independent.estimate == pytest.approx(0.05)
    assert agreeing.high - agreeing.low < 0.6 * (independent.high - independent.low)


def test_arms_that_never_differ_still_leave_doubt() -> None:
    interval = paired_difference([0] * 20, [0] * 20)
    assert interval.estimate == 0.0
    assert interval.low == pytest.approx(-wilson(0, 20).high)
    assert interval.high == pytest.approx(wilson(0, 20).high)


def test_the_interval_stays_within_one() -> None:
    interval = paired_difference([1] * 5, [0] * 5)
    assert interval.estimate == 1.0
    assert interval.high == 1.0
    assert -1.0 <= interval.low < 1.0


@pytest.mark.parametrize(
    ("first", "second"), [([], []), ([1], [1, 0]), ([2], [0]), ([0, 1], [0, -1])]
)
def test_arms_that_are_no_pairs_of_outcomes_are_refused(
    first: list[int], second: list[int]
) -> None:
    with pytest.raises(ScenarioError, match="interval"):
        paired_difference(first, second)
