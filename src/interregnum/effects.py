"""The common currency of simulation and record: a number with its interval and where it is from.

Neither road sees the other before both have become an :class:`Effect`. Nothing heavy is imported
here, so that a table of effects can be listed in an instant.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from interregnum.errors import ScenarioError


class Scale(StrEnum):
    """What an effect's number is measured in."""

    SHARE = "share"
    RATE = "events a year"
    RATIO = "ratio"
    DIFFERENCE = "difference of shares"
    YEARS = "years"
    SKILL = "skill"
    NUMBER = "number"


class Grade(StrEnum):
    """How close an estimand is to the quantity that a claim speaks of."""

    SAME = "A"
    PROXY = "B"
    DIRECTION = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One estimate of the record or of the simulation.

    Parameters
    ----------
    name
        Its own name, the same for ever: ``subject.quantity[.arm]`` in lower case.
    estimate, low, high
        The number and the ends of its interval, in the unit of ``scale``. An end that cannot be
        known is not a number, never left out.
    n
        Its own denominator: cases, state-years or leader-months, as the definition says.
    events
        How many of them had the event, where events are counted.
    definition
        One sentence that says what is counted, over what.
    source, vintage
        The datasets, and the version or day of each.
    period
        The first and last year or day that it speaks of, as ``1950-1989``.
    scale, grade
        Its unit, and how close it is to what is claimed.
    caveat
        What it cannot say. Every number of the record is an association, not a cause.
    level
        The confidence level of the interval [1].
    arms
        For a contrast, the names of the effects that it compares; else empty.
    bias_factor
        For a contrast, the strength of association (as a risk ratio) that an unmeasured
        confounder would need with both sides to move the interval onto no effect, or None.
    claims
        The claims of the ledger that it speaks to, as ``C01``.
    """

    name: str
    estimate: float
    low: float
    high: float
    n: int
    definition: str
    source: str
    vintage: str
    period: str
    scale: Scale
    grade: Grade
    caveat: str
    events: int | None = None
    level: float = 0.95
    arms: tuple[str, ...] = ()
    bias_factor: float | None = None
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a number that its own scale forbids."""
        if self.n < 0 or not isinstance(self.n, int):
            msg = f"effect {self.name}: n = {self.n!r} is not a count; give a whole number from 0"
            raise ScenarioError(msg)
        if self.scale is Scale.SHARE and not (math.isnan(self.estimate) or 0 <= self.estimate <= 1):
            msg = (
                f"effect {self.name}: estimate = {self.estimate} is not a share; give one in [0, 1]"
            )
            raise ScenarioError(msg)
        if self.low > self.estimate or self.estimate > self.high:
            msg = (
                f"effect {self.name}: {self.estimate} lies outside its own interval "
                f"({self.low}, {self.high}); give low <= estimate <= high"
            )
            raise ScenarioError(msg)


def as_record(effect: Effect) -> dict[str, Any]:
    """Return an effect as plain values for JSON or a table; what is not a number becomes None.

    >>> as_record(effect_of({"name": "a.b", "estimate": 0.5, "low": None, "high": 0.6, "n": 4,
    ...     "definition": "d", "source": "s", "vintage": "v", "period": "1950-1989",
    ...     "scale": "share", "grade": "A", "caveat": "c"}))["low"] is None
    True
    """
    record: dict[str, Any] = {}
    for field in fields(Effect):
        value = getattr(effect, field.name)
        if isinstance(value, float) and not math.isfinite(value):
            value = None
        record[field.name] = (
            list(value)
            if isinstance(value, tuple)
            else (str(value) if isinstance(value, StrEnum) else value)
        )
    return record


def effect_of(record: dict[str, Any]) -> Effect:
    """Return the effect that :func:`as_record` gave as plain values.

    Raises
    ------
    ScenarioError
        If a field is missing, unknown or out of its range.
    """
    known = {field.name for field in fields(Effect)}
    unknown = sorted(set(record) - known)
    if unknown:
        msg = f"effect: unknown field {unknown[0]!r}; the fields are {', '.join(sorted(known))}"
        raise ScenarioError(msg)
    values = dict(record)
    try:
        for end in ("estimate", "low", "high"):
            values[end] = math.nan if values[end] is None else float(values[end])
        values["scale"], values["grade"] = Scale(values["scale"]), Grade(values["grade"])
        for names in ("arms", "claims"):
            values[names] = tuple(values.get(names, ()))
        return Effect(**values)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"effect {record.get('name', '(no name)')}: {error}; see interregnum.effects.Effect"
        raise ScenarioError(msg) from error
