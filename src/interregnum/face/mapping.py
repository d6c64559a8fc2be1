"""A study's map: where regions lie, who holds them, who came out, and how far the march came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError, UsageError, nearest

if TYPE_CHECKING:
    from interregnum.face.study import Study
    from interregnum.report.canvas import Drawing
    from interregnum.report.map_plots import Area, Country

GAP = 0.06
SHIFT = (0.29, 0.28)  # of a tile: the march passes beside the names, above the bars
POPULATION = (
    "Colour: population, on a logarithmic scale. Who controls a region, and turnout by region, are "
    "counted with the daily series only, and this study has no such counts: run it again with "
    "--series all to see them."
)
BARS = "Upper map: the bar of a tile is all runs that count, divided among the sides. "
LEADING = (
    "Upper map: the colour of the side that holds a region in most runs that count, the paler the "
    "fewer runs. "
)
RULES = (
    "Before a fall the regions are the incumbent's, but for those of places that a column has "
    "taken; when rule ends in order the heirs keep them. When sides form, the capital is the "
    "winner's and the rest the incumbent's; then they change hands week by week, all alike. "
    "Lower map: one share of the people comes out everywhere, so regions differ by how many live "
    "there; crowds are counted while the rule stood."
)
UNWEIGHTED = "Both maps count runs unweighted: they do not know how well a run agrees."
SIDES = (
    "incumbent, or heirs",
    "insiders",
    "militarised\nnationalists (N)",
    "democratic\nopposition (D)",
    "regional powers",
    "a column",
)
MOMENT_TEXT = {
    "crisis_peak": "when a column had come farthest: share of runs",
    "horizon": "at the end of day {horizon}: share of runs",
    "month_24": "two years after a removal: share of the {runs} runs with one",
}
TILES = "One equal tile a region, laid out from the coordinates of its capital: no map of areas. "
BORDERS = "Borders from {file}, as they stand in that file; conic projection of equal areas. "


def map_drawing(study: Study, outlines: Path | None, moment: str, title: str) -> Drawing:
    """Return the map of a study's country.

    Raises
    ------
    ScenarioError
        If the scenario has no table of regions.
    UsageError
        If there is no such moment.
    StudyError
        If the outlines cannot be read.
    """
    from interregnum.report.map_plots import Country, map_figure

    if moment not in MOMENT_TEXT:
        msg = f"map: {moment!r} is no moment at which regions are counted"
        raise UsageError(f"{msg}; {nearest(moment, MOMENT_TEXT)}")

    scenario = study.case.scenario
    if scenario.regions is None:
        msg = f"{study.case.name}: has no table of regions, so there is nothing to map"
        raise ScenarioError(f"{msg}; add the block regions to the scenario file and run it again")
    areas = _tiles(scenario.regions.rows) if outlines is None else _bordered(study, outlines)
    beginning = TILES if outlines is None else BORDERS.format(file=outlines.name)
    x, y = SHIFT if outlines is None else (0.0, 0.0)
    halts, said = _halts(study, {a.code: (a.centre[0] + x, a.centre[1] + y) for a in areas})
    country = Country(areas, halts, outlines is None)
    notes = [beginning + POPULATION, said]
    if is_counted(study):
        country = _with_counts(study, country, moment)
        way = BARS if outlines is None else LEADING
        weighted = study.case.scenario.mode == "condition"
        notes = [beginning + way + RULES, _widths(study, moment), said]
        notes += [UNWEIGHTED] if weighted else []
    return map_figure(country, notes=notes, title=title, provenance=study.provenance)


def is_counted(study: Study) -> bool:
    """Say whether a study has counted who holds each region.

    One without daily series has not, nor has one of a version that did not count it.
    """
    return "series" in study.tallies and "control" in study.series


def _widths(study: Study, moment: str) -> str:
    """Say how far shares and turnout are known."""
    from interregnum.intervals import wilson

    series = study.series
    runs = int(series["control"].sel(moment=moment).isel(region=0).sum())
    told = ""
    if runs:
        half = wilson(runs // 2, runs, 0.95)
        told = (
            f"Of {runs} runs that count, a share of a half has a 95 % interval from "
            f"{100.0 * half.low:.0f} to {100.0 * half.high:.0f} %. "
        )
    if not int(series["turnout.peak.count"].sum()):
        return told + "Nobody came out in any run."
    low, middle, high = (
        100.0 * float(series["turnout.peak.quantile"].sel(quantile=share))
        for share in (0.05, 0.5, 0.95)
    )
    return (
        f"{told}Where anybody came out, on the largest day it was {middle:.2g} % of the people in "
        f"the middle run, from {low:.2g} to {high:.2g} % in 90 % of these runs."
    )


def _with_counts(study: Study, country: Country, moment: str) -> Country:
    """Return a country with what the study counted of its regions."""
    import numpy as np

    series = study.series
    control = np.asarray(series["control"].sel(moment=moment))
    whole = control.sum(axis=1)
    shares = control / np.maximum(whole, 1)[:, None]
    persons = np.asarray(series["turnout.persons"].sel(quantile=0.5))
    crowds = int(series["turnout.peak.count"].sum())
    codes = [str(code) for code in series["region"].values]
    areas = []
    for area in country.areas:
        k = codes.index(area.code)
        came = float(persons[k]) if crowds else 0.0
        areas.append(area._replace(held=tuple(shares[k].tolist()), came=came))
    horizon = int(study.case.scenario.horizon.value) - 1
    when = MOMENT_TEXT[moment].format(horizon=horizon, runs=int(whole.max()))
    part = f"{crowds} of {len(study)} runs in which anybody did"
    return country._replace(
        areas=areas,
        sides=SIDES,
        control=f"Who holds each region {when}",
        turnout=f"How many came out on the largest day: median of the {part}",
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
        # Places of one region stand one below the other.
        y -= 0.3 * seen.count(place.region)
        seen.append(place.region)
        halts.append(Halt(place.name, (x, y), stop.taken * part))
    return halts, "Line: the road of the march, from the first place to the capital."
