"""Rulers laid end to end: what an end means, that no day is lost, and that a seed is a world."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from interregnum.calibration.chain import NOT_YET, History, Shape, history_of
from interregnum.errors import UsageError
from made_pools import COUP, DIES, HANDS_OVER, pool, random_pool

ONE = {"personal": 1.0}
SHAPE = Shape(countries=1, at_once=1.0, standing=ONE, starting=ONE)
TYPES = ("personal", "military", "party", "monarchy")


def lived(*spells: dict[str, object], shape: Shape = SHAPE) -> History:
    return history_of({"personal": pool(*spells, {}, {})}, shape, seed=1)


def test_the_days_of_a_world_are_those_of_its_years() -> None:
    assert lived().last_day == 44 * 365 + 11 - 1  # 1946 to 1989, eleven leap years


@pytest.mark.parametrize(("end", "how"), [(HANDS_OVER, "Regular"), (DIES, "Natural Death")])
def test_a_ruler_who_leaves_in_order_is_followed_by_one_of_his_regime(
    end: dict[str, object], how: str
) -> None:
    history = lived({**end, "day": 99})
    assert [(r.start, r.end, r.how) for r in history.rulers[:1]] == [(0, 100, how)]
    assert history.rulers[1].start == 100
    assert [(r.start, r.end) for r in history.regimes] == [(0, None)]


def test_a_coup_ends_the_regime_and_another_begins_on_that_day() -> None:
    history = lived({**COUP, "day": 99})
    first, second = history.regimes
    assert first[2:] == (0, 100, 5, 2, 2)
    assert (second.start, second.end) == (100, None)
    assert next((r.start, r.end, r.how) for r in history.rulers) == (0, 100, "Irregular")
    assert [r.follows for r in history.rulers] == ["Regular", "Irregular"]
    assert [part.fall for part in history.segments][:2] == [100, NOT_YET]


def test_who_won_the_contest_never_left() -> None:
    contested = {**COUP, "outcome": "survives", "mode": 0, "contested": True, "settled_day": 30.0}
    history = lived({**contested, "day": 99}, {**DIES, "day": 9})
    assert next((r.start, r.end, r.how) for r in history.rulers) == (0, 140, "Natural Death")
    assert [part.clock for part in history.segments][:3] == [0, 130, 140]
    assert len(history.regimes) == 1
    assert {part.fall for part in history.segments} == {NOT_YET}


def test_who_outlives_his_spell_stays() -> None:
    pools = {"personal": pool({"day": 100}, {**DIES, "day": 9, "age": 80.0}, {}, horizon=100)}
    history = history_of(pools, SHAPE, seed=1)
    assert (history.rulers[0].start, history.rulers[0].end, history.rulers[0].age) == (0, 110, 50.0)


def test_insiders_who_replace_a_ruler_end_the_regime_only_if_the_group_changes() -> None:
    same = {**COUP, "outcome": "insider", "continuity": 0.8, "day": 99}
    history = lived(same)
    assert next(r.end for r in history.rulers) == 100
    assert len(history.regimes) == 1
    assert history.segments[0].fall == 100
    assert len(lived({**same, "continuity": 0.4}).regimes) == 2
    assert len(lived({**same, "mode": 8}).regimes) == 2
    assert len(lived(same, shape=replace(SHAPE, same_group=1.1)).regimes) == 2


def test_a_regime_outlives_a_coup_of_its_own_group_at_the_odds_of_its_type() -> None:
    junta = {**COUP, "continuity": 0.8, "day": 99}
    assert [len(lived({**junta, "lot": lot}).regimes) for lot in (0.0, 0.2, 0.22)] == [1, 1, 2]
    assert len(lived({**junta, "lot": 0.0, "continuity": 0.4}).regimes) == 2
    assert len(lived({**junta, "lot": 0.0, "outcome": "democracy"}).regimes) == 2
    never = replace(SHAPE, outlived={"personal": 0.0})
    assert len(lived({**junta, "lot": 0.0}, shape=never).regimes) == 2


@pytest.mark.parametrize(("nonviolence", "mode"), [(1.0, 4), (0.5, 4), (0.4, 6)])
def test_an_armed_uprising_is_insurgents(nonviolence: float, mode: int) -> None:
    uprising = {**COUP, "mode": 4, "nonviolence": nonviolence, "day": 99}
    assert lived(uprising).regimes[0].mode == mode
    assert lived({**COUP, "nonviolence": nonviolence, "day": 99}).regimes[0].mode == 5


@pytest.mark.parametrize(
    ("end", "successor"),
    [
        ({**COUP, "outcome": "democracy", "mode": 4}, 1),
        ({**HANDS_OVER, "exit": "election", "mode": 2}, 1),
        ({**HANDS_OVER, "mode": 3}, 1),
        ({**COUP, "outcome": "fragmentation", "mode": 9}, 3),
    ],
)
def test_after_democracy_and_failure_autocracy_waits(
    end: dict[str, object], successor: int
) -> None:
    history = lived({**end, "day": 99}, shape=replace(SHAPE, democracy_years=1.0))
    assert history.regimes[0].successor == successor
    assert history.regimes[1].start > 100
    assert max(history.regimes[0].violence, 1) == history.regimes[0].violence


def test_a_pool_that_runs_dry_is_used_again_and_counted() -> None:
    history = history_of({"personal": pool({**DIES, "day": 999})}, SHAPE, seed=1)
    assert history.taken == {"personal": 17}
    assert history.reused == {"personal": 16}


def test_countries_begin_at_once_or_until_the_last_start() -> None:
    shape = Shape(countries=400, at_once=0.25, last_start=1955, standing=ONE, starting=ONE)
    history = history_of({"personal": pool({})}, shape, seed=3)
    starts = [regime.start for regime in history.regimes]
    assert 70 <= starts.count(0) <= 135  # 100 expected, four standard deviations 35
    assert 3500 < max(starts) < 3652


def world(seed: int) -> History:
    pools = {name: random_pool(60, number, name) for number, name in enumerate(TYPES)}
    return history_of(pools, Shape(countries=30), seed)


@pytest.mark.parametrize("seed", range(5))
def test_rulers_are_in_office_on_every_day_of_autocracy_and_on_no_other(seed: int) -> None:
    history = world(seed)
    for country in range(30):
        rulers = [r for r in history.rulers if r.country == country]
        regimes = [r for r in history.regimes if r.country == country]
        for earlier, later in itertools.pairwise(rulers):
            assert earlier.end is not None
            assert earlier.end <= later.start
        ruled = sum((r.end or history.last_day) - r.start for r in rulers)
        assert ruled == sum((r.end or history.last_day) - r.start for r in regimes)


@pytest.mark.parametrize("seed", range(5))
def test_spells_are_taken_in_order_each_once(seed: int) -> None:
    history = world(seed)
    for name in TYPES:
        rows = [part.row for part in history.segments if part.regime_type == name]
        assert rows == [number % 60 for number in range(history.taken[name])]


def test_a_seed_is_a_world_and_another_seed_another() -> None:
    assert world(4) == world(4)
    assert world(4) != world(5)


def test_a_type_without_a_pool_is_named() -> None:
    with pytest.raises(UsageError, match="no spells of military, monarchy, party"):
        history_of({"personal": pool({})}, Shape(), seed=1)
    with pytest.raises(UsageError, match="years in order"):
        Shape(last_start=1990)
