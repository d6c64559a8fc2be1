"""The whole test of one claim on few runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.claims.evidence_of_model import as_plain, evidence_from
from interregnum.claims.load import load_ledger
from interregnum.claims.model_design import layout_of
from interregnum.claims.model_test import ModelTest, bench_test
from interregnum.claims.schema import Claim
from interregnum.errors import ScenarioError


def claim_of(name: str, *structures: str) -> Claim:
    claim = load_ledger("khodorkovsky-2023").claim(name)
    assert claim.model is not None
    return claim.model_copy(
        update={"model": claim.model.model_copy(update={"structures": structures, "beside": ()})}
    )


def plain(test: ModelTest) -> ModelTest:
    return ModelTest(bench=test.bench, parameters="prior", searches=False, simulates=False)


def test_too_few_runs_are_refused() -> None:
    with pytest.raises(ScenarioError, match="runs = 20 are too few"):
        layout_of(20)


def test_a_claim_that_the_model_cannot_test_says_so_without_a_run() -> None:
    claim = load_ledger("khodorkovsky-2023").claim("C08")
    untold = claim.model_copy(update={"model": {"testable": False, "reading": "no such thing"}})
    with bench_test(100, 1, 1) as test:
        found = test._own_evidence(untold)
    assert (found.testable, found.reason, found.runs) == (False, "no such thing", 0)


def test_evidence_is_the_same_when_it_goes_on_from_a_folder(tmp_path: Path) -> None:
    claim = claim_of("C03", "selection=largest")
    found = []
    for folder in (tmp_path / "one", tmp_path / "one", None):
        with bench_test(100, 4, 1, folder) as test:
            found.append(plain(test).evidence(claim))
    assert found[0] == found[1] == found[2]
    assert evidence_from(as_plain(found[0])) == found[0]
    assert set(found[0].structures) == {"as in the scenario", "selection=largest"}
    assert found[0].pooled is not None
    total = found[0].pooled.p_plus + found[0].pooled.p_zero + found[0].pooled.p_minus
    assert total == pytest.approx(1.0)


def test_arms_that_claims_share_are_run_once(tmp_path: Path) -> None:
    told: list[str] = []
    with bench_test(100, 4, 1, tmp_path, lambda words, done, of: told.append(words)) as test:
        for name in ("C20", "C22"):
            plain(test).evidence(claim_of(name))
            said, told[:] = list(told), []
            if name == "C22":
                assert said == []
