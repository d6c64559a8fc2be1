"""The map is drawn whole, with a march and without."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drawn import PROVENANCE, assert_whole
from interregnum.report.canvas import Drawing
from interregnum.report.map_plots import Area, Country, Halt, map_figure

SIDES = tuple(f"side {k}" for k in range(6))


def chart(
    regions: int, halts: int, named: bool, held: float | None = None, came: float = 0.02
) -> Drawing:
    corner = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    areas = [
        Area(f"XX-{k}", 1000 * k, (float(k), 0.0), (corner + np.array((k, 0.0)),))
        for k in range(1, regions + 1)
    ]
    places = [Halt(f"Place {k}", (float(k), 0.0), 0.5) for k in range(1, halts + 1)]
    country = Country(areas, places, named)
    if held is not None:
        shares = tuple(held if k in (0, 5) else 0.0 for k in range(6))
        areas = [area._replace(held=shares, came=came * area.population) for area in areas]
        country = Country(areas, places, named, SIDES, "Who holds", "How many came")
    return map_figure(country, notes=["a note"], title="Map\ncase", provenance=PROVENANCE)


@pytest.mark.parametrize(("regions", "halts"), [(1, 0), (1, 1), (5, 3), (80, 12)])
def test_a_map_is_drawn_with_population_and_march(regions: int, halts: int, tmp_path: Path) -> None:
    text = assert_whole(chart(regions, halts, named=True), tmp_path)
    assert "population [persons]" in text
    assert ("Place 1: taken in" in text) == (halts > 0)


@pytest.mark.parametrize(("regions", "halts"), [(1, 0), (5, 3), (80, 12)])
@pytest.mark.parametrize("named", [True, False])
def test_a_map_of_control_and_turnout_is_drawn(
    regions: int, halts: int, named: bool, tmp_path: Path
) -> None:
    text = assert_whole(chart(regions, halts, named, held=0.5), tmp_path)
    assert "Who holds" in text
    assert "persons who came out" in text
    assert "population [persons]" not in text
    # Only those who hold some region in some run are named.
    assert ("side 5" in text, "side 4" in text) == (True, False)


def test_a_country_in_which_nobody_came_out_says_so(tmp_path: Path) -> None:
    text = assert_whole(chart(4, 0, named=True, held=0.5, came=0.0), tmp_path)
    assert "nobody came out in any run" in text


def test_borders_carry_no_codes() -> None:
    assert b"<!-- 3 -->" in chart(5, 0, named=True).svg()
    assert b"<!-- 3 -->" not in chart(5, 0, named=False).svg()
