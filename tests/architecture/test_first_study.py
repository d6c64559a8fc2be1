"""The first tutorial runs from load to report and prints what its text says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorials" / "first-study.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.M | re.S)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
# Four standard errors of a share of 200 runs are at most .14.
ROOM = 0.14
SIMULATED = ("study.outcomes()", ".effect()", "removed")


class Run(NamedTuple):
    """A block that was executed: its code, what the page says it prints, and what it printed."""

    code: str
    said: str
    printed: str

    @property
    def simulated(self) -> bool:
        """Whether its numbers move with every revision of the model."""
        return any(word in self.code for word in SIMULATED)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Execute all blocks in order, in one namespace."""
    import tempfile

    names: dict[str, Any] = {}
    done = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("tutorial")))
        for code, said in BLOCK.findall(TEXT):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(code, str(PAGE), "exec"), names)
            done.append(Run(code, said, printed.getvalue()))
    return done


def test_no_block_is_left_out() -> None:
    found = BLOCK.findall(TEXT)
    assert len(found) == TEXT.count("```python") == TEXT.count("```text") == 7
    assert all("print(" in code and said for code, said in found)


def test_it_is_a_notebook_in_the_form_of_jupytext() -> None:
    head = TEXT.split("---\n")[1]
    assert "format_name: markdown" in head
    assert "kernelspec:" in head


def test_what_is_not_simulated_prints_what_the_text_says(runs: list[Run]) -> None:
    sure = [run for run in runs if not run.simulated]
    assert len(sure) == 3
    for run in sure:
        assert run.printed == run.said


def test_what_is_simulated_prints_nearly_what_the_text_says(runs: list[Run]) -> None:
    simulated = [run for run in runs if run.simulated]
    assert len(simulated) == 4
    for run in simulated:
        assert NUMBER.sub("#", run.printed) == NUMBER.sub("#", run.said)
        if "removed" not in run.code.split("=")[0]:
            ours = [float(x) for x in NUMBER.findall(run.printed)]
            assert ours == pytest.approx([float(x) for x in NUMBER.findall(run.said)], abs=ROOM)
