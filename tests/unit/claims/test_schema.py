"""A claim's file says what it must, and what is wrong is told with its place and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from interregnum.claims.kinds import TERMS, Kind, Measure, terms_of
from interregnum.claims.load import load_ledger
from interregnum.claims.schema import json_schema
from interregnum.claims.template import write_template
from interregnum.errors import ScenarioError
from made_claims import CLAIM, made_claim


def test_every_kind_brings_its_terms() -> None:
    assert set(TERMS) == set(Kind)
    assert terms_of(Kind.CONTRAST, Measure.LOG_RATIO).band == pytest.approx(0.22314, abs=1e-5)
    assert terms_of(Kind.POSSIBLE).reference == 0.05


@pytest.mark.parametrize(
    "change",
    [
        {"reference": 0.1},
        {"indifference": 0.1},
        {"kind": "necessity", "reference": 0.15, "direction": 1},
        {"paragraph": []},
        {"claim": "first"},
        {"part_of": "C02", "claim": "C01a"},
        {"record": {"testable": True, "why": "none named"}},
        {"record": {**CLAIM["record"], "testable": False}},
    ],
)
def test_a_claim_that_contradicts_itself_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        made_claim(**change)


def test_a_reference_of_its_own_needs_a_reason() -> None:
    own = {"kind": "possible", "reference": 0.25, "indifference": 0.02}
    with pytest.raises(ValidationError):
        made_claim(**own)
    assert made_claim(**own, departs="A serious chance is one in four.").reference == 0.25


def test_more_than_three_strata_are_refused() -> None:
    stratum = {"words": "some", "estimand": {"effect": "a.b", "words": "a"}}
    with pytest.raises(ValidationError):
        made_claim(record={**CLAIM["record"], "strata": [stratum] * 4})


def test_the_schema_names_every_key() -> None:
    assert set(CLAIM) <= set(json_schema()["properties"])
    assert "counter_evidence" in json_schema(head=True)["properties"]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    write_template(tmp_path / "mine")
    return tmp_path / "mine"


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: contrast", "kind: contrst", "did you mean contrast?"),
        ("reference: 0.0", "reference: 0.1", "a contrast has 0"),
        ("cannot_see:", "cant_see:", "did you mean cannot_see?"),
        ("paragraph: [1]", "paragraph: [0]", "paragraph[0] = 0"),
        ("claim: C01", "claim: C02", "name the file C02.yaml"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(ledger: Path, old: str, new: str, told: str) -> None:
    rewrite(ledger / "C01.yaml", old, new)
    with pytest.raises(ScenarioError, match=r"C01\.yaml") as caught:
        load_ledger(ledger)
    assert told in str(caught.value)


def test_no_claim_of_the_list_may_be_dropped(ledger: Path) -> None:
    rewrite(ledger / "ledger.yaml", "claims: [C01]", "claims: [C01, C02]")
    with pytest.raises(ScenarioError, match="none may be dropped"):
        load_ledger(ledger)


def test_no_file_may_stand_outside_the_list(ledger: Path) -> None:
    (ledger / "C09.yaml").write_text("claim: C09\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="not in the list"):
        load_ledger(ledger)
