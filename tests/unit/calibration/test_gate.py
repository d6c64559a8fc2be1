"""The words follow from the checks, and from nothing else."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pytest

from interregnum.calibration.chain_checks import ChainChecks
from interregnum.calibration.coverage import Coverage
from interregnum.calibration.findings import Findings, gate_of
from interregnum.calibration.gate import gate_from_json
from interregnum.calibration.identification import identification
from interregnum.calibration.predictive import FactCheck, Predictive
from interregnum.calibration.reliability import Reliability
from interregnum.calibration.simulation_based import SimulationBased, Uniformity
from interregnum.errors import ScenarioError

NAMES = ("narrow", "wide")
EVEN = np.linspace(0.0, 1.0, 501)[:, None]
GOOD, BAD = (Uniformity(chi_squared_p=p, envelope_p=p, deviation=0.05) for p in (0.4, 1e-4))
INSIDE = FactCheck(
    name="fact", record=0.0, low=-1.0, median=0.0, high=1.0, inside=True,
    inside_with_discrepancy=True, width_ratio=1.2, interval_score=2.0,
)  # fmt: skip


def findings(**changes: Any) -> Findings:
    """Return findings in which all is well, but for some changes."""
    whole = Findings(
        ranks=SimulationBased(
            ranks=np.zeros((200, 2)), uniformity=(GOOD, GOOD), effective=600.0, left_out=0
        ),
        covered=Coverage(shares=(0.9, 0.92), pooled=0.91, sets=50, level=0.9, effective=600.0),
        predicted=Predictive(facts=(INSIDE,) * 10, joint_p=0.4, joint_p_weighted=0.5),
        identified=identification({"focal": np.hstack((0.3 * EVEN, EVEN))}, NAMES),
        chain=ChainChecks(
            autocorrelation_steps=30.0, effective=3_000.0, r_hat=1.01, acceptance=0.3,
            shift=1.0, spread_ratio=1.02, steps=2_000,
        ),
        emulated=Reliability(facts=(), inside_half=0.5, inside_ninety=0.9, spread=1.0),
    )  # fmt: skip
    return dataclasses.replace(whole, **changes)


def test_where_all_is_well_only_the_narrow_parameter_is_identified() -> None:
    gate = gate_of(findings())
    assert gate.passed
    assert gate.word() == "calibrated"
    assert gate.word_for("narrow") == "calibrated, identified"
    assert gate.word_for("wide") == "calibrated, not identified"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (
            "predictive",
            {"predicted": Predictive(facts=(INSIDE,), joint_p=0.01, joint_p_weighted=1)},
        ),
        ("chain", {"chain": dataclasses.replace(findings().chain, r_hat=1.2)}),
        ("chain", {"chain": dataclasses.replace(findings().chain, shift=9.0)}),
        ("emulator", {"emulated": dataclasses.replace(findings().emulated, inside_ninety=0.6)}),
        ("coverage", {"covered": dataclasses.replace(findings().covered, pooled=0.7)}),
    ],
)
def test_a_part_of_the_whole_that_fails_takes_all_words_away(
    part: str, change: dict[str, Any]
) -> None:
    gate = gate_of(findings(**change))
    assert not gate.passed
    assert not gate.part(part).passed
    assert gate.word() == "not calibrated"
    assert {gate.word_for(name) for name in NAMES} == {"not calibrated, not identified"}


def test_ranks_of_one_parameter_take_only_its_own_word_away() -> None:
    ranks = dataclasses.replace(findings().ranks, uniformity=(BAD, GOOD))
    gate = gate_of(findings(ranks=ranks))
    assert not gate.passed
    assert gate.word() == "not calibrated"
    assert gate.word_for("narrow") == "not calibrated, not identified"
    assert gate.word_for("wide") == "calibrated, not identified"


def test_coverage_of_one_parameter_takes_only_its_own_word_away() -> None:
    covered = dataclasses.replace(findings().covered, shares=(0.6, 1.0), pooled=0.8)
    gate = gate_of(findings(covered=covered))
    assert not gate.part("coverage").passed
    assert gate.word_for("narrow") == "not calibrated, not identified"
    assert gate.word_for("wide") == "calibrated, not identified"


def test_the_way_through_a_file_changes_nothing_and_forged_words_are_not_believed() -> None:
    gate = gate_of(findings(chain=dataclasses.replace(findings().chain, r_hat=1.2)))
    content = json.loads(json.dumps(gate.as_json(), allow_nan=False))
    assert content["words"]["narrow"] == "not calibrated, not identified"
    content["words"]["narrow"] = "calibrated, identified"
    content["passed"] = True
    again = gate_from_json(content)
    assert again == gate
    assert again.word_for("narrow") == "not calibrated, not identified"


def test_a_parameter_that_was_not_fitted_has_no_word() -> None:
    with pytest.raises(ScenarioError, match="narow was not fitted; did you mean narrow"):
        gate_of(findings()).word_for("narow")


def test_what_is_no_gate_is_refused() -> None:
    with pytest.raises(ScenarioError, match="not the content of a gate"):
        gate_from_json({"parts": []})
    with pytest.raises(ScenarioError, match="no part rank"):
        gate_of(findings()).part("rank")


def test_checks_of_different_fits_are_refused() -> None:
    covered = dataclasses.replace(findings().covered, shares=(0.9,))
    with pytest.raises(ScenarioError, match=r"of \[1, 2\] parameters"):
        gate_of(findings(covered=covered))
