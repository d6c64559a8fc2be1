"""Rows of a timeline against tables made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from interregnum.experiments.spoken_rows import Drawn, Spoken, is_used, spoken_rows
from interregnum.scenario.load import load_scenario
from interregnum.scenario.schema import Scenario

NAN = float("nan")
HEADINGS = ["run", "day", "hour", "place", "event", "size"]
DAYS = 40


def line(run: int, time: float, event: str, place: str | None = None) -> list[Any]:
    return [run, int(time // 24), time % 24, place, event, 0.5]


def drawn(
    outcomes: list[str],
    days: list[float],
    lines: list[list[Any]],
    turnout: Any = None,
    deaths: Any = None,
) -> Drawn:
    count = len(outcomes)
    runs = pd.DataFrame({"run": range(count), "outcome": outcomes, "day": days})
    nobody = np.zeros((count, DAYS))
    return Drawn(
        runs,
        pd.DataFrame(lines, columns=HEADINGS),
        nobody if turnout is None else np.asarray(turnout, dtype=float),
        nobody if deaths is None else np.asarray(deaths, dtype=float),
    )


def with_rows(name: str, *rows: dict[str, Any]) -> Scenario:
    """Return a case of the library with another timeline."""
    base = load_scenario(name, environment={})
    event = {"event": "something", "source": "assumed: a test", "role": "observed"}
    values = base.model_dump(mode="json", exclude_none=True)
    values["timeline"] = [{**event, **row} for row in rows]
    return Scenario.model_validate(values)


def said(scenario: Scenario, found: Drawn) -> list[Spoken]:
    return spoken_rows(scenario, found)[0]


MARCH = [
    line(0, 30.0, "place_taken", "Rostov-on-Don"),
    line(0, 40.0, "place_taken", "Yelets"),
    line(0, 41.0, "deal", "Yelets"),
    line(1, 31.0, "place_taken", "Rostov-on-Don"),
    line(1, 33.0, "beaten", "Voronezh"),
    # A later column, which is another story.
    line(1, 700.0, "place_taken", "Yelets"),
    line(1, 701.0, "deal", "Yelets"),
]


@pytest.fixture
def column() -> Drawn:
    return drawn(["survives"] * 3, [NAN] * 3, MARCH)


def test_a_capture_is_held_against_the_first_column(column: Drawn) -> None:
    row = {"time": "2023-06-24T07:30", "kind": "capture", "place": "Rostov-on-Don"}
    whether, when = said(with_rows("mutiny-2023", row), column)
    assert whether.unit == ""
    assert whether.values.tolist() == [1.0, 1.0, 0.0]
    assert (when.unit, when.low, when.high) == ("h", 31.5, 31.5)
    np.testing.assert_array_equal(when.values, [30.0, 31.0, NAN])


def test_a_place_that_falls_to_a_later_column_does_not_count(column: Drawn) -> None:
    row = {"time": "2023-06-24T16:00", "kind": "movement", "place": "Yelets"}
    whether, when = said(with_rows("mutiny-2023", row), column)
    assert whether.values.tolist() == [1.0, 0.0, 0.0]
    np.testing.assert_array_equal(when.values, [40.0, NAN, NAN])


@pytest.mark.parametrize(
    ("kind", "happened", "hours"),
    [
        ("deal", [1.0, 0.0, 0.0], [41.0, NAN, NAN]),
        ("defeat", [0.0, 1.0, 0.0], [NAN, 33.0, NAN]),
        ("surrender", [0.0, 0.0, 0.0], [NAN, NAN, NAN]),
        ("end", [1.0, 1.0, 0.0], [41.0, 33.0, NAN]),
    ],
)
def test_the_end_of_the_column_is_that_of_the_first_one(
    column: Drawn, kind: str, happened: list[float], hours: list[float]
) -> None:
    row = {"time": "2023-06-24T20:30", "kind": kind, "place": "media"}
    whether, when = said(with_rows("mutiny-2023", row), column)
    assert whether.values.tolist() == happened
    np.testing.assert_array_equal(when.values, hours)
    assert when.low == 44.5


def test_removal_and_survival_read_the_day_of_exit() -> None:
    rows = [
        {"time": "2011-02-11T12:00", "kind": "survival", "place": "country"},
        {"time": "2011-02-11T12:00", "kind": "removal", "place": "country"},
    ]
    table = drawn(["democracy", "insider", "regular_exit", "survives"], [9, 200, 3, NAN], [])
    survival, whether, when = said(with_rows("egypt-2011", *rows), table)
    # An exit that is no removal leaves the office too.
    assert survival.values.tolist() == [0.0, 1.0, 0.0, 1.0]
    assert whether.values.tolist() == [1.0, 1.0, 0.0, 0.0]
    np.testing.assert_array_equal(when.values, [9.0, 200.0, NAN, NAN])
    assert (when.low, when.unit) == (17.0, "d")


def test_a_crowd_is_held_against_the_week_around_its_day() -> None:
    turnout = np.zeros((4, DAYS))
    turnout[0, 10] = 5_000.0  # three days after: inside
    turnout[1, 11] = 7_000.0  # four days after: outside
    turnout[2, 4:6] = (2_000.0, NAN)
    turnout[2, 6:] = NAN  # the run has ended within the week
    turnout[3, 2:] = NAN  # and here before it
    row = {"time": "2011-02-01T12:00", "kind": "crowd", "place": "Cairo"}
    numbers = {"low": 250, "high": 300, "unit": "persons"}
    week, came, best = said(
        with_rows("egypt-2011", {**row, **numbers}),
        drawn(["survives"] * 4, [NAN] * 4, [], turnout),
    )
    np.testing.assert_array_equal(week.values, [5_000.0, 0.0, 2_000.0, NAN])
    assert (week.low, week.high, week.unit) == (250.0, 300.0, "persons")
    assert came.values.tolist() == [1.0, 1.0, 1.0, 0.0]
    np.testing.assert_array_equal(best.values, [5_000.0, 7_000.0, 2_000.0, NAN])


def test_crowds_of_one_day_are_added_up_and_the_largest_is_held_against_any_day() -> None:
    def crowd(time: str, place: str, persons: float) -> dict[str, Any]:
        numbers = {"low": persons, "high": 2 * persons, "unit": "persons"}
        return {"time": time, "kind": "crowd", "place": place, **numbers}

    scenario = with_rows(
        "egypt-2011",
        crowd("2011-01-26T10:00", "Cairo", 100),
        crowd("2011-01-26T18:00", "Suez", 50),
        crowd("2011-01-30T10:00", "Cairo", 120),
    )
    first, second, came, best = said(scenario, drawn(["survives"], [NAN], []))
    assert (first.rows, first.low, first.high) == ((0, 1), 150.0, 300.0)
    assert (second.rows, second.low) == ((2,), 120.0)
    assert came.rows == best.rows == (0, 1)


def test_deaths_of_sides_are_added_up_and_a_run_that_ended_keeps_its_count() -> None:
    def lost(place: str, low: float, high: float, unit: str) -> dict[str, Any]:
        numbers = {"low": low, "high": high, "unit": unit}
        return {"time": "2023-06-24T23:59", "kind": "losses", "place": place, **numbers}

    scenario = with_rows(
        "mutiny-2023",
        lost("mutineers", 2, 2, "persons"),
        lost("state", 13, 29, "persons"),
        lost("state", 1, 6, "aircraft"),
    )
    deaths = np.zeros((2, DAYS))
    deaths[0] = np.arange(DAYS)
    deaths[1] = NAN
    deaths[1, 0] = 30.0
    spoken, silent = spoken_rows(
        scenario, drawn(["survives", "insider"], [NAN, 0], [], deaths=deaths)
    )
    assert [(one.rows, one.low, one.high) for one in spoken] == [((0, 1), 15.0, 31.0)]
    assert spoken[0].values.tolist() == [1.0, 30.0]
    assert [(one.row, one.reason) for one in silent] == [(2, "gives no number of persons")]


def test_rows_that_no_mechanism_produces_are_listed_with_the_reason() -> None:
    scenario = load_scenario("mutiny-2023", environment={})
    spoken, silent = spoken_rows(scenario, drawn(["survives"], [NAN], []))
    told = {number for one in spoken for number in one.rows}
    mute = {one.row for one in silent}
    assert told | mute == set(range(len(scenario.timeline)))
    assert not told & mute
    reasons = {scenario.timeline[one.row].kind: one.reason for one in silent}
    assert reasons["decision"] == "imposed in every mode: the onset"
    assert reasons["movement"] == "names no place of the model's road"
    assert "input" in reasons["size"]
    assert reasons["elite_signal"] == "no mechanism produces it"


@pytest.mark.parametrize(
    ("row", "said_of_it"),
    [
        ({"time": "2010-12-31T12:00", "kind": "survival"}, "outside the horizon"),
        ({"time": "2012-01-25T12:00", "kind": "removal"}, "outside the horizon"),
        ({"time": "2011-02-11T12:00", "kind": "outcome"}, "removal, survival or end"),
        ({"time": "2011-02-11T12:00", "kind": "election"}, "input"),
        ({"time": "2011-02-11T12:00", "kind": "crowd"}, "no number of persons"),
    ],
)
def test_a_row_without_a_comparison_says_why(row: dict[str, Any], said_of_it: str) -> None:
    scenario = with_rows("egypt-2011", {"place": "country", **row})
    spoken, silent = spoken_rows(scenario, drawn(["survives"], [NAN], []))
    assert spoken == []
    assert said_of_it in silent[0].reason


def test_marked_rows_are_used_and_the_onset_is_not() -> None:
    rows = load_scenario("mutiny-2023", environment={}).timeline
    assert [row.kind for row in rows if is_used(row)] == ["capture", "movement", "deal"]
