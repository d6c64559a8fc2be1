"""From arrays of parameters to records of arrays: broadcast, check, solve case by case, stack."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from interregnum.canonical.calls.results import FLAGS, NESTED
from interregnum.canonical.shelf import (
    CHOICE,
    EITHER,
    NUMBERS,
    WHOLE,
    Key,
    Model,
    model_named,
    solution_of,
)
from interregnum.errors import ScenarioError, nearest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

R = TypeVar("R")

# Fewer cases than this are solved in plain Python: compiling would take longer.
FEW = 500
# What takes a hundred times as long as a case.
_LONG = {"margin_precision"}


class Grid(NamedTuple):
    """Inputs by key, each broadcast to one shape; a list keeps its own axis at the end."""

    shape: tuple[int, ...]
    numbers: Mapping[str, npt.NDArray[np.float64]]
    lists: Mapping[str, npt.NDArray[np.float64]]
    words: Mapping[str, str]

    @property
    def size(self) -> int:
        """How many cases there are."""
        return math.prod(self.shape)


def grid_of(model: Model, given: Mapping[str, Any]) -> Grid:
    """Return the inputs, broadcast against each other.

    Raises
    ------
    ScenarioError
        For an unknown key, what is no array of numbers, or shapes that do not fit.
    """
    import numpy as np

    numbers: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    words: dict[str, Any] = {}
    for name, value in given.items():
        if name not in model.keys:
            msg = f"{model.name}: {name} is not an input; {nearest(name, model.keys)}"
            raise ScenarioError(msg)
        key = model.keys[name]
        if value is None:
            continue
        if key.kind == CHOICE:
            words[name] = value
            continue
        array = _array(f"{model.name}: {name}", key, value)
        is_list = key.kind == NUMBERS or (key.kind == EITHER and array.ndim > 0)
        (lists if is_list else numbers)[name] = array
    leading = {name: array.shape for name, array in numbers.items()}
    leading |= {name: array.shape[:-1] for name, array in lists.items()}
    shape = _common_shape(model.name, leading)
    return Grid(
        shape,
        {name: np.broadcast_to(array, shape) for name, array in numbers.items()},
        {name: np.broadcast_to(a, (*shape, a.shape[-1])) for name, a in lists.items()},
        words,
    )


def _common_shape(name: str, leading: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the shape to which all inputs are broadcast."""
    import numpy as np

    told = ", ".join(f"{key} {list(part)}" for key, part in leading.items() if part)
    try:
        shape = np.broadcast_shapes(*leading.values())
    except ValueError:
        msg = f"{name}: the shapes of {told} do not fit; give arrays that can be broadcast"
        raise ScenarioError(msg) from None
    if 0 in shape:
        msg = f"{name}: the shapes of {told} leave no case; give at least one"
        raise ScenarioError(msg)
    return shape


def _array(place: str, key: Key, value: Any) -> npt.NDArray[Any]:
    """Return a value as an array of numbers in the key's range."""
    import numpy as np

    try:
        array = np.asarray(value)
        if array.dtype.kind not in "iuf":
            raise TypeError
    except (TypeError, ValueError):
        msg = f"{place} is no array of numbers; give numbers, or lists of equal length"
        raise ScenarioError(msg) from None
    if key.kind == NUMBERS and array.ndim == 0:
        msg = f"{place} = {value} is not a list; give one such as [0.25, 0.75]"
        raise ScenarioError(msg)
    if key.kind != WHOLE:
        array = array.astype(np.float64)
    above = array > key.low if key.low_open else array >= key.low
    below = array < key.high if key.high_open else array <= key.high
    wrong = np.argwhere(~(above & below))
    if len(wrong):
        first = tuple(int(i) for i in wrong[0])
        index = str(list(first)) if first else ""
        msg = (
            f"{place}{index} = {array[first]} is out of range; give a number in {key.range_text()}"
        )
        raise ScenarioError(msg)
    return array


def cases_of(grid: Grid) -> Iterator[dict[str, Any]]:
    """Yield the inputs of each case, as they would be read from JSON."""
    import numpy as np

    for index in np.ndindex(*grid.shape):
        case: dict[str, Any] = {name: a[index].item() for name, a in grid.numbers.items()}
        case |= {name: a[index].tolist() for name, a in grid.lists.items()}
        yield {**case, **grid.words}


def solved_one_by_one(model: Model, grid: Grid) -> list[dict[str, Any]]:
    """Return the solution of every case."""
    from interregnum.kernels.scalar import Target, chosen_target

    target = chosen_target(Target.CPU) if grid.size > FEW else None
    return [solution_of(model.name, case, target) for case in cases_of(grid)]


def _depth(value: Any) -> int:
    """Return how deep lists are nested in a value."""
    if not isinstance(value, list):
        return 0
    return 1 + max((_depth(entry) for entry in value), default=0)


def _lengths(values: list[Any], depth: int) -> tuple[int, ...]:
    """Return the length of the longest list at each level of nesting."""
    if depth == 0:
        return ()
    longest = max((len(value) for value in values), default=0)
    return (longest, *_lengths([entry for value in values for entry in value], depth - 1))


def _fill(place: Any, value: Any) -> None:
    """Write nested lists into an array, from the front."""
    if isinstance(value, list):
        for i, entry in enumerate(value):
            if isinstance(entry, list):
                _fill(place[i], entry)
            elif entry is not None:
                place[i] = entry


def stacked(values: list[Any], shape: tuple[int, ...], *, nested: bool, flags: bool) -> Any:
    """Return one output of all cases as an array, lists along axes at the end.

    Parameters
    ----------
    values
        The output of each case.
    shape
        Of the cases.
    nested
        Whether lists stand within lists; a list alone is then one of them.
    flags
        Whether it says yes or no.

    >>> stacked([[1.0], [2.0, 3.0]], (2,), nested=False, flags=False).tolist()
    [[1.0, nan], [2.0, 3.0]]
    """
    import numpy as np

    depth = max(_depth(value) for value in values)
    if depth == 0 and all(isinstance(value, str) or type(value) is int for value in values):
        return np.array(values).reshape(shape)[()]
    if nested:
        values = [value if _depth(value) == 2 else [value] for value in values]
        depth = 2
    lengths = _lengths(values, depth)
    array: Any = np.zeros((len(values), *lengths), bool)
    if not flags:
        array = np.full((len(values), *lengths), np.nan)
    _fill(array, values)
    return array.reshape((*shape, *lengths))[()]


def solved(name: str, kind: type[R], given: Mapping[str, Any]) -> R:
    """Return a model's solutions for numbers or arrays of parameters.

    Parameters
    ----------
    name, kind
        The model, and the record that it returns.
    given
        Inputs by key; None is left out.

    Raises
    ------
    ScenarioError
        For whatever ``interregnum canonical run`` would refuse, and for shapes that do not fit.
    """
    from interregnum.canonical.calls.loops import solved_in_a_loop

    model = model_named(name)
    grid = grid_of(model, given)
    weight = 100 if _LONG & grid.numbers.keys() else 1
    quick = solved_in_a_loop(model, grid) if weight * grid.size > FEW else None
    if quick is not None:
        return kind(**quick)
    solutions = solved_one_by_one(model, grid)
    names = {key: None for solution in solutions for key in solution}
    return kind(
        **{
            key: stacked(
                [solution[key] for solution in solutions],
                grid.shape,
                nested=(kind, key) in NESTED,
                flags=key in FLAGS,
            )
            for key in names
        }
    )
