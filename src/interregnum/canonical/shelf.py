"""The shelf of published models: how each declares its inputs, is solved and is checked."""

from __future__ import annotations

import dataclasses
import importlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from interregnum.errors import ScenarioError, nearest

# Name and one line each; the models themselves are imported when they are asked for.
MODELS: Mapping[str, str] = {
    "global_game": "one crowd against a ruler: thresholds before and after he survived an attack",
    "coordination": "citizens, elites and units watch one another: thresholds and shares acting",
    "selectorate": "what supporters must be paid, and when promises stop being believed",
    "lanchester": "aimed fire: who wins, how many are left, and when",
    "contest": "ratio-form contest: chances of winning and effort",
}

NUMBER = "number"
NUMBERS = "list of numbers"
EITHER = "number or list of numbers"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Key:
    """One declared input of a model.

    Parameters
    ----------
    kind
        ``NUMBER``, ``NUMBERS`` or ``EITHER``.
    low, high
        The range of each number; ``low_open`` and ``high_open`` leave the bound itself out.
    meaning
        One clause, with the unit in brackets.
    required
        Whether the key must be given; otherwise ``default`` stands, and None means left out.
    """

    kind: str
    meaning: str
    low: float = -1e15
    high: float = 1e15
    low_open: bool = False
    high_open: bool = False
    required: bool = True
    default: float | None = None

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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One reference case: inputs, an output and what it must be.

    Parameters
    ----------
    output, entry
        The key of the output that is compared: whole, or one entry of a list.
    reference
        A number, a text, or a list of numbers.
    tolerance
        The largest difference of any number that passes; texts must be equal.
    source
        Where the value comes from, with a DOI where there is one.
    """

    name: str
    inputs: Mapping[str, Any]
    output: str
    reference: float | str | Sequence[float]
    tolerance: float
    source: str
    entry: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Model:
    """A model on the shelf: declared inputs and their record, solver and reference cases."""

    name: str
    keys: Mapping[str, Key]
    inputs: Callable[..., Any]
    solve: Callable[..., dict[str, Any]]
    cases: tuple[Case, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """One row of a check."""

    model: str
    case: str
    reference: float | str | Sequence[float]
    ours: Any
    difference: float | None
    tolerance: float
    source: str
    passed: bool


def model_named(name: str) -> Model:
    """Return a model by name.

    Raises
    ------
    ScenarioError
        If there is none of that name.
    """
    if name not in MODELS:
        msg = f"canonical: {name} is not a model; {nearest(name, MODELS)}"
        raise ScenarioError(msg)
    module = importlib.import_module(f"interregnum.canonical.{name}")
    return Model(
        name=name, keys=module.KEYS, inputs=module.Inputs, solve=module.solve, cases=module.CASES
    )


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
    if not key.holds(number):
        msg = f"{place} = {value!r} is out of range; give a number in {key.range_text()}"
        raise ScenarioError(msg)
    return number


def _shown(value: Any) -> str:
    """Return a value for a message, kept short."""
    text = str(value) if isinstance(value, float) else repr(value) if value is not None else "null"
    return text if len(text) <= 60 else text[:57] + "..."


def _typed(place: str, key: Key, value: Any) -> float | list[float]:
    """Return a value in the key's type."""
    if not isinstance(value, list):
        if key.kind == NUMBERS:
            msg = f"{place} = {_shown(value)} is not a list; give one such as [0.25, 0.75]"
            raise ScenarioError(msg)
        return _number(place, key, value)
    if key.kind == NUMBER:
        msg = f"{place} = {_shown(value)} is a list; give one number in {key.range_text()}"
        raise ScenarioError(msg)
    if not value:
        msg = f"{place} = [] is empty; give at least one number in {key.range_text()}"
        raise ScenarioError(msg)
    return [_number(f"{place}[{i}]", key, entry) for i, entry in enumerate(value)]


def typed_inputs(model: Model, values: Mapping[str, Any]) -> dict[str, float | list[float] | None]:
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
    inputs: dict[str, float | list[float] | None] = {
        name: _typed(f"{model.name}: {name}", model.keys[name], value)
        for name, value in values.items()
    }
    for name, key in model.keys.items():
        if key.required and name not in inputs:
            msg = f"{model.name}: {name} is missing; give a {key.kind} in {key.range_text()}"
            raise ScenarioError(msg)
        inputs.setdefault(name, key.default)
    return inputs


def solution_of(name: str, values: Mapping[str, Any], target: Any = None) -> dict[str, Any]:
    """Return the solution of one case of a model.

    Parameters
    ----------
    name
        The model.
    values
        Its inputs, as read from JSON.
    target
        Where to solve; by default what ``INTERREGNUM_TARGET`` says, else plain Python.

    Raises
    ------
    ScenarioError
        For an unknown model or invalid inputs.

    >>> solution_of("selectorate", {"discount": 0.9, "coalition_ratio": 1.0})
    {'pay_share': 1.0}
    """
    from interregnum.kernels.scalar import Target, chosen_target

    model = model_named(name)
    inputs = typed_inputs(model, values)
    return model.solve(target or chosen_target(Target.PYTHON), model.inputs(**inputs))


def _difference(ours: Any, reference: float | str | Sequence[float]) -> float | None:
    """Return the largest difference of any number, or None where the two cannot be compared."""
    if isinstance(reference, str):
        return 0.0 if ours == reference else None
    wanted = [reference] if isinstance(reference, int | float) else list(reference)
    given = ours if isinstance(ours, list) else [ours]
    if len(wanted) != len(given) or any(not isinstance(x, int | float) for x in given):
        return None
    return max((abs(x - y) for x, y in zip(given, wanted, strict=True)), default=0.0)


def findings_of(names: Iterable[str], target: Any = None) -> list[Finding]:
    """Return one finding for each reference case of the models named.

    Raises
    ------
    ScenarioError
        For an unknown model.
    """
    found = []
    for model in [model_named(name) for name in names]:
        for case in model.cases:
            ours = solution_of(model.name, case.inputs, target)[case.output]
            if case.entry is not None:
                ours = ours[case.entry]
            difference = _difference(ours, case.reference)
            found.append(
                Finding(
                    model=model.name,
                    case=f"{case.name}: {case.output}",
                    reference=case.reference,
                    ours=ours,
                    difference=difference,
                    tolerance=case.tolerance,
                    source=case.source,
                    passed=difference is not None and difference <= case.tolerance,
                )
            )
    return found


def array_for(values: Iterable[float], target: Any) -> Any:
    """Return numbers as the target's array: a list in Python, else an array of 64-bit floats."""
    if target == "python":
        return list(values)
    import numpy as np

    return np.array(list(values), dtype=np.float64)
