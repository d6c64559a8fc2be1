"""The sheet that every figure of a study is drawn on: title, notes, provenance, and its bytes."""

from __future__ import annotations

import dataclasses
import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError, UsageError
from interregnum.report.plots import GREY, LETTERS_AN_INCH, svg_of, write_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg")
# Okabe and Ito's palette, safe for colour-blind readers.
GREEN, PURPLE, AMBER, SKY, BLACK = "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"


@dataclasses.dataclass(frozen=True)
class Drawing:
    """A figure with its title and provenance, which shows itself in a notebook."""

    figure: Figure
    title: str
    provenance: str

    def write(self, files: Sequence[str | Path]) -> None:
        """Write the figure to each file, PNG or SVG; the same numbers give the same bytes.

        Raises
        ------
        UsageError
            If a name ends in neither.
        StudyError
            If a file cannot be written.
        """
        paths = [Path(file) for file in files]
        for path in paths:
            check_format(path)
        for path in paths:
            try:
                write_figure(self.figure, [path], self.title, self.provenance)
            except OSError as error:
                msg = f"{path}: cannot be written ({error.strerror}); name a file in a folder of"
                raise StudyError(f"{msg} yours that exists") from error

    def svg(self) -> bytes:
        """Return the figure as SVG, for a page that holds it."""
        return svg_of(self.figure, self.title, self.provenance)

    def png(self) -> bytes:
        """Return the figure as PNG."""
        buffer = io.BytesIO()
        told = {"Title": self.title, "Description": self.provenance}
        self.figure.savefig(buffer, format="png", dpi=150, metadata=told)
        return buffer.getvalue()

    def _repr_png_(self) -> bytes:
        """Return the figure for notebooks."""
        return self.png()


def check_format(path: Path) -> None:
    """Refuse a file's name that ends in neither .png nor .svg.

    Raises
    ------
    UsageError
        With the way out.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"{path}: not a picture's name; let it end in {' or '.join(FORMATS)}")


def blank(width: float, height: float) -> Figure:
    """Return an empty sheet [inches] that nothing is shown on."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.06))
    FigureCanvasAgg(figure)
    return figure


def legend_row(axes: Axes, handles: Sequence[Any], columns: int) -> None:
    """Turn a pair of axes into a row that only names what is drawn below."""
    axes.axis("off")
    axes.legend(
        handles=list(handles),
        loc="center left",
        bbox_to_anchor=(0.0, 0.5),
        borderaxespad=0.0,
        ncols=columns,
        fontsize=8.5,
        frameon=False,
    )


def finished(figure: Figure, title: str, notes: Sequence[str], provenance: str) -> Drawing:
    """Return the figure with its title above, and notes and provenance below.

    Parameters
    ----------
    figure
        With its axes drawn.
    title
        What it shows, and of which case, each begins a line.
    notes
        How to read it; each begins a line.
    provenance
        Scenario, runs, seed, version and hash.
    """
    width = float(figure.get_figwidth())
    lines = [
        line
        for text in (*notes, provenance)
        for line in textwrap.wrap(text, int(LETTERS_AN_INCH * width))
    ]
    heading = "\n".join(
        line for part in title.splitlines() for line in textwrap.wrap(part, int(10.5 * width))
    )
    figure.suptitle(heading, x=0.01, ha="left", fontweight="bold", fontsize=12)
    figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=7.5, color=GREY)
    # The layout moves a little with every drawing: it is made here, and then stays.
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return Drawing(figure, title.replace("\n", ": "), provenance)


def tidy(axes: Axes, *, grid: str = "y") -> None:
    """Take away the frame's upper and right side, and lay a faint grid behind what is drawn."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis=grid, color="#e3e3e3", lw=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=9)
