"""A judged ledger from Python: one claim, a table, and a page."""

from __future__ import annotations

from pathlib import Path

import pytest

import interregnum as ir
from interregnum.errors import StudyError, UsageError


def test_a_claim_is_had_by_its_id() -> None:
    ledger = ir.ledger()
    assert ledger["C08"]["id"] == "C08"
    assert len(ledger) == 24
    assert repr(ledger) == "<JudgedLedger: 24 claims of khodorkovsky-2023>"


def test_an_unknown_claim_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean"):
        ir.ledger()["C99"]


def test_the_table_has_a_row_a_claim() -> None:
    table = ir.ledger("chenoweth-stephan-2011").table
    assert list(table["id"]) == [f"S{place:02d}" for place in range(1, 9)]
    assert {"model_verdict", "record_verdict"} <= set(table.columns)


def test_the_page_is_written_whole(tmp_path: Path) -> None:
    file = ir.ledger().report(tmp_path / "ledger.html")
    assert file.read_text("utf-8").rstrip().endswith("</html>")
    with pytest.raises(StudyError, match="nothing was written"):
        ir.ledger().report(tmp_path / "nowhere" / "ledger.html")
