"""The march by hours: arrivals, endings, and the rows of the record beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.march_hours import (
    SHARES,
    march_by_hours,
    road_distances,
    sightings,
)
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", ())
HUB, NEXT, CAPITAL = (SCENARIO.places[k].name for k in (0, 1, -1))
RUNS = pd.DataFrame({"run": range(4)})


def events(rows: list[tuple[int, int, float, str | None, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["run", "day", "hour", "place", "event"])
    return frame.astype({"hour": float})


LOG = events(
    [
        (0, 0, 20.0, None, "mutiny_begins"),
        (0, 0, 22.0, HUB, "place_taken"),
        (0, 1, 4.0, NEXT, "place_taken"),
        (0, 1, 4.0, NEXT, "deal"),
        (0, 9, 0.0, None, "mutiny_begins"),
        (0, 9, 1.0, HUB, "place_taken"),
        (1, 0, 20.0, None, "mutiny_begins"),
        (1, 1, 0.0, HUB, "place_held"),
        (1, 1, 0.0, HUB, "beaten"),
        (2, 3, 1.0, None, "mutiny_begins"),
        (2, 3, 2.0, HUB, "place_taken"),
        (2, 3, 7.0, CAPITAL, "place_taken"),
    ]
)


def test_hours_count_from_each_runs_own_onset() -> None:
    march = march_by_hours(RUNS, LOG, SCENARIO)
    assert (march.columns, march.runs) == (3, 4)
    hub, then, *_, capital = march.stops
    assert hub.hours is not None
    assert hub.hours[SHARES.index(0.5)] == 2.0
    assert (min(hub.hours), max(hub.hours)) == (1.0, 4.0)
    assert (hub.taken, hub.held) == pytest.approx((2 / 3, 1 / 3))
    assert then.hours == (8.0,) * len(SHARES)
    assert capital.hours == (6.0,) * len(SHARES)


def test_only_the_first_column_counts_and_each_ends_once() -> None:
    march = march_by_hours(RUNS, LOG, SCENARIO)
    assert {name: float(shares[-1]) for name, (_, shares) in march.ends.items()} == pytest.approx(
        {"capital_taken": 1 / 3, "deal": 1 / 3, "beaten": 1 / 3}
    )
    assert [len(hours) for hours, _ in march.tracks] == [3, 2, 3]


def test_a_column_that_nothing_ended_is_in_no_ending() -> None:
    march = march_by_hours(RUNS, LOG[:2], SCENARIO)
    assert march.ends == {}


def test_weights_move_shares_and_hours() -> None:
    march = march_by_hours(RUNS, LOG, SCENARIO, [0.0, 1.0, 3.0, 5.0])
    hub = march.stops[0]
    assert hub.hours is not None
    assert (hub.taken, hub.held) == pytest.approx((0.75, 0.25))
    assert hub.hours[SHARES.index(0.5)] == 1.0
    assert set(march.ends) == {"capital_taken", "beaten"}


def test_without_a_column_there_is_no_march() -> None:
    with pytest.raises(ScenarioError, match="no column set out in any of 4 runs"):
        march_by_hours(RUNS, LOG[:0], SCENARIO)


def test_distances_end_at_the_capital() -> None:
    distances = road_distances(SCENARIO)
    assert distances[CAPITAL] == 0.0
    legs = [place.leg.value for place in SCENARIO.places]
    assert distances["start"] == pytest.approx(sum(legs))
    assert distances[HUB] == pytest.approx(sum(legs[1:]))


def test_rows_of_the_record_are_laid_on_the_march() -> None:
    found = sightings(SCENARIO, 96.0)
    assert [(row.imposed, row.distance) for row in found] == [
        (True, (road_distances(SCENARIO)[HUB],) * 2),
        (True, (350.0, 400.0)),
        (True, None),
        (False, (150.0, 250.0)),
    ]
    onset = SCENARIO.mutiny.onset_hour.value
    assert found[0].hours == pytest.approx(24.0 + 7.5 - onset)
    assert len(sightings(SCENARIO, 12.0)) == 1


def test_without_a_scheduled_mutiny_no_row_has_an_hour() -> None:
    quiet = load_scenario("mutiny-2023", [("mutiny.happens", False)])
    assert sightings(quiet, 96.0) == ()


def test_tracks_begin_at_the_start_of_the_road() -> None:
    hours, distances = march_by_hours(RUNS, LOG, SCENARIO).tracks[0]
    assert hours[0] == 0.0
    assert np.all(np.diff(distances) < 0.0)
