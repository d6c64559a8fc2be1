"""The country as a map: one equal tile a region, or a user's borders, and the march as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.report.canvas import Drawing, blank, finished
from interregnum.report.plots import GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CORNER = 0.42  # of a tile: names stand at the upper left, the march passes at the lower right


class Area(NamedTuple):
    """A region on the map: its code, population [persons], where its name stands, and its rings."""

    code: str
    population: int
    centre: tuple[float, float]
    rings: tuple[Any, ...]


class Halt(NamedTuple):
    """A place of the march on the map: its name, where it lies, and the share of runs in which
    the first column took it [1]."""

    name: str
    at: tuple[float, float]
    taken: float


def map_figure(
    areas: Sequence[Area],
    halts: Sequence[Halt],
    *,
    named: bool,
    notes: Sequence[str],
    title: str,
    provenance: str,
) -> Drawing:
    """Draw the regions coloured by population, and the march from place to place.

    Parameters
    ----------
    areas
        The regions; y grows to the north.
    halts
        The places on the road, in the order of the march; none where no column set out.
    named
        Whether each region's code is written on it.
    notes, title, provenance
        Below and above.
    """
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LogNorm

    figure = blank(8.6, 6.6)
    layout = figure.add_gridspec(2, 2, height_ratios=(1.0, 0.03 * (len(halts) + 3)))
    axes = figure.add_subplot(layout[0, :])
    people = [area.population for area in areas if area.population > 0]
    scale = LogNorm(min(people), max(max(people), 1.01 * min(people)))
    mapped = ScalarMappable(scale, "YlGnBu")
    for area in areas:
        _area(axes, area, mapped, named)
    _march(axes, halts)
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.margins(0.02)
    axes.axis("off")
    _scale(figure.add_subplot(layout[1, 1]), mapped)
    legend = [
        f"{k}  {halt.name}: taken in {100.0 * halt.taken:.0f} % of runs"
        for k, halt in enumerate(halts, 1)
    ]
    _names(figure.add_subplot(layout[1, 0]), legend)
    return finished(figure, title, notes, provenance)


def _scale(below: Axes, mapped: Any) -> None:
    """Draw the scale of colours with plain numbers."""
    from matplotlib.ticker import LogLocator

    below.axis("off")
    room = below.inset_axes((0.05, 0.62, 0.9, 0.16))
    bar = below.figure.colorbar(mapped, cax=room, orientation="horizontal")
    bar.set_label("population [persons]", fontsize=9)
    bar.ax.tick_params(labelsize=8.5)
    bar.ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    bar.ax.minorticks_off()
    many = mapped.norm.vmax > 200.0 * mapped.norm.vmin
    bar.ax.xaxis.set_major_locator(LogLocator(subs=(1.0,) if many else (1.0, 3.0)))


def _area(axes: Axes, area: Area, mapped: Any, named: bool) -> None:
    from matplotlib.patches import Polygon

    shade = mapped.to_rgba(max(area.population, 1))
    for ring in area.rings:
        axes.add_patch(Polygon(ring, closed=True, fc=shade, ec="#888888", lw=0.5 if named else 0.4))
    if named:
        dark = 0.3 * shade[0] + 0.59 * shade[1] + 0.11 * shade[2] < 0.5
        text = area.code.partition("-")[2] or area.code
        axes.text(
            area.centre[0] - CORNER,
            area.centre[1] + CORNER,
            text,
            ha="left",
            va="top",
            fontsize=7.5,
            color="white" if dark else "black",
        )


def _march(axes: Axes, halts: Sequence[Halt]) -> None:
    """Draw the march as a line with its places numbered."""
    if not halts:
        return
    x, y = [halt.at[0] for halt in halts], [halt.at[1] for halt in halts]
    axes.plot(x, y, color="white", lw=4.5, zorder=4, solid_capstyle="round")
    axes.plot(x, y, color=ORANGE, lw=2.4, zorder=5, solid_capstyle="round")
    for k, halt in enumerate(halts, 1):
        axes.plot(*halt.at, "o", color=ORANGE, mec="white", ms=11, zorder=6)
        axes.annotate(
            str(k), halt.at, ha="center", va="center", color="white", fontsize=8, zorder=7,
            fontweight="bold",
        )  # fmt: skip


def _names(axes: Axes, lines: Sequence[str]) -> None:
    """Say which number is which place."""
    axes.axis("off")
    text = "\n".join(["The march", *lines]) if lines else ""
    axes.text(0.0, 1.0, text, transform=axes.transAxes, va="top", fontsize=8.5, color=GREY)
