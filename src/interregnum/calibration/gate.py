"""What the fit may be called: every such word in an output comes from here.

A parameter is *calibrated* if its ranks in simulated data and the coverage of its intervals are
right, the chain converged, the emulator is reliable and the model would have shown the record. It
is *identified* if, besides, its posterior is under half as wide as its prior.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from interregnum.calibration.chain_checks import LARGEST_R_HAT, LEAST_LENGTHS, ChainChecks
from interregnum.calibration.coverage import HIGHEST, LOWEST, Coverage
from interregnum.calibration.identification import Identification
from interregnum.calibration.predictive import LEAST_INSIDE, LEAST_P, WIDEST, Predictive
from interregnum.calibration.reliability import Reliability
from interregnum.calibration.simulation_based import SimulationBased
from interregnum.errors import ScenarioError, nearest

CALIBRATED, NOT_CALIBRATED = "calibrated", "not calibrated"
IDENTIFIED, NOT_IDENTIFIED = "identified", "not identified"


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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the gate.

    Parameters
    ----------
    name
        One word.
    passed
        Whether it did.
    asked
        The rule, in words.
    found
        What was measured.
    """

    name: str
    passed: bool
    asked: str
    found: dict[str, float]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ParameterGate:
    """What the gate says of one parameter.

    Parameters
    ----------
    name
        Of the parameter.
    ranks_passed, coverage_passed, narrow
        Whether its ranks, its coverage and its width passed.
    chi_squared_p, envelope_p, deviation
        Of its ranks.
    coverage
        Of its 90 % intervals [1].
    coverage_strictly
        Whether that share itself lies between 80 and 97 %.
    spread_ratio
        Posterior by prior standard deviation.
    ratios
        The same by selection.
    """

    name: str
    ranks_passed: bool
    coverage_passed: bool
    narrow: bool
    chi_squared_p: float
    envelope_p: float
    deviation: float
    coverage: float
    coverage_strictly: bool
    spread_ratio: float
    ratios: dict[str, float]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gate:
    """What passed, part by part and parameter by parameter.

    Parameters
    ----------
    parts
        Those of the whole fit.
    parameters
        In the order of the fit.
    """

    parts: tuple[Part, ...]
    parameters: tuple[ParameterGate, ...]

    @property
    def passed(self) -> bool:
        """Whether all parts passed."""
        return all(part.passed for part in self.parts)

    def part(self, name: str) -> Part:
        """Return one part.

        Parameters
        ----------
        name
            ``ranks``, ``coverage``, ``predictive``, ``chain`` or ``emulator``.

        Raises
        ------
        ScenarioError
            If there is none of that name.
        """
        found = {part.name: part for part in self.parts}
        if name not in found:
            msg = f"gate: no part {name}; {nearest(name, found)}"
            raise ScenarioError(msg)
        return found[name]

    def is_calibrated(self, parameter: str) -> bool:
        """Return whether a parameter may be called calibrated.

        Parameters
        ----------
        parameter
            Its name.

        Raises
        ------
        ScenarioError
            If it was not fitted.

        Notes
        -----
        Parts that concern the whole fit (chain, emulator, predictive, pooled coverage) must have
        passed; of ranks and coverage, the parameter's own.
        """
        found = self._parameter(parameter)
        whole = all(self.part(name).passed for name in ("chain", "emulator", "predictive"))
        pooled = LOWEST <= self.part("coverage").found["pooled"] <= HIGHEST
        return whole and pooled and found.ranks_passed and found.coverage_passed

    def is_identified(self, parameter: str) -> bool:
        """Return whether a parameter may be called identified.

        Parameters
        ----------
        parameter
            Its name.

        Raises
        ------
        ScenarioError
            If it was not fitted.
        """
        return self.is_calibrated(parameter) and self._parameter(parameter).narrow

    def word_for(self, parameter: str) -> str:
        """Return what an output may call a parameter.

        Parameters
        ----------
        parameter
            Its name.

        Returns
        -------
        ``calibrated, identified``, ``calibrated, not identified`` or ``not calibrated, not
        identified``.

        Raises
        ------
        ScenarioError
            If it was not fitted.
        """
        first = CALIBRATED if self.is_calibrated(parameter) else NOT_CALIBRATED
        second = IDENTIFIED if self.is_identified(parameter) else NOT_IDENTIFIED
        return f"{first}, {second}"

    def word(self) -> str:
        """Return what an output may call the model: calibrated only if all parts passed."""
        return CALIBRATED if self.passed else NOT_CALIBRATED

    def as_json(self) -> dict[str, Any]:
        """Return all of it, with the words, as what JSON can hold."""
        content = dataclasses.asdict(self)
        words = {row.name: self.word_for(row.name) for row in self.parameters}
        return {"passed": self.passed, "word": self.word(), "words": words, **content}

    def _parameter(self, name: str) -> ParameterGate:
        found = {row.name: row for row in self.parameters}
        if name not in found:
            msg = f"gate: {name} was not fitted; {nearest(name, found)}"
            raise ScenarioError(msg)
        return found[name]


def gate_from_json(content: Mapping[str, Any]) -> Gate:
    """Return a gate from what :meth:`Gate.as_json` gave.

    The words of the file are not believed: they follow from the numbers again.

    Parameters
    ----------
    content
        As read from JSON.

    Raises
    ------
    ScenarioError
        If it is not the content of a gate.
    """
    try:
        return Gate(
            parts=tuple(Part(**row) for row in content["parts"]),
            parameters=tuple(ParameterGate(**row) for row in content["parameters"]),
        )
    except (KeyError, TypeError) as error:
        msg = f"gate: not the content of a gate ({error}); make it again with `calibrate`"
        raise ScenarioError(msg) from error


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
    ranks, covered, predicted = findings.ranks, findings.covered, findings.predicted
    chain, emulated = findings.chain, findings.emulated
    return (
        Part(
            name="ranks",
            passed=ranks.all_passed,
            asked="ranks of true parameters uniform, at 5 % over all parameters and two tests",
            found={
                "smallest_p": min(row.smallest_p for row in ranks.uniformity),
                "sets": float(len(ranks.ranks)),
                "effective": ranks.effective,
                "left_out": float(ranks.left_out),
            },
        ),
        Part(
            name="coverage",
            passed=covered.all_passed,
            asked=f"90 % intervals hold the truth in {LOWEST} to {HIGHEST} of synthetic data sets",
            found={
                "pooled": covered.pooled,
                "lowest": min(covered.shares),
                "highest": max(covered.shares),
                "sets": float(covered.sets),
            },
        ),
        Part(
            name="predictive",
            passed=predicted.passed,
            asked=f"{LEAST_INSIDE} of the facts inside an interval at most {WIDEST} times as wide "
            f"as the record's, joint chi-squared p at least {LEAST_P}",
            found={
                "share_inside": predicted.share_inside,
                "joint_p": predicted.joint_p,
                "joint_p_weighted": predicted.joint_p_weighted,
            },
        ),
        Part(
            name="chain",
            passed=chain.converged,
            asked=f"{LEAST_LENGTHS} autocorrelation times, R-hat at most {LARGEST_R_HAT}, two "
            "starts that agree",
            found={key: float(value) for key, value in dataclasses.asdict(chain).items()},
        ),
        Part(
            name="emulator",
            passed=emulated.passed,
            asked="90 % intervals hold 0.8 to 0.97 of held-out simulated facts",
            found={
                "inside_ninety": emulated.inside_ninety,
                "inside_half": emulated.inside_half,
                "spread": emulated.spread,
            },
        ),
    )
