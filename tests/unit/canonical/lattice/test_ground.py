"""The square: neighbours across its edges, counts within sight, and fair choices of free sites."""

from __future__ import annotations

import random

import pytest

from interregnum.canonical.lattice.ground import (
    FREE,
    add_in_sight,
    count_in_sight,
    empty_ground,
    free_site_anywhere,
    free_site_in_sight,
    site_at,
)
from interregnum.kernels.random import PURPOSE_CROWD_MOVE, Address, draw_block
from interregnum.kernels.scalar import Target


def distance_squared(side: int, one: int, other: int) -> int:
    """Return the squared distance of two sites on the torus."""
    parts = (abs(one // side - other // side), abs(one % side - other % side))
    return sum(min(d, side - d) ** 2 for d in parts)


@pytest.mark.parametrize(("side", "vision"), [(4, 1.0), (5, 1.7), (15, 7.0), (19, 4.3), (40, 7.0)])
def test_counts_within_sight_are_those_of_distances(side: int, vision: float) -> None:
    draw = random.Random(7)
    ground = empty_ground(Target.PYTHON, side, vision)
    standing: list[int] = []
    for _ in range(30):
        if standing and draw.random() < 0.3:
            add_in_sight(ground, ground.cops_near, standing.pop(), -1)
        else:
            standing.append(draw.randrange(side * side))
            add_in_sight(ground, ground.cops_near, standing[-1], 1)
    for site in range(side * side):
        seen = sum(distance_squared(side, site, other) <= vision**2 for other in standing)
        assert count_in_sight(ground, ground.cops_near, site) == seen


def test_sites_within_sight_are_those_of_distances() -> None:
    ground = empty_ground(Target.PYTHON, 9, 2.5)
    for place in (0, 8, 40, 80):
        around = {
            site_at(ground, place, x, y) for x, y in zip(ground.across, ground.down, strict=True)
        }
        near = {s for s in range(81) if 0 < distance_squared(9, place, s) <= 2.5**2}
        assert around == near


def moved(free: set[int], person: int) -> int:
    """Return where a person in the middle of a square of 5 goes if only these sites are free."""
    ground = empty_ground(Target.PYTHON, 5, 1.7)
    for site in range(25):
        ground.occupant[site] = FREE if site in free else 1
    at = Address(3, 0, 1)
    block = draw_block(at, person, PURPOSE_CROWD_MOVE, 0)
    return free_site_in_sight(ground, 12, block, at, person, PURPOSE_CROWD_MOVE)


def test_one_moves_to_a_free_site_within_sight_or_stays() -> None:
    assert moved({0, 24}, 5) == 12
    assert {moved({0, 7}, person) for person in range(20)} == {7}


def test_each_free_site_is_as_likely() -> None:
    free = {6, 7, 18}
    counts = dict.fromkeys(free, 0)
    for person in range(3000):
        counts[moved(free, person)] += 1
    # Four standard errors of a count with chance 1/3.
    assert all(abs(count - 1000) < 104 for count in counts.values())


def test_a_full_square_has_no_free_site() -> None:
    ground = empty_ground(Target.PYTHON, 5, 1.7)
    at = Address(3, 0, 1)
    for site in range(25):
        ground.occupant[site] = 0
    assert free_site_anywhere(ground, at, 0, PURPOSE_CROWD_MOVE) == FREE
    ground.occupant[17] = FREE
    assert free_site_anywhere(ground, at, 0, PURPOSE_CROWD_MOVE) == 17
