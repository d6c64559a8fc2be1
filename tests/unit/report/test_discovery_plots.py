"""Boxes are drawn whole, with PRIM's trajectories and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from drawn import PROVENANCE, assert_whole
from interregnum.experiments.boxes import Restriction, Share
from interregnum.experiments.discovery import Discovered, Discovery
from interregnum.experiments.prim import Step
from interregnum.intervals import wilson
from interregnum.report.discovery_plots import discovery_figure
from interregnum.scenario.parameters import DrawnParameter


def row(name: str) -> DrawnParameter:
    return DrawnParameter(name, 0.5, 0.0, 1.0, "1", "assumed", "uniform", "x")


@pytest.mark.parametrize("count", [0, 1, 5])
def test_boxes_are_drawn_whole(count: int, tmp_path: Path) -> None:
    boxes = tuple(
        Discovered(
            (Restriction("a.x", low=0.1 * k), Restriction("a.y", 0.2, 0.3)),
            (),
            Share(80, 64, 400, 160),
            Share(40, 30, 200, 80),
            wilson(30, 40) if k != 2 else None,
            wilson(30, 80),
        )
        for k in range(1, count + 1)
    )
    path = (
        Step((), Share(400, 160, 400, 160)),
        Step(boxes[0].box if boxes else (), Share(80, 64, 400, 160)),
    )
    found = Discovery("removed", "prim", 600, 200, 240, ("a.x", "a.y"), boxes, (path,) * count)
    rows = {name: row(name) for name in ("a.x", "a.y")}
    drawing = discovery_figure(
        found, rows, ["Told in words."], title="Where\ncase", provenance=PROVENANCE
    )
    text = assert_whole(drawing, tmp_path)
    assert "Told in words." in text
    assert ("box 1: a.y" in text) == (count > 0)
