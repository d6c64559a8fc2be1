"""The march is drawn whole, with the record and without, and where nothing was reached."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from drawn import PROVENANCE, assert_whole
from interregnum.experiments.march_hours import March, Sighting, Stop
from interregnum.report.march_plots import last_hour, march_figure

HOURS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
STOPS = (
    Stop("A place with a rather long name", 300.0, 0.9, 0.0, HOURS),
    Stop("Near", 290.0, 0.5, 0.1, HOURS),
    Stop("Capital", 0.0, 0.0, 0.0, None),
)
TRACKS = ((np.array([0.0, 4.0]), np.array([500.0, 300.0])),)


def test_the_march_is_drawn_with_the_record(tmp_path: Path) -> None:
    ends = {"deal": (np.array([5.0, 6.0]), np.array([0.3, 0.6]))}
    march = March(10, 12, STOPS, TRACKS, ends)
    record = [
        Sighting(3.0, (100.0, 200.0), "here", imposed=False),
        Sighting(4.0, (300.0, 300.0), "there", imposed=True),
        Sighting(9.0, None, "deal", imposed=True),
    ]
    text = assert_whole(march_figure(march, record, title="t\nu", provenance=PROVENANCE), tmp_path)
    for words in ("90 % taken, 0 % held", "deal (record)", "observed only", "may be imposed"):
        assert words in text
    assert "40 % were still on the road" in text
    assert "10 of 12 runs" in text


def test_a_march_that_reached_nothing_is_drawn(tmp_path: Path) -> None:
    stops = tuple(stop._replace(hours=None) for stop in STOPS)
    march = March(1, 1, stops, ((np.array([0.0]), np.array([500.0])),), {})
    text = assert_whole(march_figure(march, [], title="t", provenance=PROVENANCE), tmp_path)
    assert "no column ended" in text


def test_a_row_far_beyond_the_march_is_told_and_not_drawn(tmp_path: Path) -> None:
    march = March(1, 1, STOPS, TRACKS, {})
    assert last_hour(march, [70.0]) < 10.0
    record = [Sighting(70.0, None, "deal", imposed=True)]
    text = assert_whole(march_figure(march, record, title="t", provenance=PROVENANCE), tmp_path)
    assert "beyond the axis: deal after 70.0 h" in text
    assert "deal (record)" not in text


def test_the_axis_of_hours_holds_the_record() -> None:
    march = March(1, 1, STOPS, TRACKS, {})
    assert last_hour(march, []) > 7.0
    assert last_hour(march, [15.0]) > 15.0
