"""Fans: how a quantity may go day by day, as a median and the bands that hold half and most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.report.canvas import Drawing, blank, finished, legend_row, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = (ORANGE, BLUE)
MOST_DAYS = 500
LETTER = 0.0095  # of the lowest panel: how wide a letter is


class Fan(NamedTuple):
    """One quantity: its name with unit, and an array (quantile, day) of each arm.

    The quantiles are .05, .25, .5, .75 and .95.
    """

    label: str
    arms: tuple[Any, ...]


class Moment(NamedTuple):
    """A day that is marked, what happens on it, and for a median the share of runs that have it.

    ``share`` is None for a day that is the same in all runs.
    """

    day: float
    text: str
    share: float | None = None


def fans_figure(
    fans: Sequence[Fan],
    followed: Sequence[Any],
    *,
    names: Sequence[str],
    moments: Sequence[Moment],
    title: str,
    provenance: str,
) -> Drawing:
    """Draw the fans of some quantities in two columns, and below them how many runs they rest on.

    Parameters
    ----------
    fans
        One a panel.
    followed
        Share of the runs that have not ended, day by day, of each arm [1].
    names
        Of the arms.
    moments
        Days to be marked.
    title, provenance
        Above and below.
    """
    rows = (len(fans) + 1) // 2
    figure = blank(8.4, 2.05 * rows + 2.6)
    grid = figure.add_gridspec(rows + 2, 2, height_ratios=(0.3, *(2.0,) * rows, 1.1))
    panels = [figure.add_subplot(grid[k // 2 + 1, k % 2]) for k in range(len(fans))]
    for k, (axes, fan) in enumerate(zip(panels, fans, strict=True)):
        for values, colour in zip(fan.arms, COLOURS, strict=False):
            _fan(axes, values, colour)
        axes.set_title(fan.label, loc="left", fontsize=9.5)
        _days(axes, followed, moments)
        # Days are named where no other panel stands below.
        axes.tick_params(labelbottom=k >= len(fans) - 2)
    lowest = figure.add_subplot(grid[rows + 1, :])
    lone = "o" if len(followed[0]) == 1 else None
    for values, colour in zip(followed, COLOURS, strict=False):
        lowest.plot(range(len(values)), 100.0 * values, color=colour, lw=1.6, marker=lone)
    lowest.set_ylim(0.0, 105.0)
    lowest.set_xlabel("days since the start [d]")
    _days(lowest, followed, moments)
    lines = _name_moments(lowest, moments, len(followed[0]))
    told = "runs that have not ended, on which the bands rest [%]"
    lowest.set_title(told, loc="left", fontsize=9.5, pad=6 + 10 * lines)
    _legend(figure.add_subplot(grid[0, :]), names)
    notes = [
        "Over runs in which rule has not ended: a fan also moves because the weak leave it. What "
        "lies beyond a quantity's range is counted at its end.",
    ]
    if moments:
        notes.append(f"Marked in {names[0]}: {moments_told(moments)}.")
    return finished(figure, title, notes, provenance)


def moments_told(moments: Sequence[Moment]) -> str:
    """Return the marked days in words.

    >>> moments_told([Moment(268.0, "election"), Moment(9.0, "front breaks", 0.254)])
    'dotted: election (day 268); dash-dotted: front breaks (median day 9, in 25 % of runs)'
    """
    known = [f"{m.text} (day {m.day:g})" for m in moments if m.share is None]
    medians = [
        f"{m.text} (median day {m.day:g}, in {100.0 * m.share:.0f} % of runs)"
        for m in moments
        if m.share is not None
    ]
    told = [f"dotted: {', '.join(known)}"] if known else []
    return "; ".join([*told, *([f"dash-dotted: {', '.join(medians)}"] if medians else [])])


def mark_moments(axes: Axes, moments: Sequence[Moment]) -> None:
    """Draw a line at each marked day: dotted where it is known, dash-dotted at a median."""
    for moment in moments:
        known = moment.share is None
        axes.axvline(moment.day, color=GREY, lw=1.0 if known else 0.9, ls=":" if known else "-.")


def _fan(axes: Axes, values: Any, colour: str) -> None:
    """Draw the first arm as filled bands, the other as their edges: both stay legible."""
    # More days than a line has dots would only make the file large.
    thin = -(-values.shape[1] // MOST_DAYS)
    days, values = range(0, values.shape[1], thin), values[:, ::thin]
    if len(days) == 1:
        _lone_day(axes, values[:, 0], colour)
        return
    if colour == COLOURS[0]:
        axes.fill_between(days, values[0], values[4], color=colour, alpha=0.16, lw=0)
        axes.fill_between(days, values[1], values[3], color=colour, alpha=0.32, lw=0)
        axes.plot(days, values[2], color=colour, lw=1.8)
        return
    for edge, style in ((0, ":"), (4, ":"), (1, "-"), (3, "-")):
        axes.plot(days, values[edge], color=colour, lw=0.8, ls=style)
    axes.plot(days, values[2], color=colour, lw=1.8, ls="--")


def _lone_day(axes: Axes, values: Any, colour: str) -> None:
    """Draw the quantiles of the only day as a bar, arms side by side."""
    at = -0.1 if colour == COLOURS[0] else 0.1
    axes.vlines([at], [values[0]], [values[4]], color=colour, alpha=0.3, lw=5)
    axes.vlines([at], [values[1]], [values[3]], color=colour, alpha=0.5, lw=10)
    axes.plot([at], [values[2]], "_", color=colour, ms=22, mew=2)


def _days(axes: Axes, followed: Sequence[Any], moments: Sequence[Moment]) -> None:
    tidy(axes)
    days = len(followed[0])
    axes.set_xlim(0.0, days - 1.0) if days > 1 else axes.set_xlim(-0.5, 0.5)
    mark_moments(axes, moments)


def _name_moments(axes: Axes, moments: Sequence[Moment], days: int) -> int:
    """Name the marked days above a panel, on as many lines as they need; return how many."""
    ends: list[float] = []  # of the last name on each line, across the panel
    for moment in sorted(moments, key=lambda m: m.day):
        late = moment.day > 0.7 * days
        wide = LETTER * (len(moment.text) + 2)
        left = moment.day / days - (wide if late else 0.0)
        line = next((k for k, end in enumerate(ends) if end <= left), len(ends))
        ends[line : line + 1] = [left + wide]
        axes.annotate(
            moment.text,
            (moment.day, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(2 if late else -2, 3 + 10 * line),
            textcoords="offset points",
            ha="right" if late else "left",
            fontsize=8,
            color=GREY,
        )
    return len(ends)


def _legend(axes: Axes, names: Sequence[str]) -> None:
    """Say once what lines and bands are."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    one = COLOURS[0]
    handles: list[Any] = [
        Line2D([], [], color=one, lw=1.8, label=f"{names[0]}: median"),
        Patch(color=one, alpha=0.42, lw=0, label="50 % of its runs"),
        Patch(color=one, alpha=0.16, lw=0, label="90 % of its runs"),
    ]
    if len(names) > 1:
        two = COLOURS[1]
        handles += [
            Line2D([], [], color=two, lw=1.8, ls="--", label=f"{names[1]}: median"),
            Line2D([], [], color=two, lw=0.8, label="edges of 50 %"),
            Line2D([], [], color=two, lw=0.8, ls=":", label="edges of 90 %"),
        ]
        # Legends run down their columns: arms one above the other.
        handles = [handles[k] for k in (0, 3, 1, 4, 2, 5)]
    legend_row(axes, handles, 3)
