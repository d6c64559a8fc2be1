"""What was found and what was not is told, without pretending that counts are chances."""

from __future__ import annotations

from rich.console import Console

from interregnum.experiments.combinations import Combination
from interregnum.report.diversity_lines import FoundLine, diversity_parts

FOUND = [FoundLine(Combination("survives"), 90, 45, 3)]


def said(missing: list[Combination], unforeseen: list[Combination]) -> str:
    console = Console(width=200, record=True, quiet=False)
    with console.capture() as captured:
        for part in diversity_parts(FOUND, missing, unforeseen, budget=100, repeated=1):
            console.print(part)
    return captured.get()


def test_what_is_missing_is_named() -> None:
    text = said([Combination("fragmentation", 9, 2)], [])
    assert "1 of 2 possible combinations found in 100 runs" in text
    assert "Never found, so rare or impossible in this model: fragmentation" in text
    assert "no probabilities" in text
    assert "1 of 1 examples" in text


def test_what_nobody_foresaw_is_named_and_all_found_is_no_gap() -> None:
    assert "do not allow it: survives." in said([], [Combination("survives")])
    assert "Never found" not in said([], [])
