"""What the fit may be called: every such word in an output comes from here.

A parameter is *calibrated* if its ranks in simulated data and the coverage of its intervals are
right, the chain converged, the emulator is reliable and the model would have shown the record. It
is *identified* if, besides, its posterior is under half as wide as its prior.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from interregnum.calibration.coverage import HIGHEST, LOWEST
from interregnum.errors import ScenarioError, nearest

CALIBRATED, NOT_CALIBRATED = "calibrated", "not calibrated"
IDENTIFIED, NOT_IDENTIFIED = "identified", "not identified"


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
            ``ranks``, ``coverage``, ``predictive``, ``chain``, ``emulator``, or ``direct`` where
            worlds were simulated.

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
        Parts that concern the whole fit (chain, emulator, predictive, pooled coverage, and the
        worlds simulated without an emulator) must have passed; of ranks and coverage, the
        parameter's own.
        """
        found = self._parameter(parameter)
        own = ("ranks", "coverage")
        whole = all(part.passed for part in self.parts if part.name not in own)
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


def with_part(gate: Gate, part: Part) -> Gate:
    """Return a gate with one part more.

    Parameters
    ----------
    gate, part
        The part has a name of its own.
    """
    return dataclasses.replace(gate, parts=(*gate.parts, part))


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
