"""Noisy contagion: its chances, one run or 64 at once, any threads, both targets."""

from __future__ import annotations

import math

import pytest

from interregnum.errors import ScenarioError
from interregnum.kernels.random import PURPOSE_CONTAGION, Address, draw_block
from interregnum.kernels.scalar import Target
from interregnum.networks.contagion import Contagion, sheet_of
from interregnum.networks.network import Network
from interregnum.networks.random_networks import erdos_renyi
from interregnum.networks.steps import LANES, Sheet


def logistic(degree: int, near: int) -> float:
    share = near / degree if degree else 0.0
    return 1.0 / (1.0 + math.exp(-(share - 0.3) / 0.1))


def made(nodes: int, target: Target) -> tuple[Network, Sheet, list[int]]:
    network = erdos_renyi(nodes, min(5.0, nodes - 1.0), 3, target)
    sheet, former = sheet_of(network, logistic)
    return network, sheet, former


def after(sheet: Sheet, run: int, target: Target, threads: int = 1) -> list[int]:
    play = Contagion(sheet, Address(9, run, 1), threads=threads, target=target)
    for _ in range(3):
        play.step()
    play.close()
    return play.acting()


def test_a_step_follows_the_table_person_by_person() -> None:
    network, sheet, former = made(70, Target.PYTHON)
    place = {node: row for row, node in enumerate(former)}
    acts = [0] * 70
    play = Contagion(sheet, Address(9, 4, 1), target=Target.PYTHON)
    for day in (1, 2, 3):
        play.step()
        expected = [0] * 70
        for node in range(70):
            others = network.neighbour[network.start[node] : network.start[node + 1]]
            near = sum(acts[place[other]] for other in others)
            row = place[node]
            word = draw_block(Address(9, 4, day), row >> 2, PURPOSE_CONTAGION, 0)[row & 3]
            expected[row] = int(word < int(logistic(len(others), near) * 2**32))
        assert play.acting() == expected
        acts = expected
    assert 0 < sum(acts) < 70


@pytest.mark.parametrize("nodes", [3, 64, 70, 300])
def test_64_runs_at_once_are_64_runs_and_python_is_compiled(nodes: int) -> None:
    sheets = {target: made(nodes, target)[1] for target in (Target.PYTHON, Target.CPU)}
    for target, sheet in sheets.items():
        together = Contagion(sheet, Address(9, 5, 1), lanes=True, target=target)
        for _ in range(3):
            together.step()
        for lane in (0, 1, 31, 63):
            assert together.acting(lane) == after(sheet, 5 + lane, target)
    plain, quick = (after(sheet, 7, target) for target, sheet in sheets.items())
    assert plain == quick


def test_states_do_not_depend_on_threads() -> None:
    _, sheet, _ = made(40_000, Target.CPU)
    assert after(sheet, 0, Target.CPU, 1) == after(sheet, 0, Target.CPU, 3)
    found = []
    for threads in (1, 3):
        play = Contagion(sheet, Address(9, 0, 1), lanes=True, threads=threads)
        for _ in range(2):
            play.step()
        play.close()
        found.append([play.acting(lane) for lane in (0, LANES - 1)])
    assert found[0] == found[1]


def test_the_share_that_acts_has_the_tables_law() -> None:
    _, sheet, _ = made(40_000, Target.CPU)
    play = Contagion(sheet, Address(9, 0, 1))
    play.step()
    # Nobody acts before, so all have the chance of no neighbour.
    chance = logistic(1, 0)
    share = sum(play.acting()) / 40_000
    assert abs(share - chance) < 4.0 * math.sqrt(chance * (1.0 - chance) / 40_000)


def test_more_neighbours_than_are_counted_are_refused() -> None:
    with pytest.raises(ScenarioError, match="somebody has 39 neighbours"):
        sheet_of(erdos_renyi(40, 39.0, 3), logistic)
