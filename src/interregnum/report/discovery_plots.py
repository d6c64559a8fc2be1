"""Scenario discovery drawn: coverage against density, and the limits of each box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from interregnum.report.canvas import AMBER, GREEN, PURPLE, SKY, Drawing, blank, finished, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.boxes import Restriction
    from interregnum.experiments.discovery import Discovery
    from interregnum.scenario.parameters import DrawnParameter

COLOURS = (GREEN, PURPLE, AMBER, SKY)


def discovery_figure(
    discovery: Discovery,
    rows: Mapping[str, DrawnParameter],
    sentences: Sequence[str],
    *,
    title: str,
    provenance: str,
) -> Drawing:
    """Draw boxes: what they hold of runs that were held back, and where they lie.

    Parameters
    ----------
    discovery
        The boxes, with the trajectories that PRIM went through.
    rows
        Parameters by name; their ranges are the width of the lower part.
    sentences
        Told below.
    title, provenance
        Above and below.
    """
    names = list(dict.fromkeys(limit.name for found in discovery.boxes for limit in found.box))
    figure = blank(8.8, 4.6 + 0.3 * len(names) * max(len(discovery.boxes), 1))
    ratio = max(0.25 * len(names) * len(discovery.boxes), 0.6)
    above, below = figure.subplots(2, 1, height_ratios=[3.0, ratio])
    _tradeoff(above, discovery)
    _limits(below, discovery, names, rows)
    notes = [
        "Lines: boxes that PRIM went through, in the runs that it searched. Points: the chosen "
        "boxes in the runs held back, with 95 % intervals; a line far above its point was fitted "
        "to noise. Bars: limits within the declared range of each parameter.",
        *sentences,
    ]
    return finished(figure, title, notes, provenance)


def _tradeoff(axes: Axes, discovery: Discovery) -> None:
    """Draw density over coverage."""
    for steps, colour in zip(discovery.trajectories, _colours(discovery), strict=False):
        coverage = [100.0 * step.share.coverage for step in steps]
        density = [100.0 * step.share.density for step in steps]
        axes.plot(coverage, density, color=colour, lw=1.2, marker=".", ms=4, alpha=0.6)
    for number, (found, colour) in enumerate(
        zip(discovery.boxes, _colours(discovery), strict=True), start=1
    ):
        if found.density is None or found.coverage is None:
            continue
        x, y = 100.0 * found.coverage.estimate, 100.0 * found.density.estimate
        axes.errorbar(
            x,
            y,
            xerr=[[x - 100.0 * found.coverage.low], [100.0 * found.coverage.high - x]],
            yerr=[[y - 100.0 * found.density.low], [100.0 * found.density.high - y]],
            fmt="o",
            color=colour,
            ms=6,
            lw=1.6,
        )
        axes.annotate(f"box {number}", (x, y), xytext=(6, 6), textcoords="offset points")
    base = 100.0 * discovery.interest / discovery.runs
    axes.axhline(base, color="#888888", lw=1.0, ls="--")
    axes.annotate("all runs", (1.0, base), xytext=(0, 3), textcoords="offset points", fontsize=8.5)
    axes.set_xlim(0.0, 103.0)
    axes.set_ylim(0.0, 103.0)
    axes.set_xlabel("coverage: share of all such runs that lie in the box [%]", fontsize=9)
    axes.set_ylabel("density: share of\nsuch runs in the box [%]", fontsize=9)
    tidy(axes, grid="both")


def _colours(discovery: Discovery) -> list[str]:
    return [COLOURS[k % len(COLOURS)] for k in range(len(discovery.boxes))]


def _limits(
    axes: Axes, discovery: Discovery, names: Sequence[str], rows: Mapping[str, DrawnParameter]
) -> None:
    """Draw the limits of every box within the range of each parameter."""
    ticks, labels, place = [], [], 0
    for name in names:
        row = rows.get(name)
        for number, (found, colour) in enumerate(
            zip(discovery.boxes, _colours(discovery), strict=True), start=1
        ):
            limit = next((limit for limit in found.box if limit.name == name), None)
            if limit is None or row is None:
                continue
            axes.barh(place, 100.0, color="#eeeeee", height=0.7)
            low, high = _within(limit, row)
            axes.barh(place, high - low, left=low, color=colour, height=0.7)
            ticks.append(place)
            labels.append(f"box {number}: {name}")
            place += 1
    axes.set_yticks(ticks, labels, fontsize=8.5)
    axes.invert_yaxis()
    axes.set_xlim(0.0, 100.0)
    axes.set_xlabel("place in the declared range [% of its width]", fontsize=9)
    tidy(axes, grid="x")


def _within(limit: Restriction, row: DrawnParameter) -> tuple[float, float]:
    """Return a restriction as per cent of its parameter's range."""
    width = max(row.high - row.low, 1e-300)
    low = 0.0 if limit.low == -inf else 100.0 * (limit.low - row.low) / width
    high = 100.0 if limit.high == inf else 100.0 * (limit.high - row.low) / width
    return min(max(low, 0.0), 100.0), min(max(high, 0.0), 100.0)
