"""Sides and regions for tests: plain lists for Python, arrays for the compiled form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np

from interregnum.formulae.factions import MOST_ACTORS, SIDES, Factions, Regions
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled

Record = TypeVar("Record", bound=NamedTuple)


def sides_of(**columns: list[float]) -> Factions:
    """Return a table of sides in which all that is not named is 0 (preparation 1)."""
    table = {name: [0.0] * SIDES for name in Factions._fields}
    table["preparation"] = [1.0] * SIDES
    table["choice"] = [0.0] * MOST_ACTORS
    table |= {name: list(column) for name, column in columns.items()}
    if "armed" in columns and "armed_start" not in columns:
        table["armed_start"] = list(columns["armed"])
    return Factions(**table)


def regions_of(shares: list[float], holders: list[float], capital: int = 0) -> Regions:
    """Return regions with their holders."""
    return Regions(list(shares), list(holders), [float(len(shares)), float(capital)])


def copied(value: Any, arrays: bool) -> Any:
    """Return a deep copy of a record, its lists as lists or as arrays."""
    if isinstance(value, list | np.ndarray):
        return np.array(value, dtype=np.float64) if arrays else [float(x) for x in value]
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(copied(part, arrays) for part in value))
    return value


def assert_same_compiled(rule: Callable[..., Any], cases: list[tuple[Any, Any, Address]]) -> None:
    """Check that the compiled rule returns, and leaves in its tables, what Python does."""
    fast = compiled(rule, Target.CPU)
    for reads, params, at in cases:
        slow_reads, fast_reads = copied(reads, False), copied(reads, True)
        assert tuple(fast(fast_reads, params, at)) == tuple(rule(slow_reads, params, at))
        assert copied(fast_reads, False) == slow_reads
