"""The dynamic global game: each period against beliefs on a grid, and against the one-shot game."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import truncnorm

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError

PAPER = {"public_precision": 1.0, "public_mean": 1.5, "cost": 0.3}
DOUBLING = [2.0**k for k in range(12)]


def played(**more: Any) -> dict[str, Any]:
    return solution_of("global_game_dynamic", PAPER | more)


def scanned(
    mean: float, precision: float, private: float, cost: float, bound: float
) -> list[float]:
    """Return where whoever sees x* is indifferent, by a scan of the truncated posterior."""
    quantile = np.linspace(ndtri(max(bound, 0.0)) if bound > 0.0 else -38.0, 8.2, 300_001)[1:]
    theta = ndtr(quantile)
    signal = theta + quantile / private**0.5
    whole = precision + private
    centre = (precision * mean + private * signal) / whole
    above = ndtr((centre - bound) * whole**0.5)
    kept = ndtr((centre - theta) * whole**0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(above > 1e-300, 1.0 - kept / above - cost, -cost)
    crossed = np.nonzero(np.sign(worth[:-1]) != np.sign(worth[1:]))[0]
    return [float(0.5 * (theta[i] + theta[i + 1])) for i in crossed]


def test_random_sequences_equal_a_scan_of_the_beliefs() -> None:
    draw = random.Random(4)
    attacks_again = 0
    for _ in range(25):
        precision, mean = 10.0 ** draw.uniform(-0.7, 0.7), draw.uniform(0.2, 2.0)
        cost, private = draw.uniform(0.1, 0.8), 10.0 ** draw.uniform(-0.5, 0.5)
        case = {
            "public_precision": precision,
            "public_mean": mean,
            "cost": cost,
            "precisions": [private * 4.0**k for k in range(6)],
        }
        solution = solution_of("global_game_dynamic", case)
        bound = -np.inf
        for period, thresholds in enumerate(solution["thresholds"]):
            expected = scanned(mean, precision, case["precisions"][period], cost, bound)
            assert thresholds == pytest.approx(expected, abs=4e-5)
            if thresholds:
                bound = thresholds[-1]
                attacks_again += period > 0
            assert solution["lower_bound"][period + 1] == pytest.approx(bound)
    assert attacks_again > 5


def test_belief_is_the_truncated_normal() -> None:
    solution = played(precisions=DOUBLING)
    for mean, bound in zip(solution["belief_mean"], solution["lower_bound"], strict=True):
        low = -np.inf if bound is None else bound - 1.5
        assert mean == pytest.approx(truncnorm(low, np.inf, loc=1.5).mean(), rel=1e-9)
    for year in solution["years"]:
        bound, threshold = solution["lower_bound"][year - 1], solution["played"][year - 1]
        law = truncnorm(-np.inf if bound is None else bound - 1.5, np.inf, loc=1.5)
        assert solution["fall_probability"][year - 1] == pytest.approx(law.cdf(threshold), rel=1e-9)


def test_without_news_survival_only_ever_raises_belief() -> None:
    solution = played(precisions=DOUBLING)
    means, bounds = solution["belief_mean"], solution["lower_bound"][1:]
    assert means == sorted(means)
    assert bounds == sorted(bounds)
    assert means[1] > means[0]


def test_news_of_a_narrow_escape_makes_a_new_attack_possible_below_the_cutoff() -> None:
    game = {"public_precision": 1.0, "public_mean": 1.0, "cost": 0.5}
    for precision in (1.0, 4.0, 16.0):
        cutoff = solution_of(
            "global_game", game | {"private_precision": 1.0, "margin_precision": precision}
        )["margin_cutoff"]
        for shift, possible in ((-1e-6, [1, 1]), (1e-6, [1, 0])):
            case = game | {"precisions": [1.0, 1.0], "margin_precision": precision}
            solution = solution_of("global_game_dynamic", case | {"signals": [cutoff + shift]})
            assert solution["possible"] == possible


def test_a_signal_moves_belief_by_bayes_rule() -> None:
    solution = played(precisions=[1.0, 2.0], signals=[0.2, 0.9], margin_precision=[3.0, 0.0])
    mean, precision = (1.5 + 3.0 * 0.2) / 4.0, 4.0
    theta = np.linspace(solution["played"][0], 8.0, 400_001)
    weight = np.exp(-0.5 * precision * (theta - mean) ** 2)
    expected = float((theta * weight).sum() / weight.sum())
    assert solution["belief_mean"][1] == pytest.approx(expected, abs=1e-4)


def test_silence_is_no_news() -> None:
    silent = played(precisions=DOUBLING)
    assert played(precisions=DOUBLING, signals=[0.1] * 12, margin_precision=0.0) == silent


def test_true_strength_decides_when_he_falls() -> None:
    weak = played(precisions=DOUBLING, strength=0.3)
    assert (weak["fall"], weak["years"], len(weak["belief_mean"])) == (1, [1], 1)
    middling = played(precisions=DOUBLING, strength=0.5)
    assert (middling["fall"], middling["years"]) == (6, [1, 6])
    strong = played(precisions=DOUBLING, strength=0.9)
    assert (strong["fall"], strong["years"]) == (None, [1, 6, 12])
    assert [size > 0.0 for size in strong["attack_size"]] == [bool(x) for x in strong["possible"]]


def test_the_attack_is_as_large_as_strength_exactly_at_the_threshold() -> None:
    threshold = played(precisions=[1.0])["played"][0]
    sizes = played(precisions=[1.0], strength=threshold)["attack_size"]
    assert sizes == pytest.approx([threshold], rel=1e-12)


def test_the_smallest_equilibrium_after_survival_is_that_nobody_attacks() -> None:
    solution = played(precisions=DOUBLING, selection="smallest")
    assert solution["possible"][5] == 1
    assert solution["played"][1:] == [None] * 11
    several = {"public_precision": 4, "public_mean": 0.5, "cost": 0.5, "precisions": [1]}
    roots = {
        selection: solution_of("global_game_dynamic", several | {"selection": selection})["played"]
        for selection in ("smallest", "largest")
    }
    assert roots == {
        "smallest": pytest.approx([0.030074], abs=1e-6),
        "largest": pytest.approx([0.969926], abs=1e-6),
    }


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"signals": [1.0]}, "margin_precision is missing"),
        ({"margin_precision": 1.0}, "signals is missing"),
        ({"signals": [1, 2, 3], "margin_precision": 1}, "signals has 3 entries for 2 periods"),
        ({"signals": [1, 2], "margin_precision": [1]}, "margin_precision has 1 entries"),
        ({"selection": "middle"}, "give one of largest, smallest"),
        ({"selection": 1}, "is not a choice"),
        ({"public_precision": 0}, "out of range"),
        ({"precisions": [1, 0]}, r"precisions\[1\] = 0"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        played(**({"precisions": [1.0, 2.0]} | wrong))


@pytest.mark.parametrize("precision", [1e-15, 1e15])
@pytest.mark.parametrize("private", [1e-15, 1.0, 1e15])
@pytest.mark.parametrize("mean", [-1e15, 0.5, 1e15])
def test_extremes_stay_finite(precision: float, private: float, mean: float) -> None:
    case = {"public_precision": precision, "public_mean": mean, "precisions": [private] * 3}
    solution = played(**case, signals=[0.5, -1e15], margin_precision=[1.0, 1e15])
    values = solution["belief_mean"] + solution["fall_probability"]
    assert all(np.isfinite(values))
    assert all(0.0 <= chance <= 1.0 for chance in solution["fall_probability"])
