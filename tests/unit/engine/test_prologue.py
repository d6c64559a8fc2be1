"""The road of a run, and its event log."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interregnum.engine.generate import EVENT_WIDTH
from interregnum.engine.prologue import (
    Layout,
    Line,
    bin_of,
    clear_factions,
    lay_regions,
    lay_road,
    record,
)
from interregnum.formulae.factions import Factions, Regions
from interregnum.formulae.march import Road

ROOM = 400


def test_the_road_is_laid_from_the_parameters() -> None:
    two = [0.0] * 2
    road = Road(leg=[*two], garrison=[*two], hub=[*two], imposed=[*two], imposed_ease=[*two],
                totals=[0.0] * 5)  # fmt: skip
    p = [9.0, 100.0, 5000.0, 200.0, 30000.0, 20000.0, 300000.0]
    layout = Layout([1.0, 3.0], [2.0, 4.0], [1.0, 0.0], [1.0, 0.0], [0.9, -1.0], [5.0, 6.0])
    lay_road(road, p, layout, 0.0)
    assert road.leg == [100.0, 200.0]
    assert road.garrison == [5000.0, 30000.0]
    assert road.hub == [1.0, 0.0]
    assert road.imposed == [1.0, 0.0]
    assert road.imposed_ease == [0.9, -1.0]
    assert road.totals == [2.0, 355000.0, 20000.0, 300000.0, 0.0]


def test_a_front_army_that_turns_counts_once() -> None:
    one = [0.0]
    road = Road(leg=[0.0], garrison=[0.0], hub=[0.0], imposed=[0.0], imposed_ease=[0.0],
                totals=[0.0] * 5)  # fmt: skip
    p = [10.0, 30000.0, 300000.0, 20000.0]
    lay_road(road, p, Layout(one, [1.0], one, one, [-1.0], [2.0, 2.0, 3.0]), -1.0)
    assert road.totals == [1.0, 350000.0, 300000.0, 300000.0, -1.0]


def test_regions_begin_with_the_incumbent() -> None:
    regions = Regions([0.0] * 3, [4.0] * 3, [0.0] * 2)
    lay_regions(regions, [0.2, 0.3, 0.5], 2.0)
    assert regions == Regions([0.2, 0.3, 0.5], [0.0] * 3, [3.0, 2.0])


def test_nothing_is_left_of_the_factions_of_the_run_before() -> None:
    factions = Factions(*([7.0] * 5 for _ in Factions._fields))
    clear_factions(factions)
    assert factions == Factions(*([0.0] * 5 for _ in Factions._fields))


@given(st.floats(allow_nan=False))
def test_every_value_falls_into_a_bin(value: float) -> None:
    assert 0 <= bin_of(value, -1.0, 64.0) <= 255


@given(st.integers(0, 255), st.floats(0.001, 0.999))
def test_a_value_inside_a_bin_falls_into_it(k: int, part: float) -> None:
    assert bin_of(-1.0 + (k + part) / 64.0, -1.0, 64.0) == k


def test_a_line_is_written_where_its_run_stands() -> None:
    events = [0.0] * (2 * ROOM * EVENT_WIDTH)
    assert record(events, ROOM, 1, 0, Line(8, 3, 4.5, -1.0, 2.0, 0.25)) == 1
    at = ROOM * EVENT_WIDTH
    assert events[at : at + EVENT_WIDTH] == [8.0, 3.0, 4.5, -1.0, 2.0, 0.25]


def test_lines_beyond_the_room_are_counted_and_not_written() -> None:
    events = [0.0] * (ROOM * EVENT_WIDTH)
    assert record(events, ROOM, 0, ROOM, Line(0, 1, 1.0, 1.0, 1.0, 1.0)) == ROOM + 1
    assert set(events) == {0.0}
