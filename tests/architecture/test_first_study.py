"""The first tutorial runs from load to report and prints what its text says."""

from __future__ import annotations

from pathlib import Path

import pytest

from executed_page import BLOCK, NUMBER, Executed, executed

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorials" / "first-study.md"
TEXT = PAGE.read_text(encoding="utf-8")
# Four standard errors of a share of 200 runs are at most .14.
ROOM = 0.14
SIMULATED = ("study.outcomes()", ".effect()", "removed")


def simulated(run: Executed) -> bool:
    """Return whether a block's numbers move with every revision of the model."""
    return any(word in run.code for word in SIMULATED)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Executed]:
    """Execute all blocks; what they write goes to a folder of the test's."""
    import tempfile

    with pytest.MonkeyPatch.context() as patch:
        # A reader of the page has the posterior that comes with the package.
        patch.delenv("INTERREGNUM_POSTERIOR", raising=False)
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("tutorial")))
        return executed(PAGE)


def test_no_block_is_left_out() -> None:
    found = BLOCK.findall(TEXT)
    assert len(found) == TEXT.count("```python") == TEXT.count("```text") == 7
    assert all("print(" in code and said for code, said in found)


def test_it_is_a_notebook_in_the_form_of_jupytext() -> None:
    head = TEXT.split("---\n")[1]
    assert "format_name: markdown" in head
    assert "kernelspec:" in head


def test_what_is_not_simulated_prints_what_the_text_says(runs: list[Executed]) -> None:
    sure = [run for run in runs if not simulated(run)]
    assert len(sure) == 3
    for run in sure:
        assert run.printed == run.said


def test_what_is_simulated_prints_nearly_what_the_text_says(runs: list[Executed]) -> None:
    moving = [run for run in runs if simulated(run)]
    assert len(moving) == 4
    for run in moving:
        assert NUMBER.sub("#", run.printed) == NUMBER.sub("#", run.said)
        if "removed" not in run.code.split("=")[0]:
            ours = [float(x) for x in NUMBER.findall(run.printed)]
            assert ours == pytest.approx([float(x) for x in NUMBER.findall(run.said)], abs=ROOM)
