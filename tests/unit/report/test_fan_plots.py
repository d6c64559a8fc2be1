"""Fans are drawn whole, for one arm or two, for many days or one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drawn import PROVENANCE, assert_whole
from interregnum.report.canvas import Drawing, blank
from interregnum.report.fan_plots import Fan, Moment, _name_moments, fans_figure


def fans(arms: int, days: int, panels: int = 6) -> Drawing:
    values = np.linspace(0.1, 0.9, 5)[:, None] * np.ones(days)
    if days > 20:
        values[:, 20:] = np.nan  # no run is left
    return fans_figure(
        [Fan(f"quantity {k} [1]", (values,) * arms) for k in range(panels)],
        [np.ones(days)] * arms,
        names=["case", "contrast"][:arms],
        moments=[Moment(0.0, "mutiny begins"), Moment(days - 1.0, "election")],
        title="Day by day\ncase",
        provenance=PROVENANCE,
    )


@pytest.mark.parametrize("arms", [1, 2])
@pytest.mark.parametrize("days", [1, 2, 30])
def test_fans_are_drawn_with_bands_and_moments(arms: int, days: int, tmp_path: Path) -> None:
    text = assert_whole(fans(arms, days), tmp_path)
    assert "days since the start [d]" in text
    assert "quantity 5 [1]" in text
    assert "50 % of its runs" in text
    assert ("contrast: median" in text) == (arms == 2)


def test_medians_are_told_with_their_share(tmp_path: Path) -> None:
    figure = fans_figure(
        [Fan("quantity [1]", (np.ones((5, 30)),))],
        [np.ones(30)],
        names=["case"],
        moments=[Moment(3.0, "election"), *(Moment(d, "removed", 0.25) for d in (2.0, 4.0, 29.0))],
        title="Day by day",
        provenance=PROVENANCE,
    )
    text = assert_whole(figure, tmp_path)
    assert "dotted: election (day 3)" in text
    assert "dash-dotted: removed (median day 2, in 25 % of runs)" in text


def test_names_that_would_meet_stand_on_lines_of_their_own() -> None:
    axes = blank(8.0, 2.0).add_subplot()
    near, far = Moment(2.0, "one"), Moment(60.0, "two")
    assert _name_moments(axes, [near, far], 100) == 1
    assert _name_moments(axes, [near, near._replace(day=3.0), far], 100) == 2
    assert _name_moments(axes, [], 100) == 0


def test_an_odd_number_of_panels_fits(tmp_path: Path) -> None:
    assert_whole(fans(1, 10, panels=3), tmp_path)


def test_the_same_numbers_give_the_same_svg() -> None:
    assert fans(2, 30).svg() == fans(2, 30).svg()
