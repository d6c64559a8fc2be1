"""The strongest inputs of each outcome, with intervals, one panel an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interregnum.report.canvas import Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.sensitivity import Ranking

SHOWN = 12
LABELS = {
    "sobol": ("share of the variance of the outcome's chance [1]", ("total", "first")),
    "morris": ("effect over the whole range, at the same luck", ("size", "mean")),
    "pawn": ("median distance of distributions [1]", ("distance",)),
    "delta": ("delta: distance of densities [1]", ("distance",)),
}
WORDS = {
    "total": "total: alone and with others",
    "first": "first order: alone",
    "size": "mean size",
    "mean": "mean effect",
    "distance": "distance",
}
NOTES = {
    "sobol": "Luck is averaged out: a share is of what all shown inputs decide, named above each "
    "panel. Estimates are unbiased and may fall below zero.",
    "morris": "One input moves at a time; mean effects keep their sign.",
    "pawn": "Pure noise is analysed too: what does not stand out from it is not found.",
    "delta": "Pure noise is analysed too: what does not stand out from it is not found.",
}


def ranking_figure(
    rankings: Sequence[Ranking], method: str, *, title: str, provenance: str
) -> Drawing:
    """Draw indices with 95 % intervals.

    Parameters
    ----------
    rankings
        One a panel.
    method
        ``sobol``, ``morris``, ``pawn`` or ``delta``.
    title, provenance
        Above and below.
    """
    most = max(min(len(ranking.rows), SHOWN) for ranking in rankings)
    figure = blank(max(8.8, 6.0 * len(rankings)), 2.2 + 0.34 * most)
    panels = figure.subplots(1, len(rankings), squeeze=False)
    for axes, ranking in zip(panels.flat, rankings, strict=True):
        _panel(axes, ranking, method)
    notes = [NOTES[method] + " Bars: 95 % intervals."]
    return finished(figure, title, notes, provenance)


def _panel(axes: Axes, ranking: Ranking, method: str) -> None:
    """Draw one outcome, the strongest input on top."""
    label, columns = LABELS[method]
    rows = ranking.rows[:SHOWN]
    colours = (ORANGE, BLUE)
    shift = 0.14 if len(columns) > 1 else 0.0
    for k, column in enumerate(columns):
        parts = [row.values[column] for row in rows]
        places = [j - shift + 2.0 * shift * k for j in range(len(rows))]
        known = [(y, p) for y, p in zip(places, parts, strict=True) if p.estimate == p.estimate]
        axes.errorbar(
            [p.estimate for _, p in known],
            [y for y, _ in known],
            xerr=[
                [max(p.estimate - p.low, 0.0) for _, p in known],
                [max(p.high - p.estimate, 0.0) for _, p in known],
            ],
            fmt="o" if k == 0 else "s",
            ms=5,
            capsize=2.5,
            lw=1.4,
            color=colours[k],
            label=WORDS[column],
        )
    axes.axvline(0.0, color=GREY, lw=0.8)
    axes.set_yticks(range(len(rows)), [row.name for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(label, fontsize=9)
    heading = ranking.outcome
    if ranking.decided is not None:
        part = [100.0 * end for end in ranking.decided]
        heading += f"; decided by these inputs: {part[0]:.0f} % ({part[1]:.0f}-{part[2]:.0f} %)"
    axes.set_title(heading, loc="left", fontsize=10)
    tidy(axes, grid="x")
    axes.tick_params(axis="y", labelsize=8)
    if len(columns) > 1:
        axes.legend(fontsize=8, frameon=False, loc="lower right")
