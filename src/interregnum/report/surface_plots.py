"""An effect surface drawn: how the effect goes with what matters most, fitted and as seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interregnum.report.canvas import BLACK, Drawing, blank, finished, tidy
from interregnum.report.plots import BLUE, GREY, ORANGE
from interregnum.report.twins_lines import outcome_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.surface_fit import Dependence, Group, Surface

_HEADING: dict[str, Any] = {"loc": "left", "fontsize": 10}


def surface_figure(
    surface: Surface, *, outcome: str, unit: str, title: str, provenance: str
) -> Drawing:
    """Draw how the effect goes with the inputs that matter, and predictions against what came.

    Parameters
    ----------
    surface
        What was fitted.
    outcome, unit
        Whose effect it is.
    title, provenance
        Above and below.
    """
    panels = [*surface.dependences, None] if surface.shows else [None]
    figure = blank(3.4 * max(len(panels), 2), 4.6)
    grid = figure.subplots(1, len(panels), sharey=surface.shows, squeeze=False)[0]
    factor = 100.0 if unit == "1" else 1.0
    for axes, row in zip(grid, panels, strict=True):
        if row is not None:
            _dependence(axes, row, factor)
        elif surface.shows:
            _calibration(axes, surface.calibration, factor)
        else:
            _nothing(axes, surface)
        if surface.shows:
            axes.axhline(factor * surface.effect.estimate, color=BLACK, lw=0.8, ls=":")
            tidy(axes)
    if surface.shows:
        name = outcome_name(outcome).split(":")[0]
        measure = "points of per cent" if unit == "1" else "d"
        grid[0].set_ylabel(f"effect on {name} [{measure}]")
    return finished(figure, title, _notes(surface), provenance)


def _notes(surface: Surface) -> list[str]:
    gain = surface.chosen.gain
    low, high = 100.0 * gain.low, 100.0 * gain.high
    lead = "Nothing beats the constant effect" if not surface.shows else "The effect differs"
    told = [
        f"{lead}: {surface.chosen.name} on unseen runs, squared error saved "
        f"{100.0 * gain.estimate:.1f} % (95 %: {low:.1f} to {high:.1f} %)."
    ]
    if surface.shows:
        told.append(
            "Points: effect seen in fifths or categories, 95 % intervals; lines: fitted, all else "
            "as drawn, bands from the least to the largest of five folds; dotted: mean effect."
        )
    return told


def _points(axes: Axes, at: Sequence[float], groups: Sequence[Group], factor: float) -> None:
    """Draw the effect seen in groups of runs, with intervals."""
    seen = [factor * part.effect.estimate for part in groups]
    below = [factor * (part.effect.estimate - part.effect.low) for part in groups]
    above = [factor * (part.effect.high - part.effect.estimate) for part in groups]
    axes.errorbar(at, seen, yerr=[below, above], fmt="o", color=ORANGE, capsize=3, ms=5, lw=1.4)


def _dependence(axes: Axes, row: Dependence, factor: float) -> None:
    """Draw one input: the fitted line with its band, and what was seen."""
    fitted = [factor * point.estimate for point in row.fitted]
    if row.input.categories:
        axes.plot(row.points, fitted, "s", color=BLUE, ms=7, alpha=0.55)
        axes.set_xticks(
            list(row.points), [name.replace("_", "\n") for name in row.input.categories]
        )
        axes.set_xlim(-0.5, len(row.points) - 0.5)
    else:
        low = [factor * point.low for point in row.fitted]
        high = [factor * point.high for point in row.fitted]
        axes.fill_between(row.points, low, high, color=BLUE, alpha=0.2, lw=0)
        axes.plot(row.points, fitted, color=BLUE, lw=1.8)
        if row.input.is_log:
            axes.set_xscale("log")
        else:
            axes.locator_params(axis="x", nbins=4)
    _points(axes, [part.at for part in row.seen], row.seen, factor)
    mechanism, _, name = row.input.name.rpartition(".")
    axes.set_title((f"{mechanism}\n" if mechanism else "") + name, **_HEADING)
    axes.set_xlabel("" if row.input.categories else f"[{row.input.unit}]")


def _calibration(axes: Axes, groups: Sequence[Group], factor: float) -> None:
    """Draw what was predicted for unseen runs against what came."""
    at = [factor * part.at for part in groups]
    axes.plot([min(at), max(at)], [min(at), max(at)], color=GREY, lw=1.0)
    _points(axes, at, groups, factor)
    axes.set_title("unseen runs\npredicted and seen", **_HEADING)
    axes.set_xlabel("predicted effect")


def _nothing(axes: Axes, surface: Surface) -> None:
    """Draw what each fit saves where none surely saves anything."""
    for y, row in enumerate(surface.candidates):
        axes.plot([100.0 * row.gain.low, 100.0 * row.gain.high], [y, y], color=GREY, lw=1.8)
        axes.plot([100.0 * row.gain.estimate], [y], "o", color=GREY, ms=5)
    axes.axvline(0.0, color=BLACK, lw=0.8)
    axes.set_yticks(range(len(surface.candidates)), [row.name for row in surface.candidates])
    axes.set_xlabel("squared error saved on unseen runs [%]")
    axes.set_title("No fit surely beats the constant effect", **_HEADING)
    tidy(axes, grid="x")
