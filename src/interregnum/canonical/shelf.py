"""The shelf of published models: how each declares its inputs, is solved and is checked."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from interregnum.canonical.inputs import (
    CHOICE,
    EITHER,
    NUMBER,
    NUMBERS,
    WHOLE,
    Key,
    typed_inputs,
)
from interregnum.errors import ScenarioError, nearest

__all__ = [
    "CHOICE",
    "EITHER",
    "MODELS",
    "NUMBER",
    "NUMBERS",
    "WHOLE",
    "Case",
    "Finding",
    "Key",
    "Model",
    "array_for",
    "findings_of",
    "model_named",
    "solution_of",
    "typed_inputs",
]

# Name and one line each; the models themselves are imported when they are asked for.
MODELS: Mapping[str, str] = {
    "global_game": "one crowd against a ruler: thresholds before and after he survived an attack",
    "coordination": "citizens, elites and units watch one another: thresholds and shares acting",
    "selectorate": "what supporters must be paid, and when promises stop being believed",
    "lanchester": "aimed fire: who wins, how many are left, and when",
    "contest": "ratio-form contest: chances of winning and effort",
    "global_game_dynamic": "the same crowd year after year: when it can attack again, and belief",
    "edmond": "a regime that bends what citizens see: the weakest that survives",
    "vanguard": "who follows a vanguard: participation cutoffs and the least mobilising signal",
    "acemoglu_robinson": "the cost of revolution below which promises cannot stop it",
    "veto": "misjudged claims against a fixed cost of war: chance of a settlement",
    "granovetter": "each joins once enough others act: how far a cascade of thresholds goes",
    "watts": "cascades on a random network: mean degrees at which they spread, and how far",
    "complex_contagion": "what needs several neighbours: how far it spreads on a network",
    "kuran": "private preference and public act: how large a movement grows from its thresholds",
    "brock_durlauf": "conformity among many: all mean opinions that sustain themselves",
    "emperor": "a norm that few believe in and many enforce: with neighbours, and with everybody",
    "epstein": "rebels and police on a square: outbursts, and two groups that fight",
}


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
    long
        Whether Python would take minutes: such a case is checked compiled only.
    """

    name: str
    inputs: Mapping[str, Any]
    output: str
    reference: float | str | Sequence[float]
    tolerance: float
    source: str
    entry: int | None = None
    long: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Model:
    """A model on the shelf: declared inputs and their record, solver and reference cases."""

    name: str
    keys: Mapping[str, Key]
    inputs: Callable[..., Any]
    solve: Callable[..., dict[str, Any]]
    cases: tuple[Case, ...]
    # Which target a case deserves where nobody names one; without it, plain Python.
    usual_target: Callable[[Any], Any] | None = None


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
        name=name,
        keys=module.KEYS,
        inputs=module.Inputs,
        solve=module.solve,
        cases=module.CASES,
        usual_target=getattr(module, "usual_target", None),
    )


def solution_of(name: str, values: Mapping[str, Any], target: Any = None) -> dict[str, Any]:
    """Return the solution of one case of a model.

    Parameters
    ----------
    name
        The model.
    values
        Its inputs, as read from JSON.
    target
        Where to solve; by default what ``INTERREGNUM_TARGET`` says, else what the model deems
        usual for such inputs: compiled where it takes long, and plain Python.

    Raises
    ------
    ScenarioError
        For an unknown model or invalid inputs.

    >>> solution_of("selectorate", {"discount": 0.9, "coalition_ratio": 1.0})
    {'pay_share': 1.0}
    """
    from interregnum.kernels.scalar import Target, chosen_target

    model = model_named(name)
    given = model.inputs(**typed_inputs(model, values))
    usual = Target.PYTHON if model.usual_target is None else model.usual_target(given)
    return model.solve(target or chosen_target(usual), given)


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
    """Return one finding for each reference case of the models named; long ones compiled only.

    Raises
    ------
    ScenarioError
        For an unknown model.
    """
    from interregnum.kernels.scalar import Target, chosen_target

    is_plain = (target or chosen_target()) is Target.PYTHON
    found = []
    for model in [model_named(name) for name in names]:
        for case in model.cases:
            if case.long and is_plain:
                continue
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
