"""What a sweep says to a reader: units, what is not known, and goals that were not reached."""

from __future__ import annotations

import io

from rich.console import Console

from interregnum.experiments.policy_means import PolicyMean
from interregnum.experiments.stopping import Mean, Reached
from interregnum.report.sweep_lines import sweep_parts

MEANS = [
    PolicyMean("a", "removed", Mean(0.25, 0.01, 0.2, 0.3), None),
    PolicyMean("b", "removed", Mean(0.5, 0.01, None, None), Mean(0.25, 0.01, 0.2, 0.3)),
    PolicyMean("a", "exit_day", Mean(12.04, 1.0, 10.0, 14.0), None),
    PolicyMean("b", "exit_day", Mean(11.0, 1.0, 9.0, 13.0), Mean(-1.04, 0.1, -1.2, -0.8)),
]


def printed(*reached: Reached) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    for part in sweep_parts("an experiment", MEANS, reached):
        console.print(part)
    return " ".join(console.export_text().split())


def test_shares_are_in_per_cent_and_days_in_days() -> None:
    text = printed()
    assert "25.0 % │ 20.0 to 30.0 %" in text
    assert "50.0 % │ too few replicates │ +25.0 points │ +20.0 to +30.0 points" in text
    assert "-1.0 d │ -1.2 to -0.8 d" in text
    assert "v. a" in text


def test_a_goal_says_whether_it_was_reached() -> None:
    assert "0.90 points (largest, under b), 1 points asked: reached." in printed(
        Reached("removed", 0.01, 0.009, "b")
    )
    assert "2.5 d (largest, under a), 0.5 d asked: NOT reached" in printed(
        Reached("exit_day", 0.5, 2.5, "a")
    )
