"""Scores against closed forms, and that none rewards saying what one does not believe."""

import math
from statistics import NormalDist

import pytest

from interregnum.errors import ScenarioError
from interregnum.scores import brier, crps, log_score, probability_from

GRID = [k / 100.0 for k in range(101)]


def test_a_certain_and_right_forecast_scores_zero() -> None:
    assert brier(1.0, True) == brier(0.0, False) == 0.0
    assert log_score(1.0, True) == log_score(0.0, False) == 0.0
    assert crps([7.0, 7.0], 7.0) == 0.0


def test_a_certain_and_wrong_forecast_scores_worst() -> None:
    assert brier(1.0, False) == brier(0.0, True) == 1.0
    assert log_score(1.0, False) == log_score(0.0, True) == math.inf


@pytest.mark.parametrize("truth", [0.1, 0.37, 0.5, 0.92])
@pytest.mark.parametrize("score", [brier, log_score])
def test_honesty_is_the_best_forecast(truth: float, score: object) -> None:
    def expected(given: float) -> float:
        assert callable(score)
        return float(truth * score(given, True) + (1.0 - truth) * score(given, False))

    best = min((g for g in GRID if 0.0 < g < 1.0), key=expected)
    assert best == pytest.approx(truth, abs=1e-12)


def test_the_expected_log_score_of_the_truth_is_its_entropy() -> None:
    p = 0.3
    expected = p * log_score(p, True) + (1.0 - p) * log_score(p, False)
    assert expected == pytest.approx(-p * math.log(p) - 0.7 * math.log(0.7), abs=1e-15)


def test_few_runs_never_say_never() -> None:
    assert probability_from(0.0, 1.0) == 0.25
    assert probability_from(1.0, 1.0) == 0.75
    assert probability_from(0.2, 1e12) == pytest.approx(0.2, abs=1e-11)


def test_crps_without_spread_is_the_absolute_error() -> None:
    assert crps([3.0], 5.0) == crps([3.0, 3.0, 3.0], 5.0) == 2.0
    assert crps([3.0], -1.0) == 4.0


@pytest.mark.parametrize("observed", [-2.0, 0.0, 0.3, 1.0, 4.0])
def test_crps_of_two_points_is_that_of_the_closed_form(observed: float) -> None:
    # E|X - y| - E|X - X'|/2 of a fair draw from 0 and 1.
    assert crps([0.0, 1.0], observed) == pytest.approx(
        0.5 * abs(observed) + 0.5 * abs(observed - 1.0) - 0.25, abs=1e-15
    )


@pytest.mark.parametrize("observed", [-0.5, 0.0, 0.2, 0.8, 1.7])
def test_crps_equals_its_pairwise_form(observed: float) -> None:
    sample, weights = [0.4, -1.0, 2.5, 0.4, 0.9], [1.0, 0.5, 2.0, 3.0, 0.0]
    total = sum(weights)
    first = sum(w * abs(x - observed) for x, w in zip(sample, weights, strict=True)) / total
    pairs = [
        v * w * abs(x - y)
        for x, v in zip(sample, weights, strict=True)
        for y, w in zip(sample, weights, strict=True)
    ]
    expected = first - 0.5 * sum(pairs) / total**2
    assert crps(sample, observed, weights) == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("observed", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_crps_of_an_even_sample_is_that_of_the_uniform_law(observed: float) -> None:
    n = 4000
    sample = [(k + 0.5) / n for k in range(n)]
    closed = (observed**3 + (1.0 - observed) ** 3) / 3.0
    assert crps(sample, observed) == pytest.approx(closed, abs=1e-6)


@pytest.mark.parametrize("observed", [-2.5, -0.4, 0.0, 1.3])
def test_crps_of_normal_quantiles_is_that_of_the_normal_law(observed: float) -> None:
    # Gneiting and Raftery 2007, equation 21, with mean 2 and standard deviation 3.
    law = NormalDist(2.0, 3.0)
    n = 20000
    sample = [law.inv_cdf((k + 0.5) / n) for k in range(n)]
    z = (observed - law.mean) / law.stdev
    unit = NormalDist()
    closed = 3.0 * (z * (2.0 * unit.cdf(z) - 1.0) + 2.0 * unit.pdf(z) - 1.0 / math.sqrt(math.pi))
    assert crps(sample, observed) == pytest.approx(closed, abs=5e-4)


def test_weights_count_as_repeated_values() -> None:
    assert crps([1.0, 4.0], 2.0, [3.0, 1.0]) == pytest.approx(crps([1.0, 1.0, 1.0, 4.0], 2.0))


def test_crps_moves_with_the_sample_and_scales_with_the_unit() -> None:
    sample = [1.0, 2.0, 7.0]
    assert crps([x + 10.0 for x in sample], 13.0) == pytest.approx(crps(sample, 3.0), abs=1e-14)
    assert crps([60.0 * x for x in sample], 180.0) == pytest.approx(60.0 * crps(sample, 3.0))


@pytest.mark.parametrize("probability", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    for score in (brier, log_score):
        with pytest.raises(ScenarioError, match=r"in \[0, 1\]"):
            score(probability, True)
    with pytest.raises(ScenarioError, match=r"in \[0, 1\]"):
        probability_from(probability, 10.0)


@pytest.mark.parametrize("runs", [0.0, -1.0, math.nan])
def test_no_runs_give_no_probability(runs: float) -> None:
    with pytest.raises(ScenarioError, match="above 0"):
        probability_from(0.5, runs)


@pytest.mark.parametrize(
    ("sample", "observed", "weights", "said"),
    [
        ([], 1.0, None, "empty"),
        ([1.0, math.nan], 1.0, None, "finite"),
        ([1.0], math.inf, None, "finite"),
        ([1.0, 2.0], 1.0, [1.0], "one a value"),
        ([1.0, 2.0], 1.0, [1.0, -1.0], "not negative"),
        ([1.0, 2.0], 1.0, [0.0, 0.0], "not all 0"),
    ],
)
def test_a_sample_that_cannot_be_scored_is_refused(
    sample: list[float], observed: float, weights: list[float] | None, said: str
) -> None:
    with pytest.raises(ScenarioError, match=said):
        crps(sample, observed, weights)
