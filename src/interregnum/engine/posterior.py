"""A run's place in a posterior is an addressed draw: by the run, and nothing else.

A run takes one row of the posterior whole, so that what was fitted together stays together. The
row is looked up by a uniform number under the posterior's own name, exactly as a parameter's is
under the parameter's: paired branches, forks, sweeps and resumed studies meet the same row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.kernels.random import PURPOSE_PARAMETER, name_address, uniform
from interregnum.scenario.fitted import fitted_columns
from interregnum.scenario.posterior import WAY_OUT, WEIGHT

if TYPE_CHECKING:
    from interregnum.scenario.posterior import Posterior
    from interregnum.scenario.schema import Scenario

# No parameter's name: it has no dot.
ADDRESS = name_address("posterior")


class Draws(NamedTuple):
    """What a plan draws from a posterior.

    ``heights`` are the running sums of the rows' weights; ``positions`` say which parameters of
    the plan are taken from it, and ``values`` has the rows of each.
    """

    sha256: str
    heights: tuple[float, ...]
    positions: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]


def row_at(heights: Sequence[float], level: float) -> int:
    """Return the row that stands at a level in (0, 1) of the running sums of weights.

    A row without weight stands nowhere.

    >>> [row_at((1.0, 1.0, 4.0), level) for level in (0.1, 0.25, 0.9)]
    [0, 2, 2]
    """
    return min(bisect_right(heights, level * heights[-1]), len(heights) - 1)


def row_of(draws: Draws, seed: int, run: int) -> int:
    """Return the row of a posterior that a run takes.

    >>> row_of(Draws("", (1.0,), (), ()), 7, 3)
    0
    """
    level = uniform(seed, run, ADDRESS[1], ADDRESS[0], PURPOSE_PARAMETER, 0)
    return row_at(draws.heights, level)


def put_drawn(draws: Draws, seed: int, numbers: Sequence[int], parameters: Any, width: int) -> None:
    """Put what runs draw from a posterior into their flat table of parameters.

    Parameters
    ----------
    draws
        The plan's.
    seed, numbers
        The study's seed and the runs' numbers.
    parameters
        (runs x width) numbers, flat; a list, or an array.
    width
        How many parameters a run has.
    """
    for r, number in enumerate(numbers):
        row = row_of(draws, seed, int(number))
        for position, values in zip(draws.positions, draws.values, strict=True):
            parameters[r * width + position] = values[row]


def draws_of(scenario: Scenario, positions: Mapping[str, int]) -> Draws | None:
    """Return what a scenario draws from its posterior; None if nothing.

    Parameters
    ----------
    scenario
        The case.
    positions
        Where each parameter stands in the plan, by name.

    Raises
    ------
    ScenarioError
        If the file is gone, is not the one that the scenario was resolved with, or is torn.
    """
    columns = fitted_columns(scenario)
    if scenario.posterior is None or not columns:
        return None
    posterior = scenario.posterior
    table = _table_of(str(posterior.path), posterior.sha256)
    _check_columns(posterior, table)
    return Draws(
        posterior.sha256,
        tuple(accumulate(table[WEIGHT])),
        tuple(positions[name] for name in columns),
        tuple(table[column] for column in columns.values()),
    )


@lru_cache(maxsize=8)
def _table_of(file: str, sha256: str) -> dict[str, tuple[float, ...]]:
    """Return the columns of a posterior that has a certain hash."""
    import hashlib
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        content = Path(file).read_bytes()
    except OSError as error:
        msg = f"{file}: cannot be read ({error.strerror}), but is the posterior that the scenario "
        raise ScenarioError(f"{msg}draws from; {WAY_OUT}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        msg = (
            f"{file}: holds another posterior: SHA-256 = {found[:12]} here, {sha256[:12]} in the "
            "scenario; restore that file, use the version of interregnum that shipped it, or begin "
            "a new study"
        )
        raise ScenarioError(msg)
    try:
        table = pq.read_table(io.BytesIO(content))
        columns = {
            name: tuple(float(value) for value in table[name].to_pylist())
            for name in table.column_names
        }
    except (pa.ArrowException, OSError, TypeError, ValueError) as error:
        msg = f"{file}: is no table of numbers ({' '.join(str(error).split())[:200]}); {WAY_OUT}"
        raise ScenarioError(msg) from None
    return columns


def _check_columns(posterior: Posterior, table: Mapping[str, Sequence[float]]) -> None:
    """Refuse a table whose columns are not those of its manifest, or whose weights are none."""
    asked = {WEIGHT, *posterior.parameters}
    for name in sorted(asked.symmetric_difference(table)):
        rule = "is missing" if name in asked else "does not stand in the manifest"
        raise ScenarioError(f"{posterior.path}: column {name}: {rule}; {WAY_OUT}")
    weights = table[WEIGHT]
    wrong = [w for w in weights if not (isfinite(w) and w >= 0.0)]
    if wrong or not sum(weights) > 0.0 or not isfinite(sum(weights)):
        shown = f"{wrong[0]:g}" if wrong else f"a sum of {sum(weights):g}"
        msg = f"{posterior.path}: column {WEIGHT}: {shown}; weights are finite, at least 0, and "
        raise ScenarioError(f"{msg}not all 0; {WAY_OUT}")
    for name, told in posterior.parameters.items():
        span = (min(table[name]), max(table[name]))
        if span != told.range or not all(isfinite(value) for value in table[name]):
            msg = f"{posterior.path}: column {name}: lies in {_shown(span)}, the manifest says "
            raise ScenarioError(f"{msg}{_shown(told.range)}; {WAY_OUT}")


def _shown(span: tuple[float, float]) -> str:
    return f"[{span[0]:g}, {span[1]:g}]"
