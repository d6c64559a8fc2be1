"""The sign figure is drawn whole and says which intervals exclude zero."""

from __future__ import annotations

from pathlib import Path

from drawn import PROVENANCE, assert_whole
from interregnum.experiments.sign import Cell
from interregnum.intervals import Interval
from interregnum.report.sign_plots import sign_figure


def cells(effect: Interval | None) -> list[Cell]:
    return [
        Cell(selection, band, exposure, 10, effect)
        for selection in ("focal", "largest", "smallest")
        for band in ("o = 0 (rational benchmark)", "o in [0, 0.1)")
        for exposure in ((0.5, 2.0), (2.0, 20.0))
    ]


def test_each_cell_tells_its_effect_and_interval(tmp_path: Path) -> None:
    known = cells(Interval(-0.25, -0.4, -0.1))
    known[0] = known[0]._replace(effect=Interval(0.01, -0.1, 0.12))
    known[1] = known[1]._replace(effect=None, runs=0)
    figure = sign_figure(
        known, "It does not turn.", horizon=730, title="Sign\ncase", provenance=PROVENANCE
    )
    text = assert_whole(figure, tmp_path)
    for words in ("-25.0", "+1.0", "no runs", "It does not turn.", "selection: largest"):
        assert words in text
    assert "[points]" in text


def test_cells_without_any_run_are_drawn(tmp_path: Path) -> None:
    figure = sign_figure(cells(None), "none", horizon=1, title="t", provenance=PROVENANCE)
    assert "no runs" in assert_whole(figure, tmp_path)
