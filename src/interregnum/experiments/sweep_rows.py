"""Rows of a sweep: which point, policy and replicate each run is, and the table that says so.

Runs stand replicate after replicate, so that more replicates are more runs after those that there
are. Nothing is written out for them: a row's values are looked up by its number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from interregnum.engine.mean_field import Lives
from interregnum.experiments.order import Designed, Order
from interregnum.experiments.resolution import Policy, Resolved

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.experiments.dimensions import Dimension, Floats

OUTCOME_COLUMNS = ("outcome", "day", "mode", "violence")
RESULT = "result."


class Tiled(Sequence[float]):
    """The values of a design's points, replicate after replicate.

    >>> Tiled(np.array([5.0, 7.0]), 3)[1:5]
    [7.0, 5.0, 7.0, 5.0]
    """

    def __init__(self, values: Floats, replicates: int) -> None:
        self.values = values
        self.replicates = replicates

    def __len__(self) -> int:
        return len(self.values) * self.replicates

    @overload
    def __getitem__(self, row: int) -> float: ...
    @overload
    def __getitem__(self, row: slice) -> list[float]: ...

    def __getitem__(self, row: int | slice) -> float | list[float]:
        rows = np.asarray(range(len(self))[row])
        found: float | list[float] = self.values[rows % len(self.values)].tolist()
        return found


class Shared(Sequence[int]):
    """Run numbers that all points of a replicate share.

    >>> Shared(2, 3)[1:5]
    [0, 1, 1, 2]
    """

    def __init__(self, points: int, replicates: int) -> None:
        self.points = points
        self.replicates = replicates

    def __len__(self) -> int:
        return self.points * self.replicates

    @overload
    def __getitem__(self, row: int) -> int: ...
    @overload
    def __getitem__(self, row: slice) -> list[int]: ...

    def __getitem__(self, row: int | slice) -> int | list[int]:
        rows = np.asarray(range(len(self))[row])
        found: int | list[int] = (rows // self.points).tolist()
        return found


def order_of(resolved: Resolved, policy: Policy, replicates: int, **how: Any) -> Order:
    """Return what a policy's runs are ordered by.

    Parameters
    ----------
    resolved, policy
        The experiment, and which policy of it.
    replicates
        How many.
    how
        ``workers`` and ``target``, as for a study.
    """
    points = resolved.points
    runs = points * replicates
    common = resolved.experiment.common_seeds
    numbers: Sequence[int] = Shared(points, replicates) if common else range(runs)
    given = {name: Tiled(values, replicates) for name, values in policy.given.items()}
    return Order(
        scenario=policy.scenario,
        runs=runs,
        seed=resolved.experiment.seed,
        series=False,
        design=Designed(resolved.sha256, Lives(numbers, given)),
        **how,
    )


def design_table(resolved: Resolved) -> pa.Table:
    """Return the table of points: one row a point, one column a value that is uncertain."""
    import pyarrow as pa

    columns: dict[str, Any] = {"scenario_id": pa.array(np.arange(resolved.points))}
    return pa.table({**columns, **_told(resolved)})


def _told(resolved: Resolved) -> dict[str, pa.Array]:
    """Return the values of each point as a reader writes them: choices by their words."""
    import pyarrow as pa

    found: dict[str, Any] = {}
    for dimension in resolved.dimensions:
        for name in dimension.names:
            values = resolved.design[name]
            if dimension.law == "categorical":
                found[name] = pa.array(_choices(dimension)).take(pa.array(values.astype(int)))
            else:
                found[name] = pa.array(values)
    return found


def _choices(dimension: Dimension) -> list[Any]:
    """Return choices of one type: as they are, as numbers, or else as JSON writes them."""
    kinds = {type(choice) for choice in dimension.choices}
    if len(kinds) == 1:
        return list(dimension.choices)
    if kinds == {int, float}:
        return [float(choice) for choice in dimension.choices]
    return [json.dumps(choice) for choice in dimension.choices]


def sweep_rows(resolved: Resolved, policy: Policy, runs: pa.Table) -> pa.Table:
    """Return rows of a policy's runs as rows of the sweep.

    Parameters
    ----------
    resolved, policy
        The experiment, and which policy of it.
    runs
        Rows of the policy's table of runs.

    Returns
    -------
    A table of ``scenario_id``, ``policy``, ``replicate_id``, the values of the point, the outcome
    and the results of each run. Parameters that are not named in the experiment stay in the
    policy's own table.
    """
    import pyarrow as pa

    numbers = np.asarray(runs["run"])
    points = numbers % resolved.points
    columns: dict[str, Any] = {
        "scenario_id": pa.array(points),
        "policy": pa.array([policy.name] * len(numbers), pa.string()),
        "replicate_id": pa.array(numbers // resolved.points),
    }
    places = pa.array(points)
    columns |= {name: values.take(places) for name, values in _told(resolved).items()}
    kept = [*OUTCOME_COLUMNS, *(name for name in runs.schema.names if name.startswith(RESULT))]
    columns |= {name: runs[name] for name in kept}
    table = pa.table(columns)
    units: Mapping[str, Any] = {field.name: field.metadata for field in runs.schema}
    schema = pa.schema([f.with_metadata(units.get(f.name)) for f in table.schema])
    return table.cast(schema)
