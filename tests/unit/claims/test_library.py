"""The ledgers of the package: whole, valid, neutral, and with their counter-evidence."""

from __future__ import annotations

import re

import pytest

from interregnum.claims.checking import checked_ledger
from interregnum.claims.load import Ledger
from interregnum.claims.location import library_names
from interregnum.claims.record_draws import library_effects, shipped_draws
from interregnum.claims.record_tests import record_evidence, shipped_record
from interregnum.evidence.shipping import shipped_table

REFERENCE = "khodorkovsky-2023"


@pytest.fixture(scope="module", params=library_names())
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return checked_ledger(request.param)


def test_the_reference_ledger_has_all_24_claims() -> None:
    numbers = {claim.number for claim in checked_ledger(REFERENCE).claims}
    assert numbers == {f"C{place:02d}" for place in range(1, 25)}


def test_the_second_ledger_has_six_claims_or_more() -> None:
    assert len(checked_ledger("chenoweth-stephan-2011").claims) >= 6


def test_every_claim_says_how_the_model_tests_it_or_why_not(ledger: Ledger) -> None:
    assert all(claim.model is not None and claim.model.reading for claim in ledger.claims)


def test_what_the_text_leaves_out_stands_beside(ledger: Ledger) -> None:
    assert ledger.head.counter_evidence


def test_no_effect_speaks_of_a_year_after_1989(ledger: Ledger) -> None:
    record = shipped_record()
    for claim in ledger.claims:
        evidence = record_evidence(claim, record)
        for test in (*evidence.tests, *(test for _, test in evidence.strata)):
            years = [int(year) for year in re.findall(r"\d{4}", test.period)]
            assert max(years) <= 1989, (claim.claim, test.effect)


def test_roles_stand_where_persons_would() -> None:
    names = re.compile(r"Putin|Prigozhin|Wagner|Rostov|Kremlin|Russia|Ukrain", re.IGNORECASE)
    for claim in checked_ledger(REFERENCE).claims:
        told = " ".join((claim.title, claim.paraphrase, claim.quantity, claim.contrast))
        assert not names.search(told), claim.claim


def test_every_deciding_effect_that_has_draws_is_shipped_with_4000() -> None:
    table = shipped_draws()
    assert table.draws == 4000
    skills = {effect.name for effect in table.skills}
    missing = set(library_effects()) - set(table.quantiles) - skills
    # A regression's interval comes with errors clustered by country, not with draws.
    assert all("odds_ratio" in name for name in missing)


def test_shipped_draws_belong_to_the_shipped_effects() -> None:
    effects = {effect.name: effect for effect in shipped_table().effects}
    for name, quantiles in shipped_draws().quantiles.items():
        effect = effects[name]
        low, high = quantiles[10], quantiles[390]
        width = max(effect.high - effect.low, 1e-9)
        assert abs(low - effect.low) < 0.15 * width, name
        assert abs(high - effect.high) < 0.15 * width, name
