"""Foreign actors choose once a month, by control, nearness and commitment; others learn."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.factions import SIDES
from interregnum.kernels.random import Address
from interregnum.mechanisms.recognition import (
    Params,
    Reads,
    chance_of_recognition,
    next_side,
    proximity_of,
    rule,
)
from sides import assert_same_compiled, copied, sides_of

HERE = Address(7, 0, 40)
CERTAIN = Params(base=50.0)
NEVER = Params(base=-50.0)
SHARES = st.floats(0.0, 1.0)


def reads_of(**changed: Any) -> Reads:
    sides = sides_of(
        chance=[0.1, 0.5, 0.3, 0.1, 0.0], control=[0.6, 0.4, 0.0, 0.0, 0.0], optimism=[0.1] * 5
    )
    return Reads(1.0, 1.0, 0.0, 0.0, 0.15, sides)._replace(**changed)


@given(SHARES, SHARES, SHARES, SHARES)
def test_control_nearness_and_commitment_all_help(
    control: float, proximity: float, commitment: float, more: float
) -> None:
    def chance(*parts: float) -> float:
        return chance_of_recognition(Params(), *parts)

    before = chance(control, proximity, commitment)
    score = -3.0 + 4.0 * control + 2.0 * proximity + commitment
    assert before == pytest.approx(1.0 / (1.0 + math.exp(-score)))
    assert chance(control + more, proximity, commitment) >= before
    assert chance(control, proximity + more, commitment) >= before
    assert chance(control, proximity, commitment + more) >= before


def test_every_side_is_considered_once_in_the_order_of_chances() -> None:
    sides = sides_of(chance=[0.2, 0.2, 0.3, 0.2, 0.1], party=[0.0, 0.0, 0.0, 0.0, 1.0])
    order, side = [], next_side(sides, -1)
    while side >= 0:
        order.append(side)
        side = next_side(sides, side)
    assert order == [4, 2, 0, 1, 3]


def test_who_would_recognise_anybody_recognises_the_likeliest_winner() -> None:
    reads = reads_of()
    out = rule(reads, CERTAIN, HERE)
    assert (out.change, out.new_side) == (5.0, 1.0)
    assert reads.factions.recognised == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert rule(reads, CERTAIN, HERE).change == 0.0


def test_recognition_shrinks_every_error_by_its_precision() -> None:
    reads = reads_of()
    rule(reads, CERTAIN._replace(actors=3.0, precision=10.0), HERE)
    known = 1.0 / 0.15**2
    assert reads.factions.optimism == pytest.approx([0.1 * (known / (known + 10.0)) ** 3] * 5)


@pytest.mark.parametrize("held", [{"month": 0.0}, {"formed": 0.0}])
def test_between_months_and_without_sides_nothing_changes(held: dict[str, float]) -> None:
    reads = reads_of(new_side=3.0, **held)
    before = copied(reads, False)
    assert rule(reads, CERTAIN, HERE) == (0.0, 3.0)
    assert reads == before


def test_actors_move_on_when_their_side_has_lost_to_others() -> None:
    reads = reads_of()
    rule(reads, CERTAIN, HERE)
    ruled = reads._replace(settled=1.0)
    ruled.factions.party[3] = 1.0
    out = rule(ruled, CERTAIN, HERE)
    assert (out.change, out.new_side) == (5.0, 3.0)
    assert rule(ruled, CERTAIN, HERE).change == 0.0
    assert ruled.factions.recognised == [0.0, 0.0, 0.0, 1.0, 0.0]


def test_an_actor_whose_side_lost_never_chooses_the_same_again() -> None:
    reads = reads_of(settled=1.0)
    reads.factions.choice[0] = 2.0
    for k in range(SIDES):
        reads.factions.chance[k] = 1.0 if k == 1 else 0.0
    out = rule(reads, CERTAIN._replace(actors=1.0), HERE)
    assert out.new_side != 1.0


def test_nobody_recognises_whom_nothing_recommends() -> None:
    reads = reads_of()
    assert rule(reads, NEVER, HERE).change == 0.0
    assert sum(reads.factions.recognised) == 0.0


def test_nearness_is_drawn_once_for_the_whole_run() -> None:
    drawn = {proximity_of(Address(7, 3, day), 11) for day in range(0, 900, 30)}
    assert len(drawn) == 1
    assert proximity_of(Address(7, 4, 0), 11) not in drawn


def test_recognition_comes_as_often_as_its_law_says() -> None:
    """With one side to consider and no effect of nearness the chance is logit⁻¹(ψ_0 + ψ_1)."""
    params = Params(base=-3.0, control_effect=2.0, proximity_effect=0.0, actors=1.0)
    runs, first = 3000, 0
    for run in range(runs):
        reads = reads_of()
        for k in range(SIDES):
            reads.factions.control[k] = 1.0 if k == 1 else 0.0
        out = rule(reads, params, Address(7, run, 30))
        first += out.change > 0.0 and out.new_side == 1.0
    expected = 1.0 / (1.0 + math.exp(1.0))
    assert abs(first / runs - expected) < 4.0 * math.sqrt(0.25 / runs)


def test_the_compiled_rule_is_the_same() -> None:
    cases: list[tuple[Any, Any, Address]] = []
    for run in range(20):
        reads = reads_of(settled=float(run % 2))
        reads.factions.choice[1] = float(run % 6)
        cases.append((reads, Params(actors=20.0), Address(7, run, 30)))
    assert_same_compiled(rule, cases)
