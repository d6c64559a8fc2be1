"""Lines about twins: runs that change both ways, returns within 90 days, nothing moved."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from rich.console import Console

from interregnum.experiments.pairing import Effect, paired_effect
from interregnum.experiments.twins import Flips, Move
from interregnum.intervals import Interval
from interregnum.report.twins_lines import effect_text, factorial_parts, pair_parts

NOBODY = Flips(Interval(0.0, 0.0, 0.04), ())
NAMES = ("sanctions=true", "sanctions=false")


def printed(parts: list[Any]) -> str:
    console = Console(file=io.StringIO(), width=120)
    for part in parts:
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return " ".join(console.file.getvalue().split())


def effect(first: list[int], second: list[int]) -> Effect:
    return paired_effect("removed", "1", np.array(first), np.array(second))


def test_runs_that_change_both_ways_are_counted_apart() -> None:
    both_ways = effect([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
    text = printed(pair_parts([both_ways], NOBODY, NAMES, runs=10, moved=True))
    assert "30.0 % of runs only in the first, 20.0 % only in the second" in text
    one_way = effect([1, 1, 1, 0], [0, 0, 0, 0])
    assert "both ways" not in printed(pair_parts([one_way], NOBODY, NAMES, runs=4, moved=True))


def test_removals_that_became_short_falls_are_told() -> None:
    moves = (
        Move("democracy", "returned", 3, 0.03),
        Move("insider", "returned", 1, 0.01),
        Move("survives", "returned", 9, 0.09),
    )
    flips = Flips(Interval(0.04, 0.01, 0.1), moves)
    text = printed(pair_parts([effect([1, 0], [0, 0])], flips, NAMES, runs=100, moved=True))
    assert "In 4.0 % of runs a lasting removal in the second" in text
    assert "fell, back within 90 days (S) │ 9 │ 9.0 %" in text


def test_a_switch_that_moved_nothing_is_called_so() -> None:
    same = effect([1, 0], [1, 0])
    text = printed(pair_parts([same], NOBODY, NAMES, runs=2, moved=False))
    assert "sanctions=true moved nothing: not one event of one run differs." in text
    text = printed(factorial_parts([same], runs=2, branches=4, moved=False))
    assert "The switches moved nothing" in text


def test_effects_carry_their_unit() -> None:
    days = Effect("", "exit_day", "d", -12.0, -20.0, -4.0, 2.0)
    assert effect_text(days) == "-12.0 d (-20.0 to -4.0)"
    assert effect_text(days._replace(unit="1", estimate=-0.12)).startswith("-12.0 (")
