"""Shares of outcomes, and when they come: bars with intervals, and curves that only rise."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.report.canvas import (
    BLACK,
    GREEN,
    PURPLE,
    SKY,
    Drawing,
    blank,
    finished,
    legend_row,
    tidy,
)
from interregnum.report.fan_plots import Moment, mark_moments, moments_told
from interregnum.report.plots import BLUE, GREY, ORANGE
from interregnum.report.tables import OUTCOME_TEXT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.incidence import Incidence
    from interregnum.experiments.outcomes import Outcomes, Share

SHADES = {
    "fragmentation": BLACK,
    "democracy": BLUE,
    "militarised": ORANGE,
    "insider": GREEN,
    "other": PURPLE,
    "regular_exit": GREY,
}
NAMES = {
    **{name: " ".join(text.split()) for name, text in OUTCOME_TEXT.items()},
    "regular_exit": "regular exit: death, succession or a lost election",
}
ARMS = (ORANGE, SKY)


class Arm(NamedTuple):
    """An arm of a study: its name and its shares."""

    name: str
    outcomes: Outcomes


def outcomes_figure(arms: Sequence[Arm], *, horizon: int, title: str, provenance: str) -> Drawing:
    """Draw the shares of outcomes with 95 % intervals, regular exits apart.

    Parameters
    ----------
    arms
        The scenario's, and its contrast's if it has one.
    horizon
        [d]
    title, provenance
        Above and below.
    """
    figure = blank(8.0, 6.6)
    names, upper, lower = figure.subplots(3, 1, height_ratios=(0.4, 6.0, 3.3))
    lower.sharex(upper)
    upper.tick_params(labelbottom=False)
    for k, arm in enumerate(arms):
        classes = [row for row in arm.outcomes.outcomes if row.name != "regular_exit"]
        _bars(upper, [(NAMES[row.name], row) for row in classes], arm.name, (k, len(arms)))
        exits = [(row.name, row) for row in arm.outcomes.regular]
        _bars(lower, exits, arm.name, (k, len(arms)))
    upper.set_title(f"Outcome: rule within {horizon} days, class after a fall", **_HEADING)
    lower.set_title("Regular exits, not removals", **_HEADING)
    lower.set_xlabel("share of runs [%]")
    highest = max(
        row.high for arm in arms for row in (*arm.outcomes.outcomes, *arm.outcomes.regular)
    )
    lower.set_xlim(0.0, min(108.0, 115.0 * highest + 3.0))
    legend_row(names, upper.get_legend_handles_labels()[0], len(arms))
    notes = ["Bars: share of runs; lines: 95 % Monte-Carlo intervals over the same ranges."]
    if any(arm.outcomes.effective < arm.outcomes.runs for arm in arms):
        effective = arms[0].outcomes.effective
        notes.append(
            f"Runs are weighted by the likelihood of the observed rows; they count as "
            f"{effective:.1f} runs."
        )
    return finished(figure, title, notes, provenance)


_HEADING: dict[str, Any] = {"loc": "left", "fontsize": 10}


def _bars(axes: Axes, rows: Sequence[tuple[str, Share]], label: str, turn: tuple[int, int]) -> None:
    """Draw an arm's shares as horizontal bars, one arm above the other."""
    which, arms = turn
    thick = 0.8 / arms
    at = [j - 0.4 + (which + 0.5) * thick for j in range(len(rows))]
    shares = [100.0 * row.share for _, row in rows]
    below = [max(100.0 * (row.share - row.low), 0.0) for _, row in rows]
    above = [max(100.0 * (row.high - row.share), 0.0) for _, row in rows]
    axes.barh(at, shares, height=0.9 * thick, color=ARMS[which], label=label, alpha=0.85)
    axes.errorbar(shares, at, xerr=[below, above], fmt="none", ecolor=BLACK, capsize=2, lw=1.1)
    for y, (_, row) in zip(at, rows, strict=True):
        axes.annotate(
            f"{100.0 * row.share:.1f}",
            (100.0 * row.high, y),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    if which == 0:
        tidy(axes, grid="x")
        axes.set_yticks(range(len(rows)), [name for name, _ in rows])
        axes.set_ylim(len(rows) - 0.45, -0.55)


def incidence_figure(
    arms: Sequence[tuple[str, Sequence[Incidence]]],
    *,
    horizon: int,
    title: str,
    provenance: str,
    notes: Sequence[str] = (),
    moments: Sequence[Moment] = (),
) -> Drawing:
    """Draw the cumulative incidence of competing outcomes over days, an arm a panel.

    Parameters
    ----------
    arms
        Name and curves of the scenario's arm, and of its contrast's if it has one.
    horizon
        [d]
    title, provenance, notes
        Above and below.
    moments
        Days to be marked.
    """
    figure = blank(8.4, 6.2)
    layout = figure.add_gridspec(2, len(arms), height_ratios=(0.16, 1.0))
    panels = [figure.add_subplot(layout[1, 0])]
    panels += [figure.add_subplot(layout[1, k], sharey=panels[0]) for k in range(1, len(arms))]
    drawn: dict[str, None] = {}
    for axes, (name, curves) in zip(panels, arms, strict=True):
        for curve in curves:
            _curve(axes, curve)
            drawn.setdefault(curve.cause)
        tidy(axes)
        axes.set_title(name, **_HEADING)
        axes.set_xlabel("days since the start [d]")
        axes.set_xlim(0.0, horizon + max(0.005 * horizon, 0.25))
        # Medians are those of the scenario's arm.
        mark_moments(axes, [m for m in moments if m.share is None or axes is panels[0]])
        if not curves:
            axes.text(0.5, 0.5, "no rule ended", transform=axes.transAxes, ha="center", color=GREY)
    panels[0].set_ylabel("ended by this way so far [% of runs]")
    panels[0].set_ylim(bottom=0.0)
    _name_causes(figure.add_subplot(layout[0, :]), drawn)
    told = [
        "Lines: share of runs; bands: 50 % and 90 % Monte-Carlo intervals, day by day. Every run "
        "is followed to its end, so that the share is the Aalen-Johansen estimate.",
        "The class is that of the end of the aftermath, the day that of the removal.",
        *notes,
    ]
    if moments:
        told.append(f"Marked in {arms[0][0]}: {moments_told(moments)}.")
    return finished(figure, title, told, provenance)


def _curve(axes: Axes, curve: Incidence) -> None:
    import numpy as np

    colour = SHADES[curve.cause]
    # Steps need no points between: a picture of years stays small.
    kept = np.flatnonzero(np.diff(curve.share, prepend=-1.0))
    kept = np.union1d(kept, [len(curve.days) - 1])
    days, share = curve.days[kept], 100.0 * curve.share[kept]
    style: dict[str, Any] = {"step": "post", "color": colour, "lw": 0}
    for (low, high), alpha in zip(curve.bands, (0.25, 0.13), strict=True):
        axes.fill_between(days, 100.0 * low[kept], 100.0 * high[kept], alpha=alpha, **style)
    line = "--" if curve.cause == "regular_exit" else "-"
    axes.step(days, share, where="post", color=colour, lw=1.7, ls=line)


def _name_causes(axes: Axes, causes: Container[str]) -> None:
    """Name the curves of all panels in one legend above them."""
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=shade, lw=1.8, ls="--" if c == "regular_exit" else "-", label=NAMES[c])
        for c, shade in SHADES.items()
        if c in causes
    ]
    legend_row(axes, lines, 2)
