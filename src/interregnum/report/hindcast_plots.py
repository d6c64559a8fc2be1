"""Two hindcasts as curves of cumulative removal, and the march beside classes of the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interregnum.report.canvas import BLACK, Drawing, blank, finished, legend_row, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"forward": BLUE, "condition": ORANGE}
NAMES = {
    "forward": "as of the onset, nothing later known",
    "condition": "as of the stand-down, given the marked rows",
}


def hindcast_figure(content: Mapping[str, Any], curves: Mapping[str, Any]) -> Drawing:
    """Return the figure of a hindcast.

    Parameters
    ----------
    content
        From :func:`interregnum.calibration.hindcasts.hindcast_content`.
    curves
        By forecast a data frame: day [d], probability, low and high [1].
    """
    sheet = blank(9.0, 7.6)
    legend, upper, lower = sheet.subplots(3, 1, height_ratios=(0.35, 3.2, 1.5))
    _curves(legend, upper, curves)
    _march(lower, content["march"])
    notes = [
        content["label"],
        "Bands: 90 % over parameters, luck taken out; none where fewer than "
        f"{content['least_effective_rows']:g} effective rows of parameters speak. Classes of the "
        "record: 95 % intervals, attempts to 1989, an association; which class the case belongs to "
        "is a matter of definition.",
    ]
    told = (
        f"{content['scenario']}, parameters from {content['parameters']}: {content['called']}; "
        f"{content['runs']} runs a forecast, seed {content['seed']}, interregnum "
        f"{content['package_version']}, model {content['model_version']}, scenario "
        f"{content['scenario_sha256'][:12]}"
    )
    title = "Hindcast: how likely was a removal, and how likely the march's success"
    return finished(sheet, title, notes, told)


def _curves(legend: Axes, axes: Axes, curves: Mapping[str, Any]) -> None:
    """Draw cumulative removal with bands."""
    from matplotlib.lines import Line2D

    handles = []
    for name, frame in curves.items():
        colour = COLOURS[name]
        axes.plot(frame["day"], frame["probability"], color=colour, lw=1.8)
        axes.fill_between(frame["day"], frame["low"], frame["high"], color=colour, alpha=0.18, lw=0)
        handles.append(Line2D([], [], color=colour, lw=1.8, label=NAMES[name]))
    legend_row(legend, handles, 2)
    axes.set_ylim(0.0, 1.0)
    axes.set_xlim(left=0.0)
    axes.set_xlabel("days since the onset", fontsize=9)
    axes.set_ylabel("probability of irregular removal", fontsize=9)
    tidy(axes)


def _march(axes: Axes, march: Mapping[str, Any]) -> None:
    """Draw success of the march, the model's first, then a point a class of the record."""
    own = march["fitted"]
    rows = [("the model", own["probability"], own["low"], own["high"], BLUE)]
    for one in march["classes"]:
        label = f"{one['title']}, {one['successes']} of {one['attempts']}"
        rows.append((label, one["share"], one["low"], one["high"], BLACK))
    for at, (_, value, low, high, colour) in enumerate(rows):
        if low is not None and high is not None:
            axes.plot([low, high], [at, at], color=colour, lw=1.4)
        axes.plot([value], [at], "o", ms=5, color=colour)
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.0)
    axes.axhline(0.5, color=GREY, lw=0.5, ls=":")
    axes.set_xlabel("success of the march or attempt", fontsize=9)
    tidy(axes, grid="x")
