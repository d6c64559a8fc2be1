"""What a published model may be given: kinds, ranges and meanings, and how a value is refused."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError, nearest

if TYPE_CHECKING:
    from interregnum.canonical.shelf import Model

NUMBER = "number"
WHOLE = "whole number"
NUMBERS = "list of numbers"
EITHER = "number or list of numbers"
CHOICE = "word"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Key:
    """One declared input of a model.

    Parameters
    ----------
    kind
        ``NUMBER``, ``WHOLE``, ``NUMBERS``, ``EITHER`` or ``CHOICE``.
    low, high
        The range of each number; ``low_open`` and ``high_open`` leave the bound itself out.
    meaning
        One clause, with the unit in brackets.
    required
        Whether the key must be given; otherwise ``default`` stands, and None means left out.
    choices
        The words that a ``CHOICE`` may be.
    """

    kind: str
    meaning: str
    low: float = -1e15
    high: float = 1e15
    low_open: bool = False
    high_open: bool = False
    required: bool = True
    default: float | str | None = None
    choices: tuple[str, ...] = ()

    def range_text(self) -> str:
        """Return the range in interval notation.

        >>> Key(kind=NUMBER, meaning="", low=0.0, high=1.0, low_open=True).range_text()
        '(0, 1]'
        """
        opening = "(" if self.low_open else "["
        closing = ")" if self.high_open else "]"
        return f"{opening}{self.low:g}, {self.high:g}{closing}"

    def holds(self, value: float) -> bool:
        """Return whether a finite number lies in the range."""
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below


def _number(place: str, key: Key, value: Any) -> float:
    """Return a value as a float that lies in the key's range."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        hint = " (JSON writes 0.5, not .5)" if isinstance(value, str) else ""
        msg = f"{place} = {_shown(value)} is not a number; give one in {key.range_text()}{hint}"
        raise ScenarioError(msg)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        msg = f"{place} = {_shown(value)} is not finite; give a number in {key.range_text()}"
        raise ScenarioError(msg)
    if not key.holds(value):
        msg = f"{place} = {value!r} is out of range; give a number in {key.range_text()}"
        raise ScenarioError(msg)
    return number


def _whole(place: str, key: Key, value: Any) -> int:
    """Return a value as an integer that lies in the key's range."""
    _number(place, key, value)
    if value != math.floor(value):
        msg = f"{place} = {_shown(value)} is not whole; give a whole number in {key.range_text()}"
        raise ScenarioError(msg)
    return int(value)


def _shown(value: Any) -> str:
    """Return a value for a message, kept short."""
    text = str(value) if isinstance(value, float) else repr(value) if value is not None else "null"
    return text if len(text) <= 60 else text[:57] + "..."


def _typed(place: str, key: Key, value: Any) -> float | str | list[float]:
    """Return a value in the key's type."""
    if key.kind == CHOICE:
        if isinstance(value, str) and value in key.choices:
            return value
        msg = f"{place} = {_shown(value)} is not a choice; give one of {', '.join(key.choices)}"
        raise ScenarioError(msg)
    if not isinstance(value, list):
        if key.kind == NUMBERS:
            msg = f"{place} = {_shown(value)} is not a list; give one such as [0.25, 0.75]"
            raise ScenarioError(msg)
        return _whole(place, key, value) if key.kind == WHOLE else _number(place, key, value)
    if key.kind in (NUMBER, WHOLE):
        msg = f"{place} = {_shown(value)} is a list; give one number in {key.range_text()}"
        raise ScenarioError(msg)
    if not value:
        msg = f"{place} = [] is empty; give at least one number in {key.range_text()}"
        raise ScenarioError(msg)
    return [_number(f"{place}[{i}]", key, entry) for i, entry in enumerate(value)]


def typed_inputs(model: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's inputs, typed and complete.

    Raises
    ------
    ScenarioError
        For an unknown or missing key, a wrong type, a number that is not finite or out of range.
    """
    for name in values:
        if name not in model.keys:
            msg = f"{model.name}: {name} is not an input; {nearest(name, model.keys)}"
            raise ScenarioError(msg)
    inputs: dict[str, Any] = {
        name: _typed(f"{model.name}: {name}", model.keys[name], value)
        for name, value in values.items()
    }
    for name, key in model.keys.items():
        if key.required and name not in inputs:
            msg = f"{model.name}: {name} is missing; give a {key.kind} in {key.range_text()}"
            raise ScenarioError(msg)
        inputs.setdefault(name, key.default)
    return inputs
