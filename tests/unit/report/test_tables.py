"""What a reader is told."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from interregnum.experiments.outcomes import ExitDays, Outcomes, Share
from interregnum.experiments.sign import Cell
from interregnum.experiments.switching import Switched
from interregnum.intervals import Interval
from interregnum.report.tables import (
    effect_line,
    outcome_tables,
    percent,
    sign_lines,
    switched_table,
)

OUTCOMES = Outcomes(
    runs=10,
    effective=10.0,
    outcomes=(Share("survives", 4, 0.4, 0.17, 0.69), Share("insider", 6, 0.6, 0.31, 0.83)),
    removed=Share("removed", 6, 0.6, 0.31, 0.83),
    contested=Share("contested", 1, 0.1, 0.02, 0.4),
    regular=(Share("death or illness", 0, 0.0, 0.0, 0.28),),
    modes=(Share("4 uprising", 6, 0.6, 0.31, 0.83),),
    violence=(Share("1 no deaths", 6, 0.6, 0.31, 0.83),),
    endings=(Share("deal", 10, 1.0, 0.72, 1.0),),
    exit_days=ExitDays(1.0, 5.0, 90.0),
)


def said(outcomes: Outcomes) -> str:
    console = Console(width=120, record=True, file=StringIO())
    for part in outcome_tables(outcomes, 365):
        console.print(part)
    return console.export_text()


def test_shares_are_told_as_per_cent_with_intervals() -> None:
    text = said(OUTCOMES)
    assert "40.0 %" in text
    assert "17.0 - 69.0 %" in text
    assert "within 365 days" in text
    assert "stood down by a deal" in text


def test_days_of_exit_are_told_only_where_there_are_any() -> None:
    assert "median 5 d" in said(OUTCOMES)
    assert "median" not in said(OUTCOMES._replace(exit_days=None))


def test_the_kind_of_interval_is_told() -> None:
    assert "Monte-Carlo" in said(OUTCOMES)


def test_classes_are_told_by_letter_and_removals_in_one_line() -> None:
    text = said(OUTCOMES)
    assert "I  insider replacement" in text
    assert "Removed, all classes: 60.0 % (95 %: 31.0 - 83.0 %)" in text
    assert "counted as S: 10.0 %" in text


def test_weighted_runs_are_told_with_what_they_count_for() -> None:
    text = said(OUTCOMES._replace(effective=3.2))
    assert "10 runs count as 3.2" in text
    assert "Fewer than 10 effective runs" in text
    assert "effective sample size" not in said(OUTCOMES)


def test_each_switch_has_a_row_and_no_change_cries_out() -> None:
    same = Switched("front", "E11", "case", (("a", "b"),), False, 0.0, "other", Interval(0, 0, 0))
    moved = same._replace(changed=True, flipped=0.25, effect=Interval(0.1, 0.05, 0.15))
    console = Console(width=160, record=True, file=StringIO())
    console.print(switched_table([same, moved], 40))
    text = console.export_text()
    assert "NO" in text
    assert "+10.0 (+5.0 to +15.0)" in text
    assert "with a=b" in text


def cell(selection: str, low: float, high: float) -> Cell:
    return Cell(selection, "o = 0", (0.5, 2.0), 10, Interval(0.5 * (low + high), low, high))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([cell("focal", -0.3, -0.1), cell("largest", 0.1, 0.2)], "The sign turns"),
        ([cell("focal", -0.3, -0.1), cell("largest", -0.1, 0.2)], "does not turn: a failed mutiny"),
        ([cell("focal", -0.3, 0.1)], "do not show a sign"),
    ],
)
def test_the_sign_is_told_as_the_intervals_have_it(cells: list[Cell], words: str) -> None:
    console = Console(width=160, record=True, file=StringIO())
    for part in sign_lines("case", 730, [*cells, cells[0]._replace(effect=None, runs=0)]):
        console.print(part)
    text = console.export_text()
    assert words in text
    assert "no runs" in text
    assert "730 days" in text


def test_percent_rounds_for_readers() -> None:
    assert percent(0.12345) == "12.3 %"


def test_the_effect_has_a_sign_and_an_interval() -> None:
    assert "+1.0 points (95 %: -2.0 to +4.0)" in effect_line("x", (0.01, -0.02, 0.04))
