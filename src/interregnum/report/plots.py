"""Figures for readers: axes with units, intervals, colour-blind colours and a provenance line."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from interregnum.experiments.outcomes import Bin

# Okabe and Ito's palette, safe for colour-blind readers.
BLUE = "#0072B2"
ORANGE = "#D55E00"
GREY = "#666666"
LETTERS_AN_INCH = 17.5  # of the smallest print


def _bars(axes: Axes, centres: list[float], intervals: Sequence[Any], colour: str) -> None:
    estimates = [100.0 * i.estimate for i in intervals]
    below = [max(100.0 * (i.estimate - i.low), 0.0) for i in intervals]
    above = [max(100.0 * (i.high - i.estimate), 0.0) for i in intervals]
    axes.errorbar(
        centres, estimates, yerr=[below, above], color=colour, fmt="o-", capsize=3, lw=1.6, ms=5
    )


def _name_lines(axes: Axes, last: Bin, labels: tuple[str, str], at: float) -> None:
    """Name both lines at their ends, clear of the points and of each other."""
    ends = (
        (last.survival.estimate, labels[0], ORANGE),
        (last.survival_contrast.estimate, labels[1], BLUE),
    )
    for estimate, label, colour in ends:
        axes.annotate(
            label,
            (at, 100.0 * estimate),
            xytext=(10, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontweight="bold",
        )


def _set_precision_axis(axes: Axes) -> None:
    """Set a logarithmic axis with plain numbers, and room for the names of the lines."""
    axes.set_xscale("log")
    ticks = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0]
    axes.set_xticks(ticks, [f"{t:g}" for t in ticks])
    axes.minorticks_off()
    axes.set_xlim(0.5, 20.0 * 3.0)


def svg_of(figure: Figure, title: str, provenance: str) -> bytes:
    """Return a figure as SVG; the same numbers give the same bytes."""
    import matplotlib

    buffer = io.BytesIO()
    told = {"Title": title, "Description": provenance, "Date": None}
    # No clock and no random names inside.
    with matplotlib.rc_context({"svg.hashsalt": "interregnum"}):
        figure.savefig(buffer, format="svg", dpi=150, metadata=told)
    return renumbered(buffer.getvalue())


def renumbered(svg: bytes) -> bytes:
    """Return an SVG whose clip paths are named in order of appearance.

    matplotlib names them after addresses in memory, which differ from one drawing to the next.

    >>> renumbered(b'<g clip-path="url(#p0123456789)"/><clipPath id="p0123456789">')
    b'<g clip-path="url(#clip1)"/><clipPath id="clip1">'
    """
    names: dict[bytes, bytes] = {}

    def name(found: re.Match[bytes]) -> bytes:
        known = names.setdefault(found[2], b"clip%d" % (len(names) + 1))
        return found[1] + known + found[3]

    return re.sub(rb"""(url\(#|<clipPath id=")(p[0-9a-f]{10})(\)|")""", name, svg)


def write_figure(figure: Figure, files: Sequence[Path], title: str, provenance: str) -> None:
    """Write a figure to each file; the same numbers give the same bytes."""
    for path in files:
        if path.suffix == ".svg":
            path.write_bytes(svg_of(figure, title, provenance))
        else:
            told = {"Title": title, "Description": provenance}
            figure.savefig(path, dpi=150, metadata=told)


def survival_figure(
    bins: Sequence[Bin],
    *,
    labels: tuple[str, str],
    title: str,
    horizon: int,
    provenance: str,
    files: Sequence[Path],
) -> None:
    """Draw survival with and without the mutiny over the precision of exposure, and its effect.

    Parameters
    ----------
    bins
        From :func:`interregnum.experiments.outcomes.paired_survival`, at least one.
    labels
        Names of the scenario's arm and of its contrast.
    title
        The figure's title.
    horizon
        [d]
    provenance
        One line: scenario, runs, seed, versions, hash.
    files
        Where to write; the ending says the format.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.0, 7.2), layout="constrained")
    FigureCanvasAgg(figure)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    centres = [b.centre for b in bins]
    shift = 1.015
    _bars(upper, [c / shift for c in centres], [b.survival for b in bins], ORANGE)
    _bars(upper, [c * shift for c in centres], [b.survival_contrast for b in bins], BLUE)
    _name_lines(upper, bins[-1], labels, centres[-1] * shift)
    upper.set_ylabel(f"ruler not removed in {horizon} days\n[% of runs]")
    upper.set_ylim(0, 100)
    upper.grid(axis="y", color="#dddddd")
    _bars(lower, centres, [b.effect for b in bins], GREY)
    lower.axhline(0.0, color="black", lw=0.8)
    lower.set_ylabel("paired effect of the mutiny\non survival [points]")
    lower.set_xlabel("precision of the news that exposes the ruler, τ_e [1/strength²]")
    _set_precision_axis(lower)
    lower.grid(axis="y", color="#dddddd")
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold")
    lines = textwrap.wrap(provenance, int(LETTERS_AN_INCH * float(figure.get_figwidth())))
    figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=7, color=GREY)
    write_figure(figure, files, title, provenance)
