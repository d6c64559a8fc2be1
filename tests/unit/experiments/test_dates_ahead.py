"""Dates by which a forecast is read."""

from __future__ import annotations

from datetime import datetime

from interregnum.experiments.dates_ahead import dates_ahead
from interregnum.scenario.load import load_scenario


def test_days_count_from_the_start_to_the_end_of_a_date() -> None:
    scenario = load_scenario("mutiny-2023", environment={})
    rows = dates_ahead(scenario)
    assert [row.title for row in rows[:2]] == ["by 31 August 2023", "by 31 December 2023"]
    # 23 June is day 0; 31 August is day 69, 31 December day 191, both counted in.
    assert [row.days for row in rows] == [70, 192, 366, 731, 1096]


def test_a_leap_day_has_an_anniversary() -> None:
    scenario = load_scenario("mutiny-2023", environment={})
    moved = scenario.model_copy(update={"start": datetime(2024, 2, 29)})
    assert [row.days for row in dates_ahead(moved)[2:]] == [366, 731, 1096]
