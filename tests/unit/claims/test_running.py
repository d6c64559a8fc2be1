"""A ledger's run keeps what has landed, goes on from it, and writes the same bytes again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from interregnum.claims import model_test
from interregnum.claims.evidence_of_model import (
    AssumedSearch,
    Beside,
    Deciding,
    ModelEvidence,
    Odds,
    RecordsEstimator,
    Region,
    as_plain,
    evidence_from,
)
from interregnum.claims.load import Ledger, load_ledger
from interregnum.claims.results import claim_rows, read_results, text_of
from interregnum.claims.running import RunOrder, run_ledger
from interregnum.claims.schema import Claim
from interregnum.claims.template import write_template
from interregnum.errors import StudyError, UsageError
from interregnum.report.claim_sentences import model_sentences
from interregnum.report.ledger_page import ledger_page
from interregnum.report.ledger_texts import ledger_markdown


def made_evidence(claim: str) -> ModelEvidence:
    """Return evidence with every field filled."""
    odds = Odds(0.97, 0.02, 0.01, 0.2, 0.1, 0.3, 0.01, 2000)
    return ModelEvidence(
        claim=claim,
        testable=True,
        reason="made up",
        pooled=odds,
        structures={"selection=focal": odds, "selection=largest": odds},
        passing=("selection=focal", "selection=largest"),
        gate_passed=True,
        prior_share=0.25,
        assumed_search=AssumedSearch(2500, True, True, -0.1, 0.4),
        regions=(Region("precise news", 0.99, 0.0, True, 0.5, 0.9),),
        deciding=(Deciding("public_signal.exposure_precision", 0.4, "prior"),),
        beside=(Beside("within one year", 0.1, 0.05, 0.15),),
        number_c=RecordsEstimator(
            "after_failure.irregular_exit_2y_difference.failed", 0.1, 0, 0.2, 90
        ),
        runs=8000,
        seed=1,
        commands=("interregnum claims run C01",),
        series={"levels": [0.0, 0.5, 1.0], "quantiles": [0.0, 0.2, 0.5]},
    )


@dataclass(frozen=True)
class MadeTest:
    """Stands for the model's test; counts what it is asked."""

    asked: list[str] = field(default_factory=list)
    scenario: str = ""
    parameters: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    searches: bool = True

    def __enter__(self) -> MadeTest:
        return self

    def __exit__(self, *told: object) -> None:
        return None

    def evidence(self, claim: Claim) -> ModelEvidence:
        self.asked.append(claim.claim)
        return made_evidence(claim.claim)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a made-up model's test in place of the real one; return what it is asked."""
    test = MadeTest()
    monkeypatch.setattr(model_test, "bench_test", lambda *_: test)
    return test.asked


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    write_template(tmp_path / "mine")
    return load_ledger(tmp_path / "mine")


def test_placebos_stand_beside(ledger: Ledger, asked: list[str], tmp_path: Path) -> None:
    results = run_ledger(ledger, order(tmp_path / "judged", placebos=True))
    assert asked == ["C01"] * 4
    assert {row["C01"]["verdict"] for row in results["placebos"].values()} == {"supported"}
    page = ledger_page(results, claim_rows(results), ("", []), "made up")
    assert 'id="placebos"' in page


def order(folder: Path, **changes: Any) -> RunOrder:
    return RunOrder(folder=folder, unregistered=True)._replace(**changes)


def test_evidence_survives_the_way_through_a_file() -> None:
    made = made_evidence("C01")
    assert evidence_from(json.loads(json.dumps(as_plain(made)))) == made


def test_a_run_keeps_evidence_and_results(ledger: Ledger, asked: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "judged"
    results = run_ledger(ledger, order(folder))
    assert asked == ["C01"]
    assert (folder / "evidence" / "C01.json").is_file()
    assert json.loads(text_of(results)) == read_results(folder)
    row = claim_rows(read_results(folder))[0]
    assert (row["model_verdict"], row["model_effect"]) == ("supported", 0.2)
    assert row["model_unit"] == "difference of shares"


def test_a_run_goes_on_from_what_had_landed(
    ledger: Ledger, asked: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "judged"
    run_ledger(ledger, order(folder))
    before = (folder / "ledger.json").read_bytes()
    run_ledger(ledger, order(folder, resume=True))
    assert asked == ["C01"]
    assert (folder / "ledger.json").read_bytes() == before


def test_evidence_of_other_runs_is_not_taken(
    ledger: Ledger, asked: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "judged"
    run_ledger(ledger, order(folder))
    run_ledger(ledger, order(folder, resume=True, runs=9000))
    assert asked == ["C01", "C01"]


def test_a_torn_evidence_is_refused_by_name(
    ledger: Ledger, asked: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "judged"
    run_ledger(ledger, order(folder))
    (folder / "evidence" / "C01.json").write_text("{", "utf-8")
    with pytest.raises(StudyError, match=r"C01\.json"):
        run_ledger(ledger, order(folder, resume=True))


def test_going_on_needs_a_folder(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="--out"):
        run_ledger(ledger, RunOrder(unregistered=True, resume=True, record_only=True))


def test_every_part_of_the_evidence_is_told(
    ledger: Ledger, asked: list[str], tmp_path: Path
) -> None:
    results = run_ledger(ledger, order(tmp_path / "judged"))
    told = " ".join(model_sentences(results["claims"][0]))
    for words in (
        "The model supports the claim.",
        "+20.0 points (95 % interval +10.0 points to +30.0 points)",
        "with a probability of 97 %",
        "Where precise news",
        "public_signal.exposure_precision (40 %)",
        "Among 2,500 admissible points, points of both signs were found.",
        "Counted as the record counts, over 90 simulated cases",
    ):
        assert words in told
    rows = claim_rows(results)
    page = ledger_page(results, rows, ("", []), "made up")
    assert page.count('class="claim"') >= 3
    assert "within one year: +10.0 points (+5.0 points to +15.0 points)" in page
    assert "The model supports the claim." in ledger_markdown(results, rows)
