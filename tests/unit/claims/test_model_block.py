"""Blocks of claims say what is wrong with them before anything is run."""

from __future__ import annotations

from typing import Any

import pytest

from interregnum.claims.load import load_ledger
from interregnum.claims.model_block import block_of
from interregnum.errors import ScenarioError

LEDGER = "khodorkovsky-2023"


def content(**changes: Any) -> dict[str, Any]:
    block: dict[str, Any] = {
        "reading": "with against without",
        "arms": {
            "one": {"words": "with", "settings": {"mutiny.happens": True}},
            "two": {"words": "without"},
        },
        "quantity": {"name": "removed"},
        "contrast": {"kind": "pair", "arms": ["one", "two"]},
    }
    return {**block, **changes}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quantity": {"name": "remved"}}, "did you mean removed"),
        ({"contrast": {"kind": "pair", "arms": ["one"]}}, "takes 2 arms"),
        ({"contrast": {"kind": "pair", "arms": ["one", "tow"]}}, "names the arm tow"),
        ({"contrast": {"kind": "rank", "arms": ["one"]}}, "compete"),
        ({"arms": {}}, "is missing"),
        ({"testable": False}, "not tested has none"),
        ({"half_lives": ["belief.men"]}, "not followed"),
        ({"regions": [{"words": "nowhere"}]}, "restricts nothing"),
        ({"quantity": {"name": "removed", "given": "belief.mean@30"}}, "no event"),
        ({"quantity": {"name": "removed", "given": "uprising", "given_arm": "x"}}, "names the arm"),
        ({"arms": {"one": {"words": "w", "settings": {"places": []}}}}, "true, false, a number"),
    ],
)
def test_a_wrong_block_is_refused_with_its_key(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=told) as found:
        block_of("C99", content(**changes))
    assert str(found.value).startswith("C99: model.")


def test_a_claim_without_a_block_is_refused() -> None:
    with pytest.raises(ScenarioError, match="C99: model: is missing"):
        block_of("C99", None)


def test_every_claim_of_the_reference_ledger_says_how_the_model_tests_it() -> None:
    for claim in load_ledger(LEDGER).claims:
        assert block_of(claim.claim, claim.model).reading


def test_no_arm_that_decides_fixes_what_a_claim_leaves_open() -> None:
    from interregnum.claims.interventions import base_case, fixed_open

    for claim in load_ledger(LEDGER).claims:
        block = block_of(claim.claim, claim.model)
        if block.testable:
            assert fixed_open(base_case(block, "mutiny-2023", "prior"), block) == []
