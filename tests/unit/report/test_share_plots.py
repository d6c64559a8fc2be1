"""Shares and incidence are drawn whole, in one arm and in two."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drawn import PROVENANCE, assert_whole
from interregnum.engine.record import OUTCOMES
from interregnum.experiments.incidence import Incidence
from interregnum.experiments.outcomes import Outcomes, Share
from interregnum.report.fan_plots import Moment
from interregnum.report.share_plots import Arm, incidence_figure, outcomes_figure


def outcomes(effective: float) -> Outcomes:
    one = Share("removed", 5, 0.5, 0.2, 0.8)
    return Outcomes(
        runs=10,
        effective=effective,
        outcomes=tuple(Share(name, 1, 0.1, 0.02, 0.99) for name in OUTCOMES),
        removed=one,
        contested=one,
        regular=(Share("death or illness", 1, 1.0, 0.3, 1.0),),
        modes=(),
        violence=(),
        endings=(),
        exit_days=None,
    )


@pytest.mark.parametrize("names", [["case"], ["case", "contrast"]])
def test_shares_are_drawn_with_regular_exits_apart(names: list[str], tmp_path: Path) -> None:
    arms = [Arm(name, outcomes(10.0)) for name in names]
    text = assert_whole(
        outcomes_figure(arms, horizon=730, title="How\ncase", provenance=PROVENANCE), tmp_path
    )
    assert "Regular exits, not removals" in text
    assert "share of runs [%]" in text
    for name in names:
        assert f"<!-- {name} -->" in text
    assert "weighted" not in text


def test_weighted_shares_say_so(tmp_path: Path) -> None:
    figure = outcomes_figure(
        [Arm("case", outcomes(2.5))], horizon=1, title="t", provenance=PROVENANCE
    )
    assert "count as 2.5 runs" in assert_whole(figure, tmp_path)


def curve(cause: str) -> Incidence:
    share = np.array([0.0, 0.2, 0.3])
    band = (np.maximum(share - 0.1, 0.0), share + 0.1)
    return Incidence(cause, 3, np.arange(3.0), share, (band, band))


@pytest.mark.parametrize("arms", [1, 2])
def test_incidence_is_drawn_arm_by_arm(arms: int, tmp_path: Path) -> None:
    curves = tuple(curve(cause) for cause in OUTCOMES[1:])
    figure = incidence_figure(
        [("case", curves), ("contrast", ())][:arms],
        horizon=2,
        title="When\ncase",
        provenance=PROVENANCE,
        moments=[Moment(1.0, "election")],
    )
    text = assert_whole(figure, tmp_path)
    assert "Aalen-" in text
    assert "election (day 1)" in text
    assert ("no rule ended" in text) == (arms == 2)
