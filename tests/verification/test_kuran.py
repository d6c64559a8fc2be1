"""Public opposition grows as it does when exact fractions are counted one by one."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError


def exact_share(thresholds: list[Fraction]) -> Fraction:
    """Return the final share, each looking at the exact per cent again and again."""
    people = len(thresholds)
    active = 0
    while (joined := sum(Fraction(100 * active, people) >= t for t in thresholds)) > active:
        active = joined
    return Fraction(active, people)


def test_shares_are_those_of_exact_fractions() -> None:
    draw = random.Random(3)
    for _ in range(1000):
        people = draw.randint(1, 40)
        parts = draw.choice([people, 100, 1000])
        most = draw.choice([parts, parts // 2 + 1])
        exact = [Fraction(100 * draw.randint(0, min(most, parts)), parts) for _ in range(people)]
        given = {"thresholds": [float(t) for t in exact]}
        assert solution_of("kuran", given) == {"final_share": float(exact_share(exact))}


@pytest.mark.parametrize("people", [1, 3, 7, 49, 333, 1000])
def test_a_ladder_in_equal_steps_is_climbed_to_the_end_and_not_without_a_rung(people: int) -> None:
    ladder = [100.0 * k / people for k in range(people)]
    assert solution_of("kuran", {"thresholds": ladder}) == {"final_share": 1.0}
    if people > 2:
        ladder[1] = ladder[2]
        assert solution_of("kuran", {"thresholds": ladder}) == {"final_share": 1 / people}


def test_the_order_of_the_people_does_not_matter() -> None:
    ten = [0, 10, 20, 30, 40, 50, 60, 70, 80, 100]
    for _ in range(10):
        random.Random(1).shuffle(ten)
        assert solution_of("kuran", {"thresholds": ten}) == {"final_share": 0.9}


@pytest.mark.parametrize("thresholds", [[-1.0], [100.1], [float("nan")], [], 50, ["x"]])
def test_thresholds_that_are_no_per_cent_are_refused(thresholds: object) -> None:
    with pytest.raises(ScenarioError, match="kuran: thresholds"):
        solution_of("kuran", {"thresholds": thresholds})
