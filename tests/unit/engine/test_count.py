"""Heads are counted exactly: the same persons whoever counts, and nobody lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from counted_day import CountedDay, counted_day
from interregnum.engine.counted import Count, least_crowd
from interregnum.engine.persons import Persons
from interregnum.kernels.scalar import Target

REFERENCE = {}
SOCIAL = {"structure": "social", "social_influence.social_weight": 1.2}
GAUSSIAN, ON_GRID = 22, 28  # runs whose first count falls on a day of such a belief
POOL = "campaign.mobilisable_share"


@pytest.fixture(scope="module", params=[REFERENCE, SOCIAL], ids=["reference", "social"])
def day(request: pytest.FixtureRequest) -> CountedDay:
    return counted_day(request.param, ON_GRID)


def test_every_person_is_counted_once(day: CountedDay) -> None:
    count = day.count(Persons(200_000))
    assert count.outside + count.pool == 200_000
    assert 0 <= count.acting <= count.pool - count.jailed - count.held_back
    assert count.jailed == count.held_back == 0


def test_any_number_of_threads_counts_the_same(day: CountedDay) -> None:
    alone = day.count(Persons(1_500_000))
    for threads in (2, 3):
        with ThreadPoolExecutor(threads) as pool:
            assert day.count(Persons(1_500_000), mapped=pool.map) == alone


def test_pools_are_nested_in_their_share(day: CountedDay) -> None:
    sizes = []
    for share in (0.01, 0.03, 1.0):
        day.give(POOL, share)
        sizes.append(day.count(Persons(50_000)).pool)
    day.give(POOL, 0.035)
    assert sizes[0] < sizes[1] < sizes[2] == 50_000


def test_a_pool_named_one_by_one_is_a_pool_of_everybody(day: CountedDay) -> None:
    day.give(POOL, 1.0)
    everybody = day.count(Persons(20_000))
    day.give(POOL, 1.0 - 1e-9)  # a list is made, and nobody is missing from it
    named = day.count(Persons(20_000))
    day.give(POOL, 0.035)
    assert named == everybody


def test_the_jailed_do_not_act_and_are_still_there(day: CountedDay) -> None:
    free = day.count(Persons(400_000))
    day.put("repression.jailed", 0.4)
    count = day.count(Persons(400_000))
    day.put("repression.jailed", 0.0)
    assert count.pool == free.pool
    assert abs(count.jailed - 0.4 * count.pool) < 5 * (0.24 * count.pool) ** 0.5
    assert count.acting < free.acting


def test_whom_a_norm_holds_back_stays_at_home(day: CountedDay) -> None:
    day.put("citizens.disbelievers_free", 0.0)
    day.put("citizens.believers_free", 0.0)
    count = day.count(Persons(100_000))
    day.put("citizens.disbelievers_free", 1.0)
    day.put("citizens.believers_free", 1.0)
    assert count.acting == 0
    assert count.held_back == count.pool


@pytest.mark.parametrize("settings", [REFERENCE, SOCIAL], ids=["reference", "social"])
@pytest.mark.parametrize("number", [GAUSSIAN, ON_GRID])
def test_python_and_machine_code_count_the_same(settings: dict[str, object], number: int) -> None:
    counts = []
    for target in (Target.PYTHON, Target.CPU):
        day = counted_day({**settings, "horizon": 220}, number, target=target)
        counts.append((day.count(Persons(9_000)), day.expected()))
    assert counts[0] == counts[1]
    assert counts[0][0].acting > 0


def test_the_least_crowd_is_the_least_whatever_the_buckets() -> None:
    needs = [0, 0, 1, 2, 4, 9, 9, 9, 30, 101]

    def fine(low: int, width: int) -> list[int]:
        return [needs.count(low + i) for i in range(width)]

    for buckets in (1, 2, 7, 200):
        width = 101 // buckets + 1
        coarse = [sum(fine(b * width, width)) for b in range(buckets)]
        assert least_crowd(coarse, 100, fine) == 5


def test_nobody_acts_where_everybody_waits_for_another() -> None:
    assert least_crowd([0, 50, 0, 0], 3, lambda low, width: [[0, 50, 0, 0][low]] * width) == 0


def test_an_empty_pool_is_counted(day: CountedDay) -> None:
    day.give(POOL, 0.0)
    assert day.count(Persons(1000)) == Count(1000, 0, 0, 0, 0)
    day.give(POOL, 0.035)
