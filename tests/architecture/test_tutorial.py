"""The tutorial runs from top to bottom and prints what its text says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from executed_page import BLOCK, NUMBER, Executed, executed

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorials" / "from-granovetter-to-the-headline.md"
TEXT = PAGE.read_text(encoding="utf-8")
MODELS_PAGE = ROOT / "docs" / "explanation" / "models-in-the-reference-model.md"
# Four standard errors of a share of 200 runs are at most .14; of these paired effects, .11.
ROOM = 0.12


def simulated(run: Executed) -> bool:
    """Return whether a block's numbers move with every revision of the model."""
    return ".run(" in run.code


@pytest.fixture(scope="module")
def runs() -> list[Executed]:
    """Execute all blocks in order, in one namespace."""
    return executed(PAGE)


def test_no_block_is_left_out() -> None:
    found = BLOCK.findall(TEXT)
    assert len(found) == TEXT.count("```python") > 8
    assert sum(bool(said) for _, said in found) == TEXT.count("```text")
    # Whatever prints is followed by what it prints.
    assert [bool(said) for _, said in found] == ["print(" in code for code, _ in found]


def test_solved_models_print_what_the_text_says(runs: list[Executed]) -> None:
    solved = [run for run in runs if not simulated(run)]
    assert len(solved) >= 6
    for run in solved:
        assert run.printed == run.said


def test_simulated_studies_print_nearly_what_the_text_says(runs: list[Executed]) -> None:
    moving = [run for run in runs if simulated(run)]
    assert len(moving) == 3
    for run in moving:
        assert NUMBER.sub("#", run.printed) == NUMBER.sub("#", run.said)
        ours = [float(x) for x in NUMBER.findall(run.printed)]
        assert ours == pytest.approx([float(x) for x in NUMBER.findall(run.said)], abs=ROOM)


def test_the_prose_repeats_the_printed_numbers(runs: list[Executed]) -> None:
    """Figures that the argument leans on, outside the blocks."""
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S)
    printed = " ".join(run.printed for run in runs)
    for figure in ("0.629", "0.371", "1.73", "0.217", "-0.77", "0.85"):
        assert figure in printed
        # The prose leaves out the zero before the point.
        assert re.search(rf"(?<![\d.]){re.escape(figure.replace('0.', '.', 1))}(?!\d)", prose)


def test_the_page_on_models_names_only_parameters_that_there_are() -> None:
    from interregnum.declare import parameters_of
    from interregnum.mechanisms import MECHANISMS

    known = {parameter.name for m in MECHANISMS for parameter in parameters_of(m)}
    groups = "|".join(m.name for m in MECHANISMS)
    text = MODELS_PAGE.read_text(encoding="utf-8") + TEXT
    named = set(re.findall(rf"[`\"]((?:{groups})\.\w+)[`\"]", text))
    assert len(named) > 10
    assert named <= known
