"""Single runs: what happened on which day, and how the quantities went along."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.experiments.single_runs import ROWS
from interregnum.report.canvas import AMBER, BLACK, GREEN, PURPLE, Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.single_runs import Chosen, Happening

MOST_LINES = 9
ROOM = 0.4  # of a panel: later ends leave no room for words
SHORT = 20  # days: of a rule shorter than this the first days are drawn wide
CLOSE = 0.045  # of a panel: closer numbers share a label
COLOURS = (ORANGE, BLUE, GREEN, PURPLE, AMBER, BLACK)
STYLES = ("-", "--", "-.")
_LETTERS = 60


class Story(NamedTuple):
    """A run that is told: which, its events day by day, and its paths by quantity."""

    chosen: Chosen
    happenings: tuple[Happening, ...]
    paths: dict[str, Any]


class Strip(NamedTuple):
    """A panel of quantities: its axis with unit, and the names of the quantities with a legend."""

    label: str
    rows: tuple[tuple[str, str], ...]


def timeline_figure(
    stories: Sequence[Story],
    strips: Sequence[Strip],
    *,
    endings: Sequence[str],
    notes: Sequence[str],
    title: str,
    provenance: str,
) -> Drawing:
    """Draw the paths of some runs, one a column, with their events numbered and told below.

    Parameters
    ----------
    stories
        The runs.
    strips
        The panels, from above.
    endings
        How each run ended, in words.
    notes
        How the runs were chosen, first of all.
    title, provenance
        Above and below.
    """
    wide = len(stories)
    told = [_lines(story.happenings) for story in stories]
    longest = max(len(lines) for _, lines in told)
    rows_told = [
        name for name in ROWS if any(name in h.rows for s in stories for h in s.happenings)
    ]
    marks = [0.19 * len(rows_told) + 0.3] if rows_told else []
    heights = [2.0] * len(strips) + marks + [0.17 * longest + 0.1]
    figure = blank(4.4 * wide if wide > 1 else 6.4, sum(heights) + 1.7)
    grid = figure.subplots(len(heights), wide, squeeze=False, height_ratios=heights)
    for column, (story, ending, (shown, lines)) in enumerate(
        zip(stories, endings, told, strict=True)
    ):
        last = _last_day(story)
        for row, strip in enumerate(strips):
            axes = grid[row, column]
            _strip(axes, strip, story, column == 0)
            _scale(axes, story, last)
            _mark(axes, shown, last, numbered=row == 0)
            axes.tick_params(labelbottom=row == len(strips) - 1 and not marks)
            _after(axes, story, last, told=row == 0)
        heading = f"{story.chosen.kind} run {story.chosen.run}: {ending}"
        grid[0, column].set_title(heading, loc="left", fontsize=10, pad=18)
        if marks:
            _rows(grid[-2, column], rows_told, story, first=column == 0)
            _scale(grid[-2, column], story, last)
            _mark(grid[-2, column], shown, last, numbered=False)
        grid[-2, column].set_xlabel("days since the start [d]")
        _tell(grid[-1, column], lines)
    _level(grid[: len(strips)])
    return finished(figure, title, notes, provenance)


def _level(rows: Any) -> None:
    """Give panels that stand side by side one scale."""
    for panels in rows:
        limits = [axes.get_ylim() for axes in panels]
        low, high = min(low for low, _ in limits), max(high for _, high in limits)
        room = 0.04 * (high - low)  # so that no marker at an edge is cut
        for axes in panels:
            axes.set_ylim(low - room, high + room)


def _last_day(story: Story) -> float:
    """Return the last day that a column shows: that of the paths, or of events after their end."""
    days = max(len(path) for path in story.paths.values())
    end = _end(story)
    if end >= days:
        return float(max(days - 1, 1))
    events = [float(row.day) for row in story.happenings]
    # The scale is logarithmic from a day on: room for half a marker.
    return max(1.3 * max([0.0, *events]), 1.15 * end, 8.0)


def _end(story: Story) -> int:
    """Return how many days the paths of a run go on."""
    return max(int((path == path).sum()) for path in story.paths.values())


def _after(axes: Axes, story: Story, last: float, *, told: bool) -> None:
    """Shade the days for which a run has no paths, because its rule has ended."""
    end = _end(story)
    if end >= max(len(path) for path in story.paths.values()):
        return
    axes.axvspan(max(end - 1, 0), last, color="#eeeeee", lw=0, zorder=0)
    if told and _across(axes, end) < ROOM:
        axes.text(
            0.6,
            0.5,
            "rule has ended:\nevents go on,\ndaily paths do not",
            transform=axes.transAxes,
            ha="center",
            va="center",
            fontsize=8,
            color=GREY,
        )


def _strip(axes: Axes, strip: Strip, story: Story, first: bool) -> None:
    for k, (name, text) in enumerate(strip.rows):
        path = story.paths[name]
        axes.plot(
            range(len(path)),
            path,
            color=COLOURS[k],
            ls=STYLES[k],
            lw=1.5,
            label=text,
            marker="o" if int((path == path).sum()) < 3 else None,
            ms=4,
        )
    tidy(axes)
    if first:
        axes.set_ylabel(strip.label, fontsize=9)
        axes.legend(fontsize=8, loc="best", framealpha=0.8, edgecolor="none")


def _rows(axes: Axes, names: Sequence[str], story: Story, *, first: bool) -> None:
    """Mark each event in the row of its kind, as far as the panel goes."""
    last = _last_day(story)
    for k, name in enumerate(names):
        days = [row.day for row in story.happenings if name in row.rows and row.day <= last]
        axes.plot(days, [k] * len(days), "o", color=BLACK, ms=4.5)
    tidy(axes)
    axes.set_yticks(range(len(names)), names if first else [""] * len(names), fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _lines(
    happenings: Sequence[Happening],
) -> tuple[list[tuple[int, Happening]], list[str]]:
    """Return the days that are numbered, and the lines that tell them."""
    best = sorted(happenings, key=lambda h: (-h.weight, h.day))[:MOST_LINES]
    shown = [(k + 1, h) for k, h in enumerate(sorted(best, key=lambda h: h.day))]
    lines = []
    for number, row in shown:
        wrapped = textwrap.wrap(f"{number}  day {row.day}: {row.text}", _LETTERS)
        lines += [wrapped[0], *(f"    {rest}" for rest in wrapped[1:])]
    left = len(happenings) - len(shown)
    if left:
        lines.append(f"and events on {left} more {'day' if left == 1 else 'days'}")
    return shown, lines or ["no event"]


def _scale(axes: Axes, story: Story, last: float) -> None:
    """Set the axis of days; where a rule is short, early days get more room than late ones."""
    if _end(story) < SHORT and last > 3.0 * SHORT:
        axes.set_xscale("symlog", linthresh=2.0, linscale=0.8)
        ticks = [day for day in (0, 1, 2, 5, 10, 30, 100, 300, 1000, 3000) if day <= last]
        axes.set_xticks(ticks, [str(day) for day in ticks])
        axes.minorticks_off()
        axes.set_xlim(-0.15, last)
    else:
        axes.set_xlim(-0.02 * last, last)


def _mark(
    axes: Axes, shown: Sequence[tuple[int, Happening]], last: float, *, numbered: bool
) -> None:
    """Mark the days of events within the panel; numbers that would collide share a label."""
    groups: list[list[tuple[int, float]]] = []
    for number, row in shown:
        if row.day > last:
            continue
        axes.axvline(row.day, color=GREY, lw=0.9, ls=":")
        across = _across(axes, row.day)
        if groups and across - groups[-1][-1][1] < CLOSE:
            groups[-1].append((number, across))
        else:
            groups.append([(number, across)])
    for group in groups if numbered else ():
        numbers = [number for number, _ in group]
        text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
        axes.annotate(
            text,
            (group[0][1], 1.0),
            xycoords="axes fraction",
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=GREY,
        )


def _across(axes: Axes, day: float) -> float:
    """Return where a day lies across the panel, from 0 to 1."""
    point = axes.transData.transform((day, 0.0))
    return float(axes.transAxes.inverted().transform(point)[0])


def _tell(axes: Axes, lines: Sequence[str]) -> None:
    axes.axis("off")
    axes.text(
        0.0, 1.0, "\n".join(lines), transform=axes.transAxes, va="top", fontsize=8, linespacing=1.25
    )
