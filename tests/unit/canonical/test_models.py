"""Each model's outputs have the promised keys, types and special cases."""

from __future__ import annotations

import math
from typing import Any

import pytest

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError

THREE = {"public_precision": 4, "private_precision": 1, "public_mean": 0.5, "cost": 0.5}
PAIR: dict[str, Any] = {
    "weights": [0.5, 0.5],
    "private_precisions": [1, 1],
    "median_costs": [0.5, 0.5],
    "cost_sd": 0,
    "public_precision": 4,
    "public_mean": 0.5,
}


def test_a_global_game_lists_every_threshold() -> None:
    solution = solution_of("global_game", THREE)
    assert list(solution) == ["theta_star", "x_star", "stable"]
    assert solution["stable"] == [True, False, True]
    assert solution["theta_star"] == pytest.approx([0.030074, 0.5, 0.969926], abs=1e-6)


def test_a_precise_public_belief_needs_a_mean_and_a_vague_one_does_not() -> None:
    case = {"private_precision": 4, "cost": 0.3}
    with pytest.raises(ScenarioError, match="public_mean is missing"):
        solution_of("global_game", case | {"public_precision": 1})
    assert len(solution_of("global_game", case | {"public_precision": 0})["theta_star"]) == 1


def test_nothing_is_left_to_attack_above_a_threshold_of_one() -> None:
    solution = solution_of("global_game", THREE | {"survived_threshold": 1, "margin_precision": 1})
    assert solution == {"theta_star": [], "x_star": [], "stable": [], "margin_cutoff": None}


def test_the_margin_cutoff_starts_from_the_largest_stable_threshold() -> None:
    largest = solution_of("global_game", THREE)["theta_star"][-1]
    alone = solution_of("global_game", THREE | {"margin_precision": 2})
    named = solution_of(
        "global_game", THREE | {"margin_precision": 2, "survived_threshold": largest}
    )
    assert alone["margin_cutoff"] == named["margin_cutoff"]


@pytest.mark.parametrize("cost", [1e-12, 1 - 1e-12])
@pytest.mark.parametrize("private", [1e-6, 1e6])
@pytest.mark.parametrize("public", [0.0, 1e-6, 1e6])
def test_extreme_games_stay_finite(public: float, private: float, cost: float) -> None:
    case = {"public_precision": public, "private_precision": private, "public_mean": 0.5}
    solution = solution_of("global_game", case | {"cost": cost})
    assert len(solution["theta_star"]) in (1, 3)
    assert all(map(math.isfinite, solution["theta_star"] + solution["x_star"]))


def test_shares_are_one_list_for_one_threshold_and_lists_for_several() -> None:
    one = solution_of("coordination", PAIR | {"public_precision": 1, "theta": 0.5})
    several = solution_of("coordination", PAIR | {"theta": 0.5})
    assert list(one) == ["theta_star", "stable", "shares"]
    assert one["shares"] == pytest.approx([0.5, 0.5])
    assert [len(shares) for shares in several["shares"]] == [2, 2, 2]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"weights": [0.5, 0.4]}, "sum to 0.9, not 1"),
        ({"weights": [0.0, 0.0]}, "sum to 0;"),
        ({"median_costs": [0.5]}, "median_costs has 1 entries, but weights has 2"),
        ({"cost_sd": [0.5]}, "cost_sd has 1 entries"),
        ({"private_precisions": [1, 1, 1]}, "private_precisions has 3 entries"),
    ],
)
def test_classes_that_do_not_fit_are_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        solution_of("coordination", PAIR | wrong)


def test_weights_may_miss_one_by_rounding() -> None:
    weights = [1 / 6 + 1e-11] * 6
    classes = {"private_precisions": [1] * 6, "median_costs": [0.5] * 6}
    solution = solution_of("coordination", PAIR | classes | {"weights": weights})
    assert solution["theta_star"] == pytest.approx(
        solution_of("coordination", PAIR)["theta_star"], abs=1e-12
    )


def test_a_hazard_that_never_breaks_the_guarantor_is_null() -> None:
    case = {"discount": 0.9, "coalition_ratio": 0.01}
    assert list(solution_of("selectorate", case)) == ["pay_share"]
    assert solution_of("selectorate", case | {"revenue_share": 1})["breaking_hazard"] is None
    assert solution_of("selectorate", case | {"revenue_share": 0.05})["breaking_hazard"] == 0.0


def test_an_endless_battle_has_no_time() -> None:
    battle = {"a": 10, "b": 10, "attrition_a": 0.1, "attrition_b": 0.1}
    assert solution_of("lanchester", battle) == {"winner": "draw", "survivors": 0.0, "time": None}


def test_a_contest_for_nothing_is_refused() -> None:
    with pytest.raises(ScenarioError, match="all 0"):
        solution_of("contest", {"resources": [0, 0], "exponent": 1})


def test_a_contest_holds_for_resources_of_any_size() -> None:
    solution = solution_of("contest", {"resources": [1e300, 1e-300, 0], "exponent": 0.001})
    ratio = 10**-0.6
    expected = [1 / (1 + ratio), ratio / (1 + ratio), 0.0]
    assert solution["win_probability"] == pytest.approx(expected, rel=1e-12)
