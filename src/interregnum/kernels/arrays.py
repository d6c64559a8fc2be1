"""Arrays of a target: plain lists where Python runs, typed ones where compiled code does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from interregnum.kernels.scalar import Target


def filled_array(target: Target, kind: str, count: int, value: float) -> Any:
    """Return an array of one value.

    Parameters
    ----------
    target
        ``python`` gets a list, whose integers have no end: a rule must keep within the kind.
    kind
        The name of a NumPy type, such as ``int16``.
    count, value
        How many entries, and what stands in each.

    >>> filled_array(Target.PYTHON, "int8", 3, 0)
    [0, 0, 0]
    """
    if target is Target.PYTHON:
        return [value] * count
    import numpy as np

    return np.full(count, value, dtype=kind)


def array_of(target: Target, kind: str, values: Iterable[Any]) -> Any:
    """Return an array of given values.

    >>> array_of(Target.PYTHON, "int8", range(3))
    [0, 1, 2]
    """
    if target is Target.PYTHON:
        return list(values)
    import numpy as np

    return np.array(list(values), dtype=kind)
