"""A claim's tests as small drawings inside the page: points with intervals around a reference.

The band of indifference is grey, the reference a line; what decides is filled, what stands beside
is hollow. No library draws them, so that fifty of them cost nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, ROW, LEFT, RIGHT, TOP = 720.0, 22.0, 300.0, 120.0, 16.0
_INK, _SOFT, _BAND, _OWN, _LINE = "#1a1a1a", "#555555", "#e4e7eb", "#0072b2", "#d55e00"
_LETTERS = 46


class Mark(NamedTuple):
    """One point with its interval.

    Parameters
    ----------
    words
        What it is.
    estimate, low, high
        On the axis's own scale (a ratio as its logarithm).
    told
        The number as the reader is to see it.
    decides
        Whether a verdict rests on it.
    """

    words: str
    estimate: float
    low: float
    high: float
    told: str
    decides: bool = True


class Axis(NamedTuple):
    """What the points are held against.

    Parameters
    ----------
    reference, band
        x0 and δ on the axis's own scale.
    told
        The reference as the reader is to see it.
    """

    reference: float
    band: float
    told: str


def forest(marks: Sequence[Mark], axis: Axis, alternative: str) -> str:
    """Return points with their intervals around a reference, as SVG.

    >>> "<svg" in forest([Mark("a", 0.2, 0.1, 0.3, "20 %")], Axis(0.5, 0.05, "50 %"), "One point")
    True
    """
    known = [mark for mark in marks if math.isfinite(mark.estimate)]
    place = _scale(known, axis)
    height = TOP + ROW * len(known) + 20.0
    parts = [_band(axis, place, height)]
    parts += [_row(mark, TOP + ROW * (index + 0.5), place) for index, mark in enumerate(known)]
    return _svg(parts, height, alternative)


def density(
    quantiles: Sequence[float], levels: Sequence[float], axis: Axis, alternative: str
) -> str:
    """Return how an effect is spread over draws, from its quantiles, as SVG.

    Between two quantiles the height is the share of draws there divided by the distance.
    """
    steps = [
        (low, high, (b - a) / (high - low))
        for low, high, a, b in zip(quantiles, quantiles[1:], levels, levels[1:], strict=False)
        if high > low
    ]
    if not steps:
        return ""
    middle = [step for step in steps if step[0] >= quantiles[len(quantiles) // 50]]
    tallest = sorted(step[2] for step in steps)[max(len(steps) * 19 // 20 - 1, 0)] * 1.1
    ends = Mark("", middle[0][0], quantiles[0], quantiles[-1], "")
    place = _scale([ends], axis)
    base, top = 96.0, 12.0
    points = [f"{place(steps[0][0]):.1f},{base}"]
    for low, high, tall in steps:
        y = base - (base - top) * min(tall / tallest, 1.0)
        points += [f"{place(low):.1f},{y:.1f}", f"{place(high):.1f},{y:.1f}"]
    points.append(f"{place(steps[-1][1]):.1f},{base}")
    area = f'<polygon points="{" ".join(points)}" fill="{_OWN}" fill-opacity="0.45"/>'
    words = _text(LEFT - 8.0, 60.0, "all draws, all structures", "end", _SOFT)
    return _svg([_band(axis, place, base + 20.0), area, words], base + 20.0, alternative)


def _scale(marks: Sequence[Mark], axis: Axis) -> _Place:
    """Return the map from a value to a place on the page; what lies far out is cut."""
    inner = [axis.reference - 2 * axis.band, axis.reference + 2 * axis.band]
    ends = [x for mark in marks for x in (mark.low, mark.high, mark.estimate) if math.isfinite(x)]
    low, high = min([*inner, *ends]), max([*inner, *ends])
    room = 0.04 * (high - low)
    return _Place(low - room, high + room)


class _Place(NamedTuple):
    """From the lowest to the highest value across the drawing."""

    low: float
    high: float

    def __call__(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        span = WIDTH - LEFT - RIGHT
        return LEFT + span * (inside - self.low) / (self.high - self.low)


def _band(axis: Axis, place: _Place, height: float) -> str:
    """Return the band, the reference and what the reference is."""
    left, right = place(axis.reference - axis.band), place(axis.reference + axis.band)
    middle, bottom = place(axis.reference), height - 18.0
    return (
        f'<rect x="{left:.1f}" y="4" width="{right - left:.1f}" height="{bottom:.1f}" '
        f'fill="{_BAND}"/>'
        f'<line x1="{middle:.1f}" y1="4" x2="{middle:.1f}" y2="{bottom + 4:.1f}" '
        f'stroke="{_LINE}" stroke-width="1.5"/>'
        + _text(middle, height - 2.0, f"reference {axis.told}", "middle", _LINE)
    )


def _row(mark: Mark, y: float, place: _Place) -> str:
    """Return a point with its interval, its words and its number."""
    low = place(mark.low if math.isfinite(mark.low) else place.low)
    high = place(mark.high if math.isfinite(mark.high) else place.high)
    colour = _OWN if mark.decides else _SOFT
    fill = _OWN if mark.decides else "#ffffff"
    words = mark.words if len(mark.words) <= _LETTERS else f"{mark.words[: _LETTERS - 1]}…"
    return (
        _text(LEFT - 8.0, y + 4.0, words, "end", _INK if mark.decides else _SOFT)
        + f'<line x1="{low:.1f}" y1="{y:.1f}" x2="{high:.1f}" y2="{y:.1f}" stroke="{colour}" '
        f'stroke-width="2"/><circle cx="{place(mark.estimate):.1f}" cy="{y:.1f}" r="4" '
        f'fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
        + _text(WIDTH - RIGHT + 8.0, y + 4.0, mark.told, "start", _INK)
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )


def _svg(parts: Sequence[str], height: float, alternative: str) -> str:
    return (
        f'<svg class="claim" role="img" aria-label="{escape(alternative)}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" font-size="12" font-family="sans-serif" '
        f'style="width:100%;height:auto">{"".join(parts)}</svg>'
    )
