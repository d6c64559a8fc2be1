"""The textbook pictures of the published models: drawn from numbers that are given."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.report.plots import GREY, write_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from interregnum.canonical.pictures.picture import Curve, Mark, Panel, Picture, Rule

# Okabe and Ito's palette, safe for colour-blind readers: blue, vermilion, green, purple, and on.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_PROVENANCE_WIDTH = {1: 120, 2: 185}


def _colour(shade: int) -> str:
    return GREY if shade < 0 else PALETTE[shade % len(PALETTE)]


def _draw_curve(axes: Axes, curve: Curve) -> None:
    style: dict[str, Any] = {"color": _colour(curve.shade), "lw": 1.2 if curve.shade < 0 else 1.8}
    style["ls"] = "none" if curve.bare else "--" if curve.dashed else "-"
    if curve.dotted or curve.bare:
        style |= {"marker": "o", "ms": 6 if curve.bare else 4}
    if curve.stepped:
        style["drawstyle"] = "steps-post"
    axes.plot(curve.x, curve.y, label=curve.label or None, **style)


def _draw_mark(axes: Axes, mark: Mark) -> None:
    colour = _colour(mark.shade)
    if mark.dot:
        axes.plot([mark.x], [mark.y], "o", color=colour, ms=6, zorder=5)
    axes.annotate(
        mark.text,
        (mark.x, mark.y),
        xytext=mark.shift,
        textcoords="offset points",
        ha="left" if mark.shift[0] >= 0 else "right",
        color=colour,
        fontsize=9,
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1.0},
        zorder=6,
    )


def _draw_rule(axes: Axes, rule: Rule) -> None:
    line = axes.axvline if rule.vertical else axes.axhline
    line(rule.at, color=_colour(rule.shade), lw=1.0, ls=":", label=rule.label or None)


def _draw_panel(axes: Axes, panel: Panel) -> None:
    """Draw one pair of axes."""
    axes.set_xscale("log" if panel.x_log else "linear")
    axes.set_yscale("log" if panel.y_log else "linear")
    for area in panel.areas:
        colour = _colour(area.shade)
        axes.fill_between(
            area.x, area.low, area.high, color=colour, alpha=0.15, lw=0, label=area.label or None
        )
    for rule in panel.rules:
        _draw_rule(axes, rule)
    for curve in panel.curves:
        _draw_curve(axes, curve)
    for mark in panel.marks:
        _draw_mark(axes, mark)
    if panel.x_limits is not None:
        axes.set_xlim(*panel.x_limits)
    if panel.y_limits is not None:
        axes.set_ylim(*panel.y_limits)
    _set_ticks(axes, panel)
    axes.set_xlabel(panel.x_label)
    axes.set_ylabel(panel.y_label)
    axes.grid(color="#e5e5e5", lw=0.6)
    axes.set_axisbelow(True)


def _set_ticks(axes: Axes, panel: Panel) -> None:
    """Write plain numbers along logarithmic axes, and whole ones where something is counted."""
    from matplotlib.ticker import LogLocator, MaxNLocator

    for axis, log in ((axes.xaxis, panel.x_log), (axes.yaxis, panel.y_log)):
        if log:
            low, high = axis.get_view_interval()
            few = high < 500.0 * low
            axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if few else (1.0,)))
            axis.set_major_formatter("{x:g}")
            axis.set_minor_formatter("")
    if panel.counted:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=13, integer=True))


def _draw_legend(axes: Axes, beside: bool) -> None:
    """Name the lines where none of them can be: below the axes, or beside them."""
    names = axes.get_legend_handles_labels()[1]
    if names:
        place: dict[str, Any] = {
            "bbox_to_anchor": (0.0, -0.12),
            "ncols": 2 if len(names) > 1 else 1,
        }
        if beside:
            place = {"bbox_to_anchor": (1.01, 1.0)}
        axes.legend(fontsize=8, loc="upper left", frameon=False, **place)


def _axes_of(figure: Figure, picture: Picture) -> list[Axes]:
    count = len(picture.panels)
    if picture.stacked:
        grid = figure.subplots(count, 1, sharex=True, squeeze=False, height_ratios=(3, 2))
    else:
        grid = figure.subplots(1, count, squeeze=False)
    return list(grid.flat)


def draw_picture(picture: Picture, *, provenance: str, files: Sequence[Path]) -> None:
    """Draw the picture of a published model.

    Parameters
    ----------
    picture
        From :func:`interregnum.canonical.pictures.picture_of`.
    provenance
        Model, parameter values and version; it stands under the picture.
    files
        Where to write; the ending says the format.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    wide = 1 if picture.stacked else len(picture.panels)
    size = (9.0 if picture.stacked else 7.5 if wide == 1 else 11.5, 5.6)
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    for axes, panel in zip(_axes_of(figure, picture), picture.panels, strict=True):
        _draw_panel(axes, panel)
        _draw_legend(axes, picture.stacked)
    lines = textwrap.wrap(provenance, _PROVENANCE_WIDTH[wide])
    figure.suptitle(picture.title, x=0.01, ha="left", fontweight="bold", fontsize=12)
    figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=7, color=GREY)
    write_figure(figure, files, picture.title, provenance)
