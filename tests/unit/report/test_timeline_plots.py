"""Single runs are drawn whole: long ones, short ones, with many events and with none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drawn import PROVENANCE, assert_whole
from interregnum.experiments.single_runs import ROWS, Chosen, Happening
from interregnum.report.timeline_plots import Story, Strip, timeline_figure

STRIPS = [Strip("strength [1]", (("a", "true"), ("b", "believed")))]


def story(kind: str, end: int, days: list[int]) -> Story:
    path = np.where(np.arange(730) < end, 0.5, np.nan)
    lines = tuple(Happening(day, f"what happened on {day} " * 4, day % 3) for day in days)
    return Story(Chosen(1, kind, "democracy", end - 1), lines, {"a": path, "b": path + 0.1})


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (730, [0, 1, 300]),
        (730, []),
        (1, [0]),
        (2, [0, 1, 400, 900]),
        (600, list(range(0, 600, 20))),
    ],
)
def test_two_runs_are_drawn_with_their_events(end: int, days: list[int], tmp_path: Path) -> None:
    stories = [story("typical", end, days), story("extreme", 730, [5])]
    figure = timeline_figure(
        stories,
        STRIPS,
        endings=["democracy, day 1", "the ruler is still there"],
        notes=["how they were chosen"],
        title="Runs\ncase",
        provenance=PROVENANCE,
    )
    text = assert_whole(figure, tmp_path)
    assert "how they were chosen" in text
    assert "typical run 1" in text
    assert ("events go on" in text) == (end < 20)
    assert ("more days" in text) == (len(days) > 9)
    assert ("no event" in text) == (not days)


def test_events_are_marked_in_the_row_of_their_kind(tmp_path: Path) -> None:
    rows = ("coup attempts", "elections")
    lines = (Happening(3, "a coup attempt and an election", 5, rows),)
    figure = timeline_figure(
        [story("only", 730, [])._replace(happenings=lines)],
        STRIPS,
        endings=["the ruler is still there"],
        notes=["n"],
        title="t",
        provenance=PROVENANCE,
    )
    text = assert_whole(figure, tmp_path)
    assert [name for name in ROWS if f"<!-- {name} -->" in text] == list(rows)


def test_one_run_stands_alone(tmp_path: Path) -> None:
    figure = timeline_figure(
        [story("only", 3, [0, 2])],
        STRIPS,
        endings=["insider replacement, day 2"],
        notes=["The study has one run."],
        title="t",
        provenance=PROVENANCE,
    )
    assert "only run 1" in assert_whole(figure, tmp_path)
