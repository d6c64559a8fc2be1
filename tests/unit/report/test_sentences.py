"""Events in sentences: every event has one, and times are those of the scenario's clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from interregnum.engine.schedule import EVENT_NAMES
from interregnum.experiments.chains import Chain, Moment
from interregnum.report.sentences import (
    Road,
    date_text,
    ending_sentence,
    pivot_sentence,
    sentence,
    told_moments,
    when_text,
)
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", environment={})
ROAD = Road(SCENARIO.start, {place.name: place for place in SCENARIO.places})
HUB = Moment(0, 7.5, "Rostov-on-Don", "place_taken", 0.41, False, 900, 0.7)


@pytest.mark.parametrize("event", EVENT_NAMES)
def test_every_event_of_the_log_has_a_sentence(event: str) -> None:
    said = sentence(Moment(3, None, "Voronezh", event, 1.0, False), ROAD)
    assert said != event.replace("_", " ")
    assert "_" not in said


def test_the_hub_falls_as_a_reader_would_say_it() -> None:
    said = f"{when_text(HUB, ROAD.start)}: {sentence(HUB, ROAD)}"
    assert said == (
        "day 0, 07:30: the logistics hub, Rostov-on-Don, falls after its garrison fought; "
        "41 % of its garrison stood aside"
    )


def test_the_capital_is_named_and_the_ruler_falls_with_it() -> None:
    taken = HUB._replace(place="Moscow", size=0.9, felled=True)
    said = sentence(taken, ROAD)
    assert said.startswith("the capital, Moscow, falls almost without a fight; 90 %")
    assert said.endswith("the ruler is removed")


def test_minutes_round_into_the_next_hour_and_day() -> None:
    late = HUB._replace(hour=23.9999)
    assert when_text(late, datetime(2023, 6, 23)) == "day 1, 00:00"
    assert date_text(late, datetime(2023, 6, 23)) == "24 June 2023"


def test_times_count_from_the_hour_at_which_day_0_begins() -> None:
    assert when_text(HUB, datetime(1991, 8, 19, 4, 0)) == "day 0, 11:30"


def test_attempts_say_how_they_ended() -> None:
    attempt = Moment(5, None, None, "coup_attempt", 0.002, False)
    assert sentence(attempt, ROAD).endswith("less than 1 % of the weight that counts joins them, "
                                            "and the attempt fails")  # fmt: skip
    assert sentence(attempt._replace(felled=True), ROAD).endswith("the attempt succeeds")


def test_the_pivotal_event_is_named_with_the_shares_before_and_after() -> None:
    chain = Chain(4, "insider", 1, "", 0.61, (HUB,), 0)
    said = pivot_sentence(chain, ROAD)
    assert said.startswith("Pivotal event, day 0, 07:30: the logistics hub, Rostov-on-Don, falls")
    assert "in 61 % of all runs, after it in 70 % (of 900 runs)" in said
    assert pivot_sentence(chain._replace(pivot=None), ROAD).startswith("No single event")


def test_a_recognition_that_changes_nothing_is_not_told_again() -> None:
    first = Moment(9, None, None, "recognition", 1.0, False)
    moments = (first, first._replace(day=10), first._replace(day=11, size=3.0))
    chain = Chain(4, "insider", 1, "", 0.5, moments, None)
    assert [index for index, _ in told_moments(chain)] == [0, 2]


def test_endings_tell_who_came_back() -> None:
    back = Chain(4, "survives", None, "", 0.5, (HUB._replace(felled=True),), None)
    assert "came back within 90 days" in ending_sentence(back)
    assert "came back" not in ending_sentence(back._replace(moments=(HUB,)))
    assert "left office on day 7" in ending_sentence(back._replace(outcome="regular_exit", day=7))
