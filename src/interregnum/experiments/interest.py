"""What is looked for in a table of runs, and among which columns.

An outcome of interest is a class, or one of the sums of classes that questions are asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from interregnum.engine.plan import Plan
from interregnum.engine.record import OUTCOMES, is_removed
from interregnum.errors import UsageError, nearest
from interregnum.experiments.boxes import Mask

if TYPE_CHECKING:
    import pandas as pd

REMOVED, COLLAPSE, CONTESTED = "removed", "collapse", "contested"
INTERESTS = (REMOVED, COLLAPSE, CONTESTED, *OUTCOMES)


def inputs_of(plan: Plan, runs: pd.DataFrame) -> dict[str, Any]:
    """Return the columns of a table of runs that were drawn, and differ.

    Parameters
    ----------
    plan
        Of the study.
    runs
        One row a run.
    """
    columns = {}
    for row in plan.parameters:
        if row.name in runs and row.draw != "fixed":
            values = runs[row.name].to_numpy(dtype=float)
            if values.min() < values.max():
                columns[row.name] = values
    return columns


def interest_of(runs: pd.DataFrame, outcome: str) -> Mask:
    """Return in which runs an outcome came.

    Parameters
    ----------
    runs
        One row a run, with ``outcome`` and ``result.contested``.
    outcome
        A class such as ``democracy``, ``removed``, ``contested`` (removed, and back within 90
        days), or ``collapse`` (either).

    Raises
    ------
    UsageError
        If there is no such outcome.
    """
    if outcome not in INTERESTS:
        raise UsageError(f"discover: outcome {outcome} is unknown; {nearest(outcome, INTERESTS)}")
    contested: Mask = runs["result.contested"].to_numpy(dtype=bool)
    if outcome == CONTESTED:
        return contested
    if outcome in (REMOVED, COLLAPSE):
        removed: Mask = is_removed(runs["outcome"]).to_numpy(dtype=bool)
        return removed | contested if outcome == COLLAPSE else removed
    return np.asarray(runs["outcome"] == outcome)
