"""All checks of a fit, brought together before the gate."""

from __future__ import annotations

import dataclasses

from interregnum.calibration.chain_checks import LARGEST_R_HAT, LEAST_LENGTHS, ChainChecks
from interregnum.calibration.coverage import HIGHEST, LOWEST, Coverage
from interregnum.calibration.gate import Gate, ParameterGate, Part
from interregnum.calibration.identification import Identification
from interregnum.calibration.predictive import LEAST_INSIDE, LEAST_P, WIDEST, Predictive
from interregnum.calibration.reliability import Reliability
from interregnum.calibration.simulation_based import SimulationBased
from interregnum.errors import ScenarioError


@dataclasses.dataclass(frozen=True, kw_only=True)
class Findings:
    """What the checks found.

    Parameters
    ----------
    ranks
        Of simulated data.
    covered
        By intervals, on held-out design points.
    predicted
        Of the record.
    identified
        One a parameter, in the order of the fit.
    chain
        Convergence of the draws.
    emulated
        Reliability of the emulator.
    """

    ranks: SimulationBased
    covered: Coverage
    predicted: Predictive
    identified: tuple[Identification, ...]
    chain: ChainChecks
    emulated: Reliability


def gate_of(findings: Findings) -> Gate:
    """Return what passed.

    Parameters
    ----------
    findings
        Of all checks.

    Raises
    ------
    ScenarioError
        If the checks are of different numbers of parameters.
    """
    counts = {
        len(findings.identified),
        len(findings.covered.shares),
        len(findings.ranks.uniformity),
    }
    if len(counts) != 1:
        msg = f"gate: the checks are of {sorted(counts)} parameters; make them of the same fit"
        raise ScenarioError(msg)
    return Gate(
        parts=_parts(findings),
        parameters=tuple(
            _parameter_gate(findings, at, row) for at, row in enumerate(findings.identified)
        ),
    )


def _parameter_gate(findings: Findings, at: int, found: Identification) -> ParameterGate:
    uniformity = findings.ranks.uniformity[at]
    return ParameterGate(
        name=found.name,
        ranks_passed=findings.ranks.passed(at),
        coverage_passed=findings.covered.passed(at),
        narrow=found.narrow,
        chi_squared_p=uniformity.chi_squared_p,
        envelope_p=uniformity.envelope_p,
        deviation=uniformity.deviation,
        coverage=findings.covered.shares[at],
        coverage_strictly=findings.covered.strictly(at),
        spread_ratio=found.spread_ratio,
        ratios=dict(found.ratios),
    )


def _parts(findings: Findings) -> tuple[Part, ...]:
    return (
        _ranks_part(findings.ranks),
        _coverage_part(findings.covered),
        _predictive_part(findings.predicted),
        _chain_part(findings.chain),
        _emulator_part(findings.emulated),
    )


def _ranks_part(ranks: SimulationBased) -> Part:
    return Part(
        name="ranks",
        passed=ranks.all_passed,
        asked="ranks of true parameters uniform, at 5 % over all parameters and two tests",
        found={
            "smallest_p": min(row.smallest_p for row in ranks.uniformity),
            "sets": float(len(ranks.ranks)),
            "effective": ranks.effective,
            "left_out": float(ranks.left_out),
        },
    )


def _coverage_part(covered: Coverage) -> Part:
    return Part(
        name="coverage",
        passed=covered.all_passed,
        asked=f"90 % intervals hold the truth in {LOWEST} to {HIGHEST} of synthetic data sets",
        found={
            "pooled": covered.pooled,
            "lowest": min(covered.shares),
            "highest": max(covered.shares),
            "sets": float(covered.sets),
        },
    )


def _predictive_part(predicted: Predictive) -> Part:
    return Part(
        name="predictive",
        passed=predicted.passed,
        asked=f"{LEAST_INSIDE} of the facts inside an interval at most {WIDEST} times as wide "
        f"as the record's, joint chi-squared p at least {LEAST_P}",
        found={
            "share_inside": predicted.share_inside,
            "joint_p": predicted.joint_p,
            "joint_p_weighted": predicted.joint_p_weighted,
        },
    )


def _chain_part(chain: ChainChecks) -> Part:
    return Part(
        name="chain",
        passed=chain.converged,
        asked=f"{LEAST_LENGTHS} autocorrelation times, R-hat at most {LARGEST_R_HAT}, two "
        "starts that agree",
        found={key: float(value) for key, value in dataclasses.asdict(chain).items()},
    )


def _emulator_part(emulated: Reliability) -> Part:
    return Part(
        name="emulator",
        passed=emulated.passed,
        asked="90 % intervals hold 0.8 to 0.97 of held-out simulated facts",
        found={
            "inside_ninety": emulated.inside_ninety,
            "inside_half": emulated.inside_half,
            "spread": emulated.spread,
        },
    )
