"""What decides an outcome as one bar, and how well it can be foretold as lines over days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from interregnum.report.canvas import AMBER, GREEN, PURPLE, SKY, Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.skill import Skill
    from interregnum.experiments.variance_split import Split

PARTS = {
    "structure": ("structure", PURPLE),
    "parameters": ("parameters", AMBER),
    "both": ("both together", GREEN),
    "strength": ("hidden strength", SKY),
    "luck": ("luck", GREY),
}
NOTES = (
    "Left: shares of the variance, estimated without bias, so that a small one may fall below "
    "zero. Right: 1 is certainty, 0 no better than the share of all runs. The oracle knows "
    "parameters, strength and the whole past; the observer knows what the public believes. "
    "Bars: 95 % intervals."
)


def split_figure(
    splits: Mapping[str, Split], skills: Sequence[Skill], *, title: str, provenance: str
) -> Drawing:
    """Draw shares of variance beside the skill of forecasts.

    Parameters
    ----------
    splits
        By outcome.
    skills
        May be empty: then only the shares are drawn.
    title, provenance
        Above and below.
    """
    days = list(dict.fromkeys(row.at for row in skills))
    figure = blank(5.2 + 4.0 * len(days), 4.8)
    panels = figure.subplots(1, 1 + len(days), squeeze=False)[0]
    _shares(panels[0], splits)
    for axes, day in zip(panels[1:], days, strict=True):
        _skill(axes, [row for row in skills if row.at == day], day)
    return finished(figure, title, [NOTES], provenance)


def _shares(axes: Axes, splits: Mapping[str, Split]) -> None:
    """Draw each part of each outcome with its interval."""
    height = 0.8 / len(splits)
    markers = ("o", "s", "^", "D")
    for k, (outcome, split) in enumerate(splits.items()):
        for j, (part, (_, colour)) in enumerate(PARTS.items()):
            share = split.parts[part]
            axes.errorbar(
                [share.estimate],
                [j - 0.4 + height * (k + 0.5)],
                xerr=[[share.estimate - share.low], [share.high - share.estimate]],
                fmt=markers[k % len(markers)],
                color=colour,
                capsize=2.5,
                lw=1.6,
                ms=6,
                label=outcome if part == "luck" else None,
            )
    axes.axvline(0.0, color=GREY, lw=0.8)
    axes.set_yticks(range(len(PARTS)), [text for text, _ in PARTS.values()])
    axes.set_ylim(len(PARTS) - 0.5, -0.5)
    axes.set_xlabel("share of the variance [1]", fontsize=9)
    axes.set_title("What decides", loc="left", fontsize=10)
    axes.legend(fontsize=8, frameon=False, loc="upper right")
    tidy(axes, grid="x")


def _skill(axes: Axes, rows: Sequence[Skill], day: int) -> None:
    """Draw both skills over the days that a forecast made on one day reaches."""
    known = [row for row in rows if row.oracle.estimate == row.oracle.estimate]
    for name, colour, shape in (("oracle", BLUE, "o-"), ("observer", ORANGE, "s-")):
        parts = [getattr(row, name) for row in known]
        axes.errorbar(
            [row.within for row in known],
            [part.estimate for part in parts],
            yerr=[
                [part.estimate - part.low for part in parts],
                [part.high - part.estimate for part in parts],
            ],
            fmt=shape,
            color=colour,
            capsize=2.5,
            lw=1.6,
            ms=5,
            label=name,
        )
    axes.axhline(0.0, color=GREY, lw=0.8)
    axes.set_ylim(-0.25, 1.0)
    axes.set_xlim(left=0.0)
    axes.set_xlabel("days ahead [d]", fontsize=9)
    axes.set_ylabel("Brier skill [1]", fontsize=9)
    pasts = rows[0].pasts
    axes.set_title(f"Removal, forecast on day {day} ({pasts} pasts)", loc="left", fontsize=10)
    axes.legend(fontsize=8, frameon=False, loc="upper right")
    tidy(axes)
