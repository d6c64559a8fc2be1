"""What a reader is told."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from interregnum.experiments.outcomes import ExitDays, Outcomes, Share
from interregnum.report.tables import effect_line, outcome_tables, percent

OUTCOMES = Outcomes(
    10,
    (Share("survives", 4, 0.4, 0.17, 0.69), Share("removed", 6, 0.6, 0.31, 0.83)),
    (Share("4 uprising", 6, 0.6, 0.31, 0.83),),
    (Share("deal", 10, 1.0, 0.72, 1.0),),
    ExitDays(1.0, 5.0, 90.0),
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


def test_percent_rounds_for_readers() -> None:
    assert percent(0.12345) == "12.3 %"


def test_the_effect_has_a_sign_and_an_interval() -> None:
    assert "+1.0 points (95 %: -2.0 to +4.0)" in effect_line("x", (0.01, -0.02, 0.04))
