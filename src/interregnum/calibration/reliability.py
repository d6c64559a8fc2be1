"""Whether the emulator is as sure as it may be, on design points that it has not seen."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.emulator import Emulator
from interregnum.calibration.libraries import library
from interregnum.calibration.material import Bank
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]


@dataclasses.dataclass(frozen=True, kw_only=True)
class FactReliability:
    """How well one fact is emulated.

    Parameters
    ----------
    name
        Of the fact.
    points
        Held-out design points that have it.
    bias, spread
        Mean and standard deviation of the standardised errors: 0 and 1 are ideal, a spread
        above 1 says that the emulator is too sure.
    inside_half, inside_ninety
        Shares inside the 50 % and 90 % intervals [1].
    explained
        Share of the simulated fact's variance that the emulator explains, noise included [1].
    explainable
        Share of it that is no panel noise, hence the most it could explain [1].
    """

    name: str
    points: int
    bias: float
    spread: float
    inside_half: float
    inside_ninety: float
    explained: float
    explainable: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reliability:
    """How well all facts are emulated.

    Parameters
    ----------
    facts
        One a fact.
    inside_half, inside_ninety
        Shares inside the intervals, over all facts and points [1].
    spread
        Standard deviation of all standardised errors.
    """

    facts: tuple[FactReliability, ...]
    inside_half: float
    inside_ninety: float
    spread: float

    @property
    def passed(self) -> bool:
        """Whether the 90 % intervals hold between 80 and 97 % of the held-out facts."""
        return 0.8 <= self.inside_ninety <= 0.97


def reliability(emulator: Emulator, bank: Bank) -> Reliability:
    """Return how well an emulator predicts design points that it has not seen.

    Parameters
    ----------
    emulator
        Fitted to a part of the bank.
    bank
        The whole bank; the rows that the emulator held out are used.

    Raises
    ------
    ScenarioError
        If it held out none.
    """
    if not len(emulator.held):
        msg = "reliability: the emulator has seen all points; fit it with held_out above 0"
        raise ScenarioError(msg)
    held = bank.rows(emulator.held)
    mean, variance = emulator.predict(held.places)
    total = np.sqrt(variance + held.errors**2)
    known = np.isfinite(held.facts)
    with np.errstate(invalid="ignore"):
        off = np.where(known, (held.facts - mean) / total, np.nan)
    facts = tuple(
        _fact(bank.names[at], off[known[:, at], at], held, (at, mean[:, at]))
        for at in range(len(bank.names))
        if known[:, at].sum() > 1
    )
    every = off[known]
    return Reliability(
        facts=facts,
        inside_half=_inside(every, 0.5),
        inside_ninety=_inside(every, 0.9),
        spread=float(every.std()),
    )


def _inside(off: Floats, level: float) -> float:
    """Return the share of standardised errors inside a central interval."""
    end = float(library("scipy.special").ndtri(0.5 + 0.5 * level))
    return float(np.mean(np.abs(off) <= end))


def _fact(name: str, off: Floats, held: Bank, found: tuple[int, Floats]) -> FactReliability:
    at, mean = found
    known = np.isfinite(held.facts[:, at])
    values = held.facts[known, at]
    total = float(values.var()) or 1.0
    return FactReliability(
        name=name,
        points=int(known.sum()),
        bias=float(off.mean()),
        spread=float(off.std()),
        inside_half=_inside(off, 0.5),
        inside_ninety=_inside(off, 0.9),
        explained=1.0 - float(np.mean((values - mean[known]) ** 2)) / total,
        explainable=max(0.0, 1.0 - float(np.mean(held.errors[known, at] ** 2)) / total),
    )
