"""Arrays for the loop: plain lists where Python runs it, else arrays of fixed width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from interregnum.engine.series import BINS, SERIES
from interregnum.kernels.scalar import Target


def zeros(length: int, target: Target) -> Any:
    """Return an array of zeros."""
    return [0.0] * length if target is Target.PYTHON else np.zeros(length)


def nothing_yet(length: int, target: Target) -> Any:
    """Return an array in which nothing has been written yet."""
    nothing = float("nan")
    return [nothing] * length if target is Target.PYTHON else np.full(length, nothing)


def room_for_series(runs: int, days: int, target: Target) -> tuple[Any, Any]:
    """Return room for the paths of some runs, not numbers yet, and for a count of all."""
    paths = nothing_yet(runs * len(SERIES) * days, target)
    return paths, whole_zeros(len(SERIES) * days * BINS, target)


def whole_zeros(length: int, target: Target) -> Any:
    """Return room for so many counts, and for one where there are none."""
    length = max(length, 1)
    return [0] * length if target is Target.PYTHON else np.zeros(length, dtype=np.int32)


def values_of(numbers: Sequence[float], target: Target) -> Any:
    """Return numbers as an array."""
    return list(numbers) if target is Target.PYTHON else np.array(numbers, dtype=np.float64)


def whole_of(numbers: Sequence[int], target: Target) -> Any:
    """Return whole numbers as an array."""
    return list(numbers) if target is Target.PYTHON else np.array(numbers, dtype=np.int64)


def places_of(length: int, value: int, target: Target) -> Any:
    """Return an array of so many numbers of persons, all the same."""
    if target is Target.PYTHON:
        return [value] * length
    if value == 0:
        return np.zeros(length, dtype=np.int32)
    return np.full(length, value, dtype=np.int32)
