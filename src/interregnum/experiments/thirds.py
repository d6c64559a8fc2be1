"""Beside which parameters does an effect differ? Its size in the lower and the upper third of each.

Parameters are drawn anew in each run, so that the runs of twins are an experiment on all of them
at once. With many parameters some differ by chance: intervals are widened for their number.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.experiments.branches import endpoint_values
from interregnum.experiments.pairing import mean_interval
from interregnum.experiments.twins import compared
from interregnum.intervals import Interval

if TYPE_CHECKING:
    import pyarrow as pa

FEWEST_RUNS = 30


class Third(NamedTuple):
    """The effect where a parameter is low and where it is high.

    ``edges`` end the lower third and begin the upper one, in ``unit``; ``difference`` is upper
    minus lower, with an interval that holds for all parameters together with 95 %.
    """

    parameter: str
    unit: str
    edges: tuple[float, float]
    lower: Interval
    upper: Interval
    difference: Interval


def drawn_parameters(first: pa.Table, second: pa.Table) -> dict[str, tuple[str, Any]]:
    """Return unit and values of the parameters that differ between runs but not between branches.

    Parameters
    ----------
    first, second
        The tables of runs of two branches.
    """
    import numpy as np

    found = {}
    for field in first.schema:
        if str(field.type) != "double" or field.name.startswith("result."):
            continue
        values = first.column(field.name).to_numpy()
        same = field.name in second.column_names
        if same and np.array_equal(values, second.column(field.name).to_numpy()):
            if values.min() < values.max():
                found[field.name] = ((field.metadata or {}).get(b"unit", b"1").decode(), values)
    return found


def thirds(
    first: pa.Table, second: pa.Table, horizon: int, outcome: str = "removed"
) -> list[Third]:
    """Return the effect by thirds of every drawn parameter, the surest difference first.

    Parameters
    ----------
    first, second
        The tables of runs of two branches, in the same order of runs.
    horizon
        [d]
    outcome
        An endpoint.

    Returns
    -------
    Empty with fewer than 90 runs.
    """
    import numpy as np

    runs = compared(first), compared(second)
    values = [endpoint_values(frame, outcome, horizon) for frame in runs]
    differences = values[0] - values[1]
    parameters = drawn_parameters(first, second)
    if len(differences) < 3 * FEWEST_RUNS or not parameters:
        return []
    score = NormalDist().inv_cdf(1.0 - 0.025 / len(parameters))
    found = []
    for name, (unit, drawn) in parameters.items():
        low, high = (float(edge) for edge in np.quantile(drawn, [1 / 3, 2 / 3]))
        below, above = differences[drawn <= low], differences[drawn >= high]
        gap = float(above.mean() - below.mean())
        half = score * sqrt(below.var(ddof=1) / len(below) + above.var(ddof=1) / len(above))
        lower, upper = (mean_interval(part, float(np.abs(part).max())) for part in (below, above))
        interval = Interval(gap, gap - half, gap + half)
        found.append(Third(name, unit, (low, high), lower, upper, interval))
    return sorted(found, key=_sureness, reverse=True)


def _sureness(row: Third) -> float:
    """Return how many half-widths of its interval a difference is from 0."""
    half = row.difference.high - row.difference.estimate
    return abs(row.difference.estimate) / half if half > 0.0 else 0.0
