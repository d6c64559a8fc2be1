"""Where futures begin: days and events, and runs that have no days left."""

from __future__ import annotations

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.origins import Origin, day_of, origins_of

RUNS = pd.DataFrame(
    {
        "run": [0, 1, 2],
        "outcome": ["survives", "regular_exit", "democracy"],
        "day": pd.array([None, 50, 60], dtype="Int64"),
    }
)
EVENTS = pd.DataFrame(
    {"run": [0, 0, 2, 2], "day": [3, 9, 60, 70], "event": ["deal", "deal", "removed", "settlement"]}
)


def test_an_event_forks_on_the_day_after_its_first() -> None:
    assert day_of("deal", EVENTS, 0) == 4
    assert day_of("deal", EVENTS, 2) is None
    assert day_of("12", EVENTS, 0) == 12


def test_a_name_that_is_no_event_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean deal"):
        day_of("deel", EVENTS, 0)


def test_a_day_before_the_first_is_refused() -> None:
    with pytest.raises(ScenarioError, match="before the first day"):
        day_of("-1", EVENTS, 0)


def test_a_run_that_was_over_is_left_out_and_a_removed_one_goes_on_through_its_aftermath() -> None:
    origins, without = origins_of("55", RUNS, EVENTS, 900, [0, 1, 2])
    assert origins == [Origin(0, 55), Origin(2, 55)]
    assert without == [1]
    assert origins_of("960", RUNS, EVENTS, 900, [2])[0] == [Origin(2, 960)]
    assert origins_of("961", RUNS, EVENTS, 900, [2])[1] == [2]


def test_a_run_that_the_study_does_not_have_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no run 9"):
        origins_of("1", RUNS, EVENTS, 900, [9])
