"""Placebos are admissible settings of every case that claims are tested in."""

from __future__ import annotations

import pytest

from interregnum.claims.interventions import base_case, lived_arm
from interregnum.claims.load import load_ledger
from interregnum.claims.model_placebos import PLACEBOS, under_placebo
from interregnum.claims.model_test import bench_test
from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.structures import Structure


@pytest.mark.parametrize("name", sorted(PLACEBOS))
def test_every_claim_can_be_run_under_it(name: str) -> None:
    settings = PLACEBOS[name].settings
    for claim in load_ledger("khodorkovsky-2023").claims:
        block = claim.model
        assert block is not None
        if block.testable:
            case = base_case(block, "mutiny-2023", "prior", settings)
            values = {row.name: row.value for row in plan_of(case).parameters}
            assert all(values[key] == value for key, value in settings.items())
            for arm in list(block.arms.values())[:1]:
                lived_arm(case, arm, Structure("", None))


def test_frailty_is_excitation_without_the_jump() -> None:
    frailty, excitation = (dict(PLACEBOS[name].settings) for name in ("frailty", "excitation"))
    assert frailty.pop("opportunity.excitation_jump") == 0.0
    assert frailty == excitation


def test_an_unknown_placebo_is_refused_with_the_nearest() -> None:
    with bench_test(100, 1, 1) as test, pytest.raises(ScenarioError, match="did you mean frailty"):
        under_placebo(test, "frailt")
