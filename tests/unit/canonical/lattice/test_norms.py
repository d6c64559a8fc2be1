"""The emperor's rule in towns of a few people, decided by hand, and in the published one."""

from __future__ import annotations

import pytest

import interregnum as ir
from interregnum.canonical.lattice.norms import Norm, Town, moore_torus, outcome_of, review
from interregnum.kernels.scalar import Target


def norm(belief: list[int], enforces: list[int], strength: list[float]) -> Norm:
    """Return a norm among people who all meet each other and do as they believe."""
    sums = [sum(belief), sum(enforces)]
    return Norm(belief, list(belief), enforces, strength, sums, [0], [])


def test_a_disbeliever_gives_in_to_more_pressure_than_her_strength() -> None:
    town = norm([-1, 1, 1, -1, -1], [0, 1, 0, 0, 0], [0.24, 1.0, 1.0, 0.3, 0.3])
    assert review(town, 0, 0.2) == 1
    assert (town.act[0], town.enforces[0]) == (1, 0)
    firm = norm([-1, 1, 1, -1, -1], [0, 1, 0, 0, 0], [0.26, 1.0, 1.0, 0.3, 0.3])
    assert review(firm, 0, 0.2) == 0


def test_a_frightened_one_enforces_what_she_does_not_believe() -> None:
    town = norm([-1, 1, 1, -1, -1], [0, 1, 1, 0, 0], [0.37, 1.0, 1.0, 0.3, 0.3])
    review(town, 0, 0.125)
    assert (town.act[0], town.enforces[0]) == (1, 1)
    assert town.sums == [1, 3]


def test_a_believer_enforces_while_enough_act_against_the_norm() -> None:
    town = norm([1, -1, 1, 1, 1], [0] * 5, [1.0] * 5)
    review(town, 0, 0.25)
    assert town.enforces[0] == 0  # a need of one in four is not above the cost
    review(town, 0, 0.24)
    assert town.enforces[0] == 1


def test_a_complete_list_of_neighbours_is_the_global_network() -> None:
    everybody = [[j for j in range(30) if j != i] for i in range(30)]
    for seed in range(10):
        listed = outcome_of(Target.PYTHON, Town(30, 4, 0.4, 0.1, everybody), seed, 50)
        assert listed == outcome_of(Target.PYTHON, Town(30, 4, 0.4, 0.1, None), seed, 50)


def test_neighbours_on_the_torus_are_mutual() -> None:
    around = moore_torus(5)
    assert all(len(set(near)) == 8 and i not in near for i, near in enumerate(around))
    assert all(i in around[j] for i, near in enumerate(around) for j in near)


def test_the_published_town_globally_and_locally() -> None:
    everybody = ir.canonical.emperor(believers=0.05, network="global", seeds=40)
    assert everybody.false_enforcement.max() == 0
    # The mean over all strengths, four standard errors of 40 towns with deviation .013.
    assert everybody.false_compliance.mean() == pytest.approx(0.125, abs=0.009)
    neighbours = ir.canonical.emperor(believers=0.05, network="local", seeds=10)
    assert neighbours.false_compliance.min() > 0.3
    assert neighbours.false_enforcement.min() > 0.3


def test_without_believers_nobody_complies() -> None:
    for network in ("local", "global"):
        found = ir.canonical.emperor(believers=0, network=network, rounds=20)
        assert found.false_compliance.tolist() == [0.0]
        assert found.settled.tolist() == [True]
