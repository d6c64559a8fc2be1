"""What a report says follows from the numbers: directions, warnings, shares of what is assumed."""

from __future__ import annotations

import pytest

from interregnum.experiments.outcomes import Outcomes, Share
from interregnum.intervals import Interval
from interregnum.report.numbers import assumed_part, parameters_part
from interregnum.report.parts import Asked, answer, asked_part, limits_part, outcome_part
from interregnum.scenario.load import load_scenario
from interregnum.scenario.parameters import parameter_table

SCENARIO = load_scenario("mutiny-2023", environment={})
ASKED = Asked(SCENARIO, 200, 7)
REMOVED = Share("removed", 120, 0.6, 0.53, 0.67)
OUTCOMES = Outcomes(200, 200.0, (REMOVED,), REMOVED, REMOVED, (), (), (), (), None)


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (Interval(-0.1, -0.2, -0.01), "He is worse off in this"),
        (Interval(0.1, 0.01, 0.2), "He is better off in this"),
        (Interval(-0.1, -0.2, 0.0), "do not show in which direction"),
    ],
)
def test_the_direction_of_an_effect_is_that_of_its_whole_interval(
    effect: Interval, words: str
) -> None:
    assert words in answer(ASKED, OUTCOMES, effect)


def test_few_effective_runs_are_said_to_say_nothing() -> None:
    said = answer(ASKED, OUTCOMES._replace(effective=3.2), None)
    assert "they count as 3 unweighed ones" in said
    assert "too few to say anything" in said
    assert "too few" not in answer(ASKED, OUTCOMES, None)


def test_without_a_fall_there_is_no_day_of_removal() -> None:
    assert "Day of removal" not in outcome_part(ASKED, OUTCOMES, None).body


def test_what_was_asked_names_imposition_and_contrast() -> None:
    body = asked_part(ASKED).body
    for words in (
        "is imposed on day 0, 21:25, by the private army",
        "no mutiny",
        "200, from seed 7",
    ):
        assert words in body
    quiet = load_scenario("mutiny-2023", [("mutiny.happens", False)], environment={})
    assert "none is imposed" in asked_part(Asked(quiet, 1, 0)).body
    # Only the service that turns has to exist: here it is part of the front army.
    front = load_scenario("moscow-1991", [("private_army.exists", False)], environment={})
    assert "is imposed on day" in asked_part(Asked(front, 1, 0)).body


def test_the_share_of_what_is_assumed_is_counted() -> None:
    rows = parameter_table(SCENARIO)[:4]
    mixed = [row._replace(source=s) for row, s in zip(rows, ("assumed", "assumed: x", "record: y",
             "Kuran 1991"), strict=True)]  # fmt: skip
    for section in (assumed_part(mixed), limits_part(mixed, SCENARIO)):
        assert "50.0 % of the" in section.body
    body = parameters_part(mixed).body
    assert all(row.name in body for row in mixed)
