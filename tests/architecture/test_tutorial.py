"""The tutorial runs from top to bottom and prints what its text says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorials" / "from-granovetter-to-the-headline.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.M | re.S)
MODELS_PAGE = ROOT / "docs" / "explanation" / "models-in-the-reference-model.md"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
# Four standard errors of a share of 200 runs are at most .14; of these paired effects, .11.
ROOM = 0.12


class Run(NamedTuple):
    """A block that was executed: its code, what the page says it prints, and what it printed."""

    code: str
    said: str
    printed: str

    @property
    def simulated(self) -> bool:
        """Whether it ran the model, whose numbers move with every revision."""
        return ".run(" in self.code


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    """Execute all blocks in order, in one namespace."""
    names: dict[str, Any] = {}
    done = []
    for code, said in BLOCK.findall(TEXT):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(PAGE), "exec"), names)
        done.append(Run(code, said, printed.getvalue()))
    return done


def test_no_block_is_left_out() -> None:
    found = BLOCK.findall(TEXT)
    assert len(found) == TEXT.count("```python") > 8
    assert sum(bool(said) for _, said in found) == TEXT.count("```text")
    # Whatever prints is followed by what it prints.
    assert [bool(said) for _, said in found] == ["print(" in code for code, _ in found]


def test_solved_models_print_what_the_text_says(runs: list[Run]) -> None:
    solved = [run for run in runs if not run.simulated]
    assert len(solved) >= 6
    for run in solved:
        assert run.printed == run.said


def test_simulated_studies_print_nearly_what_the_text_says(runs: list[Run]) -> None:
    simulated = [run for run in runs if run.simulated]
    assert len(simulated) == 3
    for run in simulated:
        assert NUMBER.sub("#", run.printed) == NUMBER.sub("#", run.said)
        ours = [float(x) for x in NUMBER.findall(run.printed)]
        assert ours == pytest.approx([float(x) for x in NUMBER.findall(run.said)], abs=ROOM)


def test_the_prose_repeats_the_printed_numbers(runs: list[Run]) -> None:
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
