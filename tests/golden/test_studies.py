"""Did results change? Golden studies guard against changes that nobody meant."""

from __future__ import annotations

import json

import pytest

from golden.studies import CASES, GOLDEN, summary
from interregnum.version import MODEL_VERSION

STORED = json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_the_golden_file_is_of_this_model_version() -> None:
    assert STORED["model"] == MODEL_VERSION


@pytest.mark.parametrize("name", list(CASES))
def test_results_have_not_changed(name: str) -> None:
    now, then = summary(CASES[name]), STORED["studies"][name]
    for column in ("outcome", "day", "mode", "violence", "events"):
        assert now[column] == then[column]
    for column in ("deaths", "sizes", "exposure"):
        assert now[column] == pytest.approx(then[column], rel=1e-9, abs=1e-9)
