"""The map is drawn whole, with a march and without."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drawn import PROVENANCE, assert_whole
from interregnum.report.canvas import Drawing
from interregnum.report.map_plots import Area, Halt, map_figure


def chart(regions: int, halts: int, named: bool) -> Drawing:
    corner = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    areas = [
        Area(f"XX-{k}", 1000 * k, (float(k), 0.0), (corner + np.array((k, 0.0)),))
        for k in range(1, regions + 1)
    ]
    places = [Halt(f"Place {k}", (float(k), 0.0), 0.5) for k in range(1, halts + 1)]
    return map_figure(
        areas, places, named=named, notes=["a note"], title="Map\ncase", provenance=PROVENANCE
    )


@pytest.mark.parametrize(("regions", "halts"), [(1, 0), (1, 1), (5, 3), (80, 12)])
def test_a_map_is_drawn_with_population_and_march(regions: int, halts: int, tmp_path: Path) -> None:
    text = assert_whole(chart(regions, halts, named=True), tmp_path)
    assert "population [persons]" in text
    assert ("Place 1: taken in 50 % of runs" in text) == (halts > 0)


def test_borders_carry_no_codes() -> None:
    assert b"<!-- 3 -->" in chart(5, 0, named=True).svg()
    assert b"<!-- 3 -->" not in chart(5, 0, named=False).svg()
