"""Rebels and police in situations set by hand, in which one can say what must happen."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from interregnum.canonical.lattice import unrest
from interregnum.canonical.lattice.ground import (
    FREE,
    Ground,
    add_in_sight,
    count_in_sight,
    empty_ground,
)
from interregnum.canonical.lattice.people import (
    ACTIVE,
    GONE,
    JAILED,
    QUIET,
    People,
    Rules,
    Turns,
    remove,
    shuffle,
)
from interregnum.canonical.lattice.play import Setting, play
from interregnum.kernels.random import Address, Blocks
from interregnum.kernels.scalar import Target

RULES = Rules(0.1, 2.3, 30.0, 1, 0, 0, 0.05, 200.0)


class Scene(NamedTuple):
    """A square of 7 sites with one cop (person 0) and some citizens."""

    ground: Ground
    people: People
    turns: Turns


def scene(places: list[int], hardship: float = 0.9, risk: float = 0.5) -> Scene:
    """Return a scene: the first place is the cop's; ``FREE`` leaves a person out."""
    ground = empty_ground(Target.PYTHON, 7, 1.7)
    count = len(places)
    state = [QUIET] * count
    people = People(
        1, list(places), state, [0] * count, [10**9] * count, [i & 1 for i in range(count)],
        [hardship] * count, [risk] * count,
    )  # fmt: skip
    for person, place in enumerate(places):
        if place >= 0:
            ground.occupant[place] = person
    if places[0] >= 0:
        add_in_sight(ground, ground.cops_near, places[0], 1)
    turns = Turns([0] * 49, Blocks([0] * 49, [0] * 49, [0] * 49, [0] * 49))
    return Scene(ground, people, turns)


def stand(at: Scene, person: int, state: int) -> None:
    """Put a citizen into a state where she stands."""
    at.people.state[person] = state
    if state == ACTIVE:
        add_in_sight(at.ground, at.ground.active_near, at.people.place[person], 1)


def decide(at: Scene, person: int, rules: Rules = RULES, legitimacy: float = 0.5) -> int:
    return unrest.rise_or_rest(at.ground, at.people, rules, legitimacy, person)


@pytest.mark.parametrize(
    ("cops", "active", "ratio"),
    [(1, 1, (1, 1, 1)), (3, 2, (1.5, 1, 2)), (1, 2, (0.5, 0, 1)), (2, 5, (0.4, 0, 0))],
)
def test_the_three_ratio_rules(cops: int, active: int, ratio: tuple[float, ...]) -> None:
    for rule, g in enumerate(ratio):
        chance = unrest.arrest_probability(cops, active, RULES._replace(ratio_rule=rule))
        assert chance == pytest.approx(1 - 2.718281828459045 ** (-2.3 * g), abs=1e-12)


def test_one_who_sees_no_cop_rises_iff_grievance_exceeds_the_threshold() -> None:
    assert decide(scene([FREE, 24], hardship=0.21), 1) == ACTIVE
    assert decide(scene([FREE, 24], hardship=0.19), 1) == QUIET


def test_a_cop_in_sight_holds_back_whoever_minds_risk() -> None:
    # Grievance .45; P = 1 - exp(-2.3) = .8997.
    assert decide(scene([25, 24], risk=0.38), 1) == ACTIVE
    assert decide(scene([25, 24], risk=0.40), 1) == QUIET
    assert decide(scene([27, 24], risk=0.40), 1) == ACTIVE


def test_two_who_are_active_outnumber_one_cop_when_the_ratio_is_rounded_down() -> None:
    at = scene([25, 24, 23], risk=0.99)
    assert decide(at, 1) == QUIET
    stand(at, 2, ACTIVE)
    assert decide(at, 1) == ACTIVE
    assert count_in_sight(at.ground, at.ground.active_near, 24) == 2


def test_a_cop_arrests_one_of_the_active_within_sight() -> None:
    at = scene([24, 25, 23, 0])
    for person, state in ((1, ACTIVE), (2, QUIET), (3, ACTIVE)):
        stand(at, person, state)
    assert unrest.patrol(*at[:2], RULES, Address(1, 0, 5), at.turns, 0) in (0, 1)
    # Wherever the cop went, only the first was within his reach and active, if anybody was.
    assert at.people.state[2] == QUIET
    assert at.people.state[3] == ACTIVE


def test_an_arrested_citizen_leaves_the_square_and_comes_back_after_her_term() -> None:
    at = scene([FREE, 24])
    stand(at, 1, ACTIVE)
    assert remove(at.ground, at.people, 1, JAILED) == 24
    assert at.ground.occupant[24] == FREE
    assert sum(count_in_sight(at.ground, at.ground.active_near, s) for s in range(49)) == 0
    at.people.until[1] = 9
    assert unrest.settle(*at[:2], RULES, Address(1, 0, 8), at.turns, 1) == 0
    assert unrest.settle(*at[:2], RULES, Address(1, 0, 9), at.turns, 1) == 1
    assert at.ground.occupant[at.people.place[1]] == 1


def test_an_active_citizen_of_one_group_removes_a_neighbour_of_the_other() -> None:
    at = scene([FREE, 24, 25, 23])
    stand(at, 1, ACTIVE)
    fights = RULES._replace(groups=1, cloning=0.0)
    assert unrest.live(*at[:2], fights, Address(1, 0, 3), 1) == 1
    assert list(at.people.state) == [QUIET, ACTIVE, GONE, QUIET]
    assert unrest.live(*at[:2], fights, Address(1, 0, 3), 1) == 0


def test_offspring_has_its_parents_group_and_hardship() -> None:
    at = scene([FREE, 24, FREE], hardship=0.7)
    at.people.state[2] = GONE
    assert unrest.clone(*at[:2], RULES._replace(cloning=1.0), Address(1, 0, 3), 1) == 1
    assert at.people.state[2] == QUIET
    assert at.people.group[2] == at.people.group[1]
    assert at.people.dies[2] > 3


def test_an_order_is_a_permutation_that_the_tick_alone_decides() -> None:
    turns = scene([FREE]).turns
    orders = []
    for tick in (1, 2, 1):
        shuffle(turns, 49, Address(5, 0, tick))
        orders.append(list(turns.order))
    assert all(sorted(order) == list(range(49)) for order in orders)
    assert orders[0] == orders[2] != orders[1]


def test_every_place_of_an_order_is_as_likely() -> None:
    turns, firsts = scene([FREE]).turns, [0] * 5
    for tick in range(2000):
        shuffle(turns, 5, Address(5, 0, tick))
        firsts[turns.order[0]] += 1
    # Four standard errors of a count with chance 1/5.
    assert all(abs(count - 400) < 72 for count in firsts)


@pytest.mark.parametrize("groups", [0, 1])
def test_counts_agree_with_who_stands_where_after_many_ticks(groups: int) -> None:
    rules = RULES._replace(citizens_move=1, groups=groups)
    setting = Setting(15, 2.5, 10, 130, rules, [0.6] * 12, [10] * 6 + [4] * 6)
    course = play(Target.PYTHON, setting, 3)
    if groups == 0:
        assert set(course.first) == {130}
    else:
        assert set(course.second) != {course.second[0]}
    assert max(course.active) > 0
    assert course == play(Target.CPU, setting, 3)
