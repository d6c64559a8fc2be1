"""A study's map: where regions lie, and how far the march came in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    from interregnum.face.study import Study
    from interregnum.report.canvas import Drawing
    from interregnum.report.map_plots import Area

GAP = 0.06
SHIFT = (0.22, -0.16)  # of a tile: the march passes beside the names
NOTE = (
    "Colour: population, on a logarithmic scale. Who controls a region, and turnout by region, are "
    "not recorded run by run, so the map does not show them."
)
TILES = "One equal tile a region, laid out from the coordinates of its capital: no map of areas. "
BORDERS = "Borders from {file}, as they stand in that file; conic projection of equal areas. "


def map_drawing(study: Study, outlines: Path | None, title: str) -> Drawing:
    """Return the map of a study's country.

    Raises
    ------
    ScenarioError
        If the scenario has no table of regions.
    StudyError
        If the outlines cannot be read.
    """
    from interregnum.report.map_plots import map_figure

    scenario = study.case.scenario
    if scenario.regions is None:
        msg = f"{study.case.name}: has no table of regions, so there is no map; add regions to it"
        raise ScenarioError(msg)
    areas = _tiles(scenario.regions.rows) if outlines is None else _bordered(study, outlines)
    beginning = TILES if outlines is None else BORDERS.format(file=outlines.name)
    x, y = SHIFT if outlines is None else (0.0, 0.0)
    halts, said = _halts(study, {a.code: (a.centre[0] + x, a.centre[1] + y) for a in areas})
    return map_figure(
        areas,
        halts,
        named=outlines is None,
        notes=[beginning + NOTE, said],
        title=title,
        provenance=study.provenance,
    )


def _tiles(rows: Any) -> list[Area]:
    """Return a square of equal size for each region."""
    import numpy as np

    from interregnum.experiments.tiles import tile_layout
    from interregnum.report.map_plots import Area

    places = tile_layout([row.longitude for row in rows], [row.latitude for row in rows])
    corner = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (0.5 - 0.5 * GAP)
    return [
        Area(row.iso_3166_2, row.population, (float(x), float(-y)), (corner + np.array((x, -y)),))
        for row, (x, y) in zip(rows, places, strict=True)
    ]


def _bordered(study: Study, path: Path) -> list[Area]:
    """Return each region with the user's borders and the place of its capital."""
    from interregnum.experiments.outlines import read_outlines
    from interregnum.report.map_plots import Area

    regions = study.case.scenario.regions
    rows = regions.rows if regions is not None else ()
    found = read_outlines(path, [row.iso_3166_2 for row in rows])
    at = found.points([row.longitude for row in rows], [row.latitude for row in rows])
    return [
        Area(row.iso_3166_2, row.population, (float(x), float(y)), found.rings[row.iso_3166_2])
        for row, (x, y) in zip(rows, at, strict=True)
    ]


def _halts(study: Study, centres: dict[str, tuple[float, float]]) -> tuple[list[Any], str]:
    """Return the places of the march, and a line about them."""
    from interregnum.report.map_plots import Halt

    scenario = study.case.scenario
    if not (study.events["event"] == "mutiny_begins").any():
        return [], "No column set out in any run: no march."
    march = study.plot._march()
    part = march.columns / march.runs
    halts: list[Any] = []
    seen: list[str | None] = []
    for place, stop in zip(scenario.places, march.stops, strict=True):
        x, y = centres[str(place.region)]
        # Places of one region stand one above the other.
        y += 0.3 * seen.count(place.region)
        seen.append(place.region)
        halts.append(Halt(place.name, (x, y), stop.taken * part))
    return halts, "Line: the road of the march, from the first place to the capital."
