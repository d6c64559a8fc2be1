"""The country as maps: who holds each region, how many came out there, and the march as a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.report.canvas import BLACK, GREEN, PURPLE, Drawing, blank, finished
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CORNER = 0.43  # of a tile: names stand at the upper left, the march passes at the lower right
BODY = 0.62  # of a tile's height: the bar of those who hold it
EDGE = "#888888"
NOTHING = (0.93, 0.93, 0.93, 1.0)
# Of those who may hold a region: incumbent, insiders, N, D, regional powers, a column.
SIDE_COLOURS = ("#c4c4c4", GREEN, ORANGE, BLUE, PURPLE, BLACK)


class Area(NamedTuple):
    """A region on the map: its code, population [persons], where its name stands, and its rings.

    ``held`` is the share of runs in which each of the map's sides holds it [1]; ``came`` how many
    of its people came out [persons].
    """

    code: str
    population: int
    centre: tuple[float, float]
    rings: tuple[Any, ...]
    held: tuple[float, ...] = ()
    came: float = 0.0


class Halt(NamedTuple):
    """A place of the march on the map: its name, where it lies, and the share of runs in which
    the first column took it [1]."""

    name: str
    at: tuple[float, float]
    taken: float


class Country(NamedTuple):
    """What a map shows: regions, halts of the march in its order, and what is known of regions.

    ``named`` says whether codes are written on tiles; ``sides`` are those who may hold a region,
    empty where nobody counted it; ``control`` and ``turnout`` head the two maps.
    """

    areas: Sequence[Area]
    halts: Sequence[Halt]
    named: bool
    sides: Sequence[str] = ()
    control: str = ""
    turnout: str = ""


def map_figure(country: Country, *, notes: Sequence[str], title: str, provenance: str) -> Drawing:
    """Draw who holds the regions and how many came out there, with the march from place to place.

    Parameters
    ----------
    country
        With y growing to the north. Without sides one map is drawn, coloured by population.
    notes, title, provenance
        Below and above.
    """
    maps = 2 if country.sides else 1
    figure = blank(8.6, 4.6 * maps + 1.1 if maps > 1 else 5.6)
    layout = figure.add_gridspec(maps, 2, width_ratios=(3.2, 1.0))
    axes = [_ground(figure.add_subplot(layout[k, 0])) for k in range(maps)]
    beside = [figure.add_subplot(layout[k, 1]) for k in range(maps)]
    if country.sides:
        _held(axes[0], country)
        axes[0].set_title(country.control, loc="left", fontsize=9.5)
        axes[-1].set_title(country.turnout, loc="left", fontsize=9.5)
        _shaded(axes[-1], beside[-1], country, ("persons who came out", _came))
        _sides(beside[0], country)
    else:
        _shaded(axes[0], beside[0], country, ("population [persons]", _people))
    for one in axes:
        _march(one, country.halts)
        one.autoscale_view()
    _names(beside[-1] if country.sides else beside[0], country.halts)
    return finished(figure, title, notes, provenance)


def _came(area: Area) -> float:
    return area.came


def _people(area: Area) -> float:
    return float(area.population)


def _ground(axes: Axes) -> Axes:
    axes.set_aspect("equal")
    axes.set_anchor("NW")
    axes.margins(0.02)
    axes.axis("off")
    return axes


def _held(axes: Axes, country: Country) -> None:
    """Colour regions by who holds them: a tile as a bar, an outline by the commonest side."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Polygon, Rectangle

    for area in country.areas:
        if country.named:
            # The upper part of a tile is kept for its name.
            ring = area.rings[0]
            left, low = ring[:, 0].min(), ring[:, 1].min()
            wide, high = ring[:, 0].max() - left, ring[:, 1].max() - low
            at = left
            for share, colour in zip(area.held, SIDE_COLOURS, strict=True):
                bar = Rectangle((at, low), share * wide, BODY * high, fc=colour, lw=0)
                axes.add_patch(bar)
                at += share * wide
            _code(axes, area, "black")
        first = max(range(len(area.held)), key=lambda k: area.held[k])
        pale = tuple(1.0 - area.held[first] * (1.0 - c) for c in to_rgb(SIDE_COLOURS[first]))
        for ring in area.rings:
            face = "none" if country.named else pale
            axes.add_patch(Polygon(ring, closed=True, fc=face, ec=EDGE, lw=0.5))


def _shaded(
    axes: Axes, beside: Axes, country: Country, shown: tuple[str, Callable[[Area], float]]
) -> None:
    """Colour regions by a number on a logarithmic scale, and draw the scale beside them."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LogNorm
    from matplotlib.patches import Polygon

    text, number = shown
    numbers = [number(area) for area in country.areas if number(area) > 0.0]
    low = min(numbers, default=1.0)
    mapped = ScalarMappable(LogNorm(low, max([1.01 * low, *numbers])), "YlGnBu")
    for area in country.areas:
        value: Any = max(number(area), low)
        shade = mapped.to_rgba(value) if numbers else NOTHING
        for ring in area.rings:
            axes.add_patch(Polygon(ring, closed=True, fc=shade, ec=EDGE, lw=0.5))
        if country.named:
            dark = 0.3 * shade[0] + 0.59 * shade[1] + 0.11 * shade[2] < 0.5
            _code(axes, area, "white" if dark else "black")
    beside.axis("off")
    if numbers:
        _scale(beside, mapped, text)
    else:
        beside.text(0.0, 0.9, "nobody came out in any run", fontsize=8.5, color=GREY)


def _scale(beside: Axes, mapped: Any, text: str) -> None:
    """Draw the scale of colours with plain numbers."""
    from matplotlib.ticker import LogLocator

    room = beside.inset_axes((0.0, 0.9, 0.95, 0.035))
    bar = beside.figure.colorbar(mapped, cax=room, orientation="horizontal")
    bar.set_label(text, fontsize=8.5, loc="left")
    bar.ax.tick_params(labelsize=8)
    bar.ax.xaxis.set_major_formatter(lambda value, _: _short(value))
    bar.ax.minorticks_off()
    many = mapped.norm.vmax > 30.0 * mapped.norm.vmin
    bar.ax.xaxis.set_major_locator(LogLocator(subs=(1.0,) if many else (1.0, 3.0)))


def _short(number: float) -> str:
    """Return a number with its thousands told by a letter.

    >>> _short(30.0), _short(3000.0), _short(10_000_000.0)
    ('30', '3k', '10M')
    """
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"


def _code(axes: Axes, area: Area, colour: str) -> None:
    """Write a region's code into the upper left of its tile."""
    axes.text(
        area.centre[0] - CORNER,
        area.centre[1] + CORNER,
        area.code.partition("-")[2] or area.code,
        ha="left",
        va="top",
        fontsize=6.5,
        color=colour,
    )


def _sides(axes: Axes, country: Country) -> None:
    """Name the colours of those who hold some region in some run."""
    from matplotlib.patches import Patch

    axes.axis("off")
    seen = [
        Patch(color=colour, lw=0, label=name)
        for k, (name, colour) in enumerate(zip(country.sides, SIDE_COLOURS, strict=True))
        if any(area.held[k] > 0.0 for area in country.areas)
    ]
    axes.legend(
        handles=seen,
        loc="upper left",
        bbox_to_anchor=(0.0, 1.0),
        borderaxespad=0.0,
        fontsize=8.5,
        frameon=False,
    )


def _march(axes: Axes, halts: Sequence[Halt]) -> None:
    """Draw the march as a line with its places numbered."""
    if not halts:
        return
    x, y = [halt.at[0] for halt in halts], [halt.at[1] for halt in halts]
    axes.plot(x, y, color="white", lw=4.5, zorder=4, solid_capstyle="round")
    axes.plot(x, y, color=BLACK, lw=2.4, zorder=5, solid_capstyle="round")
    for k, halt in enumerate(halts, 1):
        axes.plot(*halt.at, "o", color=BLACK, mec="white", ms=11, zorder=6)
        axes.annotate(
            str(k), halt.at, ha="center", va="center", color="white", fontsize=8, zorder=7,
            fontweight="bold",
        )  # fmt: skip


def _names(axes: Axes, halts: Sequence[Halt]) -> None:
    """Say which number is which place."""
    lines = [
        f"{k}  {halt.name}: taken in\n    {100.0 * halt.taken:.0f} % of runs"
        for k, halt in enumerate(halts, 1)
    ]
    text = "\n".join(["The march", *lines]) if lines else ""
    axes.text(0.0, 0.68, text, transform=axes.transAxes, va="top", fontsize=8.5, color=GREY)
