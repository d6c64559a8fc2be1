"""The sign of a failed mutiny: its effect over precision, overestimation and selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interregnum.report.canvas import Drawing, blank, finished

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from interregnum.experiments.sign import Cell

# Purple lengthens a rule and orange shortens it; white is no effect. Safe for colour-blind readers.
_SHADES = ("#B35806", "#F1A340", "#FEE0B6", "#F7F7F7", "#D8DAEB", "#998EC3", "#542788")
LEAST_SCALE = 0.05


def sign_figure(
    cells: Sequence[Cell], verdict: str, *, horizon: int, title: str, provenance: str
) -> Drawing:
    """Draw the effect of a failed mutiny on staying unremoved, one panel a selection.

    Parameters
    ----------
    cells
        From :func:`interregnum.experiments.sign.sign_cells`.
    verdict
        In one sentence, whether the sign turns.
    horizon
        [d]
    title, provenance
        Above and below.
    """
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    selections = list(dict.fromkeys(cell.selection for cell in cells))
    figure = blank(8.8, 5.0)
    grid = figure.subplots(1, len(selections), sharey=True, squeeze=False)
    known = [abs(cell.effect.estimate) for cell in cells if cell.effect is not None]
    scale = 100.0 * max([LEAST_SCALE, *known])
    colours = LinearSegmentedColormap.from_list("sign", _SHADES)
    mapped = ScalarMappable(Normalize(-scale, scale), colours)
    for axes, selection in zip(grid.flat, selections, strict=True):
        _panel(axes, [cell for cell in cells if cell.selection == selection], mapped)
        axes.set_title(f"selection: {selection}", loc="left", fontsize=10)
        axes.set_xlabel("τ_e [1/strength²]", fontsize=9)
    bar = figure.colorbar(mapped, ax=grid[0, -1], shrink=0.85, pad=0.03)
    bar.set_label("effect on not being removed [points]", fontsize=9)
    notes = [
        f"Mutiny that stood down minus no mutiny, same random numbers, {horizon} days; below zero "
        "it shortens the rule. τ_e: precision of the news that exposes the ruler; o: how far he is "
        "overestimated. In brackets the 95 % interval; bold where it excludes zero.",
        verdict,
    ]
    return finished(figure, title, notes, provenance)


def _panel(axes: Axes, cells: Sequence[Cell], mapped: Any) -> None:
    """Draw one selection as a table of coloured cells."""
    from matplotlib.patches import Rectangle

    bands = list(dict.fromkeys(cell.overestimation for cell in cells))
    exposures = list(dict.fromkeys(cell.exposure for cell in cells))
    for cell in cells:
        x, y = exposures.index(cell.exposure), bands.index(cell.overestimation)
        effect = cell.effect
        if effect is None:
            axes.add_patch(Rectangle((x, y), 1, 1, fc="white", ec="#999999", hatch="///"))
            axes.text(x + 0.5, y + 0.5, "no runs", ha="center", va="center", fontsize=8)
            continue
        value, low, high = (100.0 * part for part in effect)
        shade = mapped.to_rgba(value)
        axes.add_patch(Rectangle((x, y), 1, 1, fc=shade, ec="white", lw=2))
        dark = 0.3 * shade[0] + 0.59 * shade[1] + 0.11 * shade[2] < 0.5
        sure = low > 0.0 or high < 0.0
        axes.text(
            x + 0.5,
            y + 0.5,
            f"{value:+.1f}\n({low:+.1f}\nto {high:+.1f})",
            ha="center",
            va="center",
            fontsize=8,
            color="white" if dark else "black",
            fontweight="bold" if sure else "normal",
        )
    axes.set_xlim(0, len(exposures))
    axes.set_ylim(len(bands), 0)
    axes.set_xticks(
        [k + 0.5 for k in range(len(exposures))],
        [f"{low:g}-{high:g}" for low, high in exposures],
        fontsize=8.5,
    )
    texts = [band.replace(" (", "\n(") for band in bands]
    axes.set_yticks([k + 0.5 for k in range(len(bands))], texts, fontsize=8.5)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
