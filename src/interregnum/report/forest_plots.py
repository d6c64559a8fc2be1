"""Forest plots: each effect of the record as a point with its interval, a panel a unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.report.canvas import Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, PLOT, LETTER = 0.21, 6.0, 0.062
"""The height of a row, the width of the part with points, and that of a letter [inch]."""

_NO_EFFECT = {Scale.DIFFERENCE: 0.0, Scale.RATIO: 1.0}
_AXES = {
    Scale.SHARE: "share of cases [%]",
    Scale.RATE: "events a year",
    Scale.RATIO: "ratio (logarithmic axis)",
    Scale.DIFFERENCE: "difference of shares [points]",
    Scale.YEARS: "years",
    Scale.SKILL: "skill",
    Scale.NUMBER: "number",
}
_IN_HUNDREDS = (Scale.SHARE, Scale.DIFFERENCE)
_WIDEST = 50.0
_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


def forest_figure(effects: Sequence[Effect], *, title: str, provenance: str) -> Drawing:
    """Draw effects as points with intervals, one panel a unit, names left and numbers right.

    Parameters
    ----------
    effects
        At least one; those without a case are named and have no point.
    title, provenance
        Above and below.
    """
    scales = [scale for scale in Scale if any(effect.scale is scale for effect in effects)]
    panels = [[effect for effect in effects if effect.scale is scale] for scale in scales]
    heights = [len(panel) + 3.0 for panel in panels]
    names = LETTER * max(len(_label(effect)) for effect in effects) + 0.1
    numbers = LETTER * max(len(_numbers(effect)) for effect in effects) + 0.1
    figure = blank(names + PLOT + numbers, 1.6 + ROW * sum(heights))
    grid = figure.subplots(
        len(panels),
        3,
        squeeze=False,
        gridspec_kw={"height_ratios": heights, "width_ratios": [names, PLOT, numbers]},
    )
    for (left, axes, right), scale, panel in zip(grid, scales, panels, strict=True):
        _panel(axes, scale, panel)
        _column(left, [_label(effect) for effect in panel], 1.0, "right")
        _column(right, [_numbers(effect) for effect in panel], 0.0, "left")
    periods = sorted({effect.period for effect in effects})
    sources = sorted({effect.source for effect in effects})
    notes = [
        "Points with 95 % intervals. Filled orange: a contrast whose interval leaves out no "
        "effect (dashed). Every number is an association, not a cause.",
        f"Periods: {', '.join(periods)}. Sources: {' | '.join(sources)}.",
    ]
    return finished(figure, title, notes, provenance)


def _column(axes: Axes, texts: Sequence[str], x: float, side: str) -> None:
    """Write a text a row beside a panel."""
    axes.axis("off")
    axes.set_ylim(len(texts) - 0.4, -0.6)
    for row, text in enumerate(texts):
        axes.text(x, row, text, ha=side, va="center", fontsize=7.5).set_in_layout(False)


def _panel(axes: Axes, scale: Scale, effects: Sequence[Effect]) -> None:
    """Draw the effects of one unit, the first on top."""
    factor = _factor(scale)
    null = _NO_EFFECT.get(scale)
    if scale is Scale.RATIO:
        axes.set_xscale("log")
        _limit(axes, effects)
    if scale is Scale.SHARE:
        axes.set_xlim(-2.0, 102.0)
    if null is not None:
        axes.axvline(null * factor, color=GREY, lw=0.9, ls="--", zorder=1)
    for row, effect in enumerate(effects):
        if math.isfinite(effect.estimate):
            _point(axes, row, effect, factor)
    axes.set_ylim(len(effects) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlabel(_AXES[scale], fontsize=8.5)
    tidy(axes, grid="x")


def _factor(scale: Scale) -> float:
    """Return by what numbers are multiplied for the eye."""
    return 100.0 if scale in _IN_HUNDREDS else 1.0


def _limit(axes: Axes, effects: Sequence[Effect]) -> None:
    """Set the ends of a logarithmic axis, so that one wide interval does not flatten the rest."""
    ends = [end for e in effects for end in (e.low, e.high) if math.isfinite(end) and end > 0.0]
    low = max(min([*ends, 0.5]) / 1.2, 1.0 / _WIDEST)
    high = min(max([*ends, 2.0]) * 1.2, _WIDEST)
    axes.set_xlim(low, high)
    shown = [tick for tick in _TICKS if low <= tick <= high]
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.minorticks_off()


def _point(axes: Axes, row: int, effect: Effect, factor: float) -> None:
    """Draw one effect; a contrast that leaves out no effect is filled orange."""
    null = _NO_EFFECT.get(effect.scale)
    sure = null is not None and (effect.low > null or effect.high < null)
    colour = ORANGE if sure else BLUE
    low, high = (end * factor for end in (effect.low, effect.high))
    if math.isfinite(low) and math.isfinite(high):
        # On a logarithmic axis an end at nought lies beyond the left side.
        axes.plot(
            [max(low, 1e-6) if effect.scale is Scale.RATIO else low, high],
            [row, row],
            color=colour,
            lw=1.3,
            zorder=2,
        )
    axes.plot(
        [effect.estimate * factor],
        [row],
        "o",
        ms=4.2,
        color=colour,
        mfc=colour if sure or null is None else "white",
        zorder=3,
    )


def _label(effect: Effect) -> str:
    """Return an effect's name without its family, in words.

    >>> from interregnum.effects import effect_of
    >>> _label(effect_of({"name": "wars.removal.within_2y.no_war", "estimate": 0.5, "low": 0.4,
    ...     "high": 0.6, "n": 4, "definition": "d", "source": "s", "vintage": "v",
    ...     "period": "1950-1989", "scale": "share", "grade": "A", "caveat": "c"}))
    'removal · within 2y · no war'
    """
    return " · ".join(effect.name.split(".")[1:]).replace("_", " ")


def _numbers(effect: Effect) -> str:
    """Return the numbers of an effect for the right-hand side."""
    if not math.isfinite(effect.estimate):
        return f"not known, n {effect.n:,}"
    factor = _factor(effect.scale)
    digits = ".1f" if factor > 1.0 else ".3g"
    value, low, high = (
        format(number * factor, digits) if math.isfinite(number) else "?"
        for number in (effect.estimate, effect.low, effect.high)
    )
    return f"{value} ({low} to {high}), n {effect.n:,}"
