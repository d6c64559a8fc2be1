"""The march by hours: how far the columns had come, what they met, and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interregnum.experiments.outcomes import ENDINGS
from interregnum.report.canvas import BLACK, GREEN, PURPLE, SKY, Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.march_hours import March, Sighting

LATE = 2.5
COLOURS = {
    "capital_taken": ORANGE,
    "deal": BLUE,
    "surrender": GREEN,
    "beaten": PURPLE,
}


def march_figure(
    march: March,
    sightings: Sequence[Sighting],
    *,
    title: str,
    provenance: str,
    notes: Sequence[str] = (),
) -> Drawing:
    """Draw distance from the capital over hours since the onset, and how columns ended below.

    Parameters
    ----------
    march
        From :func:`interregnum.experiments.march_hours.march_by_hours`.
    sightings
        What the record says of the column.
    title, provenance, notes
        Above and below.
    """
    figure = blank(8.4, 7.6)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3.4, 1.3))
    faint = min(0.9, 0.12 + 2.0 / len(march.tracks))
    for hours, distances in march.tracks:
        upper.plot(hours, distances, color=SKY, lw=0.6, alpha=faint, zorder=1)
    _stops(upper, march)
    last = last_hour(march, [row.hours for row in sightings])
    _sightings(upper, [row for row in sightings if row.hours <= last])
    farthest = max(float(distances[0]) for _, distances in march.tracks)
    upper.set_ylim(1.06 * farthest, -0.06 * farthest)
    upper.set_ylabel(f"road distance to {march.stops[-1].place} [km]")
    tidy(upper, grid="both")
    _ends(lower, march)
    lower.set_xlabel("hours since the onset [h]")
    lower.set_xlim(0.0, last)
    _legend(upper, sightings)
    told = [
        f"First columns of {march.columns} of {march.runs} runs. Boxes: 50 % of arrivals, thin "
        "lines: 10-90 %, ticks: the median; faint: single columns (at most 200). Taken and held "
        "are shares of all columns; roads as long as their central values.",
        *_unended(march),
        *_beyond(sightings, last),
        *notes,
    ]
    return finished(figure, title, told, provenance)


def _unended(march: March) -> list[str]:
    """Say what became of the columns that no line of the lower panel counts."""
    rest = 100.0 * (1.0 - sum(float(shares[-1]) for _, shares in march.ends.values()))
    if rest < 0.5:
        return []
    return [f"{rest:.0f} % were still on the road when the run ended."]


def last_hour(march: March, others: Sequence[float]) -> float:
    """Return the hour up to which nearly all of what is drawn has happened [h].

    What the record saw much later than any column would squeeze the march into a corner.
    """
    hours = [stop.hours[-1] for stop in march.stops if stop.hours is not None]
    last = max([1.0, *hours])
    return 1.06 * max([last, *(hour for hour in others if hour <= LATE * last or not hours)])


def _beyond(sightings: Sequence[Sighting], last: float) -> list[str]:
    """Tell the rows of the record that lie beyond the axis."""
    late = [f"{row.text} after {row.hours:.1f} h" for row in sightings if row.hours > last]
    return [f"In the record, beyond the axis: {', '.join(late)}."] if late else []


def _stops(axes: Axes, march: March) -> None:
    """Draw when columns came to each place, and name it on the right."""
    farthest = max(float(distances[0]) for _, distances in march.tracks)
    named = -1e9
    for stop in sorted(march.stops, key=lambda s: s.distance):
        axes.axhline(stop.distance, color="#bbbbbb", lw=0.7, zorder=0)
        if stop.hours is not None:
            _, low, quarter, middle, three, high, _ = stop.hours
            axes.plot([low, high], [stop.distance] * 2, color=BLUE, lw=2.2, zorder=3)
            axes.plot([quarter, three], [stop.distance] * 2, color=BLUE, lw=7, alpha=0.7, zorder=3)
            axes.plot([middle], [stop.distance], "|", color=BLACK, ms=15, mew=2, zorder=4)
        # Names of places that lie close together move apart.
        named = max(stop.distance, named + 0.085 * farthest)
        text = f"{stop.place}\n{100.0 * stop.taken:.0f} % taken, {100.0 * stop.held:.0f} % held"
        axes.annotate(
            text,
            (1.0, named),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            annotation_clip=False,
        )


def _sightings(axes: Axes, sightings: Sequence[Sighting]) -> None:
    """Lay what the record says on the march."""
    for row in sightings:
        face = ORANGE if row.imposed else "white"
        if row.distance is None:
            axes.axvline(row.hours, color=ORANGE, lw=1.2, ls="--", zorder=2)
            axes.annotate(
                f"{row.text} (record)",
                (row.hours, 0.02),
                xycoords=("data", "axes fraction"),
                xytext=(4, 0),
                textcoords="offset points",
                fontsize=8.5,
                color=ORANGE,
            )
            continue
        low, high = row.distance
        middle = 0.5 * (low + high)
        axes.errorbar(
            [row.hours],
            [middle],
            yerr=[[middle - low], [high - middle]],
            fmt="D",
            color=ORANGE,
            mfc=face,
            mew=1.6,
            ms=8,
            capsize=4,
            zorder=6,
        )


def _ends(axes: Axes, march: March) -> None:
    """Draw the share of columns that had ended in each way."""
    for ending, (hours, shares) in march.ends.items():
        final = 100.0 * float(shares[-1])
        axes.step(
            [0.0, *hours, 1e4],
            [0.0, *(100.0 * shares), final],
            where="post",
            color=COLOURS[ending],
            lw=1.7,
            label=f"{ENDINGS[ending]} ({final:.0f} %)",
        )
    tidy(axes)
    axes.set_ylim(0.0, 100.0)
    axes.set_ylabel("columns so\nended [%]")
    if march.ends:
        place: dict[str, Any] = {"loc": "center left", "bbox_to_anchor": (1.0, 0.5)}
        axes.legend(fontsize=8, frameon=False, **place)
    else:
        axes.text(0.5, 0.5, "no column ended", transform=axes.transAxes, ha="center", color=GREY)


def _legend(axes: Axes, sightings: Sequence[Sighting]) -> None:
    """Say what the markers of the record mean, if there are any."""
    from matplotlib.lines import Line2D

    style: dict[str, Any] = {"ls": "none", "marker": "D", "color": ORANGE, "mew": 1.6, "ms": 7}
    handles = []
    if any(row.imposed and row.distance for row in sightings):
        handles.append(Line2D([], [], label="record, may be imposed (mode replay)", **style))
    if any(not row.imposed and row.distance for row in sightings):
        handles.append(Line2D([], [], mfc="white", label="record, observed only", **style))
    if handles:
        axes.legend(handles=handles, fontsize=8.5, loc="upper left", framealpha=0.85)
