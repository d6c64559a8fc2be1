"""The figure is drawn, carries its provenance, and stays within its frame."""

from __future__ import annotations

from pathlib import Path

import matplotlib.image
import pytest

from interregnum.experiments.outcomes import Bin
from interregnum.intervals import Interval
from interregnum.report.plots import survival_figure


def bins(count: int) -> list[Bin]:
    one = Interval(0.4, 0.3, 0.5)
    edges = [0.5 * 40 ** (i / count) for i in range(count + 1)]
    return [
        Bin(
            edges[i],
            edges[i + 1],
            edges[i],
            10,
            one,
            Interval(0.7, 0.6, 0.8),
            Interval(-0.3, -0.4, -0.2),
        )
        for i in range(count)
    ]


@pytest.mark.parametrize("count", [1, 8])
def test_the_figure_is_written_as_png_and_svg(tmp_path: Path, count: int) -> None:
    files = [tmp_path / "a.png", tmp_path / "a.svg"]
    survival_figure(
        bins(count),
        labels=("with the mutiny", "no mutiny"),
        title="A title",
        horizon=730,
        provenance="where it came from",
        files=files,
    )
    picture = matplotlib.image.imread(files[0])
    assert picture.shape[0] > 900
    assert picture.std() > 0.05
    text = files[1].read_text()
    assert "where it came from" in text
    # Nothing touches the border: what is cut off would leave ink there.
    assert picture[:3, :, :3].min() == 1.0
    assert picture[:, -3:, :3].min() == 1.0


def test_the_same_numbers_give_the_same_svg(tmp_path: Path) -> None:
    for name in ("a", "b"):
        survival_figure(
            bins(3),
            labels=("x", "y"),
            title="t",
            horizon=1,
            provenance="p",
            files=[tmp_path / f"{name}.svg"],
        )
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
