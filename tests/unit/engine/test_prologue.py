"""The road of a run, and its event log."""

from __future__ import annotations

from interregnum.engine.generate import EVENT_WIDTH, MOST_EVENTS
from interregnum.engine.prologue import Line, lay_road, record
from interregnum.formulae.march import Road


def test_the_road_is_laid_from_the_parameters() -> None:
    road = Road([0.0] * 2, [0.0] * 2, [0.0] * 2, [0.0] * 3)
    p = [9.0, 100.0, 5000.0, 200.0, 30000.0, 20000.0, 300000.0]
    lay_road(road, p, [1.0, 3.0], [2.0, 4.0], [1.0, 0.0], [5.0, 6.0])
    assert road.leg == [100.0, 200.0]
    assert road.garrison == [5000.0, 30000.0]
    assert road.hub == [1.0, 0.0]
    assert road.totals == [2.0, 355000.0, 20000.0]


def test_a_line_is_written_where_its_run_stands() -> None:
    events = [0.0] * (2 * MOST_EVENTS * EVENT_WIDTH)
    assert record(events, 1, 0, Line(8, 3, 4.5, -1.0, 2.0, 0.25)) == 1
    at = MOST_EVENTS * EVENT_WIDTH
    assert events[at : at + EVENT_WIDTH] == [8.0, 3.0, 4.5, -1.0, 2.0, 0.25]


def test_lines_beyond_the_room_are_counted_and_not_written() -> None:
    events = [0.0] * (MOST_EVENTS * EVENT_WIDTH)
    assert record(events, 0, MOST_EVENTS, Line(0, 1, 1.0, 1.0, 1.0, 1.0)) == MOST_EVENTS + 1
    assert set(events) == {0.0}
