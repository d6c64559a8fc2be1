"""The typical run lies in the middle of the commonest outcome, the extreme one farthest off."""

from __future__ import annotations

import numpy as np
import pandas as pd

from interregnum.engine.series import SERIES
from interregnum.experiments.single_runs import WORDS, chosen_runs, happenings

FOLLOWED = [row for row in SERIES if row.name == "legitimacy.level"]


def table(outcomes: list[str], days: list[int | None], back: list[bool]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "run": range(len(outcomes)),
            "outcome": outcomes,
            "day": pd.array(days, dtype="Int64"),
            "result.contested": back,
        }
    )


def test_typical_is_the_middle_and_extreme_the_farthest() -> None:
    levels = np.array([0.5, 0.4, 0.6, 0.9, 0.52])
    runs = table(["survives"] * 5, [None] * 5, [False] * 5)
    paths = {"legitimacy.level": np.repeat(levels[:, None], 10, axis=1)}
    typical, extreme = chosen_runs(runs, paths, FOLLOWED)
    assert (typical.run, typical.kind, typical.day) == (4, "typical", None)
    assert (extreme.run, extreme.kind) == (3, "extreme")


def test_typical_has_the_commonest_outcome_of_all_runs() -> None:
    runs = table(["survives", "insider", "insider"], [None, 2, 4], [False] * 3)
    path = np.full((3, 10), 0.5)
    path[1, 3:] = path[2, 5:] = np.nan
    typical, _ = chosen_runs(runs, {"legitimacy.level": path}, FOLLOWED)
    assert (typical.outcome, typical.day) == ("insider", 2)


def test_a_ruler_who_came_back_is_no_plain_survivor() -> None:
    runs = table(["survives"] * 5, [None] * 5, [True, True, True, False, False])
    path = np.full((5, 10), 0.5)
    path[:3, 2:] = np.nan
    typical, extreme = chosen_runs(runs, {"legitimacy.level": path}, FOLLOWED)
    assert typical.outcome == "returned"
    assert typical.run != extreme.run


def test_a_study_of_one_run_has_one_to_show() -> None:
    runs = table(["survives"], [None], [False])
    found = chosen_runs(runs, {"legitimacy.level": np.full((1, 3), 0.5)}, FOLLOWED)
    assert [(row.run, row.kind) for row in found] == [(0, "only")]


def test_runs_beyond_the_followed_ones_are_not_chosen() -> None:
    runs = table(["survives", "insider", "insider"], [None, 0, 0], [False] * 3)
    found = chosen_runs(runs, {"legitimacy.level": np.full((1, 3), 0.5)}, FOLLOWED)
    assert [row.run for row in found] == [0]


def test_events_of_a_day_stand_in_one_line() -> None:
    events = pd.DataFrame(
        {
            "run": [0, 0, 0, 0, 1],
            "day": [0, 1, 1, 1, 0],
            "hour": [21.5, 0.25, np.nan, np.nan, np.nan],
            "place": [None, "Hub", None, None, None],
            "event": ["mutiny_begins", "place_taken", "recognition", "recognition", "removed"],
        }
    )
    measure = events.iloc[[3]].assign(event="insiders_acted", day=9)
    assert happenings(pd.concat([events, measure]), 0) == happenings(events, 0)
    first, second = happenings(events, 0)
    assert first.text == "mutiny begins 21:30"
    assert second.text == "Hub taken 00:15, recognition from abroad changes (2 times)"
    assert first.weight > second.weight
    assert happenings(events, 7) == ()


def test_every_event_has_words() -> None:
    from interregnum.engine.schedule import EVENT_NAMES

    assert set(EVENT_NAMES) == set(WORDS)
