"""The scoreboard as a forest: record and model side by side, a row a fact, a panel a unit."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from interregnum.report.canvas import BLACK, Drawing, blank, finished, legend_row, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE
from interregnum.report.scoreboard_lines import number, role, verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.calibration.scoreboard import Fact, Measured, Scoreboard

ROW, PLOT, LETTER = 0.3, 6.0, 0.062
"""The height of a row, the width of the part with points, and that of a letter [inch]."""
APART = 0.16
MOST_TICKS = 9
_AXES = {"share": "share [1]", "rate": "{unit} (logarithmic axis)", "plain": "{unit}"}


def scoreboard_figure(board: Scoreboard, *, provenance: str) -> Drawing:
    """Draw every fact: the record in black, the model below it, orange where it misses.

    Parameters
    ----------
    board
        At least one fact; an estimate that is not known has no point.
    provenance
        Below.
    """
    kinds = dict.fromkeys((fact.scale, fact.unit) for fact in board.facts)
    panels = [[f for f in board.facts if (f.scale, f.unit) == kind] for kind in kinds]
    heights = [len(panel) + 2.0 for panel in panels]
    names = LETTER * max(len(_label(fact)) for fact in board.facts) + 0.1
    numbers = LETTER * max(len(_numbers(fact)) for fact in board.facts) + 0.1
    sheet = blank(names + PLOT + numbers, 2.2 + ROW * sum(heights))
    grid = sheet.subplots(
        len(panels) + 1,
        3,
        squeeze=False,
        gridspec_kw={"height_ratios": [1.0, *heights], "width_ratios": [names, PLOT, numbers]},
    )
    for axes in grid[0]:
        axes.axis("off")
    _legend(grid[0][1])
    for (left, axes, right), (scale, unit), panel in zip(grid[1:], kinds, panels, strict=True):
        _panel(axes, panel, scale)
        axes.set_xlabel(_AXES[scale].format(unit="ratio" if unit == "1" else unit), fontsize=8.5)
        _column(left, [_label(fact) for fact in panel], 1.0, "right")
        _column(right, [_numbers(fact) for fact in panel], 0.0, "left")
    level = f"{100 * board.level:g} %"
    notes = [
        f"Points with {level} intervals: the record with that of its own sampling, the model with "
        "that of a record of the same size that it makes. A fact is missed where the record's "
        "point lies outside the model's interval.",
    ]
    return finished(sheet, "The model against the record", notes, provenance)


def _legend(axes: Axes) -> None:
    from matplotlib.lines import Line2D

    kinds = (
        ("record", BLACK),
        ("model, inside", BLUE),
        ("model, outside", ORANGE),
        ("model, not known", GREY),
    )
    handles = [
        Line2D([], [], color=colour, label=word, marker="o", linewidth=1.3, markersize=4.2)
        for word, colour in kinds
    ]
    legend_row(axes, handles, len(handles))


def _column(axes: Axes, texts: Sequence[str], x: float, side: str) -> None:
    """Write a text a row beside a panel."""
    axes.axis("off")
    axes.set_ylim(len(texts) - 0.4, -0.6)
    for row, text in enumerate(texts):
        axes.text(x, row, text, ha=side, va="center", fontsize=7.5).set_in_layout(False)


def _panel(axes: Axes, facts: Sequence[Fact], scale: str) -> None:
    """Draw the facts of one unit, the first on top."""
    if scale == "rate":
        _logarithmic(axes, facts)
    if scale == "share":
        axes.set_xlim(-0.02, 1.02)
    for row, fact in enumerate(facts):
        _point(axes, row - APART, fact.record, BLACK, scale)
        _point(axes, row + APART, fact.model, _colour(fact), scale)
    axes.set_ylim(len(facts) - 0.4, -0.6)
    axes.set_yticks([])
    tidy(axes, grid="x")


def _logarithmic(axes: Axes, facts: Sequence[Fact]) -> None:
    """Let an axis hold all that is drawn, with ticks that are read without powers of ten."""
    ends = [x for f in facts for part in (f.record, f.model) for x in part if x and x > 0.0]
    axes.set_xscale("log")
    low, high = min(ends, default=0.1) / 1.2, max(ends, default=10.0) * 1.2
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    ticks = [step * 10.0**power for power in decades for step in (1.0, 2.0, 5.0)]
    few = [tick for tick in ticks if low <= tick <= high]
    shown = few if len(few) <= MOST_TICKS else [t for t in few if log10(t) == round(log10(t))]
    axes.set_xlim(low, high)
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.minorticks_off()


def _colour(fact: Fact) -> str:
    """Return the colour of the model's point."""
    if fact.inside is None:
        return GREY
    return BLUE if fact.inside else ORANGE


def _point(axes: Axes, row: float, measured: Measured, colour: str, scale: str) -> None:
    """Draw an estimate; an end at nought has no place on a logarithmic axis."""
    value, low, high = measured
    if value is None or (scale == "rate" and value <= 0.0):
        return
    if low is not None and high is not None:
        start = low if scale != "rate" or low > 0.0 else value
        axes.plot([start, high], [row, row], color=colour, lw=1.3, zorder=2)
    axes.plot([value], [row], "o", ms=4.2, color=colour, zorder=3)


def _label(fact: Fact) -> str:
    return f"{fact.title} ({role(fact)})"


def _numbers(fact: Fact) -> str:
    """Return what stands right of a row."""
    pair = f"{number(fact.record.estimate)} v. {number(fact.model.estimate)}"
    return f"{pair}, n {fact.cases:,}, {verdict(fact)}"
