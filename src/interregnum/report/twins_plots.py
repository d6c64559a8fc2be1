"""Twins drawn: effects with their intervals, and from what to what runs changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interregnum.report.canvas import BLACK, Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE
from interregnum.report.twins_lines import outcome_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.pairing import Effect
    from interregnum.experiments.twins import Flips

_HEADING: dict[str, Any] = {"loc": "left", "fontsize": 10}
SHORT = {
    "survives": "stays",
    "returned": "falls, back\nin 90 days",
    "fragmentation": "fragmen-\ntation",
    "democracy": "democracy",
    "militarised": "militarised",
    "insider": "insider",
    "other": "other",
    "regular_exit": "regular\nexit",
}
FACTORIAL_OUTCOMES = ("removed", "collapse", "democracy", "exit_day")


def twins_figure(
    effects: Sequence[Effect], flips: Flips, *, title: str, provenance: str
) -> Drawing:
    """Draw the effect on each outcome, and the table of runs that changed.

    Parameters
    ----------
    effects, flips
        Of the first branch against the second.
    title, provenance
        Above and below.
    """
    figure = blank(11.0, 5.8)
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.05))
    shares = [row for row in effects if row.unit == "1"]
    rows = [(outcome_name(row.outcome), row) for row in shares]
    forest(left, rows)
    left.set_title("Effect on each outcome", **_HEADING)
    left.set_xlabel("first minus second [points of per cent]")
    _changes(right, flips)
    days = [row for row in effects if row.unit == "d"]
    notes = ["Points: paired estimates; lines: 95 % intervals; orange where 0 lies outside."]
    notes += [
        f"Day of exit, at most the horizon: {row.estimate:+.1f} d "
        f"(95 %: {row.low:+.1f} to {row.high:+.1f} d)."
        for row in days
    ]
    share = flips.share
    notes.append(
        f"The outcome class changed in {100.0 * share.estimate:.1f} % of runs (95 %: "
        f"{100.0 * share.low:.1f} to {100.0 * share.high:.1f} %). A ruler who falls and is back "
        "within 90 days counts as one who stays."
    )
    return finished(figure, title, notes, provenance)


def forest(axes: Axes, rows: Sequence[tuple[str, Any]], scale: float = 100.0) -> None:
    """Draw named estimates with intervals, one a line; orange where 0 lies outside."""
    for y, (_, row) in enumerate(rows):
        sure = row.low > 0.0 or row.high < 0.0
        colour = ORANGE if sure else GREY
        axes.plot([scale * row.low, scale * row.high], [y, y], color=colour, lw=1.8)
        axes.plot([scale * row.estimate], [y], "o", color=colour, ms=5)
    axes.axvline(0.0, color=BLACK, lw=0.8)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    tidy(axes, grid="x")


def _changes(axes: Axes, flips: Flips) -> None:
    """Draw from what to what runs changed, as per cent of all runs."""
    from matplotlib.patches import Rectangle

    used = {name for row in flips.moves for name in (row.before, row.after)}
    names = [name for name in SHORT if name in used]
    axes.set_title("Who changed: per cent of all runs", **_HEADING)
    if not names:
        axes.axis("off")
        axes.text(0.5, 0.5, "nobody", ha="center", transform=axes.transAxes, color=GREY)
        return
    most = max(row.share for row in flips.moves)
    for row in flips.moves:
        x, y = names.index(row.after), names.index(row.before)
        depth = row.share / most
        axes.add_patch(Rectangle((x, y), 1, 1, fc=BLUE, alpha=0.08 + 0.82 * depth, ec="none"))
        text = f"{100.0 * row.share:.1f}"
        colour = "white" if depth > 0.5 else BLACK
        axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=8.5, color=colour)
    for k in range(len(names)):
        axes.add_patch(Rectangle((k, k), 1, 1, fc="#eeeeee", ec="none"))
    axes.set_xlim(0, len(names))
    axes.set_ylim(len(names), 0)
    ticks = [k + 0.5 for k in range(len(names))]
    axes.set_xticks(ticks, [SHORT[name] for name in names], fontsize=8, rotation=40, ha="right")
    axes.set_yticks(ticks, [SHORT[name] for name in names], fontsize=8)
    axes.set_xlabel("in the first branch")
    axes.set_ylabel("in the second branch")
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def factorial_figure(effects: Sequence[Effect], *, title: str, provenance: str) -> Drawing:
    """Draw main effects and interactions on four outcomes, a panel each.

    Parameters
    ----------
    effects
        From :func:`interregnum.experiments.factorial.factorial_effects`.
    title, provenance
        Above and below.
    """
    terms = list(dict.fromkeys(row.term for row in effects))
    figure = blank(12.0, 2.6 + 0.34 * len(terms))
    panels = figure.subplots(1, len(FACTORIAL_OUTCOMES), sharey=True)
    for axes, outcome in zip(panels, FACTORIAL_OUTCOMES, strict=True):
        rows = [(row.term, row) for row in effects if row.outcome == outcome]
        unit = rows[0][1].unit
        forest(axes, rows, 100.0 if unit == "1" else 1.0)
        axes.set_title(outcome.replace("_", " "), **_HEADING)
        axes.set_xlabel("points of per cent" if unit == "1" else "days [d]")
    notes = [
        "Main effect: a value minus the last one, averaged over the other switches; interaction "
        "(x): by how much such effects differ. Lines: 95 % intervals of paired runs; orange where "
        "0 lies outside. collapse: removed, or back within 90 days. exit day: at most the horizon.",
    ]
    return finished(figure, title, notes, provenance)
